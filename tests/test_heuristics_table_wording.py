"""What tables are not asked because the question would tell its answer, and how the place of a table is called."""

import re

import pytest
from test_heuristics_tables import answers, pairs_of, under


@pytest.mark.parametrize(
    "table",
    [
        "| Metric | Help |\n|---|---|\n| `resident_memory_bytes` | Resident memory size in bytes |\n| `max_fds` | Max fds |",
        "| Counter | Description |\n|---|---|\n| Segments Received/sec | The rate at which segments are received |\n"
        "| Bytes Sent/sec | The rate at which bytes are sent |",
        "| Identifier | Algorithm |\n|---|---|\n| `sha512` | SHA-512 |\n| `blake3` | BLAKE3 |",
    ],
)
def test_what_only_respells_its_name_is_not_asked(table: str):
    assert pairs_of(under("What there is", table)) == []


def test_an_operator_is_asked_for_its_meaning_and_not_for_its_example():
    table = "| Operator | Example | Explanation |\n|---|---|---|\n| `<` | `expr < expr` | Less than comparison |"
    table += "\n| `*` | `expr * expr` | Arithmetic multiplication |\n| `@` | `ident @ pat` | Pattern binding |"
    found = answers(under("Operators of the language", table))
    assert "Pattern binding" in found.values() and not any("expr" in answer or "pat" in answer.split() for answer in found.values())


def test_a_date_beside_another_date_says_which_it_is():
    table = "| {} | Date | End of support |\n|---|---|---|\n| Acme 3.1 | 2024-01-10 | 2025-01-10 |"
    table += "\n| Acme 3.2 | 2024-06-10 | 2025-06-10 |"
    questions = [question for question, answer in answers(under("Versions", table.format("Release"))).items() if "2024" in answer]
    assert questions and all("release date" in question for question in questions)
    assert not any("2024" in answer for answer in answers(under("Versions", table.format("Module"))).values())


def test_the_name_of_a_heading_does_not_give_the_answer_away():
    table = "| Field | Target |\n|---|---|\n| `author` | `annotations` |\n| `created` | `labels` |"
    found = pairs_of(under("Annotations of the fields", table))
    assert not any(candidate.item.answer == "`annotations`" and "Annotations" in candidate.item.question for candidate in found)


def test_a_one_word_heading_is_named_with_the_heading_above_and_the_document():
    text = under("Secrets store", "").rstrip() + "\n\n### Vault\n\n| Mode | Meaning |\n|---|---|\n"
    text += "| fast | No copy is ever kept |\n| safe | Two copies live on disk |\n"
    questions = [candidate.item.question for candidate in pairs_of(text)]
    assert questions and all('"The demo house" (Secrets store, Vault)' in question for question in questions)


def test_an_aspect_is_a_noun_that_things_can_be_compared_in():
    table = "| | Redis | SQLite |\n|---|---|---|\n| Customizable | High | Low |"
    table += "\n| Durability | A snapshot each minute | Journal file |"
    questions = [candidate.item.question for candidate in pairs_of(under("Backends compared", table))]
    assert questions and not any("customizable" in question for question in questions)


def test_who_wrote_what_is_not_asked():
    assert pairs_of(under("Thanks", "| Contributor | Packages |\n|---|---|\n| anna | wheel-kit |\n| bert | axle-kit |")) == []


def test_an_order_is_what_an_option_does_and_flags_are_options_whatever_the_header_says():
    table = "| Command | Description |\n|---|---|\n| `--quiet` | Disallow output but errors |\n| `--block` | Block style |"
    found = answers(under("What there is", table))
    assert any(re.fullmatch(r"What does the .*option.* do\?", question) for question in found if "`--quiet`" in question)
    assert not any(" do?" in question for question, answer in found.items() if answer == "Block style")


def test_a_type_is_asked_for_but_options_are_neither_told_nor_compared_by_it():
    table = "| Option | Type |\n|---|---|\n| `depth` | integer |\n| `names` | list |\n| `label` | string |\n| `title` | string |"
    found = pairs_of(under("What there is", table))
    assert {candidate.item.answer for candidate in found} == {"integer", "list", "string"}


def test_a_description_that_ends_in_the_remnant_of_a_link_is_left_alone():
    table = "| Tool | Description |\n|---|---|\n| foo | Anonymizes the records of patients. [Link](x.md). Works offline. |"
    found = pairs_of(under("Tools we know", table + "\n| bar | Encrypts the records of patients on disk. |"))
    assert not any("Link" in candidate.item.answer for candidate in found)


