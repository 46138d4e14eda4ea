"""HTML, web pages and e-books: nothing but scripts, styles, navigation and footers is lost, and addresses are fetched with care."""

import base64
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

pytest.importorskip("markdownify")
pytest.importorskip("imagesize")

from ingest_documents import epub as book
from ingest_documents import pdf, png, put

import generate_synthetic_data as script
from synthetic_data.ingest import epub, web
from synthetic_data.ingest.images import Images
from synthetic_data.ingest.material import Converted, Material, Refused

PAGE = """<html lang="en"><head><title>The Pump</title><meta name="author" content="A. Writer"><style>p{}</style></head><body>
<nav><a href="/">Home</a></nav><div role="navigation">Menu</div>
<header role="banner"><h1>The Pump</h1></header>
<main><h2>Care<a class="headerlink" href="#care">¶</a></h2>
<p>Switch it off &lt;first&gt;. # not a heading</p>
<p># nor this</p>
<pre><code class="language-bash">make | tee log</code></pre>
<table><tr><th rowspan="2">part</th><th>price</th></tr><tr><td>in €</td></tr><tr><td>a|b</td><td>3<br>4</td></tr></table>
<dl><dt>filter <a class="copiable-link" href="#index-filter"> &para;</a></dt><dd>holds back sand</dd></dl>
<figure><img src="pump.png"><figcaption>The pump in the rain</figcaption></figure>
<img src="../../outside.png"><img src="data:image/png;base64,{data}" alt="inline">
<script>evil()</script></main><footer>Imprint</footer></body></html>"""


def converted(tmp_path: Path, how, name: str, data: bytes | str, **more) -> tuple[str, Converted, Images]:
    images = Images(tmp_path / "out.md")
    done = how(Material(put(tmp_path, name, data), name, **more), images)
    return "".join(done.body), done, images


def page() -> str:
    return PAGE.replace("{data}", base64.b64encode(png(shade=7)).decode())


def test_a_page_keeps_its_content_and_loses_its_chrome(tmp_path):
    put(tmp_path, "site/pump.png", png())
    put(tmp_path, "outside.png", png(shade=5))
    text, done, images = converted(tmp_path, web.convert, "site/a.html", page())
    opening = "# The Pump\n\n## Care\n\nSwitch it off \\<first>. # not a heading\n\n\\# nor this\n\n```bash\nmake | tee log\n```\n"
    assert text.startswith(opening)
    assert "| part | price |\n| --- | --- |\n| part | in € |\n| a\\|b | 3 4 |" in text
    assert "filter\n:   holds back sand" in text
    assert "![The pump in the rain](out_images/" in text
    assert "![inline](out_images/" in text
    assert not any(word in text for word in ("Home", "Menu", "Imprint", "evil", "¶"))
    assert len(images.kept) == 2
    assert done.notes == ["1 image(s) not found"], "a file outside the folder is none of the page's business"
    assert (done.title, done.author, done.language) == ("The Pump", "A. Writer", "en")


def test_a_paragraph_without_its_end_tag_ends_where_a_block_begins(tmp_path):
    page = "<h2>Care</h2><p>Switch it off. <blockquote><pre>off</pre></blockquote> Then <b>wait</b>."
    page += "<h3>Oil</h3><p>One drop.<ul><li>a<li>b</ul>"
    text, _, _ = converted(tmp_path, web.convert, "care.html", page)
    assert text == "## Care\n\nSwitch it off.\n\n> ```\n> off\n> ```\n\nThen **wait**.\n\n### Oil\n\nOne drop.\n\n- a\n- b\n"


def test_a_page_without_text_is_refused(tmp_path):
    with pytest.raises(Refused, match="holds no text"):
        converted(tmp_path, web.convert, "a.html", "<html><script>app()</script></html>")


def test_tables_that_lay_out_a_page_become_text(tmp_path):
    inner = "<table><tr><th>a</th></tr><tr><td>1</td></tr></table>"
    text, _, _ = converted(tmp_path, web.convert, "a.html", f"<table><tr><td><h1>Pump</h1>{inner}</td></tr></table>")
    assert text == "# Pump\n\n| a |\n| --- |\n| 1 |\n"


