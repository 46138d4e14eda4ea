"""What the family `definitions` asks, and what it leaves alone."""

from dataclasses import replace

import pytest

from synthetic_data.heuristics import notes_of
from synthetic_data.heuristics.terms.definitions import definitions
from synthetic_data.heuristics.words.base import Candidate, View
from synthetic_data.sections import Cutting, cut_document


def asked(markdown: str) -> list[Candidate]:
    found: list[Candidate] = []
    sections = cut_document("doc.md", markdown, "0" * 64, Cutting()).sections
    defining = notes_of(sections).defining
    for section in sections:
        known = replace(section, defining=defining)  # as it comes from the first reading, which has looked already
        assert [*definitions(View(known))] == [*definitions(View(section))]
        for candidate in definitions(View(section)):
            for (_, start, end), quote in zip(candidate.item.spans, candidate.item.evidence, strict=True):
                assert section.text[start - section.start : end - section.start] == quote
            assert len(candidate.item.reasoning_steps) >= 3
            found.append(candidate)
    return found


def pairs(markdown: str, kind: str = "fact_based") -> list[tuple[str, str]]:
    return [(one.item.question, one.item.answer) for one in asked(markdown) if one.question_type == kind]


ENGLISH = (
    "\n\nThe server keeps the data that it has read and sends it to the other servers of the same cluster when they ask for it.\n"
)


def test_a_sentence_that_says_what_the_heading_names_is_a_definition() -> None:
    text = "# Grafana\n\nGrafana is an open source platform that shows the data of many different sources." + ENGLISH
    answer = "Grafana is an open source platform that shows the data of many different sources."
    assert ("What is Grafana?", answer) in pairs(text)


def test_a_sentence_that_was_found_to_define_nothing_is_not_looked_at_again() -> None:
    text = "# Grafana\n\nGrafana is an open source platform that shows the data of many different sources." + ENGLISH
    sections = cut_document("doc.md", text, "0" * 64, Cutting()).sections
    assert notes_of(sections).defining == {text.index("Grafana is")}
    assert not [*definitions(View(replace(sections[0], defining=frozenset())))]


def test_sentences_that_go_on_about_the_term_make_an_explanation() -> None:
    text = (
        "# Loki\n\nLoki is a log aggregation system that is made for many tenants. It indexes only the labels of a stream of logs."
        + ENGLISH
    )
    [(question, answer)] = pairs(text, "technical_explanation")
    assert "Loki" in question
    assert answer.endswith("It indexes only the labels of a stream of logs.")


def test_an_expletive_it_does_not_continue_a_definition() -> None:
    text = (
        "# Loki\n\nLoki is a log aggregation system that is made for many tenants. It is possible to run it on a laptop as well."
        + ENGLISH
    )
    assert pairs(text, "technical_explanation") == []


def test_opinions_and_pointers_are_no_definitions() -> None:
    text = (
        "# Notes on tests\n\nA mock is a good idea when the real service is slow to start. This is "
        "a list of all the things you need. "
        "The value is a number that tells the size of the buffer. The reason is a change that nobody had announced before.\n\n"
        "Writing a test is a task that should be done before the code itself is written down." + ENGLISH
    )
    assert pairs(text) == []


def test_a_sentence_cut_inside_a_name_is_left_alone() -> None:
    text = (
        "# Protocol\n\nThe protocol is a format for messages of the type io.proto.v2.Request that senders use all of the time."
        + ENGLISH
    )
    assert all("Request that" in answer for _, answer in pairs(text))


def test_a_marked_term_with_a_noun_phrase_behind_it_is_defined() -> None:
    text = (
        "# Speed\n\n- **Latency**: The delay between a request and the response to it.\n- "
        "**Throughput**: The rate at which requests are served.\n" + ENGLISH
    )
    found = dict(pairs(text))
    assert "Latency is the delay between a request and the response to it." in found.values()
    assert any("Latency" in question for question in found)


def test_the_explanation_can_be_asked_backwards_if_it_does_not_hold_the_term() -> None:
    text = (
        "# Speed\n\n- **Latency**: The delay between a request and the response to it.\n"
        "- **Slow latency**: A latency that is so slow that users begin to notice it.\n"
    )
    recalled = pairs(text + ENGLISH, "factual_recall")
    assert [answer for _, answer in recalled] == ["Latency"]
    assert "Latency" not in recalled[0][0]


def test_an_explanation_without_a_subject_gets_its_term_as_subject() -> None:
    text = (
        "# Folders of the app\n\n- `components/`: Contains reusable parts of the user interface, each in its own folder.\n"
        + ENGLISH
    )
    assert "`components/` contains reusable parts of the user interface, each in its own folder." in dict(pairs(text)).values()


def test_advice_is_asked_for_as_advice() -> None:
    text = (
        "# Secrets Management\n\n- **Central storage**: Store all secrets in one encrypted place. "
        "This reduces the risk that they are lost.\n" + ENGLISH
    )
    [(question, answer)] = pairs(text)
    assert "Central storage" in question and "Secrets Management" in question
    assert answer == "Store all secrets in one encrypted place. This reduces the risk that they are lost."


