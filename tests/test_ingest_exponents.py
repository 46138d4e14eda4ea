"""Exponents and indices of PDFs: told by size and height, put where they stand in the markdown, and no marks of notes."""

import sys
from pathlib import Path

import pytest

pytest.importorskip("pypdfium2")
pytest.importorskip("liteparse")
pytest.importorskip("imagesize")

from ingest_documents import pdf, put

from synthetic_data.ingest.images import Images
from synthetic_data.ingest.material import Material
from synthetic_data.ingest.outline import key
from synthetic_data.ingest.pdf import convert
from synthetic_data.ingest.pdf_exponents import Shifted, written_in


def converted(tmp_path: Path, lines) -> str:
    material = Material(put(tmp_path, "a.pdf", pdf([lines])), "a.pdf")
    return "".join(convert(material, Images(tmp_path / "out.md")).body)


def formula(y: int, base: str, shift: int, small: str, rest: str) -> list[tuple[int, int, str, int]]:
    """A line that begins with a digit and a smaller number above or below its line."""
    return [(72, y, base, 11), (78, y + shift, small, 7), (79 + 4 * len(small), y, rest, 11)]


def test_exponents_and_indices_are_no_digits_of_the_number_before(tmp_path):
    lines = [(72, 700, "Sizes of numbers are told here", 11)]
    lines += formula(686, "2", 4, "64", " bytes are the most that a file of this kind may ever hold.")
    lines += formula(650, "5", -3, "10", " is a number to the base of ten, which most people know.")
    lines += [(72, 600, "264 bytes are fewer, and they stand at the end of the page.", 11)]
    text = converted(tmp_path, lines)
    assert "2⁶⁴ bytes are the most" in text
    assert "5₁₀ is a number" in text
    assert "264 bytes are fewer" in text


def test_exponents_stay_when_the_page_is_read_as_plain_text(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "liteparse", None)
    lines = formula(686, "2", 4, "64", " bytes are the most that a file of this kind may ever hold.")
    assert "2⁶⁴ bytes are the most" in converted(tmp_path, lines)


def shift_of(text: str, said: str, kind: str = "sup", attached: bool = True) -> Shifted:
    return Shifted(text.index(said), text.index(said) + len(said), kind, attached)


def test_an_exponent_is_found_among_equal_numbers_by_what_stands_around_it():
    text = "All 103 of them hold 103 rows, and 103 more."
    found = [Shifted(text.index("3 rows"), text.index("3 rows") + 1, "sup", True)]
    assert written_in("and 103 more. All 103 of them hold 10 3 rows", text, found) == "and 103 more. All 103 of them hold 10³ rows"


def test_a_formula_that_the_reader_wrote_is_left_as_it_is():
    text = "a field of size 2255-19 is"
    assert written_in("a field of size $2^{255}-19$ is", text, [shift_of(text, "255")]) == "a field of size $2^{255}-19$ is"


def test_the_marks_of_notes_and_their_numbers_go_where_the_page_tells_them():
    text = "The areas1 hold files.2 Of m3 see below\r\n1 First note\r\n2 Second"
    found = [shift_of(text, "1"), shift_of(text, "2"), shift_of(text, "3")]
    found += [shift_of(text, "1 First", attached=False), shift_of(text, "2 Second", attached=False)]
    found[-2:] = [Shifted(one.start, one.start + 1, "sup", False) for one in found[-2:]]
    shown = written_in("The areas1 hold files.2 Of m3 see below\n\n1 First note\n\n2 Second", text, found)
    assert shown == "The areas hold files. Of m³ see below\n\nFirst note\n\nSecond"


def test_a_title_is_found_however_its_exponents_are_written():
    assert key("On 2⁶⁴ and H₂O") == key("On 264 and H2O")
