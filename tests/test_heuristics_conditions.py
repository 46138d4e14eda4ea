"""Conditions and goals are asked about in the words of the source, where the comma between the clauses is beyond doubt."""

import pytest

from synthetic_data.heuristics.causes.conditions import conditions
from synthetic_data.heuristics.words.base import Candidate, View
from synthetic_data.sections import Cutting, cut_document

pytestmark = pytest.mark.usefixtures("cases_count_as_long")
FILLER = " The remaining paragraphs of this manual describe the history of the widget server and the people who built it."


def found(sentence: str) -> list[Candidate]:
    text = f"# Widget server manual\n\n{sentence}\n\nIt has been written over the years by many people.{FILLER}\n"
    (section,) = cut_document("doc.md", text, "0" * 64, Cutting()).sections  # type: ignore[union-attr]
    view = View(section)
    candidates = list(conditions(view))
    for candidate in candidates:
        assert len(set(candidate.item.reasoning_steps)) >= 3
        for (_, start, end), quote in zip(candidate.item.spans, candidate.item.evidence, strict=True):
            assert view.source(start, end) == quote
    return candidates


@pytest.mark.parametrize(
    ("sentence", "opening", "condition", "answer"),
    [
        (
            "If you omit the tag of a container image, Docker pulls the `latest` tag.",
            ("what happens",),
            "if you omit the tag of a container image",
            "Docker pulls the `latest` tag.",
        ),
        (
            "If the `mediaType` field is empty, the `artifactType` field MUST be set.",
            ("what is required", "which requirement"),
            "if the `mediaType` field is empty",
            "The `artifactType` field MUST be set.",
        ),
        (
            "If an exposer does not support encryption, operators SHOULD use a reverse proxy.",
            ("what is recommended",),
            "if an exposer does not support encryption",
            "Operators SHOULD use a reverse proxy.",
        ),
        (
            "If you want to keep old snapshots, set the `retention` option to zero.",
            ("what should you do", "what do you do"),
            "if you want to keep old snapshots",
            "Set the `retention` option to zero.",
        ),
        (
            "When creating widget plugins, you must put them in a package of their own.",
            ("what must you do", "what do you have to do"),
            "when creating widget plugins",
            "You must put them in a package of their own.",
        ),
        (
            "A widget build fails if the widget manifest is missing.",
            ("what happens",),
            "if the widget manifest is missing",
            "A widget build fails.",
        ),
        (
            "If a widget exporter finds no value, it MAY leave out the sample of a metric.",
            ("what is allowed", "what is permitted"),
            "if a widget exporter finds no value",
            "",
        ),
        (
            "If a widget key is not rotated for years, secrets might leak from the widget server.",
            ("what can happen", "what could happen"),
            "if a widget key is not rotated for years",
            "Secrets might leak from the widget server.",
        ),
    ],
)
def test_what_follows_from_a_condition_is_asked_by_its_kind(sentence: str, opening: tuple[str, ...], condition: str, answer: str):
    (candidate,) = found(sentence)
    assert candidate.question_type == "hypothetical"
    assert any(words in candidate.item.question.lower() for words in opening)
    assert condition in candidate.item.question
    assert candidate.item.answer in (answer, sentence)


def test_a_consequence_with_a_pronoun_is_answered_by_the_whole_sentence():
    sentence = "When a widget sender receives status 429, it must wait before the next request."
    (candidate,) = found(sentence)
    assert candidate.item.answer == sentence


def test_a_short_consequence_is_given_with_its_condition():
    sentence = "If a widget plugin needs old metrics, queries cannot use summaries."
    (candidate,) = found(sentence)
    assert candidate.item.answer == sentence


def test_when_behind_a_comma_is_a_condition():
    (candidate,) = found("Widget servers MUST close every connection, when a widget client sends bad frames.")
    assert "when a widget client sends bad frames" in candidate.item.question


@pytest.mark.parametrize(
    ("sentence", "goal", "answer"),
    [
        (
            "To disable the widget log, remove `query_log_file` from the configuration.",
            "disable the widget log",
            "Remove `query_log_file` from the configuration.",
        ),
        (
            "You can return early from a widget handler by calling the `stop` method.",
            "return early from a widget handler",
            "By calling the `stop` method.",
        ),
    ],
)
def test_a_goal_is_asked_for_its_means(sentence: str, goal: str, answer: str):
    (candidate,) = found(sentence)
    assert candidate.question_type == "application"
    assert goal in candidate.item.question
    assert candidate.item.answer == answer


