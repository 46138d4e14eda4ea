"""Sections: a document is cut where a reader would cut it, and nothing of it is lost."""

import pytest

from synthetic_data.records import Section
from synthetic_data.sections import Cutting, Found, Reading, Skipped, cut_document, read_document
from synthetic_data.sections.images import INLINE, TAG, may_show_images

USUAL = Cutting()
FILLER = "The scheduler keeps a queue of jobs and starts each of them when its time has come, never earlier. "


def cut(text: str, cutting: Cutting = USUAL) -> Reading:
    return cut_document("doc.md", text, "0" * 64, cutting)


def paths(reading: Reading) -> list[tuple[str, ...]]:
    return [section.heading_path for section in reading.sections]


def joined(sections: tuple[Section, ...]) -> str:
    return "".join(section.text[section.own_start - section.start :] for section in sections)


def paragraph(times: int = 4) -> str:
    return FILLER * times + "\n\n"


def test_headings_open_sections_and_nest_by_level():
    text = f"# A\n\n{paragraph()}## B\n\n{paragraph()}### C\n\n{paragraph()}## D\n\n{paragraph()}"
    assert paths(cut(text)) == [("A",), ("A", "B"), ("A", "B", "C"), ("A", "D")]


def test_a_setext_heading_is_a_heading():
    assert paths(cut(f"Title\n=====\n\n{paragraph()}Part\n----\n\n{paragraph()}")) == [("Title",), ("Title", "Part")]


@pytest.mark.parametrize(
    "disguise",
    [
        "```bash\n# no heading\n```\n",
        "~~~\n# no heading\n~~~\n",
        "    # no heading\n",
        "<div>\n# no heading\n</div>\n",
        "<!--\n# no heading\n-->\n",
        "> # no heading\n",
        "- # no heading\n",
        "1. # no heading\n",
        "$$\na\n=\nb\n$$\n",
        "[^1]: Note\n\n    # no heading\n",
    ],
)
def test_what_only_looks_like_a_heading_does_not_cut(disguise: str):
    text = f"# Title\n\n{paragraph()}{disguise}\n{paragraph()}"
    assert paths(cut(text)) == [("Title",)]


def test_front_matter_is_metadata_and_no_heading():
    reading = cut(f"---\ntitle: The Manual\nversion: 2.1\nreleased: 2024-05-01\nkeywords: [a, b]\n---\n\n# Start\n\n{paragraph()}")
    assert reading.document.title == "The Manual"
    assert reading.document.metadata == {"title": "The Manual", "version": 2.1, "released": "2024-05-01", "keywords": ["a", "b"]}
    assert paths(reading) == [("Start",)]


def test_bad_front_matter_warns_with_its_line_and_goes_on():
    reading = cut(f"---\ntitle: [unclosed\n---\n\n# Start\n\n{paragraph()}")
    assert reading.document.metadata == {}
    assert "doc.md: the front matter is not valid YAML" in reading.warnings[0]
    assert reading.document.title == "Start"


def test_the_title_falls_back_to_the_first_heading_and_then_to_the_file_name():
    assert cut(f"# From heading\n\n{paragraph()}").document.title == "From heading"
    assert cut_document("guides/set_up-now.md", paragraph(), "0" * 64, Cutting()).document.title == "set up now"


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("pumps.md", "{0}## Valves\n\n{0}", "pumps"),  # a part of the page is not its title
        ("README.md", "{0}## Valves\n\n{0}", "Valves"),
        ("pumps.md", "{0}# Pumps of the house\n\n{0}", "Pumps of the house"),
        ("pumps.md", "<p>x</p>\n\n## Pumps here\n\n{0}", "Pumps here"),
    ],
)
def test_a_lower_heading_behind_text_is_no_title_unless_the_file_has_no_name(name: str, text: str, title: str):
    assert cut_document(name, text.format(paragraph()), "0" * 64, Cutting()).document.title == title


def test_sections_too_short_to_ask_about_join_the_next_one():
    text = f"# A\n\n## B\n\nShort.\n\n## C\n\n{paragraph()}"
    assert paths(cut(text)) == [("A",)]


def test_a_chapter_heading_without_text_goes_with_its_first_part():
    assert paths(cut(f"# A\n\n## B\n\n{paragraph()}## C\n\n{paragraph()}")) == [("A", "B"), ("A", "C")]


def test_a_short_last_section_joins_the_one_before_and_not_the_next_chapter():
    text = f"# A\n\n## B\n\n{paragraph()}## C\n\nShort.\n\n# D\n\n{paragraph()}"
    assert paths(cut(text)) == [("A",), ("D",)]


def test_long_sections_are_cut_between_blocks_and_overlap_by_whole_blocks():
    text = "# Long\n\n" + paragraph(3) * 10
    reading = cut(text, Cutting(chunk_size=200, chunk_overlap=80))
    assert len(reading.sections) > 3
    assert joined(reading.sections) == text
    for before, after in zip(reading.sections, reading.sections[1:], strict=False):
        assert after.start < after.own_start == before.end
        assert text[after.start : after.own_start].strip() == FILLER.strip() * 1 or text[after.start :].startswith(FILLER)


