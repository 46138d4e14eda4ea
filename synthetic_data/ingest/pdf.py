"""PDFs: liteparse reads the pages into markdown, the outline puts the headings right; pypdfium2's plain text stands in for it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from importlib.metadata import version
from typing import Any

from ..text.page_marks import page_mark
from .escape import escape_inline, escape_start
from .images import Images
from .lines import parted
from .lost_lines import restored, running_keys
from .material import Converted, Material, Refused
from .office_properties import meaningful
from .outline import Bookmark, Outline
from .pages import Furniture, is_contents, joined_sentences, without_boxes, without_note_numbers, without_tags
from .pdf_exponents import with_exponents
from .tangles import lines_of, untangled

BATCH = 200  # pages read at once: bounds memory; repeated lines are looked for within it
LEAST_LETTERS = 20  # a page with fewer says nothing
LOGO_SHARE = 0.3  # an image on more of the pages is decoration
IMAGE = re.compile(r"!\[([^\]]*)\]\(img_(\w+)\.\w+\)")
CAPTION = re.compile(r"(?:\*{1,2})?(?:Figure|Fig\.|Abbildung|Abb\.)\s*[\dA-Z]", re.IGNORECASE)
MOST_BOOKMARKS = 20_000

Page = tuple[int, str]  # its number, from 1, and its markdown


def convert(material: Material, images: Images) -> Converted:
    """A PDF as markdown with a mark before each page."""
    document = opened(material)
    try:
        about = document.get_metadata_dict()
        outline = Outline(bookmarks(document))
        count = len(document)
        if not has_text(document):
            raise Refused(f"is scanned: none of its {count} page(s) holds text; run it through text recognition (OCR) first")
    finally:
        document.close()
    title, author = meaningful(about.get("Title", "")), about.get("Author", "").strip()
    done = Converted([], title if title != author else "", author, date(about), "", count)
    done.body = marked(joined_sentences(repaired(material, read_pages(material, images, done), outline, done.notes)))
    return done


def opened(material: Material) -> Any:
    """The document in pypdfium2; refused when it is encrypted or damaged."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(material.file)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise Refused("is encrypted; save it without a password") from error
        raise Refused("is corrupt, or no PDF") from error
    if len(document) == 0:
        raise Refused("is corrupt: it holds no pages")
    return document


def has_text(document: Any) -> bool:
    """Whether any page holds text that can be read as such."""
    for page in document:
        text = page.get_textpage()
        found = text.count_chars() >= LEAST_LETTERS and len(re.findall(r"\w", text.get_text_bounded())) >= LEAST_LETTERS
        text.close()
        page.close()
        if found:
            return True
    return False


def bookmarks(document: Any) -> Iterator[Bookmark]:
    """The outline; entries that lead nowhere are left out."""
    for number, entry in enumerate(document.get_toc()):
        if number >= MOST_BOOKMARKS:
            return
        target = entry.get_dest()
        page = target.get_index() if target else None
        if page is not None:
            yield Bookmark(" ".join(entry.get_title().split()), entry.level + 1, page + 1)


def date(about: dict[str, str]) -> str:
    match = re.match(r"D:(\d{4})(\d\d)(\d\d)", about.get("ModDate") or about.get("CreationDate") or "")
    return "-".join(match.groups()) if match else ""


def read_pages(material: Material, images: Images, done: Converted) -> Iterator[list[Page]]:
    """The pages, a batch at a time, by number, as the reader gives them. Falls back to plain text, and says so."""
    try:
        import liteparse
    except ImportError:
        yield from plain_pages(material, done, "liteparse is not installed: pip install liteparse")
        return
    # Links are off: the reader hangs them on whole lines, across sentences, and the words of an address stand in the text anyway.
    parser = liteparse.LiteParse(
        ocr_enabled=False,
        output_format="markdown",
        quiet=True,
        extract_images=True,
        extract_blocks=True,
        extract_links=False,
        continue_on_page_error=True,
    )
    document = opened(material)
    try:
        for batch in parser.parse_batches(material.file, BATCH):
            logos = decoration(batch.result)
            pictures = {image.id: image.bytes for image in batch.result.images if image.id not in logos}
            running = running_keys(batch.result.pages)
            texts = [page_text(page, running, document) for page in batch.result.pages]
            numbers = [page.page_num for page in batch.result.pages]
            yield [(number, with_images(text, pictures, images)) for number, text in zip(numbers, texts, strict=True)]
            done.notes += [f"page {error.page_num} could not be read" for error in batch.result.page_errors]
            material.on_pages(len(batch.result.pages))
    except liteparse.ParseError as error:
        yield from plain_pages(material, done, f"liteparse: {error}")
    finally:
        document.close()