@pytest.mark.parametrize(
    "sentence",
    [
        "If it is empty, the widget server removes the entry from its index.",
        "If so, the widget server removes the whole entry from its index.",
        "If possible, use the newest version of the widget server in production.",
        "If the value is missing, an error is printed on the standard output.",
        "Check whether the tests pass and see if the widget server starts again.",
        "A load test is needed to understand if a widget server will be reliable under load.",
        "If we look at the widget server, we find that its index is kept in memory.",
        "They may have a label if the widget server was started with plugins.",
        "If you have questions about the widget server, file an issue in our repository.",
        "To this end, use the widget server for all of the builds of a project.",
        "To do this, use the `--widget` flag of the server on the command line.",
        "If a widget, a plugin, or a theme changes, then, unless disabled, the page is built again.",
        # "when" belongs to the noun before it
        "Create hypotheses based on predicted behavior when a widget fault is introduced.",
        # what only other sentences name
        "If the overlapping chunks are compacted into a widget chunk, a new detection has to happen.",
        "If you have a widget request count, you can determine the cause and add servers.",
        "If you don't want to include the widget tag, you can also remove the last build step.",
        "If a widget has a boundary, the bucket with that label is left out of every result.",
        "If you use persistent widget connections, they are pretty close to streaming in practice.",
        "To undo a widget commit, delete the corresponding line of a file.",
        # where to read on is no answer, what is to be expected no advice
        "When implementing a new widget library, follow the guidelines on writing libraries.",
        "When you are in the scope of a widget request, your system should already have created an identifier.",
        # mixed moods and slips of grammar
        "If a widget method returns an error, it would likely come from somewhere in the system.",
        "When an error occurs in a widget interface, each response has to rendered with all of its fields.",
    ],
)
def test_what_leans_on_other_sentences_or_is_no_condition_is_left_alone(sentence: str):
    assert not found(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        # two goals share a means, or the goal goes on behind it
        "You can select a custom path using the `--widget-dir` option or by setting the `WIDGET_DIR` variable.",
        "You can remove a single widget by using the `widget remove` command or all widgets by using the `widget prune` command.",
        "To read the version from the `widget.toml` file instead, set `use_widget` to `true`.",
        # a note on what was done, no outcome
        "Added support for arbitrary widget attributes if the `attr_list` extension is enabled.",
        # "it" stands for something else than what there is none of
        "If no standard widget exists, it defaults to an empty string of the old kind.",
    ],
)
def test_shared_goals_notes_and_lost_pronouns_are_left_alone(sentence: str):
    assert not found(sentence)


def test_a_short_case_of_any_kind_is_asked_about():
    (candidate,) = found("When a widget is closed twice, the widget server logs a warning that names both clients.")
    assert "a widget is closed twice" in candidate.item.question


def test_a_means_may_be_what_is_used():
    (candidate,) = found("You can check the version of the widget server using the `--version` flag.")
    assert "how can you check the version of the widget server" in candidate.item.question.lower()
    assert candidate.item.answer == "Using the `--version` flag."


@pytest.mark.parametrize(
    "sentence",
    [
        "If you customized the styles of widgets by hand, bootstrap migrated to a new language for styles.",
        "If all of the widgets fit on a single disk, a widget server should get you going within half a day.",
        "To report such widgets, set the `code_blocks` parameter to `true` on the server.",
        "If you want to run widget commands, you can do so.",
        "When writing widgets by hand, you might want to check that they are safe and correct.",
    ],
)
def test_what_only_looks_like_an_order_or_advice_is_left_alone(sentence: str):
    assert not found(sentence)


def test_an_it_that_stands_for_what_the_sentence_before_names_is_left_alone() -> None:
    assert not found("If widget exemplars are present, the start stamp of the widget MUST be added before it.")
    assert found("If widget exemplars are present, the start stamp of the widget MUST be added at their end.")


def test_means_in_an_item_below_another_item_are_left_alone() -> None:
    item = "* You can create custom widget controllers using the admission controller of the server."
    assert found(item)
    assert not found("* In some clusters, things go wrong.\n  " + item)


def test_a_condition_that_holds_the_whole_title_names_its_place_all_the_same() -> None:
    text = f"# Console templates\n\nIf you wish to use console templates, you must provide templates of your own.{FILLER}\n"
    (section,) = cut_document("doc.md", text, "0" * 64, Cutting()).sections  # type: ignore[union-attr]
    [one] = conditions(View(section))
    assert '"Console templates"' in one.item.question


def test_a_heading_that_names_nothing_is_no_place_where_the_question_holds_a_name() -> None:
    text = (
        f"# Table of Contents\n\nIf you run the widget server in a Docker container, you must bind it to all addresses.{FILLER}\n"
    )
    (section,) = cut_document("doc.md", text, "0" * 64, Cutting()).sections  # type: ignore[union-attr]
    assert all("Contents" not in one.item.question for one in conditions(View(section)))
    assert list(conditions(View(section)))