def test_a_formula_is_its_tex(tmp_path):
    math = '<p>So <math><semantics><mi>x</mi><annotation encoding="application/x-tex">x^2_*</annotation></semantics></math>.</p>'
    assert converted(tmp_path, web.convert, "a.html", math)[0] == "So $x^2_*$.\n"


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("2<sup>64</sup> bytes, <i>x</i><sup>n+1</sup>, 10<sup>&minus;6</sup>", "2⁶⁴ bytes, *x*ⁿ⁺¹, 10⁻⁶"),
        ("H<sub>2</sub>O, x<sub><i>i</i></sub>, V<sub>max</sub>", "H₂O, xᵢ, V_max"),
        ("2<sup>a + b</sup>, e<sup>x/2</sup>, 2<sup>2<sup>n</sup></sup>", "2^(a+b), e^(x/2), 2^(2ⁿ)"),
        ("<code>2<sup>32</sup></code>, <sup>14</sup>C", "`2³²`, ¹⁴C"),
        ("(&minus;1)<sup><code>sign</code></sup>", "(−1)^`sign`"),
        ("the 1<sup>st</sup> and the n<sup>th</sup>, Linux<sup>TM</sup>", "the 1st and the nth, Linux™"),
        ("9<sup>see the note</sup> and 9<sup>7 <a href='http://a.b/'>x</a></sup>", "9 see the note and 9 7 [x](http://a.b/)"),
    ],
)
def test_exponents_and_indices_keep_what_they_say(tmp_path, html, shown):
    assert converted(tmp_path, web.convert, "a.html", f"<p>{html}</p>")[0] == f"{shown}\n"


@pytest.mark.parametrize(
    "mark",
    [
        "<sup><a href='#fn1'>1</a></sup>",
        "<a href='#fn1'><sup>1</sup></a>",
        "<sup class='reference'><a href='#cite_note-1'>[1]</a></sup>",
        "<sup>[1]</sup>",
        " <sup>[1]</sup>",
        "<a epub:type='noteref' href='notes.xhtml'><sup>1</sup></a>",
    ],
)
def test_the_mark_of_a_note_is_no_exponent_and_goes(tmp_path, mark):
    assert converted(tmp_path, web.convert, "a.html", f"<p>Built in 2019{mark}.</p>")[0] == "Built in 2019.\n"


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "- a\n- b\n  - c\n- d\n"),
        ("<p>one<p>two<h2>Part</h2><p>three<ul><li>x</ul>", "one\n\ntwo\n\n## Part\n\nthree\n\n- x\n"),
        ("<table><tr><th>k<th>v<tr><td>a<td>b</table>", "| k | v |\n| --- | --- |\n| a | b |\n"),
        ("<table><tr><td>a<table><tr><td>b</table><td>c</table>", "a\n\n| b |\n| --- |\n\nc\n"),
        ("<dl><dt>k<dd>one<dt>l<dd>two</dl>", "k\n:   one\n\nl\n:   two\n"),
    ],
)
def test_end_tags_may_be_left_out(tmp_path, html, shown):
    text = converted(tmp_path, web.convert, "a.html", f"<body>{html}</body>")[0]
    assert text == shown


def test_code_keeps_the_lines_that_tags_break(tmp_path):
    assert converted(tmp_path, web.convert, "a.html", "<pre>one<br>two</pre>")[0] == "```\none\ntwo\n```\n"


def test_powers_and_fractions_of_formulas_without_tex_stay_apart(tmp_path):
    power = "<msup><mn>2</mn><mn>64</mn></msup><mo>=</mo><mfrac><mn>1</mn><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow></mfrac>"
    assert converted(tmp_path, web.convert, "a.html", f"<p>So <math>{power}</math>.</p>")[0] == "So 2⁶⁴= 1/(a+b).\n"


def test_the_words_of_a_fold_out_box_do_not_run_together(tmp_path):
    box = "<details><summary>More</summary>Said here.</details>"
    assert converted(tmp_path, web.convert, "a.html", box)[0] == "More\n\nSaid here.\n"


def test_chapters_of_an_e_book_keep_their_exponents(tmp_path):
    chapters = {"a.xhtml": "<p>2<sup>64</sup> bytes<sup><a href='notes.xhtml#n1'>1</a></sup> of H<sub>2</sub>O.</p>"}
    assert converted(tmp_path, epub.convert, "a.epub", book(chapters))[0] == "2⁶⁴ bytes of H₂O.\n"


