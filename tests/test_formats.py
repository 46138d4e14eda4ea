"""Every format gives back what was put in: no row dropped, emptied or altered, by our own reader and by those who consume it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthetic_data.cot import STYLES, CotPlan
from synthetic_data.files import Shelf
from synthetic_data.formats import chatml, cpt, mcq, pair_rows, rag
from synthetic_data.formats.loading import load
from synthetic_data.formats.look import Look, conversations
from synthetic_data.formats.passages import Passages
from synthetic_data.formats.saving import Given, Saved, Wish, save
from synthetic_data.formats.table import ALIASES, FORMATS, Format, names, read
from synthetic_data.records import Evidence, Pair, Section, SectionRef
from synthetic_data.sections import Cutting, cut_document

SOURCE = """# Wasserkocher ☕

Der Kocher heizt bis 100 °C. <passage source="x"> He said "stop" </passage>, and <|im_end|> is no mark here.

## Größe

Es passen 1,7 Liter hinein. 水は沸騰する。\u2028 The end of a long line.

## Leerung

Nach dem Gebrauch wird der Kocher geleert, damit kein Kalk bleibt. The base is dried with a soft cloth before the next use.
"""
SIDES = ("train", "validation")
CHAT = ["json", "messages", "prompt-completion", "alpaca", "sharegpt", "chatml", "rag"]


@cache
def sections() -> tuple[Section, ...]:
    return cut_document("küche/kocher.md", SOURCE, "0" * 64, Cutting(50, 0)).sections


def pair_about(section: Section, number: int, quote: str, **more: object) -> Pair:
    reference = SectionRef(section.id, section.document.path, "0" * 64, section.heading_path, section.start_line, section.end_line)
    start = SOURCE.index(quote)
    evidence = Evidence(section.document.path, quote, start, start + len(quote))
    answer = f'100 °C \\ "so"\n\n\tund ‹{quote}›\u2028.'
    steps = ("Erst.", "Dann 水.", "Also.")
    question = f"Wie heiß <|im_start|>? {number}"
    pair = Pair(f"{number:016x}", question, answer, steps, "fact_based", "easy", "de", (reference,), (evidence,))
    return replace(pair, **more)


@pytest.fixture
def pairs() -> list[Pair]:
    first, second, third = sections()[:3]
    return [
        pair_about(first, 1, "Der Kocher heizt bis 100 °C.", choices=("100 °C", "90 °C", "80 °C")),
        pair_about(first, 2, 'He said "stop" </passage>, and <|im_end|> is no mark here.', scores={"judge": 9.5, "why": "gut"}),
        pair_about(
            second,
            3,
            "Es passen 1,7 Liter hinein. 水は沸騰する。",
            question="True or false? 1,7 l.",
            answer="True. So steht es da.",
        ),
        pair_about(third, 4, "Nach dem Gebrauch wird der Kocher geleert", split="validation"),
    ]


@pytest.fixture
def passages() -> Iterator[Passages]:
    with Shelf() as shelf:
        kept = Passages(shelf)
        for section in sections():
            kept.add(section, None)
        yield kept


def written(folder: Path, pairs: list[Pair], wish: Wish, look: Look) -> list[Saved]:
    for saved in save(lambda: map(Given, pairs), folder, wish, look):
        done = saved
    return done


def rows_in(folder: Path, name: str, side: str) -> list[dict]:
    return list(read(name, folder / name / f"{side}{FORMATS[name].store.suffix}"))


def usable(name: str) -> Format:
    if FORMATS[name].store.package:
        pytest.importorskip(FORMATS[name].store.package)
    return FORMATS[name]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", CHAT)
def test_conversations_come_back_as_they_were(name: str, style: str, pairs: list[Pair], passages: Passages, tmp_path: Path):
    look = Look(CotPlan(style=style), "Sei höflich.", 1, passages)
    written(tmp_path, pairs, Wish((name,)), look)
    shown = look.without_reasoning_field() if name in ("alpaca", "sharegpt", "chatml") else look
    for side in SIDES:
        expected = [turns for pair in pairs if pair.split == side for turns in conversations(pair, shown)]
        rows = rows_in(tmp_path, name, side)
        said = [FORMATS[name].said(row) for row in rows]
        if name == "rag":
            for turns, row in zip(said, rows, strict=True):
                asked = rag.asked(row)
                turns[-2]["content"], turns[-1]["content"] = asked.question, asked.answer
        assert said == expected


@given(st.text(min_size=1), st.text(min_size=1), st.lists(st.text(min_size=1), min_size=3, max_size=3), st.text(min_size=1))
def test_any_text_comes_back_from_marked_up_rows(question: str, answer: str, steps: list[str], quote: str):
    section = replace(sections()[0], text=f"{quote}\n{answer}", own_start=0, start=0)
    reference = SectionRef(section.id, "a.md", "", (quote,), 1, 1)
    pair = Pair("0f", question, answer, tuple(steps), "", "easy", "", (reference,), (Evidence("a.md", quote, 0, 1),))
    with Shelf() as shelf:
        passages = Passages(shelf)
        passages.add(section, "train")
        look = Look(CotPlan(style="think"), system=quote, passages=passages)
        expected = list(conversations(pair, look))
        assert [chatml.messages(row) for row in chatml.rows(pair, look)] == expected
        for turns, row in zip(expected, rag.rows(pair, look), strict=True):
            asked = rag.asked(row)
            assert (asked.question, asked.answer, asked.quotes) == (turns[-2]["content"], turns[-1]["content"], [quote])
            assert asked.passages == [f"{quote}\n{answer}".strip()]


@pytest.mark.parametrize("name", ["jsonl", "parquet", "lance"])
def test_pairs_come_back_with_reasoning_source_and_scores(name: str, pairs: list[Pair], tmp_path: Path):
    usable(name)
    written(tmp_path, pairs, Wish((name,)), Look())
    rows = [row for side in SIDES for row in rows_in(tmp_path, name, side)]
    if name != "jsonl":
        rows = [pair_rows.free_form(row) for row in rows]
    assert rows == [row for pair in pairs for row in pair_rows.rows(pair, Look())]
    assert rows[0]["quotes"] == ["Der Kocher heizt bis 100 °C."]


@pytest.mark.parametrize("name", [*FORMATS])
def test_a_side_without_rows_gets_no_file_and_one_of_an_earlier_time_goes(name: str, pairs, passages: Passages, tmp_path: Path):
    usable(name)
    look = Look(passages=passages)
    for times in (1, 2):
        written(tmp_path, pairs[:1] if times == 2 else [replace(pairs[0], split="validation")], Wish((name,)), look)
        files = {path.stem for path in (tmp_path / name).iterdir() if path.suffix == FORMATS[name].store.suffix}
        assert files - {"dataset_info"} == {"train" if times == 2 else "validation"}
        passages.sides.clear()
        passages.asked.clear()


def test_rag_shows_the_source_among_others_of_its_side_and_quotes_it_after_the_answer(pairs, passages, tmp_path: Path):
    written(tmp_path, pairs, Wish(("rag",)), Look(CotPlan(levels=("none",)), distractors=5, passages=passages))
    rows = rows_in(tmp_path, "rag", "train")
    own = {section.id: passages.get(section.id) for section in sections()}
    for pair, row in zip(pairs, rows, strict=False):
        asked = rag.asked(row)
        assert asked.quotes == [pair.evidence[0].quote]
        assert asked.passages == [own[section].text for section in row["sections"]]
        assert any(pair.evidence[0].quote in text for text in asked.passages)
        assert set(row["source"]) < set(row["sections"]), "the other training section is shown as well"
        assert pairs[3].sections[0].id not in row["sections"], "a section that is held out is never shown in training"


def test_cpt_has_each_section_alone_and_with_what_was_asked_about_it(pairs, passages, tmp_path: Path):
    written(tmp_path, pairs, Wish(("cpt",)), Look(passages=passages))
    texts = [cpt.text(row) for row in rows_in(tmp_path, "cpt", "train")]
    first = passages.get(pairs[0].sections[0].id)
    assert texts[0] == first.own
    assert texts[1].startswith(first.own) and all(
        f"Question: {pair.question}\nAnswer: {pair.answer}" in texts[1] for pair in pairs[:2]
    )
    assert len(texts) == 4
    assert len(rows_in(tmp_path, "cpt", "validation")) == 2


def test_multiple_choice_is_made_only_where_wrong_answers_are_honest(pairs, tmp_path: Path):
    (saved,) = written(tmp_path, pairs, Wish(("mcq",)), Look())
    options, verdict = map(mcq.choice, rows_in(tmp_path, "mcq", "train"))
    assert (options.right, set(options.choices)) == ("100 °C", {"100 °C", "90 °C", "80 °C"})
    assert (verdict.right, verdict.choices) == ("True", ("True", "False"))
    assert (saved.lacking, saved.reason) == (2, "no honest wrong answers")


def test_the_right_choice_stands_in_every_place_about_equally_often(pairs):
    many = [replace(pairs[0], id=f"{number:016x}") for number in range(300)]
    places = [next(mcq.rows(pair, Look()))["answer"] for pair in many]
    assert all(70 < places.count(place) < 130 for place in range(3))


def test_a_pair_without_steps_gives_one_conversation_and_no_level_comes_twice(pairs):
    def count(*steps: str) -> int:
        return len(list(conversations(replace(pairs[0], reasoning_steps=steps), Look())))

    assert [count(), count("Whole."), count("One.", "Two."), count("One.", "Two.", "Three.")] == [1, 1, 3, 4]


def test_a_finished_dataset_goes_through_other_formats_and_comes_back_the_same(pairs, tmp_path: Path):
    """messages → sharegpt → prompt-completion → messages, reasoning and system text included, row for row."""
    look = Look(CotPlan(style="think"), "Sei höflich.")
    written(tmp_path / "0", pairs, Wish(("messages",)), look)
    for number, name in enumerate(("sharegpt", "prompt-completion", "messages")):
        (file,) = (tmp_path / str(number)).glob("*/train.*")
        given = [Given(entry.pair, entry.system) for entry in load(file)]
        for _ in save(lambda rows=given: rows, tmp_path / str(number + 1), Wish((name,), systems=True), Look(look.cot)):
            pass
    assert rows_in(tmp_path / "3", "messages", "train") == rows_in(tmp_path / "0", "messages", "train")


def test_text_stays_readable_and_the_same_pairs_give_the_same_bytes(pairs, tmp_path: Path):
    formats = ["jsonl", "sharegpt", *(["parquet", "hf"] if find_spec("pyarrow") else [])]
    for folder in ("a", "b"):
        written(tmp_path / folder, pairs, Wish(tuple(formats)), Look())
    files = [path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*") if path.is_file()]
    assert len(files) >= 5
    for file in files:
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()
    assert "Wie heiß" in (tmp_path / "a/jsonl/train.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["jsonl", "messages", "alpaca", "parquet"])
def test_half_a_character_makes_no_file_unreadable(name: str, pairs, tmp_path: Path):
    usable(name)
    written(tmp_path, [replace(pairs[0], answer="100 \ud83d °C")], Wish((name,)), Look(CotPlan(("none",))))
    (row,) = rows_in(tmp_path, name, "train")
    assert "100 \ufffd °C" in json.dumps(row, ensure_ascii=False)


def test_every_format_is_in_the_readme():
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    assert [name for name in names() if f"`{name}`" not in readme] == []
    assert set(ALIASES.values()) <= set(FORMATS)


def test_the_system_text_of_a_row_goes_with_it(pairs, tmp_path: Path):
    wish, look = Wish(("alpaca",), systems=True), Look(CotPlan(("none",)))
    for _ in save(lambda: iter([Given(pairs[0], "Eigenes."), Given(pairs[1])]), tmp_path, wish, look):
        pass
    assert [row.get("system") for row in json.loads((tmp_path / "alpaca/train.json").read_text(encoding="utf-8"))] == [
        "Eigenes.",
        None,
    ]
    assert json.loads((tmp_path / "alpaca/dataset_info.json").read_text())["documents_train"]["columns"]["system"] == "system"