def test_labels_that_name_nothing_and_lists_of_links_are_left_alone() -> None:
    text = (
        "# Storage\n\n- **Note**: The disk must be large enough for the data of a week.\n- **Step "
        "1**: The disk is formatted with a file system.\n\n"
        "## Resources\n\n- [Guide](https://example.com): A guide that explains how the storage is set up.\n" + ENGLISH
    )
    assert pairs(text) == []


def test_a_label_before_a_whole_sentence_is_never_joined_to_it() -> None:
    text = (
        "# Hub topology\n\n- **Central management**: The hub acts as a single point of management for all the shared services.\n"
        + ENGLISH
    )
    assert not any(" is the hub acts" in answer for _, answer in pairs(text))


def test_a_property_is_told_under_its_own_name() -> None:
    text = "# Descriptor\n\n- **`digest`** *string*\n\n  This REQUIRED property is the digest of the targeted content.\n" + ENGLISH
    assert "The REQUIRED `digest` property is the digest of the targeted content." in dict(pairs(text)).values()


def test_an_abbreviation_is_expanded_by_its_initials() -> None:
    text = "# Objectives\n\nTeams should agree on a Service Level Objective (SLO) before they measure anything at all." + ENGLISH
    assert [answer for question, answer in pairs(text) if "SLO" in question] == ["SLO stands for “Service Level Objective”."]
    assert pairs(text, "factual_recall") == []


def test_an_abbreviation_of_one_is_not_expanded_to_many() -> None:
    text = "# Offices\n\nLarge companies have open source program offices (OSPO) that care for such questions." + ENGLISH
    assert pairs(text) == []


def test_a_common_noun_without_its_article_is_no_definition() -> None:
    text = (
        "# Dashboards\n\nDashboard is a form of data visualization that shows all numbers. Make a dashboard for each team."
        + ENGLISH
    )
    assert pairs(text) == []


def test_an_explanation_that_only_repeats_the_name_is_left_alone() -> None:
    text = "# Platform\n\n- **`os`** *string*\n\n  This OPTIONAL property specifies the operating system.\n" + ENGLISH
    assert pairs(text) == []


def test_a_number_of_a_test_is_no_term() -> None:
    text = "# Plan of tests\n\n- **Test008**: Verify that the reset of the password works with an invalid address.\n" + ENGLISH
    assert pairs(text) == []


def test_a_gerund_that_is_the_subject_of_a_statement_is_asked_as_a_statement() -> None:
    text = (
        "# Capacity\n\n- **Scalable Architecture**: Designing the system with growth in mind allows it to handle increased load.\n"
        + ENGLISH
    )
    [(question, _)] = pairs(text)
    assert "meant" not in question and "mean " not in question


def test_a_definition_with_a_slip_of_grammar_is_left_alone() -> None:
    text = "# Diagrams\n\nDeployment Diagrams are a type of a static structure that shows the infrastructure of a system." + ENGLISH
    assert pairs(text) == []


def test_brackets_that_hold_no_abbreviation_of_the_words_are_left_alone() -> None:
    text = (
        "# Objectives\n\nTeams should measure the response time (RPC) and the load of the servers (AWS) from the first day on."
        + ENGLISH
    )
    assert pairs(text) == []


def test_a_definition_list_is_asked_for_its_terms() -> None:
    text = (
        "# Words\n\nLatency\n: The delay between a request and the response to it.\n\nJitter\n: "
        "The variation of the delay over a time.\n" + ENGLISH
    )
    assert "Latency is the delay between a request and the response to it." in dict(pairs(text)).values()


def test_what_is_not_english_is_left_alone() -> None:
    text = (
        ""
        "# Grafana\n\nGrafana ist eine Plattform, die Daten aus vielen verschiedenen Quellen zeigt "
        "und auswertet, damit man sie besser versteht.\n"
    )
    assert asked(text) == []


def test_a_noun_that_looks_like_an_order_is_no_advice() -> None:
    text = (
        "# Consistent designs\n\n- **Consistency**: Design systems ensure a consistent look of all the parts of the app.\n"
        + ENGLISH
    )
    assert not any("advice" in question or "recommend" in question for question, _ in pairs(text))


def test_a_second_statement_is_no_part_of_a_definition() -> None:
    text = (
        "# Health of tests\n\nProbes runtime is a production environment on its own, and the health of tests is critical." + ENGLISH
    )
    assert pairs(text) == []
    text = "# Fault Injection\n\nFault injection is a testing tool of great power and should be used with caution." + ENGLISH
    assert pairs(text) == []
    text = (
        "# Fault Injection\n\nA probe is a task of 32 steps, which means every entry of the list wastes four of its seats."
        + ENGLISH
    )
    assert pairs(text) == []


