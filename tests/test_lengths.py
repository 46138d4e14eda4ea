"""Token lengths with a real tokenizer: what is counted is what a trainer gets, marks of the chat template included."""

import json
from pathlib import Path

import pytest

import generate_synthetic_data as script
from synthetic_data.errors import UserError

TURNS = [{"role": "user", "content": "one two"}, {"role": "assistant", "content": "three"}]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a tokenizer that counts words."""
    tokenizers = pytest.importorskip("tokenizers")
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel({"[UNK]": 0}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.WhitespaceSplit()
    folder = tmp_path / "model"
    folder.mkdir()
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def meter(name: object, limit: int = 16):
    from synthetic_data.formats.lengths import open_meter

    return open_meter(str(name), limit)


def test_without_a_chat_template_chatml_stands_in_and_plain_text_is_counted_as_it_is(folder: Path):
    counter = meter(folder / "tokenizer.json")
    counter.add("messages", TURNS)  # <|im_start|>user one two<|im_end|> <|im_start|>assistant three<|im_end|>
    counter.add("cpt", "a b c")
    assert {name: list(lengths) for name, lengths in counter.lengths.items()} == {"messages": [5], "cpt": [3]}


def test_the_models_own_chat_template_is_used(folder: Path):
    template = "{% for message in messages %}{{ message.role }} : {{ message.content }} | {% endfor %}"
    (folder / "tokenizer_config.json").write_text(json.dumps({"chat_template": template}))
    counter = meter(folder)
    counter.add("messages", TURNS)
    assert list(counter.lengths["messages"]) == [9]


def test_a_template_that_reaches_for_more_than_it_may_is_not_run(folder: Path):
    (folder / "chat_template.jinja").write_text("{{ messages.__class__.__mro__ }}")
    counter = meter(folder)
    counter.add("messages", TURNS)
    assert list(counter.lengths["messages"]) == [5]


def test_rows_longer_than_the_trainer_takes_are_counted_and_told(folder: Path, tmp_path: Path, capsys):
    file = tmp_path / "train.jsonl"
    rows = [{"question": "how", "answer": "word " * count} for count in (5, 30, 50)]
    file.write_text("\n".join(map(json.dumps, rows)))
    flags = ["--format", "messages", "--tokenizer", str(folder), "--max-length", "40"]
    assert script.main(["save-as", str(file), *flags]) == 0
    assert "tokens: median 34, 95 % up to 54, the longest 54; 1 of 3 rows longer than 40" in capsys.readouterr().out


def test_what_is_no_tokenizer_is_told(tmp_path: Path):
    pytest.importorskip("tokenizers")
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(UserError, match="cannot be read"):
        meter(tmp_path)
