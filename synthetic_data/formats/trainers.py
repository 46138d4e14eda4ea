"""Ready configurations for trainers, beside the data, with the columns named as the data has them."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from ..records import Side

# Small and open, so that a first training runs anywhere; it is the first line to change. Reasoning apart from the answer needs a
# model whose chat template knows of it: others leave the field `reasoning_content` out without a word.
MODEL, REASONING_MODEL = "Qwen/Qwen2.5-0.5B-Instruct", "Qwen/Qwen3-0.6B"
CHAT_ROLES = {"roles_to_train": ["assistant"], "train_on_eos": "turn"}
AXOLOTL: dict[str, dict[str, Any]] = {
    "messages": {"type": "chat_template", "field_messages": "messages", **CHAT_ROLES},
    "sharegpt": {
        "type": "chat_template",
        "field_messages": "conversations",
        "message_property_mappings": {"role": "from", "content": "value"},
        "roles": {"user": ["human"], "assistant": ["gpt"], "system": ["system"]},
        **CHAT_ROLES,
    },
    "alpaca": {"type": "alpaca"},
    "chatml": {"type": "completion", "field": "text"},
    "cpt": {"type": "completion", "field": "text"},
}
AXOLOTL["chatml-messages"] = AXOLOTL["rag"] = AXOLOTL["messages"]
# TRL tells answers from questions in a conversation by the model's template; it does so for those it knows, and refuses others.
ANSWERS = {"assistant_only_loss": True}
TRL: dict[str, dict[str, Any]] = {
    "prompt-completion": {"completion_only_loss": True},
    "messages": ANSWERS,
    "chatml-messages": ANSWERS,
    "rag": ANSWERS,
    "chatml": {"dataset_text_field": "text"},
    "cpt": {"dataset_text_field": "text"},
}
LLAMA_FACTORY: dict[str, dict[str, Any]] = {"sharegpt": {"stage": "sft"}, "alpaca": {"stage": "sft"}, "cpt": {"stage": "pt"}}


class Trainer(NamedTuple):
    """A trainer: the command that reads the configuration; the formats that it takes, the preferred first, and what each needs."""

    command: str
    formats: Mapping[str, Mapping[str, Any]]


TRAINERS = {
    "trl": Trainer("trl sft --config trl.yaml", TRL),
    "axolotl": Trainer("axolotl train axolotl.yaml", AXOLOTL),
    "llama-factory": Trainer("llamafactory-cli train llama-factory.yaml", LLAMA_FACTORY),
}


class Data(NamedTuple):
    """The data a configuration is for: the format, the suffix of its files, the rows a side.

    systems: whether there are system texts; reasoned: whether reasoning stands apart from the answer.
    """

    format: str
    suffix: str
    rows: Mapping[Side, int]
    systems: bool = False
    reasoned: bool = False

    @property
    def model(self) -> str:
        return REASONING_MODEL if self.reasoned else MODEL


def configuration(trainer: str, data: Data, max_length: int) -> str:
    """The YAML file for a trainer; it is used from the folder that it lies in, so the folder can be moved."""
    import yaml

    build = {"trl": trl, "axolotl": axolotl, "llama-factory": llama_factory}[trainer]
    values = json.loads(json.dumps(build(data, max_length)))  # nothing is shared, so YAML needs no anchors
    head = f"# In this folder: {TRAINERS[trainer].command}\n# The model and the numbers are a start; change them as you need.\n"
    return head + yaml.safe_dump(values, sort_keys=False, allow_unicode=True)


def trl(data: Data, max_length: int) -> dict[str, Any]:
    held_out = data.rows["validation"] > 0
    return {
        "model_name_or_path": data.model,
        "dataset_name": f"../{data.format}",  # the folder itself; datasets refuses a bare dot
        "dataset_train_split": "train",
        **({"dataset_test_split": "validation", "eval_strategy": "epoch"} if held_out else {}),
        **TRL[data.format],
        "max_length": max_length,
        "learning_rate": 2.0e-4,
        "num_train_epochs": 3,
        "per_device_train_batch_size": 1,
        "gradient_accumulation_steps": 8,
        "use_peft": True,
        "lora_r": 16,
        "lora_alpha": 32,
        "output_dir": "trained",
    }


def axolotl(data: Data, max_length: int) -> dict[str, Any]:
    def entry(side: Side) -> dict[str, Any]:
        return {"path": f"{side}{data.suffix}", "ds_type": "json", "split": "train", **columns}

    columns = {"type": "alpaca_w_system.load_instruct"} if data.format == "alpaca" and data.systems else AXOLOTL[data.format]

    held_out = data.rows["validation"] > 0
    return {
        "base_model": data.model,
        "datasets": [entry("train")],
        **({"test_datasets": [entry("validation")], "evals_per_epoch": 1} if held_out else {}),
        "sequence_len": max_length,
        "adapter": "lora",
        "lora_r": 16,
        "lora_alpha": 32,
        "lora_target_linear": True,
        "micro_batch_size": 1,
        "gradient_accumulation_steps": 8,
        "num_epochs": 3,
        "optimizer": "adamw_torch",
        "lr_scheduler": "cosine",
        "learning_rate": 2.0e-4,
        "bf16": "auto",
        "output_dir": "trained",
    }


def llama_factory(data: Data, max_length: int) -> dict[str, Any]:
    from .llama_factory import NAMES

    held_out = data.rows["validation"] > 0
    return {
        "model_name_or_path": data.model,
        **LLAMA_FACTORY[data.format],
        "do_train": True,
        "finetuning_type": "lora",
        "lora_target": "all",
        "dataset_dir": ".",
        "dataset": NAMES["train"],
        **({"eval_dataset": NAMES["validation"], "eval_strategy": "epoch"} if held_out else {}),
        "template": "qwen3" if data.reasoned else "qwen",
        "cutoff_len": max_length,
        "per_device_train_batch_size": 1,
        "gradient_accumulation_steps": 8,
        "learning_rate": 1.0e-4,
        "num_train_epochs": 3.0,
        "lr_scheduler_type": "cosine",
        "bf16": True,
        "output_dir": "trained",
    }
