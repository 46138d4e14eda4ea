"""Builds small documents for the tests of ingest: PNG, PDF, Word and EPUB by hand, so that every byte is known."""

import io
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def png(width: int = 100, height: int = 100, shade: int = 200) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 0, 0, 0, 0])
    rows = zlib.compress((b"\0" + bytes([shade]) * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def zipped(members: dict[str, str | bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def pdf(
    pages: Sequence[Sequence[str | tuple[int, int, str] | tuple[int, int, str, int]]],
    outline: Sequence[tuple[str, int]] = (),
    picture: bool = False,
    encrypted: bool = False,
) -> bytes:
    """A PDF with these lines of text on its pages, one below the other, or each at its place: (x, y from the bottom, text, size).

    outline holds (title, page from 0); a picture stands on each page if wished for.
    """
    objects: list[bytes] = [b"", b""]  # the catalog and the page tree are filled in last

    def add(data: bytes) -> int:
        objects.append(data)
        return len(objects)

    def stream(data: bytes, head: bytes = b"") -> int:
        return add(b"<< /Length %d %b>>\nstream\n%b\nendstream" % (len(data), head, data))

    font = add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    image = stream(
        bytes(100 * 100), b"/Type /XObject /Subtype /Image /Width 100 /Height 100 /ColorSpace /DeviceGray /BitsPerComponent 8 "
    )
    kids = []
    for lines in pages:
        shown = b"q 200 0 0 200 72 200 cm /I Do Q\n" if picture else b""
        for row, entry in enumerate(lines):
            x, y, line, *size = (72, 720 - 14 * row, entry) if isinstance(entry, str) else entry
            escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("latin-1")
            shown += b"BT /F %d Tf %d %d Td (%b) Tj ET\n" % (*(size or [11]), x, y, escaped)
        content = stream(shown)
        resources = b"<< /Font << /F %d 0 R >> /XObject << /I %d 0 R >> >>" % (font, image)
        kids.append(
            add(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources %b >>" % (content, resources))
        )
    first = len(objects) + 2
    entries = []
    for number, (title, page) in enumerate(outline):
        near = b"/Next %d 0 R " % (first + number + 1) if number + 1 < len(outline) else b""
        near += b"/Prev %d 0 R " % (first + number - 1) if number else b""
        entries.append(b"<< /Title (%b) /Parent %d 0 R %b/Dest [%d 0 R /Fit] >>" % (title.encode(), first - 1, near, kids[page]))
    root = b""
    if outline:
        tree = add(b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>" % (first, first + len(outline) - 1, len(outline)))
        for entry in entries:
            add(entry)
        root = b" /Outlines %d 0 R" % tree
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R%b >>" % root
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%b] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    about = add(b"<< /Title (The Pump Handbook) /Author (A. Writer) /CreationDate (D:20240203000000Z) >>")
    trailer = b"/Root 1 0 R /Info %d 0 R" % about
    if encrypted:
        lock = add(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%b> /U <%b> >>" % (b"11" * 32, b"22" * 32))
        trailer += b" /Encrypt %d 0 R /ID [<00> <00>]" % lock
    return assembled(objects, trailer)


def assembled(objects: Sequence[bytes], trailer: bytes) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    return data + b"trailer\n<< /Size %d %b >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)


def paragraph(text: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(body: str, pictures: dict[str, bytes] | None = None, title: str = "") -> bytes:
    """A Word document with this body (WordprocessingML); pictures are related as rId10, rId11, …"""
    relations, types, media = "", "", {}
    for number, (name, data) in enumerate((pictures or {}).items(), 10):
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
        relations += f'<Relationship Id="rId{number}" Type="{kind}" Target="media/{name}"/>'
        media[f"word/media/{name}"] = data
    for style, name in (("Title", "Title"), ("Heading1", "heading 1"), ("Heading2", "heading 2"), ("Caption", "caption")):
        types += f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/></w:style>'
    package = "http://schemas.openxmlformats.org/package/2006/"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="png" ContentType="image/png"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{main}styles+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}relationships">'
            f'<Relationship Id="rId1" Type="{office}officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}relationships">'
            f'<Relationship Id="rId1" Type="{office}styles" Target="styles.xml"/>{relations}</Relationships>',
            "word/styles.xml": f"<w:styles {W}>{types}</w:styles>",
            "word/document.xml": f"<w:document {W} {R} {M}><w:body>{body}</w:body></w:document>",
            "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{package}metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
            f"<dc:title>{title}</dc:title><dc:creator>A. Writer</dc:creator>"
            "<dcterms:modified>2024-02-03T10:00:00Z</dcterms:modified></cp:coreProperties>",
            **media,
        }
    )


def drawing(relation: str, description: str) -> str:
    """A picture in a Word paragraph."""
    a = "http://schemas.openxmlformats.org/drawingml/2006/"
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{a}wordprocessingDrawing"><wp:docPr id="1" name="p" descr="{description}"/>'
        f'<a:graphic xmlns:a="{a}main"><a:graphicData uri="{a}picture"><pic:pic xmlns:pic="{a}picture"><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )


def epub(chapters: dict[str, str], extra: dict[str, str | bytes] | None = None) -> bytes:
    """An EPUB whose spine is these chapters, each the inside of a body."""
    items = "".join(f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(chapters))
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    container = "urn:oasis:names:tc:opendocument:xmlns:container"
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": f'<container xmlns="{container}"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
            "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
            "<dc:title>The Pump Book</dc:title><dc:creator>A. Writer</dc:creator><dc:language>en</dc:language></metadata>"
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
            **{f"OEBPS/{name}": f"<html><body>{body}</body></html>" for name, body in chapters.items()},
            **(extra or {}),
        }
    )


def put(folder: Path, name: str, data: bytes | str) -> Path:
    """Writes a file, making its folders; returns its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path
