"""The house keeps its rules: imports go down the stairs only, files and functions stay short, README and code say the same."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "synthetic_data"
FLOORS = [
    {"errors", "records", "exchange", "spread"},
    {"text", "files", "fetch", "workers", "progress", "cot"},
    {"sections", "split", "prompts", "pictures", "gates", "formats", "run_folder", "options", "replies"},
    {"heuristics", "engines", "hygiene", "ingest"},
    {"generate"},
    {"curate"},
    {"export", "report", "verify"},
    {"commands"},
]
# The heuristics have stairs of their own; at their top stand the families' table and who answers with them.
STAIRS = [
    {"words"},
    {"tables", "verdicts"},
    {"howto", "summing", "terms"},
    {"comparing", "duties", "worded"},
    {"causes", "linking"},
    {"families", "answering", "abstaining"},
]
STEP_OF = {room: number for number, rooms in enumerate(STAIRS) for room in rooms}
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
MODULES = sorted(HOUSE.rglob("*.py"))


def imported_rooms(module: Path, inside: tuple[str, ...] = ()) -> set[str]:
    """The rooms of the house, or those inside one of them, that a module imports."""
    above = ("synthetic_data", *inside)
    package = module.relative_to(ROOT).with_suffix("").parts
    rooms = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            base = list(package[: len(package) - node.level]) if node.level else []
            target = base + (node.module.split(".") if node.module else [])
            names = [target] if len(target) > len(above) else [[*target, alias.name] for alias in node.names]
            rooms |= {name[len(above)] for name in names if tuple(name[: len(above)]) == above and len(name) > len(above)}
    return rooms


def room_of(module: Path) -> str:
    return module.relative_to(HOUSE).with_suffix("").parts[0]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_room_imports_rooms_on_lower_floors_only(module: Path):
    room = room_of(module)
    if room == "__init__":
        return
    for other in imported_rooms(module) - {room, "__version__"}:
        assert FLOOR_OF[other] < FLOOR_OF[room], f"{room} (floor {FLOOR_OF[room]}) imports {other} (floor {FLOOR_OF[other]})"


@pytest.mark.parametrize("module", sorted((HOUSE / "heuristics").rglob("*.py")), ids=lambda path: str(path.relative_to(HOUSE)))
def test_families_know_only_what_stands_below_them(module: Path):
    room = module.relative_to(HOUSE / "heuristics").with_suffix("").parts[0]
    if room == "__init__":
        return
    for other in imported_rooms(module, ("heuristics",)) - {room}:
        assert STEP_OF[other] < STEP_OF[room] or {room, other} <= STAIRS[-1], f"{room} imports {other}"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_files_and_functions_stay_short_and_every_module_says_what_it_is_for(module: Path):
    text = module.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "a module opens with one sentence saying what it is for"
    assert text.count("\n") <= 320
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno <= 50, f"{node.name} is too long"


def test_help_imports_nothing_heavy():
    code = "import sys; import generate_synthetic_data as g\n"
    code += "try: g.main(['--help'])\nexcept SystemExit: pass\nprint(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = done.stdout.splitlines()[-1]
    for heavy in ("numpy", "markdown_it", "jinja2", "yaml", "bm25s", "fasttext", "sentencex", "torch", "lmdeploy", "tqdm"):
        assert f"'{heavy}'" not in loaded, f"--help imported {heavy}"


def test_the_readme_names_every_flag_and_every_question_type():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    help_text = subprocess.run(
        [sys.executable, "generate_synthetic_data.py", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    flags = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", help_text)) - {"--help"}
    missing = [flag for flag in sorted(flags) if not flag.startswith("--no-") and flag not in readme]
    assert not missing
    types = {path.stem for path in (ROOT / "prompts" / "questions").glob("*.md")}
    assert [name for name in sorted(types) if name not in readme] == []


def test_the_readme_names_every_subcommand_and_every_flag_of_each(capsys: pytest.CaptureFixture[str]):
    import generate_synthetic_data as script
    from synthetic_data.commands.stages import STAGES

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in STAGES:
        with pytest.raises(SystemExit):
            script.main([name, "--help"])
        help_text = capsys.readouterr().out
        assert f"`{name}" in readme
        flags = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", help_text)) - {"--help"}
        assert [flag for flag in sorted(flags) if not flag.startswith("--no-") and flag not in readme] == []


def test_how_it_works_in_the_readme_is_the_numbered_list_that_run_follows():
    source = (ROOT / "generate_synthetic_data.py").read_text(encoding="utf-8")
    steps = re.findall(r"# (\d+)\. (\w+)", source)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.split("## How it works")[1].split("\n## ")[0]
    listed = re.findall(r"^(\d+)\. \*\*(\w+)", section, re.MULTILINE)
    assert steps == listed
