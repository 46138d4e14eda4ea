"""Plain text as regulations, licences and RFCs come: numbered titles, pages of print, diagrams; lists and prose stay."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ingest_documents import put
from markdown_it import MarkdownIt

from synthetic_data.ingest.images import Images
from synthetic_data.ingest.material import Material
from synthetic_data.ingest.plain_text import convert, to_markdown, unified
from synthetic_data.ingest.text_pages import without_contents, without_furniture

BODY = "The Project decides this by a vote of its members.\nA vote lasts two weeks, and its result is\npublished."


def text(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"


def headings(source: str) -> list[str]:
    """The headings of a text, each with its level before it."""
    tokens = MarkdownIt("commonmark").parse(to_markdown(unified(source)))
    return [f"{one.tag[1]} {two.content}" for one, two in zip(tokens, tokens[1:], strict=False) if one.type == "heading_open"]


def words(markdown: str) -> Counter[str]:
    """The words that a reader of the markdown sees, with the numbers of lists."""
    seen: Counter[str] = Counter()
    for token in MarkdownIt("commonmark").parse(markdown):
        if token.type == "inline":
            shown = (" " if child.type == "softbreak" else child.content for child in token.children or [])
            seen.update(re.findall(r"\w+", "".join(shown)))
        elif token.type in ("fence", "code_block"):
            seen.update(re.findall(r"\w+", token.content))
        elif token.type == "list_item_open" and token.info:
            seen[token.info] += 1
    return seen


def test_numbered_titles_get_the_depth_of_their_number_below_the_title_of_the_text():
    source = text("          Constitution of the Project", "1. Introduction", BODY, "2. Decisions", "  2.1. General rules", BODY)
    source += text("", "  2.2. Votes", BODY, "3. Members", BODY)
    assert headings(source) == [
        "1 Constitution of the Project",
        "2 1. Introduction",
        "2 2. Decisions",
        "3 2.1. General rules",
        "3 2.2. Votes",
        "2 3. Members",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("0. PREAMBLE", "1. DEFINITIONS"),
        ("  0. Definitions.", "  1. Source Code."),
        ("Section 3", "Section 4"),
        ("§ 12 Zweck", "§ 13 Umfang"),
        ("Artikel 1. Geltungsbereich", "Artikel 2. Begriffe"),
        ("CHAPTER I", "CHAPTER II"),
        ("Appendix A. Terms", "Appendix B. Sources"),
        ("I. Introduction", "II. Scope"),
        ("1 Scope", "2 Terms"),
    ],
)
def test_the_ways_in_which_texts_number_their_titles(first, second):
    prose = BODY + "\nWho counts the votes is told below."
    assert headings(text("Rules of the house", first, prose, second, prose)) == [
        "1 Rules of the house",
        f"2 {first.strip()}",
        f"2 {second.strip()}",
    ]


def test_an_article_takes_its_words_from_the_line_below_it():
    source = text("CHAPTER I", "General provisions", "Article 1", "Subject-matter", BODY, "Article 2", "Scope", BODY)
    source += text("", "CHAPTER II\nPrinciples", "Article 3", "Lawfulness", BODY)
    assert headings(source) == [
        "2 CHAPTER I: General provisions",
        "3 Article 1: Subject-matter",
        "3 Article 2: Scope",
        "2 CHAPTER II: Principles",
        "3 Article 3: Lawfulness",
    ]


@pytest.mark.parametrize(
    "items",
    [
        ["1. Switch off the pump", "2. Open the lid", "3. Drain the water", "4. Close the lid"],  # one line each
        ["1. Switch off the pump", "   Use the red switch.", "2. Open the lid", "   It is heavy."],  # steps with a remark
        ["1. Click Start.", "A window\nopens, and\nin it a list.", "2. Choose a file.", "It is shown\nin the list\nat once."],
        ['1.1. "Contributor" means each person who\ncontributes to the work.', '1.2. "Work" means the software\nas a whole.'],
        ["1. the first of the conditions", BODY, "2. the second of the conditions", BODY],
        ["3. People Came Late", BODY, "7. Others Left Early", BODY],
        ["1.4.1 Released", BODY, "1.4.0 Released", BODY],
        ["See also:", "Section 3 of the act applies to members.", BODY],
    ],
)
def test_lists_and_sentences_that_begin_with_a_number_are_no_titles(items):
    assert headings(text("all of it is prose.", *items, "And that is all.")) == []


def test_a_list_that_is_announced_stays_a_list():
    assert headings(text("Do as follows:", "1. Switch Off", BODY, "2. Open", BODY)) == []


def test_a_title_that_reads_like_none_is_one_where_its_number_is_missing_between_others():
    source = text(
        "1. Where is it?", BODY, "2. compress() fails with an error.", BODY, "3. Who made it?", BODY, "4. And when?", BODY
    )
    assert headings(source) == ["2 1. Where is it?", "2 2. compress() fails with an error.", "2 3. Who made it?", "2 4. And when?"]


def test_where_a_text_has_titles_those_that_begin_small_or_run_over_two_lines_are_told_by_their_number():
    source = text(
        "1. Introduction", BODY, "1.1. control", BODY, "1.2. How are the votes of all\nmembers counted?", BODY, "2. Votes", BODY
    )
    source += text("", "3. Members", BODY, "4. Assets", BODY, "4.1. The members shall pay.", BODY)
    assert headings(source) == [
        "2 1. Introduction",
        "3 1.1. control",
        "3 1.2. How are the votes of all members counted?",
        "2 2. Votes",
        "2 3. Members",
        "2 4. Assets",
    ]


def test_numbers_that_begin_again_in_each_part_are_titles_in_each():
    part = [*["1. New Features", BODY], *["2. Changes", BODY]]
    assert headings(text("about releases.", *part, *part, *part)) == ["2 1. New Features", "2 2. Changes"] * 3


def test_a_list_inside_a_section_does_not_take_the_numbers_of_the_sections():
    listed = ["      2. Count the votes", "         all of them,\n         twice.", "      3. Tell the result"]
    source = text("1. Introduction", BODY, "2. Votes", BODY, *listed, "3. Members", BODY)
    assert headings(source) == ["2 1. Introduction", "2 2. Votes", "2 3. Members"]


def test_underlined_and_numbered_titles_of_one_text_share_their_levels():
    source = text("Licence\n=======", "1. Terms\n--------", BODY, "2. Grants\n---------", "2.1. Patents", BODY, "2.2. Marks", BODY)
    source += text("", "Exhibit\n-------", BODY)
    assert headings(source) == ["1 Licence", "2 1. Terms", "2 2. Grants", "3 2.1. Patents", "3 2.2. Marks", "2 Exhibit"]


def test_lines_at_the_edge_of_an_indented_text_are_titles():
    inner = "   " + BODY.replace("\n", "\n   ")
    source = text("1.  Introduction", inner, inner, "2.  Terms", inner, inner, "Acknowledgements", inner, "Author's Address", inner)
    assert headings(source) == ["2 1.  Introduction".replace("  ", " "), "2 2. Terms", "2 Acknowledgements", "2 Author's Address"]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("The Pump Handbook", True),
        ("          The Pump Handbook", True),
        ("This handbook tells all about pumps.", False),
        ("Dear reader", False),
        ("Overview", False),
        ("2024-03-01 12:00:00 started", False),
        ("Version 2.4.1", False),
        ("- first of all", False),
    ],
)
def test_a_text_is_called_by_its_first_line_where_that_reads_like_a_title(line, named):
    assert headings(text(line, BODY, BODY)) == ([f"1 {line.strip()}"] if named else [])


def test_the_first_of_many_releases_does_not_name_the_text():
    assert headings(text("PumpSoft 2.1", BODY, "PumpSoft 2.0", BODY)) == []


def rfc(pages: int) -> str:
    foot = "Barbato                     Standards Track                     [Page {}]"
    head = "RFC 5215               Vorbis RTP Payload Format             August 2008"
    page = "   This sentence goes on from one page to the next one, and it\n{}\n\n\n"
    text = "Network Working Group                                         L. Barbato\n\n\n"
    for number in range(1, pages + 1):
        text += page.format("   stands on both of them, which takes many a word and many a line") + foot.format(number)
        text += f"\n\f\n{head}\n\n" if number < pages else "\n"
    return text


@pytest.mark.parametrize("pages", [2, 9])
@pytest.mark.parametrize("feed", ["\f", ""])
def test_headers_and_footers_of_an_rfc_go_and_its_sentences_flow_over_the_pages(pages, feed):
    whole, left_out = without_furniture(rfc(pages).replace("\f", feed))
    assert left_out == 2 * pages - 1
    assert "Page" not in whole and "RFC" not in whole
    assert "many a line\n   This sentence" in whole


def test_page_numbers_that_count_up_go_and_numbers_of_releases_stay():
    pages = [f"All of this is on page {word}.\n\n{number}" for number, word in enumerate(["one", "two", "three", "four"], 1)]
    assert without_furniture("\n\f".join(pages)).left_out == 4
    releases = [f"Changes in 2.{number}\n\n* a change" for number in (9, 8, 7, 6)]
    assert without_furniture("\n\f".join(releases)).left_out == 0


def test_a_form_feed_that_parts_no_printed_pages_is_a_blank_line():
    assert without_furniture("One.\n\fTwo.\n").text == "One.\n\nTwo.\n"


def test_a_table_of_contents_goes_with_its_title():
    listed = [f"   {number}.  A chapter . . . . . . . . . .  {number + 2}" for number in range(1, 7)]
    whole, left_out = without_contents(text("Table of Contents", "\n".join(listed), BODY))
    assert (whole.strip(), left_out) == (BODY, 7)


def test_what_was_left_out_is_told(tmp_path):
    done = convert(Material(put(tmp_path, "a.txt", rfc(3)), "a.txt"), Images(tmp_path / "out.md"))
    assert done.notes == ["5 header(s) and footer(s) of pages left out"]


DIAGRAM = """\
    0                   1
    0 1 2 3 4 5 6 7 8 9 0 1
   +-+-+-+-+-+-+-+-+-+-+-+-+
   |V=2|P|X|  CC   |M|  PT |
   +-+-+-+-+-+-+-+-+-+-+-+-+"""
GRAMMAR = '    date      = year "-" month\n    year      = 4DIGIT\n    month     = 2DIGIT ; 01 to 12'
CODE = "   int main(void) {\n       return run(1);\n   }"


@pytest.mark.parametrize("block", [DIAGRAM, GRAMMAR, CODE])
def test_diagrams_grammars_and_code_keep_their_lines(block):
    tokens = MarkdownIt().parse(to_markdown(text("It looks so:", block, BODY)))
    (fence,) = [token for token in tokens if token.type == "fence"]
    assert [line.strip() for line in fence.content.splitlines()] == [line.strip() for line in block.splitlines()]


@pytest.mark.parametrize(
    "block",
    [
        "   make a decision with regard to their own work;\n   propose or sponsor resolutions;\n   vote on them.",
        "    1. The Developers (by vote);\n    2. The Leader (alone);\n    3. The Secretary.",
        "   Alice, Bob -- and Carol (the chair) -- decide\n   on 1/2 of all, i.e. 50 % + 1.",
        "   pump      3      12.50\n   filter    1      99.00",
    ],
)
def test_prose_lists_and_columns_become_no_code(block):
    assert "```" not in to_markdown(text("They are these:", block, BODY))


def test_what_a_terminal_writes_bold_is_read_as_its_letters():
    assert unified("\x1b[1mNAME\x1b[0m  p\bpu\bum\bmp\bp") == "NAME  pump"


LINES = st.sampled_from(
    [
        *[
            "",
            "",
            "",
            "1. Introduction",
            "2. Terms and Words",
            "  2.1. General rules",
            "3. Votes.",
            "Article 5",
            "CHAPTER II",
            "Scope",
        ],
        *[
            "Appendix A. Sources",
            "A. Procedure",
            "=====",
            "-------",
            "Pump",
            "  - an item",
            "  1. the first",
            "The pump runs.",
            "   and on",
        ],
        *[
            "   +--+--+",
            "   | a | b |",
            "   x = y + 1;",
            "   int f(void) {",
            "# no heading",
            "C #",
            "* star",
            "\f",
            "   [Page 2]x",
            "a_b*c",
        ],
    ]
)


@given(st.lists(LINES, max_size=40))
def test_no_word_of_a_text_is_lost_or_added(lines):
    source = "\n".join(lines)
    whole, left_out = without_furniture(unified(source))
    assert words(to_markdown(whole)) == Counter(re.findall(r"\w+", source)) or left_out
