"""Which sections are asked about, and whether documents as a whole are."""

from collections.abc import Sequence
from typing import NamedTuple

from ..errors import UserError
from ..generate.library import DocumentNote, Library
from ..options import Options
from ..prompts import Prompts, select_types
from ..spread import spread


class Asked(NamedTuple):
    """A document that is asked about, and the positions of its sections that are."""

    document: DocumentNote
    wanted: frozenset[int]


def without_document_types(prompts: Prompts, named: Sequence[str], split_by: str) -> Prompts:
    """The prompts without the types that ask about whole documents, unless they are named.

    Raises UserError when they are, and the split might put sections of one document on both sides, or when there are no others.
    """
    about = [name for name, kind in prompts.question_types.items() if kind.basis == "per_document"]
    kept = [name for name in prompts.question_types if name not in about or name in named]
    refused = [name for name in about if name in named and split_by == "section"]
    if refused or not kept:
        raise UserError(
            f"The question type {(refused or about)[0]} rests on several sections of a document, and with --split-by section "
            "they may stand on both sides.",
            "Add --split-by document (or question), or leave the type out; `create --type summary` splits by document.",
        )
    return prompts if len(kept) == len(prompts.question_types) else select_types(prompts, kept)


def choose_sections(library: Library, options: Options) -> list[Asked]:
    """The sections to ask about: those that state a fact, or an even sample of them."""
    numbers = [number for number, note in enumerate(library.notes) if note.facts]
    if options.sample:
        numbers = list(spread(numbers, options.sample))
    chosen = frozenset(numbers)
    entries = []
    for document in library.documents:
        wanted = frozenset(number - document.first for number in range(document.first, document.last) if number in chosen)
        if wanted:
            entries.append(Asked(document, wanted))
    return entries
