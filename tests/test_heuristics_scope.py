"""Sentences that hold only in their place, and pages that don't say of what they speak, are neither summed up nor quizzed."""

from dataclasses import replace

import pytest

from synthetic_data.heuristics.summing.summaries import summaries
from synthetic_data.heuristics.verdicts.cloze import cloze
from synthetic_data.heuristics.verdicts.flips import flip_for
from synthetic_data.heuristics.verdicts.statements import statements
from synthetic_data.heuristics.words.base import Candidate, View
from synthetic_data.heuristics.words.scope import is_nameless, unexplained
from synthetic_data.sections import Cutting, cut_document


def views(text: str, cutting: Cutting | None = None) -> list[View]:
    return [View(section) for section in cut_document("doc.md", text, "0" * 64, cutting or Cutting()).sections]


def judged(text: str, title: str = "Alert routing") -> list[Candidate]:
    return [candidate for view in views(f"# {title}\n\n{text}\n") for candidate in statements(view)]


def blanked(text: str, title: str = "Alert routing") -> list[Candidate]:
    return [candidate for view in views(f"# {title}\n\n{text}\n") for candidate in cloze(view)]


STORED = "Alerts are kept in the local database of Prometheus."
FLAG = "The `--web.enable-lifecycle` flag controls HTTP reloads and shutdowns of the server."


@pytest.mark.parametrize(
    "scene",
    [
        "In Prometheus 1.x, alerts have no labels.",
        "As a counter example, some alerts change over time.",
        "With the `String` type, alerts are long.",
        "For instance, take a small cluster.",
        "By default, Prometheus keeps all alerts.",
        "This middleware adds alerts to a cluster.",
    ],
)
def test_a_sentence_behind_one_that_sets_the_scene_is_left_alone(scene: str):
    assert len(judged(STORED)) == len(blanked(FLAG)) == 1
    assert judged(f"{scene} {STORED}") == []
    assert blanked(f"{scene} {FLAG}") == []


def test_a_duty_holds_behind_a_sentence_that_sets_the_scene():
    duty = "Alert receivers MUST have a unique name within Prometheus."
    assert len(judged(f"With two receivers, alerts are sent twice. {duty}")) == 1


@pytest.mark.parametrize(("lead", "times"), [("The rules of Prometheus are:", 1), ("This means:", 0), ("With `String` we get:", 0)])
def test_the_points_under_a_lead_that_points_back_are_left_alone(lead: str, times: int):
    assert len(judged(f"{lead}\n\n- Alert receivers MUST have a unique name.\n- Alert routes have names.")) == times


def test_a_point_that_only_tells_what_is_done_is_no_statement():
    assert (
        judged("The outcomes of the work:\n\n- Alert mocks are shared with the teams for integration.\n- Alerts are tested.") == []
    )


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("The TOB tells the parties before making a motion public.", "Project", True),
        ("The TOB tells the parties before making a motion public.", "The TOB", False),
        ("Experiments are viewed in the Azure Machine Learning (AML) dashboard.", "Models", False),
        ("The HTTP API returns JSON and MUST NOT return XML.", "Models", False),
        ("WASP 29 and SX Phoenicis are stars.", "Phoenix", True),
        ("The `TOB` variable is set.", "Project", False),
    ],
)
def test_an_abbreviation_is_told_by_the_sentence_or_the_title(text: str, known: str, expected: bool):
    assert unexplained(text, known) is expected


@pytest.mark.parametrize("title", ["Contributing", "Project governance", "Frequently asked questions", "Moo Deng ห$ง", "Tutor 🧑"])
def test_a_page_that_names_neither_project_nor_matter_is_left_alone(title: str):
    assert is_nameless(title)
    assert judged(STORED, title) == []
    assert blanked(FLAG, title) == []


@pytest.mark.parametrize(
    "text",
    [
        "By default, on Unix systems it is stored in the `alerts` table of Prometheus.",
        "If a URL is provided, it will be used by the `promtool` command of Prometheus.",
        "If the cluster is on an older version, run the `promtool` command to upgrade Prometheus rules.",
        "Each alert in that hash of Prometheus is an object with a `validate` method for users.",
        "The `rustfmt` tool reformats code according to the code style of the community.",
        "The `handler` argument should return a stream from which Prometheus reads results.",
        "When a `Content` header is not set, Prometheus sets one for every alert.",
        "The cloud had the 30 minute outage that was due to a deployment of wrong code.",
        "Gartner is claiming that 80% of enterprise alerts are sent from Windows machines.",
        "The stream function may be called multiple times, as requests are sent again after failures.",
        "CircleCI is a free service for open source projects that needs no dedicated server.",
        "If the project of Prometheus does not have a `package.json` file in its folder.",
        "The `range` is an optional `Array` with two `Number` values that identify the column.",
        "Alert levels take a function that returns a `boolean` for Prometheus which shows should the level be printed.",
        "Set to `undefined` to avoid adding the name of the Prometheus host to each alert.",
        "Alert sinks of Prometheus take a path or an object with `dest` property for the name.",
    ],
)
def test_a_blank_that_others_fit_or_that_needs_its_place_is_not_asked_for(text: str):
    assert blanked(text) == []


