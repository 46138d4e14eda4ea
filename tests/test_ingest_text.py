"""Plain text, CSV, subtitles, notebooks, reStructuredText and transcripts: what a reader of the source sees, markdown shows."""

import base64
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ingest_documents import png, put
from markdown_it import MarkdownIt

from synthetic_data.ingest import notebook, plain_text, rst, sheets, transcript, youtube
from synthetic_data.ingest.escape import escape_inline, escape_start, fenced
from synthetic_data.ingest.images import Images
from synthetic_data.ingest.material import Material, Refused


def converted(tmp_path: Path, how, name: str, data: bytes | str):
    return how(Material(put(tmp_path, name, data), name), Images(tmp_path / "out.md"))


def text_of(tmp_path: Path, how, name: str, data: bytes | str) -> str:
    return "".join(converted(tmp_path, how, name, data).body)


def shown(markdown: str) -> str:
    """The text of a paragraph as a reader sees it; fails if it is anything but one paragraph of plain text."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"], markdown
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text", "softbreak", "text_special"}, markdown
    return "".join(child.content for child in children)


@given(
    st.text(alphabet="ab1 .#*_`<>[]()!&;|~=-+:\\\"'$/", min_size=1, max_size=40)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
def test_escaped_text_shows_as_what_it_was(text):
    assert shown(escape_start(escape_inline(text))) == text


@pytest.mark.parametrize(
    "line", ["# no heading", "1. no list", "- no list", "> no quote", "===", "---", "~~~", "```", ": no definition"]
)
def test_a_line_that_looks_like_a_block_stays_a_paragraph(line):
    assert shown(escape_start(escape_inline(line))) == line


def test_a_fence_is_longer_than_any_in_the_code():
    assert MarkdownIt().parse(fenced("```\nx\n```", "md"))[0].content == "```\nx\n```\n"


def test_underlined_titles_and_lists_are_what_they_look_like_and_comments_are_not(tmp_path):
    source = "The Pump\n========\n\nCare\n----\n\n# comment in a shell script\n\n"
    source += "Steps:\n  * switch it off\n  * open the lid\n\n    indented text\n"
    text = text_of(tmp_path, plain_text.convert, "a.txt", source)
    assert text.startswith("# The Pump\n\n\n## Care\n\n\n\\# comment in a shell script\n\n")
    assert text.endswith("Steps:\n\n  * switch it off\n  * open the lid\n\nindented text\n")


@pytest.mark.parametrize(("encoding", "note"), [("utf-8-sig", False), ("utf-16", False), ("cp1252", True)])
def test_old_encodings_are_read_and_told(tmp_path, encoding, note):
    if note:
        pytest.importorskip("charset_normalizer")
    said = "Die Pumpe läuft über Nacht, und das Wasser fließt fröhlich aus dem Brunnen in die Höhe."
    done = converted(tmp_path, plain_text.convert, "a.txt", said.encode(encoding))
    assert "".join(done.body).strip() == said
    assert bool(done.notes) == note


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_sign_between_cells_is_found(tmp_path, sign):
    rows = [["part", "price"], ["filter, small", "3"], ["pump", "99"]]
    data = "\n".join(sign.join(f'"{cell}"' if sign in cell else cell for cell in row) for row in rows)
    text = text_of(tmp_path, sheets.convert_csv, "a.csv", data)
    assert text == "| part | price |\n| --- | --- |\n| filter, small | 3 |\n| pump | 99 |\n\n"


def test_a_large_csv_is_read_row_by_row(tmp_path):
    parts = iter(converted(tmp_path, sheets.convert_csv, "a.csv", "n,m\n" + "1,2\n" * 1000).body)
    assert next(parts).count("\n| 1 | 2 |") == sheets.ROWS_PER_TABLE


VTT = """WEBVTT

00:00:01.000 --> 00:00:03.000
<c>The pump</c> moves water.

00:00:03.000 --> 00:00:05.000
The pump moves water.
It runs &amp; hums.

