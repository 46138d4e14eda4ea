"""HTML (a page, a Word document on its way, a chapter of an e-book) to markdown: markdownify, with its gaps closed."""

import re
import warnings
from collections.abc import Callable
from copy import copy
from typing import Any

from .escape import escape_cell, escape_inline, escape_start, fenced
from .exponents import write_exponents
from .images import alternative
from .implied_ends import BLOCKS, parsed

DROPPED = (
    "script style noscript template nav footer iframe object embed button input select textarea svg canvas dialog link meta"
).split()
DROPPED_ROLES = frozenset("navigation contentinfo search menu menubar toolbar banner".split())
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
PERMALINKS = frozenset(("¶", "#", "§", "\uf0c1", "🔗", "[edit]"))
LANGUAGE = re.compile(r"(?:lang(?:uage)?|highlight|brush|source)[-_:]\s*([\w+#.-]+)")
BLANK_LINES = re.compile(r"\n{3,}")
# Takes (src, alternative text); gives back the path to link or "" when the image is not to be shown.
TakeImage = Callable[[str, str], str]


def soup_of(html: str | bytes) -> Any:
    """The parsed page with its ends and its exponents written out."""
    from bs4 import XMLParsedAsHTMLWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)  # XHTML is read as the HTML it is
        soup = parsed(html)
    write_exponents(soup)
    return soup


def without_chrome(soup: Any) -> Any:
    """The page without scripts, styles, navigation, footers and what is hidden: by tag and by role, never by a guess."""
    for tag in soup.find_all(DROPPED):
        if tag.name == "footer" and tag.find_parent("blockquote"):
            continue
        tag.decompose()
    for tag in soup.find_all(lambda tag: tag.has_attr("role") or tag.has_attr("hidden") or tag.has_attr("aria-hidden")):
        if tag.decomposed or tag.name in ("html", "body", "main"):
            continue
        role = str(tag.get("role", "")).lower()
        if role == "banner" and tag.find(HEADINGS):
            continue  # the page's own title stands in there
        if role in DROPPED_ROLES or tag.has_attr("hidden") or (tag.get("aria-hidden") == "true" and not tag.find(["math", "img"])):
            tag.decompose()
    drop_permalinks(soup)
    return soup


def drop_permalinks(soup: Any) -> None:
    """Takes out the marks that lead to the very place they stand at, of headings, terms and figures."""
    for tag in soup.select("a.headerlink, a.anchor, span.mw-editsection, .visually-hidden, .sr-only"):
        tag.decompose()
    for tag in soup.select('h1 a, h2 a, h3 a, h4 a, h5 a, h6 a, a[href*="#"]'):
        if tag.get_text(strip=True) in (PERMALINKS if tag.find_parent(HEADINGS) else ("¶",)):
            tag.decompose()


def to_markdown(soup: Any, take_image: TakeImage) -> str:
    """The parsed page as markdown."""
    for table in soup.find_all("table"):
        tidy_table(table)
    for math in soup.find_all("math"):
        as_formula(math)
    for tag in soup.find_all(["summary", "legend", "center"]):
        tag.name = "p" if tag.find(BLOCKS) is None else "div"  # its words don't run into what follows
    for line_break in soup.select("pre br"):
        line_break.replace_with("\n")
    text = converter(take_image).convert_soup(soup)
    lines = [line if line.endswith("  ") and line.strip() else line.rstrip() for line in text.split("\n")]
    return BLANK_LINES.sub("\n\n", "\n".join(lines)).strip() + "\n"


def tidy_table(table: Any) -> None:
    """A table that only lays out the page becomes plain blocks; cells that span rows are repeated in each of them."""
    if table.decomposed or table.name != "table":
        return
    if table.find("table") or str(table.get("role", "")) in ("presentation", "none") or table.find(HEADINGS):
        for tag in [table, *table.find_all(["tr", "td", "th", "tbody", "thead", "tfoot"])]:
            if tag.find_parent("table") in (None, table) or tag is table:
                tag.name = "div"
        return
    repeat_spanning(table)