@pytest.mark.parametrize(
    "sentence",
    [
        "When creating a reservation, you can request that the server include all the nodes in a partition by its name.",
        "Accept the default for each widget part unless you know what you are doing.",
        "If neither flag is specified (that is, `flags` is 0), then an inactive domain modifies the persistent setup.",
    ],
)
def test_one_of_many_things_that_can_be_done_and_unnamed_cases_are_left_alone(sentence: str):
    assert found(sentence) == []


def test_a_sentence_behind_a_label_names_what_is_labelled():
    label, rest = "- `buffer`: Where to write the string.", "the length of each string in bytes is returned in `result`."
    assert not found(f"{label} If `NULL` is passed in, {rest}")
    assert found(f"{label} If `NULL` is passed in as a `buffer`, {rest}")


@pytest.mark.parametrize(
    "sentence",
    [
        "If there are rules that are violated, the build of the widget turns red on the server.",
        "If you started with the QuickStart folder, the website is generated using a custom theme using material design.",
        "When working with applications, you should aim for an exporter that requires no configuration.",
        "When deploying a web application, it's essential to keep the widget server of all users at rest.",  # the title says so
    ],
)
def test_what_the_title_gives_away_or_is_too_wide_is_left_alone(sentence: str) -> None:
    assert found(sentence) == []


def test_what_is_essential_and_no_matter_of_the_title_is_asked_for() -> None:
    (one,) = found("When deploying a web application, it's essential to encrypt the secrets of all users at rest.")
    assert "hat is essential when deploying a web application" in one.item.question


def test_a_verb_inside_code_lays_down_nothing() -> None:
    said = "If the widget server is old, the `Requires-Widget` directive {} from the list of settings."
    for verb, asks in (("is dropped", "what happens"), ("must be dropped", "requir")):
        (one,) = found(said.format(verb))
        assert asks in one.item.question.lower()


def test_an_option_that_keeps_an_action_from_its_effect_is_not_the_case_asked_for() -> None:
    said = "Changing the active version of a package will install the scripts of the new version, "
    said += "unless the `--exclude` option is {}"
    assert found(said.format("specified.")) == []
    (one,) = found(said.format("locked by an editor."))
    assert "unless" in one.item.question and any("“unless the `--exclude` option" in step for step in one.item.reasoning_steps)


@pytest.mark.parametrize(
    "sentence",
    [
        "If a lasting widget cache is wanted set the widget folder to a disk, a slow kind of storage.",  # no comma where it belongs
        "If the number of widgets is above 7, either by pattern or by name, regardless of how the list ends.",  # rest of a list
        "If an essential widget - one that others need - is missing from the shelf, the widget server stops.",
        "If you run the widget server on Linux, make sure that the kernel configuration is what you want.",
        "If you manage many widgets, you can visit the widget website.",
        "If you sort widgets by two columns, you might wonder why the server offers four orders.",
        "If you restart the widget server at night, you may lose some widgets.",
        "If you are moving from an older widget server, additional steps will need to be taken.",
        "When a new widget is added, the default settings are used.",  # of what?
        "If the strict mode of widgets is set, the folder of the parts is returned.",  # by what?
        "If you run small widget servers, you can easily script them.",
        "If no port is specified, port 8080 is used for widget channels.",  # where?
        "If `-g` is not specified, the widgets of all customers need to be added by hand.",  # of which command?
        "If your network filters widgets, you may already experience trouble with `wid-1` today.",
        "Unless you have special widgets, you shouldn't have to use `WIDGET_TOKEN` at all.",
        "If the widget cache is not filled by hand, the server falls back to the default behaviour of Widget 2.",
        "If a widget list is looked up by `name`, name servers normally return the widget record.",  # "name" is no order here
    ],
)
def test_what_follows_must_be_a_whole_and_definite_statement(sentence: str) -> None:
    assert not found(sentence)


@pytest.mark.parametrize(
    ("sentence", "opening"),
    [
        ("If a widget affix is missing on any shelf, the widget server skips the widget.", ("what happens",)),
        ("If a widget listens on `eth-main`, the widget is disregarded.", ("what happens",)),
        (
            "If you run widgets on virtual hosts, you will have to specify the hosts to listen on.",
            ("what must", "what do you have"),
        ),
        ("If a colon stands in a widget list, the widget parser needs to double the colon.", ("what is required",)),
    ],
)
def test_definite_outcomes_are_asked_for_by_what_they_are(sentence: str, opening: tuple[str, ...]) -> None:
    (one,) = found(sentence)
    assert any(start in one.item.question.lower() for start in opening), one.item.question


@pytest.mark.parametrize(
    "sentence",
    [
        "To change the widget password, log in to the widget server. Then run the `passwd` command.",  # the first of two steps
        "You can set the child's widgets by using the `--child` option.",  # of which child?
        "You can add a widget comment either by using the `add` command or by sending a letter.",
    ],
)
def test_half_a_way_to_a_goal_is_not_asked_for(sentence: str) -> None:
    assert not found(sentence)
