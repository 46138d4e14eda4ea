"""Images from end to end: shown to a model that takes them, left out and counted otherwise, kept in rows or not."""

import base64
import json
import re
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from fake_server import FakeServer, chat, pair, pairs, quoting
from pictures import png

import generate_synthetic_data as script

TEXT = """# Kettle guide

A kettle is a vessel that heats water until it boils and then switches itself off.

![Kettle, cut open](img/kettle.png)

The lid must stay closed while the water heats, and at most 1.7 litres fit into the vessel.
"""
LINE = "![Kettle, cut open](img/kettle.png)"
IMAGE_QUESTION = "In the cutaway diagram of the kettle, what lies below the vessel?"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    (folder / "img").mkdir(parents=True)
    (folder / "kettle.md").write_text(TEXT)
    (folder / "img" / "kettle.png").write_bytes(png(300, 200))
    return folder


def run(server: FakeServer, docs: Path, output: Path, *arguments: object) -> int:
    return script.main(["-q", "--base-url", server.url, "--docs", str(docs), "--output", str(output), *map(str, arguments)])


def lines(output: Path, name: str = "pairs.jsonl") -> list[dict[str, Any]]:
    (file,) = sorted(output.glob(f"run-*/{name}"))[-1:]
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]


def manifest(output: Path) -> dict[str, Any]:
    return json.loads(sorted(output.glob("run-*/manifest.json"))[-1].read_text(encoding="utf-8"))


def rows(output: Path) -> list[list[dict[str, Any]]]:
    files = [sorted(output.glob(f"{side}-*.json"))[-1] for side in ("train", "validation")]
    return [row for file in files for row in json.loads(file.read_text(encoding="utf-8"))]


def tasks(server: FakeServer) -> list[dict[str, Any]]:
    """The requests about sections, without the question whether the server takes images."""
    return [body for body in server.bodies if body["messages"][0]["role"] == "system"]


def content(body: dict[str, Any]) -> Any:
    return body["messages"][1]["content"]


def source(body: dict[str, Any]) -> str:
    """The text between the markers."""
    text = content(body) if isinstance(content(body), str) else content(body)[-1]["text"]
    return text.split("=====")[2]


def shown(server: FakeServer) -> set[str]:
    """The data of all images that were sent with tasks."""
    parts = [part for body in tasks(server) if isinstance(content(body), list) for part in content(body)]
    return {part["image_url"]["url"] for part in parts if part["type"] == "image_url"}


def about_the_image(body: dict[str, Any]) -> Any:
    """One good pair for the image question, quoting the image's line; an empty list for all other tasks."""
    if body["messages"][0]["role"] != "system":
        return chat("Red.")
    asked = isinstance(content(body), list) and "# Task: Image question" in content(body)[-1]["text"]
    return chat(pairs(pair(IMAGE_QUESTION, LINE, "The heating plate lies below the vessel.")) if asked else '{"pairs": []}')


# --- what is sent ------------------------------------------------------------------------------------------------------


def test_every_request_of_a_section_shows_its_image_before_the_text(docs: Path, tmp_path: Path):
    with FakeServer() as server:
        assert run(server, docs, tmp_path / "out") == 0
    assert len(tasks(server)) > 10
    uri = "data:image/png;base64," + base64.b64encode(png(300, 200)).decode()
    for body in tasks(server):
        label, image, text = content(body)
        assert label == {"type": "text", "text": "Image 1 of SOURCE 1 (Kettle, cut open; img/kettle.png):"}
        assert image == {"type": "image_url", "image_url": {"url": uri}}
        assert text["text"].startswith("SOURCE 1")
    assert len({json.dumps([*content(body)[:2], content(body)[2]["text"].split("# Task:")[0]]) for body in tasks(server)}) == 1
    assert manifest(tmp_path / "out")["images"] == {"shown": 1, "sections": 1, "left_out": {}, "which": []}


