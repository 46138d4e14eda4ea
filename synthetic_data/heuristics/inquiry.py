"""A question about one statement, before it is told where the statement stands."""

from typing import NamedTuple

# Stands in a question for the name of the place it asks about.
PLACE = "<the place>"


class Inquiry(NamedTuple):
    """`core` is a whole question, which may hold PLACE; steps follow a first one that tells the place."""

    kind: str
    core: str
    answer: str
    steps: tuple[str, ...]