def test_a_note_is_no_term() -> None:
    text = (
        "# File index\n\n- **Implementor's Note**: A common use case of descriptors with a name is a tag for an image.\n" + ENGLISH
    )
    assert pairs(text) == []


def test_plural_abbreviations_stand_for_many() -> None:
    text = "# Requests\n\nTeams should look at Pull Requests (PRs) every day so that nobody has to wait for a long time." + ENGLISH
    assert ("PRs stand for “Pull Requests”.") in dict(pairs(text)).values()


def test_a_label_with_as_and_code_that_only_has_something_are_left_alone() -> None:
    text = "# Enum values\n\n- `Quit`: Has no data associated with it at all and is sent at the end of it.\n"
    text += "- **Monitor as a source**: This provides the integration of the monitor into the dashboards of all.\n"
    assert pairs(text + ENGLISH) == []


def test_what_a_term_has_no_class_for_is_told_by_what_is_done() -> None:
    text = "# Compilers\n\n_Monomorphization_ is the process of turning generic code into specific code for each type." + ENGLISH
    assert "What is monomorphization" in pairs(text)[0][0] or "what is monomorphization" in pairs(text)[0][0]


def test_a_class_that_repeats_a_word_of_the_term_still_sets_it_apart() -> None:
    text = (
        "# Integration testing\n\nIntegration testing is a software testing method used to show how parts work together." + ENGLISH
    )
    assert len(pairs(text)) == 1


def test_a_digest_is_no_superlative() -> None:
    text = "# Layer DiffID\n\nA layer DiffID is the digest over the uncompressed archive of a single layer." + ENGLISH
    assert len(pairs(text)) == 1


def test_a_name_that_looks_like_a_plural_keeps_its_capital() -> None:
    text = "# Blocks\n\nBlocks is an extension that offers generic blocks for all documents. Some blocks are long." + ENGLISH
    assert pairs(text)[0][0] == "What is Blocks?"


def test_a_lone_common_noun_lacks_its_article() -> None:
    text = "# Dashboard\n\nDashboard is a form of data visualization that shows all the numbers of a system." + ENGLISH
    assert pairs(text) == []


def test_a_name_is_not_taken_for_a_common_noun_that_follows_an_article_in_a_compound() -> None:
    text = "# Git\n\nGit is a version control system that is shared by many. Clone the git repository of the team." + ENGLISH
    assert pairs(text)[0][0] == "What is Git?"


def test_an_explanation_that_opens_with_its_term_is_not_said_twice() -> None:
    text = "# Tools\n\n- [Grafana](https://example.com) - Grafana is a popular tool for dashboards of all kinds.\n" + ENGLISH
    assert "Grafana is a popular tool for dashboards of all kinds." in dict(pairs(text)).values()


def test_this_must_be_done_is_no_meaning() -> None:
    text = "# Tracing\n\n- **Manual tracing**: This must be done by the code itself, which forms the spans of a trace.\n" + ENGLISH
    assert all("mean" not in question for question, _ in pairs(text))


def test_a_description_that_points_back_is_left_alone() -> None:
    text = "# Reading\n\n- [Conversion](conversion.md) - a document describing how this translation should occur\n" + ENGLISH
    assert pairs(text) == []


def test_code_that_is_only_likened_or_named_again_is_left_alone() -> None:
    text = (
        "# Cookies\n\n- `value` - A string that will be the value of the cookie.\n"
        "- `dep lock` - same options as `env lock` where applicable to it.\n- `inputs` - with all the parsed options of it.\n"
    )
    assert pairs(text + ENGLISH) == []


def test_an_order_behind_a_term_is_no_meaning_of_it() -> None:
    text = "# Load tests\n\n- **Test environment** - Create test environment that resembles the environment of production.\n"
    assert all("mean" not in question for question, _ in pairs(text + ENGLISH))


def test_a_heading_that_is_a_name_is_explained_by_the_paragraph_under_it() -> None:
    text = (
        "# Command line options\n\n## `--line-length`\n\nThe number of characters that fit into one line of code.\n\n"
        "## GuardMiddleware\n\nEnforces that all incoming requests have a valid header of the host.\n\n"
        "## `--cache-dir`\n\nStore compiled templates and sources under the path that is given.\n"
    )
    answers = dict(pairs(text + ENGLISH)).values()
    assert "`--line-length` is the number of characters that fit into one line of code." in answers
    assert "`GuardMiddleware` enforces that all incoming requests have a valid header of the host." in answers
    assert "`--cache-dir` is used to store compiled templates and sources under the path that is given." in answers


def test_a_paragraph_under_a_name_that_says_nothing_of_it_is_left_alone() -> None:
    text = (
        "# Command line options\n\n## MetricFamily\n\nThere must be no separator between the families of a text.\n\n"
        "## pre-commit\n\nSimply replace the old hook with the new one in all the files.\n\n"
        "## Caching\n\nThe store of all the answers that were given in the last hour.\n"
    )
    assert pairs(text + ENGLISH) == []


