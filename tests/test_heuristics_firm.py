"""What rules and true-or-false statements leave alone because nobody could answer it, say it or learn from it."""

from dataclasses import replace

import pytest
from test_heuristics_statements import asked as statements_of

from synthetic_data.heuristics.duties.rule_worth import answers_firmly, is_housekeeping
from synthetic_data.heuristics.verdicts.flips import flip_for
from synthetic_data.heuristics.verdicts.statement_worth import is_worthless
from synthetic_data.heuristics.verdicts.statements import tells_the_whole
from synthetic_data.heuristics.words.base import View
from synthetic_data.heuristics.words.inquiry import Inquiry
from synthetic_data.heuristics.words.objects import object_of
from synthetic_data.heuristics.words.subjects import clause
from synthetic_data.sections import Cutting, cut_document


def firm(core: str, sentence: str) -> bool:
    """Whether a question is worth asking for a sentence of "Records" in "Trace Collection"."""
    found = clause(sentence)
    assert found is not None
    return answers_firmly(found, Inquiry("fact_based", core, sentence, ()), ("Records",), "Trace Collection")


@pytest.mark.parametrize(
    ("core", "answering", "riddle"),
    [
        ("What is required of it?", "A message header must hold an `id`.", "A histogram must hold an `id`."),
        ("What is required of it?", "The HA record must hold an `id`.", "Each record must hold an `id`."),
        ("What does it require?", "The trace buffer requires a broker.", "Full functionality requires a broker."),
        ("What is it?", "The default spool format is `wide`.", "The default port is `wide`."),
        ("Where is it?", "Records are stored in `/var/trace`.", "Records are stored in a backend that all can read."),
        ("Where is it?", "Records are stored in a file of `/var/trace`.", "Records are stored in `/var/trace` and keep the order."),
        ("What is required of it?", "A spool name must be in lower case.", "Spool name in the header must be in lower case."),
        ("What does it require?", "The trace buffer requires a broker.", "The trace buffer requires the presence of a broker."),
        (
            "How is it written?",
            "The trace buffer is written in Go.",
            "The trace buffer is written in Go and all you need is a host.",
        ),
        ("What does it do?", "The `encap` action wraps a packet.", "The `encap` action encapsulates a packet."),
        ("What is it?", "Records belong to the group of a node.", "Records belong to the group `alpha1` or `alpha2`."),
        (
            "What does it provide?",
            "The importer tool provides a table of spans.",
            "The importer tool provides the ability to list spans.",
        ),
        (
            "What is it designed to do?",
            "The importer tool is designed to merge spans.",
            "The importer tool is designed to work on all hosts.",
        ),
        ("What is it?", "The default trace depth is `4`.", "The default trace depth is therefore `4`."),
        (
            "What is it?",
            "The contents of the spool are used to replay calls.",
            "The contents of the spool is used to replay calls.",
        ),
        ("What should it do?", "Readers should call the flush method.", "Readers should call it."),
        ("How is it updated?", "Records are updated with `flush`.", "Alerts are updated with `flush`."),
        ("How is it controlled?", "Record access is controlled with `flush`.", "Access is controlled with `flush`."),
        ("What is it?", "The default name of the pim6d file is `a.conf`.", "The default name of pim6d's is `a.conf`."),
    ],
)
def test_a_rule_is_asked_for_where_its_subject_is_named_and_its_answer_says_something(
    core: str, answering: str, riddle: str
) -> None:
    assert firm(core, answering)
    assert not firm(core, riddle)


def test_examples_are_not_parted_from_their_noun() -> None:
    assert object_of("wrong commands such as a late reset.") is None
    assert object_of("wrong commands in the log.") is not None


@pytest.mark.parametrize(
    "text",
    [
        "The Hello protocol is simple and will not be explored in more detail.",
        "The attributes of the lock realm are defined in the realm configuration documentation.",
        "New nodes are allocated from the linear pool.",
        "Instances of the first four directives must be followed by text.",
        "Scalable and flexible, Trace can watch large networks in many places.",
        "Debug messages can been logged with the `-d` option.",
        "Added the folder_limit option to limit the number of folders a user is allowed to create.",
        "Subsequent restarts should start the broker.",
        "With the default value of 1, the broker is started after every reset.",
        "A report must hold enough information for the developers.",
        "The default value of five seconds is sufficient for local links.",
    ],
)
def test_what_is_no_knowledge_of_the_matter_is_neither_claimed_nor_denied(text: str) -> None:
    assert is_worthless(text)


@pytest.mark.parametrize(
    "text",
    [
        "Alert receivers are stored in the database of the Alertmanager.",
        "The `linger` field is used by the broker at port 4711.",
        "Added nodes are allocated from the linear pool.",
    ],
)
def test_what_tells_of_a_named_thing_is_claimed(text: str) -> None:
    assert not is_worthless(text)


def verdicts(sentences: list[str]) -> set[str]:
    """What is said of sentences of which about half would be shown denied."""
    return {one.item.answer.partition(".")[0] for text in sentences for one in statements_of(text)}


KINDS = "router proxy broker cache mirror gateway tracer importer exporter planner".split()


def test_what_is_plainly_done_is_told_only_where_a_name_or_figure_tells_it_apart_and_never_denied() -> None:
    named = [f"The alert {kind} is configured by the file `/etc/{kind}.conf`." for kind in KINDS]
    plain = [f"The alert {kind} is configured by people with plans for elsewhere." for kind in KINDS]
    assert all(flip_for(text) for text in named)
    assert verdicts(named) == {"True"}
    assert verdicts(plain) == set()


