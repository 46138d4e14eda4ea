"""What a strict reader of the pairs struck out is asked no more: rules, true-or-false, conditions and reasons."""

import pytest

from synthetic_data.heuristics.causes.conditions import conditions
from synthetic_data.heuristics.causes.reasons import reasons
from synthetic_data.heuristics.duties.rules import rules
from synthetic_data.heuristics.verdicts.flips import flip_for, flipped
from synthetic_data.heuristics.verdicts.statements import statements
from synthetic_data.heuristics.words.base import View
from synthetic_data.sections import Cutting, cut_document

pytestmark = pytest.mark.usefixtures("cases_count_as_long")

END = "\n\nIt has been written over the years by many people who were glad to be of use to all of the others.\n"
FAMILIES = {"rules": rules, "conditions": conditions, "reasons": reasons, "statements": statements}


def asked(family: str, text: str, title: str = "Parcel router manual") -> list[str]:
    """The questions a family asks about a text, in lower case."""
    sections = cut_document("doc.md", f"---\nlanguage: en\n---\n\n# {title}\n\n{text}{END}", "0" * 64, Cutting()).sections
    return [one.item.question.lower() for section in sections for one in FAMILIES[family](View(section))]


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (
            "The default number of parcels in a queue is 40.",
            "The default number of parcels in a queue is likely to suit most depots.",
        ),
        ("The default ratio of parcels in a hall is 20.5.", "Default ratio of parcels in a hall is 20.5."),
        ("The maximum number of belts in a hall is 12.", "The maximum number of belts in a hall is statically required."),
    ],
)
def test_a_limit_is_a_value_and_has_its_article(good: str, bad: str) -> None:
    assert asked("rules", good)
    assert not asked("rules", bad)


def test_a_clause_that_leans_on_the_object_stays_out_of_the_question() -> None:
    assert not asked("rules", "The `depot-watch` daemon monitors any label changes as they appear in the store.")
    assert not asked("rules", "The `depot-port` option specifies the address at which the label printer listens.")[1:]
    assert not any(
        "specify at which" in one for one in asked("rules", "`depot-port` specifies the port at which the printer listens.")
    )


def test_all_available_things_are_no_answer() -> None:
    assert asked("rules", "The Parcel Seven specification lists the label colours of every depot.")
    assert not asked("rules", "The Parcel Seven specification lists all available options.")


def test_a_number_of_things_is_no_subject_of_a_rule() -> None:
    assert not asked("rules", "A few GB must be kept for the parcel archive and its nightly copies.")


def test_what_must_be_there_is_asked_for_by_what_it_is_for() -> None:
    (question,) = asked("rules", "The Label Cache must be loaded for customs of Depot Seven to work.")
    assert "what must be loaded for customs of depot seven to work" in question
    assert not asked("rules", "The Label Cache must be installed, as explained in Depot Setup.")
    two = "The Label Cache must be loaded for customs of Depot Seven. The Stamp Cache must be loaded for customs of Depot Nine."
    assert not asked("rules", two)


def test_where_something_must_be_set_is_asked_for() -> None:
    (question,) = asked("rules", "The LabelMode parameter must be set in the `depot.conf` file of each hall.")
    assert "where must the labelmode parameter be set" in question


def test_nobody_is_asked_what_all_is_required_of_the_topic_of_a_document() -> None:
    said = "Label printers must keep their paper dry and clean."
    assert asked("rules", said)
    assert not asked("rules", said, "Label printers")


def test_a_goal_that_the_rule_only_says_again_is_not_asked_about() -> None:
    assert not asked("rules", "For labels to reach the `hub-seven` server, `belt-six` must be able to communicate with it.")


def test_points_of_a_list_that_tells_under_what_circumstances_are_no_rules() -> None:
    items = "- The Label Record specifies a hall that does not exist.\n- The Stamp Record specifies a belt without a motor."
    assert asked("rules", f"Each parcel has these marks.\n\n{items}")
    assert not asked("rules", f"A parcel is sent back under the following circumstances:\n\n{items}")


def test_a_value_whose_option_only_the_sentence_before_names_is_left_alone() -> None:
    assert not asked("rules", "A value of zero time specifies no timeout for parcels.")
    assert not asked("statements", "A value of zero is always rejected by the parcel router.")
    assert not asked("statements", "Any other value must be given as a number of parcels in a hall.")