def test_any_heading_of_a_glossary_is_a_term() -> None:
    text = "# Glossary\n\n## Endpoint\n\nA source of numbers that can be scraped at any time by a server.\n" + ENGLISH
    assert "Endpoint is a source of numbers that can be scraped at any time by a server." in dict(pairs(text)).values()


def test_code_is_never_asked_what_it_means() -> None:
    text = "# Options\n\n" + "".join(
        f"- `option_{name}` - A regex string to match against origins of the {name} kind.\n" for name in ("a", "b", "c", "d", "e")
    )
    assert pairs(text + ENGLISH)
    assert all(" mean" not in question for question, _ in pairs(text + ENGLISH))


def test_a_statement_behind_a_label_is_never_joined_to_it_as_a_class() -> None:
    text = (
        "# Technical overview\n\n"
        "- **Notebook server**: a dedicated server of notebooks is started for each user when the user logs in.\n"
        "- **Editable installs**: The default behavior of the builder allows for static analysis by other tools.\n"
    )
    assert all(" is a dedicated" not in answer and " is the default" not in answer for _, answer in pairs(text + ENGLISH))


def test_a_point_of_a_list_may_define_a_term() -> None:
    text = "# Pipelines\n\n- A stage is a way of organizing the jobs of a pipeline. Ask for more.\n- Others.\n" + ENGLISH
    assert "A stage is a way of organizing the jobs of a pipeline." in dict(pairs(text)).values()


def test_a_type_behind_a_name_is_no_part_of_the_name() -> None:
    text = "# Redirects\n\n- **depth** `number` - Maximum number of redirects that the client follows at all.\n"
    text += "- **`proxy`** (string): Address of the proxy that all requests of the client go through.\n"
    questions = [question for question, _ in pairs(text + ENGLISH)]
    assert any("`depth`" in question for question in questions) and any("`proxy`" in question for question in questions)
    assert not any("number" in question or "string" in question for question in questions)


def test_an_entry_of_an_index_of_pages_is_no_term() -> None:
    text = "# Widget server\n\n- [Hooks](./Hooks.md): Details the API that lets plugins take part in the life of a request.\n"
    text += "- [Slow starts](./Slow.md): A practical guide on how to serve no requests until the server is up.\n"
    text += "- [Poisoning](./Poisoning.md): A description of\n  how the poisoning attack works and is mitigated.\n"
    text += "- [`widget-multer`](https://example.com/m) Multer is a plugin that reads the uploads of forms and files.\n"
    assert asked(text + ENGLISH) == []


def test_words_of_the_name_at_the_start_are_no_order() -> None:
    text = "# Widget routes\n\n- `logLevel` - Log level that is defined for all requests to this one widget route.\n" + ENGLISH
    assert not any("used for" in question or "`logLevel` for" in question for question, _ in pairs(text))


def test_a_label_that_is_no_name_of_a_thing_is_not_joined_to_a_statement() -> None:
    text = (
        "# Security policy\n\n- **Need more information**: the security team needs more information in order to evaluate reports.\n"
    )
    assert not any("information is the security team" in answer for _, answer in pairs(text + ENGLISH))


def test_what_a_program_began_to_do_is_no_class_of_the_term() -> None:
    text = "# Logging\n\n- `foreground-scripts` - The `npm` client began hiding the output of all scripts as of version seven.\n"
    assert not any("`foreground-scripts` is the" in answer for _, answer in pairs(text + ENGLISH))


def test_a_noun_with_an_object_is_an_order() -> None:
    text = (
        "# Stages\n\n- `npm stage list` - List all the versions that wait for a release.\n- `npm stage` - Stage list of widgets.\n"
    )
    assert any("for?" in question or "for," in question or "used for" in question for question, _ in pairs(text + ENGLISH))


def test_a_list_of_codes_explains_nothing() -> None:
    assert asked("# Rules of lists\n\n- **`spaces`** - `MD018`, `MD019`, `MD020`, `MD021`, `MD023`, `MD024`\n" + ENGLISH) == []


def steps_of(sentence: str, term: str) -> tuple[str, ...]:
    [found] = [one for one in asked(f"# {term}\n\n{sentence}{ENGLISH}") if one.question_type == "fact_based"]
    return found.item.reasoning_steps


def test_a_step_names_the_class_only_where_it_surely_ends() -> None:
    told = steps_of("Mortar is a system that reads the logs of all the other servers and keeps them for a week.", "Mortar")
    assert told[1] == "That sentence puts “Mortar” into a class: “a system”."
    assert told[2].startswith("It goes on with “that reads the logs")
    told = steps_of("Mortar is a high performance, highly parallel hash function which is faster than all the others.", "Mortar")
    assert "“a high performance, highly parallel hash function”" in told[1]
    told = steps_of("Mortar is a tool built to create static websites from the files of a folder.", "Mortar")
    assert told[1] == "It tells what is meant: “a tool built to create static websites from …”."
    told = steps_of("Mortaring is the process of applying a set of changes to a wall in order to keep it dry.", "Mortaring")
    assert "class" not in told[1]