def page_text(page: Any, running: frozenset[str] = frozenset(), document: Any = None) -> str:
    """A page of the reader's as markdown that says what the page shows; running is what stands on several pages.

    document is the same in pypdfium2, which tells in what order the lines were written.
    """
    text = parted(page)
    if document is None:
        return without_note_numbers(without_tags(restored(text, page, running)))
    same = document[page.page_num - 1]
    text = restored(untangled(text, lines_of(same), running), page, running)
    return without_note_numbers(with_exponents(without_tags(text), same))


def decoration(result: Any) -> set[str]:
    """The ids of images that come again on many pages."""
    first = {image.id: image.duplicate_of or image.id for image in result.images}
    seen = Counter(first.values())
    most = max(3, LOGO_SHARE * len(result.pages))
    return {name for name, original in first.items() if seen[original] > most}


def with_images(markdown: str, pictures: dict[str, bytes], images: Images) -> str:
    """A page whose images are kept beside the file, each with its caption as alternative text."""
    blocks = markdown.split("\n\n")
    for position, block in enumerate(blocks):
        if IMAGE.search(block):
            neighbours = [*blocks[position + 1 : position + 2], *blocks[max(0, position - 1) : position]]
            caption = next((near.replace("*", "") for near in neighbours if CAPTION.match(near)), "")
            blocks[position] = IMAGE.sub(partial(shown, caption, pictures, images), block)
    return "\n\n".join(block for block in blocks if block.strip())


def shown(caption: str, pictures: dict[str, bytes], images: Images, match: "re.Match[str]") -> str:
    data = pictures.get(match[2])
    return images.link(data, caption or match[1]) if data else ""


def plain_pages(material: Material, done: Converted, why: str) -> Iterator[list[Page]]:
    """The pages as pypdfium2's plain text: no tables, no images, headings only by the outline."""
    done.notes.append(f"read as plain text, without tables and images ({why})")
    done.converter = f"pypdfium2 {version('pypdfium2')}"
    document = opened(material)
    batch = []
    for number, page in enumerate(document, 1):
        lines = page.get_textpage().get_text_bounded().splitlines()
        text = "\n".join(escape_start(escape_inline(line.strip())) for line in lines)
        batch.append((number, with_exponents(text, page)))
        material.on_pages(1)
        if len(batch) == BATCH:
            yield batch
            batch = []
    document.close()
    if batch:
        yield batch


def repaired(material: Material, batches: Iterator[list[Page]], outline: Outline, notes: list[str]) -> Iterator[Page]:
    """The pages without running lines and tables of contents, with the outline's headings."""
    empty: list[int] = []
    contents = 0
    for batch in batches:
        furniture = Furniture([text for _, text in batch], outline.titles)
        for number, text in batch:
            own = outline.titles_on(number)
            if is_contents(text, outline.titles - own):
                contents += 1
                continue
            text = furniture.without(without_boxes(text, own), own)
            if len(re.findall(r"\w", text)) < LEAST_LETTERS and not text.strip():
                empty.append(number)
                continue
            yield number, outline.repair(text, number)
    if contents:
        notes.append(f"{contents} page(s) of contents left out")
    scanned = with_pictures(material, empty)
    if scanned:
        told = ", ".join(map(str, scanned[:20])) + (" …" if len(scanned) > 20 else "")
        notes.append(f"{len(scanned)} page(s) are pictures without text: {told}")


def with_pictures(material: Material, numbers: Sequence[int]) -> list[int]:
    """Which of these pages hold a picture: those were scanned, the others are blank."""
    if not numbers:
        return []
    import pypdfium2

    document = opened(material)
    try:
        kinds = [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
        return [number for number in numbers if any(document[number - 1].get_objects(kinds))]
    finally:
        document.close()


def marked(pages: Iterator[Page]) -> Iterator[str]:
    for number, text in pages:
        yield page_mark(number) + text.strip() + "\n\n"
