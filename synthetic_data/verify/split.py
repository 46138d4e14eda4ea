"""Whether the two sides are clean: no section, near-duplicate, image or question on both, and each where the manifest puts it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from ..generate.answers import asked
from ..generate.library import Library
from ..generate.sides import near_duplicate_groups
from ..records import Pair
from ..run_folder import RunFolder
from ..text.question_merge import merge
from ..text.same_question import features
from .state import Verification, within


def check_sides(pairs: Sequence[Pair], library: Library, manifest: Mapping[str, Any], state: Verification) -> None:
    """No section and no near-duplicate section on both sides."""
    if within(manifest, "options").get("split_by") == "question":
        state.notes.append("The run was split by question: both sides may ask about one section.")
        return
    group_of = {note.id: group for note, group in zip(library.notes, near_duplicate_groups(library), strict=True)}
    sides: dict[Any, dict[str, str]] = defaultdict(dict)
    planned = within(manifest, "split").get("validation_sections")
    validation = set(map(str, planned)) if isinstance(planned, list) else None
    for pair in pairs:
        for part in pair.sections:
            sides[group_of.get(part.id, part.id)].setdefault(pair.split, pair.id)
            if validation is not None and (part.id in validation) != (pair.split == "validation"):
                state.fault("split", pair.id, f"is on the side {pair.split}, on which the manifest does not put section {part.id}")
    for both in sides.values():
        if len(both) > 1:
            state.fault("split", " and ".join(sorted(both.values())), "the same or nearly the same section is on both sides")


def check_images(run: RunFolder, pairs: Sequence[Pair], manifest: Mapping[str, Any], state: Verification) -> None:
    """Every image that a pair names lies in the run folder, and none is on both sides."""
    sides: dict[str, dict[str, str]] = defaultdict(dict)
    folder = run.folder.resolve()
    for pair in pairs:
        for path in pair.images:
            sides[path].setdefault(pair.split, pair.id)
            file = run.folder / path.replace("\0", "")
            if not file.resolve().is_relative_to(folder) or not file.is_file():
                state.fault("images", pair.id, f"{path} is not in the run folder")
    for path, both in sides.items():
        if len(both) > 1 and within(manifest, "options").get("split_by") != "question":
            state.fault("split", " and ".join(sorted(both.values())), f"{path} is on both sides")


def check_same(pairs: Sequence[Pair], state: Verification) -> None:
    """No two pairs ask the same, least of all on different sides, and none has another's id."""
    texts = [(asked(pair.question, pair.images), pair.answer) for pair in pairs]
    kept = merge([features(*text) for text in texts], [0.0] * len(texts), texts.__getitem__)
    for number, other in enumerate(kept):
        if other != number:
            across = pairs[number].split != pairs[other].split
            told = "both sides ask the same" if across else "two pairs ask the same"
            state.fault("split" if across else "duplicates", f"{pairs[other].id} and {pairs[number].id}", told)
    for identity, count in Counter(pair.id for pair in pairs).items():
        if count > 1:
            state.fault("duplicates", identity, f"{count} pairs have this id")