def test_whether_something_should_be_confused_nobody_asks() -> None:
    assert not asked("rules", "The label group snapshot should not be confused with the Depot Seven group of belts.")


def test_what_the_name_of_the_place_tells_is_neither_true_nor_false() -> None:
    said = "Parcel routers can store label reservations in Depot Seven."
    assert asked("statements", said, "Belts and halls")
    assert not asked("statements", f"## Storing label reservations in Depot Seven\n\n{said}")


def test_a_subject_that_is_told_by_itself_is_no_news() -> None:
    assert asked("statements", "Parcel assignments are kept in the ledger of Hall Three.")
    assert not asked("statements", "Parcel assignment is governed by the configured parcel-assignment method.")


@pytest.mark.parametrize(
    "said",
    [
        "The parameters `HALL` and `BELT_TYPES` are required.",
        "Label prompts should be handled differently in `depot` halls.",
        "Information can be recorded in a Depot Seven or Depot Nine ledger.",
        "Clients should always make sure to validate their labels when moving to a new hall.",
        "Sorting labels should therefore always be done before the `parcel` hall is opened.",
    ],
)
def test_a_statement_that_needs_its_place_or_that_nobody_would_deny_is_not_judged(said: str) -> None:
    assert not asked("statements", said)


def test_what_is_said_of_a_sample_is_not_judged() -> None:
    said = "The hall entry does not need to be given a label number."
    assert not asked("statements", f"The list shows a sample hall entry which lets all the belts run. {said}")


@pytest.mark.parametrize(
    "said",
    [
        "The first argument identifies if the parcel reservation of the hall is desired.",
        "When you connect a belt to a local hall, you usually lay a cable between the belt and the ledger.",
        "When you press “OK”, a new warning about the parcel router will appear.",
        "If you don’t already have a depot account, you can easily create one.",
        "If you should run into any problems, you can join the depot channel of the parcel router.",
        "To run all the belt tests, you need to have label printers installed.",
    ],
)
def test_a_condition_without_an_outcome_of_its_own_is_left_alone(said: str) -> None:
    assert not asked("conditions", said)


def test_what_is_required_if_something_is_required_is_asked_for_as_what_has_to_be_done() -> None:
    (question,) = asked("conditions", "When a change in belt options is required, the changes need to be made in `belts/rules`.")
    assert "what has to be done when a change in belt options is required" in question


def test_what_is_said_behind_code_to_be_imagined_holds_for_that_code_only() -> None:
    said = "If the `suffix` label of a parcel is empty, the parcel router sends parcels to a top hall."
    code = "```\nhall = /depot/main\n```\n\n"
    assert asked("conditions", f"This is the syntax:\n\n{code}{said}")
    assert not asked("conditions", f"Consider this example:\n\n{code}{said}")


def test_a_condition_behind_the_label_of_its_point_names_that_label() -> None:
    said = "If a parcel limit is reached, no parcels are started for a minute."
    assert not asked("conditions", f"- GroupMinutes : Used to limit the minutes of all parcels. {said}")
    assert asked("conditions", f"- {said}")


def test_praise_is_no_ground_and_the_same_again_no_consequence() -> None:
    assert asked("reasons", "The parcel router is always kept in memory, so belts can be moved in different halls and depots.")
    assert not asked("reasons", "The parcel router is very flexible, so belts can be moved in different halls and depots.")
    assert not asked(
        "reasons", "The pattern for each label printer is governed individually, so each label printer has its own pattern."
    )


def test_a_thing_that_only_the_title_of_one_word_names_is_asked_no_reason() -> None:
    said = "The application is locked{} because several old belts with broken labels would start by themselves."
    assert asked("reasons", said.format(" in Depot Seven"), "Application")
    assert not asked("reasons", said.format(" at night"), "Application")


def test_what_once_had_been_done_is_asked_no_reason() -> None:
    assert not asked("reasons", "The parcel maintainer had made a change so that halls using labels would no longer warn.")


@pytest.mark.parametrize(
    "said",
    [
        "The depot clerk should not need to perform any counting of the parcels of a hall.",
        "BELT 9 includes a limited mechanism to stop parcels for requests from other depots.",
        "The `label-maker` program allows multiple labels to be printed from the command line.",
    ],
)
def test_what_a_product_includes_and_what_nobody_has_to_do_is_no_rule(said: str) -> None:
    assert not asked("rules", said)


