"""Markdown of any kind: nothing is lost, offsets are true, and rules that save work find what the parser's own find."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from synthetic_data.generate.travel import packed, unpacked
from synthetic_data.records import Block
from synthetic_data.sections import Cutting, cut_document
from synthetic_data.sections.blocks import Reader, Source, read_blocks
from synthetic_data.sections.images import block_images, shows_images
from synthetic_data.sections.parser import block_parser, parsed, parser_for
from synthetic_data.sections.rules import Lines, heading, line_starts, table

FILLER = "The scheduler keeps a queue of jobs and starts each of them when its time has come, never earlier. "

WILD = [
    "# H\n", "## H `c` {#id}\n", "Setext\n===\n", "---\n", "---\ntitle: x\n---\n", "para **b** [l](u) line\n", "\n", "\r\n",
    "\r", "- item\n", "  - nested\n", "1. one\n", "> quote\n", "> # h\n", "```\n", "~~~ yaml\n", "    code\n", "| a | b |\n",
    "|---|---|\n", "| `x\\|y` | |\n", "<div>\n", "</div>\n", "<!--\n", "-->\n", "[r]: http://x\n", "[^1]: foot\n", "Term\n",
    ": def\n", ":::\n", "!!! note\n", "    in\n", "$$\n", "\t", "\x0b", "\u2028", "é漢字。", FILLER, "![i](p.png)\n",
    "{{ x }}\n", "*" * 9, "\ufeff", "\\",
]  # fmt: skip
MARKDOWN = st.lists(st.sampled_from(WILD) | st.text(max_size=12), max_size=40).map("".join)


@settings(max_examples=400, deadline=None)
@given(MARKDOWN, st.sampled_from([Cutting(), Cutting(50, 0), Cutting(60, 30)]))
def test_no_markdown_is_too_wild_nothing_is_lost_and_every_offset_is_true(text: str, cutting: Cutting):
    text = text.replace("\0", "")
    reading = cut_document("doc.md", text, "0" * 64, cutting)
    assert "".join(section.text[section.own_start - section.start :] for section in reading.sections) == text
    for section in reading.sections:
        assert text[section.start : section.end] == section.text
        assert section.start <= section.own_start <= section.end
        for fact in section.facts:
            assert section.own_start <= fact.start < fact.end <= section.end
        for block in section.blocks:
            for part in block.walk():
                assert section.own_start <= part.start <= part.end <= section.end
                for at, source, length in part.text.each_run() if part.text else ():
                    assert part.text is not None
                    assert part.text.text[at : at + length] == text[source : source + length]
    travelled = unpacked(packed(reading.sections))
    assert travelled == reading.sections
    # named tuples as such, which equality does not tell from plain ones
    assert [repr((one.blocks, one.facts)) for one in travelled] == [repr((one.blocks, one.facts)) for one in reading.sections]


IMAGES = ["![i](p.png)", "![i][r]", '<img src="q.png">', "<IMG SRC=q.png>", "`![c](c.png)`", "\n\n[r]: x.png\n\n"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*WILD, *IMAGES]), max_size=12).map("".join))
def test_a_section_holds_every_image_that_its_blocks_show(text: str):
    references = read_blocks(text)[1].references
    for section in cut_document("doc.md", text, "0" * 64, Cutting()).sections:
        parts = [part for block in section.blocks for part in block.walk() if shows_images(part)]
        assert section.images == tuple(image for part in parts for image in block_images(part, text, references))


# What may begin or end a paragraph, a heading, a table.
BEGINNINGS = [
    "Word ", "(and) ", "\n", "  \n", "     in\n", "- ", "> ", "`c` ", "--", "# ", "\xa0", "**b** ", "* ", "_", "[a]", "[^b]", ":",
    "[", "![i](u) ", "2. ", "\n- ", "\n  - ", "\n---\n", "|", "\n|--|\n", "\n```\n", "<div>", "!!! note", "\n\t", "\\", "1) ",
    "***", "$$", "#", " ##", "\t#", "a|b\n-|-\n", "|c", "\\|", "|\n", "\n:-|:-:|\n",
]  # fmt: skip
BLOCKS = MARKDOWN | st.lists(st.sampled_from(BEGINNINGS)).map("".join)


@settings(max_examples=300, deadline=None)
@given(BLOCKS)
def test_rules_that_a_text_cannot_need_may_be_switched_off_without_a_difference(text: str):
    def told(parser) -> list[tuple]:
        return [(token.type, token.map, token.content, token.info, token.meta) for token in parsed(parser, text, {}).tokens]

    assert told(parser_for(text, whole=False)) == told(block_parser(frozenset({"plain_paragraph"})))


@settings(max_examples=400, deadline=None)
@given(BLOCKS)
def test_paragraphs_told_at_a_glance_are_those_that_the_other_rules_find(text: str):
    text = text.replace("\0", "")

    def blocks(parser) -> tuple[Block, ...]:
        environment: dict = {}
        tokens = parsed(parser, text, environment).tokens
        return Reader(Source(text, line_starts(text), environment.get("references", {})), tokens).blocks()

    quick = parser_for(text)
    quick_rules = set(quick.block.ruler.get_active_rules())
    every = set(block_parser().block.ruler.get_all_rules())
    assert blocks(quick) == blocks(block_parser(frozenset(every - quick_rules | {"plain_paragraph"})))


def headings(tokens: Sequence[Token]) -> list[tuple]:
    """Level, lines and title of each heading; the parser's own rule makes three tokens of it."""
    opened = [(token, inline) for token, inline in pairwise(tokens) if token.type == "heading_open"]
    opened += [(token, token) for token in tokens if token.type == "heading"]
    return sorted((token.map, token.tag, inline.content) for token, inline in opened)


