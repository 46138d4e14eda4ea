"""What is asked across two sections: terms defined in one and used in another, tables that go on, one term with two meanings."""

from pathlib import Path

import pytest

from generate_synthetic_data import generate
from synthetic_data.gates import Gate, Maker
from synthetic_data.heuristics import Linked, Links, OtherDocument, notes_of
from synthetic_data.records import Answer, Pair, Section, Task
from synthetic_data.sections import Cutting, cut_document

PLAIN = "\n\nWe think that it is good to read all of this, and you should not be afraid of the many words that are in it.\n"
TOKENS = """# Session Handbook

## Session tokens

A session token is a short random string that the server hands out after a successful login.

## Storage

Session tokens must be kept in memory and never on a disk.
"""


def filled(markdown: str) -> str:
    """The text with so much under each heading that each becomes a section of its own."""
    return markdown.replace("\n## ", f"{PLAIN}{PLAIN}\n## ") + PLAIN + PLAIN


def sections_of(markdown: str, name: str = "doc.md") -> tuple[Section, ...]:
    return cut_document(name, filled(markdown), "0" * 64, Cutting()).sections


def linked(files: dict[str, str], validation: tuple[int, ...] = (), of: str = "") -> list[tuple[Section, Linked]]:
    """The linked pairs of one file (the last) beside the others. validation: ordinals of its sections on the other side."""
    documents = {name: sections_of(text, name) for name, text in files.items()}
    notes = {name: notes_of(sections) for name, sections in documents.items()}
    own = of or list(files)[-1]
    sides = tuple("validation" if number in validation else "train" for number in range(len(documents[own])))
    others = [
        OtherDocument(notes[name].meanings, ("train",) * len(sections), name in notes[own].linked)
        for name, sections in documents.items()
        if name != own
    ]
    links = Links(documents[own], sides, notes[own], others)
    return [(section, one) for section in documents[own] for one in links.of(section.ordinal)]


def pairs(found: list[tuple[Section, Linked]]) -> list[Pair]:
    """What passes the gates, which compare every quote with the source at its offsets."""
    results = []
    for section, one in found:
        sections = (section, one.other) if one.other else (section,)
        task = Task(one.candidate.question_type, sections, 1)
        results += Gate().judge(Answer(task, (one.candidate.item,)), Maker("heuristic", "heuristics", "hard"))
    assert all(isinstance(result, Pair) for result in results)
    return [result for result in results if isinstance(result, Pair)]


def test_a_term_defined_in_one_section_and_bound_by_a_rule_in_another_is_asked_for_both() -> None:
    [pair] = pairs(linked({"doc.md": TOKENS}))
    assert pair.question_type == "multi_hop_reasoning"
    assert "session token" in pair.question and pair.question.endswith("?")
    assert pair.answer == (
        "A session token is a short random string that the server hands out after a successful login. "
        "Session tokens must be kept in memory and never on a disk."
    )
    assert [part.quote for part in pair.evidence] == [
        "A session token is a short random string that the server hands out after a successful login.",
        "Session tokens must be kept in memory and never on a disk.",
    ]
    assert len({section.id for section in pair.sections}) == 2


def test_a_statement_that_points_at_something_is_no_second_half() -> None:
    pointing = TOKENS.replace("must be kept in memory and never on a disk", "may change this behavior in the time to come")
    assert pointing != TOKENS and linked({"doc.md": pointing}) == []


def test_two_headings_of_one_section_are_linked_as_well() -> None:
    joined = cut_document("doc.md", TOKENS + PLAIN, "0" * 64, Cutting()).sections
    [section] = joined
    [one] = Links(joined, ("train",), notes_of(joined), ()).of(0)
    assert one.other is None
    [pair] = pairs([(section, one)])
    assert len(pair.evidence) == 2 and len(pair.sections) == 1


def test_sections_of_different_sides_are_never_linked() -> None:
    storage = next(section.ordinal for section in sections_of(TOKENS) if "Session tokens must" in section.text)
    assert linked({"doc.md": TOKENS}, validation=(storage,)) == []


def test_a_link_is_followed_to_the_definition_in_another_document() -> None:
    terms = "# Terms\n\n## Audit trail\n\nAn audit trail is a record of every change with the person who made it and the time.\n"
    rules = "# Change Control\n\nEach release needs an entry in the [audit trail](terms.md#audit-trail) with its number.\n"
    [pair] = pairs(linked({"terms.md": terms, "rules.md": rules}))
    assert [part.document for part in pair.evidence] == ["terms.md", "rules.md"]
    assert "audit trail" in pair.question
    other = rules.replace("#audit-trail", "#something-else")
    assert linked({"terms.md": terms, "rules.md": other}) == []