def repeat_spanning(table: Any) -> None:
    """Puts a copy of each cell that spans rows into the rows below it."""
    waiting: dict[int, tuple[int, Any]] = {}  # column: rows still to fill, the cell
    for row in table.find_all("tr"):
        column = 0
        for cell in row.find_all(["td", "th"], recursive=False):
            column = fill(waiting, column, cell.insert_before)
            rows = number(cell.get("rowspan"), 1)
            if rows > 1:
                del cell["rowspan"]
                waiting[column] = (rows, copy(cell))
            column += number(cell.get("colspan"), 1)
        fill(waiting, column, row.append)
        waiting = {at: (rows - 1, cell) for at, (rows, cell) in waiting.items() if rows > 1}


def fill(waiting: dict[int, tuple[int, Any]], column: int, put: Callable[[Any], Any]) -> int:
    """Puts copies of the cells that reach down into this row at this column; returns the next free column."""
    while column in waiting:
        cell = waiting[column][1]
        put(copy(cell))
        column += number(cell.get("colspan"), 1)
    return column


def number(value: Any, default: int) -> int:
    return min(int(value), 1000) if str(value or "").isdigit() and int(value) else default


def as_formula(math: Any) -> None:
    """A formula as its TeX source, where the page holds it, between dollar signs."""
    source = math.find("annotation", attrs={"encoding": re.compile("tex", re.IGNORECASE)})
    tex = source.get_text(strip=True) if source else str(math.get("alttext", ""))
    if tex:
        math.name = "math-tex"
        math.string = tex


def language_of(pre: Any) -> str:
    """The language of a code block, from the classes that sites give it."""
    for tag in [pre, *pre.find_all("code", limit=1), pre.parent, pre.parent.parent if pre.parent else None]:
        classes = (tag.get("class") or []) if tag is not None else []
        for name in classes:
            match = LANGUAGE.fullmatch(name)
            if match and match[1] not in ("default", "none", "text"):
                return match[1].lower()
    classes = pre.get("class") or []
    if "code" in classes:  # docutils: class="code python literal-block"
        rest = [name for name in classes if name not in ("code", "literal-block", "text")]
        return rest[0] if rest else ""
    return ""


def converter(take_image: TakeImage) -> Any:
    """markdownify's converter with its gaps closed; the class is made here, because the library is optional."""
    from markdownify import MarkdownConverter

    class Converter(MarkdownConverter):  # type: ignore[misc]  # optional, so without types
        def escape(self, text: str, parent_tags: Any) -> str:
            return escape_inline(text) if text else ""

        def convert_p(self, el: Any, text: str, parent_tags: Any) -> str:
            done = str(super().convert_p(el, text, parent_tags))
            lead = len(done) - len(done.lstrip("\n"))
            return done[:lead] + "\n".join(map(escape_start, done[lead:].split("\n")))

        def convert_td(self, el: Any, text: str, parent_tags: Any) -> str:
            return f" {escape_cell(text)} |" + " |" * (number(el.get("colspan"), 1) - 1)

        def convert_th(self, el: Any, text: str, parent_tags: Any) -> str:
            return str(self.convert_td(el, text, parent_tags))

        def convert_pre(self, el: Any, text: str, parent_tags: Any) -> str:
            code = el.get_text().strip("\n")
            return f"\n\n{fenced(code, language_of(el))}\n\n" if code.strip() else ""

        def convert_img(self, el: Any, text: str, parent_tags: Any) -> str:
            alt = " ".join(str(el.get("alt") or "").split())
            formula = "math" in " ".join(el.get("class") or [])  # a site's picture of a formula, its TeX beside it
            if formula and alt:
                return f"${alt}$"
            caption = alt or caption_of(el)
            path = take_image(str(el.get("src") or el.get("data-src") or ""), caption)
            return f"![{alternative(caption)}]({path})" if path else ""

        def convert_math_tex(self, el: Any, text: str, parent_tags: Any) -> str:
            tex = el.get_text().strip().removeprefix("\\(").removesuffix("\\)").strip()
            return f"${tex}$"

        def get_conv_fn(self, tag_name: str) -> Any:
            return self.convert_math_tex if tag_name == "math-tex" else super().get_conv_fn(tag_name)

    return Converter(heading_style="atx", bullets="-", table_infer_header=True, autolinks=False)


def caption_of(image: Any) -> str:
    """The caption of the figure an image stands in."""
    figure = image.find_parent("figure")
    caption = figure.find("figcaption") if figure else None
    return str(caption.get_text(" ", strip=True)) if caption else ""
