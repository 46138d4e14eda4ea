"""A whole document summed up by selection: its opening statement and the most central sentence of each of its parts."""

from collections.abc import Iterator, Sequence

from ..records import Item, Section


def document_summary(sections: Sequence[Section]) -> Iterator[Item]:
    yield from ()