def test_where_nothing_follows_the_class_no_step_says_that_something_does() -> None:
    told = steps_of("Mortar is a generic open source automation framework.", "Mortar")
    assert told[1] == "That sentence puts “Mortar” into a class: “a generic open source automation framework”."
    assert told[2] == "With the class the sentence is complete, so it makes the answer as it stands."


@pytest.mark.parametrize(
    "sentence",
    [
        "Mortar is an effective way to help secure the walls, roofs, cellars and floors of a house.",
        "Mortar is the de facto work method that most large companies use for the walls of a house.",
        "Mortar is a fully open source and independent project, maintained by a number of companies and individuals.",
        "Mortar is a project which emerged from the merging of two older projects in the year 2019.",
        "Mortar is a framework developed and maintained by the people of a large company.",
        "Mortar is a large, complex project always in need of people who lay the stones of a house.",
        "Mortar is a part of a house subscription - it provides a centralised support to all of the users.",
        "Mortar is an overloaded term that is used to refer to several kinds of things in a wall.",
        "The configuration of the Mortar is a file of text called `mortar.yml` in the folder of the user.",
        "The appeal in using Mortar is the absence of any stones in the folder of the user.",
        "Mortar is a type of glue, and one way to think of a glue is as an arrow to a stone somewhere else.",
        "A mortar is a list of all the stones that have been laid to get to this point.",
    ],
)
def test_praise_remarks_and_parts_of_a_thing_define_nothing(sentence: str) -> None:
    assert pairs(f"# Mortar\n\n{sentence}{ENGLISH}") == []


def test_an_opinion_does_not_continue_a_definition() -> None:
    text = (
        "# Mortar\n\nMortar is a log system that is made for many tenants. It is known as glue for logs, which makes total sense."
    )
    assert pairs(text + ENGLISH, "technical_explanation") == []


def test_an_explanation_that_holds_its_label_in_another_form_is_not_asked_for_the_label() -> None:
    text = (
        "# Walls of a house\n\n## Traits\n\n- **{}**: {} use of the same stones, patterns and practices throughout the whole wall."
    )
    assert pairs(text.format("Harmony", "Consistent") + ENGLISH, "factual_recall")
    assert not pairs(text.format("Consistency", "Consistent") + ENGLISH, "factual_recall")


def test_a_pointer_to_other_pages_is_no_part_of_an_explanation() -> None:
    text = (
        "# Walls of a house\n\n## Traits\n\n- **Harmony**: Use of the same stones and colours in all the walls of a house. "
        "Read more guidelines about using the same stones."
    )
    assert all("Read more" not in one.item.answer for one in asked(text + ENGLISH))
    assert asked(text + ENGLISH)


def test_labels_of_a_list_of_examples_are_not_explained_by_their_example() -> None:
    text = (
        "# Kinds of walls\n\n{}\n\n- **Outer walls**: Building a wall of red stones to keep the rain out of a house.\n"
        "- **Inner walls**: Building a wall of light boards to tell the kitchen and the hall apart."
    )
    assert asked(text.format("Walls are of two kinds:") + ENGLISH)
    assert not asked(text.format("Walls are hard to build. As an example, let's consider some common types:") + ENGLISH)


def test_an_explanation_that_says_its_own_name_again_is_not_asked_for() -> None:
    text = (
        "# Measuring walls\n\n## Measures\n\n- **Wall height**: {}\n"
        "- **Gate colour**: The paint that is put on the wood of the doors."
    )
    assert pairs(text.format("The distance from the ground to the highest stone of a house.") + ENGLISH)
    assert all(
        "height" not in question for question, _ in pairs(text.format("This metric represents the height of the wall.") + ENGLISH)
    )


def test_a_clause_with_a_verb_of_its_own_is_not_joined_to_its_term() -> None:
    text = (
        "# Gates\n\n## Answers\n\n- `409 Conflict`: The gate with the same name already exists.\n"
        "- `404 Gone`: The gate is not there any more."
    )
    assert all(answer != "`409 Conflict` is the gate with the same name already exists." for _, answer in pairs(text + ENGLISH))


@pytest.mark.parametrize(
    "sentence",
    [
        "Mortolite is a mixture that holds the stones of a wall together for a hundred years.",  # a name of one word
        "A pull test is a strong pull at the roof of a house which shows whether it holds.",
        "A wall anchor is a mount point within the stones that carries the weight of a shelf.",
        "A trowel is a flat tool that allows us to put the mortar between the stones of a wall.",
    ],
)
def test_names_of_one_word_tests_and_compound_classes_are_defined_too(sentence: str) -> None:
    assert sentence in [answer for _, answer in pairs(f"# Building houses\n\n{sentence}" + ENGLISH)]


