"""Options are asked for their default, their values and what they do, where the document says so of them and of nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthetic_data.heuristics.terms.options import options
from synthetic_data.heuristics.words.base import Candidate, View
from synthetic_data.sections import Cutting, cut_document

FILLER = "\n\nThe whole thing takes about a quarter of an hour on a machine that has a decent connection to the internet.\n"


def found(body: str) -> list[Candidate]:
    reading = cut_document("doc.md", f"# Widget server\n{FILLER}\n## Serving options\n\n{body}\n", "0" * 64, Cutting())
    candidates = []
    for section in reading.sections:  # type: ignore[union-attr]
        view = View(section)
        for candidate in options(view):
            for (_, start, end), quote in zip(candidate.item.spans, candidate.item.evidence, strict=True):
                assert view.source(start, end) == quote
            assert len(set(candidate.item.reasoning_steps)) == 3
            candidates.append(candidate)
    return candidates


@pytest.mark.parametrize(
    ("item", "default"),
    [
        ("`max_size`: largest request that is served (`integer`, default `1048576`)", "`1048576`"),
        ("`max_size` - Largest request that is served. Defaults to `1048576` (1 MiB).", "`1048576` (1 MiB)"),
        ('`max_size` (string): Largest request that is served. Default: "1 MiB".', '"1 MiB"'),
        ("`max_size` `{number}` - Largest request. The default is 2 weeks. Zero turns it off.", "2 weeks"),
        ("`--max-size <BYTES>`: Largest request that is served. [default: 1048576]", "1048576"),
        ("`max_size` (defaults to `0`)", "`0`"),
    ],
)
def test_the_default_of_a_listed_option_is_asked_for_in_the_words_of_the_source(item: str, default: str):
    if "`{number}`" in item:
        item = item.replace("`{number}`", "{number}")
    (candidate,) = found(f"- {item}\n- `color` - Color of the log.\n")
    assert candidate.item.answer == default and "max" in candidate.item.question and '"Widget server"' in candidate.item.question
    assert candidate.question_type == "factual_recall" and candidate.item.evidence == (item,)


@pytest.mark.parametrize(
    "item",
    [
        "`color` - Color of the log.",
        "Use `max_size` to limit requests. Defaults to `7`.",  # no entry of a list of options
        "`mode`: one of `fast` (the default) or `safe`.",
        "`targets`: a list that may hold a `level` option (default: `info`).",  # the default of another option
        "`a`: first. Default: `1`. In old versions the default was: `2`.",
        "`size`: as large as the default of the system.",
    ],
)
def test_what_is_not_plainly_the_default_of_the_option_is_left_alone(item: str):
    assert found(f"- {item}\n- `other` - Another thing.\n") == []


HEADED = """### `keep-alive`

* Default: 5 (seconds)
* Type: null or Number

Closes a connection that has been idle for a while. Zero never closes one.

### `host-name`

* Default: the same as the option above
* Type: String

See the manual.

### `mode`

* Default: `safe` detects each kind of widget by its weight

### Overview

* Default: `7`
"""


def test_a_heading_that_is_an_option_is_asked_for_default_type_and_purpose():
    asked = {candidate.item.answer: candidate for candidate in found(HEADED)}
    assert set(asked) == {"5 (seconds)", "null or Number", "Closes a connection that has been idle for a while."}
    assert all("`keep-alive`" in candidate.item.question for candidate in asked.values())
    assert "type" in asked["null or Number"].item.question
    told = asked["Closes a connection that has been idle for a while."]
    assert told.question_type == "fact_based" and " do" in told.item.question
    assert told.item.evidence[0] == "### `keep-alive`"


def test_an_option_told_of_twice_in_one_section_is_left_alone():
    assert found("- `size` (defaults to `1`)\n- `size` (defaults to `2`)\n") == []


def test_no_option_of_an_entry_below_a_heading_is_taken_for_that_of_the_heading():
    body = "### `dump`\n\n- `maxSize` - Largest body in bytes. Default: `1048576`.\n"
    assert [candidate.item.question.count("`maxSize`") for candidate in found(body)] == [1]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.dictionaries(st.from_regex(r"[a-z]{3,8}_[a-z]{3,8}", fullmatch=True), st.integers(0, 99999), min_size=1, max_size=6))
def test_every_default_is_that_of_the_option_asked_about(defaults: dict[str, int]):
    listed = "\n".join(f"- `{name}`: what {name} sets. Defaults to `{value}`." for name, value in defaults.items())
    asked = found(listed)
    assert len(asked) == len(defaults)
    for candidate in asked:
        (name,) = [name for name in defaults if f"`{name}`" in candidate.item.question]
        assert candidate.item.answer == f"`{defaults[name]}`"


def test_a_heading_that_is_a_flag_needs_no_label():
    (told,) = found("### `--all-parts`\n\nShow every part of a widget with its weight.\n")
    assert "`--all-parts` option do?" in told.item.question or "`--all-parts` option do," in told.item.question
    assert told.item.answer == "Show every part of a widget with its weight."
    assert found("### `all_parts`\n\nShow every part of a widget with its weight.\n") == []


@pytest.mark.parametrize(("title", "asked"), [("Tutorial", 0), ("Release Process", 0), ("Alembic tutorial", 1)])
def test_options_of_a_document_that_names_no_program_are_left_alone(title: str, asked: int):
    text = f"# {title}\n{FILLER}\n## Editing the file\n\n- `output_encoding` - how a file is written. Defaults to `'utf-8'`.\n"
    sections = cut_document("doc.md", text, "0" * 64, Cutting()).sections  # type: ignore[union-attr]
    assert sum(len(list(options(View(section)))) for section in sections) == asked


@pytest.mark.parametrize(
    ("said", "value"), [("0.8.", "0.8"), ("53001.", "53001"), ("1.5, at least.", "1.5"), (".75.", ".75"), ("1,000.", "1,000")]
)
def test_a_number_is_given_whole_and_without_the_full_stop_behind_it(said: str, value: str):
    (candidate,) = found(f"- `ratio` - Share of the requests that are kept. The default is {said}\n- `color` - Color of the log.\n")
    assert candidate.item.answer == value and f"is {value}." in candidate.item.reasoning_steps[-1]


def test_a_number_that_goes_on_in_words_is_no_default_to_be_cut_at_its_point():
    assert found("- `ratio` - Share of the requests. The default is 0.8 per the old rule.\n- `color` - Color of the log.\n") == []
