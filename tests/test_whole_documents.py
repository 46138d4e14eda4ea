"""Whole documents are summed up: in one request where one fits, else over what stands for their parts; each quote at its place."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from fake_server import FakeServer, chat, pair, pairs, user_text

import generate_synthetic_data as script
from synthetic_data.gates import ONE_SIDED, by_section
from synthetic_data.generate.digesting import Long, Piece
from synthetic_data.heuristics import Heuristics
from synthetic_data.records import Digest, Evidence, Section, Task, joined
from synthetic_data.sections import Cutting, cut_document

PARTS = {
    "Storage": "The harbour stores grain in nine silos of steel that stand on the northern quay beside the old crane.",
    "Loading": "A ship is loaded through two chutes, and its hatches must stay dry while the grain runs into the hold.",
    "Weighing": "Every load is weighed twice, once on the quay and once on board, and both notes are kept for 10 years.",
    "Safety": "Dust in a silo can explode, so nobody smokes within 30 metres and all lamps are sealed against sparks.",
}
MORE = "Nobody has to wait for long, since the harbour master calls each ship by radio before its turn has come at last."
FILLER = "\n\n".join(
    f"{MORE} It was so in the year {1900 + number}, and it will be so in many years to come." for number in range(6)
)
TEXT = "# Grain harbour\n\n" + "\n".join(
    f"## {name}\n\n{text}\n\n{FILLER} This holds for {name.lower()}.\n" for name, text in PARTS.items()
)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "harbour.md").write_text(TEXT, encoding="utf-8")
    return tmp_path / "docs"


def create(docs: Path, output: Path, *arguments: object) -> int:
    return script.main(["create", str(docs), "-q", "--type", "summary", "--output", str(output), *map(str, arguments)])


def lines(output: Path, name: str = "pairs.jsonl") -> list[dict[str, Any]]:
    (file,) = sorted(output.glob(f"run-*/{name}"))[-1:]
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]


def about_documents(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [entry for entry in entries if entry["question_type"] == "document_summary"]


def asked_about_documents(server: FakeServer) -> list[str]:
    return [text for text in map(user_text, server.bodies) if "# Task: Document summary" in text]


def shown_statements(text: str) -> list[str]:
    """The telling statements of the harbour that a request shows as its source."""
    source = text.split("=====")[2]
    return [statement for statement in PARTS.values() if statement in source]


def reader(body: dict[str, Any]) -> dict[str, Any]:
    """Sums up what it is shown with a quote for each part; has nothing to say for other tasks."""
    text = user_text(body)
    quotes = shown_statements(text)
    if "# Task: Summarization" in text or not quotes:
        return chat('{"pairs": []}')
    number = len(quotes) if "# Task: Document" in text else 100
    told = pair(f"How does the grain harbour work in its parts {number} and {quotes[0][:30]}?", quotes[0], " ".join(quotes))
    return chat(pairs({**told, "evidence": quotes}))


def short_sighted(longest: int) -> Any:
    """A reader that refuses sources of more than so many characters where a whole document is asked about."""

    def answering(body: dict[str, Any]) -> Any:
        text = user_text(body)
        if "# Task: Document summary" in text and len(text.split("=====")[2]) > longest:
            return 400, {
                "error": {"message": "This model's maximum context length is 512 tokens", "code": "context_length_exceeded"}
            }
        return reader(body)

    return answering


def test_a_document_that_fits_is_asked_about_whole_and_the_pair_names_the_sections_that_its_quotes_stand_in(
    docs: Path, tmp_path: Path
):
    with FakeServer(reader) as server:
        create(docs, tmp_path / "out", "--base-url", server.url)
    (request,) = asked_about_documents(server)
    assert all(f"## {name}" in request for name in PARTS)
    (found,) = about_documents(lines(tmp_path / "out"))
    assert [part["heading_path"][-1] for part in found["sections"]] == list(PARTS)
    for evidence in found["evidence"]:
        assert TEXT[evidence["start"] : evidence["end"]] == evidence["quote"]
    assert len(found["evidence"]) == 4
    assert script.main(["verify", "latest", "--output", str(tmp_path / "out")]) == 0


def test_a_document_too_long_for_the_model_is_summed_up_over_the_summaries_of_its_sections(docs: Path, tmp_path: Path):
    with FakeServer(short_sighted(len(TEXT) - 100)) as server:
        create(docs, tmp_path / "out", "--base-url", server.url)
    requests = asked_about_documents(server)
    assert requests[-1].count("\nQuote: ") >= 4
    assert MORE not in requests[-1] and "verbatim quotes, each on a line of its own" in requests[-1]
    (found,) = about_documents(lines(tmp_path / "out"))
    assert {quote["quote"] for quote in found["evidence"]} == set(PARTS.values())
    for evidence in found["evidence"]:
        assert TEXT[evidence["start"] : evidence["end"]] == evidence["quote"]
    assert script.main(["verify", "latest", "--output", str(tmp_path / "out")]) == 0


def test_alone_it_asks_about_stretches_of_a_long_document_first(docs: Path, tmp_path: Path):
    named = ["--types", "document_summary", "--split-by", "document", "--output", str(tmp_path / "out")]
    with FakeServer(short_sighted(len(TEXT) - 100)) as server:
        script.main(["-q", "--docs", str(docs), "--base-url", server.url, *named])
    assert len(asked_about_documents(server)) == len(server.bodies) > 2
    (found,) = lines(tmp_path / "out")
    assert len(found["sections"]) == 4


def test_quotes_from_one_section_only_make_no_summary_of_a_document(docs: Path, tmp_path: Path):
    def narrow(body: dict[str, Any]) -> dict[str, Any]:
        only = PARTS["Safety"]
        return chat(
            pairs(pair("How is the grain harbour run?", only)) if "# Task: Document" in user_text(body) else '{"pairs": []}'
        )

    with FakeServer(narrow) as server:
        create(docs, tmp_path / "out", "--base-url", server.url, "--fallback", "none")
    assert {entry["reason"] for entry in about_documents(lines(tmp_path / "out", "rejected.jsonl"))} == {ONE_SIDED}
    assert ONE_SIDED in user_text({"messages": [server.bodies[-1]["messages"][-1]]})  # the repair says so


def test_what_is_rejected_on_the_way_to_a_long_document_is_counted(docs: Path, tmp_path: Path):
    def careless(body: dict[str, Any]) -> Any:
        text = user_text(body)
        answer = short_sighted(len(TEXT) - 100)(body)
        if "# Task: Document summary" in text and "Quote: " not in text and isinstance(answer, dict):
            return chat(
                pairs(pair("How is the grain harbour run at night?", "It is run by nobody at all, as far as anybody knows."))
            )
        return answer

    named = ["--types", "document_summary", "--split-by", "document", "--output", str(tmp_path / "out")]
    with FakeServer(careless) as server:
        script.main(["-q", "--docs", str(docs), "--base-url", server.url, "--fallback", "none", "--repair", "0", *named])
    assert {entry["reason"] for entry in lines(tmp_path / "out", "rejected.jsonl")} == {"evidence not in the source"}
    assert lines(tmp_path / "out") == []
    assert script.main(["verify", "latest", "--output", str(tmp_path / "out")]) == 0


def test_a_run_that_was_stopped_goes_on_and_asks_for_nothing_twice(docs: Path, tmp_path: Path):
    answering = short_sighted(len(TEXT) - 100)
    with FakeServer(answering) as server:
        create(docs, tmp_path / "whole", "--base-url", server.url)
        whole = len(server.bodies)
    with FakeServer(answering) as server:
        where = ["--base-url", server.url, "--concurrency", 1]
        assert create(docs, tmp_path / "out", *where, "--max-requests", 9) == 3
        assert about_documents(lines(tmp_path / "out")) == []
        create(docs, tmp_path / "out", *where)
        again = [json.dumps(body, sort_keys=True) for body in server.bodies if reader(body) != chat('{"pairs": []}')]
    assert about_documents(lines(tmp_path / "out")) == about_documents(lines(tmp_path / "whole"))
    # only the answer "too long" is no answer that could be kept
    assert len(again) - len(set(again)) <= 1 and len(server.bodies) <= whole + 1


def test_no_section_of_a_document_is_on_the_other_side_of_its_summary(docs: Path, tmp_path: Path):
    for name in ("mill", "ferry", "kiln", "forge"):
        (docs / f"{name}.md").write_text(TEXT.replace("harbour", name).replace("Grain", name.title()), encoding="utf-8")
    with FakeServer(reader) as server:
        create(docs, tmp_path / "out", "--base-url", server.url, "--train-ratio", "0.5")
    sides: dict[str, set[str]] = {}
    for entry in lines(tmp_path / "out"):
        sides.setdefault(entry["sections"][0]["document"], set()).add(entry["split"])
    assert all(len(side) == 1 for side in sides.values())


def test_the_split_by_section_and_the_usual_mix_leave_whole_documents_out(
    docs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    with FakeServer(reader) as server:
        create(docs, tmp_path / "sections", "--base-url", server.url, "--split-by", "section")
        script.main(["-q", "--docs", str(docs), "--base-url", server.url, "--output", str(tmp_path / "main")])
    assert asked_about_documents(server) == []
    assert script.main(["--docs", str(docs), "--no-llm", "--types", "document_summary"]) == 2
    assert "--split-by document" in capsys.readouterr().err


def test_with_a_number_of_pairs_whole_documents_have_their_share(docs: Path, tmp_path: Path):
    with FakeServer(reader) as server:
        create(docs, tmp_path / "out", "--base-url", server.url, "--num-pairs", 9, "--rounds", 1)
    assert len(about_documents(lines(tmp_path / "out"))) == 1


def test_a_dry_run_counts_them(docs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert script.main(["create", str(docs), "--type", "summary", "--no-llm", "--preview", "--output", str(tmp_path / "out")]) == 0
    assert re.search(r"document_summary +1 +1\n", capsys.readouterr().out)


# --- the parts -------------------------------------------------------------------------------------------------------


def sections_of(text: str, *sizes: int) -> tuple[Section, ...]:
    return cut_document("doc.md", text, "0" * 64, Cutting(*sizes)).sections


def test_sections_joined_are_the_document_even_where_they_overlap():
    text = "# Silo\n\n" + "\n\n".join(f"Paragraph {number} speaks of grain and of dust in it. {MORE}" for number in range(9)) + "\n"
    sections = sections_of(text, 120, 60)
    assert any(section.start < section.own_start for section in sections)
    assert joined(sections).text == text
    middle = joined(sections[1:3])
    assert text[middle.start : middle.end] == middle.text


def test_a_quote_over_the_end_of_a_section_is_parted_there():
    sections = sections_of(TEXT)
    border = sections[0].end
    whole = Evidence("doc.md", TEXT[border - 20 : border + 12], border - 20, border + 12)
    parts = list(by_section(whole, sections))
    assert [(part.start, part.end) for part in parts] == [(border - 20, border), (border, border + 12)]
    assert all(TEXT[part.start : part.end] == part.quote for part in parts)


def long_document(sizes: list[int], room: int) -> Long:
    pieces = [Piece(n, n + 1, 400, 1, Digest((), "", ("x" * 4 * size,))) for n, size in enumerate(sizes)]
    return Long(None, "document_summary", "train", room, pieces)  # type: ignore[arg-type]


def test_digests_that_do_not_fit_together_are_condensed_in_neighbouring_groups():
    long = long_document([300, 300, 300, 300, 300], 800)
    assert not long.ready
    groups = long.groups()
    assert [[piece.first for piece in group] for group in groups] == [
        [0, 1],
        [2, 3],
    ]  # one alone has nobody to be put together with
    for group in groups:
        long.take(group, Digest((), "short", ("quote",)))
    assert long.ready and [(piece.first, piece.last) for piece in long.groups()[0]] == [(0, 2), (2, 4), (4, 5)]


def test_where_too_little_can_be_summed_up_a_document_is_given_up():
    long = long_document([100, 100, 100, 100], 800)
    for piece in list(long.pieces)[:3]:
        assert not long.hopeless or piece.first > 1
        long.take([piece], None)
    assert long.hopeless
    tight = long_document([300, 300], 500)
    tight.overflowed(tight.groups()[0])
    assert tight.hopeless


# --- without a model -------------------------------------------------------------------------------------------------

PROSE = """# Widget store

