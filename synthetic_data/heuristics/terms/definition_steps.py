"""The steps that lead to an answer that defines a term: where it is defined, what it is, and what is said of it besides."""

import re
from collections.abc import Sequence

from ...records import Fact
from ..words.base import pick
from ..words.english import opening
from ..words.naming import quoted
from ..words.subjects import Clause
from .classes import class_of


def definition_steps(fact: Fact, headings: Sequence[str], found: Clause, kind: re.Match[str]) -> tuple[str, ...]:
    term, place = found.subject, quoted(headings[-1])
    first = pick(
        (
            f"The sentence under {place} that opens “{term} {found.verb}” is where the term is defined.",
            f"A definition is asked for, and {place} gives it in the sentence beginning “{term} {found.verb}”.",
            f"{place} introduces “{term}” with a sentence that says what {'they are' if found.plural else 'it is'}.",
        ),
        fact.text,
    )
    said = kind.group().rstrip(".")
    kind_words = class_of(said)
    if not kind_words:
        meant = f"It tells what is meant: “{opening(said, 8)}”."
        return first, meant, "That whole sentence is the definition, so it makes the answer."
    second = f"That sentence puts “{term}” into a class: “{kind_words}”."
    rest = said[len(kind_words) :].strip(" ,")
    if not rest:
        return first, second, "With the class the sentence is complete, so it makes the answer as it stands."
    return first, second, f"It goes on with “{opening(rest, 8)}”, and as a whole it makes the answer."


def chain_steps(chain: Sequence[Fact], headings: Sequence[str], term: str) -> tuple[str, ...]:
    opening = " ".join(chain[0].text.split()[:7]).rstrip(".,;:")
    second = " ".join(chain[1].text.split()[:8]).rstrip(".,;:")
    return (
        f"{quoted(headings[-1])} first says what {term} means, beginning “{opening} …”.",
        f"The text stays with {term} and adds more, beginning “{second} …”.",
        f"Together these {len(chain)} sentences, in the order of the source, explain {term}.",
    )