00:06:00.000 --> 00:06:02.000
Now the filter.
"""


def test_subtitles_become_paragraphs_under_their_time_without_repeats(tmp_path):
    text = text_of(tmp_path, transcript.convert, "a.vtt", VTT)
    assert text == "## 00:00:01\n\nThe pump moves water. It runs & hums.\n\n## 00:06:00\n\nNow the filter.\n"


def test_subrip_and_json3_are_read_as_well(tmp_path):
    assert "One two." in text_of(tmp_path, transcript.convert, "a.srt", "1\n00:00:01,000 --> 00:00:02,000\nOne two.\n")
    event = {"tStartMs": 1000, "dDurationMs": 900, "segs": [{"utf8": "One "}, {"utf8": "two."}]}
    assert "One two." in text_of(tmp_path, transcript.convert, "a.json3", json.dumps({"events": [event]}))
    for name in ("a.vtt", "a.json3"):
        with pytest.raises(Refused):
            converted(tmp_path, transcript.convert, name, "nothing here")


@pytest.mark.parametrize(
    ("url", "video"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3", "dQw4w9WgXcQ"),
        ("https://youtu.be/dQw4w9WgXcQ?si=x", "dQw4w9WgXcQ"),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ", "dQw4w9WgXcQ"),
        ("https://www.youtube.com/@someone", ""),
        ("https://example.org/watch?v=dQw4w9WgXcQ", ""),
    ],
)
def test_addresses_of_videos_are_known(url, video):
    assert youtube.video_id(url) == video


class Snippet:
    def __init__(self, start: float, text: str) -> None:
        self.start, self.duration, self.text = start, 2.0, text


class Transcripts:
    """Stands in for youtube-transcript-api."""

    def __init__(self, found) -> None:
        self.found = found

    def fetch(self, video, languages):
        if isinstance(self.found, Exception):
            raise self.found
        return self.found


def test_a_transcript_is_written_and_one_that_is_not_given_away_is_told():
    done = youtube.convert("https://youtu.be/dQw4w9WgXcQ", Transcripts([Snippet(0, "The pump"), Snippet(2, "moves water.")]))
    assert "".join(done.body) == "## 00:00:00\n\nThe pump moves water.\n"
    with pytest.raises(Refused, match=r"no transcript that can be had \(ConnectionError\).*\.vtt"):
        youtube.convert("https://youtu.be/dQw4w9WgXcQ", Transcripts(ConnectionError("blocked")))


def cell(kind: str, source: str, **more) -> dict:
    return {"cell_type": kind, "source": source.splitlines(keepends=True), "metadata": {}, **more}


def test_notebooks_keep_markdown_code_output_and_pictures(tmp_path):
    pytest.importorskip("markdownify")
    picture = base64.b64encode(png()).decode()
    outputs = [
        {"output_type": "stream", "text": ["\x1b[31m42\x1b[0m\n"]},
        {"output_type": "display_data", "data": {"image/png": picture, "text/plain": "<Figure>"}},
        {
            "output_type": "execute_result",
            "data": {"text/html": "<table><tr><th>a</th></tr><tr><td>1</td></tr></table>", "text/plain": "x"},
        },
    ]
    cells = [
        cell("markdown", "# The pump\n\n![p](attachment:p.png)", attachments={"p.png": {"image/png": picture}}),
        cell("code", "print(42)", outputs=outputs),
    ]
    book = {"cells": cells, "metadata": {"kernelspec": {"language": "python"}}}
    text = text_of(tmp_path, notebook.convert, "a.ipynb", json.dumps(book))
    assert text.startswith("# The pump\n\n![p](out_images/")
    assert "```python\nprint(42)\n```\n\n```text\n42\n```\n\n![](out_images/" in text
    assert "| a |\n| --- |\n| 1 |" in text
    with pytest.raises(Refused, match="no notebook"):
        converted(tmp_path, notebook.convert, "a.ipynb", "{}")


RST = """
Title
=====

Part
----

.. note:: Mind :func:`os.path.join` and :ref:`the rest
   <rest>`.

.. versionadded:: 3.2
   It *works* well.

.. py:function:: pump(a, b)

   Pumps from ``a`` to b.

.. code-block:: python

   def pump(): ...

===== =====
part  price
===== =====
a|b   3
===== =====

.. include:: {secret}
"""


def test_restructuredtext_is_read_with_sphinxs_words_and_reads_no_other_file(tmp_path):
    pytest.importorskip("docutils")
    pytest.importorskip("markdownify")
    secret = put(tmp_path, "secret.txt", "TOP SECRET")
    text = text_of(tmp_path, rst.convert, "a.rst", RST.format(secret=secret))
    for part in (
        "# Title\n\n## Part\n\n**Note**\n\nMind `os.path.join` and the rest.\n\nAdded in version 3.2: It *works* well.",
        "`pump(a, b)`\n\nPumps from `a` to b.",
        "```python\ndef pump(): ...\n```",
        "| part | price |\n| --- | --- |\n| a\\|b | 3 |",
    ):
        assert part in text
    assert "SECRET" not in text


def test_roles_of_restructuredtext_raise_and_lower(tmp_path):
    pytest.importorskip("docutils")
    pytest.importorskip("markdownify")
    text = text_of(tmp_path, rst.convert, "a.rst", "Up to 2\\ :sup:`64` bytes of H\\ :sub:`2`\\ O.\n\n.. deprecated:: 3.1\n")
    assert text == "Up to 2⁶⁴ bytes of H₂O.\n\nDeprecated since version 3.1:\n"


def test_tables_of_notebooks_keep_their_exponents(tmp_path):
    pytest.importorskip("markdownify")
    shown = {"text/html": "<table><tr><th>size</th></tr><tr><td>2<sup>64</sup></td></tr></table>", "text/plain": "x"}
    cells = [cell("code", "table", outputs=[{"output_type": "execute_result", "data": shown}])]
    assert "| size |\n| --- |\n| 2⁶⁴ |" in text_of(tmp_path, notebook.convert, "a.ipynb", json.dumps({"cells": cells}))
