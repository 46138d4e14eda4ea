"""report.html: shows everything of a run, runs nothing that a document says, and can be used on a screen and on a phone."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from browser import CHROMIUM, Page

import generate_synthetic_data as script
from synthetic_data.report import data as report_data
from synthetic_data.report import page
from synthetic_data.run_folder import RunFolder, earlier_run

EVIL = """# The markup guide

</script><script>document.title="owned"</script> <img src=x onerror="document.title='owned'">

## Elements

| Element | Description |
|---|---|
| `</script><script>document.title="owned"</script>` | Runs a program inside the page. |
| `<img src=x onerror="document.title='owned'">` | Shows a picture from a file. |
| `<svg onload="document.title='owned'">` | Draws lines and shapes. |
"""
needs_browser = pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """A run over the sample documents and one that is up to no good."""
    place = tmp_path_factory.mktemp("report")
    (place / "evil.md").write_text(EVIL, encoding="utf-8")
    docs = f"{Path(script.HERE) / 'markdown_docs'},{place / 'evil.md'}"
    script.generate(docs=docs, output=place / "out", no_llm=True)
    found = earlier_run("latest", place / "out")
    assert found
    return found


def embedded(run: RunFolder) -> dict:
    page = (run.folder / "report.html").read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_every_run_writes_a_report_with_all_pairs_and_all_sections(run: RunFolder):
    manifest = json.loads((run.folder / "manifest.json").read_text(encoding="utf-8"))
    data = embedded(run)
    assert len(data["pairs"]) == data["pairs_total"] == sum(manifest["counts"]["pairs"].values())
    assert len(data["sections"]) == manifest["counts"]["sections"]
    assert sum(section[4] for section in data["sections"]) == data["pairs_total"]
    assert sum(section[5] > 0 for section in data["sections"]) >= manifest["counts"]["sections_with_pairs"]


def test_evidence_is_where_the_page_will_mark_it(run: RunFolder):
    data = embedded(run)
    texts = dict(data["texts"])
    for pair in data["pairs"]:
        document, start, end, quote = pair["e"][0]
        own = range(data["documents"][document]["first"], data["documents"][document]["last"])
        inside = [section for section in pair["x"] if section in own]
        begins = [(section, data["sections"][section][6]) for section in inside]
        assert any(texts[section][max(0, start - begin) : max(0, end - begin)] == quote for section, begin in begins)


def test_the_page_holds_only_its_own_script_and_names_nothing_on_the_network(run: RunFolder):
    page = (run.folder / "report.html").read_text(encoding="utf-8")
    assert page.count("<script") == 2 and "default-src 'none'" in page
    assert "document.title=" not in page.replace("\\u003c", "<").split('id="data">')[0]
    assert not re.findall(r'<(?:link|img|iframe|script)[^>]*(?:src|href)="?http', page)


def test_report_makes_the_same_page_again(run: RunFolder, capsys: pytest.CaptureFixture[str]):
    before = (run.folder / "report.html").read_bytes()
    (run.folder / "report.html").unlink()
    assert script.main(["report", str(run.folder)]) == 0
    assert (run.folder / "report.html").read_bytes() == before
    assert str(run.folder / "report.html") in capsys.readouterr().out


def test_a_report_without_its_run_is_told_in_two_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert script.main(["report", str(tmp_path)]) == 2
    assert "is no run" in capsys.readouterr().err


def test_of_too_many_pairs_an_even_sample_is_shown_while_counts_stay_whole(run: RunFolder, monkeypatch: pytest.MonkeyPatch):
    before = (run.folder / "report.html").read_bytes()
    monkeypatch.setattr(report_data, "MOST_PAIRS", 10)
    assert script.main(["report", str(run.folder)]) == 0
    data = embedded(run)
    assert len(data["pairs"]) == 10 and data["pairs_total"] > 10
    assert sum(section[4] for section in data["sections"]) == data["pairs_total"]
    (run.folder / "report.html").write_bytes(before)


HOSTILE = (
    """</script><script>document.title="owned"</script>\0$title ${x} \u2028 \ud83d <img src=x onerror="document.title='owned'">"""
)
ODD = [None, [], "x", 7, {"x": HOSTILE}, [HOSTILE, None]]


def copied(run: RunFolder, tmp_path: Path) -> Path:
    shutil.copytree(run.folder, tmp_path / "run-copy")
    return tmp_path / "run-copy"


def changed(folder: Path, change: Callable[[dict], object]) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    change(manifest)
    text = json.dumps(manifest, ensure_ascii=False)
    (folder / "manifest.json").write_text(text, encoding="utf-8", errors="surrogatepass")


def hostile(manifest: dict) -> None:
    """Everything that somebody else may have named."""
    manifest["engine"] |= {"model": HOSTILE, "requests": 3, "stopped": HOSTILE, "judge": {"model": HOSTILE, "requests": HOSTILE}}
    manifest["engine"]["curation"] = {
        "judged": 3, "mean_score": HOSTILE, "opener_note": HOSTILE, "calibration": {HOSTILE: {"made": 1, HOSTILE: HOSTILE}},
        "personal_data": {"action": HOSTILE, "found": {HOSTILE: 1}, "where": [{"kind": HOSTILE, "where": HOSTILE}]},
        "verify_answers": {"answered": HOSTILE},
    }  # fmt: skip
    manifest["left_out"] = [{"path": HOSTILE, "reason": HOSTILE}, 7]
    manifest["counts"]["funnel"][HOSTILE] = {"asked": 1, "kept": HOSTILE}
    manifest["counts"]["rejections"] = [HOSTILE, None]


def test_hostile_names_in_the_manifest_and_the_pairs_stay_text(run: RunFolder, tmp_path: Path):
    folder = copied(run, tmp_path)
    changed(folder, hostile)
    record = json.loads((folder / "pairs.jsonl").read_text(encoding="utf-8").split("\n")[0])
    for name in ("question", "answer", "question_type", "model", "origin", "difficulty", "language"):
        record[name] = HOSTILE
    record |= {"flags": [HOSTILE], "images": [HOSTILE], "scores": {HOSTILE: HOSTILE, "overall": HOSTILE}}
    (folder / "pairs.jsonl").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8", errors="surrogatepass")
    (folder / "rejected.jsonl").write_text(json.dumps({"reason": HOSTILE, "question": HOSTILE}), encoding="utf-8")
    assert script.main(["report", str(folder)]) == 0
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert page.count("<script") == 2 and "<img" not in page and "\0" not in page
    assert "$title ${x}" in page
    if CHROMIUM:
        with Page() as browser:
            browser.open(folder / "report.html")
            for tab in ("coverage", "pairs", "rejected"):
                browser.run(f"show('{tab}')")
            assert browser.run("document.title") == folder.name and browser.messages == []


ODD_PLACES = ("engine", "counts", "left_out", "options.cot", "engine.curation", "counts.funnel", "counts.pairs")


@pytest.mark.parametrize("name", ODD_PLACES)
def test_no_manifest_makes_the_report_fail(name: str, run: RunFolder, tmp_path: Path):
    folder = copied(run, tmp_path)
    before = (folder / "manifest.json").read_text(encoding="utf-8")
    outer, _, last = name.rpartition(".")
    for value in ODD:
        manifest = json.loads(before)
        (manifest[outer] if outer else manifest)[last] = value
        text = json.dumps(manifest, ensure_ascii=False)
        (folder / "manifest.json").write_text(text, encoding="utf-8", errors="surrogatepass")
        assert script.main(["report", str(folder)]) == 0


def test_a_run_without_pairs_has_a_report(tmp_path: Path):
    (tmp_path / "empty.md").write_text("# Nothing here\n\n***\n")
    assert script.main(["-q", "--no-llm", "--docs", str(tmp_path / "empty.md"), "--output", str(tmp_path / "out")]) == 3
    found = earlier_run("latest", tmp_path / "out")
    assert found and embedded(found)["pairs"] == []
    assert script.main(["verify", "latest", "-q", "--output", str(tmp_path / "out")]) == 0


def test_what_judging_and_hygiene_found_is_told(run: RunFolder, tmp_path: Path):
    folder = copied(run, tmp_path)
    phone = {"kind": "phone", "field": "answer", "where": "a.md, lines 3–4"}
    curation = {
        "judged": 1200, "unjudged": 3, "mean_score": 8.25, "closed_book": {"answered": 7, "agreed": 2, "missing": 1},
        "calibration": {"a negation": {"made": 4, "gates": 0, "judge": 3}},
        "personal_data": {"action": "mask", "found": {"phone": 2}, "where": [phone] * 2},
    }  # fmt: skip
    judge = {"model": "judge-7b", "requests": 9, "prompt_tokens": 5000, "completion_tokens": 700, "cost": 1.5}
    changed(folder, lambda manifest: manifest["engine"].update(curation=curation, judge=judge))
    assert script.main(["report", str(folder)]) == 0
    page = (folder / "report.html").read_text(encoding="utf-8")
    for told in (
        "1,200 pairs judged, 8.25 on average, 3 unjudged",
        "a negation",
        "phone in the answer of a pair from a.md, lines 3–4 (2 times)",
    ):
        assert told in page
    assert "judge-7b" in page and "5,000 prompt" in page and "1.5000" in page


@needs_browser
def test_in_a_real_browser_nothing_foreign_runs_and_the_filters_work(run: RunFolder, tmp_path: Path):
    data = embedded(run)
    with Page() as page:
        page.size(1200, 900)
        page.open(run.folder / "report.html")
        assert page.run("document.title") == run.folder.name
        page.run("document.querySelector('[data-tab=pairs]').click()")
        assert page.run("document.getElementById('count').textContent") == f"{len(data['pairs'])} of {len(data['pairs'])} pairs"
        kinds = [pair["t"] for pair in data["pairs"]]
        page.run(f"(type => {{ type.value = {json.dumps(kinds[0])}; type.dispatchEvent(new Event('input')) }})($('type'))")
        assert page.run("$('count').textContent").startswith(f"{kinds.count(kinds[0])} of ")
        page.run("(field => { field.value = 'owned'; field.dispatchEvent(new Event('input')) })($('search'))")
        page.run("(field => { field.value = ''; field.dispatchEvent(new Event('input')) })($('type'))")
        held = sum("owned" in " ".join([pair["q"], pair["a"], *pair["r"]]).lower() for pair in data["pairs"])
        assert page.run("document.querySelectorAll('#list article').length") == held > 0
        page.run("document.querySelector('[data-tab=coverage]').click()")
        assert page.run("document.querySelectorAll('.cell').length") == len(data["sections"])
        page.run("document.querySelector('.cell:not(.hole):not(.none)').click()")
        assert page.run("$('section').open && document.querySelectorAll('#section-text mark').length") > 0
        page.run("document.querySelector('[data-tab=rejected]').click()")
        for number, (width, dark) in enumerate([(1200, False), (390, True)]):
            page.size(width, 800, dark)
            for tab in ("overview", "coverage", "pairs", "rejected"):
                page.run(f"$('section').close(); show('{tab}')")
                assert page.run("document.documentElement.scrollWidth") <= width
                page.screenshot(tmp_path / f"{tab}-{number}.png")
                assert (tmp_path / f"{tab}-{number}.png").stat().st_size > 5000
        assert page.run("document.title") == run.folder.name
        assert page.messages == [] and all(url.startswith("file:") for url in page.requests)


def test_which_backend_ran_and_whether_its_cache_survived_stands_in_the_report():
    engine = {"model": "m", "requests": 3, "backend": "PytorchEngineConfig", "prefix_caching": False}
    told = page.facts(report_data.Tally(), {"engine": engine})
    assert "<dt>Backend</dt><dd>PytorchEngineConfig, prefix cache off</dd>" in told
    assert "Backend" not in page.facts(report_data.Tally(), {"engine": {"model": "m", "requests": 3}})
