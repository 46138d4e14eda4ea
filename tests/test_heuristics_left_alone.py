"""Logs of changes and forms to be filled in hold nothing to ask about."""

import pytest

from synthetic_data.heuristics.words.left_alone import is_left_alone
from synthetic_data.sections import Cutting, cut_document

BODY = "The widget server keeps all the data that it has read, and sends it to the other servers of the cluster.\n"


def left_alone(heading: str, path: str = "doc.md", title: str = "Widget server") -> bool:
    markdown = f"# {title}\n\n{BODY}\n## {heading}\n\n{BODY}"
    return is_left_alone(cut_document(path, markdown, "0" * 64, Cutting()).sections[-1])


@pytest.mark.parametrize(
    ("heading", "path", "title"),
    [
        ("Added", "docs/release-notes.md", "Widget server"),
        ("Added", "CHANGES.md", "Widget server"),
        ("Fixed", "doc.md", "Changelog of the widget server"),
        ("Fixed", "doc.md", "Release notes"),
        ("1.10.0 (October 24, 2026)", "doc.md", "Widget server"),
        ("0.13.8", "doc.md", "Widget server"),
        ("v2.1.0 - 2022-05-12", "doc.md", "Widget server"),
        ("Widgetbot 3.2.0 ( 2021-06-17 )", "doc.md", "Widget server"),
        ("Decision on {topic}", "doc.md", "Widget server"),
        ("Purpose", "doc.md", "Template: Decision"),
    ],
)
def test_logs_and_templates_are_left_alone(heading: str, path: str, title: str) -> None:
    assert left_alone(heading, path, title)


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("History", "Phoenix (constellation)"),
        ("Schema changes", "Database migrations"),
        ("Release process", "Widget server"),
        ("2.1 Installing the server", "Widget server"),
        ("Storage", "OpenMetrics 1.0"),
    ],
)
def test_what_only_sounds_like_one_is_not(heading: str, title: str) -> None:
    assert not left_alone(heading, title=title)