def test_documents_without_images_are_asked_about_as_ever(docs: Path, tmp_path: Path):
    (docs / "kettle.md").write_text(TEXT.replace(LINE, ""))
    with FakeServer() as server:
        assert run(server, docs, tmp_path / "out") == 0
    assert tasks(server) == server.bodies
    assert all(isinstance(content(body), str) for body in server.bodies)


def test_a_server_that_takes_no_images_is_asked_without_them_and_that_is_counted(docs: Path, tmp_path: Path):
    refusal = {"error": {"message": "image input is not supported - hint: you may need to provide the mmproj"}}

    def answering(body: dict[str, Any]) -> Any:
        return (500, refusal) if isinstance(body["messages"][-1]["content"], list) else quoting(body)

    with FakeServer(answering) as server:
        assert run(server, docs, tmp_path / "out") == 0
    assert len(server.bodies) - len(tasks(server)) == 1
    assert all(isinstance(content(body), str) for body in tasks(server))
    assert lines(tmp_path / "out")
    assert manifest(tmp_path / "out")["images"]["left_out"] == {"the model takes no images": 1}


def test_a_second_run_asks_nothing_and_another_image_asks_everything_again(docs: Path, tmp_path: Path):
    with FakeServer() as server:
        run(server, docs, tmp_path / "out")
        everything = len(tasks(server))
        server.bodies.clear()
        run(server, docs, tmp_path / "out")
        assert server.bodies == []
        (docs / "img" / "kettle.png").write_bytes(png(300, 200, b"\x20\x20\xd0"))
        run(server, docs, tmp_path / "out")
        assert len(server.bodies) == len(tasks(server)) == everything


# --- what is not -------------------------------------------------------------------------------------------------------


def test_images_that_are_not_shown_are_counted_with_their_reasons_and_shown_in_the_summary(docs: Path, tmp_path: Path, capsys):
    (docs / "img" / "torn.png").write_bytes(png(64, 64)[:-20])
    (docs / "img" / "drawing.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'></svg>")
    (tmp_path / "secret.png").write_bytes(png(64, 64, b"\0\0\1"))
    more = "![a](../secret.png) ![b](img/torn.png) <img src='img/drawing.svg'> ![c](https://example.org/x.png) ![d](img/none.png)"
    (docs / "kettle.md").write_text(TEXT + "\n" + more + "\n")
    with FakeServer() as server:
        arguments = ["--base-url", server.url, "--docs", str(docs), "--output", str(tmp_path / "out")]
        assert script.main(arguments) == 0
    assert len(shown(server)) == 1
    account = manifest(tmp_path / "out")["images"]
    assert account["shown"] == 1
    assert account["left_out"] == {
        "outside the docs folder": 1,
        "broken": 1,
        "SVG, which models do not take": 1,
        "remote (--fetch-images fetches it)": 1,
        "missing": 1,
    }
    assert {"document": "kettle.md", "path": "../secret.png", "reason": "outside the docs folder"} in account["which"]
    told = capsys.readouterr().out
    assert "Images    1 shown with 1 sections, 5 left out" in told
    assert "1 outside the docs folder" in told


def test_a_section_shows_only_as_many_images_as_its_budget_holds(docs: Path, tmp_path: Path):
    names = [f"img/n{number}.png" for number in range(20)]
    for number, name in enumerate(names):
        (docs / name).write_bytes(png(60, 60, bytes([number, 0, 0])))
    (docs / "kettle.md").write_text(TEXT.replace(LINE, " ".join(f"![n]({name})" for name in names)))
    with FakeServer() as server:
        run(server, docs, tmp_path / "out", "--types", "section_summary", "--max-dynamic-patch", 1)
    assert len(shown(server)) == 16  # of 256 tokens each
    assert manifest(tmp_path / "out")["images"]["left_out"] == {"over the token budget of its section": 4}


