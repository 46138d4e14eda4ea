"""Pairs are read out of every shape of dataset that people have, and what holds none is told with its place and reason."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthetic_data.errors import UserError
from synthetic_data.formats.loading import Loaded, Unusable, load, load_row
from synthetic_data.formats.pairs import to_json
from synthetic_data.records import Evidence, Pair, SectionRef
from synthetic_data.run_folder import earlier_run

ASK, TELL = {"role": "user", "content": "How hot?"}, {"role": "assistant", "content": "100 °C"}
SHAPES = {
    "qa": {"question": "How hot?", "answer": "100 °C"},
    "alpaca": {"instruction": "How hot?", "input": "", "output": "100 °C"},
    "messages": {"messages": [{"role": "system", "content": "S"}, ASK, TELL]},
    "conversation": [ASK, TELL],
    "sharegpt": {"conversations": [{"from": "human", "value": "How hot?"}, {"from": "gpt", "value": "100 °C"}]},
    "prompt-completion": {"prompt": [ASK], "completion": [TELL]},
    "chatml": {"text": "<|im_start|>user\nHow hot?<|im_end|>\n<|im_start|>assistant\n100 °C<|im_end|>\n"},
}


def loaded(row: dict, tmp_path: Path) -> Loaded:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (entry,) = load(file)
    assert isinstance(entry, Loaded)
    return entry


@pytest.mark.parametrize(
    "answer",
    [
        {"role": "assistant", "content": "100 °C", "reasoning_content": "Water boils."},
        {"role": "assistant", "content": "<think>\nWater boils.\n</think>\n\n100 °C"},
    ],
)
def test_reasoning_in_its_own_field_or_in_think_tags_is_told_apart_from_the_answer(answer: dict, tmp_path: Path):
    pair = loaded({"messages": [ASK, answer]}, tmp_path).pair
    assert (pair.answer, pair.reasoning_steps) == ("100 °C", ("Water boils.",))


def test_an_answer_that_is_nothing_but_thought_is_left_as_it_is(tmp_path: Path):
    pair = loaded({"messages": [ASK, {"role": "assistant", "content": "<think>Hm.</think>"}]}, tmp_path).pair
    assert (pair.answer, pair.reasoning_steps) == ("<think>Hm.</think>", ())


def test_the_system_text_is_kept_beside_the_pair(tmp_path: Path):
    assert loaded(SHAPES["messages"], tmp_path).system == "S"
    assert loaded({**SHAPES["alpaca"], "system": "S"}, tmp_path).system == "S"
    assert loaded(SHAPES["qa"], tmp_path).system == ""


def test_a_run_with_half_a_character_in_it_can_be_read(tmp_path: Path):
    (tmp_path / "rows.jsonl").write_text('{"question": "Q \ud83d?", "answer": "A"}\n', encoding="utf-8", errors="surrogatepass")
    assert isinstance(next(iter(load(tmp_path / "rows.jsonl"))), Loaded)


def test_what_jsonl_tells_of_a_pair_is_read_back_also_from_columnar_files(tmp_path: Path):
    told = {"reasoning": ["a", "b"], "type": "inference", "difficulty": "hard", "language": "en", "choices": ["1", "2"]}
    row = {**SHAPES["qa"], **told}
    for scores in ({"judge": 7}, '{"judge": 7}'):
        pair = loaded({**row, "scores": scores}, tmp_path).pair
        assert (pair.reasoning_steps, pair.question_type, pair.difficulty) == (("a", "b"), "inference", "hard")
        assert (pair.language, pair.choices, pair.scores) == ("en", ("1", "2"), {"judge": 7})


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("kind", ["list", "lines"])
def test_a_pair_is_read_from_each_shape_and_its_row_is_kept(shape: str, kind: str, tmp_path: Path):
    file = tmp_path / ("rows.json" if kind == "list" else "rows.jsonl")
    file.write_text(json.dumps([SHAPES[shape]]) if kind == "list" else json.dumps(SHAPES[shape]) + "\n", encoding="utf-8")
    (loaded,) = load(file)
    assert isinstance(loaded, Loaded)
    assert (loaded.pair.question, loaded.pair.answer, loaded.shape, loaded.row) == ("How hot?", "100 °C", shape, SHAPES[shape])


def test_the_nested_pairs_of_metas_kit_are_read(tmp_path: Path):
    file = tmp_path / "kit.json"
    file.write_text(json.dumps({"summary": "S", "qa_pairs": [SHAPES["qa"], SHAPES["qa"]]}))
    assert [type(entry) for entry in load(file)] == [Loaded, Loaded]


def test_rows_without_a_pair_are_told_with_their_place_and_reason_and_take_no_other_with_them(tmp_path: Path):
    file = tmp_path / "rows.jsonl"
    file.write_text('{"question": "", "answer": "a"}\nno json\n{"x": 1}\n[1]\n' + json.dumps(SHAPES["qa"]) + "\n")
    *bad, good = load(file)
    assert [(entry.number, entry.reason) for entry in bad if isinstance(entry, Unusable)] == [
        (1, "the question or the answer is empty"),
        (2, "the line is no JSON"),
        (3, "the row has none of the known shapes"),
        (4, "the conversation has 0 questions and 0 answers"),
    ]
    assert isinstance(good, Loaded)


def test_a_file_that_is_missing_or_no_dataset_is_told(tmp_path: Path):
    with pytest.raises(UserError, match="does not exist"):
        list(load(tmp_path / "none.json"))
    (tmp_path / "x.json").write_text("hello")
    with pytest.raises(UserError, match="is no JSON"):
        list(load(tmp_path / "x.json"))


def test_an_earlier_run_is_found_by_folder_by_time_stamp_and_as_the_latest(tmp_path: Path):
    for stamp in ("2026-01-01_00-00-00", "2026-01-02_00-00-00"):
        folder = tmp_path / f"run-{stamp}"
        folder.mkdir()
        (folder / "pairs.jsonl").write_text("")
        (folder / "manifest.json").write_text("{}")
    for name in ("latest", "2026-01-02_00-00-00", str(tmp_path / "run-2026-01-02_00-00-00")):
        run = earlier_run(name, tmp_path)
        assert run and run.train == tmp_path / "train-synthetic-data-2026-01-02_00-00-00.json"
    assert earlier_run("pairs.jsonl", tmp_path) is None
    with pytest.raises(UserError, match="no run"):
        earlier_run("latest", tmp_path / "elsewhere")


def test_one_bare_conversation_in_a_file_is_one_row_and_reasoning_examples_of_metas_kit_are_rows(tmp_path: Path):
    file = tmp_path / "talk.json"
    file.write_text(json.dumps([ASK, TELL]), encoding="utf-8")
    (entry,) = load(file)
    assert isinstance(entry, Loaded) and (entry.shape, entry.pair.question) == ("conversation", "How hot?")
    example = {**SHAPES["qa"], "reasoning": "Water boils."}
    file.write_text(json.dumps({"summary": "S", "cot_examples": [example], "conversations": [[ASK, TELL]]}), encoding="utf-8")
    (entry,) = load(file)
    assert isinstance(entry, Loaded) and entry.pair.reasoning_steps == ("Water boils.",)


OURS = json.loads(
    to_json(
        Pair(
            "1", "Q?", "A", ("a", "b", "c"), "inference", "easy", "en", (SectionRef("s", "d.md", "0" * 64, ("H",), 1, 2),),
            (Evidence("d.md", "A", 0, 1),),
        )
    )
)  # fmt: skip
NAMES = st.sampled_from([*OURS, "role", "content", "text"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=8,
)
KEYS = [*OURS, "messages", "conversations", "prompt", "completion", "text", "instruction", "output", "input", "system", "reasoning"]


@given(VALUES | st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_no_row_of_json_whatever_it_holds_makes_reading_fail(row: object):
    assert isinstance(load_row(row, 1), Loaded | Unusable)


@given(st.dictionaries(st.sampled_from(list(OURS)), VALUES, min_size=1, max_size=2))
def test_a_pair_of_ours_is_read_only_if_every_value_is_of_its_kind(changes: dict):
    entry = load_row({**OURS, **changes}, 1)
    if isinstance(entry, Loaded) and entry.shape == "pairs":
        assert load_row(json.loads(to_json(entry.pair)), 1) == entry._replace(row=json.loads(to_json(entry.pair)))


def test_rows_as_deep_as_a_well_are_no_json(tmp_path: Path):
    (tmp_path / "rows.jsonl").write_text("[" * 100_000 + "\n" + json.dumps({**SHAPES["qa"], "scores": "[" * 100_000}) + "\n")
    assert [type(entry) for entry in load(tmp_path / "rows.jsonl")] == [Unusable, Loaded]


def test_lines_of_json_under_another_name_may_hold_line_separators(tmp_path: Path):
    rows = [{**SHAPES["qa"], "answer": "one\u2028two"}, SHAPES["qa"]]
    (tmp_path / "rows.txt").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    assert [type(entry) for entry in load(tmp_path / "rows.txt")] == [Loaded, Loaded]
