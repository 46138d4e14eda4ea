"""Why the heuristics have no pair of a type for a section, where that can be told from the type and the language alone."""

from ..records import Section
from .linking.links import REASONS
from .worded.wordings import wording_of

# What can be asked without knowing a language's grammar.
WORDED = frozenset(("fact_based", "factual_recall", "process_workflow", "application", "true_false_fill_blank"))


def reason_for(section: Section, question_type: str) -> str:
    """The reason in a few words, or "" when it is only that the section says nothing that fits."""
    language = section.language or section.document.language
    if language == "en":
        return REASONS.get(question_type, "")
    if wording_of(language) is None:
        return f"no question wording for the language {language}"
    return "" if question_type in WORDED else "the type needs grammar that is known for English only"
