"""The words of a sentence around what decides, cut where a reader would cut them."""

from .english import balanced

LOOSE_ENDS = frozenset(
    """a an the of for from in on at to by with and or as that which who is are was were be been not must should shall can cannot
    will how what when where if its their any all each every no than into between via only more most across
    per within without through over under after before""".split()
)


def excerpt(text: str, start: int, end: int, most: int = 18) -> str:
    """The clause around a stretch, or some words of it with an ellipsis at each cut; never half a code span or quotation."""
    if len(text.split()) <= most:
        return text.rstrip(".")
    spaces = [place for place, char in enumerate(text) if char == " " and balanced(text[:place])]
    lefts = [0, *(place + 1 for place in spaces if place < start)]
    rights = [*(place for place in spaces if place >= end), len(text)]
    breaks = [place for place in lefts if place == 0 or text[place - 2] in ",;:"]
    ends = [place for place in rights if text[place - 1] in ",;:."]
    piece = text[breaks[-1] : ends[0]]
    left, right = breaks[-1], ends[0]
    if not 5 <= len(piece.split()) <= most:
        left, right = lefts[max(0, len(lefts) - 8)], rights[min(7, len(rights) - 1)]
    # an ellipsis follows a word that means something, not "from a"
    while right < len(text) and text[left:right].rsplit(" ", 1)[-1].lower() in LOOSE_ENDS and len(rights) > rights.index(right) + 1:
        right = rights[rights.index(right) + 1]
    piece = text[left:right].strip().rstrip(".,;:")
    return f"{'… ' if left else ''}{piece}{' …' if right < len(text) else ''}"
