"""Writes raised and lowered letters so that plain text keeps what they say: 2⁶⁴, H₂O, xⁿ, e^(a+b), V_max; but 1st."""

import html
import re

PLAIN = "0123456789+-−–=()"
RAISED = dict(zip(PLAIN + "ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
LOWERED = dict(zip(PLAIN + "nijkx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₙᵢⱼₖₓ", strict=True))
ORDINARY = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
EXPONENTS = {raised: f"^{digit}" for digit, raised in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
RAISED_DIGITS = re.compile("[⁰¹²³⁴-⁹]+")
SIGNS = {"tm": "™", "sm": "℠", "r": "®", "(r)": "®", "o": "º"}  # not exponents, and each has its own character
SELVES = frozenset("™ ℠ ® © º ª ° * ** † ‡ § ¶ ′ ″".split())
ORDINALS = frozenset("st nd rd th e er re ère ème".split())
NUMBERED = re.compile(r"(?:\d|\b[IVXLCM]+)$")
COUNTED = re.compile(r"\b[a-z]$")  # the nth
TERM = re.compile(r"[\w.,]{1,12}(?:['′]|(?: ?[-+−–*/=^·×] ?[\w.,()]{1,12}){0,4})|[-+−–][\w.,()/^]{1,12}|\([\w.,]{1,4}\)")
WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)?")
EMPHASIS = re.compile(r"\\(?=[!-/:-@\[-`{-~])|\*|(?<!\w)_|_(?!\w)")

SIMPLE = re.compile(r"<(su[pb])(?:\s[^<>]*)?>([^<>\[\]`$\\\n]{1,40}?)</\1\s*>", re.IGNORECASE)
# <sup><a href="#fn1">1</a></sup>, <sup>[1]</sup>, <sup>[1](#fn1)</sup>: marks of notes
NOTE = re.compile(
    r"<sup(?:\s[^<>]*)?>\s*(?:<a\s[^<>]*#[^<>]*>[^<>]{1,8}</a>|\[[^\[\]\s]{1,4}\](?:\([^()\s]*\))?|\[\[[^\[\]\s]{1,4}\]\]\([^()\s]*\))"
    r"\s*</sup\s*>",
    re.IGNORECASE,
)


def written(kind: str, said: str, before: str) -> str | None:
    """Text that is raised ("sup") or lowered ("sub") behind `before`, as plain text; None if it is neither exponent nor index."""
    said = " ".join(said.split())
    if kind == "sup" and (said in SELVES or is_ordinal(said, before)):
        return said
    if kind == "sup" and said.lower() in SIGNS and (said.lower() != "r" or not before[-1:].isdigit()):
        return SIGNS[said.lower()]
    signs = RAISED if kind == "sup" else LOWERED
    if said and all(sign in signs for sign in said):
        return "".join(map(signs.__getitem__, said))
    if not is_attached(before) or not TERM.fullmatch(said):
        return None
    mark = "^" if kind == "sup" else "_"
    return mark + said if WORD.fullmatch(said) else f"{mark}({said.replace(' ', '')})"


def is_ordinal(said: str, before: str) -> bool:
    return said in ORDINALS and bool(NUMBERED.search(before) or (said == "th" and COUNTED.search(before)))


def is_attached(before: str) -> bool:
    """Whether raised or lowered letters belong to what stands before them."""
    return before[-1:].isalnum() or before[-1:] in tuple(")]}|′'*_`")


def kept_apart(kind: str, said: str, before: str) -> str:
    """Raised or lowered text as `written` has it, else with a space where it would run into a number or a word."""
    shown = written(kind, said, before)
    if shown is not None:
        return shown
    return f" {said}" if is_attached(before) and said[:1].isalnum() else said


def element_at(text: str, at: int) -> tuple[int, str | None] | None:
    """Where the `<sup>` or `<sub>` that begins at a place in markdown ends, and what it says ("" for a note's mark).

    None if it is no such element, or one whose tags have to be read on their own.
    """
    match = NOTE.match(text, at)
    if match:
        return match.end(), ""
    match = SIMPLE.match(text, at)
    if match is None:
        return None
    said = written(match[1].lower(), html.unescape(EMPHASIS.sub("", match[2])), text[max(0, at - 8) : at])
    return None if said is None else (match.end(), said)


def in_line(text: str) -> str:
    """A text with exponents as `^64`, so that they are seen as numbers of their own."""
    return RAISED_DIGITS.sub(lambda match: "^" + match[0].translate(ORDINARY), text)


def begun(text: str) -> str:
    """A text in which only the first digit of each exponent is raised; as long as before."""
    return RAISED_DIGITS.sub(lambda match: match[0][0] + match[0][1:].translate(ORDINARY), text)
