"""Words from a document are checked for what only the document around them tells, and for slips of grammar."""

import pytest

from synthetic_data.heuristics.words.self_contained import dangling, faulty, words_known


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("iterate until the test passes", ()),
        ("the overlapping chunks are compacted", ("Counter resets",)),
        ("bring a type of that value into scope", ()),
        ("metrics keep the additional label", ("Labels",)),
        ("determine the request count metric", ("Metrics",)),
        ("the deployment and the template are documented", ()),
        ("the code to read", ()),
    ],
)
def test_what_has_nothing_to_point_at_dangles(text: str, known: tuple[str, ...]):
    assert dangling(text, words_known(known))


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("a test fails and the test is repeated", ()),
        ("the name of a file and the value that a field holds", ()),
        ("the union instance", ("Fields of a Union",)),
        ("the `main` function of the OCI registry", ()),
        ("the compiler and the operating system", ()),
        ("the tools and practices used to manage credentials", ()),
        ("the maximum load or volume that a system can handle", ()),
        ("the adherence to regulatory standards", ()),
        ("names must have the suffix `_total`", ()),
        ("third-party dependencies, and then the dependency", ()),
        ("the manifest referenced by a descriptor", ()),
        ("the entry point and exit point of a program", ()),
    ],
)
def test_what_is_named_before_or_by_its_own_words_does_not(text: str, known: tuple[str, ...]):
    assert not dangling(text, words_known(known))


@pytest.mark.parametrize(
    "text",
    [
        "There is no internal edges that need to be hidden.",
        "Identities are automatically issues by the cloud.",
        "It has to rendered as a response.",
        "A team provides ability to run it.",
        "Put a index into the file.",
        "View the modified the card.",
    ],
)
def test_slips_of_grammar_are_seen(text: str):
    assert faulty(text)


@pytest.mark.parametrize(
    "text",
    [
        "There is no access without a user, and an hour is a unit of time.",
        "Access is granted by the server to related files, and keys had had a use.",
        "A service that provides the ability to run has to be one of a kind.",
    ],
)
def test_sound_sentences_are_not_faulty(text: str):
    assert not faulty(text)


def test_a_new_one_is_known_only_where_it_was_told_before() -> None:
    assert dangling("add an entry for the new Node Exporter", frozenset())
    assert not dangling("start a Node Exporter and add an entry for the new Node Exporter", frozenset())
    assert not dangling("add an entry for the Node Exporter", frozenset())