def test_a_heading_lends_its_adjective_to_a_row_but_no_participle():
    table = "| Class | Description |\n|---|---|\n| `Headers` | Manages the headers |\n| `Body` | Holds the bytes of a reply |"
    installed = [candidate.item.question for candidate in pairs_of(under("Installed classes", table))]
    assert installed and not any("installed class" in question for question in installed)


def test_one_row_is_enough_where_the_header_says_that_it_is_told_about():
    assert answers(under("What there is", "| Option | Default |\n|---|---|\n| `path` | `hatch.py` |"))
    assert not answers(under("What there is", "| Shape | Price |\n|---|---|\n| round | 7 |"))


def test_a_default_is_asked_for_though_the_name_of_the_option_holds_it():
    found = answers(under("What there is", "| Option | Default |\n|---|---|\n| `linux-image` | `linux-2024` |\n| `size` | `4` |"))
    assert "`linux-2024`" in found.values()


def test_a_platform_has_no_path_there_is_one_for_it():
    found = answers(under("Cache", "| Platform | Path |\n|---|---|\n| Linux | `~/.cache/acme` |\n| macOS | `~/Library/acme` |"))
    asked = [question for question, answer in found.items() if answer.startswith("`")]
    assert asked and all(" for the platform" in question for question in asked)


def test_a_name_of_something_names_rows_of_it_and_no_row_is_told_by_an_empty_default():
    table = "| Name of Rule | Default | Details |\n|---|---|---|\n| `tall` | `null` | Permits widgets over a metre |"
    found = answers(under("What there is", table + "\n| `wide` | `7` | Permits widgets over two metres |"))
    assert "Which rule defaults to `7`?" in found and not any("defaults to `null`" in question for question in found)
    assert not any("differ in their default" in question for question in found)


def test_a_sentence_under_a_header_of_numbers_is_a_shifted_row():
    table = "| Package | Latest release | Purpose |\n|---|---|---|\n| axle | 2.1 | Builds axles |"
    found = answers(under("What there is", table + "\n| wheel | Generates models from a database. | |"))
    assert "2.1" in found.values() and not any("Generates" in answer for answer in found.values())


def test_a_description_that_adds_a_word_or_two_to_the_name_is_not_asked():
    table = "| Parameter | Description |\n|---|---|\n| yTitle | Optional. Title of the y-axis. Defaults to empty. |\n"
    table += "| Acme Trusted Lab | An open source ATL for Acme. |\n| yHover | Number formatter for the hover detail. |"
    assert set(answers(under("Graph library", table)).values()) <= {"Number formatter for the hover detail.", "yHover"}


def test_a_description_that_speaks_of_an_unnamed_thing_or_lacks_its_verb_is_not_asked():
    table = (
        "| Role | Description |\n|---|---|\n| Reader | Can view the item. |\n| Bolt | Bolt a very fast store for key and value. |\n"
    )
    table += "| Clerk | The share of time it was idle. ie. nothing waited. |\n| Scribe | Waits for the clerk. if idle, writes. |\n"
    table += "| Author | Can write drafts of every article. |"
    found = set(answers(under("Who may do what", table)).values())
    assert "Can write drafts of every article." in found and not any("item" in answer or "Bolt" in answer for answer in found)
    assert not any("idle" in answer or "clerk" in answer for answer in found)


def test_which_row_is_meant_is_not_asked_where_the_rows_build_on_each_other():
    table = "| Role | Description |\n|---|---|\n| Reader | Can view the drafts of the team. |\n"
    table += "| {} | Can {}write new articles for the site. |"
    apart, built = (answers(under("Who may do what", table.format("Author", word))) for word in ("", "also "))
    assert "Reader" in apart.values() and "Reader" not in built.values()


def test_a_header_that_sorts_the_rows_names_none_of_them():
    table = "| {} | Base unit |\n|---|---|\n| Percent | ratio |\n| Electric current | amperes |\n| Weight | grams |"
    family, quantity = (list(answers(under("Base units", table.format(header)))) for header in ("Family", "Quantity"))
    assert family and not any("family" in question.lower() or "unit does" in question for question in family)
    assert any('the quantity "Percent"' in question for question in quantity)


def test_an_order_describes_no_row_that_is_named_by_words():
    table = "| Quality attribute | Description |\n|---|---|\n| Speed | Define the expected response times of the solution. |\n"
    table += "| Order | Ease of finding one's way in the code. |"
    assert set(answers(under("Needs", table)).values()) <= {"Ease of finding one's way in the code.", "Order"}


