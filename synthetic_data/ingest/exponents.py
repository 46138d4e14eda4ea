"""Exponents and indices of HTML (`<sup>`, `<sub>`) as text that keeps what they say; the marks of notes go."""

import re
from typing import Any

from ..text.raised import is_attached, written

INLINE = frozenset(
    "a abbr b bdi bdo big cite code dfn em font i kbd mark q s samp small span strong sub sup tt u var mi mn mo mrow mtext".split()
)
DRESS = frozenset(
    "b big em font i small span strong sub sup tt u var mi mn mo mrow mtext".split()
)  # may stand in an exponent and say nothing
NOTE_ROLES = re.compile(r"noteref|footnote|endnote|\breference\b|citation", re.IGNORECASE)
BRACKETED = re.compile(r"\[[^\[\]\s]{1,4}\]")
SHIFTED = {"msup": ("", "sup"), "msub": ("", "sub"), "msubsup": ("", "sub", "sup"), "mfrac": (" ", "/")}
LONGEST_MARK = 6
MARKS = {"sup": "^", "sub": "_"}  # before what is no plain text, as code


def write_exponents(soup: Any) -> None:
    """Puts text in the place of each raised or lowered element, the innermost first."""
    for formula in soup.find_all(list(SHIFTED)):
        write_formula(formula)
    found = soup.find_all(["sup", "sub"])
    for tag in reversed(found):
        link = mark_of_note(tag)
        if link is not None:
            remove(link)
            continue
        before = text_before(tag)
        plain = all(inner.name in DRESS for inner in tag.find_all(True))
        said = written(tag.name, tag.get_text(), before) if plain else None
        if said is not None:
            tag.replace_with(said)
            continue
        if is_attached(before) and tag.get_text()[:1].isalnum():  # no number may run into another, no word either
            formula = tag.find(["a", "img"]) is None and len(tag.get_text().split()) == 1
            tag.insert(0, MARKS[tag.name] if formula and not plain else " ")
        tag.unwrap()
    if found:
        soup.smooth()  # so that escaping sees what stands beside a sign


def remove(mark: Any) -> None:
    """Takes out a mark, and the space before it where a stop follows."""
    before, after = mark.previous_sibling, mark.next_sibling
    mark.decompose()
    if isinstance(before, str) and isinstance(after, str) and after.startswith((".", ",", ";", ")")):
        before.replace_with(before.rstrip())  # type: ignore[attr-defined]  # a string of the page's tree


def write_formula(formula: Any) -> None:
    """The parts of a MathML power, index or fraction as plain HTML, for pages that give no TeX."""
    parts = formula.find_all(True, recursive=False)
    names = SHIFTED[formula.name]
    if len(parts) != len(names):
        return
    for part, name in zip(parts, names, strict=True):
        if name in ("sup", "sub"):
            part.name = name
        elif name:  # a numerator or a denominator
            inside = part.get_text(strip=True)
            part.replace_with(f"{name}{inside}" if inside.isalnum() else f"{name}({inside})")


def mark_of_note(tag: Any) -> Any:
    """The element that is no more than the mark of a note, or None if this is an exponent."""
    said = tag.get_text(strip=True)
    if tag.name != "sup" or not said or len(said) > LONGEST_MARK:
        return None
    around = tag.parent if tag.parent is not None and tag.parent.name == "a" and tag.parent.get_text(strip=True) == said else None
    link = around or tag.find("a", href=True)
    if link is None:
        return tag if BRACKETED.fullmatch(said) or NOTE_ROLES.search(about(tag)) else None
    href = str(link.get("href") or "")
    leads = href.startswith("#") or ("#" in href and not text_before(tag)[-1:].isdigit())
    return (around or tag) if leads or BRACKETED.fullmatch(said) or NOTE_ROLES.search(about(tag) + about(link)) else None


def about(tag: Any) -> str:
    """What a page says an element is: its classes and roles."""
    return " ".join([*(tag.get("class") or []), str(tag.get("role", "")), str(tag.get("epub:type", "")), ""])


def text_before(tag: Any) -> str:
    """What stands right before an element in its line."""
    node = tag
    while node.previous_sibling is None and node.parent is not None and node.parent.name in INLINE:
        node = node.parent
    before = node.previous_sibling
    if before is None or getattr(before, "name", None) not in (None, *INLINE):
        return ""
    return str(before.get_text())
