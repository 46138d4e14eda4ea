"""Why-questions come from explicit cues only, turned around where grammar is sure."""

import pytest

from synthetic_data.heuristics.causes.causes import cause_in
from synthetic_data.heuristics.causes.reasons import reasons
from synthetic_data.heuristics.causes.why import points_at
from synthetic_data.heuristics.words.base import Candidate, View
from synthetic_data.sections import Cutting, cut_document

FILLER = " The remaining paragraphs of this manual describe the history of the widget server and the people who built it."


def found(sentence: str, title: str = "Widget server manual") -> list[Candidate]:
    text = f"# {title}\n\n{sentence}\n\nIt has been written over the years by many people.{FILLER}\n"
    (section,) = cut_document("doc.md", text, "0" * 64, Cutting()).sections  # type: ignore[union-attr]
    view = View(section)
    candidates = list(reasons(view))
    for candidate in candidates:
        assert candidate.question_type == "cause_effect"
        assert len(set(candidate.item.reasoning_steps)) >= 3
        for (_, start, end), quote in zip(candidate.item.spans, candidate.item.evidence, strict=True):
            assert view.source(start, end) == quote
    return candidates


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        (
            "Sparse files should be avoided because many old tools cannot read them.",
            "why should sparse files be avoided",
            "Because many old tools cannot read them.",
        ),
        (
            "Widget snapshots are kept for a week due to the legal requirements of several European countries.",
            "why are widget snapshots kept for a week",
            "Due to the legal requirements of several European countries.",
        ),
        (
            "The widget compiler doesn't check plugins because it has no access to their sources.",
            "why doesn't the widget compiler check plugins",
            "Because it has no access to their sources.",
        ),
        (
            "Accessing union fields is unsafe because the compiler cannot tell the type of a field.",
            "why is accessing union fields unsafe",
            "Because the compiler cannot tell the type of a field.",
        ),
        (
            "You should rotate widget keys because old keys leak after a year or two.",
            "why should you rotate widget keys",
            "Because old keys leak after a year or two.",
        ),
        (
            "Old entries SHOULD NOT be kept because they slow down every search of an index.",
            "why should old entries not be kept",
            "Because they slow down every search of an index.",
        ),
    ],
)
def test_a_statement_with_its_reason_becomes_a_why_question(sentence: str, question: str, answer: str):
    (candidate,) = found(sentence)
    assert question in candidate.item.question.lower()
    assert candidate.item.question.endswith("?")
    assert candidate.item.answer in (answer, sentence)


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        (
            "Widget plugins can be bundled so that new builds finish sooner than before.",
            "for what purpose can widget plugins be bundled",
            "So that new builds finish sooner than before.",
        ),
        (
            "Give the widget request a descriptive title, so that other members understand what a change is about.",
            "why should you give the widget request a descriptive title",
            "So that other members understand what a change is about.",
        ),
    ],
)
def test_a_purpose_is_asked_for_as_one(sentence: str, question: str, answer: str):
    (candidate,) = found(sentence)
    assert question in candidate.item.question.lower()
    assert candidate.item.answer in (answer, sentence)


def test_the_conclusion_of_one_sentence_is_answered_by_its_grounds_alone():
    (candidate,) = found("Widget keys are stored in plain text on every disk and therefore widget keys should be rotated weekly.")
    assert candidate.item.answer == "Widget keys are stored in plain text on every disk."


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        (
            "Closing a widget removes its files from the disk, so widgets should be closed with care.",
            "why should widgets be closed with care",
            "Closing a widget removes its files from the disk.",
        ),
        (
            "Initialize widget counters with zero values to prevent broken dashboards and misfiring alerts.",
            "why should you initialize widget counters with zero values",
            "To prevent broken dashboards and misfiring alerts.",
        ),
        (
            "All widget developers should run a linter before a commit to ensure that their code looks alike everywhere.",
            "why should all widget developers run a linter before a commit",
            "To ensure that their code looks alike everywhere.",
        ),
        (
            "Methods that call a widget are named consumers because calling them uses up a whole widget.",
            "why are methods that call a widget named consumers",
            "Because calling them uses up a whole widget.",
        ),
        (
            "Consider using a widget pool so that new requests never have to wait for a widget.",
            "why should you consider using a widget pool",
            "So that new requests never have to wait for a widget.",
        ),
    ],
)
def test_aims_and_drawn_conclusions_are_reasons_too(sentence: str, question: str, answer: str):
    (candidate,) = found(sentence)
    assert question in candidate.item.question.lower()
    assert candidate.item.answer in (answer, sentence)


