"""Fill-in-the-blank questions: one blank, filled in by the source alone, and nothing in the question that gives it away."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthetic_data.gates import wanting
from synthetic_data.heuristics.verdicts.asked_kinds import kind_of
from synthetic_data.heuristics.verdicts.blanks import BLANK, Blank
from synthetic_data.heuristics.verdicts.cloze import cloze
from synthetic_data.heuristics.words.base import Candidate, View
from synthetic_data.sections import Cutting
from synthetic_data.sections.document import cut_document


def asked(*paragraphs: str, title: str = "Alert routing") -> list[Candidate]:
    text = "---\nlanguage: en\n---\n\n# " + title + "\n\n" + "\n\n".join(paragraphs) + "\n"
    sections = cut_document("doc.md", text, "0" * 64, Cutting()).sections
    return [candidate for section in sections for candidate in cloze(View(section))]


def filler(candidate: Candidate) -> str:
    return candidate.item.answer.split(" — ")[0]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("The `--web.enable-lifecycle` flag controls HTTP reloads and shutdowns of the server.", "`--web.enable-lifecycle`"),
        ("To print every metric of a Prometheus server on standard output, use the `promtool` command.", "`promtool`"),
        ("New alerting clusters keep the samples of closed incidents for 15 days.", "15 days"),
        ("Pairs of names and values that identify a time series are called labels.", "labels"),
        ("The project joined the Cloud Native Computing Foundation as a member in 2016.", "2016"),
    ],
)
def test_a_name_a_figure_a_term_or_a_year_is_left_out(paragraph: str, expected: str):
    (candidate,) = asked(paragraph)
    assert filler(candidate) == expected
    assert paragraph.replace(expected, BLANK) in candidate.item.question
    assert paragraph in candidate.item.answer
    assert candidate.item.evidence == (paragraph,)


def test_a_defined_term_is_asked_for_without_the_heading_that_names_it():
    definition = "A bridge is a component that takes samples from a client library and exposes them to other systems."
    (candidate,) = asked("## Bridge", definition, title="Glossary of parts")
    assert filler(candidate) == "bridge"
    assert '"Glossary of parts"' in candidate.item.question
    assert "bridge" not in candidate.item.question.lower()


@pytest.mark.parametrize(
    "paragraph",
    [
        "The `promtool` flag controls how `promtool` reloads the configuration files.",
        "The `tool` or the `other-tool` command prints every metric of the server.",
        "The `x` flag controls reloads and shutdowns of the alerting server.",
        "The setting is `fast-mode` and must be set.",
        "The alerting port read from the `host` header, which may name the port the server is listening on.",
        "It takes about 30 minutes until the cluster is up and running again.",
        "Between 10 seconds and 20 seconds pass until alerting clusters are up again.",
        "Reading the whole log takes 10 MB of memory, writing it takes 20 MB of memory.",
        "Alert routing is a great way to bring every alert to the right team.",
    ],
)
def test_what_can_be_guessed_or_filled_in_otherwise_is_left_alone(paragraph: str):
    assert asked(paragraph) == []


def test_a_figure_that_the_section_gives_twice_is_left_alone():
    sentence = "New alerting clusters keep the samples of closed incidents for 15 days."
    assert asked(sentence, "Old alerting clusters close every incident after 15 days at the latest.") == []


def test_a_sentence_that_only_the_filler_tells_from_another_one_is_left_alone():
    assert (
        asked(
            "The `--web.reload` flag controls how often the server reads its configuration files.",
            "The `--web.listen` flag controls how often the server reads its configuration files.",
        )
        == []
    )


NAMES = st.sampled_from(["`--wait-time`", "`promtool`", "`amtool`", "`/metrics`", "15 days", "30 seconds", "alert groups"])
FRAMES = st.sampled_from(
    [
        "The {} flag controls HTTP reloads and shutdowns of the proxy server.",
        "To print every metric of the proxy server on standard output, use the {} command.",
        "New alerting clusters keep the samples of closed incidents for {}.",
        "Pairs of names and values that identify a time series are called {}.",
        "The proxy server exposes its own state of health by the {} endpoint, which needs no token.",
    ]
)


@given(st.lists(st.builds(lambda frame, name: frame.format(name), FRAMES, NAMES), max_size=5))
def test_a_cloze_with_its_blank_filled_is_the_only_such_sentence_of_the_source(sentences: list[str]):
    for candidate in asked(*sentences):
        item = candidate.item
        assert wanting(item) == ""
        truth, answer = item.evidence[0], filler(candidate)
        gaps = [truth[: match.start()] + BLANK + truth[match.end() :] for match in re.finditer(re.escape(answer), truth)]
        gap = next(gap for gap in gaps if gap in item.question)
        assert item.question.count(BLANK) == 1
        assert gap.replace(BLANK, answer) == truth and truth in item.answer
        assert answer.strip("`").lower() not in item.question.lower()
        left, _, right = gap.partition(BLANK)
        assert {other for other in sentences if other.startswith(left) and other.endswith(right)} == {truth}


def test_a_decade_is_called_a_decade():
    (candidate,) = asked("Objects as a concept of programs came up with the Simula language in the 1960s.")
    assert candidate.item.answer.startswith("1960s") and "figure" not in candidate.item.question


def test_what_happened_in_an_example_is_not_asked_for():
    assert asked("The derived code was included without the `pancakes` crate needing to implement anything else.") == []


@pytest.mark.parametrize(
    "leaning",
    [
        "The variables of the alert router hold the names of the two receivers and of the route that called it.",
        "The grouping method of the alert router takes effect only if the silencing method is called explicitly.",
        "Alert receivers of type ‘mail’ can be called from anywhere.",
        "The `--inhibit` option is the opposite, to ask the Gizmo server to work on open incidents only.",
        "If there are two standard ways of doing it, the operator of Gizmo can use `routectl` to find out the preference.",
        "To easily try all the receivers, use the `routectl` command of the Gizmo server on the host.",
        "To use the iROUTE protocol, you must override the default value of `receiver_protocol` with `iroute`.",
        "Options such as the `--inhibit` option of Gizmo (required since Gizmo 8) can just be added as a separate parameter.",
        "Sent by the `routectl` command before the Gizmo server starts to load its receivers.",
        "Once that command finished you can get the packages of Gizmo from the `/var/www/gizmo` directory.",
        "The `/etc/gizmo/locale` file works in a similar manner, but contains only the `GIZMO_LANG` environment variable.",
        "To help, the Gizmo server provides the ability to modify the `--inhibit` option.",
        "To enable the domain, there must be a symlink from `/etc/gizmo/conf.d/` on the Gizmo server.",
        "Several command-line options of Gizmo influence the `routectl` command and its behavior.",
        "The `--inhibit` attribute is optional and defaults to the first receiver of the Gizmo server if not supplied.",
        "To explain how an operator deploys the Gizmo server using the `routectl` command and other tools.",
        "2.4 Added support for the `.route` file extension, which is preferred by the Gizmo server.",
        "The following directives will enable it. The `--web.reload` flag controls HTTP reloads and shutdowns of the server.",
    ],
)
def test_what_only_the_sentences_before_tell_is_no_blank_and_leaves_none(leaning: str):
    assert not asked(leaning)


def test_a_bare_term_behind_called_is_left_out():
    (candidate,) = asked("The alert router puts incidents of one receiver into a bundle called digest.")
    assert filler(candidate) == "digest"


def test_nobody_is_asked_what_all_the_documents_are_about():
    told = "`Widgetry` is a command that prints all reports of the Gizmo server and exports them to plain pages."
    text = f"---\nlanguage: en\n---\n\n# Printing of reports\n\n{told}\n"

    def found(path: str) -> list[Candidate]:
        sections = cut_document(path, text, "0" * 64, Cutting()).sections
        return [candidate for section in sections for candidate in cloze(View(section))]

    assert found("office/printing.md") and not found("widgetry-docs/printing.md")


def test_a_place_whose_document_would_give_the_term_away_is_named_by_the_whole_or_not_at_all():
    told = "A digest is a bundle of incidents that goes out to one receiver every single day."
    text = f"---\nlanguage: en\n---\n\n# The digest: how it is bundled\n\n## Sending mail\n\n{told}\n"
    section = cut_document("doc.md", text, "0" * 64, Cutting()).sections[0]
    named = replace(section, document=replace(section.document, part_of="the Router documentation"))
    assert not list(cloze(View(section)))
    (candidate,) = cloze(View(named))
    assert '"Sending mail" of the Router documentation' in candidate.item.question.replace("\u00a0", " ")


@pytest.mark.parametrize(
    "paragraph",
    [
        "The change of the alert routes will then be effective on all servers in less than 10 minutes.",  # behind what?
        "Using the `depth` argument has no influence on the alerts of a server any more.",  # an argument of what?
        "To finish every alert route of a server, the last callback <callbacks> must be a method of the `Router` class.",
    ],
)
def test_a_blank_is_not_filled_where_other_sentences_tell_of_what(paragraph: str) -> None:
    assert not asked(paragraph)


def test_a_release_is_no_year() -> None:
    assert "2018" in [
        filler(one) for one in asked("The `lava-common` package of the Widget server was added to the archive in 2018.")
    ]
    assert "2018" not in [
        filler(one) for one in asked("The `lava-common` package of the Widget server was added in 2018.5 to the archive.")
    ]


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        ("The `--web.enable-lifecycle` flag controls HTTP reloads and shutdowns of the server.", "flag"),
        ("The tool `promlint` is used for checking the metric names of exporters in a repository.", "tool"),
        ("Alertmanager of Prometheus uses the `retention.dat` file to save its state over a restart.", "file name"),
        ("The `spool-age` specifies the number of days that Alertmanager keeps silenced alerts.", "name"),
    ],
)
def test_the_question_calls_what_is_missing_by_the_noun_beside_it(paragraph: str, kind: str):
    assert (
        kind_of(paragraph, Blank(paragraph.index("`"), paragraph.rindex("`") + 1, "`" + paragraph.split("`")[1] + "`", "code"))
        == kind
    )
    for candidate in asked(paragraph):
        assert "piece of code" not in candidate.item.question + " ".join(candidate.item.reasoning_steps)


@pytest.mark.parametrize(
    "paragraph",
    [
        "The offset of the alert clock is small at the lowest delay, which is near 20 seconds.",  # read off a figure of the page
        "New 2013 year receivers of Alertmanager are likely to support the grouping of alerts.",
        "The table of the alert crate shows the size of all its receivers, measured in 1000s of bytes.",
        "A proposed specification for alert receivers issued in 2010 as a draft of the committee.",
        "Anne is a list member with moderation action of the server so that alerts fall back to a default.",
        "The alerts of a group are verified by the server if its check is called prior to handshake.",
        "Using the `-f` option of Alertmanager, make changes to the alerts saved in the `drbd_cfg` file.",
        "The `ha-maintenance-notify` command of Alertmanager is not meant to be used by administrators of alerts.",
        "In order to solve the problem, increase the number of alerts or set it to `infinity` in Alertmanager.",
        "To keep the silenced alerts of Prometheus for a week, use `spool-age` option of the receiver.",
        "Use the `if()` command `LESS` or `MORE` operators to compare the versions of Prometheus with others.",
        "The 6 bytes of data that follow are the characters for the status of Alertmanager and its alerts.",
        "Calling the function of Alertmanager using the `ctypes` module of Python might be possible.",
    ],
)
def test_what_the_sentence_does_not_fix_or_nobody_has_to_know_is_never_left_out(paragraph: str):
    assert asked(paragraph) == []


def test_a_command_of_a_row_is_not_asked_for_where_its_part_cannot_be_told():
    sentence = "If a receiver of Alertmanager has no timeout, the `remote-get` command fetches that of the default receiver."
    assert asked("## Default timeouts", sentence)
    assert asked("## remote-get", sentence) == []


def test_a_program_that_the_filler_hides_is_told_elsewhere_or_not_asked_for():
    sentence = "The `zamboni.locale` module supports loading translations of Python programs in two formats of messages."
    section = cut_document(
        "doc.md", f"---\nlanguage: en\n---\n\n# Loading of messages\n\n{sentence}\n", "0" * 64, Cutting()
    ).sections[-1]
    assert len(list(cloze(View(section)))) == 1
    within = replace(section, document=replace(section.document, part_of="the Zamboni documentation"))
    assert list(cloze(View(within))) == []
