"""PowerPoint decks: a heading a slide, text as lists by level, tables, the numbers behind charts, images and speaker notes."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from ..text.page_marks import page_mark
from ..text.raised import kept_apart
from .archive import checked
from .escape import escape_inline, escape_start, table
from .images import Images
from .material import Converted, Material, Refused
from .office_properties import read_properties

FURNITURE = (13, 15, 16)  # slide number, footer and date
MOST_CHART_ROWS = 100


def convert(material: Material, images: Images) -> Converted:
    """A .pptx file as markdown, its slides as pages."""
    import pptx

    checked(material.file)
    about = read_properties(material.file)
    try:
        deck = pptx.Presentation(str(material.file))
        slides = list(deck.slides)
    except Exception as error:  # python-pptx lets zipfile, lxml and its own lookups speak
        raise Refused(f"is corrupt, or no presentation ({type(error).__name__}: {error})") from error
    notes: list[str] = []
    body = pages(slides, images, notes)
    return Converted(body, about.title, about.author, about.date, about.language, len(slides), notes)


def pages(slides: list[Any], images: Images, notes: list[str]) -> Iterator[str]:
    for number, slide in enumerate(slides, 1):
        if slide.element.get("show") == "0":
            notes.append(f"hidden slide {number} left out")
            continue
        parts = list(slide_parts(slide, images))
        if parts:
            yield page_mark(number) + "\n\n".join(parts) + "\n\n"


def slide_parts(slide: Any, images: Images) -> Iterator[str]:
    title = slide.shapes.title
    text = " ".join(frame_text(title.text_frame).split()) if title is not None and title.has_text_frame else ""
    if text:
        yield f"# {escape_inline(text)}"
    for shape in in_reading_order(slide.shapes):
        if title is None or shape.shape_id != title.shape_id:
            yield from filter(None, shape_parts(shape, images))
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        said = frame_text(slide.notes_slide.notes_text_frame).strip()
        if said:
            paragraphs = [escape_start(escape_inline(line.strip())) for line in said.splitlines() if line.strip()]
            yield "**Speaker notes:**\n\n" + "\n\n".join(paragraphs)


def in_reading_order(shapes: Any) -> list[Any]:
    """Placeholders as the layout orders them, the rest from top to bottom and left to right."""
    return sorted(shapes, key=lambda shape: (not shape.is_placeholder, shape.top or 0, shape.left or 0))


def shape_parts(shape: Any, images: Images) -> Iterator[str]:
    if hasattr(shape, "shapes"):  # a group
        for inner in in_reading_order(shape.shapes):
            yield from shape_parts(inner, images)
    elif shape.is_placeholder and int(shape.placeholder_format.type or 0) in FURNITURE:
        return
    elif getattr(shape, "has_table", False) and shape.has_table:
        yield table([[escape_inline(frame_text(cell.text_frame)) for cell in row.cells] for row in shape.table.rows])
    elif getattr(shape, "has_chart", False) and shape.has_chart:
        yield chart(shape.chart)
    elif hasattr(shape, "image"):
        yield picture(shape, images)
    elif shape.has_text_frame:
        yield text_of(shape)


def text_of(shape: Any) -> str:
    """A text box as paragraphs, or as a list when it has several."""
    lines = [(paragraph.level, " ".join(said_in(paragraph).split())) for paragraph in shape.text_frame.paragraphs]
    lines = [(level, escape_inline(text)) for level, text in lines if text]
    if len(lines) == 1 and not lines[0][0]:
        return escape_start(lines[0][1])
    return "\n".join(f"{'  ' * level}- {text}" for level, text in lines)


def frame_text(frame: Any) -> str:
    """The paragraphs of a text frame, one a line."""
    return "\n".join(map(said_in, frame.paragraphs))


def said_in(paragraph: Any) -> str:
    """A paragraph's text with its exponents and indices written out."""
    text = ""
    for kind, pieces in groupby(paragraph._p.xpath("./a:r | ./a:br | ./a:fld"), baseline):
        said = "".join("\v" if piece.tag.endswith("}br") else piece.text or "" for piece in pieces)
        text += kept_apart(kind, said, text) if kind else said
    return text


def baseline(piece: Any) -> str:
    """Whether a run of text is raised ("sup") or lowered ("sub")."""
    shift = "".join(piece.xpath("./a:rPr/@baseline")).rstrip("%")
    return "" if shift.strip("0") == "" else "sub" if shift.startswith("-") else "sup"


def picture(shape: Any, images: Images) -> str:
    try:
        data = shape.image.blob
    except (ValueError, KeyError, AttributeError):  # linked, not embedded
        return ""
    properties = shape.element.xpath("./p:nvPicPr/p:cNvPr")
    said = properties[0].get("descr", "") if properties else ""
    return images.link(data, said)


def chart(drawn: Any) -> str:
    """The numbers behind a chart as a table, its title before it."""
    title = drawn.chart_title.text_frame.text.strip() if drawn.has_title and drawn.chart_title.has_text_frame else ""
    try:
        plot = drawn.plots[0]
        names = [str(category) for category in plot.categories]
        series = [(str(one.name or "value"), list(one.values)) for one in plot.series]
    except (IndexError, KeyError, AttributeError, NotImplementedError, ValueError):
        return escape_inline(title)
    rows = [["", *(escape_inline(name) for name, _ in series)]]
    for position, name in enumerate(names[:MOST_CHART_ROWS]):
        rows.append([escape_inline(name), *(value_at(values, position) for _, values in series)])
    shown = table(rows) if len(rows) > 1 else ""
    return "\n\n".join(filter(None, [f"**{escape_inline(title)}**" if title else "", shown]))


def value_at(values: list[Any], position: int) -> str:
    value = values[position] if position < len(values) else None
    return "" if value is None else f"{value:.12g}" if isinstance(value, float) else str(value)