def test_a_class_that_fits_anything_defines_nothing() -> None:
    for sentence in (
        "Patience is a hard problem that many builders of houses have to live with.",
        "A wall anchor is a clever point of a house that carries the weight of a shelf.",
        "Stones is a thing that the builders of a house put into walls.",
    ):
        assert not pairs(f"# Building houses\n\n{sentence}" + ENGLISH)


def test_a_thing_that_is_praised_or_has_many_parts_is_not_defined() -> None:
    text = "# Loki\n\nLoki is a {} with many parts and many links to other systems." + ENGLISH
    assert pairs(text.format("sophisticated system")) == [] == pairs(text.format("large and complex system"))


def test_what_is_said_under_a_label_is_asked_for_only_where_all_of_it_can_be_quoted() -> None:
    entry = "# Load tests\n\n- **Central storage**: Store all secrets of the team in one central place for all.{}\n" + ENGLISH
    assert pairs(entry.format(" This includes the keys of machines."))
    assert pairs(entry.format(" See the figure above for this.")) == []


def test_a_label_is_not_asked_for_by_a_description_that_leaves_off() -> None:
    text = "# Tools\n\n- **Acme Watch** - {} of services with metrics, logs and traces for large teams{}." + ENGLISH
    whole, open_ended = (asked(text.format("An umbrella", end)) for end in ("", " and more"))
    assert len(open_ended) == len(whole) - 1


def test_a_gain_is_no_term_and_a_gerund_that_does_something_is_no_meaning() -> None:
    text = (
        "# Test runs\n\n- **{} quality**: A reminder to the people of the team that the tests of the week were not run.\n" + ENGLISH
    )
    assert pairs(text.format("Weekly")) and pairs(text.format("Better")) == []
    text = (
        "# Server speed\n\n- **Concurrency**: Running many jobs at the same time {} of the whole machine in the night.\n" + ENGLISH
    )
    [(meant, _)], [(stated, _)] = (pairs(text.format(words)) for words in ("for the work", "optimizes the work"))
    assert "mean by “Concurrency”" in meant and "statement" in stated


def test_what_a_function_returns_is_what_it_does_and_not_what_it_is_for() -> None:
    entry = "# The store\n\n- `{}`: {} the entry points of the distribution by the name of their group.\n" + ENGLISH
    for name, verb, does in (("entry_map", "Return", True), ("entry_map(dist)", "Remove", True), ("entry_map", "Remove", False)):
        [(question, _)] = pairs(entry.format(name, verb))
        assert (f"what does `{name}` do" in question.lower()) == does


def test_an_explanation_that_is_a_whole_sentence_gets_no_second_verb() -> None:
    entry = "# The store\n\n- `VersionConflict`: {}\n" + ENGLISH
    for said, told in (
        ("The error of a project with two active versions of the same archive.", True),
        ("The requested version of a project conflicts with an active version of it.", False),
        ("A problem occurred extracting a resource to the cache of the eggs.", False),
    ):
        assert any(answer.startswith("`VersionConflict` is") for _, answer in pairs(entry.format(said))) == told


def test_the_index_of_a_manual_explains_no_terms() -> None:
    entries = "wheel grease\n:   The care of wheels [Greasing], The care of belts [Greasing and cleaning].\n"
    assert pairs("# Concept Index" + ENGLISH + "\n## W\n\n" + entries + ENGLISH) == []


def test_the_title_of_a_page_behind_a_label_is_no_explanation() -> None:
    entry = "- `WHEELDIR`: Support for Wheels of Wood\n- `BELTDIR`: Place of all the leather belts that were installed before\n"
    assert [answer for _, answer in pairs("# Making wheels" + ENGLISH + "\n" + entry)] == [
        "Place of all the leather belts that were installed before."
    ]


def test_a_name_of_code_without_backticks_is_asked_as_one() -> None:
    entry = "Wheel.set_speed(*wheel*, *speed*)\n:   Store how fast the rim turns, in metres a second. It replaces the old number.\n"
    asked_for = [question for question, _ in pairs("# Wheel class" + ENGLISH + "\n" + entry)]
    assert asked_for and all("`Wheel.set_speed(wheel, speed)`" in question for question in asked_for)
    assert not any("advi" in question or "recommend" in question for question in asked_for)


def test_a_label_in_camel_case_gives_no_advice() -> None:
    entry = "- **TurnTrace** - print out the flow of the turns, with the start and the end of each of them\n"
    [(question, answer)] = pairs("# Debugging wheels" + ENGLISH + "\n" + entry)
    assert "What is TurnTrace for" in question and answer.startswith("TurnTrace is used to print out the flow")


def test_what_a_thing_is_only_under_a_condition_defines_nothing() -> None:
    text = "# Wheels\n\nA simple wheel is a turning wheel if it contains either an axle of wood or one or more belts of leather."
    assert pairs(text + ENGLISH) == []


