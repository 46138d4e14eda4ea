"""Near-duplicate texts and questions: what is put together, what is not, and that the joins find what brute force finds."""

import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthetic_data.text import near_duplicates, question_merge, same_question, signatures
from synthetic_data.text.near_duplicates import groups
from synthetic_data.text.question_merge import merge
from synthetic_data.text.same_question import features, read, same
from synthetic_data.text.shingles import _MARKS, UNSPACED, WORD, any_words, is_unusual, jaccard, shingles, words

LONG = "The reload endpoint answers with a short plain text message."


def grouped(texts: list[str], threshold: float = 0.7) -> list[int]:
    return groups(signatures.signatures(texts), texts.__getitem__, threshold)


def grouped_by_brute_force(texts: list[str], threshold: float) -> list[int]:
    group = list(range(len(texts)))
    for one in range(len(texts)):
        for other in range(one):
            mine, its = shingles(texts[one]), shingles(texts[other])
            near = bool(mine and its) and jaccard(mine, its) >= threshold - 1e-12
            if near or words(texts[one]) == words(texts[other]):
                low, high = sorted((group[one], group[other]))
                group = [low if root == high else root for root in group]
    return group


def merged(pairs: list[tuple[str, str]], grounding: list[float] | None = None) -> list[int]:
    return merge((features(*pair) for pair in pairs), grounding or [1.0] * len(pairs), pairs.__getitem__)


def merged_by_brute_force(pairs: list[tuple[str, str]], grounding: list[float]) -> list[int]:
    asked = [read(*pair) for pair in pairs]
    kept: list[int] = []
    into = list(range(len(pairs)))
    for index in sorted(into, key=lambda index: (-grounding[index], index)):
        alike = [rival for rival in kept if same(asked[index], asked[rival])]
        if alike:
            into[index] = min(alike, key=lambda rival: asked[rival].sequence != asked[index].sequence)
        else:
            kept.append(index)
    return into


def ask_the_same(one: str, other: str, answer: str = "a", other_answer: str = "") -> bool:
    return merged([(one, answer), (other, other_answer or answer)]) == [0, 0]


# --- texts -----------------------------------------------------------------------------------------------------------


def test_a_text_with_one_word_changed_stays_with_the_original() -> None:
    text = " ".join(f"word{number}" for number in range(40))
    assert grouped([text, "something else altogether, about another thing", text.replace("word20", "changed")]) == [0, 1, 0]


def test_case_punctuation_and_line_breaks_do_not_tell_texts_apart() -> None:
    assert grouped(["Install it first.", "install\n it — FIRST!"]) == [0, 0]


def test_texts_of_fewer_than_three_words_are_together_only_if_equal() -> None:
    assert grouped(["Yes", "yes.", "No", "", "—", "Not yet", "not yet!"]) == [0, 0, 2, 3, 3, 5, 5]


def test_a_text_that_is_half_different_is_alone() -> None:
    start = " ".join(f"word{number}" for number in range(30))
    ends = [" ".join(f"{letter}{number}" for number in range(30)) for letter in "ab"]
    assert grouped([f"{start} {end}" for end in ends]) == [0, 1]


def test_chains_of_small_edits_are_one_group() -> None:
    chain = [[f"word{number}" if number >= 8 * step else f"new{number}" for number in range(60)] for step in range(4)]
    texts = [" ".join(words) for words in chain]
    assert jaccard(shingles(texts[0]), shingles(texts[-1])) < 0.7
    assert grouped(texts) == [0, 0, 0, 0]


def test_texts_in_scripts_without_spaces_are_compared_by_character() -> None:
    text = "設定ファイルはコマンドラインで指定します。既定の保存期間は十五日です。"
    assert grouped([text, text.replace("十五", "二十"), "まったく関係のない文章をここに書きます。"]) == [0, 0, 2]


def test_the_threshold_itself_counts_as_near() -> None:
    one, other = "a b c d e f g h i j k", "a b c d e f g h i x y"  # 9 shingles each, 7 in common, 11 in all
    assert jaccard(shingles(one), shingles(other)) == 7 / 11
    ten = "a b c d e f g h i j k l", "a b c d e f g h i j"  # 10 and 8 shingles, all 8 in common
    assert grouped(list(ten), 0.8) == [0, 0]
    assert grouped(list(ten), 0.81) == [0, 1]


