"""rag: the source section, among others if wished, before the question; after the answer the quotes that it rests on."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..records import Pair, content_id
from .look import Look, Messages, Row, conversations
from .passages import Passage

COLUMNS = {"messages": "messages", "sections": "texts", "source": "texts"}
QUOTES = "\n\nQuotes:\n"


class Asked(NamedTuple):
    """What a row says: the passages shown, the question, the answer, the quotes after it."""

    passages: list[str]
    question: str
    answer: str
    quotes: list[str]


def rows(pair: Pair, look: Look) -> Iterator[Row]:
    """The rows of a pair, none if its sections are not at hand. sections: those in the user turn; source: those asked about."""
    if look.passages is None or not pair.sections or not pair.evidence:
        return
    own = [look.passages.get(section.id) for section in pair.sections]
    shown = [passage for passage in own if passage is not None]
    if len(shown) < len(own):
        return
    shown += look.passages.others(pair, look.distractors)
    shown.sort(key=lambda passage: content_id(pair.id, passage.id))  # the right one must not always be the first
    context = context_of(shown)
    quotes = "\n\n".join(quoted(part.quote) for part in pair.evidence)
    for conversation in conversations(pair, look):
        user, answer = conversation[-2:]
        turns = [{**user, "content": f"{context}\n\n{user['content']}"}, {**answer, "content": answer["content"] + QUOTES + quotes}]
        yield {
            "messages": [*conversation[:-2], *turns],
            "sections": [passage.id for passage in shown],
            "source": [section.id for section in pair.sections],
        }


def context_of(passages: Sequence[Passage]) -> str:
    """The passages in marks that none of their texts holds, so that it is plain where each ends."""
    number, mark = 1, "passage"
    while any(f"<{mark}" in passage.text or f"</{mark}>" in passage.text for passage in passages):
        number += 1
        mark = f"passage-{number}"
    return "\n".join(f"<{mark} source={attribute(passage.source)}>\n{passage.text}\n</{mark}>" for passage in passages)


def attribute(text: str) -> str:
    return '"' + text.replace('"', "'").replace("<", "(").replace(">", ")") + '"'


def quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


def messages(row: Row) -> Messages:
    return list(row["messages"])


def asked(row: Row) -> Asked:
    """A row taken apart again."""
    user, said = (turn["content"] for turn in row["messages"][-2:])
    mark = re.match(r"<(passage[-\d]*) ", user)
    if mark is None:
        raise ValueError("the user turn shows no passage")
    passages, place = [], 0
    while user.startswith(f"<{mark[1]} ", place):
        begin = user.index(">\n", place) + 2
        end = user.index(f"\n</{mark[1]}>", begin)
        passages.append(user[begin:end])
        place = end + len(f"\n</{mark[1]}>") + 1
    answer, _, quotes = said.rpartition(QUOTES)
    parted = [re.sub("^> ", "", part, flags=re.MULTILINE) for part in re.split("\n\n(?=> )", quotes)]
    return Asked(passages, user[place + 1 :], answer, parted)