@pytest.mark.parametrize(
    ("sentence", "fact", "answer"),
    [
        (
            "Widget keys are rotated once a week, which means that every client has to fetch the new key in time.",
            "that widget keys are rotated once a week",
            "Every client has to fetch the new key in time.",
        ),
        (
            "The widget server is a small program, so it only needs a few seconds to start on an old machine.",
            "that the widget server is a small program",
            "The widget server is a small program, so it only needs a few seconds to start on an old machine.",
        ),
    ],
)
def test_what_follows_from_a_statement_is_asked_for(sentence: str, fact: str, answer: str):
    (candidate,) = found(sentence)
    assert fact in candidate.item.question
    assert candidate.item.answer == answer


def test_therefore_joins_two_sentences_and_both_are_evidence():
    (candidate,) = found(
        "Histograms with different boundaries are generally not mergeable. Therefore, custom boundaries should be avoided."
    )
    assert "why should custom boundaries be avoided" in candidate.item.question.lower()
    assert candidate.item.answer == "Histograms with different boundaries are generally not mergeable."
    assert len(candidate.item.evidence) == len(candidate.fact_starts) == 2


def test_the_reason_is_asked_for_by_name():
    sentence = "The main reason to use a widget cache is that it shortens the time of a build."
    (candidate,) = found(sentence)
    assert "what is the main reason to use a widget cache" in candidate.item.question.lower()
    assert candidate.item.answer == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "This is possible because the widget server keeps an index of all entries.",
        "We chose the widget compiler because we had used it in an earlier project.",
        "It fails because the port is taken by another program on the machine.",
        "The code in Listing 3-1 is rejected because the value has been moved.",
        "The widget server is fast, but the client is slow because the network is old.",
        "Widget caches cause problems that result in outages of the whole system.",
        "Since the widget server is small, it starts in less than a second.",
        "De-identification is the process of changing a data set in order to lower the risk of disclosure.",
        "Write the widget interface so that it is structured in the way you want to call it.",
        # a reason too thin to teach, or none
        "Widget caches should be avoided because old keys leak.",
        "Widget caches are an alternative to disks because it's actually a completely different technology.",
        "Widget caches should be avoided because caches of widgets should be avoided.",
        # what for is nobody's purpose
        "Widget engineering enables the transformation of raw data so that it becomes usable for an algorithm.",
        # what only other sentences name
        "Widget caches should be avoided because the overlapping chunks fill the new counter.",
        "Because of the inherent granularity of the test, widget caches need no updates at all.",
        "Widget diagrams are a type of structure because it focuses on the parts of a server.",
        # slips of grammar
        "The widget server will expose a copy because there is no internal edges that need to be hidden.",
        # the cue belongs to a part of the statement only, or its pronoun to nothing in the sentence
        "Widget servers won't insert a line unless that line is required due to an inner widget that starts right behind it.",
        "In order to have them supported by old browsers, widget pages must provide some fallback for scripts.",
        "The widget report determines how often backups should be made to ensure that no data is ever lost.",
        "Widget locks are a mechanism to prevent two clients from writing the same entry at a time.",
        "Widget profiles also consume resources, therefore a simultaneous run might affect the results of a test.",
    ],
)
def test_what_leans_on_other_sentences_or_has_no_sure_cue_is_left_alone(sentence: str):
    assert not found(sentence)


def test_what_a_need_makes_possible_is_a_purpose_and_no_consequence() -> None:
    assert not found(
        "The **WidgetServer** tool is needed to write a table of contents, so users can move between folders and pages."
    )
    assert found("The widget server is a small program, so an old machine can start it within a few seconds.")


def test_an_order_is_no_answer_to_why() -> None:
    order = "Keep a common list of all widget parts so that everyone knows the parts, and the widget server can find them."
    assert all(not one.item.answer.startswith("Keep") for one in found(order))


@pytest.mark.parametrize(
    "sentence",
    [
        "The widget plugin does not support single parts, so that plugin should not be used for them on old machines.",
        "A widget method was called that cannot complete because the stream of parts was destroyed by the user.",
        "Newer versions of zlib will throw an exception, so Node.js restored the original behavior of upgrading a value of 8 to 9, "
        "since passing `windowBits = 9` to zlib actually results in a stream that effectively uses an 8-bit window only.",
        "OVN cannot use the networking of a widget host, so Case 2b in [10] can only be used when more widget agents are there.",
    ],
)
def test_what_belongs_to_a_part_of_the_sentence_is_no_reason_for_all_of_it(sentence: str):
    assert found(sentence) == []


