"""A question about one statement, before it is told where the statement stands."""

from typing import NamedTuple

# Stands in a question for the name of the place it asks about.
PLACE = "<the place>"


class Inquiry(NamedTuple):
    """`core` is a whole question, which may hold PLACE; steps follow a first one that tells the place.

    A sole one asks for all that is said of its subject in some way: it is asked only where that is a single statement.
    """

    kind: str
    core: str
    answer: str
    steps: tuple[str, ...]
    sole: bool = False
