"""Inline markdown: what a reader sees of it, and the way back to the source."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from synthetic_data.records import Mark, Plain
from synthetic_data.text.plain import plain, plain_cell, plain_pieces, reference_label, shown, source_span

REFERENCES = {"REF", "TWO WORDS"}
SEEN = [
    ("nothing special", "nothing special"),
    ("  one\n two  \nthree ", "one two three"),
    ("a  b\tc\u00a0d", "a b c d"),
    ("hard\\\nbreak", "hard break"),
    ("run `cargo  test` now", "run cargo test now"),
    ("``a ` b`` and ` x `", "a ` b and x"),
    ("an unclosed ` tick, `` two", "an unclosed ` tick, `` two"),
    (r"\*not\* \`code\` \a", r"*not* `code` \a"),
    ("a &lt; b &amp; c &nope; &#65;&#x42; &nbsp; d", "a < b & c &nope; AB d"),
    ("see <https://a.b/c_d_e> or <me@a.org>", "see https://a.b/c_d_e or me@a.org"),
    ('a <b class="x">bold</b> <!-- no --> word, 1 < 2', "a bold word, 1 < 2"),
    ("one<br>two<br/>three", "one two three"),
    ("an ![alt *text* [x](y)](i.png 'title') image", "an image"),
    ("an ![alt][ref] image, ![ref] and ![none]", "an image, and ![none]"),
    ('a [link](</x y> "title") and [one](a(b)c)', "a link and one"),
    ("[text][ref], [ref][], [ref] and [Two\nwords]", "text, ref, ref and Two words"),
    ("[text][none], [none][], [none], a[0][1]", "[text][none], [none][], [none], a[0][1]"),
    ("[a [b](c) d](e)", "[a b d](e)"),
    ("a claim[^1] and [^note-2]. Not [^a-z].", "a claim and . Not [^a-z]."),
    ("*one* **two** ***three*** _four_ __five__", "one two three four five"),
    ("snake_case_name, 2 * 3 * 4, *open", "snake_case_name, 2 * 3 * 4, *open"),
    ("**a *b* c** and *a **b** c*", "a b c and a b c"),
    ("**a*", "*a"),
    ("*[a*](b)", "*a*"),
    ("~~gone~~ and ~one~", "gone and ~one~"),
    ("costs $5 and $10, $HOME/$USER", "costs $5 and $10, $HOME/$USER"),
    ("so $a*b*c$ and $$x_1 * y_1$$", "so $a*b*c$ and $$x_1 * y_1$$"),
    ("{{ a * b * c }} {% if _x_ %} Title {#the_id} {: .cls }", "{{ a * b * c }} {% if _x_ %} Title {#the_id} {: .cls }"),
    ("::: warning\ntext", "::: warning text"),
    ("2<sup>64</sup>, *x*<sup>*n*</sup>, H<SUB>2</SUB>O, 10<sup>&minus;6</sup>", "2⁶⁴, xⁿ, H₂O, 10⁻⁶"),
    ("e<sup>a + b</sup>, V<sub>max</sub>, 2<sup>2<sup>n</sup></sup>", "e^(a+b), V_max, 2^2ⁿ"),
    ("1<sup>st</sup>, XX<sup>e</sup>, Unix<sup>TM</sup>, <sub>small print</sub>", "1st, XXe, Unix™, small print"),
    ('9<sup><a href="#fn1">1</a></sup>, 9<sup>[1]</sup>, 9<sup>[2](#fn2)</sup>.', "9, 9, 9."),
    ("9<sup>`n`</sup> and <sup>9 unclosed", "9^n and 9 unclosed"),
    ("", ""),
    (" \n ", ""),
]
wild = st.text(
    st.one_of(st.sampled_from("`*_~[]()!<>&;\\${}%#:^ \n\tab1.\"'"), st.characters(exclude_categories=["Cs"])), max_size=60
)
BITS = """* ** *** _ __ ` `` ~~ [ ] ![ ](u) [a] [b][ref] <b> </b> <br> <http://x.y> &amp; &lt \\ \\* $x$ $ {{ }} {#i} [^1]
    a b. é € 12 <sup>2</sup> <sub>x</sub> <sup>""".split()
marked_up = st.lists(st.sampled_from([*BITS, " ", "  ", "\n", "word"]), max_size=25).map("".join)


def read(source: str) -> Plain:
    return plain(source, 0, len(source), REFERENCES)


def marks(source: str) -> list[tuple[str, str]]:
    found = read(source)
    return [(mark.kind, found.text[mark.start : mark.end]) for mark in found.marks]


@pytest.mark.parametrize(("source", "seen"), SEEN)
def test_a_reader_sees_the_text_without_its_markup(source: str, seen: str) -> None:
    assert read(source).text == seen


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a `b` **c** _d_ [e](f)", [("code", "b"), ("strong", "c"), ("emphasis", "d"), ("link", "e")]),
        ("***x***", [("emphasis", "x"), ("strong", "x")]),
        ("~~x~~ y", [("struck", "x")]),
        ("![a](b) c[^1] <b>", [("image", ""), ("footnote", ""), ("html", "")]),
        ("$x$ {{ y }} <http://z>", [("math", "$x$"), ("shortcode", "{{ y }}"), ("link", "http://z")]),
        ("[`code` in *a* link][ref]", [("link", "code in a link"), ("code", "code"), ("emphasis", "a")]),
        ("a {func}`~b.c` {doc}`d <e>` {f} {g}``h``", [("code", "b.c"), ("link", "d"), ("code", "h")]),
        ("plain", []),
    ],
)
def test_what_the_author_marked_up_is_known(source: str, expected: list[tuple[str, str]]) -> None:
    assert marks(source) == expected


def test_runs_count_in_the_whole_source_and_without_markup_there_is_one_per_line() -> None:
    source = "# Head\n\nFirst line\nsecond line.\n"
    found = plain(source, 8, 31)
    assert (found.text, list(found.each_run()), found.marks) == ("First line second line.", [(0, 8, 10), (11, 19, 12)], ())


def test_pieces_of_several_lines_are_one_text() -> None:
    source = "> A *very\n> long* line,\n> `co\n> de`."
    pieces = [(match.start(1), match.end(1)) for match in re.finditer("> (.*)", source)]
    found = plain_pieces(source, pieces)
    assert found.text == "A very long line, co de."
    assert found.marks == (Mark("emphasis", 2, 11), Mark("code", 18, 23))
    assert source[slice(*source_span(found, 2, 16))] == "*very\n> long* line"
    assert plain_pieces(source, []).text == ""


def test_an_escaped_pipe_in_a_cell_is_a_pipe_even_in_code() -> None:
    source = r"| `a \| b` or \| |"
    found = plain_cell(source, 2, 16)
    assert (found.text, shown(found)) == ("a | b or |", "`a | b` or |")
    assert source[slice(*source_span(found, 0, 5))] == r"`a \| b`"
    assert plain_cell(source, 2, 5).text == "`a"


