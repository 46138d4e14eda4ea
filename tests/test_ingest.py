"""ingest: what goes where, what is never overwritten, and that one bad source is told and stops no other."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from ingest_documents import epub, png, put, zipped

import generate_synthetic_data as script
from synthetic_data.ingest import run as running
from synthetic_data.ingest.convert import Conversion
from synthetic_data.ingest.plan import Wishes, make_plan
from synthetic_data.ingest.sources import find_sources

FACTS = "The pump must be switched off before the filter is changed. The filter is a paper cartridge that holds back sand and rust."


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return tmp_path / "docs"


@pytest.fixture
def ingest(docs: Path) -> Callable[..., int]:
    return lambda *arguments: script.main(["ingest", *map(str, arguments), "--docs", str(docs)])


def front(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])


def body(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("---\n", 2)[2]


def test_the_front_matter_says_what_a_file_was_made_from(tmp_path, docs, ingest):
    put(tmp_path, "in/pump.txt", FACTS)
    assert ingest(tmp_path / "in") == 0
    head = front(docs / "pump.md")
    assert head["source"] == "in/pump.txt"
    assert len(head["sha256"]) == len(head["converted_sha256"]) == 64
    assert head["converter"].startswith("plain_text ")
    assert body(docs / "pump.md").strip() == FACTS


def test_folders_are_read_with_all_below_them_and_kept(tmp_path, docs, ingest):
    for name in ("a.txt", "north/b.txt", "north/far/c.txt", ".hidden/d.txt", "~$lock.docx", ".e.txt"):
        put(tmp_path, f"in/{name}", FACTS)
    assert ingest(tmp_path / "in") == 0
    assert sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md")) == ["a.md", "north/b.md", "north/far/c.md"]


def test_a_glob_is_resolved_where_the_shell_did_not(tmp_path, docs, ingest):
    put(tmp_path, "in/a.txt", FACTS)
    put(tmp_path, "in/sub/b.txt", FACTS)
    put(tmp_path, "in/c.csv", "x,y\n1,2\n")
    assert ingest(f"{tmp_path}/in/**/*.txt") == 0
    assert sorted(path.name for path in docs.rglob("*.md")) == ["a.md", "b.md"]


def test_two_sources_with_one_name_do_not_overwrite_each_other(tmp_path, docs, ingest):
    put(tmp_path, "one/pump.txt", "First text of this name.")
    put(tmp_path, "two/pump.txt", "Second text of this name.")
    put(tmp_path, "two/pump.csv", "part,price\nfilter,3\n")
    assert ingest(tmp_path / "one", tmp_path / "two") == 0
    assert len(list(docs.glob("pump*.md"))) == 3
    assert {front(path)["source"] for path in docs.glob("*.md")} == {"one/pump.txt", "two/pump.txt", "two/pump.csv"}


def test_a_file_that_was_not_converted_is_never_written_to(tmp_path, docs, ingest):
    put(docs, "pump.md", "# Written by hand\n")
    put(tmp_path, "in/pump.txt", FACTS)
    assert ingest(tmp_path / "in", "--force") == 0
    assert (docs / "pump.md").read_text() == "# Written by hand\n"
    assert FACTS in (docs / "pump.txt.md").read_text()


def test_an_unchanged_source_is_not_converted_again_and_a_changed_one_is(tmp_path, docs, ingest, capsys):
    source = put(tmp_path, "in/pump.txt", FACTS)
    ingest(source)
    written = (docs / "pump.md").stat().st_mtime_ns
    capsys.readouterr()
    assert ingest(source) == 0
    assert "Unchanged  1" in capsys.readouterr().out
    assert (docs / "pump.md").stat().st_mtime_ns == written
    source.write_text("Now it says something else.")
    assert ingest(source) == 0
    assert "something else" in body(docs / "pump.md")
    assert len(list(docs.glob("*.md"))) == 1


@pytest.mark.parametrize(
    "mend", [lambda text: text.replace("The pump", "The PUMP"), lambda text: text.replace("source:", "title: Pumps\nsource:")]
)
def test_what_a_person_mended_is_kept_until_force_is_said(tmp_path, docs, ingest, capsys, mend):
    source = put(tmp_path, "in/pump.txt", FACTS)
    ingest(source)
    target = docs / "pump.md"
    mended = mend(target.read_text())
    target.write_text(mended)
    assert ingest(source) == 0, "the source has not changed: nothing is missing"
    source.write_text("A new edition.")
    assert ingest(source) == 3
    assert "--force" in capsys.readouterr().out
    assert target.read_text() == mended
    assert ingest(source, "--force") == 0
    assert "A new edition." in target.read_text()


def test_line_ends_of_windows_are_no_mending(tmp_path, docs, ingest):
    source = put(tmp_path, "in/pump.txt", FACTS)
    ingest(source)
    target = docs / "pump.md"
    target.write_bytes(target.read_bytes().replace(b"\n", b"\r\n"))
    source.write_text("A new edition.")
    assert ingest(source) == 0


def test_one_bad_source_is_named_with_its_reason_and_stops_no_other(tmp_path, docs, ingest, capsys):
    put(tmp_path, "in/good.txt", FACTS)
    put(tmp_path, "in/empty.txt", "")
    put(tmp_path, "in/program.exe", b"MZ")
    put(tmp_path, "in/old.doc", b"\xd0\xcf\x11\xe0")
    put(tmp_path, "in/binary.txt", b"a\0b")
    (tmp_path / "in" / "gone.txt").symlink_to(tmp_path / "nowhere")
    assert ingest(tmp_path / "in") == 3
    told = capsys.readouterr().out
    assert "Converted  1 " in told
    assert "Left out   5" in told
    for words in (
        "empty.txt is empty",
        "no converter for .exe",
        "save it as .docx",
        "binary.txt is a binary file",
        "gone.txt cannot be read",
    ):
        assert words in told
    assert [path.name for path in docs.iterdir()] == ["good.md"]


def test_a_source_that_is_too_large_is_left_out(tmp_path, docs, ingest, capsys):
    put(tmp_path, "in/pump.txt", FACTS)
    assert ingest(tmp_path / "in", "--max-size", "0.00001") == 3
    assert "--max-size allows" in capsys.readouterr().out


def test_bombs_encrypted_and_broken_archives_are_refused(tmp_path, docs, ingest, capsys):
    pytest.importorskip("markdownify")
    put(tmp_path, "in/bomb.epub", zipped({"a": bytes(60_000_000)}))
    put(tmp_path, "in/cut.epub", epub({"a.xhtml": "<p>text</p>"})[:300])
    put(tmp_path, "in/locked.epub", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    put(tmp_path, "in/other.epub", zipped({"readme.txt": "no book"}))
    assert ingest(tmp_path / "in") == 3
    told = capsys.readouterr().out
    assert "bomb.epub is a zip bomb" in told
    assert "cut.epub is corrupt" in told
    assert "locked.epub is encrypted" in told
    assert "other.epub is corrupt, or no EPUB" in told
    assert not docs.exists() or not list(docs.iterdir())


def test_preview_tells_what_would_be_done_and_writes_nothing(tmp_path, docs, ingest, capsys):
    put(tmp_path, "in/pump.txt", FACTS)
    put(tmp_path, "in/x.exe", b"MZ")
    assert ingest(tmp_path / "in", "--preview") == 3
    told = capsys.readouterr().out
    assert f"→ {docs / 'pump.md'} (text)" in told
    assert "x.exe is not supported" in told
    assert not docs.exists()


def test_a_missing_package_is_told_with_the_line_that_installs_it(tmp_path, docs, ingest, capsys, monkeypatch):
    put(tmp_path, "in/page.html", "<p>text</p>")
    monkeypatch.setitem(sys.modules, "markdownify", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert ingest(tmp_path / "in") == 3
    assert "needs a package that is not installed: pip install markdownify imagesize" in capsys.readouterr().out


def test_a_place_that_does_not_exist_is_told_at_once(docs, ingest, capsys):
    assert ingest("nowhere/at/all.pdf") == 2
    assert "does not exist" in capsys.readouterr().err


def test_the_documents_folder_is_no_source_of_itself(tmp_path, docs, ingest):
    put(docs, "written.md", "# By hand\n")
    put(tmp_path, "pump.txt", FACTS)
    assert ingest(tmp_path) == 0
    assert sorted(path.name for path in docs.iterdir()) == ["pump.md", "written.md"]


def test_markdown_from_elsewhere_comes_with_its_images_and_its_own_title(tmp_path, docs, ingest):
    pytest.importorskip("imagesize")
    put(tmp_path, "in/pump.md", "---\ntitle: Pumps\n---\n# Pump\n\n![a pump](img/p.png) ![gone](img/q.png)\n")
    put(tmp_path, "in/img/p.png", png())
    ingest(tmp_path / "in")
    assert front(docs / "pump.md")["title"] == "Pumps"
    assert "![a pump](pump_images/" in body(docs / "pump.md")
    assert "![gone](img/q.png)" in body(docs / "pump.md")
    assert (docs / "pump_images").is_dir()


def test_an_image_with_a_caption_becomes_a_document_and_its_caption_none(tmp_path, docs, ingest, capsys):
    pytest.importorskip("PIL")
    pytest.importorskip("imagesize")
    put(tmp_path, "in/pump.png", png())
    put(tmp_path, "in/pump.txt", "A centrifugal pump [cut open].\n\nThe wheel is at the left.")
    put(tmp_path, "in/bare.png", png(shade=9))
    put(tmp_path, "in/story.png", png(shade=8))
    put(tmp_path, "in/story.txt", FACTS * 50)
    assert ingest(tmp_path / "in") == 0
    told = capsys.readouterr().out
    assert "2 images without a caption" in told
    assert sorted(path.name for path in docs.glob("*.md")) == ["pump.md", "story.txt.md"], "a long text is a document of its own"
    assert body(docs / "pump.md").strip().startswith("![A centrifugal pump \\[cut open\\].](pump_images/")
    assert ingest(tmp_path / "in" / "bare.png") == 3, "asked for by name, it is missing"


def test_an_image_may_carry_its_caption_in_its_metadata(tmp_path, docs, ingest):
    image = pytest.importorskip("PIL.Image")
    pytest.importorskip("imagesize")
    picture = image.new("RGB", (90, 90))
    exif = picture.getexif()
    exif[0x010E] = "A pump in the rain"
    picture.save(put(tmp_path, "in/pump.jpg", b""), exif=exif)
    assert ingest(tmp_path / "in") == 0
    assert "A pump in the rain" in body(docs / "pump.md")


def test_images_that_a_new_edition_no_longer_shows_are_removed_and_a_persons_own_stay(tmp_path, docs, ingest):
    pytest.importorskip("imagesize")
    source = put(tmp_path, "in/pump.md", "![a](a.png)\n")
    put(tmp_path, "in/a.png", png())
    ingest(source)
    own = put(docs, "pump_images/mine.png", png(shade=1))
    source.write_text("No picture any more.\n")
    ingest(source)
    assert [path.name for path in own.parent.iterdir()] == ["mine.png"]


class Crashing(Conversion):
    """Ends its whole process on a source of a certain name."""

    def __call__(self, planned):
        if "crash" in planned.source.name:
            import os

            os._exit(11)
        return super().__call__(planned)


def test_a_converter_that_crashes_takes_only_its_own_source_with_it(tmp_path, docs):
    for name in ("a.txt", "crash.txt", "z.txt"):
        put(tmp_path, f"in/{name}", FACTS)
    wishes = Wishes(docs)
    planned = make_plan(find_sources([str(tmp_path / "in")], docs), wishes)
    outcomes = list(running.convert_all(planned, Crashing(wishes), 2))
    assert [(outcome.planned.source.name, outcome.status) for outcome in outcomes] == [
        ("a.txt", "converted"),
        ("crash.txt", "left out"),
        ("z.txt", "converted"),
    ]


def test_the_main_job_ingests_first_and_counts_what_could_not_be_converted(tmp_path, docs):
    text = "A filter cartridge is a replaceable part that holds back sand and rust. "
    text += "The supply must be closed before the cartridge is changed."
    put(tmp_path, "in/pump.txt", f"Filter cartridges\n=================\n\n{text}\n")
    put(tmp_path, "in/x.exe", b"MZ")
    result = script.generate(docs=str(docs), ingest=str(tmp_path / "in"), output=tmp_path / "out", no_llm=True)
    assert result.pairs["train"] + result.pairs["validation"] > 0
    assert [name for name, _ in result.skipped] == [str(tmp_path / "in" / "x.exe")]
    assert result.exit_code == 3
    manifest = json.loads((result.folder / "manifest.json").read_text(encoding="utf-8"))
    assert "not supported" in manifest["left_out"][0]["reason"]


def test_a_dry_run_converts_nothing(tmp_path, docs):
    put(docs, "there.md", "# There\n\n" + FACTS)
    put(tmp_path, "in/pump.txt", FACTS)
    script.generate(docs=str(docs), ingest=str(tmp_path / "in"), output=tmp_path / "out", no_llm=True, dry_run=True)
    assert [path.name for path in docs.iterdir()] == ["there.md"]
