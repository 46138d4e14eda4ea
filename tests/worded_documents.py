"""Short documents in other languages than English, and what the heuristics ask about them."""

from synthetic_data.gates import Gate, Maker
from synthetic_data.heuristics.worded.worded_families import worded
from synthetic_data.heuristics.words.base import Candidate, View
from synthetic_data.records import Answer, Pair, Task
from synthetic_data.sections import Cutting, cut_document


def candidates_of(name: str, text: str) -> list[Candidate]:
    """What is asked of a document, every quote compared with the source at its offsets, every pair through the gates."""
    found: list[Candidate] = []
    for section in cut_document(name, text, "0" * 64, Cutting()).sections:
        for candidate in worded(View(section)):
            for (_, start, end), quote in zip(candidate.item.spans, candidate.item.evidence, strict=True):
                assert text[start:end] == quote
            task = Task(candidate.question_type, (section,), 1)
            [pair] = Gate().judge(Answer(task, (candidate.item,)), Maker("heuristic", "heuristics", "easy"))
            assert isinstance(pair, Pair), pair
            found.append(candidate)
    return found


def of_kind(found: list[Candidate], kind: str) -> list[Candidate]:
    return [candidate for candidate in found if candidate.item.family == f"worded {kind}"]


def german(body: str) -> list[Candidate]:
    lead = "# Handbuch der Pumpen\n\n## Wartung\n\nDie Pumpen versorgen drei Stadtteile mit Trinkwasser in der Nacht.\n\n"
    return candidates_of("doc.md", lead + body)


def french(body: str) -> list[Candidate]:
    lead = "# Manuel des pompes\n\n## Entretien\n\nLes pompes alimentent trois quartiers en eau potable pendant la nuit.\n\n"
    return candidates_of("doc.md", lead + body)