def test_an_abbreviation_is_not_asked_for_under_the_name_it_stands_for():
    sentence = "SRI is a security feature that lets clients verify that resources are delivered without manipulation."
    assert blanked(sentence, "Subresource Integrity") == []


@pytest.mark.parametrize(
    "text",
    [
        "Classic Buckets MUST be sorted in number increasing order.",
        "The lowest bucket of a histogram has a lower boundary of zero.",
        "Katalon is endorsed by testers and a large community.",
        "Design reviews should not feel like a burden.",
        "Markdown files can be kept in one place with all of the code.",
        "Keywords are not illegal, they're just ignored.",
        "References are indicated by a symbol and borrow the value.",
        "Files are written in Markdown, and configured with a single file.",
        "PostCSS is used by industry leaders including Wikipedia.",
        "If an alert is present, the time MUST be added before it.",
        "Poetry is a large project always in need of contributors.",
        "Moo Deng is noted to be more playful than others.",
    ],
)
def test_a_change_that_gives_nonsense_or_denies_nothing_is_not_made(text: str):
    flip = flip_for(text)
    assert flip is None or flip.kind == "modal" and "MUST" in text  # "MUST NOT be sorted" is English


# --- summaries -------------------------------------------------------------------------------------------------------

BODY = (
    "The storage engine keeps widgets in segments on a local disk.",
    "Segments are merged in the background by the storage engine once a day.",
    "A merged segment holds the widgets of one whole day.",
    "Widgets of a segment are sorted by their names and compressed in blocks.",
    "Blocks of a segment are read by the storage engine in one piece.",
)


def summed(text: str, cutting: Cutting | None = None) -> list[str]:
    """The summaries of sections of a document that is called otherwise than its first heading."""
    named = [replace(view.section, document=replace(view.section.document, title="Widgets")) for view in views(text, cutting)]
    found = [candidate for section in named for candidate in summaries(View(section))]
    return [one.item.answer for one in found if one.question_type == "section_summary"]


def test_a_section_with_a_list_or_a_subsection_is_not_summed_up_by_its_paragraphs():
    body = " ".join(BODY)
    assert len(summed(f"# Storage engine\n\n{body}\n")) == 1
    assert summed(f"# Storage engine\n\n{body}\n\n- Locks are short.\n- Locks are rare.\n") == []
    assert summed(f"# Storage engine\n\n{body}\n\n## Locks\n\nLocks are short.\n") == []


def test_the_rest_of_a_section_cut_in_two_is_not_summed_up():
    first = "\n\n".join(
        f"Widget number {number} of the engine is kept on a local disk in segment {number}." for number in range(40)
    )
    rest = views(f"# Storage engine\n\n{first}\n\n{' '.join(BODY)}\n", Cutting(chunk_size=400, chunk_overlap=0))
    assert len(rest) > 1
    assert [candidate for view in rest[1:] for candidate in summaries(view) if candidate.question_type == "section_summary"] == []


def test_a_sentence_about_something_else_or_without_a_verb_is_no_key_statement():
    for other in (
        "Watching a child at play makes everybody happy for hours.",
        "The storage engine for widgets and segments guide.",
    ):
        (answer,) = summed("# Storage engine\n\n" + " ".join((*BODY[:4], other, BODY[4])) + "\n")
        assert other not in answer


def test_a_summary_whose_opening_goes_on_in_a_sentence_that_leans_is_not_offered():
    assert summed("# Storage engine\n\n" + BODY[0] + " These are sent to a few nodes only. " + " ".join(BODY[1:]) + "\n") == []


def test_a_section_whose_definition_can_not_be_quoted_is_not_summed_up():
    leaning = "A segment is the file that we mentioned above, with the widgets of one day."
    assert summed("# Segments\n\n" + " ".join((*BODY[1:], leaning)) + " Segments hold names.\n") == []


def test_what_the_heading_names_is_told_even_if_the_opening_does_not():
    defining = "A segment is a file with the widgets of one day."
    (answer,) = summed(
        "# Segments\n\nSegments of widgets are useful for the fast backups of a server.\n\n"
        + " ".join((*BODY[1:4], defining, BODY[4]))
        + "\n"
    )
    assert defining in answer


@pytest.mark.parametrize(
    ("items", "title"),
    [
        (("Conducted by: Tess and Jeff", "Backlog Work Item: #21672", "Decision Makers: Wallace, Ann"), "Widget server"),
        (("The same template already in use today", "High level architecture and design", "Includes all widgets"), "Widget server"),
        (("Test report preparation", "Evaluation of exit criteria", "Test phase closure"), "Widget server"),
        (("Effortless widgets: seamless to build", "Vibrant community of widgets", "Powerful and modern widgets"), "Widget server"),
        (("Widgets are small.", "Widgets are kept on a disk.", "Widgets have names."), "Contributing"),
    ],
)
def test_a_list_of_names_and_metadata_makes_no_points(items: tuple[str, ...], title: str):
    points = "\n".join(f"- {item}" for item in items)
    assert [candidate for view in views(f"# {title}\n\n## Game plan\n\n{points}\n") for candidate in summaries(view)] == []
