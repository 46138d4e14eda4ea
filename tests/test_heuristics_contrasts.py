"""Things are told apart only where a sentence does so by name; what speaks for or against a thing is asked for whole."""

import pytest

from synthetic_data.heuristics.comparing.contrasts import contrasts
from synthetic_data.heuristics.comparing.pros_and_cons import pros_and_cons
from synthetic_data.heuristics.words.base import Candidate, View
from synthetic_data.sections import Cutting, cut_document

FILLER = "\n\nThe whole thing takes about a quarter of an hour on a machine that has a decent connection to the internet.\n"


def found(body: str, family=contrasts, title: str = "Widget manual") -> list[Candidate]:
    reading = cut_document("doc.md", f"# {title}\n\n## Kinds of widgets\n\n{body}{FILLER}", "0" * 64, Cutting())
    candidates = []
    for section in reading.sections:  # type: ignore[union-attr]
        view = View(section)
        for candidate in family(view):
            for (_, start, end), quote in zip(candidate.item.spans, candidate.item.evidence, strict=True):
                assert view.source(start, end) == quote
            assert len(set(candidate.item.reasoning_steps)) == 3
            candidates.append(candidate)
    return candidates


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("Unlike round widgets, square widgets can be stacked on a shelf.", ("square widgets", "round widgets")),
        ("Compared to a pump, a turbine is far smaller and needs no valve.", ("a turbine", "a pump")),
        ("In contrast to plain glue, resin can hold for more than ten years.", ("resin", "plain glue")),
        ("The difference between a bolt and a rivet is that a bolt can be removed.", ("a bolt", "a rivet")),
        ("Round widgets can roll off a shelf, whereas square widgets must be pushed by hand.", ("round widgets", "square widgets")),
        ("Unlike a pump, which moves a liquid, a turbine is driven by a stream of water.", ("a turbine", "a pump")),
    ],
)
def test_a_sentence_that_tells_two_things_apart_is_asked_by_both_names(sentence: str, named: tuple[str, str]):
    (candidate,) = found(sentence)
    assert candidate.question_type == "comparative_analysis" and candidate.item.answer == sentence
    assert all(name.lower() in candidate.item.question.lower() for name in named)


@pytest.mark.parametrize(
    "sentence",
    [
        "Unlike the other tools, this one can be stacked on a shelf.",
        "Unlike before, it can be stacked on a shelf without a net.",
        "Unlike start, stop, and poll methods, the state methods are plain functions.",
        "Compared to the tools above, a turbine needs far less room.",
        "Unlike a pump, the second one has a valve that never sticks.",
        "We see the difference between a bolt and a rivet in Figure 3.",
        "The value is lower, whereas it was higher in the year before.",
    ],
)
def test_a_contrast_that_leans_on_other_words_is_left_alone(sentence: str):
    assert found(sentence) == []


def test_many_and_one_are_asked_in_the_right_number():
    (many,) = found("Unlike\nglue, square widgets can be stacked on a shelf.")
    (one,) = found("Unlike glue, a square widget can be stacked on a shelf.")
    assert "do square widgets" in many.item.question or "sets square widgets" in many.item.question
    assert "does a square widget" in one.item.question or "sets a square widget" in one.item.question


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("The main drawback of hand pumps is that they need a strong arm.", "the main drawback of hand pumps"),
        ("One benefit of steel ropes is easy repair in winter.", "one benefit of steel ropes"),
        ("Testing in winter has the advantage of showing how a rope wears.", "advantage does testing in winter have"),
    ],
)
def test_a_sentence_that_weighs_a_thing_asks_for_the_ground(sentence: str, asked: str):
    (candidate,) = found(sentence)
    assert candidate.question_type == "critical_analysis" and asked in candidate.item.question


LISTED = "Advantages of hand pumps:\n\n- They need no power at all\n- They last for twenty years\n"


def test_a_list_of_grounds_is_asked_for_whole():
    (candidate,) = found(LISTED, pros_and_cons)
    assert "advantages of hand pumps" in candidate.item.question and '"Widget manual"' in candidate.item.question
    assert candidate.item.answer == "- They need no power at all\n- They last for twenty years"
    assert candidate.item.evidence[0] == "Advantages of hand pumps:" and len(candidate.fact_starts) == 2


def test_a_bare_label_takes_its_thing_from_the_heading_above():
    (candidate,) = found("### Hand pump\n\nPros:\n\n- They need no power at all\n- They last for twenty years\n", pros_and_cons)
    assert 'pros of "Hand pump"' in candidate.item.question
    assert found("### Why\n\nPros:\n\n- They need no power at all\n- They last for twenty years\n", pros_and_cons) == []
    (doing,) = found("### Use a hand pump\n\nPros:\n\n- They need no power\n- They last for years\n", pros_and_cons)
    assert "pros of using a hand pump" in doing.item.question


