"""Where sentences begin and end."""

import sentencex
from hypothesis import given
from hypothesis import strategies as st

from synthetic_data.text.sentences import sentence_spans


def test_sentences_come_without_the_white_space_around_them():
    text = " A kettle heats water.  It has a lid! "
    assert [text[start:end] for start, end in sentence_spans(text)] == ["A kettle heats water.", "It has a lid!"]


@given(st.text(st.sampled_from("ab A.!?\n\t\"'”“(。！:;1é\u2028\r\u3000🙂"), max_size=60), st.sampled_from(["en", "de", "zh"]))
def test_the_pieces_of_a_text_stand_where_sentencex_says_that_they_do(text: str, language: str):
    bounds = sentencex.get_sentence_boundaries(language, text)
    pieces = [text[one["start_index"] : one["end_index"]].strip() for one in bounds]
    assert [text[start:end] for start, end in sentence_spans(text, language)] == list(filter(None, pieces))
