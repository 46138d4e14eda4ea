"""A why-question is turned around, and asked only where its reason is one and is told."""

import pytest
from test_heuristics_reasons import found

from synthetic_data.heuristics.causes.causes import Cause, cause_in, explains, told
from synthetic_data.heuristics.causes.why import about_reader, verb_first
from synthetic_data.heuristics.words.base import View
from synthetic_data.heuristics.words.inner_forms import inner_form
from synthetic_data.sections import Cutting, cut_document


@pytest.mark.parametrize(
    ("verb", "subject", "rest", "question"),
    [
        ("does", "the server", "not need root", "does the server not need root"),
        ("has", "the list", "a high threshold", "does the list have a high threshold"),
        ("have", "bindings", "a performance advantage", "do bindings have a performance advantage"),
        ("has", "the list", "been removed", "has the list been removed"),
        ("are", "methods that call it", "named consumers", "are methods that call it named consumers"),
        ("runs", "the dataplane", "in its own thread", "does the dataplane run in its own thread"),
        ("cannot", "the server", "read it", "can't the server read it"),
        ("sets", "the services", "it apart", ""),
        ("became", "the server", "a classic", ""),
    ],
)
def test_a_statement_is_turned_around_at_its_verb(verb: str, subject: str, rest: str, question: str) -> None:
    assert verb_first(verb, subject, rest.split()) == question


def test_a_reason_that_goes_on_with_but_or_names_a_letter_only_is_none() -> None:
    assert told("the toolkit comes with all distributions")
    assert not told("the toolkit comes with all distributions, but both have similar functions")
    assert told("`m` is a macro whose body runs at one phase higher")
    assert not told("m is a macro whose body runs at one phase higher")


def test_the_next_step_of_an_installer_or_a_lot_of_something_explains_nothing() -> None:
    statement = "A `root` password must be set"
    assert explains(Cause(statement, "let all the old clients connect", "in order to"))
    assert not explains(Cause(statement, "continue to the next step of the installer", "in order to"))
    assert not explains(Cause(statement, "there is a lot of data to process on it", "because"))
    assert not explains(Cause(statement, "attacks are a fact of life in every network", "because"))


def test_only_a_dialog_tells_what_is_to_be_answered() -> None:
    assert about_reader("You should keep the old configuration") == "should you keep the old configuration"
    assert about_reader('You should answer "No" at the end') == ""
    assert about_reader("Press the green button twice") == ""


def test_what_is_due_to_something_may_be_the_thing_that_something_acts_on() -> None:
    assert cause_in("A median filter rejects jitter due to latencies of the operating system.") is None
    assert cause_in("The jitter of a filter is large due to latencies of the operating system.") is not None
    assert cause_in("The jitter may reduce the accuracy due to latencies of the operating system.") is not None


def test_a_noun_with_what_was_done_to_it_has_no_purpose_of_its_own() -> None:
    assert cause_in("Snippets are files (usually small) contributed by modules in order to tell their syntax.") is None
    assert cause_in("Snippets are contributed by modules in order to tell their syntax.") is not None


def test_an_entry_of_a_list_of_changes_is_no_advice() -> None:
    said = "Sparse files should be avoided because many old tools cannot read them."
    assert len(found(said)) == 1
    assert found(said, "Changes to the widget server since 2.3") == []


def test_a_title_keeps_its_capitals_inside_a_question() -> None:
    text = "# {}\n\nClusters are run by many people, and clusters can be built from scratch by everybody.\n"
    for title, form in (("Clusters from Scratch", "Clusters from Scratch"), ("Widget manual", "clusters from Scratch")):
        (section,) = cut_document("doc.md", text.format(title), "0" * 64, Cutting()).sections  # type: ignore[union-attr]
        assert inner_form("Clusters from Scratch", View(section)) == form
