"""A page's own title is told apart from the name of the site or manual that generators add to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthetic_data.heuristics.words.base import View
from synthetic_data.heuristics.words.naming import full_title
from synthetic_data.heuristics.words.placing import within_whole
from synthetic_data.sections import Cutting, cut_document
from synthetic_data.sections.titles import parted


@pytest.mark.parametrize(
    ("title", "heading", "own", "whole"),
    [
        ("19. Logging — Zamboni 2.0 documentation", "19. Logging", "19. Logging", "the Zamboni 2.0 documentation"),
        ("Quick Start — Borg - An Archiver 1.2 documentation", "Quick Start", "Quick Start", "the Borg documentation"),
        (
            "pump_init - Starts a pump. — Pump Documentation",
            "Pump Documentation",
            "pump_init - Starts a pump.",
            "the Pump documentation",
        ),
        ("Scripting — FRR latest documentation", "Scripting", "Scripting", "the FRR documentation"),
        ("Server (Zamboni API 4.4)", "Interface Server", "Server", "the Zamboni API 4.4"),
        ("Zamboni 2.0 User's Guide: Protocols", "4. Protocols", "Protocols", "the Zamboni 2.0 User's Guide"),
        ("Pumps | Zamboni", "Pumps", "Pumps", "Zamboni"),
        ("Zamboni version 2 - Starter Guide", "Zamboni", "Zamboni version 2 - Starter Guide", ""),
        ("How to tell: a guide", "Telling", "How to tell: a guide", ""),
        ("Pumps and documentation", "Pumps", "Pumps and documentation", ""),
    ],
)
def test_a_title_is_parted_where_heading_or_documentation_says_so(title: str, heading: str, own: str, whole: str) -> None:
    assert parted(title, heading) == (own, whole)


def test_questions_name_the_page_and_what_it_is_part_of() -> None:
    text = "---\ntitle: Rules for long pump names — Zamboni 2.0 documentation\n---\n\n# Rules for long pump names\n\nText.\n"
    (section,) = cut_document("names.md", text, "0" * 64, Cutting()).sections
    assert section.document.title == "Rules for long pump names"
    assert View(section).title.replace("\xa0", " ") == "Rules for long pump names of the Zamboni 2.0 documentation"


def test_a_class_that_a_page_is_named_after_goes_with_its_manual() -> None:
    assert full_title("PumpTask", "the Zamboni API 4.4", told=True).replace("\xa0", " ") == "PumpTask of the Zamboni API 4.4"
    assert full_title("PyPump 2.0", "the Zamboni book") == "PyPump 2.0"


def test_a_number_of_the_heading_does_not_name_a_release() -> None:
    title = full_title("Hooks", "the Zamboni 2.0 documentation", told=True)
    assert (
        within_whole(title, "2.1. Loading pumps", "What is a pump?")
        == '"Loading pumps" in "Hooks" of the Zamboni 2.0 documentation'
    )


def test_a_title_in_another_language_stays_as_it_was_given() -> None:
    text = "---\ntitle: Pumpen — Zamboni Handbuch\nlang: de\n---\n\n# Pumpen\n\nEin Text über Pumpen.\n"
    (section,) = cut_document("pumpen.md", text, "0" * 64, Cutting()).sections
    assert View(section).title == "Pumpen — Zamboni Handbuch"


@given(st.text(max_size=60), st.text(max_size=20))
def test_parting_wild_titles_never_fails_and_keeps_a_title(title: str, heading: str) -> None:
    own, whole = parted(title, heading)
    assert own in title and (own or not title) and (whole == "" or own != title)


def test_a_section_that_was_joined_to_the_one_before_keeps_its_own_heading() -> None:
    text = (
        "---\ntitle: zam-ci\n---\n\n### Synopsis\n\n```bash\nzam ci\n```\n\n"
        "### Description\n\nThe command installs all pumps anew.\n\n"
        "#### Remarks\n\nIt is quick.\n\n### Examples\n\nRun it like this.\n"
    )
    (section,) = cut_document("ci.md", text, "0" * 64, Cutting()).sections
    places = [place.headings for place in View(section).places if place.block.kind == "paragraph"]
    assert places == [("Description",), ("Description", "Remarks"), ("Examples",)]


@pytest.mark.parametrize("front", ["title:", "title: []", "title: {of: pumps}", "title: '  '"])
def test_a_title_that_front_matter_leaves_empty_is_the_heading(front: str) -> None:
    text = f"---\n{front}\nlang: de\n---\n\n# Pumpen\n\nEin Text über Pumpen.\n"
    (section,) = cut_document("pumpen.md", text, "0" * 64, Cutting()).sections
    assert section.document.title == View(section).title == "Pumpen"
