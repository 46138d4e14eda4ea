"""A rule is asked for only where its sentence is the whole right answer, and with the words that it hangs on."""

from test_heuristics_rules import question


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
