"""Word documents: mammoth reads them into HTML by style, which then goes the way of all HTML."""

import re
from io import BytesIO
from typing import Any

from .formulas import with_formulas
from .images import Images
from .markup import soup_of, to_markdown
from .material import Converted, Material, Refused
from .office_properties import read_properties

STYLES = "\n".join(
    [
        "p[style-name='Title'] => h1:fresh",
        "p[style-name='Subtitle'] => p > em:fresh",
        "p[style-name='Code'] => pre:separator('\\n')",
        "p[style-name='Source Code'] => pre:separator('\\n')",
        "p[style-name='HTML Preformatted'] => pre:separator('\\n')",
        "p[style-name='Preformatted Text'] => pre:separator('\\n')",
        "r[style-name='Verbatim Char'] => code",
        "r[style-name='HTML Code'] => code",
        "p[style-name='Quote'] => blockquote:fresh",
        "p[style-name='Intense Quote'] => blockquote:fresh",
        "p[style-name='caption'] => p:fresh",
        "p[style-name='Caption'] => p:fresh",
        "p[style-name='toc 1'] => !",
        "p[style-name='toc 2'] => !",
        "p[style-name='toc 3'] => !",
    ]
)
FIGURE = re.compile(r"\s*(?:Figure|Fig\.|Abbildung|Abb\.)\s*\d", re.IGNORECASE)


def convert(material: Material, images: Images) -> Converted:
    """A .docx file as markdown."""
    import mammoth

    properties = read_properties(material.file)
    data, formulas = with_formulas(material.file)
    taken: dict[str, bytes] = {}
    missing: list[str] = []

    def take(image: Any) -> dict[str, str]:
        try:
            with image.open() as file:
                raw = file.read()
        except Exception:  # noqa: BLE001  (mammoth refuses what lies outside the document, and says so in its own words)
            missing.append("")
            return {"src": ""}
        key = f"image-{len(taken)}"
        taken[key] = raw
        return {"src": key}

    try:
        result = mammoth.convert_to_html(BytesIO(data), style_map=STYLES, convert_image=mammoth.images.img_element(take))
    except Exception as error:  # mammoth lets every library below it speak for itself
        raise Refused(f"is corrupt, or no Word document ({type(error).__name__}: {error})") from error
    soup = soup_of(result.value)
    caption_images(soup)
    text = to_markdown(soup, lambda src, _: images.add(taken[src]) if src in taken else "")
    if not text.strip():
        raise Refused("holds no text")
    notes = [f"{len(missing)} image(s) that lie outside the document"] if missing else []
    notes += [f"{formulas.unread} formula(s) could not be written as TeX"] if formulas.unread else []
    return Converted([formulas.put_back(text)], properties.title, properties.author, properties.date, properties.language, 0, notes)


def caption_images(soup: Any) -> None:
    """An image without alternative text is described by the caption below or above it."""
    for image in soup.find_all("img"):
        block = image.find_parent("p")
        if image.get("alt") or block is None:
            continue
        for neighbour in (block.find_next_sibling(), block.find_previous_sibling()):
            if neighbour is not None and FIGURE.match(neighbour.get_text()):
                image["alt"] = neighbour.get_text(" ", strip=True)
                break
