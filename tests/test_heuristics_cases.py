"""What the family `cases` asks: whether a stated case is allowed or breaks a rule."""

from synthetic_data.heuristics.duties.cases import cases
from synthetic_data.heuristics.words.base import View
from synthetic_data.records import Item
from synthetic_data.sections import Cutting, cut_document

ENGLISH = "\n\nWe think that it is good to read all of this, and you should not be afraid of the many words that are in it.\n"


def asked(sentence: str) -> list[Item]:
    markdown = f"# Remote Protocol\n\n{sentence}{ENGLISH}"
    [section] = cut_document("doc.md", markdown, "0" * 64, Cutting()).sections
    found = [candidate.item for candidate in cases(View(section))]
    for item in found:
        [(_, start, end)] = item.spans
        assert section.text[start - section.start : end - section.start] == item.evidence[0]
        assert len(set(item.reasoning_steps)) == 3
    return found


def breaks(item: Item) -> bool:
    """What an answer says of its case: either question, whether it is allowed or breaks a rule, may be asked."""
    assert item.question.endswith("?") and item.answer.startswith(("Yes. ", "No. "))
    return item.answer.startswith("Yes. ") is (" break a rule of " in item.question)


def test_what_must_be_done_is_left_undone() -> None:
    [item] = asked("Senders MUST send the version of the protocol in a plain header.")
    assert "senders do not send the version of the protocol in a plain header" in item.question.lower()
    assert item.answer.endswith(". Senders MUST send the version of the protocol in a plain header.") and breaks(item)
    [item] = asked("Label names MUST be unique within one set of labels.")
    assert "label names are not unique within one set of labels" in item.question.lower() and breaks(item)


def test_what_must_not_be_done_is_done() -> None:
    [item] = asked("A sender MUST NOT send a request for the same series twice.")
    assert "a sender sends a request for the same series twice" in item.question.lower() and breaks(item)
    [item] = asked("Path strings must not originate from user input.")
    assert "path strings originate from user input" in item.question.lower() and breaks(item)


def test_what_may_be_done_may_be_left_undone() -> None:
    [item] = asked("Senders MAY send several requests for different series in parallel.")
    assert "do not send several requests" in item.question
    assert not breaks(item)


def test_nobody_sees_whether_care_is_taken() -> None:
    assert asked("Care MUST be taken with each escape in a plain header.") == []


def test_a_rule_for_every_one_is_broken_by_one() -> None:
    [item] = asked("Every bucket MUST have a threshold and a name.")
    assert "a bucket does not have a threshold and a name" in item.question
    assert "every bucket" not in item.question.lower()


def test_what_denying_would_change_in_more_than_one_way_is_left_alone() -> None:
    assert asked("The text format MUST be supported and is the default of the protocol.") == []
    assert asked("Senders MUST include all labels of the series in the request.") == []
    assert asked("Each bucket MUST have a name and one or more bounds of its own.") == []
    assert asked("The identifier for a transaction must be assigned as early as possible.") == []
    assert asked("Senders MUST NOT send a second request unless the first one has failed.") == []
    assert asked("Senders SHOULD send the version of the protocol in a header.") == []


def under(title: str, heading: str, sentence: str) -> list[Item]:
    markdown = f"# {title}\n\n{ENGLISH}\n\n## {heading}\n\n{sentence}{ENGLISH}"
    sections = cut_document("doc.md", markdown, "0" * 64, Cutting()).sections
    return [candidate.item for section in sections for candidate in cases(View(section))]


def test_a_rule_under_a_heading_that_names_nothing_may_hold_for_that_part_only() -> None:
    assert under("Remote Protocol", "Gauges", "Label names MUST be unique within one set of labels.")
    assert not under("Remote Protocol", "Summary", "Label names MUST be unique within one set of labels.")


def test_one_complies_with_rules_not_with_a_textbook() -> None:
    sentence = "Loop labels must begin with a single quote."
    assert not under("Control Flow", "Labels of Loops", sentence)
    assert under("Rust Style Guidelines", "Labels of Loops", sentence)


def test_about_half_of_the_answers_are_yes() -> None:
    names = "Senders Receivers Proxies Gateways Clients Servers Brokers Relays Writers Readers Agents Scrapers".split()
    answers = []
    for name in names:
        [item] = asked(f"{name} MUST send the version of the protocol in a header.")
        assert f"{name.lower()} do not send the version" in item.question.lower() and breaks(item)
        assert "breaks the rule" in item.reasoning_steps[2]
        answers.append(item.answer.startswith("Yes. "))
    assert 3 <= sum(answers) <= 9


def test_a_rule_with_exceptions_is_never_called_broken() -> None:
    rule = "Senders MUST send the version of the protocol in a plain header."
    assert breaks(asked(rule)[0])
    for more in ("There are two exceptions.", "That holds unless the receiver is old.", "Proxies are not required to do so."):
        assert asked(f"{rule} {more}") == []


def test_the_mark_of_a_footnote_is_no_part_of_a_rule() -> None:
    assert not asked("8 The documentation of senders must be installed beside the program.")


def test_rules_of_an_unnamed_project_are_left_alone() -> None:
    assert not under("Coding Standard", "Labels of Loops", "Loop labels must begin with a single quote.")
    assert under("Twisted Coding Standard", "Labels of Loops", "Loop labels must begin with a single quote.")


def test_a_list_item_before_a_sentence_does_not_make_its_first_word_a_name() -> None:
    [item] = asked("- all parts of a package menu\n\nPackages MUST be placed in leaf sections.")
    assert "packages are not placed" in item.question