def test_a_number_that_is_concluded_must_stand_in_the_grounds():
    grounds = "The third number of a widget version tells the level of its maintenance."
    assert found(f"{grounds} Therefore widget users can install a third number without a test.")
    assert found(f"{grounds} Therefore widget version 17 can be installed by all widget users.")
    assert not found(f"{grounds} Therefore widget version 17 was first delivered in November 2017.")


def test_a_cause_behind_a_noun_that_has_causes_belongs_to_that_noun():
    assert cause_in("Parts get lost due to crashes of the widget server.") is not None
    assert cause_in("The widget has its power cap reduced by 30 watts; so that node's power cap is reduced from 80 to 50.") is None
    assert cause_in("Journals are not used for protecting the parts from corruption due to crashes of the server.") is None


def test_a_name_keeps_its_capital_within_a_question() -> None:
    sentence = (
        "Gadget installations include a formatter by default, so users already have the programs of the formatter on a new system."
    )
    (named,) = found(f"{sentence} Many people use the formatter when writing Gadget.")
    (common,) = found(f"{sentence} Many people use the formatter when writing a gadget.")
    assert "that Gadget installations" in named.item.question
    assert "that gadget installations" in common.item.question


@pytest.mark.parametrize(
    "sentence",
    [
        "Set that line from `false` to `true` in order to enable the new mod in your game server.",
        "Testing widgets in dummy mode does not require root privilege, so you may ignore that requirement.",
        "Open vSwitch is designed so that any version of the widget works with any version of the kernel module.",
        "You should design your code so that data can be read from arbitrary input streams of the widget.",
        "Line 2 is needed so that Postfix will provide one widget at a time to the agent.",
        "Widget design: you should design your code so that data can be read from arbitrary input streams.",
        "The reason for the size is that each widget stores a large number of values and pointers.",
        "Tests do not have inter-dependencies, so you may run any subset.",
        "Widgets are shared bridges of the main switch, so to use them please avoid working with it directly.",
        "Dynamic zones provide the ability to sign a zone by several providers, meaning each provider signs the zone by itself.",
        "Good widget implementations seldom give problems, so Wietse recommends that you spend your money wisely.",
        "Installing on a machine that has a recent system is easy because the server is available as a package.",
        "The widget key is used whenever zone data changes, so performance certainly is of a bigger concern.",
        "The `Foo` instance is the result of calling the widget, so it is configured by modifying the widget.",
        "The reason programmers like widgets is because they make code easier to read since the details are kept apart.",
    ],
)
def test_what_points_into_the_source_or_explains_nothing_is_not_asked_for_reasons(sentence: str):
    assert not found(sentence)


def test_a_name_of_one_letter_keeps_its_capital():
    (candidate,) = found("X applications are started early because the widget server waits for all of them.")
    assert "X applications" in candidate.item.question


def test_reasons_in_a_document_that_names_no_program_need_a_name():
    sentence = "Sparse files should be avoided because many old tools cannot read them."
    assert found(sentence) and not found(sentence, "Developer Guide")


def test_a_clause_behind_that_is_no_pointer():
    assert points_at("You may ignore that requirement")
    assert not points_at("You should ensure that traffic to port 80 is blocked")
    assert not points_at("You can set the header that goes to the client")


def test_a_word_that_opened_a_sentence_loses_its_capital_in_the_question():
    (candidate,) = found("Different Postfix versions are used for widgets because the Milter protocol has evolved over time.")
    assert "why are different Postfix versions" in candidate.item.question


@pytest.mark.parametrize(
    "sentence",
    [
        "Open Widget sometimes adds extension parts to ensure that older widgets keep working on new shelves.",  # a name, no order
        "You should take care, because widgets can fall off the shelf and break a customer's foot.",  # of what?
        "The widget server shares the network of its host, so most network things should be the same.",
        "Every widget server includes the polishing tool, so you should already have the tool on your machine.",
        "The widget server uses a helper program, so named because a widget pulls at both of its ends.",
        "Edit the widget manifest and verify it with the online checker to ensure that the manifest is never broken.",
    ],
)
def test_what_is_expected_or_vague_or_half_the_statement_is_no_reason(sentence: str) -> None:
    assert not found(sentence)


def test_what_makes_a_thing_important_is_asked_by_why() -> None:
    (one,) = found("The widget lock is important in order to prevent two servers from painting one widget.")
    assert "why is" in one.item.question.lower()