def rows(tokens: Sequence[Token]) -> list[tuple]:
    """The lines of each row with the texts of its cells; the parser's own rule makes three tokens of each of them."""
    found: list[tuple] = []
    columns = 0
    for token, inline in pairwise(tokens):
        if token.type == "table_open":
            columns = token.meta.get("columns", 0)
        elif token.type == "tr_open":
            found.append((token.map, []))
        elif token.type in ("th_open", "td_open"):
            found[-1][1].append(inline.content)
        elif token.type == "row":
            cells = [cell.strip().replace("\\|", "|") for cell in token.meta["cells"][:columns]]
            found.append((token.map, cells + [""] * (columns - len(cells))))
    return found


def others(tokens: Sequence[Token]) -> list[tuple]:
    """All tokens but those of headings and of what is in tables."""
    skipped = (
        "heading",
        "row",
        "inline",
        "heading_open",
        "heading_close",
        "thead_open",
        "thead_close",
        "tbody_open",
        "tbody_close",
    )
    cells = tuple(f"{kind}_{end}" for kind in ("tr", "th", "td") for end in ("open", "close"))
    return [(token.type, token.map, token.content, token.level) for token in tokens if token.type not in skipped + cells]


@settings(max_examples=400, deadline=None)
@given(BLOCKS)
def test_lines_headings_and_tables_are_those_that_the_parser_itself_finds(text: str):
    text = text.replace("\0", "").replace("\r", "\n")
    own, ours = MarkdownIt().enable("table"), MarkdownIt().enable("table")
    ours.block.ruler.at("heading", heading, {"alt": ["paragraph", "reference", "blockquote"]})
    ours.block.ruler.at("table", table, {"alt": ["paragraph", "reference"]})
    state = StateBlock(text, own, {}, [])
    lines = Lines(text, ours, {})
    for name in ("bMarks", "eMarks", "tShift", "sCount", "bsCount", "lineMax"):
        assert getattr(lines, name) == getattr(state, name)
    own.block.tokenize(state, 0, state.lineMax)
    ours.block.tokenize(lines, 0, lines.lineMax)
    for told in (headings, rows, others):
        assert told(lines.tokens) == told(state.tokens)


def test_a_table_that_begins_in_a_list_item_or_a_quote_keeps_all_of_its_cells() -> None:
    text = "-   | a | b\n    | --|--\n    | `c\\|d` |\n    no | row\n\n> | e |\n> |---|\n> | f | g |\n"
    tables = [part for block in read_blocks(text)[0] for part in block.walk() if part.kind == "table"]
    cells = [[[cell.text.text for cell in row.children if cell.text] for row in table.children] for table in tables]
    assert cells == [[["a", "b"], ["c|d", ""], ["no", "row"]], [["e"], ["f"]]]
    assert [text[row.start : row.end] for row in tables[0].children] == ["| a | b", "| `c\\|d` |", "no | row"]
