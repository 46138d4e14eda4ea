"""The YAML block that opens a question file, with the line of every key and value."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from synthetic_data.errors import UserError
from synthetic_data.prompts.prompt_files import PromptFile, complaint, did_you_mean


@dataclass(frozen=True, slots=True)
class Value:
    """What one key holds, as written: a word, a list of words, or None for what is nested deeper; and its line in the file."""

    value: str | tuple[str, ...] | None
    line: int


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The keys of one question file."""

    path: Path
    values: dict[str, Value]

    def word(self, key: str) -> str:
        """The single value of a key; UserError if it is empty or a list."""
        value = self.values[key].value
        if not isinstance(value, str) or not value:
            raise self.refusal(key, "is not a single value", f"Write `{key}: value` on one line.")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """The members of a list, each once; UserError if there are none or it is no list."""
        value = self.values[key].value
        if not isinstance(value, tuple) or not value or not all(value):
            raise self.refusal(key, "is not a list of words", f"Write `{key}: [one, two]`.")
        return tuple(dict.fromkeys(value))

    def refusal(self, key: str, what: str, fix: str) -> UserError:
        """The error about the value of a key, with its line; `what` goes on after the key's name."""
        return complaint(self.path, self.values[key].line, f"{key} {what}.", fix)


def split_front_matter(file: PromptFile) -> tuple[str, str, int]:
    """The YAML between the two `---` lines, the body after it, and the line of the file the body starts on.

    Raises UserError if the file does not open with such a block.
    """
    lines = file.text.split("\n")
    fix = "Begin the file with a line ---, the keys, and a second line --- before the prompt itself."
    if lines[0].rstrip() != "---":
        raise complaint(file.path, 1, "a question type begins with front matter, and this file does not.", fix)
    for index, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            return "\n".join(lines[1:index]), "\n".join(lines[index + 1 :]), index + 2
    raise complaint(file.path, 1, "the front matter is not closed.", fix)


def read_front_matter(source: str, path: Path, keys: Sequence[str]) -> FrontMatter:
    """Every key with its value; exactly `keys`, each once.

    Raises UserError, naming file and line, for YAML that cannot be read and for an unknown, repeated or missing key.
    """
    import yaml

    try:
        root = yaml.compose(source, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error).splitlines()[0]
        line = mark.line + 2 if mark else 1
        raise complaint(path, line, f"the front matter is not YAML ({reason}).", "Write lines of the form `key: value`.") from error
    if not isinstance(root, yaml.MappingNode):
        raise complaint(path, 1, "the front matter holds no keys.", f"Give it the keys {', '.join(keys)}.")
    found: dict[str, Value] = {}
    for key_node, value_node in root.value:
        key, line = str(key_node.value), key_node.start_mark.line + 2
        if key not in keys:
            raise complaint(path, line, f'unknown key "{key}".', did_you_mean(key, keys))
        if key in found:
            raise complaint(path, line, f'the key "{key}" stands here a second time.', "Remove one of the two.")
        # An empty value is marked where the next token stands, possibly lines further down.
        found[key] = Value(_plain_value(value_node), line if value_node.value == "" else value_node.start_mark.line + 2)
    missing = [key for key in keys if key not in found]
    if missing:
        raise complaint(path, 1, f"the front matter lacks {', '.join(missing)}.", f"Its keys are {', '.join(keys)}.")
    return FrontMatter(path, found)


def _plain_value(node: object) -> str | tuple[str, ...] | None:
    import yaml

    if isinstance(node, yaml.ScalarNode):
        return str(node.value).strip()
    if isinstance(node, yaml.SequenceNode):
        return tuple(str(item.value).strip() if isinstance(item, yaml.ScalarNode) else "" for item in node.value)
    return None