def test_a_reference_by_label_is_followed_too() -> None:
    terms = "# Terms\n\n## Audit trail\n\nAn audit trail is a record of every change with the person who made it and the time.\n"
    rules = "# Change Control\n\nEach release needs an entry in the [audit trail][trail] with its number.\n\n[trail]: terms.md\n"
    assert len(pairs(linked({"terms.md": terms, "rules.md": rules}))) == 1


def test_a_reference_by_section_number_is_resolved_and_left_out_of_the_answer() -> None:
    text = """# Access Protocol

## 4.2 Bearer tokens

A bearer token is a string that grants access to whoever presents it to a server.

## 5 Requests

Clients send the bearer token (see Section 4.2) in a header of each request to a server.
"""
    [pair] = pairs(linked({"doc.md": text}))
    assert "Clients send the bearer token in a header of each request to a server." in pair.answer
    assert "Section 4.2" not in pair.answer
    assert "(see Section 4.2)" in pair.evidence[1].quote


def test_without_a_link_another_document_defines_nothing_for_this_one() -> None:
    terms = "# Terms\n\n## Audit trail\n\nAn audit trail is a record of every change with the person who made it and the time.\n"
    rules = "# Change Control\n\n## Releases\n\nThe audit trail must be signed by two people of different teams.\n"
    assert linked({"terms.md": terms, "rules.md": rules}) == []


def test_a_section_that_says_more_about_the_term_is_left_alone() -> None:
    more = TOKENS + "It must also be renewed every hour.\n"
    assert linked({"doc.md": more}) == []


CHAIN = """# Plans and Roles

## Roles

| User type | Role |
|-----------|------|
| Student | Reader |
| Lecturer | Editor |
| Guest | Reader |

## Quotas

| Role | Quota |
|------|-------|
| Reader | 5 GB |
| Editor | 50 GB |
"""


def test_a_value_of_one_table_is_looked_up_in_another() -> None:
    found = pairs(linked({"doc.md": CHAIN}))
    student = next(pair for pair in found if "Student" in pair.question)
    assert student.answer == 'The role of the user type "Student" is Reader. The quota of "Reader" is 5 GB.'
    assert [part.quote for part in student.evidence] == [
        "| User type | Role |",
        "| Student | Reader |",
        "| Role | Quota |",
        "| Reader | 5 GB |",
    ]


def test_tables_that_both_count_from_one_do_not_lead_on_to_each_other() -> None:
    methods = "| Command | Code |\n|---|---|\n| GET | {0} |\n| POST | {1} |\n"
    packets = "| Code | Type |\n|---|---|\n| {0} | Forward request |\n| {1} | Shutdown |\n"
    text = f"# Widget Protocol\n\n{PLAIN}\n\n## Packets\n\n{packets}\n\n## Methods\n\n{methods}\n\n{PLAIN}\n"
    assert linked({"doc.md": text.format(200, 404)})
    assert not linked({"doc.md": text.format(2, 4)})
    assert not linked({"doc.md": text.format(200, 404).replace("| Type |", "| Types |")})  # "what is the types of that code?"


def test_two_tables_with_a_row_for_the_same_thing_are_read_together_unless_they_have_the_same_columns() -> None:
    text = """# Service Reference

## Ports

| Service | Port |
|---------|------|
| Ingest | 8080 |
| Query | 9090 |

## Timeouts

| Service | Timeout |
|---------|---------|
| Ingest | 30 s |
| Query | 5 s |
"""
    found = pairs(linked({"doc.md": text}))
    assert 'The port of the service "Ingest" is 8080, and its timeout is 30 s.' in [pair.answer for pair in found]
    assert pairs(linked({"doc.md": text.replace("Timeout", "Port")})) == []


def test_one_term_with_two_meanings_is_asked_for_with_both_documents() -> None:
    metrics = "# Metric Types\n\nA gauge is a metric that represents a single numerical value that can go up and down.\n"
    railway = "# Railway Basics\n\nA gauge is a distance that is kept between inner sides of two rails of a track.\n"
    [pair] = pairs(linked({"metrics.md": metrics, "railway.md": railway}))
    assert pair.question_type == "contextual_ambiguity"
    assert {part.document for part in pair.evidence} == {"metrics.md", "railway.md"}
    assert "Metric Types" in pair.question and "Railway Basics" in pair.question
    distance = "a distance that is kept between inner sides of two rails of a track"
    at_hand = railway.replace("A gauge is", "The gauge is")
    assert linked({"metrics.md": metrics, "railway.md": at_hand}) == []
    again = railway.replace(distance, "a metric that represents the value of one single thing")
    assert linked({"metrics.md": metrics, "railway.md": again}) == []