def test_a_threshold_the_signatures_were_not_made_for_is_refused() -> None:
    with pytest.raises(ValueError, match="threshold"):
        grouped(["a"], 0.5)


def test_no_texts_give_no_groups() -> None:
    assert grouped([]) == []


def test_ten_thousand_equal_texts_are_each_read_about_once() -> None:
    text = " ".join(f"word{number % 50}" for number in range(200))
    packed, read_again = signatures.signatures([text])[0], []
    assert set(groups([packed] * 10_000, lambda index: read_again.append(index) or text)) == {0}
    assert len(read_again) <= 10_010


def test_a_footer_in_every_text_makes_nobody_compare_each_with_each() -> None:
    footer = " ".join(f"footer{number}" for number in range(60))
    texts = [f"{' '.join(f'text{number}word{place}' for place in range(60))} {footer}" for number in range(300)]
    read_again: list[int] = []
    assert groups(signatures.signatures(texts), lambda index: read_again.append(index) or texts[index]) == list(range(300))
    assert len(read_again) <= 2 * len(texts)  # to count what is not in the signature, and to choose from it


text_lists = st.lists(st.lists(st.sampled_from("a b c d e f".split()), max_size=14).map(" ".join), max_size=12)


@st.composite
def edited_texts(draw: Callable[..., str]) -> list[str]:
    """Texts that are edits of a few long ones, so that many pairs lie near the threshold."""
    bases = [[f"{letter}{number % 17}" for number in range(draw(st.integers(5, 40)))] for letter in "xy"]
    texts = []
    for _ in range(draw(st.integers(0, 12))):
        text = list(draw(st.sampled_from(bases)))
        for _ in range(draw(st.integers(0, 5))):
            text[draw(st.integers(0, len(text) - 1))] = f"z{draw(st.integers(0, 3))}"
        texts.append(" ".join(text))
    return texts


@settings(max_examples=150, deadline=None)
@given(
    texts=st.one_of(text_lists, edited_texts()),
    threshold=st.sampled_from([0.7, 0.8, 0.9, 1.0]),
    crowd=st.sampled_from([1, 3, 64]),
    cells=st.sampled_from([2, 64, 1 << 16]),
    bits=st.sampled_from([2, 5, 31]),
)
def test_the_join_finds_what_brute_force_finds(texts: list[str], threshold: float, crowd: int, cells: int, bits: int) -> None:
    with pytest.MonkeyPatch.context() as patch:  # small numbers, so that few texts crowd, and hashes collide all the time
        patch.setattr(near_duplicates, "_CROWD", crowd)
        patch.setattr(near_duplicates, "_CELLS", cells)
        patch.setattr(near_duplicates, "_BLOCK", 5)
        patch.setattr(near_duplicates, "_AT_ONCE", 3)
        shortened = signatures.shortened
        patch.setattr(signatures, "shortened", lambda hashes: shortened(hashes) >> (31 - bits))
        assert grouped(texts, threshold) == grouped_by_brute_force(texts, threshold)


KINDS_OF_WORDS = [
    *"a b B ein Straße don't x_1 İstanbul déjà Déjà क्षेत्र 設定 ไทย λόγος ΛΌΓΟΣ привет — , “ ✓ 🚀 a✓ \u212b å \u2126".split(),
    *"a_word_of_16_byt a_word_of_17_byte a_word_of_17_bytf a_word_o".split(),
    *("\n", "\ud800", "e\u0301", "é", "\0"),
]
TEXTS_OF_ALL_KINDS = st.one_of(st.lists(st.sampled_from(KINDS_OF_WORDS), max_size=14).map(" ".join), st.text(max_size=40))


