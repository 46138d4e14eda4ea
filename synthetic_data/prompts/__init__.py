"""The prompts folder as values: its files read, checked and rendered into what a model is told."""

from synthetic_data.prompts.loading import load_prompts, read_instructions
from synthetic_data.prompts.question_types import BUILT_IN_TYPES, Basis, QuestionType, planned_count
from synthetic_data.prompts.rendering import Prompts, select_types

__all__ = [
    "BUILT_IN_TYPES",
    "Basis",
    "Prompts",
    "QuestionType",
    "load_prompts",
    "planned_count",
    "read_instructions",
    "select_types",
]