def test_what_another_thing_is_says_nothing_of_the_term_that_it_names() -> None:
    text = """# Login Handbook

## Session tokens

A session token is a short random string that the server hands out after a successful login.

## Refresh keys

{}
"""
    said = "Refresh keys can be swapped for a [session token](#session-tokens) on some machines."
    assert pairs(linked({"doc.md": text.format(said)}))
    other = "A refresh key is a string that lives longer than a [session token](#session-tokens) on some machines."
    assert not pairs(linked({"doc.md": text.format(other)}))


def test_a_requirement_for_a_term_names_the_place_that_sets_it() -> None:
    text = TOKENS.replace("# Session Handbook", "# Session token").replace("## Session tokens", "## Kinds")
    text = text.replace(
        "Session tokens must be kept in memory and never on a disk", "A session token must be stored in the memory of a server"
    )
    [pair] = pairs(linked({"doc.md": text}))
    assert '"Storage"' in pair.question


def test_two_terms_of_one_kind_are_told_apart_by_both_definitions() -> None:
    text = """# Metric Types

## Counter

A counter is a cumulative metric that represents a value which only ever increases.

## Gauge

A gauge is a metric that represents a single value that goes up and down.
"""
    [pair] = pairs(linked({"doc.md": text}))
    assert pair.question_type == "comparative_analysis"
    assert pair.answer.count("metric that represents") == 2


PARALLEL = """# Message Broker

## Transports

### Publish Server

The publish server {first} the jobs of all masters on one busy machine.

### Request Server

{second} takes the answers of single minions in the order of arrival.
"""


def test_parallel_sections_that_tell_their_things_by_one_verb_are_set_side_by_side() -> None:
    [pair] = pairs(linked({"doc.md": PARALLEL.format(first="takes", second="The request server")}))
    assert pair.question_type == "comparative_analysis"
    assert "publish server" in pair.question and "request server" in pair.question
    assert pair.answer.startswith("The publish server takes") and "The request server takes" in pair.answer
    assert len(pair.evidence) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [("stores", "The request server"), ("takes", "A small part"), ("takes", "It"), ("must take", "The request server")],
)
def test_parallel_sections_that_tell_different_things_or_of_another_thing_are_not_compared(first: str, second: str) -> None:
    assert not pairs(linked({"doc.md": PARALLEL.format(first=first, second=second)}))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_links_sections_and_counts_why_it_does_not(tmp_path: Path, jobs: int) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "tokens.md").write_text(filled(TOKENS), encoding="utf-8")
    (docs / "rules.md").write_text(
        "# Login Rules\n\nEach request of a client carries its [session token](tokens.md#session-tokens) in a header.\n",
        encoding="utf-8",
    )
    options = {"docs": str(docs), "no_llm": True, "jobs": jobs, "split_by": "question"}
    result = generate(output=str(tmp_path / f"out{jobs}"), **options)
    assert result.funnel["multi_hop_reasoning"]["kept"] == 2
    assert any("abstained: no second document" in line for line in result.summary)


def test_an_unrelated_document_changes_no_link(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "tokens.md").write_text(filled(TOKENS), encoding="utf-8")
    options = {"docs": str(docs), "no_llm": True, "split_by": "question"}
    before = generate(output=str(tmp_path / "one"), **options)
    (docs / "other.md").write_text("# Gardening\n\nA rake is a tool with teeth that gathers leaves on a lawn in autumn.\n")
    after = generate(output=str(tmp_path / "two"), **options)
    ours = [line for line in (after.folder / "pairs.jsonl").read_text().splitlines() if '"tokens.md"' in line]  # type: ignore[operator]
    theirs = (before.folder / "pairs.jsonl").read_text().splitlines()  # type: ignore[operator]
    keep = [line.split('"split"')[0] for line in theirs]
    assert keep and keep == [line.split('"split"')[0] for line in ours]


def test_a_fragment_and_what_is_said_of_another_thing_are_no_statement_about_a_term() -> None:
    terms = "# Terms\n\n## Audit trail\n\nAn audit trail is a record of every change with the person who made it and the time.\n"
    link = "[audit trail](terms.md#audit-trail)"
    for said in (
        f"- Notes in the {link} of each of the many releases.\n- Names of those who made it.\n",
        f"Unlike the {link}, which holds every change, a release note tells the people what is new.",
    ):
        assert not linked({"terms.md": terms, "rules.md": f"# Change Control\n\n{said}\n"})