@pytest.mark.parametrize(
    "said",
    [
        "With the `.pick()` method it was not always obvious if a parcel is a list or not; to pick one the hall should be called.",
        "When a parcel ledger contains information necessary for recovering a hall, the ledgers are called hot ledgers.",
        "If the parcel router is not already running, you will need to start it in the usual way.",
        "When you use the parcel queue to pause and resume belts <parcel-topics>, the belts write parcels to a compact format.",
    ],
)
def test_what_only_looks_like_an_outcome_is_left_alone(said: str) -> None:
    assert not asked("conditions", said)


def test_what_is_said_of_an_example_by_its_heading_is_left_alone() -> None:
    assert asked("conditions", "## Parcel limits\n\nIf a parcel limit is reached, no parcels are started for a minute.")
    assert not asked("conditions", "## A real example\n\nIf a parcel limit is reached, no parcels are started for a minute.")
    assert not asked("statements", "## Sample depot\n\nThe parcel router is enabled through the `DEPOT_ON` setting of a hall.")


def test_a_noun_with_a_clause_of_its_own_is_no_statement() -> None:
    assert not asked("statements", "The maximum number of parcels belts can handle before closing an idle hall.")


@pytest.mark.parametrize(
    "said",
    [
        "The Parcel Seven depot contains a ledger which is built to hold the labels of many halls.",
        "The Parcel Seven depot implements many of its own label extensions.",
        "Label submission should otherwise follow the regular steps of the Parcel Seven depot.",
        "The Parcel Seven depot accepts their labels at the gate.",
        "The label-size feature allows configuring halls to move labels across belts.",
    ],
)
def test_what_only_other_words_would_delimit_is_no_answer(said: str) -> None:
    assert not asked("rules", said)


def test_a_second_thing_that_is_done_makes_no_purpose() -> None:
    said = "`Seal9` labelling is used to protect the parcels stored in a hall of any depot"
    assert asked("rules", f"{said}.")
    assert not asked("rules", f"{said} and weight is verified with a scale.")


def test_a_name_that_opens_like_an_order_is_none() -> None:
    (question,) = asked("conditions", "If a parcel hall is in use, Open vBelt sets up two belts with a higher priority.")
    assert "what happens if a parcel hall is in use" in question
    assert not asked("conditions", "If you are using parcel labels, make sure the settings of your parcel router are correct.")


def test_an_adverb_stays_an_adverb_when_a_denial_is_lifted() -> None:
    said = "The parcel router does not automatically revoke a label before deleting it."
    questions = asked("statements", said)
    assert questions
    assert not any("automaticallies" in one for one in questions)
    flip = flip_for(said)
    assert flip
    assert flipped(said, flip) == "The parcel router automatically revokes a label before deleting it."


def test_what_the_product_of_a_whole_document_allows_is_too_wide_a_question() -> None:
    said = "JupyterBelt allows you to define custom labels for all belts."
    assert asked("rules", said)
    assert not asked("rules", said, "Scopes in JupyterBelt")


@pytest.mark.parametrize(
    "said",
    [
        "If you want to dive into related notions, the Parcel Seven document is recommended.",
        "When choosing a hall for an important parcel archive, you should be careful about the limits of its belts.",
        "The label router can do nothing unless a belt is compiled with support for labels.",
    ],
)
def test_advice_without_content_is_no_outcome(said: str) -> None:
    assert not asked("conditions", said)


def test_what_suits_only_the_words_before_tell() -> None:
    assert asked("statements", "Parcel labels are provided by the `bool_belt` extension.")
    assert not asked("statements", "Suitable labels are provided by the `bool_belt` extension.")
    assert not asked("reasons", "The reason for having two modules is that some users are not interested in long labels.")


def test_what_is_left_of_markup_and_of_version_marks_is_not_asked_about() -> None:
    assert not asked("rules", "1.3 The default number of parcels in a queue is now 40.")
    assert not asked("rules", "`BaseParcel` is used for Low-Level Halls<parcel-hall-low> (which have no belts at all).")
    assert not asked("statements", "Handler<parcel-handler> lookup is performed by iterating on added halls in the order of belts.")