def test_an_attribute_that_is_only_a_number_is_not_asked_for() -> None:
    entry = "- `wheel.STOP`: This attribute is an integer (6).\n"
    assert pairs("# Wheel class" + ENGLISH + "\n" + entry) == []


def test_an_entry_left_in_another_language_is_not_asked_in_english() -> None:
    french = (
        "Les roues tournent quand la courroie est tendue, et il faut la graisser tous les mois avec une huile qui ne sèche pas.\n\n"
    )
    text = "# Roues\n\n" + 6 * french + "## Tools of the wheel" + 3 * ENGLISH + "\n"
    text += "- `lever` – un outil pour réaliser des tours reproductibles dans un environnement propre.\n"
    text += "- `winch` – a tool that turns the wheel in small steps for the one who is at the belt.\n"
    answers = [answer for _, answer in pairs(text)]
    assert len(answers) == 1 and "turns the wheel" in answers[0]


@pytest.mark.parametrize(
    "lead", ["Here are some examples:", "Continuing our example of a large wheel, the values would be as follows:"]
)
def test_labels_of_an_example_are_not_what_they_mean(lead: str) -> None:
    entries = "`spoke_count`\n:   names of spokes with trailing marks are mishandled on many wheels.\n"
    assert pairs("# Wheels" + ENGLISH + "\n" + entries) != []
    assert pairs("# Wheels" + ENGLISH + f"\n{lead}\n\n" + entries) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("spoke_params", "The spoke parameters the wheel was made with."),
        ("turn_timeout", "An attempt to turn timed out."),
        ("user", "creates a new temporary user"),
    ],
)
def test_an_explanation_in_the_words_of_its_own_name_is_left_alone(name: str, said: str) -> None:
    assert pairs("# Wheels" + ENGLISH + f"\n- `{name}`: {said}\n") == []


def test_what_a_command_will_do_is_what_it_does() -> None:
    [(question, answer)] = pairs(
        "# Turning wheels" + ENGLISH + "\n- `tw` - will give a list of all the turns of the present wheel.\n"
    )
    assert "does `tw` do" in question and answer == "`tw` will give a list of all the turns of the present wheel."


def test_labels_of_a_signature_and_phrases_are_no_terms() -> None:
    entries = "Returns\n:   the number of the turns that were found, or a negative one if the wheel stands still.\n"
    assert pairs("# turn_wheel" + ENGLISH + "\n" + entries) == []
    entry = "- **With `spokes=2`**: two spokes of the wheel and a belt of leather for each of them\n"
    assert pairs("# Spokes of wheels" + ENGLISH + "\n" + entry) == []


def test_what_is_said_of_several_labels_alike_explains_none_of_them() -> None:
    entries = "".join(f"- {name}: All wheels except those of wood can be turned by a belt.\n" for name in ("Mill", "Cart", "Winch"))
    assert pairs("# Kinds of wheels" + ENGLISH + "\n" + entries) == []


def test_a_link_of_a_page_is_no_term() -> None:
    entries = "- **Wheel Status** - A link to the **Wheels** application of the mill.\n"
    assert pairs("# Wheel manager" + ENGLISH + "\n" + entries) == []


def test_a_name_of_code_with_a_verb_behind_it_is_asked_what_it_does() -> None:
    entry = "- `drain_first`: stops the wheel but goes on with the belts until the last one is at rest\n"
    [(question, _)] = pairs("# Stopping the mill" + ENGLISH + "\n" + entry)
    assert "does `drain_first` do" in question or "does `drain_first` stop" in question


@pytest.mark.parametrize(
    "entry",
    [
        "- `lost_turn`: A wheel unexpectedly closed the passage of the water.\n",  # an event, not what the name is
        "- `wheel-context` - specifies the context to be used with this wheel\n",
        "- `belt=10`: Modify belt table 10.\n",
        "- `turn` *wheel* *speed*…: Runs the wheel with the speed that is given behind it.\n",
    ],
)
def test_events_circles_and_synopses_define_no_code(entry: str) -> None:
    assert not any(" is a" in answer or "specifies" in answer or "10" in answer or "Runs" in answer
                   for _, answer in pairs("# Mills" + ENGLISH + "\n" + entry))  # fmt: skip


def test_a_noun_that_may_be_an_order_gives_no_advice_before_a_verb() -> None:
    entry = (
        "- **Stone Width**: Filter starts cutting the stones before it moves them, so the width must be convenient to the size.\n"
    )
    asked_for = [question for question, _ in pairs("# Mills" + ENGLISH + "\n" + entry)]
    assert not any("recommend" in question or "advi" in question for question in asked_for)


def test_what_solves_this_problem_is_not_what_a_thing_is() -> None:
    text = "# Mills\n\nA windmill is {}, as it turns with the wind of the season and needs no water at all."
    assert pairs(text.format("a possible answer to this problem") + ENGLISH) == []
    assert pairs(text.format("an engine that grinds grain") + ENGLISH)