def test_each_half_of_a_question_names_the_place_that_answers_it() -> None:
    terms = "# Terms\n\n## Audit trail\n\nAn audit trail is a record of every change with the person who made it and the time.\n"
    rules = "# Change Control\n\nAn [audit trail](terms.md#audit-trail) can be used to find out who broke a release.\n"
    [pair] = pairs(linked({"terms.md": terms, "rules.md": rules}))
    assert pair.question.startswith("What is an audit trail") and "what can it be used for" in pair.question
    assert "Change Control" in pair.question and "say about" not in pair.question
    [pair] = pairs(linked({"doc.md": TOKENS.replace("## Session tokens", "## Logging in")}))
    first, second = pair.question.split(", and ")
    assert '"Logging in"' in first and "Storage" in second


def test_a_proper_name_keeps_its_capital_though_an_address_is_written_small() -> None:
    text = """# Counters of the Postal Office

## Acme Watch

Acme Watch is a monitoring server that keeps the values of all counters for a year. Ask acme watch-team@example.com, or Acme Watch.

## Upkeep

Acme Watch is maintained by volunteers, not by a company.
"""
    [pair] = pairs(linked({"doc.md": text}))
    assert "What is Acme Watch" in pair.question and "by whom is it maintained" in pair.question


def test_products_are_not_told_apart_by_their_blurbs() -> None:
    text = "# Boards\n\n## Cubie\n\nCubie 2 is a single board computer based on the Allwinner A20 processor.\n\n## Pine\n\n"
    assert not linked({"doc.md": text + "Pine A64 is a single board computer based on the much newer Allwinner A64 processor.\n"})


def test_definitions_that_go_on_in_different_ways_do_not_answer_each_other() -> None:
    text = "# Locks\n\n## Plain\n\nA plain lock is a small device that is not owned by anybody.\n\n## Shared\n\n"
    assert linked({"doc.md": text + "A shared lock is a small device that many threads may hold at once.\n"})
    assert not linked({"doc.md": text + "A shared lock is a small device with room for the names of many threads.\n"})


def test_what_the_whole_document_is_about_makes_no_link() -> None:
    text = TOKENS.replace("must be kept in memory and never on a disk", "can carry the name of the person who logged in")
    assert not linked({"doc.md": text.replace("# Session Handbook", "# Session tokens of the server")})


def test_a_table_turned_around_is_no_second_step() -> None:
    rows = [("None", "NULL"), ("int", "INTEGER"), ("float", "REAL")]
    there = "\n".join(f"| `{one}` | `{two}` |" for one, two in rows)
    back = "\n".join(f"| `{two}` | `{one}` |" for one, two in rows)
    text = "# Data\n\n## To the database\n\n| Python type | SQLite type |\n| --- | --- |\n" + there
    text += "\n\n## From the database\n\n| SQLite type | Python type |\n| --- | --- |\n" + back + "\n"
    assert not linked({"doc.md": text})


def test_a_term_with_two_entries_is_compared_with_nothing() -> None:
    text = "# Locks\n\n## Plain\n\nA plain lock is a small device that is not owned by anybody.\n\n## Shared\n\n"
    text += "A shared lock is a small device that many threads may hold at once.\n\n## On disks\n\n"
    assert linked({"doc.md": text + "Nothing more is to be told of disks.\n"})
    assert not linked({"doc.md": text + "A shared lock is a small file that many programs may open at once.\n"})


def test_a_term_that_is_linked_to_another_site_is_not_what_was_defined_here():
    outside = TOKENS.replace("Session tokens must", "[Session tokens](https://example.org/tokens) must")
    assert linked({"doc.md": TOKENS}) and not linked({"doc.md": outside})


def test_a_statement_in_the_words_of_the_definition_adds_nothing_to_it():
    again = TOKENS.replace("must be kept in memory and never on a disk", "must be handed out randomly after login of the server")
    assert not linked({"doc.md": again})


def test_advice_is_no_second_half_where_its_place_may_give_more_of_it() -> None:
    advised = TOKENS.replace("must be kept in memory and never on a disk.", "should be integrated in the build process.")
    assert linked({"doc.md": advised}) == []
    where = TOKENS.replace("must be kept", "should be kept")  # asks for the place alone
    assert [one.candidate.question_type for _, one in linked({"doc.md": where})] == ["multi_hop_reasoning"]