def test_praise_is_no_value_of_a_limit() -> None:
    assert not asked("rules", "The limit of parcels in a hall is reasonable for belts like large sorting machines.")


@pytest.mark.parametrize(
    "said",
    [
        "Abstract hall, should be overridden by each parcel belt that is derived from it.",
        "Default is 40 parcels a minute, the least that the parcel router can carry.",
        "A number of parcel features are provided for the purpose of sorting in `depot` halls.",
        "Maximum number of belts can be configured by using the parameter `max_belts` in `depot` halls.",
    ],
)
def test_half_a_sentence_is_not_judged(said: str) -> None:
    assert not asked("statements", said)


def test_thanks_and_moods_are_no_outcomes() -> None:
    assert not asked("conditions", "If you want to support the development of the router, you can do so through sponsorship.")
    assert not asked("conditions", "When parcels of two sizes are involved, the parcel sorting gets worse in the halls.")


@pytest.mark.parametrize(
    "said",
    [
        "If you are operating a depot with a larger number of parcel halls, you should adjust that number in the ledger.",
        "If you want to perform label checks, you have to do that on the parcel itself.",
        "Will be used for the label path if `PARCEL_COOKIE_PATH` is not set.",
        "When multiple label rules are tied to a hall, the `position` parameter becomes important.",
    ],
)
def test_half_an_outcome_is_none(said: str) -> None:
    assert not asked("conditions", said)


def test_what_is_assumed_and_what_is_as_it_is_give_no_reason() -> None:
    assert not asked(
        "reasons", "Assume that parcels live in Depot Seven. Therefore, you have set the default label to Depot Seven."
    )
    assert not asked("reasons", "The parcel router of Depot Seven is slower than the belts due to the way it is implemented there.")
    assert not asked("statements", "24 hours is the time that is set for parcels by the default configuration.")
    assert not asked("rules", "The `label_kind` property serves the same purpose for belts of the Parcel Seven depot in halls.")


def test_a_number_of_things_of_a_kind_is_not_the_number_of_all() -> None:
    assert not asked("rules", "Parcelfix provides two belt parameters that control how much memory a hall will use.")
    assert not asked("rules", "Each label ledger in a depot contains a number of tags.")


def test_more_remarks_without_content_are_left_alone() -> None:
    assert not asked("conditions", "If you are completely new to parcels, it's best to first follow the course of Depot Seven.")
    assert not asked("conditions", "To enforce parcel limits, set the value of LabelStorageEnforce in each depot appropriately.")
    assert not asked("statements", "ParcelBird in particular is always sorted before the halls of a depot.")
    assert not asked("statements", "Labels are used for the parcel sources<Concepts-Parcel-Source> to talk to belts.")
    assert not asked("reasons", "Fixed issues that kept the router from being used in Depot Seven due to belts failing to build.")


def test_what_nothing_in_the_condition_could_mean_is_left_alone() -> None:
    assert asked("conditions", "If you sort a parcel ledger before it is sent, Depot Seven sends a label to all halls.")
    assert not asked("conditions", "If you do include support for it, Depot Seven sends a label to all halls.")
    assert not asked("conditions", "If you do either of the first two label checks, keep an eye on parcels of Depot Seven.")
    assert not asked("conditions", "If you have made a `parcel_type` label, you don't need to worry about the belts of a hall.")
    assert not asked("rules", "`E` indicates that a parcel error was raised during a label check of Depot Seven.")


def test_in_sync_is_no_place() -> None:
    assert "where must" in asked("rules", "The labels of a parcel must be kept in the hall of Depot Seven.")[0]
    assert not any(
        "where" in question for question in asked("rules", "The labels of a parcel must be kept in sync with Depot Seven.")
    )


def test_what_a_sample_shows_holds_for_that_sample_only() -> None:
    shown = "If you sort a parcel ledger before it is sent, Depot Seven sends a label to all halls."
    assert asked("conditions", f"## Belts of a depot\n\n{shown}")
    assert not asked("conditions", f"## Sample Output\n\n{shown}")


def test_advice_is_not_what_happens() -> None:
    case = "If the parcel router sends labels through Hall Seven, {} the label limit of `hall-3` to be a whole number."
    assert not asked("conditions", case.format("you will want"))
    assert asked("conditions", case.format("Depot Seven takes"))
