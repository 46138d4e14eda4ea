"""`create --type cot-enhance`: reasoning goes before existing answers, which stay word for word what they were."""

import json
from pathlib import Path
from typing import Any

import pytest
from fake_server import FakeServer, chat, user_text

import generate_synthetic_data as script
from synthetic_data.curate.enhance import fault_of
from synthetic_data.formats.turns import spots_in, with_reasoning

STEPS = ["The question asks for the colour of the sky.", "Air scatters short waves most.", "Short waves are seen as one colour."]
JOINED = " ".join(STEPS)
SKY, BLUE = "What colour is the sky?", "Blue, by day."
TURNS = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": SKY}, {"role": "assistant", "content": BLUE}]
PICTURE = [{"type": "image_url", "image_url": {"url": "a.png"}}, {"type": "text", "text": SKY}]
CHATML = "".join(f"<|im_start|>{turn['role']}\n{turn['content']}<|im_end|>\n" for turn in TURNS)
SHAPES: dict[str, Any] = {
    "messages": {"messages": TURNS, "id": 7},
    "conversation": TURNS,
    "sharegpt": {"conversations": [{"from": "human", "value": SKY}, {"from": "gpt", "value": BLUE}]},
    "alpaca": {"instruction": "Say it.", "input": SKY, "output": BLUE},
    "qa": {"question": SKY, "answer": BLUE, "source": "sky.md"},
    "prompt-completion": {"prompt": [TURNS[1]], "completion": [TURNS[2]]},
    "plain prompt-completion": {"prompt": SKY, "completion": BLUE},
    "chatml": {"text": CHATML},
}


def thinking(*steps: str) -> dict[str, Any]:
    return chat(json.dumps({"reasoning_steps": list(steps)}))


def always(body: dict[str, Any]) -> dict[str, Any]:
    return thinking(*STEPS)


def enhance(server: FakeServer, output: Path, *arguments: object) -> int:
    given = ["create", "-q", "--type", "cot-enhance", "--base-url", server.url, "--output", str(output), *map(str, arguments)]
    return script.main(given)


def write(path: Path, rows: list[Any]) -> Path:
    text = json.dumps(rows) if path.suffix == ".json" else "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8")
    return path


def read(path: Path) -> list[Any]:
    text = path.read_text(encoding="utf-8")
    return json.loads(text) if path.suffix == ".json" else [json.loads(line) for line in text.split("\n") if line]


