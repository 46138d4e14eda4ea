"""cpt: plain text for continued pretraining; each section once as it stands, and once with what was asked about it."""

from collections.abc import Iterator

from ..records import Side
from .look import Look, Row

COLUMNS = {"text": "text", "document": "text"}


def closing_rows(look: Look) -> Iterator[tuple[Side, Row]]:
    """The rows of all sections whose side is known, in the order of the documents; they come when every pair has been seen."""
    if look.passages is None:
        return
    for section, side in look.passages.known():
        passage = look.passages.get(section)
        if passage is None or not passage.own:
            continue
        yield side, {"text": passage.own, "document": passage.document}
        questions = [f"Question: {question}\nAnswer: {answer}" for question, answer in look.passages.questions(section)]
        if questions:
            yield side, {"text": "\n\n".join([passage.own, *questions]), "document": passage.document}


def text(row: Row) -> str:
    return str(row["text"])
