"""Cuts a document's blocks into sections: at headings, short ones joined to the next, long ones cut between blocks."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..records import Block
from ..text.tokens import BYTES_PER_TOKEN, estimate_tokens

SHORT_CHARACTERS = 200  # less text than this below a heading is too little to ask about


class Cut(NamedTuple):
    """One section to be: its blocks, its heading path, where it starts, where its own text starts and where it ends."""

    blocks: tuple[Block, ...]
    path: tuple[str, ...]
    start: int
    own_start: int
    end: int
    oversized: bool = False


class Limits(NamedTuple):
    """Sizes in estimated tokens: the most a section may hold, and how much of it the next part repeats."""

    chunk_size: int
    chunk_overlap: int


def cut_sections(text: str, blocks: Sequence[Block], starts: Sequence[int], limits: Limits) -> list[Cut]:
    """The sections of a document; their own parts, joined, are the text, whatever the blocks are."""
    cuts = join_short(list(by_heading(text, blocks, starts)))
    parts = [part for cut in cuts for part in cut_long(cut, text, starts, limits)]
    if parts:
        parts[0] = parts[0]._replace(start=0, own_start=0)
    return parts


def by_heading(text: str, blocks: Sequence[Block], starts: Sequence[int]) -> Iterator[Cut]:
    """One cut for what stands before the first heading and one for each top-level heading with what follows it."""
    path: list[tuple[int, str]] = []
    held: list[Block] = []
    begin = 0
    for block in blocks:
        if block.kind == "heading":
            at = starts[block.line - 1]
            if held or at > begin:
                yield Cut(tuple(held), tuple(title for _, title in path), begin, begin, at)
            level = int(block.info)
            path = [entry for entry in path if entry[0] < level]
            title = block.text.text if block.text else ""
            if title:
                path.append((level, title))
            held, begin = [], at
        held.append(block)
    if held or len(text) > begin:
        yield Cut(tuple(held), tuple(title for _, title in path), begin, begin, len(text))


def body_characters(blocks: Sequence[Block]) -> int:
    """How much there is to ask about: characters of blocks that are no heading, front matter, rule or reference."""
    return sum(block.end - block.start for block in blocks if block.kind not in ("heading", "other"))


def join_short(cuts: Sequence[Cut]) -> list[Cut]:
    """Joins what is too short to the next cut below or beside it; at the end of a chapter, to the one before."""
    joined: list[Cut] = []
    waiting: Cut | None = None
    for cut in cuts:
        if waiting is not None and len(cut.path) < len(waiting.path) and joined:
            joined[-1] = join(joined[-1], waiting)
            waiting = None
        current = join(waiting, cut) if waiting is not None else cut
        waiting = current if body_characters(current.blocks) < SHORT_CHARACTERS else None
        if waiting is None:
            joined.append(current)
    if waiting is not None:
        if joined:
            joined[-1] = join(joined[-1], waiting)
        else:
            joined.append(waiting)
    return joined


def join(first: Cut, second: Cut) -> Cut:
    """Two neighbours as one. Its path is the second's if the first holds only headings, else what both paths share.

    What stands before the first heading stands under none, whatever it is joined with: its path stays empty.
    """
    if body_characters(first.blocks) == 0:
        path = second.path
    elif body_characters(second.blocks) == 0:
        path = first.path
    else:
        shared = 0
        while shared < min(len(first.path), len(second.path)) and first.path[shared] == second.path[shared]:
            shared += 1
        path = first.path[:shared] or first.path
    return Cut(first.blocks + second.blocks, path, first.start, first.own_start, second.end)


def atoms(block: Block, most_characters: int) -> list[Block]:
    """The pieces a cut may fall between: the block itself, or a long list as one list for each of its items."""
    if block.kind != "list" or block.end - block.start <= most_characters:
        return [block]
    return [block._replace(start=item.start, end=item.end, line=item.line, children=(item,)) for item in block.children]


def is_lead(block: Block) -> bool:
    """Whether a block only announces the next one: a heading, or a paragraph that ends with a colon."""
    return block.kind == "heading" or bool(block.kind == "paragraph" and block.text and block.text.text.endswith(":"))


def cut_long(cut: Cut, text: str, starts: Sequence[int], limits: Limits) -> list[Cut]:
    """Packs the blocks of a cut, in order, into parts of at most the chunk size; a larger single block stays whole."""
    size = limits.chunk_size
    if estimate_tokens(text[cut.own_start : cut.end]) <= size:
        return [cut]
    pieces = [atom for block in cut.blocks for atom in atoms(block, size * BYTES_PER_TOKEN)]
    bounds = [cut.own_start, *(starts[piece.line - 1] for piece in pieces[1:]), cut.end]
    costs = [estimate_tokens(text[bounds[i] : bounds[i + 1]]) for i in range(len(pieces))]
    parts: list[Cut] = []
    first = 0
    while first < len(pieces):
        last = pack(pieces, costs, first, size)
        overlap = first
        spare = limits.chunk_overlap if first else 0
        while overlap > 0 and costs[overlap - 1] <= spare:
            overlap -= 1
            spare -= costs[overlap]
        oversized = sum(costs[first:last]) > size
        parts.append(Cut(tuple(pieces[first:last]), cut.path, bounds[overlap], bounds[first], bounds[last], oversized))
        first = last
    return parts


def pack(pieces: Sequence[Block], costs: Sequence[int], first: int, size: int) -> int:
    """The end of the part that starts at piece `first`: as many as fit, leads kept with what they announce."""
    last, spent = first, 0
    while last < len(pieces) and (last == first or spent + costs[last] <= size):
        spent += costs[last]
        last += 1
    end = last
    while end < len(pieces) and end - 1 > first and is_lead(pieces[end - 1]):
        end -= 1
    return end if end > first and not all(is_lead(piece) for piece in pieces[first:end]) else last