The widget store is a service that keeps widgets on a local disk for a cluster of servers.

It was built by two people in the year 2012, and its first name was another one.

## Segments of widgets

The widget store writes widgets into segments that are merged in the background once a day.

Every segment of the widget store is compressed in blocks, which makes reading widgets from a local disk much faster.

## Replicas of the store

The widget store sends each segment to two other servers of the cluster before a write is confirmed.

A server of the cluster that was away reads the missing segments of the widget store from another one.
"""


def summed_up(text: str) -> list[Any]:
    sections = sections_of(text)
    return list(Heuristics().answer(Task("document_summary", sections, 1, whole=True)).items)


def test_without_a_model_a_short_document_in_prose_is_summed_up_by_its_opening_and_a_statement_of_each_part():
    (item,) = summed_up(PROSE)
    assert item.answer.startswith("The widget store is a service that keeps widgets")
    assert [number for number, _, _ in item.spans] == [0, 0, 1]  # the first two parts are so short that they are one section
    assert len(set(item.reasoning_steps)) == 3 and "in three" in item.question
    for (_, start, end), quote in zip(item.spans, item.evidence, strict=True):
        assert PROSE[start:end] == quote


@pytest.mark.parametrize(
    "change",
    [
        ("The widget store is a service that keeps", "This keeps"),  # the opening leans on something
        ("# Widget store", "# Contributing"),  # a name that tells nothing
        (
            PROSE[PROSE.index("The widget store sends") :],
            "- one server\n- another server of the cluster that keeps the widgets, too\n",
        ),
    ],
)
def test_without_a_model_nothing_is_said_of_a_document_whose_parts_have_no_statement_that_stands_alone(change: tuple[str, str]):
    assert summed_up(PROSE.replace(*change)) == []
