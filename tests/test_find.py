"""Finding documents: folders, files and globs, narrowed by patterns, in one stable order."""

import os
from pathlib import Path

import pytest

from synthetic_data.errors import UserError
from synthetic_data.sections import Cutting, Skipped, find_documents, read_document


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    for name in ("b.md", "a.markdown", "sub/C.MD", "sub/deep/d.md", "notes.txt", ".git/x.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# Hi\n")
    return tmp_path


def names(*places: str, **narrowing: list[str]) -> list[str]:
    return [found.name for found in find_documents(places, **narrowing)]


def test_a_folder_is_read_to_its_depth_in_a_stable_order(docs: Path):
    assert names(str(docs)) == ["a.markdown", "b.md", "sub/C.MD", "sub/deep/d.md"]


def test_files_globs_and_commas_may_be_mixed_and_nothing_comes_twice(docs: Path):
    assert names(f"{docs}/b.md,{docs}/sub", f"{docs}/*.md") == ["C.MD", "b.md", "deep/d.md"]
    assert names(f"{docs}/**/d.md") == ["sub/deep/d.md"]


def test_include_and_exclude_narrow_by_relative_path(docs: Path):
    assert names(str(docs), include=["sub/*"]) == ["sub/C.MD", "sub/deep/d.md"]
    assert names(str(docs), exclude=["sub/*", "a*"]) == ["b.md"]


def test_two_places_with_one_file_name_keep_apart(tmp_path: Path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "readme.md").write_text(folder)
    assert names(str(tmp_path / "one"), str(tmp_path / "two")) == ["readme.md", "two/readme.md"]


def test_a_missing_folder_and_an_empty_one_are_told_with_a_way_out(tmp_path: Path):
    with pytest.raises(UserError, match="does not exist"):
        find_documents([str(tmp_path / "nowhere")])
    with pytest.raises(UserError, match="No markdown document"):
        find_documents([str(tmp_path)])


def test_a_folder_that_cannot_be_opened_is_named_and_counted_as_left_out(docs: Path, monkeypatch):
    opening = os.scandir

    def closed(path):
        if Path(path).name == "sub":
            raise PermissionError(13, "Permission denied", str(path))
        return opening(path)

    monkeypatch.setattr(os, "scandir", closed)
    assert names(str(docs)) == ["a.markdown", "b.md", "sub/"]
    assert names(str(docs), include=["a*"]) == ["a.markdown", "sub/"]
    assert names(str(docs), exclude=["sub/*"]) == ["a.markdown", "b.md"]
    (found,) = find_documents([f"{docs}/sub"])
    reading = read_document(found, Cutting())
    assert isinstance(reading, Skipped)
    assert (reading.name, reading.failed) == (f"{docs}/sub/", True)
    assert "cannot be read" in reading.reason
