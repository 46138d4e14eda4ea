"""A rule is asked for only where its sentence is the whole right answer, and with the words that it hangs on."""

from test_heuristics_rules import asked, question

from synthetic_data.heuristics.duties.assertions import asserted
from synthetic_data.heuristics.duties.rule_worth import names_nothing
from synthetic_data.heuristics.words.subjects import clause


def test_the_next_sentence_that_tells_more_of_the_same_makes_a_half_answer() -> None:
    said = "Platform logs can be used to review all operations of a busy cluster with many users."
    assert question(said)
    assert not question(f"{said} This can be used to see who did what in the group.")


def test_a_thing_with_two_requirements_in_one_place_is_asked_for_none_of_them() -> None:
    said = "Ingestor servers SHOULD be able to ingest data from sources without any encryption."
    assert question(said)
    assert not question(f"All ingestor servers MUST understand the second version of TLS. {said}")
    sized = "A delivery task must be sized for a single day of one person."
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
    said = "Zipkin collectors are documented in {} of the Zipkin project, page by page for all releases."
    assert question(said.format("the wiki"))
    assert not question(said.format("the [wiki](https://example.org/wiki)"))


def test_only_abbreviations_stand_for_something() -> None:
    assert not unnamed("GPG stands for GNU Privacy Guard, which all senders use.")
    assert unnamed("A `Built Module Interface file` stands for the precompiled result of a module.")


def test_that_a_page_describes_its_own_matter_is_no_news() -> None:
    said = "Remote Protocol describes configurable options of all the senders."
    assert unnamed(said)
    assert not unnamed(said, "Senders of the Protocol")


def test_what_a_thing_specifies_or_is_used_for_is_told_by_more_than_two_words() -> None:
    assert not question("The `zipkin-hosts` option specifies a host list.")
    assert question("The `zipkin-hosts` option specifies which hosts may read the spans of other teams without a password.")
    assert not question("Zipkin collectors can be used to extract spans.")
    assert question("The Zipkin collector supports two storage formats: tables and trees.")


def test_advice_in_small_letters_is_not_asked_for_openly() -> None:
    said = "Collector headers {} be delivered as part of each operating system image."
    assert question(said.format("must"))
    assert asked(said.format("SHOULD"))
    assert not asked(said.format("should"))


def test_a_sentence_with_two_defaults_has_no_one_value() -> None:
    assert question('The default username of a new card is "zipkin" and never changes.')
    assert not question('The default username of a new card is "zipkin" and the default passphrase is "span phrase".')


def test_what_a_section_lists_is_not_asked_of_its_own_name() -> None:
    found = clause("The span reference lists the full public interface of the collector.")
    assert found is not None
    assert names_nothing(found, "Span Reference", "Zipkin")
    assert not names_nothing(found, "Headers", "Zipkin")


def test_the_result_of_an_act_that_nobody_named_is_none() -> None:
    assert question("The result of header expansion must be the name of a Unix domain socket.")
    assert not question("The result of expansion must be the name of a Unix domain socket.")


def test_a_product_with_its_number_or_kind_is_still_the_whole() -> None:
    said = "Zipkin 2 allows you to store spans in the `parts` dictionary of each collector."
    assert asked(said)
    assert not asked(said, "Migration to Zipkin")
    assert not asked("The Zipkin server supports the B3 protocol described in RFC 9999.", "Zipkin Storage")
    assert asked("The Zipkin server supports two storage formats: Cassandra and Elasticsearch.", "Zipkin Storage")


def test_a_word_of_the_place_gives_a_name_away() -> None:
    said = "The Zipkin collector defines graceful restarts of senders in listening and sending roles."
    assert [one for one in asked(said) if one.question_type == "factual_recall"]
    assert not [one for one in asked(said, "Collector of Spans") if one.question_type == "factual_recall"]


def test_a_single_word_on_a_page_without_a_name_is_no_place() -> None:
    said = "Implementations MAY implement the canonical form of the Zipkin span that RFC 9999 documents."
    assert asked(f"## JSON Spans\n\n{said}", "Considerations")
    assert not asked(f"## JSON\n\n{said}", "Considerations")


def test_one_thing_and_many_of_it_are_the_same_thing_with_two_requirements() -> None:
    said = "Span tags must be periodically refreshed by the collector of their team."
    assert question(said)
    assert not question(f"The type and the name must uniquely identify each span tag. {said}")