def test_facts_of_the_overlap_belong_to_the_section_before():
    text = "# Long\n\n" + paragraph(3) * 10
    reading = cut(text, Cutting(chunk_size=200, chunk_overlap=80))
    assert all(fact.start >= section.own_start for section in reading.sections for fact in section.facts)


@pytest.mark.parametrize(
    "block", ["```\n" + "code line\n" * 200 + "```\n", "| a | b |\n|---|---|\n" + "| one cell | another cell |\n" * 100]
)
def test_a_block_larger_than_the_chunk_size_stays_whole_and_is_flagged(block: str):
    reading = cut(f"# T\n\n{paragraph()}{block}\n{paragraph()}", Cutting(chunk_size=150, chunk_overlap=0))
    oversized = [section for section in reading.sections if section.oversized]
    assert len(oversized) == 1
    assert block.strip() in oversized[0].text


def test_a_long_list_is_cut_between_items_and_never_inside_one():
    items = [f"- {FILLER}\n  continued line {number}\n" for number in range(30)]
    reading = cut("# T\n\n" + "".join(items), Cutting(chunk_size=200, chunk_overlap=0))
    assert len(reading.sections) > 3
    for section in reading.sections[1:]:
        assert section.text.startswith("- The scheduler")


@pytest.mark.parametrize("text", ["![a](b.png)", "![b]", "<img src=c>", "<IMG SRC=c>", "<\u0130mg src=c>", "<\u0131MG src=c>"])
def test_what_can_be_an_image_is_never_passed_over(text: str) -> None:
    assert INLINE.search(text) or TAG.search(text)
    assert may_show_images(f"Before {text} after.")
    assert not may_show_images("A list [1]! Then `x[i]` > 2.")


def test_images_are_known_by_text_and_path_in_all_three_spellings():
    shown = "![A graph](img/graph.png) and ![B][b] and <img src='c.png' alt='C'> but not `![no](x.png)`"
    text = f"# T\n\n{paragraph()}{shown}\n\n[b]: b.svg\n"
    (section,) = cut(text).sections
    assert [(image.alt, image.path) for image in section.images] == [("A graph", "img/graph.png"), ("B", "b.svg"), ("C", "c.png")]
    assert text[section.images[0].start : section.images[0].end] == "![A graph](img/graph.png)"


def test_a_section_knows_what_it_holds():
    text = f"# T\n\n{paragraph()}- item\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n\n![x](y.png)\n"
    (section,) = cut(text).sections
    assert section.kinds == {"prose", "list", "table", "code", "image"}


def test_lines_are_counted_as_an_editor_counts_them():
    text = "# A\n\n" + paragraph() + "\x0b\x0c\u2028 odd\n\n## B\n\n" + paragraph()
    second = cut(text).sections[1]
    assert (second.start_line, second.end_line) == (7, 9)


def test_carriage_returns_and_a_byte_order_mark_are_no_obstacle(tmp_path):
    file = tmp_path / "a.md"
    file.write_bytes(
        b"\xef\xbb\xbf# A\r\n\r\n" + paragraph().encode().replace(b"\n", b"\r\n") + b"## B\r\n\r\n" + paragraph().encode()
    )
    reading = read_document(Found(file, "a.md"), Cutting())
    assert isinstance(reading, Reading)
    assert paths(reading) == [("A",), ("A", "B")]
    assert joined(reading.sections) == file.read_bytes().decode("utf-8-sig")


@pytest.mark.parametrize(
    ("content", "reason", "failed"),
    [(b"caf\xe9", "is not UTF-8 (byte 3)", True), (b"", "is empty", False), (b" \n", "is empty", False), (b"a\0b", "NUL", True)],
)
def test_a_file_that_cannot_be_used_is_named_with_its_reason(tmp_path, content: bytes, reason: str, failed: bool):
    file = tmp_path / "bad.md"
    file.write_bytes(content)
    skipped = read_document(Found(file, "bad.md"), Cutting())
    assert isinstance(skipped, Skipped)
    assert reason in skipped.reason
    assert skipped.failed is failed


def test_a_sections_id_depends_on_its_text_and_place_and_on_nothing_else():
    one = cut(f"# A\n\n{paragraph()}## B\n\n{paragraph(5)}").sections
    other = cut(f"# A\n\n{paragraph()}## B\n\n{paragraph(5)}## C\n\n{paragraph(6)}").sections
    assert [section.id for section in one] == [section.id for section in other[:2]]
    twins = cut(f"# A\n\n{paragraph()}\n# A\n\n{paragraph()}\n# A\n\n{paragraph()}\n").sections
    assert len({section.id for section in twins}) == len(twins)


def test_what_stands_before_the_first_heading_stands_under_the_title() -> None:
    text = f"---\ntitle: The scheduler\n---\n\n{paragraph(1)}\n\n## Queues of jobs\n\n{paragraph()}\n"
    section = cut(text).sections[0]
    assert section.heading_path == ("The scheduler",)
    assert [section.facts[0].heading, section.facts[-1].heading] == ["The scheduler", "Queues of jobs"]
