"""HTML whose authors left out end tags, as HTML allows: a paragraph, item, cell or row ends where the next one begins."""

from typing import Any

BLOCKS = (
    "address article aside blockquote center details dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr "
    "li dt dd main menu nav ol p pre section summary table ul"
).split()
TABLE = ("table", "html")
# start tag: (what it ends, innermost first; what it does not look beyond)
ENDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "li": (("li",), ("ul", "ol", "menu", "dir", "dl", *TABLE, "td", "th")),
    **dict.fromkeys(("dt", "dd"), (("dt", "dd"), ("dl", "ul", "ol", *TABLE, "td", "th"))),
    **dict.fromkeys(("td", "th"), (("td", "th"), TABLE)),
    "tr": (("tr",), TABLE),
    **dict.fromkeys(("thead", "tbody", "tfoot"), (("thead", "tbody", "tfoot", "tr"), TABLE)),
}
PARAGRAPH = (("p",), ("table", "td", "th", "caption", "button", "object", "html"))


def parsed(html: str | bytes) -> Any:
    """The page as Python's own parser reads it, so that the outcome depends on no library that may be there, with all its ends."""
    from bs4 import BeautifulSoup

    class Page(BeautifulSoup):  # type: ignore[misc]  # optional, so without types
        def handle_starttag(self, name: str, *args: Any, **more: Any) -> Any:
            for ended, beyond in ([PARAGRAPH] if name in BLOCKS else []) + ([ENDS[name]] if name in ENDS else []):
                for tag in reversed(self.tagStack):
                    if tag.name in beyond:
                        break
                    if tag.name in ended:
                        self.handle_endtag(tag.name)
                        break
            return super().handle_starttag(name, *args, **more)

    return Page(html, "html.parser")
