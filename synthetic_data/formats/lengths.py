"""How many tokens the rows of each format have for a real tokenizer, and how many of them a trainer would cut."""

import json
from array import array
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import UserError
from .chatml import text_of
from .look import Messages


@dataclass
class Meter:
    """Counts tokens. template renders a conversation as the model's own chat template does; without one ChatML stands in."""

    tokenizer: Any
    max_length: int
    template: Any = None
    lengths: dict[str, "array[int]"] = field(default_factory=dict)

    def add(self, name: str, said: Messages | str) -> None:
        """Measures one row of a format."""
        text = said if isinstance(said, str) else self.rendered(said)
        count = len(self.tokenizer.encode(text, add_special_tokens=isinstance(said, str)).ids)
        self.lengths.setdefault(name, array("l")).append(count)

    def rendered(self, messages: Messages) -> str:
        if self.template is not None:
            return str(self.template.render(messages=messages, add_generation_prompt=False))
        shown = [{**turn, "content": turn.get("reasoning_content", "") + turn["content"]} for turn in messages]
        return text_of(shown)

    def figures(self, name: str) -> dict[str, int]:
        """The lengths of a format's rows: median, 95th percentile, the longest, and how many rows a trainer would cut."""
        lengths = sorted(self.lengths[name])
        return {
            "median": lengths[len(lengths) // 2],
            "percentile_95": lengths[min(len(lengths) - 1, len(lengths) * 95 // 100)],
            "longest": lengths[-1],
            "rows": len(lengths),
            "cut": sum(length > self.max_length for length in lengths),
            "max_length": self.max_length,
        }

    def told(self, name: str) -> str:
        """The lengths of a format in one line."""
        told = {key: f"{value:,}" for key, value in self.figures(name).items()}
        most = f"95 % up to {told['percentile_95']}, the longest {told['longest']}"
        return f"tokens: median {told['median']}, {most}; {told['cut']} of {told['rows']} rows longer than {told['max_length']}"


def open_meter(name: str, max_length: int) -> Meter:
    """A meter for a tokenizer.json, a folder that holds one, or a model's name on the hub. Raises UserError if there is none."""
    try:
        from tokenizers import Tokenizer
    except ImportError:
        raise UserError("--tokenizer needs the package tokenizers.", "pip install tokenizers") from None
    path = Path(name)
    file = path / "tokenizer.json" if path.is_dir() else path
    try:
        tokenizer = Tokenizer.from_file(str(file)) if file.exists() else Tokenizer.from_pretrained(name)
        tokenizer.no_truncation()
    except Exception as error:  # the library raises bare Exception for whatever is wrong
        raise UserError(
            f"The tokenizer {name} cannot be read ({error}).",
            "Give a tokenizer.json, a folder that holds one, or a model's name on the Hugging Face hub.",
        ) from error
    return Meter(tokenizer, max_length, chat_template(file.parent if file.exists() else None, name))


def chat_template(folder: Path | None, name: str) -> Any:
    """The chat template that lies beside a tokenizer, compiled in a sandbox, or None."""
    source = template_source({part: read_beside(folder, name, part) for part in ("chat_template.jinja", "tokenizer_config.json")})
    if not source:
        return None
    from jinja2.exceptions import TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"])
    environment.filters["tojson"] = lambda value, **_: json.dumps(value, ensure_ascii=False)
    try:
        template = environment.from_string(source)
        template.render(messages=[{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}])
    except (TemplateError, TypeError):
        return None
    return template


def template_source(files: dict[str, str]) -> str:
    if files["chat_template.jinja"]:
        return files["chat_template.jinja"]
    try:
        given = json.loads(files["tokenizer_config.json"] or "{}").get("chat_template")
    except ValueError:
        return ""
    if isinstance(given, list):  # several by name
        given = next((entry.get("template") for entry in given if entry.get("name") == "default"), "")
    return given if isinstance(given, str) else ""


def read_beside(folder: Path | None, name: str, part: str) -> str:
    """A file beside the tokenizer, on disk or on the hub; empty if there is none."""
    if folder is not None:
        path = folder / part
        return path.read_text(encoding="utf-8") if path.exists() else ""
    try:
        from huggingface_hub import hf_hub_download

        return Path(hf_hub_download(name, part)).read_text(encoding="utf-8")
    except Exception:  # noqa: BLE001  (no file, no network, no package: then ChatML stands in for the template)
        return ""
