"""How entries of lists are asked about: what kind of thing they are, what their answers say, and which are left alone."""

import pytest

from synthetic_data.heuristics.terms.definitions import definitions
from synthetic_data.heuristics.terms.entry_kinds import kind_before, kind_in_heading, kind_led_in, named_alone, of_kind
from synthetic_data.heuristics.terms.loose_ends import points_at_untold
from synthetic_data.heuristics.words.base import View
from synthetic_data.heuristics.words.repetition import tells_enough
from synthetic_data.heuristics.words.term_forms import explained
from synthetic_data.sections import Cutting, cut_document

ENGLISH = (
    "\n\nThe server keeps the data that it has read and sends it to the other servers of the same cluster when they ask for it.\n"
)


def pairs(markdown: str) -> list[tuple[str, str]]:
    sections = cut_document("doc.md", markdown + ENGLISH, "0" * 64, Cutting()).sections
    return [(one.item.question, one.item.answer) for section in sections for one in definitions(View(section))]


@pytest.mark.parametrize(
    ("lead", "kind"),
    [
        ("The filter accepts the following options:", "option"),
        ("Each report includes some mandatory fields:", "field"),
        ("The parameters are:", "parameter"),
        ("The supported shutdown types are:", "shutdown type"),
        ("One of the following log policies applies:", ""),
        ("The options take these parameters and the following flags:", ""),
        ("Where:", ""),
    ],
)
def test_the_words_that_lead_a_list_in_tell_what_its_entries_are(lead: str, kind: str) -> None:
    assert kind_led_in(lead) == kind


def test_a_heading_tells_what_its_entries_are_but_not_where_it_may_hold_what_belongs_to_them() -> None:
    assert kind_in_heading("8.3 Result Variables") == "variable"
    assert not kind_in_heading("Commands")
    assert not kind_in_heading("Options for the C domain")


@pytest.mark.parametrize(
    ("term", "kind", "named"),
    [
        ("`quiet`", "option", "the `quiet` option"),
        ("`--quiet`", "", "the `--quiet` option"),
        ("`sum(x)`", "option", "`sum(x)`"),
        ("`sum(x)`", "function", "the `sum(x)` function"),
        ("Loki", "option", "Loki"),
        ("`quiet-option`", "option", "`quiet-option`"),
    ],
)
def test_a_question_calls_a_name_by_its_kind_where_that_fits(term: str, kind: str, named: str) -> None:
    assert of_kind(term, kind) == named


def test_a_label_may_tell_the_kind_before_the_name() -> None:
    assert kind_before("Function: bf_fft (y)") == ("function", "`bf_fft (y)`")
    assert kind_before("Scheme Procedure: set-x! cred ¶") == ("procedure", "`set-x! cred`")
    assert kind_before("Function: batch batch (file) batch (file, mode)") == ("function", "`batch`")
    assert kind_before("Service Level: high") == ("", "Service Level: high")


def test_a_name_is_asked_for_without_its_short_form_and_its_type() -> None:
    assert named_alone("`luma_radius, lr`") == "`luma_radius`"
    assert named_alone("`strict integer (decoding,audio)`") == "`strict`"
    assert named_alone("`peer table`") == "`peer table`"


def test_an_entry_is_asked_about_by_the_kind_that_its_list_is_led_in_with() -> None:
    text = (
        "# Stopping the wheel server\n\nThe supported shutdown types are:\n\n"
        "- `normal` - stops the queue manager and finishes all current transactions.\n"
        "- `now` - drops all of the messages in the queue and exits at once.\n"
    )
    found = dict(pairs(text))
    question = next(question for question in found if "`normal`" in question)
    assert "the `normal` shutdown type" in question
    assert found[question] == "`normal` stops the queue manager and finishes all current transactions."


@pytest.mark.parametrize("lead", ["The following values are possible:", "The wheel has these:", "Filter syntax (examples):"])
def test_a_plain_word_in_code_is_left_alone_where_nothing_tells_of_what_it_is(lead: str) -> None:
    text = f"# Turning wheels\n\n{lead}\n\n- `normal` - The brake manager ends all current turns before it leaves.\n"
    assert not any("`normal`" in question for question, _ in pairs(text))


def test_a_plain_word_in_a_list_within_an_entry_is_left_alone() -> None:
    text = (
        "# Turning wheels\n\n- `wheel:turn:start`: sent when the first turn of the wheel begins. It has these fields:\n"
        "  - `instance`: the wheel server that was associated with the first turn\n"
    )
    assert not any("`instance`" in question for question, _ in pairs(text))