def texts(value: Any) -> list[str]:
    """Every text in a row."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in texts(part)]


@pytest.mark.parametrize("suffix", [".json", ".jsonl"])
def test_rows_of_every_shape_come_out_with_reasoning_before_an_unchanged_answer(suffix: str, tmp_path: Path):
    rows = list(SHAPES.values())
    with FakeServer(always) as server:
        assert enhance(server, tmp_path / "out", write(tmp_path / f"data{suffix}", rows)) == 0
    written = read(tmp_path / "out" / f"data-enhanced{suffix}")
    for before, after in zip(rows, written, strict=True):
        assert json.loads(json.dumps(after).replace(json.dumps(f"{JOINED}\n")[1:-1], "")) == before != after
    assert not (tmp_path / "out" / f"data-enhanced-failed{suffix}").exists()


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("style", ["plain", "think", "reasoning_content"])
def test_reasoning_is_written_as_the_style_says_and_where_the_shape_has_a_field(shape: str, style: str):
    row = SHAPES[shape]
    (spot,) = spots_in(row)
    after = with_reasoning(row, {spot.path: STEPS}, style)
    thought = f"<think>\n{JOINED}\n</think>\n\n{BLUE}"
    if style == "plain":
        assert any(f"{JOINED}\n{BLUE}" in text for text in texts(after))
    elif style == "reasoning_content" and shape == "qa":
        assert after == {**row, "reasoning": STEPS}
    elif style == "reasoning_content" and shape in ("messages", "conversation", "prompt-completion"):
        assert JOINED in texts(after) and "reasoning_content" in json.dumps(after)
    else:
        assert any(thought in text for text in texts(after))
    assert any(text.endswith(BLUE) or f"{BLUE}<|im_end|>" in text for text in texts(after))
    assert [one.reasoned for one in spots_in(after)] == [style != "plain"]  # so that it is not reasoned about again


def test_the_model_sees_the_conversation_up_to_the_answer_and_is_asked_for_json(tmp_path: Path):
    more = [{"role": "user", "content": "And at night?"}, {"role": "assistant", "content": "Black."}]
    with FakeServer(always) as server:
        file = write(tmp_path / "talk.jsonl", [{"messages": [*TURNS, *more]}])
        assert enhance(server, tmp_path / "out", file, "--instructions", "Write for sailors.") == 0
    first, second = sorted(map(user_text, server.bodies), key=len)
    assert all(text in first for text in ("[system]\nBe brief.", f"[user]\n{SKY}", BLUE)) and "And at night?" not in first
    assert all(text in second for text in (f"[assistant]\n{BLUE}", "[user]\nAnd at night?", "Black."))
    assert "Write for sailors." in server.bodies[0]["messages"][0]["content"]
    assert server.bodies[0]["response_format"]["json_schema"]["schema"]["required"] == ["reasoning_steps"]
    (row,) = read(tmp_path / "out" / "talk-enhanced.jsonl")
    assert [turn["content"] for turn in row["messages"]] == [
        "Be brief.", SKY, f"{JOINED}\n{BLUE}", "And at night?", f"{JOINED}\nBlack.",
    ]  # fmt: skip


def test_a_row_stays_exactly_as_it_was_when_one_of_its_answers_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    def fails_at_night(body: dict[str, Any]) -> Any:
        return chat("I would rather not.") if "[user]\nAnd at night?" in user_text(body) else always(body)

    more = [{"role": "user", "content": "And at night?"}, {"role": "assistant", "content": "Black."}]
    rows = [{"messages": [*TURNS, *more]}, SHAPES["alpaca"], {"nothing": 1}, {"messages": [TURNS[0]]}]
    with FakeServer(fails_at_night) as server:
        arguments = [str(write(tmp_path / "talk.json", rows)), "--base-url", server.url, "--output", str(tmp_path / "out")]
        assert script.main(["create", "--type", "cot-enhance", *arguments]) == 3
    written = read(tmp_path / "out" / "talk-enhanced.json")
    assert [written[0], written[2], written[3]] == [rows[0], rows[2], rows[3]]
    assert written[1]["output"] == f"{JOINED}\n{BLUE}"
    assert read(tmp_path / "out" / "talk-enhanced-failed.jsonl") == [
        {"row": 1, "reason": "no reasoning in the reply"},
        {"row": 3, "reason": "the row has none of the known shapes"},
        {"row": 4, "reason": "no answer to a question in it"},
    ]
    told = capsys.readouterr().out
    assert "4 read, 1 got reasoning" in told and "3 rows stayed as they were" in told


def test_what_does_not_hold_is_asked_for_again_with_the_reason(tmp_path: Path):
    def second_try(body: dict[str, Any]) -> dict[str, Any]:
        return always(body) if "An earlier attempt was not used" in user_text(body) else thinking("Only one step.")

    file = write(tmp_path / "data.jsonl", [SHAPES["qa"]])
    with FakeServer(second_try) as server:
        assert enhance(server, tmp_path / "out", file) == 0
        assert enhance(server, tmp_path / "once", file, "--repair", 0) == 3
    assert "because: fewer than three different steps" in user_text(server.bodies[1])
    assert read(tmp_path / "out" / "data-enhanced.jsonl")[0]["answer"] == f"{JOINED}\n{BLUE}"
    assert read(tmp_path / "once" / "data-enhanced.jsonl") == [SHAPES["qa"]]


def test_an_answer_without_anything_to_reason_about_stays_bare_and_the_others_of_the_row_do_not(tmp_path: Path):
    thanks = [{"role": "user", "content": "Thanks!"}, {"role": "assistant", "content": "You are welcome."}]

    def nothing_to_thanks(body: dict[str, Any]) -> dict[str, Any]:
        return thinking() if "Thanks!" in user_text(body) else always(body)

    with FakeServer(nothing_to_thanks) as server:
        assert enhance(server, tmp_path / "out", write(tmp_path / "talk.jsonl", [{"messages": [*TURNS, *thanks]}])) == 0
    (row,) = read(tmp_path / "out" / "talk-enhanced.jsonl")
    assert row["messages"][2]["content"] == f"{JOINED}\n{BLUE}" and row["messages"][4]["content"] == "You are welcome."


def test_a_model_that_gives_reasoning_for_nothing_is_no_success(tmp_path: Path):
    with FakeServer(lambda body: thinking()) as server:
        assert enhance(server, tmp_path / "out", write(tmp_path / "data.jsonl", [SHAPES["qa"]])) == 3
    assert read(tmp_path / "out" / "data-enhanced.jsonl") == [SHAPES["qa"]]


def test_what_has_reasoning_already_is_not_asked_about(tmp_path: Path):
    rows = [
        {"messages": [TURNS[1], {**TURNS[2], "reasoning_content": "I know it."}]},
        {"instruction": SKY, "input": "", "output": f"<think>\nI know it.\n</think>\n\n{BLUE}"},
        {"question": SKY, "answer": BLUE, "reasoning": ["One.", "Two.", "Three."]},
    ]
    with FakeServer(always) as server:
        assert enhance(server, tmp_path / "out", write(tmp_path / "data.jsonl", rows)) == 0
    assert server.bodies == [] and read(tmp_path / "out" / "data-enhanced.jsonl") == rows


def test_the_same_command_asks_nothing_twice(tmp_path: Path):
    file = write(tmp_path / "data.jsonl", list(SHAPES.values()))
    with FakeServer(always) as server:
        assert enhance(server, tmp_path / "out", file) == 0
        asked, first = len(server.bodies), read(tmp_path / "out" / "data-enhanced.jsonl")
        assert enhance(server, tmp_path / "out", file) == 0
    assert len(server.bodies) == asked and read(tmp_path / "out" / "data-enhanced.jsonl") == first


def test_a_limit_stops_cleanly_and_the_rows_not_reached_stay_as_they_were(tmp_path: Path):
    rows = [{"question": f"What is number {number}?", "answer": f"It is called {number}."} for number in range(12)]
    file = write(tmp_path / "data.jsonl", rows)
    with FakeServer(always) as server:
        assert enhance(server, tmp_path / "out", file, "--max-requests", 4, "--concurrency", 1) == 3
        written = read(tmp_path / "out" / "data-enhanced.jsonl")
        assert sum(before != after for before, after in zip(rows, written, strict=True)) == 4
        assert enhance(server, tmp_path / "out", file) == 0
    assert len(server.bodies) == 12
    assert all(row["answer"].startswith(JOINED) for row in read(tmp_path / "out" / "data-enhanced.jsonl"))
    assert not (tmp_path / "out" / "data-enhanced-failed.jsonl").exists()  # that of the first run is gone


def test_control_tokens_of_a_conversation_reach_no_tokenizer_and_stay_in_the_row(tmp_path: Path):
    row = {"question": "What ends a turn?", "answer": "The mark <|im_end|> ends it."}
    with FakeServer(always) as server:
        assert enhance(server, tmp_path / "out", write(tmp_path / "data.jsonl", [row])) == 0
    assert "<|im_end|>" not in user_text(server.bodies[0])
    assert read(tmp_path / "out" / "data-enhanced.jsonl")[0]["answer"] == f"{JOINED}\n{row['answer']}"


def test_a_folder_and_files_of_one_name_are_taken_without_one_overwriting_another(tmp_path: Path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write(tmp_path / name / "data.json", [{"question": f"Which one is {name}?", "answer": f"This is {name}."}])
    (tmp_path / "b" / "notes.txt").write_text("not a dataset")
    with FakeServer(always) as server:
        assert enhance(server, tmp_path / "out", tmp_path / "a" / "data.json", tmp_path / "b") == 0
    names = sorted(file.name for file in (tmp_path / "out").glob("*.json"))
    assert names == ["data-2-enhanced.json", "data-enhanced.json"]
    assert read(tmp_path / "out" / "data-2-enhanced.json")[0]["answer"] == f"{JOINED}\nThis is b."


def test_a_line_that_is_no_json_is_counted_and_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "data.jsonl").write_text(json.dumps(SHAPES["qa"]) + "\n{broken\n")
    with FakeServer(always) as server:
        given = ["create", "--type", "cot-enhance", str(tmp_path / "data.jsonl"), "--base-url", server.url]
        assert script.main([*given, "--output", str(tmp_path / "out")]) == 3
    assert len(read(tmp_path / "out" / "data-enhanced.jsonl")) == 1
    assert "1 the line is no JSON" in capsys.readouterr().out
    assert read(tmp_path / "out" / "data-enhanced-failed.jsonl") == [{"row": 2, "reason": "the line is no JSON"}]


def test_a_sample_takes_some_rows_drawn_evenly(tmp_path: Path):
    rows = [{"question": f"What is number {number}?", "answer": f"It is called {number}."} for number in range(10)]
    with FakeServer(always) as server:
        assert enhance(server, tmp_path / "out", write(tmp_path / "data.jsonl", rows), "--sample", 2) == 0
    written = read(tmp_path / "out" / "data-enhanced.jsonl")
    assert [row["question"] for row in written] == ["What is number 2?", "What is number 7?"]


def test_a_preview_asks_nothing_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = write(tmp_path / "data.jsonl", [SHAPES["qa"], SHAPES["messages"], {"nothing": 1}])
    assert script.main(["create", "--type", "cot-enhance", str(file), "--preview", "--output", str(tmp_path / "out")]) == 0
    told = capsys.readouterr().out
    assert "3 rows" in told and "2 to reason about" in told and "none of the known shapes" in told and "dry run" in told
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["data.jsonl", "--no-llm"], "needs a model"),
        (["data.jsonl", "--config", "no_model.yaml"], "needs a model"),
        (["data.jsonl", "--format", "alpaca"], "--format has no meaning"),
        (["data.jsonl", "--num-pairs", "3"], "--num-pairs has no meaning"),
        (["--docs", "data.jsonl"], "--docs has no meaning"),
        ([], "needs conversations"),
        (["missing.jsonl"], "no file"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_fix(
    arguments: list[str], problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "no_model.yaml").write_text("no_llm: true\n")
    write(tmp_path / "data.jsonl", [SHAPES["qa"]])
    assert script.main(["create", "--type", "cot-enhance", *arguments]) == 2
    told = capsys.readouterr().err
    assert problem in told and "Fix: " in told


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"messages": [{"role": "user", "content": PICTURE}, TURNS[2]]}, "more than text"),
        ({"messages": [{"content": "Hello"}]}, "no role"),
        ({"question": SKY, "answer": "  "}, "answer is empty"),
        ({"prompt": 5, "completion": BLUE}, "more than text"),
        ("text", "neither an object nor a list"),
    ],
)
def test_rows_that_hold_no_answer_to_reason_about_say_why(row: Any, reason: str):
    found = spots_in(row)
    assert isinstance(found, str) and reason in found


def test_tool_calls_are_shown_to_later_answers_and_get_no_reasoning():
    call = {"role": "assistant", "content": None, "tool_calls": [{"function": {"name": "look_up", "arguments": "{}"}}]}
    turns = [TURNS[1], call, {"role": "tool", "content": "blue"}, TURNS[2]]
    (spot,) = spots_in({"messages": turns})
    assert spot.path == ("messages", 3) and "look_up" in spot.said[1][1] and spot.said[2] == ("tool", "blue")


def test_the_first_of_several_text_parts_gets_the_reasoning():
    parts = [{"type": "text", "text": "Blue,"}, {"type": "text", "text": "by day."}]
    row = {"messages": [TURNS[1], {"role": "assistant", "content": parts}]}
    (spot,) = spots_in(row)
    after = with_reasoning(row, {spot.path: STEPS}, "plain")
    assert after["messages"][1]["content"] == [{"type": "text", "text": f"{JOINED}\nBlue,"}, parts[1]]


def test_every_answer_of_a_chatml_text_gets_its_own_reasoning():
    text = CHATML + "<|im_start|>user\nAnd at night?<|im_end|>\n<|im_start|>assistant\nBlack.<|im_end|>"
    first, second = spots_in({"text": text})
    after = with_reasoning({"text": text}, {first.path: ["A.", "B.", "C."], second.path: ["D.", "E.", "F."]}, "plain")["text"]
    assert f"assistant\nA. B. C.\n{BLUE}<|im_end|>" in after and after.endswith("assistant\nD. E. F.\nBlack.<|im_end|>")


TRAIN = ("The train goes 120 km.", "It needs 1.5 hours for them.")


@pytest.mark.parametrize(
    ("steps", "answer", "fault"),
    [
        ((*TRAIN, "120 / 1.5 = 80"), "80 km/h.", ""),
        ((*TRAIN, "120 / 1.5 = 80"), "75 km/h.", "another answer"),
        ((*TRAIN, "So the answer is 75 km/h."), "80 km/h.", "another answer"),
        ((*TRAIN, "So the final answer is: 80 km/h."), "80 km/h.", ""),
        ((*TRAIN, "Final answer: \\boxed{75}"), "It goes 80 km/h.", "another answer"),
        ((*TRAIN, "The answer is Lyon."), "Paris.", "another answer"),
        ((*TRAIN, "So no, it is too slow."), "Yes, it is fast enough.", "another answer"),
        ((*TRAIN, "80 km/h."), "80 km/h", "only repeats the answer"),
        ((*TRAIN, TRAIN[1].upper()), "80 km/h.", "fewer than three"),
        ((*TRAIN, "  "), "80 km/h.", "fewer than three"),
        ((*TRAIN, "Here the thought ends: </think>"), "80 km/h.", "control token"),
        ((*TRAIN, "Half a \ud83d."), "80 km/h.", "half a character"),
    ],
)
def test_steps_that_must_not_stand_before_an_answer_are_told_apart(steps: tuple[str, ...], answer: str, fault: str):
    found = fault_of(steps, answer)
    assert fault in found and bool(fault) == bool(found)
