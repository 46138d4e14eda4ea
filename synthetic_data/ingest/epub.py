"""E-books: the chapters in the order of the book's spine, each through the way of all HTML, with the images they show."""

import posixpath
import xml.etree.ElementTree as ET
import zipfile
from typing import NamedTuple
from urllib.parse import unquote

from .archive import member, opened
from .images import Images
from .markup import soup_of, to_markdown, without_chrome
from .material import Converted, Material, Refused
from .web import drop_dead_links

CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
ENCRYPTION = "{http://www.w3.org/2001/04/xmlenc#}"
READABLE = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


class Book(NamedTuple):
    """The package of an e-book: its parsed OPF, where it lies, and its chapters in reading order."""

    package: ET.Element
    chapters: list[str]


def convert(material: Material, images: Images) -> Converted:
    """An EPUB file as markdown."""
    with opened(material.file) as archive:
        book = read_package(archive)
        refuse_encrypted(archive, book)
        missing: list[str] = []
        texts = [text for name in book.chapters if (text := chapter(archive, name, images, missing)).strip()]
    if not texts:
        raise Refused("holds no text")

    def about(tag: str) -> str:
        return " ".join((book.package.findtext(f".//{DC}{tag}") or "").split())

    authors = [" ".join((found.text or "").split()) for found in book.package.iter(f"{DC}creator")]
    notes = [f"{len(missing)} part(s) or image(s) named in the book are missing from it"] if missing else []
    body = ("\n\n".join(text.strip() for text in texts) + "\n",)
    return Converted(body, about("title"), ", ".join(filter(None, authors)), about("date")[:10], about("language"), 0, notes)


def read_package(archive: zipfile.ZipFile) -> Book:
    """The package file that the container names, and the documents of its spine. Refused when there is none."""
    container = parsed(member(archive, "META-INF/container.xml"))
    rootfile = container.find(f".//{CONTAINER}rootfile") if container is not None else None
    path = rootfile.get("full-path", "") if rootfile is not None else ""
    package = parsed(member(archive, path)) if path else None
    if package is None:
        raise Refused("is corrupt, or no EPUB: it names no package file")
    items = {item.get("id", ""): item for item in package.iter(f"{OPF}item")}
    chapters = []
    for entry in package.iter(f"{OPF}itemref"):
        item = items.get(entry.get("idref", ""))
        if item is None or item.get("media-type") not in READABLE or "nav" in item.get("properties", "").split():
            continue
        chapters.append(resolved(path, item.get("href", "")))
    return Book(package, chapters)


def parsed(raw: bytes | None) -> ET.Element | None:
    try:
        return ET.fromstring(raw) if raw else None
    except ET.ParseError:
        return None


def resolved(base: str, href: str) -> str:
    """A path inside the archive that a document at base refers to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(href.split("#")[0])))


def refuse_encrypted(archive: zipfile.ZipFile, book: Book) -> None:
    """Fonts may be obfuscated; chapters that are encrypted make the book unreadable."""
    listed = parsed(member(archive, "META-INF/encryption.xml"))
    if listed is None:
        return
    locked = {unquote(found.get("URI", "")) for found in listed.iter(f"{ENCRYPTION}CipherReference")}
    if locked & set(book.chapters):
        raise Refused("is encrypted (copy protection)")


def chapter(archive: zipfile.ZipFile, name: str, images: Images, missing: list[str]) -> str:
    """One document of the spine as markdown."""
    raw = member(archive, name)
    if raw is None:
        missing.append(name)
        return ""
    soup = soup_of(raw)
    for image in soup.find_all("image"):  # an SVG that wraps a picture, as covers do
        image.name = "img"
        image["src"] = image.get("xlink:href") or image.get("href") or ""
        wrapper = image.find_parent("svg")
        if wrapper is not None:
            wrapper.replace_with(image)
    body = without_chrome(soup).find("body") or soup
    drop_dead_links(body)

    def take(src: str, alt: str) -> str:
        data = member(archive, resolved(name, src)) if src and "://" not in src and not src.startswith("data:") else None
        if data is None:
            missing.append(src)
            return ""
        return images.add(data)

    return to_markdown(body, take)