def test_a_plan_of_who_does_what_and_a_made_up_case_are_left_alone():
    plan = "| Activity | Duration | Who |\n|---|---|---|\n| Planning | 1 hour | Everyone |\n| Standup | 15 min | The team |"
    assert pairs_of(under("Rhythm", plan)) == []
    made_up = under("Assets", "| Asset | Trust level |\n|---|---|\n| Blob store | Connection string |\n| Gauge | Public access |")
    assert pairs_of(made_up) and pairs_of(made_up.replace("The demo house", "The demo house example")) == []


def test_a_sentence_that_two_cells_share_is_no_difference():
    table = "| | Redis | SQLite |\n|---|---|---|\n| Durability | {}A journal file is kept. | {}Every write is synced. |"
    question = "How do Redis and SQLite compare"
    for shared, differs in (("", True), ("Data is kept on disk. ", False)):
        asked = answers(
            under("Backends compared", table.format(shared, shared) + "\n| Setup | One server is enough | No setup at all |")
        )
        assert (
            any(one.startswith(question) and "durability" in one or "differ" in one and "durability" in one for one in asked)
            == differs
        )


def test_a_quality_is_described_and_specifies_nothing():
    table = "| {} attribute | Description |\n|---|---|\n| Latch | The maximum load that a system can bear. |\n| Hook | The rest. |"
    for kind, verb in (("Quality", False), ("Node", True)):
        assert any("specif" in question for question in answers(under("Needs", table.format(kind)))) == verb


def test_a_thing_is_not_characterized_by_an_aspect_that_bears_its_name():
    table = "| | Unit test | System test |\n|---|---|---|\n| System under trial | One single function | The machine as a whole |"
    table += "\n| Durability | A snapshot each minute | A journal file on disk |"
    asked = answers(under("Tests compared", table))
    assert "The machine as a whole" not in asked.values() and "One single function" in asked.values()


def test_a_sign_of_arithmetic_is_nobodys_news():
    table = "| Operator | Explanation |\n|---|---|\n| `<` | Less than comparison |\n| `%` | Arithmetic remainder |"
    table += "\n| `>>=` | Right-shift and assignment |\n| `@` | Pattern binding |"
    assert set(answers(under("Operators of the language", table)).values()) <= {"Pattern binding", "`@`", "Pattern binding."}
    assert pairs_of(under("Operators of the language", table))


def test_a_value_that_is_told_in_a_phrase_is_a_description():
    table = "| Argument | Value |\n|---|---|\n| {} |\n| {} |"
    told = table.format("maintainer | The address of the person who answers", "classifiers | A list of the shelves in the shop")
    asked = answers(under("What setup takes", told))
    assert asked and not any("value" in question for question in asked)
    assert any("value" in question for question in answers(under("What setup takes", table.format("depth | deep", "speed | fast"))))


def test_the_arguments_of_one_of_several_functions_are_asked_only_where_its_name_is_told():
    table = "| Argument | Type |\n|---|---|\n| language | a string |\n| sources | a list of strings |"
    several = f"`start(language, sources)`\n\nIt starts the house.\n\n{table}\n\n`stop(now)`\n\nIt stops the house."
    assert pairs_of(under("Core of the house", several)) == []
    assert pairs_of(under("How start works", several))
    sole = several.rpartition("`stop")[0].replace("Type", "{}")
    assert pairs_of(under("Core of the house", sole.format("Type"))) == []
    assert pairs_of(under("Core of the house", sole.format("Default")))


def test_a_description_of_a_few_words_is_asked_in_one_direction():
    table = "| Operator | Explanation |\n|---|---|\n| `?` | {} |\n| `@` | Pattern binding |\n| `;` | End of a statement |"
    for words, ways in (("Error propagation", 1), ("The early return of an error to the caller", 2)):
        asked = answers(under("Operators of the language", table.format(words)))
        assert sum("`?`" in question or answer == "`?`" for question, answer in asked.items()) == ways


def test_an_old_name_is_called_so_and_old_alone_names_no_row():
    table = "| {} | {} |\n|---|---|\n| `attrd` | `widget-attrd` |\n| `cib` | `widget-based` |\n| `crmd` | `widget-controld` |"
    asked = answers(under("Daemons of the widget server", table.format("Old name", "New name")))
    assert asked and not any(re.search(r"\bold (?!name)", question) for question in asked)
    assert not any(re.search(r"\bold\b", question) for question in answers(under("Daemons", table.format("Old", "New"))))