@pytest.mark.parametrize(
    "entry",
    [
        "- `Paperwork` - The stone or the wheel relates to what is written down of it.\n",
        "- `str | bytes`: the name of a wheel in the words of its owner\n",
        "- **Net Value:** Are typically used for wheels. They are weighed on the stones of a mill each day around noon.\n",
    ],
)
def test_what_only_looks_like_a_noun_phrase_is_none(entry: str) -> None:
    assert not any(answer.startswith(("`", "Are ")) for _, answer in pairs("# Mills" + ENGLISH + "\n" + entry))


def test_who_looks_after_a_thing_is_not_what_it_is() -> None:
    text = "# Mills\n\nMill is an open source project designed, developed, and maintained by the Society of Millers of the valley."
    assert pairs(text + ENGLISH) == []


@pytest.mark.parametrize(
    "text",
    [
        "- `False`: the water is led around the wheel without turning any of the stones\n",
        "- `name=None`: (Optional) (str) The name of the mill that the wheel belongs to.\n",
        "- **Conformance**: This wheel is an addition that came with the second mill of the valley.\n",
        "- **Share**This is the part of the grain that the miller keeps, depending on the season.\n",
    ],
)
def test_values_without_their_option_formal_labels_and_run_on_words_are_no_terms(text: str) -> None:
    assert pairs("# Mills" + ENGLISH + "\n" + text) == []


def explained(label: str, explanation: str, heading: str = "Labels of the tracker") -> list[tuple[str, str]]:
    """What is asked of a list of three entries about the one given."""
    others = (
        "- `first_label`: A mark that says who reads the ticket next.\n- `last_label`: A mark that closes the ticket for good.\n"
    )
    text = f"# {heading}\n\nThese words are used in the tracker.\n\n- {label}: {explanation}\n{others}{ENGLISH}"
    return [pair for pair in pairs(text) if label.strip("*") in " ".join(pair)]


@pytest.mark.parametrize(
    ("label", "explanation"),
    [
        ("`stale`", "This tended to be forgotten and brought nobody to the project."),
        ("`moved`", "It brought more trouble than all the other labels taken together."),
        ("`legacy`", "This instruction is not currently supported by any of the runners."),
        ("`speed`", "Affects the speed of any part of the program, the documentation included."),
        ("`cluster`", "Related specifically to clusters and the way in which jobs are scheduled on them."),
        ("**Field holding user name**", "Field that will be taken as the name of the user, `login` in most of the cases."),
        ("**Scale**", "The larger the cluster, the more complex the start and the tests of it become."),
        ("**Stability**", "the larger the cluster, the more complex the start and the tests become."),
        ("**Bug #3491**", "A crash of the parser that came with empty lines at the end of the file."),
        ("**Mail filter**", "Filter to find the user from the address that the mail was sent to in the first place."),
    ],
)
def test_a_remark_a_use_and_a_circle_are_no_explanations(label: str, explanation: str) -> None:
    assert explained(label, explanation) == []


@pytest.mark.parametrize(
    ("label", "explanation"),
    [
        ("`queue`", "This label marks the tickets that wait for an answer of their author."),
        ("`sort_mode`", "Affects the order in which the rows of the report are written out."),
    ],
)
def test_what_tells_a_label_by_its_kind_or_an_option_by_its_effect_explains_it(label: str, explanation: str) -> None:
    assert explained(label, explanation) != []


def test_entries_within_an_entry_are_asked_for_only_by_names_of_their_own() -> None:
    text = (
        "# Answers of the server\n\nThe answer holds these members.\n\n"
        "- `result_set`: A table with the counters of all the networks that were asked for.\n"
        "  - `columns`: A list of the names that the cells of a line are told by.\n"
        "  - `total_leases`: The number of addresses that the server has handed out since its start.\n" + ENGLISH
    )
    told = " ".join(question + answer for question, answer in pairs(text))
    assert "`total_leases`" in told
    assert "`columns`" not in told


def test_a_part_of_a_thing_is_no_term() -> None:
    text = "# Counter mode\n\nAn essential part of AES-CTR is a sequential counter that must never repeat." + ENGLISH
    assert pairs(text) == []


@pytest.mark.parametrize(("label", "asked_back"), [("LocalMember", False), ("NearMember", True)])
def test_a_name_in_capitals_is_not_asked_for_by_its_own_words(label: str, asked_back: bool) -> None:
    text = (
        "# Groups of servers\n\nThese words are used for the servers of a group.\n\n"
        f"- **{label}**: A fixed entry that is the local member of the group of servers at hand.\n"
        "- **Leader**: A server that decides for all the others of its group.\n" + ENGLISH
    )
    assert (label in [answer for _, answer in pairs(text, "factual_recall")]) == asked_back


def test_a_definition_that_goes_on_to_define_another_word_is_left_alone() -> None:
    text = "# Acme\n\nAcme is a project of smiths that work at night, and smithing means cleverness with fire." + ENGLISH
    assert pairs(text) == []