@pytest.mark.parametrize(
    ("term", "told", "question", "answer"),
    [
        ("`--log`", "Write each entry to the file.", "for?", "`--log` is used to write each entry to the file."),
        ("`gain`", "Set output gain of the last filter.", "do?", "`gain` sets output gain of the last filter."),
        ("`sum(x)`", "Return the total of all numbers given.", "do?", "`sum(x)` returns the total of all numbers given."),
        ("`post(x)`", "Send a request and wait for it.", "do?", "`post(x)` is used to send a request and wait for it."),
        (
            "`kind`",
            "Used to select which devices get serial parameters.",
            "used for?",
            "`kind` is used to select which devices get serial parameters.",
        ),
        ("`OPT`", 'Set to "true" if a package is optional.', "described", '`OPT` is set to "true" if a package is optional.'),
        ("`port`", "This specifies the socket of the wheel server.", "", "`port` specifies the socket of the wheel server."),
    ],
)
def test_what_is_ordered_under_a_name_is_told_as_its_deed(term: str, told: str, question: str, answer: str) -> None:
    form = explained(term, [told])
    assert form is not None and form.answer == answer
    assert question in form.question


@pytest.mark.parametrize("told", ["Avoid any call of this from within a turn.", "Use this option to turn the wheel faster."])
def test_advice_to_the_reader_is_no_deed_of_a_name(told: str) -> None:
    assert explained("`turn`", [told]) is None


@pytest.mark.parametrize("told", ["The last way to specify the content of a wheel.", "An alternative which tracks the wheels."])
def test_a_place_among_others_is_not_what_a_name_is(told: str) -> None:
    assert explained("`expr`", [told]) is None


def test_an_explanation_has_to_add_enough_to_its_name() -> None:
    assert not tells_enough("`installcheck`", ["Perform installation tests (if any)."], 1)
    assert not tells_enough("`display_name`", ["The display name of the wheel (e.g. `Ant of Spokes`)."], 1)
    assert tells_enough("`d2_port`", ["The socket on which the daemon listens for requests."], 1)


def test_a_first_sentence_has_to_add_more_where_others_follow_it() -> None:
    first = "Computes the forward Fourier transform of lists."
    assert tells_enough("`bf_fft`", [first], 1)
    assert not tells_enough("`bf_fft`", [first], 3)


def test_where_the_first_sentence_is_thin_the_whole_explanation_is_the_answer() -> None:
    text = "# Wheel options\n\n- `minp`: Set minimal partition size. Default is 8192, and 32768 is allowed at the most.\n"
    [(_, answer)] = pairs(text)
    assert answer == "`minp` sets minimal partition size. Default is 8192, and 32768 is allowed at the most."


def test_what_goes_on_behind_its_paragraph_is_not_taken_into_an_answer() -> None:
    text = (
        "# Wheel functions\n\nFunction: **hankel** *(v, z)*\n:   The Hankel function of the second kind, order and argument."
        " `hankel` is defined as\n\n    ```\n    x + y\n    ```\n"
    )
    assert all(not answer.endswith("defined as") for _, answer in pairs(text))


def test_what_a_place_says_is_asked_for_only_where_nothing_more_stands_under_the_label() -> None:
    text = "# Wheels\n\n## Databases\n\n### wheel_health\n\nThe plugin must be given a library of wheels to monitor a server.{}"
    assert any("say" in question or "stat" in question for question, _ in pairs(text.format(""))) == any(
        "wheel_health" in question for question, _ in pairs(text.format(""))
    )
    more = text.format("\n\nThe repository of wheels holds the newest release of all.")
    assert not any("wheel_health" in question for question, _ in pairs(more))


def test_a_definition_that_points_at_what_only_the_text_around_names_is_left_alone() -> None:
    assert points_at_untold("A flag which controls this behavior.", ("Wheels", "`flag`"))
    assert not points_at_untold("A flag which controls this wheel.", ("Wheels", "`flag`"))
    assert not points_at_untold("A server of wheels. This includes all their spokes.", ("Turning",))
    text = "# Counting\n\nAn axle counter is a program that tracks turns within parts that do not have this isolation set.{}"
    assert not any("axle counter" in question for question, _ in pairs(text))


def test_what_is_said_besides_a_definition_is_asked_for_only_where_the_place_ends_with_it() -> None:
    text = "# Loki\n\nLoki is a log aggregation system that serves many tenants. It keeps only the labels of a stream of logs.{}"

    def asks_for_more(rest: str) -> bool:
        return any("else" in question for question, _ in pairs(text.format(rest)))

    assert asks_for_more("")
    assert not asks_for_more(" Some tenants need more labels than others do.")
    assert not asks_for_more("\n\nThe labels of Loki must not be long.")


def test_a_title_that_is_quoted_behind_a_definition_is_no_part_of_what_is_told() -> None:
    text = "# Load tests\n\nLoad testing is a type of testing that shows how a server behaves. Load Testing Guidance for Pages.\n"
    assert not any("Guidance" in answer for _, answer in pairs(text))


@pytest.mark.parametrize("rest", ["library that must be loaded by a server of wheels", "special case of turning without any load"])
def test_a_duty_or_a_special_case_defines_nothing(rest: str) -> None:
    assert not pairs(f"# The axle hook\n\nThe axle hook is a {rest}.\n")


def test_a_state_is_no_term_and_what_the_reader_uses_no_deed() -> None:
    assert not pairs("# Wheels\n\n**DEPRECATED**: A list of spokes that changes while the wheel of a server turns.\n")
    assert explained("`package.json`", ["Use the `config` object in your package file with all keys."]) is None
