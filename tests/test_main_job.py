"""The main job from the command line: documents in, dataset files out, whatever happens said plainly."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import generate_synthetic_data as script
from synthetic_data.errors import UserError
from synthetic_data.formats.conversations import read_conversations
from synthetic_data.formats.pairs import from_json

GUIDE = """# Kettle guide

A kettle is a vessel that heats water until it boils and then switches itself off. The lid must stay closed while the water
heats. The default temperature is 100 °C, and at most 1.7 litres fit into the vessel. Steam escapes because the water expands.

| Setting | Default | Description |
|---|---|---|
| `temperature` | 100 | The temperature at which the kettle switches off |
| `volume` | 1.7 | The largest amount of water in litres |
| `timeout` | 300 | The number of seconds until the heater gives up |

## Descaling

To remove the scale, follow the steps:

1. Fill the kettle with water and vinegar.
2. Heat the mixture until it boils.
3. Empty the kettle and rinse it twice.
4. Dry the base before you use it again.
"""


WORDS = "kettle vessel water steam lid vinegar mixture temperature heater base".split()
OTHER_WORDS = (
    "toaster machine bread smoke tray oil crumb browning grill plate",
    "printer device paper dust cover ink toner resolution drum cable",
    "mower tool grass noise hood fuel blade height engine wheel",
    "router appliance traffic heat shell paste packet latency chip antenna",
    "scooter vehicle charge wind visor grease battery speed motor tyre",
    "projector instrument light glare shutter alcohol lens brightness lamp stand",
)


def run(*arguments: object) -> int:
    return script.main([str(argument) for argument in arguments])


def only(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


def pairs_of(output: Path) -> list[dict]:
    return [json.loads(line) for line in only(output, "run-*/pairs.jsonl").read_text(encoding="utf-8").split("\n") if line]


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    for number, words in enumerate(OTHER_WORDS):
        text = GUIDE
        for old, new in zip(WORDS, words.split(), strict=True):
            text = text.replace(old, new).replace(old.capitalize(), new.capitalize())
        (folder / f"guide{number}.md").write_text(text)
    return folder


@pytest.fixture(scope="module")
def sample_run(tmp_path_factory) -> Path:
    output = tmp_path_factory.mktemp("samples")
    assert run("--no-llm", "-q", "--output", output, "--jobs", 1) == 0
    return output


def test_the_sample_documents_give_pairs_whose_evidence_stands_at_its_offsets(sample_run: Path, samples: Path):
    pairs = pairs_of(sample_run)
    assert len(pairs) > 40
    for pair in pairs:
        assert pair["evidence"]
        for evidence in pair["evidence"]:
            text = (samples / evidence["document"]).read_bytes().decode("utf-8-sig")
            assert text[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_a_line_of_pairs_jsonl_has_the_keys_of_the_contract_and_can_be_read_back(sample_run: Path):
    line = only(sample_run, "run-*/pairs.jsonl").read_text(encoding="utf-8").split("\n")[0]
    assert (
        list(json.loads(line))
        == (
            "id question answer reasoning_steps question_type difficulty language sections evidence images choices metadata origin "
            "engine model request_key prompt_sha256 flags scores split"
        ).split()
    )
    assert from_json(line).evidence[0].document


def test_the_dataset_files_hold_four_conversations_a_pair_and_the_sides_share_no_section(sample_run: Path):
    pairs = pairs_of(sample_run)
    sides: dict[str, set[str]] = {"train": set(), "validation": set()}
    for side in sides:
        conversations = list(read_conversations(only(sample_run, f"{side}-synthetic-data-*.json")))
        own = [pair for pair in pairs if pair["split"] == side]
        assert len(conversations) == 4 * len(own)
        assert [message["role"] for message in conversations[0]] == ["user", "assistant"]
        sides[side] = {section["id"] for pair in own for section in pair["sections"]}
    assert sides["validation"]
    assert not sides["train"] & sides["validation"]


def test_no_question_leans_on_the_text_and_no_two_are_the_same(sample_run: Path):
    questions = [pair["question"] for pair in pairs_of(sample_run)]
    assert len(set(questions)) == len(questions)
    for words in ("this section", "the passage", "the text above", "this document"):
        assert not [question for question in questions if words in question.lower()]


def test_two_runs_and_any_number_of_processes_give_the_same_bytes(docs: Path, tmp_path: Path):
    contents = []
    for name, jobs in (("a", 1), ("b", 1), ("c", 2)):
        assert run("--no-llm", "-q", "--docs", docs, "--output", tmp_path / name, "--jobs", jobs) == 0
        files = [only(tmp_path / name, pattern) for pattern in ("train-*.json", "validation-*.json", "run-*/pairs.jsonl")]
        contents.append([file.read_bytes() for file in files])
    assert contents[0] == contents[1] == contents[2]


def test_a_new_unrelated_document_leaves_the_other_pairs_alone(docs: Path, tmp_path: Path):
    assert run("--no-llm", "-q", "--docs", docs, "--output", tmp_path / "a", "--jobs", 1) == 0
    (docs / "zebra.md").write_text("# Zebra\n\n" + "A zebra is an animal that carries black and white stripes on its coat. " * 4)
    assert run("--no-llm", "-q", "--docs", docs, "--output", tmp_path / "b", "--jobs", 1) == 0
    before = {pair["id"]: pair for pair in pairs_of(tmp_path / "a")}
    after = {pair["id"]: pair for pair in pairs_of(tmp_path / "b") if pair["sections"][0]["document"] != "zebra.md"}
    assert before.keys() == after.keys()
    moved = {before[key]["sections"][0]["id"] for key in before if before[key]["split"] != after[key]["split"]}
    assert len(moved) <= 2


def test_two_runs_in_one_second_take_two_names(docs: Path, tmp_path: Path):
    for _ in range(3):
        assert run("--no-llm", "-q", "--docs", docs, "--output", tmp_path / "out", "--jobs", 1) == 0
    assert len(list((tmp_path / "out").glob("run-*"))) == 3
    assert len(list((tmp_path / "out").glob("train-*.json"))) == 3


def test_num_pairs_is_met_exactly_and_spread_over_all_documents(docs: Path, tmp_path: Path):
    assert run("--no-llm", "-q", "--docs", docs, "--output", tmp_path / "out", "--num-pairs", 12, "--jobs", 1) == 0
    pairs = pairs_of(tmp_path / "out")
    assert len(pairs) == 12
    assert len({pair["sections"][0]["document"] for pair in pairs}) >= 5


def test_a_shortfall_is_told_and_the_exit_code_says_so(docs: Path, tmp_path: Path, capsys):
    assert run("--no-llm", "--docs", docs, "--output", tmp_path / "out", "--num-pairs", 100_000, "--jobs", 1) == 3
    assert "of the 100,000 pairs asked for are missing" in capsys.readouterr().out


def test_a_quiet_run_still_says_why_it_ends_with_3(docs: Path, tmp_path: Path, caplog, capsys):
    assert run("--no-llm", "-q", "--docs", docs, "--output", tmp_path / "a", "--num-pairs", 100_000, "--jobs", 1) == 3
    assert "of the 100,000 pairs asked for are missing" in caplog.text
    assert run("--no-llm", "-q", "--docs", docs, "--output", tmp_path / "b", "--include", "guide0*", "--unanswerable", 0.5) == 3
    assert "of the questions without an answer that --unanswerable asks for are missing" in caplog.text
    assert capsys.readouterr().out == ""


def test_a_run_without_a_pair_says_so_and_the_exit_code_too(tmp_path: Path, capsys):
    (tmp_path / "a.md").write_text("# Hello\n\nHow are you?\n")
    assert run("--no-llm", "--docs", tmp_path, "--output", tmp_path / "out", "--jobs", 1) == 3
    assert "No pair came out: no section gives what was asked for; the dataset files are empty." in capsys.readouterr().out


def test_an_interrupted_run_tells_a_command_that_can_be_pasted(docs: Path, tmp_path: Path, capsys, monkeypatch):
    def interrupt(options):
        raise KeyboardInterrupt

    monkeypatch.setattr(script, "run", interrupt)
    assert run("--no-llm", "--docs", docs, "--output", tmp_path / "my output") == 130
    assert capsys.readouterr().err.rstrip().endswith(f"--no-llm --docs {docs} --output '{tmp_path / 'my output'}'")


def test_a_bad_file_is_named_the_others_go_on_and_the_exit_code_says_so(docs: Path, tmp_path: Path, caplog):
    (docs / "latin.md").write_bytes(b"caf\xe9")
    assert run("--no-llm", "-q", "--docs", docs, "--output", tmp_path / "out", "--jobs", 1) == 3
    assert "latin.md is not UTF-8" in caplog.text
    manifest = json.loads(only(tmp_path / "out", "run-*/manifest.json").read_text())
    assert manifest["left_out"] == [{"path": "latin.md", "reason": "is not UTF-8 (byte 3)"}]


def test_an_empty_file_is_named_and_is_no_failure(docs: Path, tmp_path: Path, caplog):
    (docs / "empty.md").write_text("")
    assert run("--no-llm", "-q", "--docs", docs, "--output", tmp_path / "out", "--jobs", 1) == 0
    assert "empty.md is empty" in caplog.text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--docs", "/nowhere/at/all"], "does not exist"),
        (["--train-ratio", "1.5"], "a share from 0 to 1"),
        (["--chunk-size", "100", "--chunk-overlap", "100"], "must be smaller"),
        (["--types", "fact_bsed"], "fact_based"),
        (["--cot", "three"], "unknown level"),
        (["--prompts", "/nowhere"], "/nowhere"),
        (["--config", "/nowhere.yaml"], "cannot be read"),
        (["--num-pairs", "5", "--pairs-per-section", "5"], "Give one of them"),
    ],
)
def test_what_the_user_can_put_right_is_told_in_two_lines_and_exit_code_2(tmp_path: Path, capsys, arguments, words):
    assert run("--no-llm", "--output", tmp_path / "out", *arguments) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.startswith("Error: ")
    assert len(error.strip().splitlines()) == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "flags", [("--types", "fact_basd"), ("--prompts", "/nowhere"), ("--against", "none.json"), ("--decontaminate", "none.json")]
)
def test_what_is_misspelt_is_told_before_anything_is_converted_or_read(tmp_path: Path, capsys, flags):
    (tmp_path / "notes.txt").write_text("A kettle is a vessel that heats water.\n")
    docs = tmp_path / "docs"
    assert run("--no-llm", "--ingest", tmp_path / "notes.txt", "--docs", docs, "--output", tmp_path / "out", *flags) == 2
    assert not docs.exists()
    assert flags[1] in capsys.readouterr().err


def test_a_job_without_a_model_loads_no_progress_bar_that_nobody_sees(docs: Path, tmp_path: Path):
    code = (
        "import sys, generate_synthetic_data as script\n"
        f"script.generate(docs={str(docs)!r}, output={str(tmp_path / 'out')!r}, no_llm=True, jobs=1)\n"
        "sys.exit(' '.join({'tqdm', 'multiprocessing'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=script.HERE, capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""


def test_a_run_that_fails_before_it_writes_leaves_no_empty_folder(docs: Path, tmp_path: Path):
    (tmp_path / "earlier.json").write_text("no JSON")
    assert run("--no-llm", "-q", "--docs", docs, "--output", tmp_path / "out", "--against", tmp_path / "earlier.json") == 2
    assert list((tmp_path / "out").iterdir()) == []


def test_an_output_folder_that_is_a_file_is_told(docs: Path, tmp_path: Path, capsys):
    (tmp_path / "out").write_text("")
    assert run("--no-llm", "--docs", docs, "--output", tmp_path / "out", "--jobs", 1) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_dry_run_shows_the_plan_and_writes_nothing(docs: Path, tmp_path: Path, capsys):
    assert run("--no-llm", "--docs", docs, "--output", tmp_path / "out", "--dry-run", "--jobs", 1) == 0
    shown = capsys.readouterr().out
    assert "fact_based" in shown
    assert "Tokens (estimate)" in shown
    assert not (tmp_path / "out").exists()


def test_dry_run_needs_nobody_who_answers(docs: Path, tmp_path: Path, capsys):
    assert run("--docs", docs, "--output", tmp_path / "out", "--dry-run", "--model", "some/model") == 0
    assert "Tokens (estimate)" in capsys.readouterr().out


def test_sample_asks_about_so_many_sections_and_no_more(docs: Path, tmp_path: Path):
    assert run("--no-llm", "-q", "--docs", docs, "--output", tmp_path / "out", "--sample", 3, "--jobs", 1) == 0
    assert len({pair["sections"][0]["id"] for pair in pairs_of(tmp_path / "out")}) <= 3


def test_a_config_file_holds_what_the_flags_hold_and_flags_win(docs: Path, tmp_path: Path):
    config = tmp_path / "run.yaml"
    config.write_text(f"docs: {docs}\nno-llm: true\noutput: {tmp_path / 'out'}\ncot: [none]\nnum_pairs: 9\njobs: 1\n")
    assert run("--config", config, "-q", "--num-pairs", 7) == 0
    assert len(pairs_of(tmp_path / "out")) == 7
    assert all(len(list(read_conversations(path))) <= 7 for path in (tmp_path / "out").glob("train-*.json"))


def test_an_unknown_or_ill_fitting_key_in_a_config_is_refused(tmp_path: Path, capsys):
    config = tmp_path / "run.yaml"
    config.write_text("num_pears: 3\n")
    assert run("--config", config) == 2
    told = capsys.readouterr().err
    assert "num_pears" in told
    assert "Did you mean num_pairs?" in told
    config.write_text("num_pairs: many\n")
    assert run("--config", config) == 2
    assert "num_pairs: 'many'" in capsys.readouterr().err


def test_the_manifest_given_back_as_config_repeats_the_run(docs: Path, tmp_path: Path):
    assert run("--no-llm", "-q", "--docs", docs, "--output", tmp_path / "a", "--seed", 7, "--cot", "none,all", "--jobs", 1) == 0
    manifest = only(tmp_path / "a", "run-*/manifest.json")
    assert run("--config", manifest, "--output", tmp_path / "b") == 0
    assert only(tmp_path / "a", "train-*.json").read_bytes() == only(tmp_path / "b", "train-*.json").read_bytes()


def test_split_by_document_keeps_documents_apart(docs: Path, tmp_path: Path):
    assert (
        run(
            "--no-llm",
            "-q",
            "--docs",
            docs,
            "--output",
            tmp_path / "o",
            "--split-by",
            "document",
            "--train-ratio",
            0.6,
            "--jobs",
            1,
        )
        == 0
    )
    sides: dict[str, set[str]] = {}
    for pair in pairs_of(tmp_path / "o"):
        sides.setdefault(pair["sections"][0]["document"], set()).add(pair["split"])
    assert all(len(own) == 1 for own in sides.values())
    assert {side for own in sides.values() for side in own} == {"train", "validation"}


def test_split_by_question_puts_other_questions_on_the_same_facts_aside(docs: Path, tmp_path: Path):
    assert (
        run(
            "--no-llm",
            "-q",
            "--docs",
            docs,
            "--output",
            tmp_path / "o",
            "--split-by",
            "question",
            "--train-ratio",
            0.7,
            "--jobs",
            1,
        )
        == 0
    )
    pairs = pairs_of(tmp_path / "o")
    share = sum(pair["split"] == "train" for pair in pairs) / len(pairs)
    assert abs(share - 0.7) < 0.05
    sections = {side: {pair["sections"][0]["id"] for pair in pairs if pair["split"] == side} for side in ("train", "validation")}
    assert sections["train"] & sections["validation"]


def test_a_single_small_document_holds_nothing_out_and_says_so(tmp_path: Path, capsys):
    (tmp_path / "a.md").write_text("# Kettle\n\nA kettle is a vessel that heats water until it boils and switches itself off.\n")
    assert run("--no-llm", "--docs", tmp_path, "--output", tmp_path / "out", "--jobs", 1) == 0
    assert "too little to hold anything out" in capsys.readouterr().out


@pytest.mark.parametrize("seed", range(4))
def test_a_side_that_stays_empty_for_want_of_pairs_is_told(tmp_path: Path, seed: int):
    poem = "# Over the {0}\n\nThen we walked over the {0} for many hours, and nobody we knew came to meet us there.\n"
    (tmp_path / "kettle.md").write_text("# Kettle\n\nA kettle is a vessel that heats water until it boils and switches off.\n")
    for what in ("hills", "seas", "woods"):
        (tmp_path / f"{what}.md").write_text(poem.format(what))
    result = script.generate(docs=tmp_path, output=tmp_path / "out", no_llm=True, train_ratio=0.5, seed=seed)
    empty = "training" if result.pairs["validation"] else "validation"
    assert sorted(result.pairs.values()) == [0, 1]
    assert f"No section on the side of {empty} gave a pair" in result.summary[-1]


def test_the_python_call_gives_paths_and_counts_and_raises_what_the_user_can_mend(docs: Path, tmp_path: Path):
    result = script.generate(docs=str(docs), output=str(tmp_path / "out"), no_llm=True, num_pairs=10, jobs=1)
    assert sum(result.pairs.values()) == 10
    assert result.train.exists()
    assert result.validation.exists()
    assert result.exit_code == 0
    with pytest.raises(UserError):
        script.generate(docs="/nowhere", no_llm=True)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"numpairs": 3}, ["numpairs", "Did you mean num_pairs?"]),
        ({"num_pairs": "three"}, ["num_pairs: 'three'", "keep N pairs in all"]),
        ({"num_pairs": -1}, ["--num-pairs is -1"]),
        ({"split_by": "chapter"}, ["split_by: 'chapter'", "one of section, document, question"]),
        ({"cot_style": "loud"}, ["cot_style: 'loud'", "one of plain, think, reasoning_content"]),
        ({"no_llm": "yes"}, ["no_llm: 'yes'"]),
    ],
)
def test_the_python_call_refuses_what_the_command_line_refuses(docs: Path, tmp_path: Path, given, words):
    with pytest.raises(UserError) as refused:
        script.generate(**{"docs": docs, "output": tmp_path / "out", "no_llm": True, **given})
    assert all(word in str(refused.value) for word in words)
    assert not (tmp_path / "out").exists()


def test_the_python_call_takes_paths_lists_and_bare_switches_as_a_program_has_them(docs: Path, tmp_path: Path):
    result = script.generate(
        docs=[docs], output=tmp_path / "out", no_llm=True, cot=("none", "all"), curate=False, verify_answers=None
    )
    assert sum(result.conversations.values()) == 2 * sum(result.pairs.values()) > 0
    with pytest.raises(UserError, match="need a model"):
        script.generate(docs=docs, output=tmp_path / "out", no_llm=True, curate=True)


def test_the_funnel_adds_up(docs: Path, tmp_path: Path):
    result = script.generate(docs=str(docs), output=str(tmp_path / "out"), no_llm=True, jobs=1)
    for row in result.funnel.values():
        assert row["asked"] == row["answered"] + row["abstained"]
        assert row["kept"] == row["answered"] - row["rejected"] - row["merged"] - row["not needed"]
    assert sum(row["kept"] for row in result.funnel.values()) == sum(result.pairs.values())
    rejected = only(tmp_path / "out", "run-*/rejected.jsonl").read_text(encoding="utf-8").count("\n")
    assert rejected == sum(row["rejected"] + row["merged"] for row in result.funnel.values())
