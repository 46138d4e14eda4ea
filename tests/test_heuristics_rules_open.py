"""A rule is asked for only where its sentence is the whole right answer, and with the words that it hangs on."""

from test_heuristics_rules import question

from synthetic_data.heuristics.duties.assertions import asserted
from synthetic_data.heuristics.duties.rule_worth import names_nothing
from synthetic_data.heuristics.words.subjects import clause


def test_the_next_sentence_that_tells_more_of_the_same_makes_a_half_answer() -> None:
    said = "Platform logs can be used to review the operations of a cluster."
    assert question(said)
    assert not question(f"{said} This can be used to see who did what in the group.")


def test_a_thing_with_two_requirements_in_one_place_is_asked_for_none_of_them() -> None:
    said = "Ingestor servers SHOULD be able to ingest data from sources without any encryption."
    assert question(said)
    assert not question(f"All ingestor servers MUST understand the second version of TLS. {said}")
    sized = "A delivery task should be sized for a single day of one person."
    assert question(sized)
    assert not question(f"{sized} A delivery task can hold as many comments as the team likes.")


def test_where_a_thing_is_called_so_belongs_to_the_question() -> None:
    assert "called in jaeger" in question("The Zipkin collector is called envelope holder in Jaeger.")


def test_people_are_asked_for_as_people() -> None:
    assert "by whom is the zipkin collector maintained" in question(
        "The Zipkin collector is maintained by volunteers, not by a company."
    )


def test_a_second_thing_that_the_sentence_tells_is_not_part_of_the_answer() -> None:
    said = "The `take` method is defined in the `Iterator` trait"
    assert question(f"{said} of the standard library.")
    assert not question(f"{said} and limits the iteration to two items.")


def test_a_product_set_as_code_does_too_many_things_to_be_asked_what_it_does() -> None:
    said = "{} provides powerful tools to handle package discovery, including support for namespace packages."
    assert "what does the `setuptools` module do" in question(said.format("The `Setuptools` module"))
    assert not question(said.format("`Setuptools`"))


def asserts(sentence: str) -> list[str]:
    found = clause(sentence)
    assert found is not None
    return [inquiry.core for inquiry in asserted(found, found.subject, sentence) if inquiry.kind == "fact_based"]


def test_one_part_by_name_is_not_all_that_a_thing_includes() -> None:
    assert asserts("The Zipkin installer includes all plugins of the packet library.")
    assert not asserts("The Zipkin installer includes Pcap which is required for the capture of packets.")


def test_what_is_named_and_does_more_is_not_called_so() -> None:
    assert asserts("Pipelines are called chains of handlers in the protocol.")
    assert not asserts("Pipelines are named and consist of a sequence of handlers.")
    assert not asserts("Pipelines are named according to the suffix that they define.")
    assert not asserts("Pipelines are called transparently when a request comes in.")


def test_a_default_for_some_programs_is_one_of_an_option_that_is_not_told() -> None:
    assert question("The default retry limit for Senders is 5, which stops them early.")
    assert not question("The default value for Senders is 5, which stops them early.")
    assert not question("The default registry of senders is used, which the `registry` parameter supplies.")


def unnamed(sentence: str, title: str = "Remote Protocol") -> bool:
    found = clause(sentence)
    assert found is not None
    return names_nothing(found, title)


def test_letters_and_versions_are_no_subjects() -> None:
    assert not unnamed("The `main` schema of a sender must be a database with a log.")
    assert not unnamed("The `take<T>` method returns an iterator of the collection.")
    assert unnamed("Schema S of connection D must be a database with a log.")
    assert unnamed("Item 3 requires the battery of a sender to be full.")
    assert unnamed("2.11+ requires the `epel` repository for all senders.")


def test_what_is_required_once_and_recommended_once_is_asked_for_not_at_all() -> None:
    said = "Senders SHOULD send stale markers when a time series is gone."
    assert question(said)
    assert not question(f"{said} Senders MUST send stale markers if the end of a series can be seen, for example:")


def test_a_place_behind_a_link_is_not_told() -> None:
    said = "Zipkin collectors are documented in {} of the Zipkin project."
    assert question(said.format("the wiki"))
    assert not question(said.format("the [wiki](https://example.org/wiki)"))


def test_only_abbreviations_stand_for_something() -> None:
    assert not unnamed("GPG stands for GNU Privacy Guard, which all senders use.")
    assert unnamed("A `Built Module Interface file` stands for the precompiled result of a module.")


def test_that_a_page_describes_its_own_matter_is_no_news() -> None:
    said = "Remote Protocol describes configurable options of all the senders."
    assert unnamed(said)
    assert not unnamed(said, "Senders of the Protocol")
