"""Those who eat the files: `datasets` reads each row as it was written, and the rules of the trainers and of lm-eval hold."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jinja2 import Template

from synthetic_data.cot import CotPlan
from synthetic_data.files import Shelf
from synthetic_data.formats import dataset_card, llama_factory
from synthetic_data.formats.look import Look
from synthetic_data.formats.passages import Passages
from synthetic_data.formats.saving import Given, Wish, save
from synthetic_data.formats.table import FORMATS, read
from synthetic_data.formats.tally import Tally
from synthetic_data.formats.trainers import TRAINERS
from synthetic_data.records import Evidence, Pair, SectionRef
from synthetic_data.sections import Cutting, cut_document

TEXT = """# Kocher

Der Kocher heizt bis 100 °C, 水は沸騰する. The lid must stay closed while the water heats, so that no steam escapes from it.

## Größe

Es passen 1,7 Liter hinein. At most 1.7 litres fit into the vessel, and nobody should ever fill it above the mark inside.
"""
SIDES = ("train", "validation")
FILES = [name for name, kind in FORMATS.items() if kind.store.suffix in (".json", ".jsonl") and name != "json"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """All formats of 20 pairs that differ where datasets differ: with and without scores, choices, a system text."""
    folder = tmp_path_factory.mktemp("formats")
    sections = cut_document("k.md", TEXT, "0" * 64, Cutting(50, 0)).sections
    quotes = ("Der Kocher heizt bis 100 °C", "Es passen 1,7 Liter hinein")
    pairs = []
    for number in range(20):
        held_out = number % 5 == 0
        section, quote = sections[held_out], quotes[held_out]
        place = TEXT.index(quote)
        pair = Pair(
            id=f"{number:016x}",
            question=f"Wie heiß {number}?",
            answer=f'100 °C\n\n"{number}" \\ \u2028.',
            reasoning_steps=("Eins.", "Zwei.", "Drei."),
            question_type="fact_based",
            difficulty="easy",
            language="de",
            sections=(SectionRef(section.id, "k.md", "0" * 64, section.heading_path, section.start_line, section.end_line),),
            evidence=(Evidence("k.md", quote, place, place + len(quote)),),
            choices=("100 °C", "90 °C") if number % 2 else (),
            scores={"judge": number} if number > 9 else {},
            split="validation" if held_out else "train",
        )
        pairs.append(pair)
    with Shelf() as shelf:
        passages = Passages(shelf)
        for section in sections:
            passages.add(section, None)
        look = Look(CotPlan(style="reasoning_content"), "Sei knapp.", 0, passages)
        formats = [*FILES]
        if not missing("pyarrow"):
            formats += ["parquet", "hf"]
        for _ in save(lambda: map(Given, pairs), folder, Wish(tuple(formats), tuple(TRAINERS)), look):
            pass
    return folder


def missing(package: str) -> bool:
    import importlib.util

    return importlib.util.find_spec(package) is None


def bare(value: Any) -> Any:
    """A value without the empty fields that `datasets` adds so that all rows have the same."""
    if isinstance(value, list):
        return [bare(part) for part in value]
    return {key: bare(part) for key, part in value.items() if part is not None} if isinstance(value, dict) else value


def ours(folder: Path, name: str, side: str) -> list[dict]:
    return list(read(name, folder / name / f"{side}{FORMATS[name].store.suffix}"))


@pytest.fixture
def datasets(tmp_path: Path, monkeypatch) -> Any:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    library = pytest.importorskip("datasets")
    monkeypatch.setattr(library.config, "HF_DATASETS_CACHE", tmp_path / "cache")
    library.disable_progress_bars()
    return library


@pytest.mark.parametrize("name", FILES)
def test_datasets_reads_every_row_of_a_folder_as_it_was_written(name: str, folder: Path, datasets, tmp_path: Path):
    loaded = datasets.load_dataset(
        "json", data_files={side: str(folder / name / f"{side}{FORMATS[name].store.suffix}") for side in SIDES}
    )
    for side in SIDES:
        assert [bare(row) for row in loaded[side]] == ours(folder, name, side)


def test_a_hugging_face_folder_loads_with_a_config_for_each_format_and_both_splits(folder: Path, datasets):
    configs = datasets.get_dataset_config_names(str(folder / "hf"))
    assert set(configs) == set(FILES)
    for name in configs:
        loaded = datasets.load_dataset(str(folder / "hf"), name)
        for side in SIDES:
            rows = [bare(row) for row in loaded[side]]
            if name == "jsonl":
                rows = [{**row, "scores": json.loads(row["scores"])} for row in rows]
            assert rows == ours(folder, name, side), name


def test_a_folder_in_which_nothing_is_held_out_loads_all_the_same(folder: Path, datasets, tmp_path: Path):
    pair = Pair("0f", "Q?", "A.", ("1", "2", "3"), "fact_based", "easy", "en", (), ())
    for _ in save(lambda: iter([Given(pair)]), tmp_path, Wish(("hf", "messages"), ("trl",)), Look()):
        pass
    assert datasets.load_dataset(str(tmp_path / "hf"), "messages").num_rows == {"train": 4}
    assert datasets.load_dataset(str(tmp_path / "messages")).num_rows == {"train": 4}
    assert "dataset_test_split" not in (tmp_path / "messages/trl.yaml").read_text()


def test_the_card_tells_counts_sources_licence_and_how_it_was_made(folder: Path):
    pytest.importorskip("pyarrow")
    _, header, text = (folder / "hf/README.md").read_text(encoding="utf-8").split("---\n", 2)
    data = yaml.safe_load(header)
    assert (data["license"], data["language"], data["size_categories"]) == ("unknown", ["de"], ["n<1K"])
    assert [config["config_name"] for config in data["configs"] if config.get("default")] == ["jsonl"]
    for config in data["configs"]:
        assert all((folder / "hf" / entry["path"]).exists() for entry in config["data_files"])
    for words in (
        "20 question–answer pairs about one document",
        "| messages |",
        "| 64 | 16 |",
        "k.md",
        "heuristics",
        "No section",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("named", "field"),
    [
        ((None, None), {"license": "unknown"}),
        (("CC-BY-4.0", "CC-BY-4.0"), {"license": "cc-by-4.0"}),
        (("CC-BY-4.0", "MIT"), {"license": "other", "license_name": "see-sources"}),
        (("MIT", None), {"license": "other", "license_name": "see-sources"}),
        (("House rules", "House rules"), {"license": "other", "license_name": "house-rules"}),
    ],
)
def test_the_licence_is_the_one_that_all_documents_name_and_never_guessed(named, field):
    tally = Tally()
    for number, licence in enumerate(named):
        place = SectionRef(f"s{number}", f"{number}.md", "", (), 1, 1)
        metadata = {"license": licence} if licence else {}
        tally.add(Pair(f"{number}", "Q?", "A.", (), "", "easy", "", (place,), (), metadata=metadata))
    assert dataset_card.licence(tally) == field


@pytest.mark.parametrize("name", [*TRAINERS["trl"].formats])
def test_trl_finds_its_columns_and_both_splits_in_the_folder_it_is_told(name: str, folder: Path, datasets, monkeypatch):
    monkeypatch.chdir(folder / name)
    config = yaml.safe_load(Path("trl.yaml").read_text(encoding="utf-8"))
    loaded = datasets.load_dataset(config["dataset_name"])
    columns = set(loaded[config["dataset_train_split"]].column_names)
    assert loaded[config["dataset_test_split"]].num_rows == len(ours(folder, name, "validation"))
    text = config.get("dataset_text_field")
    assert text in columns if text else {"messages"} <= columns or {"prompt", "completion"} == columns


def test_trl_gets_a_prompt_that_ends_with_the_user_and_one_answer(folder: Path):
    for row in ours(folder, "prompt-completion", "train"):
        assert [turn["role"] for turn in row["prompt"]] == ["system", "user"]
        assert [turn["role"] for turn in row["completion"]] == ["assistant"]


@pytest.mark.parametrize("name", [*TRAINERS["axolotl"].formats])
def test_axolotl_is_told_the_file_the_field_and_the_names_of_roles(name: str, folder: Path):
    config = yaml.safe_load((folder / name / "axolotl.yaml").read_text(encoding="utf-8"))
    (train,), (validation,) = config["datasets"], config["test_datasets"]
    assert "val_set_size" not in config, "axolotl takes either that or test_datasets"
    for entry, side in ((train, "train"), (validation, "validation")):
        assert (folder / name / entry["path"]).exists() and (entry["ds_type"], entry["split"]) == ("json", "train")
        for row in ours(folder, name, side):
            if entry["type"] == "chat_template":
                names = entry.get("message_property_mappings", {"role": "role", "content": "content"})
                known = {word for words in entry.get("roles", {"": ["system", "user", "assistant"]}).values() for word in words}
                assert all(turn[names["role"]] in known and turn[names["content"]] for turn in row[entry["field_messages"]])
            elif entry["type"] == "completion":
                assert row[entry["field"]]
            else:
                assert entry["type"] == "alpaca_w_system.load_instruct" and {"instruction", "input", "output", "system"} == set(row)


@pytest.mark.parametrize("name", [*TRAINERS["llama-factory"].formats])
def test_llama_factory_takes_every_row_by_its_own_rules(name: str, folder: Path):
    config = yaml.safe_load((folder / name / "llama-factory.yaml").read_text(encoding="utf-8"))
    info = json.loads((folder / name / config["dataset_dir"] / "dataset_info.json").read_text(encoding="ascii"))
    for entry_name, side in ((config["dataset"], "train"), (config["eval_dataset"], "validation")):
        entry = info[entry_name]
        assert entry["formatting"] in ("alpaca", "sharegpt"), "openai would add a system text of its own"
        rows = json_rows(folder / name / entry["file_name"])
        assert len(rows) == len(ours(folder, name, side))
        for row in rows:
            assert set(entry["columns"].values()) <= set(row)
            if entry["formatting"] == "sharegpt":
                tags = entry["tags"]
                speakers = [turn[tags["role_tag"]] for turn in row[entry["columns"]["messages"]]]
                assert speakers == [tags["system_tag"], tags["user_tag"], tags["assistant_tag"]]
                assert all(turn[tags["content_tag"]] for turn in row[entry["columns"]["messages"]])


def json_rows(path: Path) -> list[dict]:
    text = path.read_text(encoding="utf-8")
    return json.loads(text) if path.suffix == ".json" else [json.loads(line) for line in text.split("\n") if line]


def test_an_empty_side_is_not_named_to_a_trainer():
    assert list(json.loads(llama_factory.alpaca_info({"train": 3, "validation": 0}, False))) == [llama_factory.NAMES["train"]]


def test_lm_eval_finds_data_choices_and_the_right_one(folder: Path):
    task = yaml.safe_load((folder / "mcq/documents_mcq.yaml").read_text(encoding="utf-8"))
    assert (task["output_type"], task["test_split"], task["training_split"]) == ("multiple_choice", "validation", "train")
    for side, file in task["dataset_kwargs"]["data_files"].items():
        rows = json_rows(folder / "mcq" / file)
        assert rows == ours(folder, "mcq", side) != []
        for row in rows:
            assert Template(task["doc_to_text"]).render(**row) == f"Question: {row['question']}\nAnswer:"
            assert row[task["doc_to_choice"]][row[task["doc_to_target"]]] == "100 °C"