@settings(max_examples=300, deadline=None)
@given(texts=st.lists(TEXTS_OF_ALL_KINDS, max_size=8), at_once=st.sampled_from([1, 7, 1 << 15]))
def test_signatures_tell_words_and_shingles_apart_as_the_texts_do(texts: list[str], at_once: int) -> None:
    with pytest.MonkeyPatch.context() as patch:  # few bytes at a time, so that texts and words are divided everywhere
        patch.setattr(signatures, "AT_ONCE", at_once)
        packed = signatures.signatures(texts)
        assert packed == [signatures.signatures([text])[0] for text in texts]
        hashes = [set(found.tolist()) for found in signatures.hashes_of(texts)]
    heads = [signatures.HEAD.unpack_from(one) for one in packed]
    assert [size for _, size in heads] == [len(shingles(text)) for text in texts] == list(map(len, hashes))
    for one, text in enumerate(texts):
        for other in range(one):
            assert (heads[one][0] == heads[other][0]) == (words(text) == words(texts[other]))
            assert len(hashes[one] & hashes[other]) == len(shingles(text) & shingles(texts[other]))


def test_texts_whose_digests_collide_are_told_apart() -> None:
    texts = ["one two", "three four", "One two"]
    packed = [signatures.HEAD.pack(7, 0)] * 3
    assert groups(packed, texts.__getitem__) == [0, 1, 0]


# --- questions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What is the retention time?", "Please tell me: what is the retention time"),
        ("What isn't supported?", "What is not supported?"),
        ("What is the max size?", "What is the maximum size?"),
        ("What does `default` mean?", "What does default mean?"),
        ("Read-only volumes are what?", "What are read-only volumes?"),
        ("設定ファイルはどこにありますか?", "設定ファイルはどこにありますか"),
    ],
)
def test_questions_in_the_same_words_are_one_whatever_the_answers(one: str, other: str) -> None:
    assert ask_the_same(one, other, "first answer", "another reply")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What is the default of `a` in the limits table?", "What is the default of `b` in the limits table?"),
        ("What does the row Retina say about size?", "What does the row Cornea say about size?"),
        ("What does `for` do?", "What does `in` do?"),
        ("When did Rust ship?", "Where did Rust ship?"),
        ("Is it enabled?", "Is it not enabled?"),
        ("What is the minimum size?", "What is the maximum size?"),
        ("What runs before the build?", "What runs after the build?"),
        ("What changed in version 1.2?", "What changed in version 1.3?"),
        ("What does C++ compile to?", "What does C compile to?"),
        ("What does flag -v do?", "What does flag -V do?"),
        ("What does 'Setup' say about ports?", "What does 'Teardown' say about ports?"),
        ("What is IT?", "What is US?"),
        ("What does && mean?", "What does || mean?"),
    ],
)
def test_questions_that_differ_in_what_matters_are_two_even_with_one_answer(one: str, other: str) -> None:
    assert not ask_the_same(one, other, LONG)


TEMPLATE = "Which value holds the column size beside row {} within table eyes under chapter organs?"


def test_questions_of_one_template_are_two_unless_a_telling_answer_is_the_same() -> None:
    one, other = TEMPLATE.format("Retina"), TEMPLATE.format("Cornea")
    assert not ask_the_same(one, other, "Ten millimetres in most grown people.", "Twelve, but rarely so in cats.")
    assert not ask_the_same(one, other, "yes")
    assert ask_the_same(one, other, LONG)
    assert not ask_the_same(one, other, LONG + " It is 10.", LONG + " It is 12.")


def test_a_question_that_only_adds_words_is_the_same_if_the_answers_are_alike() -> None:
    one = "Which file holds alerting rules that Prometheus loads?"
    other = "Which file holds alerting rules that Prometheus loads itself?"
    assert ask_the_same(one, other, "The rules file named in the configuration.", "The rules file.")
    assert not ask_the_same(one, other, "The rules file.", "Nothing is loaded.")
    assert not ask_the_same(one, other, "The port is 9090.", "The port is 9100.")


def test_the_direction_of_a_question_counts_unless_the_answers_agree() -> None:
    one, other = "How are users moved from staging to production?", "How are users moved from production to staging?"
    assert not ask_the_same(one, other, "With the promote command.", "They never are.")


def test_the_better_grounded_question_is_kept_and_of_equals_the_earlier() -> None:
    pairs = [("What is it?", "a"), ("what is it", "b"), ("What is IT, please?", "c"), ("What is it??", "d")]
    assert merged(pairs, [0.5, 0.9, 0.1, 0.9]) == [1, 1, 2, 1]


def test_a_dropped_question_points_to_a_kept_one_that_asks_the_same() -> None:
    words = "alpha beta gamma delta epsilon zeta eta theta".split()
    longer = [" ".join(words[: 5 + more]) for more in range(4)]  # each adds a word: neighbours are alike, the ends are not
    assert merged([(question, "same answer") for question in longer]) == [0, 0, 2, 2]


