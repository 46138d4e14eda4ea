"""What belongs to a step of a procedure behind its first words, as markdown: code, lists and paragraphs, whole or not at all."""

import re
from collections.abc import Sequence

from ...records import Block, Plain
from ...text.plain import shown, source_span
from ..words.english import URL, balanced, cued_by
from ..words.verbs import IMPERATIVES

STEP_CHARACTERS = (4, 600)
UNSAFE_MARKS = frozenset(("html", "shortcode", "math", "struck"))
# What leads away from the list: pictures, other places, the document itself.
AWAY = cued_by(
    """above below listing figure fig table chapter section appendix shown screenshot image picture diagram snippet example this
    previous next following see here""",
    r"\b(?:above|below|(?:listing|figure|fig\.|table|chapter|section|appendix) \d|(?:as )?shown (?:in|here)|screenshot|"
    r"(?:image|picture|diagram|figure|snippet|section|example|chapter) (?:\w+ )?(?:above|below|shows)|"
    r"this (?:section|chapter|document|page|guide|tutorial|playbook|repository|repo)|(?:previous|next|"
    r"following) (?:section|chapter|page|image|code|example)|"
    r"see (?:the|here|this)|here)\b|\(see (?!`)",
    any_case=True,
)
SEE_NAMED = re.compile(r"(?:^|[.;,] )[Ss]ee [A-Z]\w+")
PLACEHOLDER = re.compile(r"\[(?:x| )\]|\{\{|\bTODO\b|\bTBD\b")
PLACEHOLDERS = ("[x]", "[ ]", "{{", "TODO", "TBD")  # one stands in each of these, and plain search is faster
# What is said beside a step: "Note", "**Caution!** …".
REMARK = re.compile(
    r"(?:note|notes|tip|hint|caution|warning|important|attention|info|danger|see also|example|optional)\b[:!.]?(?:\s|$)",
    re.IGNORECASE,
)
# A second way, or what to do in another case.
ANOTHER_WAY = re.compile(r"(?:Alternatively|Or|Otherwise|Instead|If|When|You (?:must|should|need|have|can|may)|Then|Next)\b")
HANGING = re.compile(
    r"(?:\b(?:for (?:example|instance)|e\.g\.|as follows|like (?:this|so)|such as|the following|becomes)"
    r"|^(?:Insert|Add|Append|Enter|Type|Run|Execute|Paste|Write|Use|Issue) (?:the|this|these) (?:\w+ )?"
    r"(?:lines?|code|commands?|snippet|text|content|statement))[.,]?$",
    re.IGNORECASE,
)
# One of these ends each of them, but for its last mark: in most texts none does, which is quick to tell.
HANGING_ENDS = tuple(
    "for example,for instance,e.g,as follows,like this,like so,such as,the following,becomes,line,lines,code,command,commands,"
    "snippet,text,content,statement".split(",")
)
LISTED = re.compile(r"(?:-|\d+\.) ")
MOST_ITEMS, DEEPEST = 10, 2

Part = tuple[str, int]  # markdown, and where it ends in the source


def body_of(following: Sequence[Block]) -> list[Part] | None:
    """The parts behind the first paragraph of a step, up to the first remark; None if one of them cannot be given whole."""
    body = parts_of(following, 0)
    return None if body and (body[-1][0].endswith(",") or hangs(body[-1][0])) else body


def hangs(text: str) -> bool:
    """Whether words lead to something that is not there: "Insert the line", "For example,"."""
    may_hang = text[-16:].lower().rstrip(".,").endswith(HANGING_ENDS)
    return text.endswith(":") or may_hang and HANGING.search(text) is not None


def parts_of(blocks: Sequence[Block], depth: int) -> list[Part] | None:
    """Each block as markdown up to the first remark; None if one that is needed cannot be given whole."""
    found: list[Part] = []
    for number, block in enumerate(blocks):
        text = shown(block.text).strip() if block.text is not None else ""
        if block.kind == "table":
            return None
        if block.kind not in ("list", "quote", "code", "paragraph") or block.info and block.kind == "quote":
            break
        if block.kind == "paragraph" and REMARK.match(text) or block.kind == "code" and block.info.startswith("{"):
            break  # "```{note}" is a remark, too
        parts = part_of(block, text, depth)
        if parts is not None:
            found += parts
        elif block.kind != "paragraph" or is_needed(text, blocks[number + 1 :]):
            return None
        elif text:
            break
    return found


def part_of(block: Block, text: str, depth: int) -> list[Part] | None:
    """One block as markdown; None if it cannot be given whole."""
    if block.kind == "quote":  # indented in reStructuredText
        return parts_of(block.children, depth)
    if block.kind == "list":
        listed = list_of(block, depth)
        return [(listed, block.end)] if listed else None
    if block.text is None or not text:
        return None
    if block.kind == "code":
        language = "" if block.info == "indented" else block.info.split()[0] if block.info else ""
        return None if "```" in text else [(f"```{language}\n{block.text.text.rstrip()}\n```", block.end)]
    if not readable(block.text, text) or not text[0].isalnum():
        return None
    return [(text, source_span(block.text, 0, len(block.text.text))[1])]


def is_needed(text: str, following: Sequence[Block]) -> bool:
    """Whether a paragraph that cannot be given is no mere remark on the step: it gives an order, or more comes behind it.

    A picture has no words, and is left out.
    """
    if not text:
        return False
    if ANOTHER_WAY.match(text) or text.split()[0].lower() in IMPERATIVES:
        return True
    return any(block.kind in ("code", "list", "quote") for block in following)


def list_of(block: Block, depth: int) -> str:
    """A list inside a step with what its items hold; "" if one of them cannot be given whole."""
    if len(block.children) > MOST_ITEMS or depth >= DEEPEST:
        return ""
    lines: list[str] = []
    for number, item in enumerate(block.children, 1):
        first = item.children[0] if item.children else None
        if first is None or first.kind != "paragraph" or first.text is None:
            return ""
        text = shown(first.text).strip()
        inner = parts_of(item.children[1:], depth + 1)
        if inner is None or not readable(first.text, text) or text.endswith(":") and not inner:
            return ""
        head = f"{number}. " if block.info == "ordered" else "- "
        lines.append(head + text)
        lines += indented(inner, len(head))
    return "\n".join(lines)


def indented(body: Sequence[Part], width: int) -> list[str]:
    """The lines of what belongs to an item, indented under its text: a list right below it, other parts after a blank line."""
    lines: list[str] = []
    for number, (markdown, _) in enumerate(body):
        if number or not LISTED.match(markdown):
            lines.append("")
        lines += [" " * width + line if line else "" for line in markdown.split("\n")]
    return lines


def readable(plain: Plain, text: str) -> bool:
    """Whether the words of a step are whole: no hole where a picture or markup stood, nothing that leads away."""
    least, most = STEP_CHARACTERS
    if not least <= len(text) <= most or text.endswith(("?", "…", "...")) or not balanced(text):
        return False
    for mark in plain.marks:
        if mark.kind in UNSAFE_MARKS or (mark.kind == "image" and mark.start < len(plain.text)):
            return False
    if any(map(text.__contains__, PLACEHOLDERS)) and PLACEHOLDER.search(text):
        return False
    return not (AWAY.search(text) or "ee " in text and SEE_NAMED.search(text) or URL.search(text.split("`")[0]))