@pytest.mark.parametrize(
    "body",
    [
        LISTED.replace("hand pumps", "this approach"),
        LISTED.replace("They last", "We think they last"),
        LISTED.replace("Advantages of", "Makers of"),
        LISTED.replace("- They last for twenty years\n", "- They last:\n    - for years\n"),
    ],
)
def test_a_list_that_is_no_plain_list_of_grounds_is_left_alone(body: str):
    assert found(body, pros_and_cons) == []


def test_prerequisites_are_asked_for_by_the_document_or_heading_they_stand_under():
    (candidate,) = found("### Water wheels\n\n#### Prerequisites\n\n- A stream of water\n- Some oak planks\n", pros_and_cons)
    assert candidate.question_type == "factual_recall" and "prerequisites" in candidate.item.question
    assert '"Water wheels"' in candidate.item.question and candidate.item.answer == "- A stream of water\n- Some oak planks"


def test_a_table_of_pros_beside_cons_is_read_by_its_columns():
    table = "| Pros | Cons |\n|---|---|\n| Needs no power | Needs a strong arm |\n"
    table += "| Lasts for twenty years | |\n| Has no valve | Is slow and loud |\n"
    pros, cons = found("### Hand pump\n\n" + table, pros_and_cons)
    assert 'pros of "Hand pump"' in pros.item.question and 'cons of "Hand pump"' in cons.item.question
    assert pros.item.answer == "- Needs no power\n- Lasts for twenty years\n- Has no valve"
    assert cons.item.answer == "- Needs a strong arm\n- Is slow and loud"
    assert found("### Hand pump\n\n" + table.replace("Cons", "Price"), pros_and_cons) == []


def test_a_label_behind_code_may_speak_of_the_code_and_is_left_alone():
    body = "### Hand pump\n\n```sh\npump --hand\n```\n\nPros:\n\n- They need no power at all\n- They last for twenty years\n"
    assert found(body, pros_and_cons) == []


def test_common_things_are_told_apart_by_the_name_of_the_place():
    reading = cut_document(
        "doc.md", f"# Pumps\n\nUnlike pumps, turbines are driven by a stream of water.{FILLER}", "0" * 64, Cutting()
    )
    [section] = reading.sections  # type: ignore[union-attr]
    (candidate,) = contrasts(View(section))
    assert '"Pumps"' in candidate.item.question


@pytest.mark.parametrize(
    "sentence",
    [
        "The benefit of building round widgets is that there are truly infinite ways to build something.",
        "Compared to a pump, a turbine is more fast, accurate and thorough.",
    ],
)
def test_empty_remarks_and_slips_are_no_contrasts(sentence: str):
    assert not found(sentence)


def test_one_of_several_advantages_is_not_asked_for_as_the_only_one():
    (candidate,) = found("A key advantage of resin is that it holds for more than ten years.")
    assert "a key advantage of resin" in candidate.item.question


def test_a_plain_name_in_code_does_not_tell_whose_it_is():
    text = f"# configure\n\nThe main benefit of `configure` is that all of its functions run before the first start.{FILLER}"
    [section] = cut_document("doc.md", text, "0" * 64, Cutting()).sections  # type: ignore[union-attr]
    (candidate,) = contrasts(View(section))
    assert '"configure"' in candidate.item.question


@pytest.mark.parametrize(
    "sentence",
    [
        "Unlike IPv4, the MTU of a given network can be conveyed in two kinds of messages.",  # a part against a whole
        "Unlike sync workers, the `--threads` option has no effect on ASGI workers.",  # the worker is the other side
        "The first option has the advantage of making both kinds possible.",
        "In contrast to plain lists, many terms per entry are allowed, and all of them can be marked.",
        "API access may be secured by one rule: users with rights may read all, whereas users without rights may only read a part.",
        "One difference between Next and Read is their idea of a thing.",
        "Unlike `xid` values, `xid8` values increase strictly monotonically and cannot be reused in the lifetime of a store.",
        "Large values should be used in such cases, whereas small widget values are often helpful on slow disks.",
    ],
)
def test_things_that_do_not_match_are_not_set_against_each_other(sentence: str):
    assert found(sentence) == []


def test_one_of_several_differences_is_asked_for_as_one():
    (candidate,) = found("One difference between a bolt and a rivet is that a bolt can be removed by hand.")
    assert "what is one difference between a bolt and a rivet" in candidate.item.question.lower()


def test_a_thing_weighed_under_a_heading_of_one_word_is_asked_for_with_the_heading_above():
    rows = "| Fast on most days | Needs more memory |\n| Easy to set up | Needs more power |\n"
    body = f"## Profiles\n\n### Balanced\n\n| Pros | Cons |\n|---|---|\n{rows}"
    asked = [candidate.item.question for candidate in found(body, pros_and_cons)]
    assert asked and all("Profiles" in question for question in asked)


