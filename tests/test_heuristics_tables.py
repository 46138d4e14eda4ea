"""Tables: what is asked is what the table says, worded as a teacher would, and doubtful tables are left alone."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthetic_data.heuristics.tables.table_heads import shows_examples
from synthetic_data.heuristics.tables.tables import tables
from synthetic_data.heuristics.words.base import Candidate, View
from synthetic_data.heuristics.words.naming import OF
from synthetic_data.sections.document import Cutting, cut_document

OPTIONS = """# Acme Gateway configuration

Settings that the gateway of the house reads from a file when it is started by the operator.

## Listener options

| Option | Type | Default | Required | Description |
|---|---|---|---|---|
| `listen_port` | integer | `8080` | no | Port for incoming requests of clients. |
| `tls` | boolean | `false` | no | Enables TLS instead of plain text. |
| `cert_file` | path | | yes | Path to the bundle shown to clients. |
| `max_conns` | integer | `1024` | no | Maximum number of sockets at once. |
"""


def pairs_of(markdown: str) -> list[Candidate]:
    sections = cut_document("doc.md", markdown, "0" * 64, Cutting()).sections
    return [candidate for section in sections for candidate in tables(View(section))]


def under(heading: str, table: str) -> str:
    """A document of one table in English, the language being recognized by its first paragraph."""
    return f"# The demo house\n\nThis is what the people of the house know about the things they use.\n\n## {heading}\n\n{table}\n"


def answers(markdown: str) -> dict[str, str]:
    """The answer to each question, without the words that name the document."""
    return {bare(candidate.item.question): candidate.item.answer for candidate in pairs_of(markdown)}


def bare(question: str) -> str:
    frame = r'"[^"]*"(?: in "[^"]*"| \([^)]*\))?'
    core = re.sub(rf"^(?:According to|In|Based on) {frame}, ", "", question)
    core = re.sub(rf", according to {frame}\?$", "?", core)
    return core[:1].upper() + core[1:]


def test_a_cell_is_asked_for_in_the_words_of_its_header():
    found = answers(OPTIONS)
    of_port = {question: answer for question, answer in found.items() if "`listen_port`" in question and "`tls`" not in question}
    assert "8080" in " ".join(of_port.values())
    assert any(re.fullmatch(r"What (is the default value of|does) the .*`listen_port`.*\?", question) for question in of_port)
    assert any("type" in question and answer == "integer" for question, answer in of_port.items())


def test_a_description_is_asked_for_by_how_it_begins():
    found = answers(OPTIONS)
    does = [question for question, answer in found.items() if answer == "Enables TLS instead of plain text."]
    specifies = [question for question, answer in found.items() if answer == "Path to the bundle shown to clients."]
    assert does and does[0].startswith("What does the ") and does[0].endswith("do?")
    assert specifies and re.match(r"What does .* specify\?|How is .* described\?", specifies[0])


def test_a_row_is_asked_for_by_what_only_it_says():
    found = answers(OPTIONS)
    assert found["Which listener option specifies the path to the bundle shown to clients?"] == "`cert_file`"
    assert found["Which listener option specifies the maximum number of sockets at once?"] == "`max_conns`"
    assert not any("integer" in question and answer == "`listen_port`" for question, answer in found.items())  # two rows say it
    assert not any("TLS instead of plain" in question and answer == "`tls`" for question, answer in found.items())


def test_yes_and_no_are_answered_in_a_sentence():
    found = answers(OPTIONS)
    yes = [answer for question, answer in found.items() if question.startswith("Is the ") and "`cert_file`" in question]
    no = [answer for question, answer in found.items() if question.startswith("Is the ") and "`tls`" in question]
    assert len(yes) == len(no) == 1
    assert re.fullmatch(r"Yes, the .*`cert_file`.* is required\.", yes[0])
    assert re.fullmatch(r"No, the .*`tls`.* is not required\.", no[0])


def test_the_description_of_a_row_is_its_fact_and_the_rest_is_recall():
    per_row = [candidate for candidate in pairs_of(OPTIONS) if candidate.question_type == "fact_based"]
    assert {candidate.item.answer for candidate in per_row} == {
        "Port for incoming requests of clients.", "Enables TLS instead of plain text.", "Path to the bundle shown to clients.",
        "Maximum number of sockets at once.",
    }  # fmt: skip
    section = cut_document("doc.md", OPTIONS, "0" * 64, Cutting()).sections[0]
    rows = {fact.start for fact in section.facts if fact.kind == "row"}
    assert all(set(candidate.fact_starts) <= rows for candidate in pairs_of(OPTIONS))


def test_every_pair_rests_on_the_header_and_its_rows_and_takes_three_different_steps():
    for candidate in pairs_of(OPTIONS):
        for (_, start, end), quote in zip(candidate.item.spans, candidate.item.evidence, strict=True):
            assert OPTIONS[start:end] == quote
        assert candidate.item.evidence[0].startswith("| Option | Type")
        assert len(set(candidate.item.reasoning_steps)) == 3
        assert candidate.item.family == "tables"


def test_every_question_names_its_document_or_the_heading_above_the_table():
    for candidate in pairs_of(OPTIONS):
        assert "Listener options" in candidate.item.question or "Acme Gateway configuration" in candidate.item.question


def test_the_choices_are_cells_of_the_same_column_the_right_one_first():
    found = [candidate.item for candidate in pairs_of(OPTIONS) if candidate.item.answer == "Maximum number of sockets at once."]
    assert found[0].choices[0] == found[0].answer
    assert set(found[0].choices[1:]) == {
        "Port for incoming requests of clients.", "Enables TLS instead of plain text.", "Path to the bundle shown to clients.",
    }  # fmt: skip


def test_numbers_of_one_unit_are_compared_and_ranked():
    found = answers(under("Instances", "| Instance | Memory (GB) |\n|---|---|\n| small | 4 |\n| medium | 16 |\n| large | 64 |"))
    assert found['Which has the larger memory, the instance "small" or the instance "medium", and by how much?'] == (
        'The instance "medium": its memory is 16 GB, that of the instance "small" is 4 GB, a difference of 12 GB.'
    )
    assert found["Which instance has the largest memory?"] == 'The instance "large", with 64 GB.'
    assert found["Which instance has the smallest memory?"] == 'The instance "small", with 4 GB.'


def test_numbers_that_serve_as_names_are_not_ranked():
    found = answers(under("Services", "| Service | Port |\n|---|---|\n| web | 80 |\n| mail | 25 |\n| shell | 22 |"))
    assert found and not any("highest" in question or "how much" in question for question in found)


def test_a_column_that_counts_is_asked_how_many():
    found = answers(under("Planets", "| Planet | Moons |\n|---|---|\n| Venus | 0 |\n| Earth | 1 |\n| Mars | 2 |"))
    assert found['How many moons does the planet "Mars" have?'] == "2"
    assert found["Which planet has the most moons?"] == 'The planet "Mars", with 2.'


def test_the_rows_that_are_something_are_counted():
    table = "| Platform | Supported |\n|---|---|\n| Linux | Yes |\n| macOS | Yes |\n| Plan 9 | No |"
    found = answers(under("Where it runs", table))
    assert found["How many of the 3 platforms are supported, and which?"] == "2 of the 3 platforms: Linux and macOS."
    assert found['Which of the two is supported, the platform "macOS" or the platform "Plan 9"?'] == (
        'The platform "macOS" is supported, whereas the platform "Plan 9" is not.'
    )


def test_columns_under_an_empty_corner_are_the_things_compared():
    table = "| | Redis | SQLite |\n|---|---|---|\n| **Durability** | Snapshots every minute | Journal file |"
    table += "\n| **Setup** | A dedicated server | None |"
    found = answers(under("Backends compared", table))
    assert "Redis: Snapshots every minute\nSQLite: Journal file" in found.values()
    assert any("Redis" in question and answer == "A dedicated server" for question, answer in found.items())


def test_codes_have_meanings():
    table = "| Code | Meaning |\n|---|---|\n| 1 | The file is invalid |\n| 2 | The port is already in use |"
    found = answers(under("Exit codes", table))
    assert {question for question, answer in found.items() if answer == "The port is already in use"} <= {
        "What does the exit code 2 mean?", "What is the meaning of the exit code 2?",
    }  # fmt: skip
    assert found['Which exit code means "The port is already in use"?'] == "2"


@pytest.mark.parametrize(
    "table",
    [
        "| Decision | Date | Made by |\n|---|---|---|\n| Use ADRs | 01/25/2021 | Dev team |\n| Use Flux | 01/26/2021 | Dev team |",
        "| Task | Done | Owner |\n|---|---|---|\n| Write the guide | no | Ann |\n| Review the guide | no | Bob |",
        "| Pros | Cons |\n|---|---|\n| Simple to build and run | Needs a registry |\n| Fast to start for all | Hard to debug |",
        "| Resource | Link |\n|---|---|\n| Docs | [docs](https://example.com) |\n| Chat | [chat](https://example.com) |",
        "| 2019 | 12 |\n|---|---|\n| 2020 | 14 |\n| 2021 | 17 |",
        "| ![a](a.png) | ![b](b.png) |\n|---|---|\n| The first picture | The second picture |\n| One more | Another one |",
        "| Option | Pros |\n|---|---|\n| Option 1 | Some pros of the thing |\n| Option 2 | Other pros of the thing |",
        "| Mock | Pros |\n|---|---|\n| Embedded mocks | Simplifies the experience |\n| | No external dependencies |",
        "| Aspect | Description |\n|---|---|\n| Inception | April 2014 when it began |\n| Transmission | The HTTP protocol |",
        "| Field | Notes |\n|---|---|\n| `os` | 1 |\n| `arch` | 2 |",
        "| Method | Path |\n|---|---|\n| GET | `/a` |\n| GET | `/b` |\n| POST | `/a` |\n| PUT | `/c` |",
        "| Option | Description |\n|---|---|\n| `a` | See the section below |\n| `b` | TBD |",
        "| Stage | Feedback | More |\n|---|---|---|\n| Alpha | Works for the one case | |\n| Beta | Works for more cases | |",
    ],
)
def test_what_is_not_certain_to_be_a_table_of_facts_is_left_alone(table: str):
    assert pairs_of(under("Overview", table)) == []


def test_an_example_stays_one_where_its_title_goes_with_the_whole_it_is_part_of() -> None:
    assert shows_examples(f"Threat model example{OF}the engineering playbook", ("Assets",), "")
    assert not shows_examples(f"Threat models{OF}the engineering playbook", ("Assets",), "")


def test_tables_of_made_up_data_are_left_alone():
    table = "| Name | Role |\n|---|---|\n| Ann | Editor of the news |\n| Bob | Writer of the news |"
    assert pairs_of(under("Example of a table", table)) == []
    assert pairs_of(under("People", f"A table could look like this, for example:\n\n{table}")) == []


def test_rows_with_the_same_key_are_not_asked_about():
    table = "| Operator | Explanation |\n|---|---|\n| `!` | Macro expansion |\n| `!` | Logical complement |"
    table += "\n| `%` | Arithmetic remainder |\n| `^` | Bitwise exclusive OR |"
    found = pairs_of(under("Operators of the language", table))
    assert found and not any("`!`" in candidate.item.question or candidate.item.answer == "`!`" for candidate in found)


def test_two_tables_under_one_heading_share_no_row():
    table = "| Field | Type |\n|---|---|\n| `size` | integer |\n| `{}` | string |"
    found = pairs_of(
        under("Layers and blobs", table.format("name") + "\n\nAnd the other one of the two:\n\n" + table.format("mode"))
    )
    assert found and not any("`size`" in candidate.item.question for candidate in found)
    assert not any("`mode`" in candidate.item.question for candidate in found)  # of what it is, only a caption might tell


def test_headers_that_are_no_nouns_are_not_asked_for():
    table = (
        "| Length | Signed | Where it is used in practice |\n|---|---|---|\n| 8-bit | `i8` | bytes |\n| 16-bit | `i16` | audio |"
    )
    assert pairs_of(under("Integer types", table)) == []


def test_a_language_other_than_english_yields_nothing():
    text = "# Einstellungen\n\nDas Gerät liest seine Einstellungen beim Start aus einer Datei, die der Betreiber anlegt.\n\n"
    table = "| Option | Typ |\n|---|---|\n| `a` | Zahl |\n| `b` | Text |\n"
    assert pairs_of(text + table) == []


NAMES = st.lists(
    st.sampled_from("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda".split()), min_size=3, max_size=8, unique=True
)


@settings(max_examples=60, deadline=None)
@given(NAMES, st.data())
def test_every_answer_about_numbers_can_be_computed_again(names: list[str], data: st.DataObject):
    sizes = {name: data.draw(st.integers(1, 5000)) for name in names}
    rows = "\n".join(f"| {name} | {size} |" for name, size in sizes.items())
    for question, answer in answers(under("Volumes", f"| Volume | Size (MB) |\n|---|---|\n{rows}")).items():
        asked = re.findall(r'"(\w+)"', question)
        if "Which has the larger size" in question:
            larger, smaller = sorted(asked, key=lambda name: -sizes[name])
            assert answer.startswith(f'The volume "{larger}": its size is {sizes[larger]} MB')
            assert answer.endswith(f"a difference of {sizes[larger] - sizes[smaller]} MB.")
        elif "the largest size" in question:
            assert answer == f'The volume "{max(sizes, key=sizes.__getitem__)}", with {max(sizes.values())} MB.'
        elif "the smallest size" in question:
            assert answer == f'The volume "{min(sizes, key=sizes.__getitem__)}", with {min(sizes.values())} MB.'
        elif question.startswith(("Which volume has", "For which volume")):
            assert [name for name, size in sizes.items() if f" {size} MB " in question] == [answer]
        else:
            assert answer == f"{sizes[asked[0]]} MB"


@settings(max_examples=60, deadline=None)
@given(NAMES, st.data())
def test_every_answer_about_words_is_the_cell_of_its_row(names: list[str], data: st.DataObject):
    words = st.sampled_from("red green blue yellow black white".split())
    colors = {name: data.draw(words) for name in names}
    rows = "\n".join(f"| {name} | {color} |" for name, color in colors.items())
    for candidate in pairs_of(under("Volumes", f"| Volume | Color |\n|---|---|\n{rows}")):
        question, answer = candidate.item.question, candidate.item.answer
        keys = [name for name in re.findall(r'"(\w+)"', question) if name in colors]
        values = [word for word in re.findall(r'"(\w+)"', question) if word in colors.values()]
        if candidate.question_type == "comparative_analysis":
            assert len({colors[key] for key in keys}) == 2 and all(colors[key] in answer for key in keys)
        elif values:
            assert set(re.findall(r"\w+", answer.lower())) - {"and"} == {name for name in names if colors[name] == values[0]}
        else:
            assert answer == colors[keys[0]]
        if candidate.item.choices:
            assert candidate.item.choices[0] == answer
            assert len(set(candidate.item.choices)) == 4


def test_free_descriptions_are_set_side_by_side_only_in_short_tables_of_things_alike() -> None:
    head = "| Mode | Description |\n|---|---|\n"
    alike = (
        "| `low` | Performs simple lower casing of every letter. |\n"
        "| `low-ascii` | Performs simple lower casing of ASCII letters only. |\n"
    )
    apart = "| `label` | A class name to apply as the type. |\n| `attrs` | The dictionary of the outer wrapper. |\n"
    more = "".join(f"| `m{number}` | Performs simple lower casing of letters of part {number}. |\n" for number in range(4))

    def compared(rows: str) -> bool:
        found = pairs_of(under("Slug modes", head + rows))
        assert found
        return any(one.question_type == "comparative_analysis" for one in found)

    assert compared(alike)
    assert not compared(apart)
    assert not compared(alike + more)


def test_values_are_compared_where_they_sort_the_rows() -> None:
    head = "| Family | Base unit |\n|---|---|\n"
    rows = ["Time | seconds", "Heat | celsius", "Length | meters", "Memory | bytes", "Mass | grams", "Force | newton"]
    few = ["Time | seconds", "Heat | celsius", "Delay | seconds", "Chill | celsius", "Pause | seconds", "Frost | celsius"]

    def compared(lines: list[str]) -> bool:
        found = pairs_of(under("Base units", head + "".join(f"| {line} |\n" for line in lines)))
        assert found
        return any(one.question_type == "comparative_analysis" for one in found)

    assert compared(few)
    assert not compared(rows)


def test_names_in_code_are_not_set_side_by_side_where_another_column_tells_what_differs() -> None:
    head = "| Code | Message | Description |\n|---|---|---|\n"
    rows = "| `20` | `auth` | the peer is known by its key |\n| `40` | `authenb` | keys are asked for |\n"
    found = pairs_of(under("Peer status", head + rows))
    assert found and all(one.question_type != "comparative_analysis" for one in found)


def test_a_meaning_that_spells_out_its_symbol_is_not_asked_for() -> None:
    head = "| Symbol | Meaning and Format |\n|---|---|\n"
    rows = "| ALT_UNIT | Altitude Units (Metres/Feet) |\n| GEO_SEP | Height of the ellipsoid above the sea (Metres) |\n"
    found = [one.item.answer for one in pairs_of(under("Items of data", head + rows))]
    assert any("ellipsoid" in answer for answer in found)
    assert not any("Altitude" in answer for answer in found)


def test_what_is_left_of_a_link_is_no_name() -> None:
    table = "| Name | Required |\n|---|---|\n| [Markdown][mark-down] | Yes |\n| [Pygments][py-gments] | No |\n| [Foo][foo] | No |\n"
    assert all("][" not in one.item.question + one.item.answer for one in pairs_of(under("Requirements", table)))


def test_a_description_that_points_to_another_place_or_says_the_name_again_is_left_alone() -> None:
    def asked_of(description: str) -> list[str]:
        table = (
            f"| Option | Description |\n|---|---|\n| `insert` | {description} |\n| `case` | Changes the letters to small ones. |"
        )
        return [question for question in answers(under("Options", table)) if "insert" in question]

    assert asked_of("Puts new stones into the wall.")
    assert not asked_of("Puts new stones into the wall. See wall options below.")
    assert not asked_of("Enable insert feature.")


def test_tables_of_fruit_and_of_alice_and_bob_are_left_alone() -> None:
    for keys in (("Apple", "Banana"), ("Alice", "Bob")):
        assert not pairs_of(under("Amounts", f"| Name | Amount |\n|---|---|\n| {keys[0]} | 3 |\n| {keys[1]} | 5 |"))


def test_a_row_of_data_in_the_place_of_the_header_makes_the_table_unasked():
    headerless = (
        "| `1` | turned round at once |\n|---|---|\n| `0` | never turned round |\n| `-1` | turned round if the other side asks |",
        "| box:open | before | kitchen |\n|---|---|---|\n| box:shut | after | kitchen |\n| door:open | before | hall |",
        "| spd | speed of the wheel |\n|---|---|\n| len | length of the belt |\n| wid | width of the belt |",
    )
    for table in headerless:
        assert pairs_of(under("Turning the wheel", table)) == []


def test_a_header_that_names_what_the_keys_are_values_of_is_one():
    table = "| `mode` | Kind of result |\n|---|---|\n| `'fast'` | a list of the first hits |\n| `'deep'` | a tree of all hits |"
    assert pairs_of(under("Searching", table))


def test_a_row_named_by_its_type_tells_of_what_the_heading_names_and_is_left_alone():
    table = "| type | default | mandatory |\n|---|---|---|\n| string | kitchen | no |"
    assert pairs_of(under("roomName", table)) == []


def test_a_value_beside_an_example_is_that_of_the_example():
    table = "| Format | Example | Value |\n|---|---|---|\n| h:m | 36:20 | 36 hours |\n| NdNh | 2d8h | 56 hours |"
    assert not any("36 hours" in candidate.item.answer for candidate in pairs_of(under("Writing a duration", table)))


def test_a_mark_with_a_mark_of_its_own_a_dash_and_the_key_again_are_no_answers():
    table = "| Keyword | Front side |\n|---|---|\n| alpha | X (!) |\n| beta | X |"
    assert pairs_of(under("Keywords of the proxy", table)) == []
    table = "| Option | Default |\n|---|---|\n| `alpha` | `-` |\n| `beta` | `7` |"
    assert {candidate.item.answer for candidate in pairs_of(under("Options of the gateway", table))} <= {"`7`", "`beta`"}
    table = "| Version | Changes |\n|---|---|\n| v0.4.5 | Added in: v0.4.5 |\n| v1.2.0 | The wheel turns both ways. |"
    assert not any("Added in" in candidate.item.answer for candidate in pairs_of(under("turn(wheel)", table)))


def test_rows_under_a_caption_that_lists_types_of_options_are_not_called_options():
    table = "List of option types that are known\n\n| Name | Meaning |\n|---|---|\n| flag | A single bit that is on or off. |"
    table += "\n| text | Any words that fit on one line. |"
    asked = [candidate.item.question for candidate in pairs_of(under("Options of the gateway", table))]
    assert asked and not any('option "' in question for question in asked)


def test_an_enumeration_of_a_header_file_is_no_table_with_a_header():
    table = "| WHEEL_UP | = | 1 (0x1) | turns the wheel up |\n|---|---|---|---|\n| WHEEL_DOWN | = | 2 (0x2) | turns it down |"
    assert pairs_of(under("WheelFlags", table)) == []


def test_what_the_arguments_of_one_call_would_be_is_an_example():
    table = "| Argument | Value |\n|---|---|\n| `sender` | `Wheel` (the class itself) |\n| `args` | an empty list of all spokes |"
    assert pairs_of(under("before_turn", f"The arguments sent to a handler would be:\n\n{table}")) == []
    assert pairs_of(under("before_turn", f"The arguments sent to a handler are:\n\n{table}"))


def test_a_short_cell_that_repeats_its_key_is_not_asked_for():
    table = "| Option name | Wheel value |\n|---|---|\n| T1 | T1 |\n| slow-turn | slow_turning |"
    assert not any(candidate.item.answer == "T1" for candidate in pairs_of(under("Options of the wheel", table)))


def test_how_a_reader_gets_a_value_and_a_word_with_a_footnote_are_no_answers():
    table = (
        "| Field | Explanation |\n|---|---|\n| Band | As told to you by the operators of the wheel |\n| Mode | The way it turns |"
    )
    assert not any("operators" in candidate.item.answer for candidate in pairs_of(under("Fields of the form", table)))
    table = "| Release | `TURN_BACK` |\n|---|---|\n| R1.1 | no (+) |\n| R1.2 | nothing (*)(+) |"
    assert pairs_of(under("Turning back", table)) == []


def test_rows_with_names_of_examples_are_not_asked_about():
    table = "| Package | Content |\n|---|---|\n| `libfoo1` | the shared part of it |\n| `libfoo-doc` | the pages |\n"
    assert pairs_of(under("Parts of a package", table)) == []


def test_examples_that_go_on_and_rows_with_two_names_are_not_asked_about():
    table = "| Host | Rack |\n|---|---|\n| wheel01 | rack 1 |\n| wheel02 | rack 2 |\n| … | … |"
    assert pairs_of(under("Places of the hosts", table)) == []
    table = "| Mode of turning | Mode of rest | Result |\n|---|---|---|\n| SLOW | SLOW | it never stops |\n| FAST | SLOW | late |"
    assert not any("never" in candidate.item.answer for candidate in pairs_of(under("Turning", table)))


def test_code_above_code_beside_small_letters_is_no_header():
    table = "| `byte` | single character |\n|---|---|\n| `long` | whole number of four |\n| `date` | day and hour |"
    assert pairs_of(under("Kinds of data", table)) == []


def test_a_legend_that_begins_with_a_colour_has_no_header() -> None:
    legend = "| Green | Normal state |\n|---|---|\n| Yellow | Strained state |\n| Red | Broken state |\n"
    assert pairs_of(under("Lamps of the house", legend)) == []


def test_a_row_is_asked_for_by_a_literal_and_not_by_a_phrase() -> None:
    rows = (
        "| Signal | Code | Action |\n|---|---|---|\n| `LAMP_ON` | 31 | rotate the file |\n"
        "| `LAMP_OFF` | 47 | wake the guard |\n| `LAMP_DIM` | 58 | count the guests |\n"
    )
    found = answers(under("Signals of the house", rows))
    back = {question for question, answer in found.items() if answer.startswith("`LAMP_")}
    assert any("31" in question for question in back)
    assert not any("rotate the file" in question for question in back)
    assert "rotate the file" in found.values()


def test_the_names_of_rows_are_listed_as_they_are_written() -> None:
    rows = "| Login | Role |\n|---|---|\n" + "".join(
        f"| {login} | {role} |\n"
        for login, role in (("rtaylor", "guest"), ("msmith", "guest"), ("dwho", "keeper"), ("kim", "keeper"), ("lou", "keeper"))
    )
    assert "rtaylor and msmith." in answers(under("Accounts of the house", rows)).values()


def test_things_that_run_together_in_a_cell_are_left_alone() -> None:
    rows = "| Measurement | Tags |\n|---|---|\n| cpu_load | host |\n| net_load | host_name disk_name |\n| gpu_load | host, card |\n"
    found = answers(under("Measurements of the house", rows)).values()
    assert "host, card" in found
    assert "host_name disk_name" not in found


def test_rows_are_no_commands_where_the_heading_names_one() -> None:
    rows = (
        "| Name | Description |\n|---|---|\n| backup_target | The folder that the copies of a night are kept in. |\n"
        "| backup_limit | The number of nights that are kept before the oldest goes. |\n"
    )
    text = under("Commands of the house", f"### backup-all\n\nIt copies the files of the house.\n\n{rows}")
    questions = [candidate.item.question for candidate in pairs_of(text)]
    assert questions
    assert not any("command" in bare(question) for question in questions)


def test_a_row_without_a_kind_needs_a_name() -> None:
    rows = "| CPU (user/system) | Status |\n|---|---|\n| `<50%` | `QUIET` |\n| `>50%` | `BUSY` |\n| `>90%` | `LOUD` |\n"
    assert pairs_of(under("Load of the house", rows)) == []


def test_a_bare_demand_with_a_word_or_two_describes_nothing() -> None:
    rows = (
        "| Parameter | Description |\n|---|---|\n| night_args | Optional. Additional arguments. |\n"
        "| night_port | Optional. Port of the guard. Defaults to 5989. |\n"
    )
    found = answers(under("Parameters of the house", rows)).values()
    assert "Optional. Port of the guard. Defaults to 5989." in found
    assert "Optional. Additional arguments." not in found


def test_versions_are_asked_for_as_such() -> None:
    rows = "| API | Removed in |\n|---|---|\n| `lamp.get()` | 8.13.1 |\n| `lamp.set()` | 8.27.2 |\n"
    found = answers(under("Removed parts of the house", rows))
    assert any(
        re.fullmatch(r"In which version was the (API `lamp.get\(\)`|`lamp.get\(\)` API) removed\?", asked) for asked in found
    )


def test_the_kind_of_a_row_is_not_said_twice_beside_code() -> None:
    rows = "| Attempt | Delay |\n|---|---|\n| `2nd attempt` | 20 seconds |\n| `3rd attempt` | 640 seconds |\n"
    questions = answers(under("Retries of the house", rows))
    assert questions
    assert not any("attempt `" in question for question in questions)


def test_a_matrix_of_supported_versions_is_no_list_of_versions() -> None:
    rows = "| API | Version | Test |\n|---|---|---|\n| houseOpen | 0.10.2 | 1.2.1 |\n| houseShut | 0.9.2 | 1.0.3 |\n"
    assert pairs_of(under("Functions of the house", rows)) == []
    assert pairs_of(under("Functions of the house", rows.replace("1.2.1", "small").replace("1.0.3", "large"))) != []
