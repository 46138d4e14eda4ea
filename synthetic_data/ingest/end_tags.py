"""End tags that HTML lets a writer leave out, put back: a paragraph ends where a heading, a list or another paragraph begins."""

from typing import Any

BLOCKS = frozenset(
    """address article aside blockquote center details dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header
    hgroup hr main menu nav ol p pre section table ul""".split()
)
# What closes an element whose end tag is missing: Python's parser would nest all that follows in it.
CLOSED_BY = {"p": BLOCKS, "li": frozenset(("li",)), "dt": frozenset(("dt", "dd")), "dd": frozenset(("dt", "dd"))}


def close_open(soup: Any) -> None:
    """Moves what cannot stand inside an element out of it, behind it; words between such blocks are paragraphs of their own."""
    for tag in soup.find_all(list(CLOSED_BY)):
        closing = CLOSED_BY[tag.name]
        if any(child.name in closing for child in tag.children):
            split(soup, tag, closing)


def split(soup: Any, tag: Any, closing: frozenset[str]) -> None:
    children = list(tag.children)
    first = next(number for number, child in enumerate(children) if child.name in closing)
    last, run = tag, tag  # run takes the words behind a block
    for child in children[first:]:
        child.extract()
        if child.name in closing:
            last.insert_after(child)
            last, run = child, None
            continue
        if run is None and tag.name == "p" and str(child).strip():
            run = soup.new_tag("p")
            last.insert_after(run)
            last = run
        if run is not None:
            run.append(child)
        elif tag.name != "p":
            last.append(child)