def test_a_name_within_a_sentence_keeps_its_small_letter():
    (candidate,) = found(
        "OpenStack specifies disk sizes in full gigabytes, whereas z/VM handles disk sizes by cylinders and blocks."
    )
    assert "z/VM" in candidate.item.question


def test_the_evidence_shows_what_its_entries_stand_under():
    table = "| Pros | Cons |\n|---|---|\n| Needs no power | Needs a strong arm |\n| Lasts for twenty years | |\n"
    pros, *_ = found("### Hand pump\n\n" + table, pros_and_cons)
    assert pros.item.evidence == ("| Pros | Cons |", "| Needs no power | Needs a strong arm |", "| Lasts for twenty years | |")
    assert "column “Pros”" in pros.item.reasoning_steps[0]
    (listed,) = found("### Pros of hand pumps\n\n- They need no power\n- They last for years\n", pros_and_cons)
    assert listed.item.evidence[0] == "### Pros of hand pumps"


def test_what_is_needed_to_read_a_page_is_not_asked():
    listed = "- Some years of practice\n- Experience with oak\n" + FILLER
    page = f"# Hand pumps\n\n## Prerequisites\n\n{listed}"
    thing = f"# Hand pumps\n\n## Steel pumps\n\n### Prerequisites\n\n{listed}"
    for text, asked in ((page, 0), (thing, 1)):
        reading = cut_document("doc.md", text, "0" * 64, Cutting())
        assert sum(len(list(pros_and_cons(View(section)))) for section in reading.sections) == asked  # type: ignore[union-attr]


def test_one_ground_of_several_is_not_asked_for():
    one = "One downside of steel ropes is the rust that comes in winter."
    assert found(one)
    assert not found(f"{one}\n\nAnother downside is that they cannot be mended by hand.")


def test_half_of_a_not_only_names_no_advantage() -> None:
    assert not found("The advantage of hardware integration is not only performance within virtual machines.")
    assert found("The advantage of hardware integration is a better performance within virtual machines.")


def test_the_end_of_a_sentence_keeps_its_not() -> None:
    (candidate,) = found(
        "Mutual trust has the advantage of not having any security issues related to shared cryptographic secrets."
    )
    assert "… not having any security issues" in candidate.item.reasoning_steps[2]


def test_the_first_word_behind_a_comma_keeps_its_small_letter() -> None:
    (candidate,) = found("Compared to development time, hardware is cheap to buy and to keep.")
    assert "hardware" in candidate.item.question and "Hardware" not in candidate.item.question
    assert not found("Compared to development time, hardware is cheap, and so the server takes as much of it as you have.")


def test_using_a_thing_for_a_purpose_told_before_is_not_weighed() -> None:
    assert not found("Using a template has the advantage that titles are kept in the same place as other text.")


def test_what_a_nameless_document_weighs_needs_a_name():
    sentence = "The advantage of using `tabulary` is that it computes suitable column widths by itself."
    assert found(sentence) and not found(sentence, title="Directives")
    assert found("Unlike TCP, UDP has no notion of any connections between hosts.", title="Directives")


@pytest.mark.parametrize("said", ["what happens if the client sends no card", "how they treat a client that sends no card"])
def test_where_two_things_differ_is_not_yet_how(said: str):
    assert found(f"The difference between `ask_card` and `want_card` is {said} at the beginning of a long session.") == []


def test_the_latest_version_is_no_name_of_a_thing():
    body = "### Advantages of Latest Version\n\n- Each part of it is short\n- The parts know nothing of each other\n"
    assert found(body, pros_and_cons) == []


@pytest.mark.parametrize("item", ["Example: writing a new pump is easy", "Make sure all tools are at hand before the start"])
def test_an_example_or_an_order_is_no_ground(item: str):
    assert found(f"### Hand pump\n\nLimitations:\n\n- It needs a strong arm\n- {item}\n", pros_and_cons) == []
    assert found("### Hand pump\n\nLimitations:\n\n- It needs a strong arm\n- It lifts little water\n", pros_and_cons) != []


def test_a_product_is_not_set_against_a_plugin_of_another_kind() -> None:
    assert not found("In contrast to the zamboni plugin, Widget 2 implements a light check in memory.")


def test_what_a_document_is_about_is_not_compared_as_if_once_and_for_all() -> None:
    assert not found("Compared with ZIP, WIDGETD can provide a faster start of all servers.", title="WIDGETD guide")


def test_two_things_set_apart_twice_are_asked_about_in_neither_place() -> None:
    one = "Unlike a ZIP store, a WID store keeps the names of all widgets."
    assert found(one)
    assert not found(f"{one} In contrast to a ZIP store, a WID store can be searched by colour.")


def test_mere_praise_is_no_advantage() -> None:
    assert not found("The biggest advantage of WidgetBug is its simplicity.")
