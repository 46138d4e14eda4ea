"""HTML files and web pages: the parts a reader wants, images beside the file, links that still lead somewhere."""

import base64
import binascii
from typing import Any
from urllib.parse import unquote, unquote_to_bytes, urljoin, urlsplit

from .images import Images
from .markup import soup_of, to_markdown, without_chrome
from .material import Converted, Material, Refused

MOST_IMAGES = 100  # fetched for one web page
LARGEST_IMAGE = 50_000_000


def convert(material: Material, images: Images) -> Converted:
    """A page as markdown. Refused when it holds no text."""
    soup = soup_of(material.file.read_bytes())
    about = (title_of(soup), meta(soup, "author"), date_of(soup), language(soup))
    body = without_chrome(soup).find("body") or soup
    if material.url:
        make_absolute(body, base_of(soup, material.url))
    else:
        drop_dead_links(body)
    taking = Taking(material, images)
    text = to_markdown(body, taking.take)
    if not text.strip():
        raise Refused("holds no text; a page that is written by scripts in the browser has to be saved from there")
    return Converted([text], *about, notes=taking.notes())


class Taking:
    """Gets the images a page shows: from data URLs, from files below the source's folder, or from where the page came from."""

    def __init__(self, material: Material, images: Images) -> None:
        self.material = material
        self.images = images
        self.fetched: dict[str, str] = {}
        self.missing = 0
        self.remote = 0

    def take(self, src: str, alt: str) -> str:
        if not src:
            return ""
        if src not in self.fetched:
            data = self.data(src)
            elsewhere = not self.material.url and bool(urlsplit(src).netloc)
            self.remote += elsewhere
            self.missing += data is None and not elsewhere
            self.fetched[src] = self.images.add(data) if data else ""
        return self.fetched[src]

    def notes(self) -> list[str]:
        """What the page shows and the markdown doesn't."""
        told = [f"{self.missing} image(s) not found"] if self.missing else []
        return [*told, f"{self.remote} image(s) on the web not fetched"] if self.remote else told

    def data(self, src: str) -> bytes | None:
        if src.startswith("data:"):
            return decoded(src)
        if self.material.url:
            return self.fetch(src)
        parts = urlsplit(src)
        if parts.scheme or parts.netloc:
            return None  # a file that was given is no reason to go to the network
        return local(self.material, unquote(parts.path))

    def fetch(self, src: str) -> bytes | None:
        from ..fetch import FetchError, FetchLimits, fetch

        if len(self.fetched) >= MOST_IMAGES:
            return None
        try:
            limits = FetchLimits(private=self.material.private)
            return fetch(urljoin(self.material.url, src), limits, "image/*").data
        except FetchError:
            return None


def local(material: Material, path: str) -> bytes | None:
    """The bytes of a file beside the source, if it lies below the folder that was given."""
    root = (material.root or material.file.parent).resolve()
    try:
        file = (material.file.parent / path).resolve()
        inside = file.is_relative_to(root) and file.is_file() and file.stat().st_size <= LARGEST_IMAGE
        return file.read_bytes() if inside else None
    except (OSError, ValueError):
        return None


def decoded(src: str) -> bytes | None:
    """The bytes of a data URL."""
    head, _, data = src.partition(",")
    if not head.endswith(";base64"):
        return unquote_to_bytes(data)
    try:
        return base64.b64decode(unquote(data))
    except (binascii.Error, ValueError):
        return None


def title_of(soup: Any) -> str:
    tag = soup.find("title")
    found = meta(soup, "og:title") or (" ".join(tag.get_text().split()) if tag else "")
    return str(found)


def meta(soup: Any, name: str) -> str:
    tag = soup.find("meta", attrs={"name": name}) or soup.find("meta", attrs={"property": name})
    return " ".join(str(tag.get("content") or "").split()) if tag else ""


def date_of(soup: Any) -> str:
    for name in ("article:modified_time", "article:published_time", "date", "dcterms.date", "DC.date"):
        if found := meta(soup, name):
            return found
    tag = soup.find("time", attrs={"datetime": True})
    return str(tag["datetime"]) if tag else ""


def language(soup: Any) -> str:
    tag = soup.find("html")
    return str(tag.get("lang") or "") if tag else ""


def base_of(soup: Any, url: str) -> str:
    tag = soup.find("base", href=True)
    return urljoin(url, str(tag["href"])) if tag else url


def make_absolute(body: Any, base: str) -> None:
    """Links of a fetched page lead to where they led in it."""
    for tag in body.find_all("a", href=True):
        href = str(tag["href"])
        if href.startswith("#") or urlsplit(href).scheme.lower() == "javascript":
            tag.unwrap()
        else:
            tag["href"] = urljoin(base, href)
    for tag in body.find_all("img", src=True):
        if not str(tag["src"]).startswith("data:"):
            tag["src"] = urljoin(base, str(tag["src"]))


def drop_dead_links(body: Any) -> None:
    """Links inside a set of files lead nowhere after the conversion: their words stay, and so do links to the web."""
    for tag in body.find_all("a", href=True):
        if urlsplit(str(tag["href"])).scheme.lower() not in ("http", "https", "mailto"):
            tag.unwrap()