def test_a_duty_gets_a_not_only_in_the_capitals_of_a_specification() -> None:
    assert verdicts([f"The alert {kind} MUST keep events in the memory of Trace Hall." for kind in KINDS]) == {"True", "False"}
    assert verdicts([f"The alert {kind} must keep events in the memory of Trace Hall." for kind in KINDS]) == {"True"}
    listed = [f"The alert {kind} MUST keep events, traces and logs in the memory of Trace Hall." for kind in KINDS]
    assert verdicts(listed) == {"True"}  # neither, or not all?


def test_a_setting_in_a_condition_is_no_claim() -> None:
    kept = "the alert router drops the spool of `traced`"
    assert flip_for(f"If the option of the router is set to `true`, {kept}.") is None
    assert flip_for(f"In Trace Hall, the option of the router is set to `true`, and {kept}.") is not None


def test_what_is_forbidden_is_claimed_to_be_free() -> None:
    claimed = [
        one.item.question
        for kind in KINDS
        for one in statements_of(f"The alert {kind} must not keep the spool of `traced`.")
        if one.item.answer.startswith("False")
    ]
    assert claimed and all("may keep the spool" in question for question in claimed)


@pytest.mark.parametrize(
    "half",
    [
        "The alert {} is limited to one hall and does not read the spool of `traced`.",
        "The alert {} does not read the spool of `traced` and sends events by itself.",
        "The alert {} does not hide the length of its spool (the length is needed to read `traced`).",
        "The reading of the alert {} by `traced` is not permitted (for performance reasons).",
        "The alert {} is enabled by setting the option `traced` of its file.",
        "The minimum delay of the alert {} configures the maximum number of `traced` events.",
        "The alert {} is always read first, the spool of `traced` last.",
        "The names of the alert {} in `traced` must be valid.",
    ],
)
def test_no_change_is_made_beside_what_speaks_against_it(half: str) -> None:
    assert "False" not in verdicts([half.format(kind) for kind in KINDS])


@pytest.mark.parametrize(
    "empty",
    [
        "The alert {} is hosted at docs.traces.org for its readers.",
        "The alert {} is published on the Docker Hub.",
        "A copy of the alert {} is included in `traced`.",
        "A great deal of flexibility is offered by the alert {} of `traced`.",
        "The alert {} can be developed with your favorite editor in Linux.",
        "The alert {} of 2019 can be bought for as little as $25.",
        "Interim changes to the trace mapping are written to `{}.log`.",
        "The alert {} can be told shorter passwords by the file `traced.conf`.",
        "The alert {} can be configured in the Trace Settings..",
        "The alert {} is used in Python environments to install `traced`.",
        "The [Authentication](login.md) variables of a {} can be set in the Trace Settings.",
    ],
)
def test_what_tells_nothing_or_hangs_on_its_place_is_not_judged(empty: str) -> None:
    assert verdicts([empty.format(kind) for kind in KINDS]) == set()


def test_the_words_to_check_are_all_that_is_claimed_of_the_subject() -> None:
    for kind in KINDS:
        for one in statements_of(f"The alert {kind} is configured by the file `/etc/{kind}.conf`."):
            assert f"is configured by the file `/etc/{kind}.conf`" in one.item.reasoning_steps[0]


def test_a_document_that_does_not_tell_its_product_judges_nothing() -> None:
    sentence = "The client MUST read the spool of `traced` at once."
    assert tells_the_whole(document("the Zamboni DNS manual"), f'"Operation" of Zamboni: {sentence}')
    assert not tells_the_whole(document("the Zamboni DNS manual"), f'"Operation" of DNS: {sentence}')
    assert tells_the_whole(document(""), f'"Operation": {sentence}')


def document(part_of: str) -> View:
    """A section of a page called "Operation" of a whole."""
    reading = cut_document("operation.md", "---\nlanguage: en\n---\n\n# Operation\n\nText.\n", "0" * 64, Cutting())
    section = reading.sections[-1]
    return View(replace(section, document=replace(section.document, part_of=part_of)))


def test_no_not_is_put_before_half_of_a_sentence() -> None:
    halves = [f"The alert {kind} is written in Rust and the tests in Go." for kind in KINDS]
    assert "False" not in verdicts(halves)


def test_nobody_says_of_something_that_it_cannot_be_done_in_two_ways() -> None:
    assert not verdicts([f"The alert {kind} can be one of `{kind}d` and `{kind}ctl`." for kind in KINDS]) & {"False"}
    terms = [f"The alert {kind} can be started in two modes by `{kind}ctl`." for kind in KINDS]
    assert "False" not in verdicts(terms)


def test_a_catalogue_of_messages_states_nothing_by_itself() -> None:
    sentence = "The alert broker is configured by the file `/etc/broker.conf`."
    assert statements_of(sentence, title="Alert broker settings")
    assert not statements_of(sentence, title="Alert broker messages manual")


def test_nobody_denies_what_holds_for_any() -> None:
    one = [f"The alert {kind} is compatible with the spool of `traced`." for kind in KINDS]
    each = [f"Any alert {kind} is compatible with the spool of `traced`." for kind in KINDS]
    assert "False" in verdicts(one)
    assert "False" not in verdicts(each)


def test_a_list_of_changes_lays_nothing_down() -> None:
    assert is_housekeeping("Changes to the trace server since 2.1")
    assert not is_housekeeping("Trace server")