def test_an_e_book_is_read_in_the_order_of_its_spine_with_its_images(tmp_path):
    chapters = {"b.xhtml": '<h1>First</h1><p>Text.</p><img src="img/p.png" alt="pump"/>', "a.xhtml": "<h1>Second</h1><p>More.</p>"}
    text, done, images = converted(tmp_path, epub.convert, "a.epub", book(chapters, {"OEBPS/img/p.png": png()}))
    assert text.startswith("# First\n\nText.\n\n![pump](out_images/")
    assert text.endswith("# Second\n\nMore.\n")
    assert (done.title, done.author, done.language) == ("The Pump Book", "A. Writer", "en")
    assert len(images.kept) == 1


def test_a_copy_protected_book_is_refused(tmp_path):
    locked = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
        '<enc:EncryptedData><enc:CipherData><enc:CipherReference URI="OEBPS/a.xhtml"/></enc:CipherData></enc:EncryptedData>'
        "</encryption>"
    )
    with pytest.raises(Refused, match="copy protection"):
        converted(tmp_path, epub.convert, "a.epub", book({"a.xhtml": "<p>x</p>"}, {"META-INF/encryption.xml": locked}))


class Site(BaseHTTPRequestHandler):
    """A small web site."""

    pages: dict[str, tuple[str, bytes]] = {}

    def do_GET(self) -> None:
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()
            return
        kind, data = self.pages.get(self.path, ("", b""))
        self.send_response(200 if kind else 404)
        self.send_header("Content-Type", kind or "text/plain")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_) -> None:
        return


@pytest.fixture
def site() -> Iterator[str]:
    Site.pages = {
        "/pump.html": ("text/html; charset=utf-8", b'<h1>Pump</h1><p>It <a href="/b">runs</a>.</p><img src="p.png" alt="p">'),
        "/p.png": ("image/png", png()),
        "/get?id=3": ("application/pdf", pdf([["The pump moves water from the well to the tank above the house."]])),
        "/raw.md": ("text/plain", b"# Raw\n\nmarkdown\n"),
        "/film": ("video/mp4", b"x"),
    }
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def ingest(docs: Path, *arguments: str) -> int:
    return script.main(["ingest", *arguments, "--docs", str(docs), "--jobs", "1"])


def test_a_web_page_is_fetched_with_its_images_and_its_links_stay_whole(tmp_path, site):
    assert ingest(tmp_path, f"{site}/pump.html", "--allow-private-addresses") == 0
    text = (tmp_path / "127.0.0.1" / "pump.md").read_text()
    assert f"source: {site}/pump.html" in text
    assert f"It [runs]({site}/b)." in text
    assert "![p](pump_images/" in text
    assert len(list((tmp_path / "127.0.0.1" / "pump_images").iterdir())) == 1


def test_a_private_address_is_refused_unless_allowed(tmp_path, site, capsys):
    assert ingest(tmp_path, f"{site}/pump.html") == 3
    assert "private address; --allow-private-addresses allows it" in capsys.readouterr().out


def test_what_an_address_leads_to_is_known_by_its_media_type_or_suffix(tmp_path, site, capsys):
    pytest.importorskip("liteparse")
    assert ingest(tmp_path, f"{site}/get?id=3", f"{site}/raw.md", f"{site}/film", "--allow-private-addresses") == 3
    assert "media type video/mp4" in capsys.readouterr().out
    texts = [path.read_text() for path in tmp_path.rglob("*.md")]
    assert any("<!-- page 1 -->" in text for text in texts)
    assert any("# Raw" in text for text in texts)


def test_addresses_that_fail_or_lead_elsewhere_are_told(tmp_path, site, capsys):
    assert ingest(tmp_path, f"{site}/missing", f"{site}/away", "ftp://example.org/x", "--allow-private-addresses") == 3
    told = capsys.readouterr().out
    assert "HTTP 404" in told
    assert told.count("not http(s)") == 2


def test_an_unchanged_page_is_not_written_again(tmp_path, site, capsys):
    ingest(tmp_path, f"{site}/pump.html", "--allow-private-addresses")
    capsys.readouterr()
    ingest(tmp_path, f"{site}/pump.html", "--allow-private-addresses")
    assert "Unchanged  1" in capsys.readouterr().out
