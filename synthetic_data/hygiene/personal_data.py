"""Finds personal data and secrets in a text: e-mail, phone, payment card, IBAN, IP address, keys of common services.

Numbers are checked, not only shaped: cards by Luhn (ISO/IEC 7812), IBANs by mod 97 (ISO 13616), IP addresses must be public,
phone numbers must be valid in their country's plan (the library phonenumbers). Addresses that documentation uses as examples
(example.com, .invalid, private and reserved networks) are nobody's.
"""

import importlib.util
import ipaddress
import re
from bisect import bisect
from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any, NamedTuple

from ..errors import UserError

MASKED = "masked"  # the flag of a pair in whose texts something was masked
EMAIL = re.compile(r"(?<![\w.+-])(?!git@)[\w.+-]{1,64}@(?P<domain>(?:[\w-]{1,63}\.)+[A-Za-z]{2,24})(?![\w-])")
NOBODYS = re.compile(r"(?:^|\.)(?:example\.(?:com|org|net|edu)|example|invalid|test|localhost|local|internal)$", re.IGNORECASE)
CARD = re.compile(r"(?<![\w.-])(?:\d[ -]?){12,18}\d(?![\w-]|\.\d)")  # not inside a hash or a decimal
IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?!\w)")
IP4 = re.compile(r"(?<![\w.])(?<!ersion )(?<!elease )\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\d|/\d)")  # four numbers may be a version
IP6 = re.compile(r"(?<![\w:.])(?:[0-9a-fA-F]{1,4}:){2,7}(?::?[0-9a-fA-F]{1,4}){1,6}(?![\w:]|/\d)")
KEY = re.compile(
    r"(?<![A-Za-z0-9])(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{40,}|sk-(?:proj-|ant-)?[A-Za-z0-9_-]{20,}"
    r"|xox[abprs]-[A-Za-z0-9-]{10,}|AIza[0-9A-Za-z_-]{35}|hf_[A-Za-z0-9]{30,}|glpat-[A-Za-z0-9_-]{20,}"
    r"|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,})(?![A-Za-z0-9])"
    r"|-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----[\s\S]*?(?:-----END (?:[A-Z]+ )?PRIVATE KEY-----|\Z)"
)
NAMES = frozenset("id document document_sha256 request_key prompt_sha256 engine model images".split())
HIDING = ("mask", "reject")  # the values of --pii under which no file of a run may hold what was found
PHONE_SHAPE = re.compile(r"\+\d[\d ()/.-]{6,}")


class Found(NamedTuple):
    """A piece of a text that is personal data or a secret."""

    kind: str
    start: int
    end: int


def check_library() -> None:
    """Raises UserError when the library for phone numbers is missing."""
    if importlib.util.find_spec("phonenumbers") is None:
        raise UserError("--pii needs the package phonenumbers, which is not installed.", "pip install phonenumbers")


def find(text: str) -> list[Found]:
    """Everything found, in order, without overlaps; the earlier kind in the table wins."""
    taken: list[Found] = []
    for kind, finder in FINDERS.items():
        for start, end in finder(text):
            place = bisect(taken, start, key=attrgetter("start"))
            free = (place == 0 or taken[place - 1].end <= start) and (place == len(taken) or taken[place].start >= end)
            if free:
                taken.insert(place, Found(kind, start, end))
    return taken


def replaced(text: str, mark: Callable[[Found], str]) -> str:
    """The text with a mark for every piece, until nothing is found: a piece may show up only when its neighbour is gone."""
    while found := find(text):
        parts, at = [], 0
        for one in found:
            parts += [text[at : one.start], mark(one)]
            at = one.end
        text = "".join([*parts, text[at:]])
    return text


def masked(text: str) -> str:
    """The text with every piece replaced by its kind in brackets."""
    return replaced(text, lambda one: f"[{one.kind}]")


def blacked(text: str) -> str:
    """The text with every piece blacked out, so that offsets stay what they are."""
    return replaced(text, lambda one: "█" * (one.end - one.start))


def throughout(value: Any, shown: Callable[[str], str], name: str = "") -> Any:
    """A JSON value with all its texts as `shown` gives them, but for the names by which things are found again."""
    if isinstance(value, str):
        return value if name in NAMES else shown(value)
    if isinstance(value, dict):
        return {key: throughout(part, shown, key) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [throughout(part, shown, name) for part in value]
    return value


Spans = Iterator[tuple[int, int]]


def keys(text: str) -> Spans:
    yield from (found.span() for found in KEY.finditer(text))


def emails(text: str) -> Spans:
    if "@" in text:
        yield from (found.span() for found in EMAIL.finditer(text) if not NOBODYS.search(found["domain"]))


def ibans(text: str) -> Spans:
    for found in IBAN.finditer(text):
        plain = found[0].replace(" ", "")
        if 15 <= len(plain) <= 34 and int("".join(str(int(one, 36)) for one in plain[4:] + plain[:4])) % 97 == 1:
            yield found.span()


def cards(text: str) -> Spans:
    for found in CARD.finditer(text):
        digits = [int(one) for one in found[0] if one.isdecimal()]
        doubled = [2 * one - 9 * (one > 4) if place % 2 else one for place, one in enumerate(reversed(digits))]
        if digits[0] in (3, 4, 5, 6) and len(set(digits)) > 1 and sum(doubled) % 10 == 0:
            yield found.span()


def addresses(text: str) -> Spans:
    for found in (*IP4.finditer(text), *(IP6.finditer(text) if "::" in text or text.count(":") > 3 else ())):
        try:
            address = ipaddress.ip_address(found[0])
        except ValueError:
            continue
        if address.is_global and not address.is_multicast and found[0] not in ("1.1.1.1", "8.8.8.8", "8.8.4.4"):
            yield found.span()


def phones(text: str) -> Spans:
    if PHONE_SHAPE.search(text):
        import phonenumbers

        for match in phonenumbers.PhoneNumberMatcher(text, None):
            yield match.start, match.end


FINDERS: dict[str, Callable[[str], Spans]] = {
    "key": keys,
    "email": emails,
    "iban": ibans,
    "card": cards,
    "ip address": addresses,
    "phone": phones,
}