def test_the_features_of_a_question_are_small() -> None:
    assert len(features("Which file holds the alerting rules that Prometheus loads when it starts?", LONG * 20)) < 100


def test_no_questions_and_questions_without_words_are_no_trouble() -> None:
    assert merged([]) == []
    assert merged([("", ""), ("?", "x"), ("!", "y"), ("?", "z")]) == [0, 1, 2, 1]


VOCABULARY = [f"{one}{other}" for one in "abcd" for other in "uvwx"] + ["not", "first", "`x`", "7", "the", "how", "日本語", "'q'"]
sentences = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=12)


@st.composite
def edited_pairs(draw: Callable[..., list[str]]) -> list[tuple[str, str]]:
    """Pairs that are edits of a few, so that many are near each other."""
    bases, answers = [draw(sentences) for _ in range(2)], [draw(sentences) for _ in range(2)]
    pairs = []
    for _ in range(draw(st.integers(0, 12))):  # type: ignore[call-overload]
        question, answer = list(draw(st.sampled_from(bases))), list(draw(st.sampled_from(answers)))
        for text in (question, answer):
            if draw(st.booleans()):
                text.insert(draw(st.integers(0, len(text))), draw(st.sampled_from(VOCABULARY)))  # type: ignore[call-overload]
            if draw(st.booleans()):
                text.pop(draw(st.integers(0, len(text) - 1)))  # type: ignore[call-overload]
        pairs.append((" ".join(question), " ".join(answer)))
    return pairs


@settings(max_examples=200, deadline=None)
@given(pairs=edited_pairs(), numbers=st.lists(st.sampled_from([0.25, 0.5, 1.0]), min_size=12, max_size=12), block=st.integers(1, 4))
def test_the_merger_finds_what_brute_force_finds(pairs: list[tuple[str, str]], numbers: list[float], block: int) -> None:
    grounding = numbers[: len(pairs)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(question_merge, "_BLOCK", block)
        patch.setattr(same_question, "_hash", lambda word: len(word) * 7 + sum(map(ord, word)) % 3)  # collides all the time
        assert merged(pairs, grounding) == merged_by_brute_force(pairs, grounding)


@settings(max_examples=50, deadline=None)
@given(pairs=edited_pairs())
def test_digests_that_collide_merge_nothing_that_is_not_the_same(pairs: list[tuple[str, str]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(same_question, "_digest", lambda value: 7)
        into = merged(pairs)
    assert all(one == kept or same(read(*pairs[one]), read(*pairs[kept])) for one, kept in enumerate(into))
    assert all(into[kept] == kept for kept in into)


@settings(max_examples=600, deadline=None)
@given(st.text(st.one_of(st.characters(max_codepoint=127), st.characters(max_codepoint=0x3100)), max_size=60))
def test_the_quicker_patterns_for_plain_texts_find_the_same_words(text: str) -> None:
    of_any_text = same_question._pattern(WORD, f"[{UNSPACED}]+|")
    assert same_question._tokens(text) == list(map(same_question._token, of_any_text.findall(text)))
    assert words(text) == any_words().findall(unicodedata.normalize("NFC", text).lower())


def test_no_character_that_is_unusual_is_taken_for_a_usual_one() -> None:
    unusual = re.compile(f"[{UNSPACED}{_MARKS}]")
    assert all(is_unusual(letter) == bool(unusual.match(letter)) for letter in map(chr, range(0x20000)))


# --- both ------------------------------------------------------------------------------------------------------------


def test_neither_depends_on_the_seed_of_hash_and_numpy_comes_only_with_the_work() -> None:
    code = (
        "import sys, synthetic_data.commands.main_job\n"
        "assert 'numpy' not in sys.modules\n"
        "from synthetic_data.text.signatures import signatures; from synthetic_data.text.same_question import features\n"
        "print(signatures(['one two three four five']), features('What is the `x` of 5 red apples?', 'It is a red one.'))"
    )
    seeds = [dict(os.environ, PYTHONHASHSEED=seed) for seed in ("1", "2")]
    said = [subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True).stdout for env in seeds]
    assert said[0] == said[1]