@pytest.mark.parametrize(
    ("source", "wanted", "span"),
    [
        ("see **bold** text", "bold", "**bold**"),
        ("see **bold** text", "bold text", "**bold** text"),
        ("see **bold one** text", "bold", "bold"),
        ("a [link](x) b", "a link", "a [link](x)"),
        ("***a** b* c", "a", "**a**"),
        ("***a** b* c", "a b", "***a** b*"),
        ("x &lt;y&gt; z", "<y>", "&lt;y&gt;"),
        (r"x \*y z", "*y", r"\*y"),
        ("x ![i](j) y", "y", "y"),
        ("run `a b` now", "a b", "`a b`"),
        ("one\n  two", "one two", "one\n  two"),
        ("**a**_b_", "b", "_b_"),
        ("**a***b*", "b", "*b*"),
    ],
)
def test_a_stretch_is_found_in_the_source_with_the_delimiters_of_the_marks_inside_it(source: str, wanted: str, span: str) -> None:
    found = read(source)
    start = found.text.index(wanted)
    assert source[slice(*source_span(found, start, start + len(wanted)))] == span


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 2), (0, 99)])
def test_a_stretch_that_is_none_has_no_place(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no stretch"):
        source_span(read("some text"), start, end)


def test_a_stretch_is_shown_with_its_code_in_backticks() -> None:
    assert shown(read("Set `a` to **`b`** or ``x`y``, *now*")) == "Set `a` to `b` or ``x`y``, now"
    assert shown(read("use `cargo test` daily"), 4, 9) == "cargo"
    assert shown(read("`` `tick` ``")) == "`` `tick` ``"


def test_labels_are_compared_without_case_and_white_space() -> None:
    assert reference_label(" Two\n words ") == "TWO WORDS"


@given(st.one_of(wild, marked_up))
@example("`*` **\\")
@example("[[[](")
@example("&#10;a")
def test_any_text_is_read_and_every_run_maps_one_for_one(source: str) -> None:
    text = "> " + source
    found = plain(text, 2, len(text), REFERENCES)
    at = place = 0
    for start, origin, length in found.each_run():
        assert start >= at and origin >= max(place, 2) and origin + length <= len(text)
        assert found.text[start : start + length] == text[origin : origin + length]
        at, place = start + length, origin + length
    assert at <= len(found.text)
    assert all(0 <= mark.start <= mark.end <= len(found.text) for mark in found.marks)
    assert found.text == found.text.strip() and "  " not in found.text and "\n" not in found.text


@given(marked_up, st.data())
def test_the_place_of_a_stretch_reads_as_the_stretch_up_to_delimiters(source: str, data: st.DataObject) -> None:
    found = read(source)
    words = [match.span() for match in re.finditer(r"\S+", found.text)]
    if not words:
        return
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start, end = words[first][0], words[last][1]
    cut = [mark for mark in found.marks if mark.start < end and mark.end > start and (mark.start < start or mark.end > end)]
    if any(mark.kind not in ("strong", "emphasis") for mark in cut):
        return
    begin, stop = source_span(found, start, end)
    again = plain(source, begin, stop, REFERENCES).text
    assert re.sub(r"[`*_~\s]", "", again) == re.sub(r"[`*_~\s]", "", found.text[start:end])


@given(st.one_of(wild, marked_up))
def test_what_is_shown_keeps_every_character(source: str) -> None:
    found = read(source)
    assert re.sub(r"[`\s]", "", shown(found)) == re.sub(r"[`\s]", "", found.text)


@pytest.mark.parametrize(
    "piece", ["*a ", "[", "](", "`" * 3 + "a`", "<!--", "<a b='", "$a", "{{", "![[", "_*", "a**b*", "[a](b", "&", "\\"]
)
def test_hostile_repetition_is_read_in_reasonable_time(piece: str) -> None:
    source = piece * (20_000 // len(piece))
    assert read(source).text


@pytest.mark.parametrize("part", ["2⁶⁴", "⁶⁴", "4", "up to 2⁶"])
def test_an_exponent_is_shown_by_the_whole_of_its_element(part: str) -> None:
    source = "up to 2<sup>64</sup> bytes"
    found = read(source)
    at = found.text.index("⁴" if part == "4" else part)
    start, end = source_span(found, at, at + len(part))
    wanted = {"2⁶⁴": "2<sup>64</sup>", "up to 2⁶": "up to 2<sup>64</sup>"}
    assert source[start:end] == wanted.get(part, "<sup>64</sup>")