@pytest.mark.parametrize("case", [((800, 600), True, 5), ((900, 300), True, 4), ((800, 600), False, 3)])
def test_several_images_are_shrunk_to_fit_together_and_what_still_does_not_is_left_out(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: tuple[tuple[int, int], bool, int]
):
    size, with_pillow, fit = case
    if with_pillow:
        pytest.importorskip("PIL")
    else:
        monkeypatch.setitem(sys.modules, "PIL", None)
    for number in range(5):
        (docs / "img" / f"n{number}.png").write_bytes(png(*size, bytes([number, 0, 0])))
    (docs / "kettle.md").write_text(TEXT.replace(LINE, " ".join(f"![n](img/n{number}.png)" for number in range(5))))
    with FakeServer() as server:
        run(server, docs, tmp_path / "out", "--types", "section_summary")
    assert len(shown(server)) == fit
    left_out = {"over the token budget of its section": 5 - fit} if fit < 5 else {}
    assert manifest(tmp_path / "out")["images"]["left_out"] == left_out


def test_a_huge_image_is_sent_small_where_pillow_is_and_left_out_where_it_is_not(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (docs / "img" / "kettle.png").write_bytes(png(3000, 2000, noise=2**20))
    try:
        import PIL  # noqa: F401
    except ImportError:
        pass
    else:
        with FakeServer() as server:
            run(server, docs, tmp_path / "a", "--types", "section_summary")
        assert [len(uri) < 50_000 for uri in shown(server)] == [True]
    monkeypatch.setitem(sys.modules, "PIL", None)
    with FakeServer() as server:
        run(server, docs, tmp_path / "b", "--types", "section_summary")
    assert shown(server) == set()
    (reason,) = manifest(tmp_path / "b")["images"]["left_out"]
    assert reason.endswith("(pip install Pillow)")


def test_an_image_that_stands_twice_in_a_section_is_sent_once(docs: Path, tmp_path: Path):
    (docs / "kettle.md").write_text(TEXT + "\n" + LINE + "\n")
    with FakeServer() as server:
        run(server, docs, tmp_path / "out", "--types", "section_summary")
    assert [part["type"] for part in content(tasks(server)[0])] == ["text", "image_url", "text"]
    assert manifest(tmp_path / "out")["images"]["shown"] == 2


# --- remote images -----------------------------------------------------------------------------------------------------


@pytest.fixture
def site() -> Iterator[tuple[str, list[str]]]:
    """The address of a web server on loopback that has one image, and the paths it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            data = png(200, 100)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/kettle.png", asked
    server.shutdown()
    server.server_close()


def test_a_remote_image_is_fetched_only_when_asked_for_and_from_here_only_when_allowed(docs: Path, tmp_path: Path, site):
    url, asked = site
    (docs / "kettle.md").write_text(TEXT.replace("img/kettle.png", url))
    left_out = []
    with FakeServer() as server:
        for number, flags in enumerate([(), ("--fetch-images",)]):
            run(server, docs, tmp_path / f"{number}", "--types", "section_summary", *flags)
            left_out += manifest(tmp_path / f"{number}")["images"]["left_out"]
        assert left_out == ["remote (--fetch-images fetches it)", "not fetched: private address"]
        assert asked == []
        assert shown(server) == set()
        run(server, docs, tmp_path / "2", "--fetch-images", "--allow-private-addresses")
    assert asked == ["/kettle.png"]
    assert shown(server) == {"data:image/png;base64," + base64.b64encode(png(200, 100)).decode()}
    assert manifest(tmp_path / "2")["images"]["shown"] == 1


def test_a_web_server_that_does_not_answer_is_not_waited_for_again_and_again(docs: Path, tmp_path: Path):
    (docs / "kettle.md").write_text(TEXT.replace(LINE, " ".join(f"![n](http://127.0.0.1:9/{n}.png)" for n in range(5))))
    with FakeServer() as server:
        flags = ["--fetch-images", "--allow-private-addresses", "--types", "section_summary"]
        run(server, docs, tmp_path / "out", *flags)
    left_out = manifest(tmp_path / "out")["images"]["left_out"]
    assert left_out == {"not fetched: cannot be reached": 3, "not fetched: its server does not answer": 2}


# --- rows --------------------------------------------------------------------------------------------------------------


def test_with_keep_a_row_begins_with_its_image_and_the_file_lies_where_it_says(docs: Path, tmp_path: Path):
    with FakeServer(about_the_image) as server:
        assert run(server, docs, tmp_path / "out", "--images", "keep", "--fallback", "none") == 0
    (kept,) = lines(tmp_path / "out")
    assert kept["question_type"] == "image_understanding"
    assert [part["quote"] for part in kept["evidence"]] == [LINE]
    (path,) = kept["images"]
    assert path.startswith("images/")
    (folder,) = (tmp_path / "out").glob("run-*")
    assert (folder / path).read_bytes() == png(300, 200)
    assert len(rows(tmp_path / "out")) == 4
    for row in rows(tmp_path / "out"):
        assert row[0]["content"] == [
            {"type": "image_url", "image_url": {"url": path}},
            {"type": "text", "text": IMAGE_QUESTION},
        ]
        assert isinstance(row[1]["content"], str)


def test_the_same_words_about_two_images_are_two_questions(docs: Path, tmp_path: Path):
    (docs / "img" / "toaster.png").write_bytes(png(300, 200, b"\1\2\3"))
    other = TEXT.replace("ettle", "oaster").replace("water", "bread").replace("vessel", "machine").replace("boils", "browns")
    (docs / "toaster.md").write_text(other.replace("img/koaster", "img/toaster").replace("Koaster", "Toaster"))

    def answering(body: dict[str, Any]) -> Any:
        if body["messages"][0]["role"] != "system":
            return chat("Red.")
        line = next(line for line in content(body)[-1]["text"].splitlines() if line.startswith("!["))
        return chat(pairs(pair("What does the cutaway diagram show at the bottom?", line, "It shows the heating plate.")))

    with FakeServer(answering) as server:
        run(server, docs, tmp_path / "out", "--images", "keep", "--types", "image_understanding", "--fallback", "none")
    assert len({entry["images"][0] for entry in lines(tmp_path / "out")}) == 2


def test_a_section_cut_in_two_for_a_small_model_shows_each_part_its_own_images(docs: Path, tmp_path: Path):
    def answering(body: dict[str, Any]) -> Any:
        if body["messages"][0]["role"] == "system" and {"A kettle is", "The lid must"} <= set(
            re.findall("A kettle is|The lid must", source(body))
        ):
            return (400, {"error": {"message": "This model's maximum context length is 100 tokens"}})
        return quoting(body)

    with FakeServer(answering) as server:
        run(server, docs, tmp_path / "out", "--types", "section_summary", "--repair", 0)
    whole, *parts = tasks(server)
    assert LINE in source(whole)
    assert len(parts) == 2
    assert {isinstance(content(body), list) for body in parts} == {True, False}
    assert all(isinstance(content(body), list) == (LINE in source(body)) for body in parts)


def test_with_keep_a_pair_from_the_text_alone_stays_text(docs: Path, tmp_path: Path):
    with FakeServer() as server:
        run(server, docs, tmp_path / "out", "--images", "keep", "--types", "fact_based,section_summary")
    assert {tuple(entry["images"]) for entry in lines(tmp_path / "out")} == {()}
    assert {type(row[0]["content"]) for row in rows(tmp_path / "out")} == {str}
    assert list((tmp_path / "out").glob("run-*/images")) == []


def test_by_default_no_image_question_is_asked_and_what_rests_on_an_image_is_left_out(docs: Path, tmp_path: Path):
    good = "How much water fits into the vessel of a kettle?"

    def answering(body: dict[str, Any]) -> Any:
        if body["messages"][0]["role"] != "system" or len(body["messages"]) > 2:
            return chat('{"pairs": []}')
        given = [pair("What is the drawing of a kettle called?", LINE, "It is called “Kettle, cut open”.")]
        given += [pair(IMAGE_QUESTION, "The lid must stay closed while the water heats", "The heating plate does.")]
        return chat(pairs(*given, pair(good, "at most 1.7 litres fit into the vessel")))

    with FakeServer(answering) as server:
        assert run(server, docs, tmp_path / "out", "--pairs-per-section", 45, "--fallback", "none", "--repair", 0) == 0
    assert not [body for body in tasks(server) if "# Task: Image question" in content(body)[-1]["text"]]
    assert {entry["question"] for entry in lines(tmp_path / "out")} == {good}
    rejected = {(entry["question"], entry["reason"]) for entry in lines(tmp_path / "out", "rejected.jsonl")}
    assert (IMAGE_QUESTION, "cannot be answered without the image") in rejected
    assert ("What is the drawing of a kettle called?", "cannot be answered without the image") in rejected
    assert manifest(tmp_path / "out")["counts"]["funnel"].keys().isdisjoint({"image_understanding"})
    assert {type(row[0]["content"]) for row in rows(tmp_path / "out")} == {str}


def test_a_section_whose_image_is_broken_gets_no_image_question(docs: Path, tmp_path: Path):
    (docs / "img" / "kettle.png").write_bytes(b"no image")
    with FakeServer(about_the_image) as server:
        assert run(server, docs, tmp_path / "out", "--images", "keep", "--fallback", "none") == 3
    assert tasks(server)
    assert all(isinstance(content(body), str) for body in tasks(server))
    assert lines(tmp_path / "out") == []


def test_sections_that_show_the_same_image_are_on_one_side_when_rows_carry_it(docs: Path, tmp_path: Path):
    words = ["toaster bread crumb", "printer paper toner", "mower grass blade", "scooter road tyre", "router packet antenna"]
    for number, (thing, stuff, part) in enumerate(map(str.split, words)):
        text = f"# {thing}\n\nA {thing} is a device that works on {stuff} with its {part}.\n\n![{thing}](img/kettle.png)\n\n"
        (docs / "img" / f"copy{number}.png").write_bytes(png(300, 200))
        text = text.replace("img/kettle", f"img/copy{number}") if number % 2 else text
        (docs / f"n{number}.md").write_text(text + f"The {part} of every {thing} must be cleaned before new {stuff} goes in.\n" * 3)
    sides: dict[str, set[str]] = {}
    with FakeServer() as server:
        for mode in ("text", "keep"):
            run(server, docs, tmp_path / mode, "--images", mode, "--train-ratio", 0.5, "--types", "section_summary")
            sides[mode] = {entry["split"] for entry in lines(tmp_path / mode)}
    assert sides["text"] == {"train", "validation"}
    assert len(sides["keep"]) == 1


def test_verify_finds_an_image_that_is_gone(docs: Path, tmp_path: Path, capsys):
    with FakeServer(about_the_image) as server:
        run(server, docs, tmp_path / "out", "--images", "keep", "--fallback", "none")
    (folder,) = (tmp_path / "out").glob("run-*")
    command = ["verify", str(folder), "--output", str(tmp_path / "out")]
    assert script.main(command) == 0
    (image,) = folder.glob("images/*")
    image.unlink()
    capsys.readouterr()
    assert script.main(command) == 1
    assert "is not in the run folder" in capsys.readouterr().out


def test_a_curated_run_takes_its_images_along(docs: Path, tmp_path: Path):
    scores = {"pair": 1, "reason": "good", "accuracy": 9, "relevance": 9, "clarity": 9, "usefulness": 9}

    def answering(body: dict[str, Any]) -> Any:
        return chat(json.dumps({"scores": [scores]})) if "accuracy" in json.dumps(body) else about_the_image(body)

    with FakeServer(answering) as server:
        run(server, docs, tmp_path / "out", "--images", "keep", "--fallback", "none")
        (first,) = (tmp_path / "out").glob("run-*")
        command = ["curate", str(first), "-q", "--base-url", server.url, "--output", str(tmp_path / "new")]
        assert script.main(command) == 0
    (entry,) = lines(tmp_path / "new")
    (path,) = entry["images"]
    (second,) = (tmp_path / "new").glob("run-*")
    assert (second / path).read_bytes() == (first / path).read_bytes()


def test_the_number_in_an_answer_may_come_from_the_image_of_an_image_question_only(docs: Path, tmp_path: Path):
    def answering(body: dict[str, Any]) -> Any:
        if body["messages"][0]["role"] != "system":
            return chat("Red.")
        title = re.findall(r"# Task: (.*?) \(", content(body)[-1]["text"])[0]
        given = pair(f"How many plates lie below the vessel ({title})?", "heats water until it boils", "There are 37 plates.")
        return chat(pairs(given))

    with FakeServer(answering) as server:
        types = ["--types", "image_understanding,section_summary"]
        run(server, docs, tmp_path / "out", "--images", "keep", "--fallback", "none", "--repair", 0, *types)
    assert [entry["question_type"] for entry in lines(tmp_path / "out")] == ["image_understanding"]
    assert [entry["question_type"] for entry in lines(tmp_path / "out", "rejected.jsonl")] == ["section_summary"]


# --- what makes no sense -----------------------------------------------------------------------------------------------


def test_keep_with_a_model_that_takes_no_images_is_told_before_anything_is_asked(docs: Path, tmp_path: Path, capsys):
    def answering(body: dict[str, Any]) -> Any:
        return (400, {"error": {"message": "no"}}) if isinstance(body["messages"][-1]["content"], list) else quoting(body)

    with FakeServer(answering) as server:
        assert run(server, docs, tmp_path / "out", "--images", "keep") == 2
        assert tasks(server) == []
    assert "fake-model takes no images" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--no-llm", "--images", "keep"], "heuristics look at no images"),
        (["--base-url", "http://127.0.0.1:9", "--types", "image_understanding"], "Add --images keep"),
    ],
)
def test_options_that_contradict_each_other_are_told(docs: Path, tmp_path: Path, arguments: list[str], told: str, capsys):
    assert script.main(["-q", "--docs", str(docs), "--output", str(tmp_path / "out"), *arguments]) == 2
    assert told in capsys.readouterr().err


def test_a_dry_run_tells_how_many_images_a_model_may_be_shown(docs: Path, tmp_path: Path, capsys):
    arguments = ["--base-url", "http://127.0.0.1:9", "--docs", str(docs), "--output", str(tmp_path), "--dry-run"]
    assert script.main([*arguments, "--images", "keep"]) == 0
    told = capsys.readouterr().out
    assert "image_understanding" in told
    assert "1 in 1 sections; where the model takes them, up to 4,096 tokens more a request" in told
    assert script.main(arguments) == 0
    assert "image_understanding" not in capsys.readouterr().out


def test_the_sample_documents_figures_are_shown_and_kept(samples: Path, tmp_path: Path):
    def answering(body: dict[str, Any]) -> Any:
        if body["messages"][0]["role"] != "system":
            return chat("Red.")
        line = next(line for line in content(body)[-1]["text"].splitlines() if line.startswith("!["))
        name = line[2 : line.index("]")]
        return chat(pairs(pair(f"What stands at the centre of the diagram of {name}?", line, "The system under test.")))

    with FakeServer(answering) as server:
        arguments = ["--images", "keep", "--types", "image_understanding", "--fallback", "none"]
        assert run(server, samples, tmp_path / "out", *arguments) == 0
    assert len(tasks(server)) == len(shown(server)) == 4
    (folder,) = (tmp_path / "out").glob("run-*")
    named = {path for entry in lines(tmp_path / "out") for path in entry["images"]}
    assert named
    assert all((folder / path).is_file() for path in named)
    assert {file.relative_to(folder).as_posix() for file in (folder / "images").iterdir()} == named
