"""TRL itself on its ready configurations: rows in are rows trained on, and the loss falls on the answer where it should.

Runs where TRL is installed (`pip install trl peft`; a torch for CPUs is enough); else skipped.
"""

import json
from pathlib import Path
from typing import Any

import pytest

WHY = "TRL is not installed; it brings torch: pip install trl peft"
trl = pytest.importorskip("trl", reason=WHY)
pytest.importorskip("peft", reason=WHY)

import generate_synthetic_data as script  # noqa: E402

FORMATS = ("prompt-completion", "messages", "chatml-messages", "rag", "chatml", "cpt")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run on one of the sample documents, in every format that TRL takes."""
    docs = script.HERE / script.MARKDOWN_DOCS_DIR / "prometheus-docs" / "introduction"
    output = tmp_path_factory.mktemp("run")
    flags = [
        "--format",
        ",".join(FORMATS),
        "--trainer",
        "trl",
        "--system",
        "Answer briefly.",
        "--max-length",
        "4096",
        "--cot",
        "none,one",
    ]
    assert script.main(["-q", "--no-llm", "--docs", str(docs), "--output", str(output), *flags]) == 0
    return next(output.glob("run-*"))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model with random weights whose tokenizer knows bytes, and whose template is one that TRL knows."""
    import tokenizers
    import transformers

    marks = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    alphabet = sorted(tokenizers.pre_tokenizers.ByteLevel.alphabet())
    bare = tokenizers.Tokenizer(tokenizers.models.BPE({sign: number for number, sign in enumerate(alphabet)}, []))
    bare.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False)
    bare.decoder = tokenizers.decoders.ByteLevel()
    tokenizer = transformers.PreTrainedTokenizerFast(
        tokenizer_object=bare, eos_token=marks[2], pad_token=marks[0], additional_special_tokens=marks
    )
    tokenizer.chat_template = (Path(trl.__file__).parent / "chat_templates" / "qwen2_5.jinja").read_text(encoding="utf-8")
    sizes = {"hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1, "num_attention_heads": 1, "num_key_value_heads": 1}
    config = transformers.Qwen2Config(vocab_size=len(tokenizer), **sizes)
    folder = tmp_path_factory.mktemp("model")
    transformers.Qwen2ForCausalLM(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def answer_of(row: dict[str, Any]) -> str:
    return str((row.get("completion") or row["messages"])[-1]["content"])


@pytest.mark.parametrize("name", FORMATS)
def test_every_row_is_trained_on_and_of_a_conversation_the_answer_only(
    name: str, run: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    import datasets
    import transformers

    monkeypatch.chdir(run / name)
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")
    parser = trl.TrlParser((trl.ScriptArguments, trl.SFTConfig, trl.ModelConfig))
    given = ["--config", "trl.yaml", "--model_name_or_path", str(model), "--max_steps", "1", "--use_cpu", "true", "--bf16", "false"]
    given += ["--report_to", "none", "--eval_strategy", "no", "--output_dir", str(tmp_path / "trained")]
    told, settings, about = parser.parse_args_and_config(given)
    data = datasets.load_dataset(told.dataset_name)[told.dataset_train_split]
    tokenizer = transformers.AutoTokenizer.from_pretrained(model)
    trainer = trl.SFTTrainer(
        str(model), settings, train_dataset=data, processing_class=tokenizer, peft_config=trl.get_peft_config(about)
    )
    trainer.train()
    rows = [json.loads(line) for line in Path("train.jsonl").read_text(encoding="utf-8").split("\n") if line]
    assert len(trainer.train_dataset) == len(rows) > 10
    for row, prepared in zip(rows, trainer.train_dataset, strict=True):
        batch = trainer.data_collator([prepared])
        pairs = zip(batch["input_ids"][0].tolist(), batch["labels"][0].tolist(), strict=True)
        trained = tokenizer.decode([token for token, label in pairs if label != -100])
        if "text" in row:
            assert trained.removesuffix("<|im_end|>") == row["text"].removesuffix("<|im_end|>")
        else:
            assert trained.replace("<|im_end|>", "").strip() == answer_of(row).strip()
