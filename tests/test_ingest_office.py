"""Word, PowerPoint and Excel: headings, tables, images, formulas, the numbers behind charts, and damaged files."""

import io
from pathlib import Path

import pytest

pytest.importorskip("mammoth")
pytest.importorskip("markdownify")
pytest.importorskip("imagesize")
pytest.importorskip("openpyxl")
pytest.importorskip("pptx")

import openpyxl
import pptx
from ingest_documents import docx, drawing, paragraph, png, put

from synthetic_data.ingest import sheets, slides, word
from synthetic_data.ingest.images import Images
from synthetic_data.ingest.material import Converted, Material, Refused


def converted(tmp_path: Path, how, name: str, data: bytes) -> tuple[str, Converted, Images]:
    images = Images(tmp_path / "out.md")
    done = how(Material(put(tmp_path, name, data), name), images)
    return "".join(done.body), done, images


def read_word(tmp_path: Path, *args, **kwargs) -> tuple[str, Converted, Images]:
    return converted(tmp_path, word.convert, "a.docx", docx(*args, **kwargs))


def test_styles_of_word_become_headings_and_its_properties_front_matter(tmp_path):
    body = (
        paragraph("The Pump", "Title") + paragraph("Care", "Heading1") + paragraph("Filter", "Heading2") + paragraph("Change it.")
    )
    text, done, _ = read_word(tmp_path, body, title="Pump Handbook")
    assert text == "# The Pump\n\n# Care\n\n## Filter\n\nChange it.\n"
    assert (done.title, done.author, done.date) == ("Pump Handbook", "A. Writer", "2024-02-03")


def test_cells_of_word_tables_are_kept_and_bars_in_them_escaped(tmp_path):
    row = "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in ("{}", "{}")) + "</w:tr>"
    text, _, _ = read_word(tmp_path, "<w:tbl>" + row.format("part", "price") + row.format("a|b", "3") + "</w:tbl>")
    assert text == "| part | price |\n| --- | --- |\n| a\\|b | 3 |\n"


def test_images_of_word_lie_beside_the_file_with_their_caption_on_one_line(tmp_path):
    body = drawing("rId10", "A pump&#10;&#10;in [the] rain") + drawing("rId11", "") + paragraph("Figure 1: The tank", "Caption")
    text, _, images = read_word(tmp_path, body, {"a.png": png(), "b.png": png(shade=3)})
    assert "![A pump in \\[the\\] rain](out_images/" in text
    assert "![Figure 1: The tank](out_images/" in text
    assert len(images.kept) == len(list((tmp_path / "out_images").iterdir())) == 2


def test_tiny_and_narrow_images_are_counted_not_kept(tmp_path):
    body = drawing("rId10", "dot") + drawing("rId11", "line") + paragraph("Text.")
    text, _, images = read_word(tmp_path, body, {"a.png": png(8, 8), "b.png": png(2000, 70)})
    assert text == "Text.\n"
    assert images.notes() == ["2 image(s) too small to show anything left out"]


def test_formulas_of_word_are_written_as_tex(tmp_path):
    fraction = "<m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>λ</m:t></m:r></m:den></m:f>"
    power = "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    body = f"<w:p><w:r><w:t>Here </w:t></w:r><m:oMath>{fraction}</m:oMath></w:p>"
    body += f"<w:p><m:oMathPara><m:oMath>{power}</m:oMath></m:oMathPara></w:p>"
    text, _, _ = read_word(tmp_path, body)
    assert text == "Here $\\frac{a}{\\lambda}$\n\n$$x^{2}$$\n"


def test_raised_and_lowered_letters_of_word_stay_so(tmp_path):
    def run(text: str, align: str = "baseline") -> str:
        return f'<w:r><w:rPr><w:vertAlign w:val="{align}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'

    up, down = "superscript", "subscript"
    body = run("2") + run("6", up) + run("4", up) + run(" bytes of H") + run("2", down) + run("O on the 1") + run("st", up)
    assert read_word(tmp_path, f"<w:p>{body}</w:p>")[0] == "2⁶⁴ bytes of H₂O on the 1st\n"


def test_a_formula_without_tex_is_counted(tmp_path):
    text, done, _ = read_word(tmp_path, "<w:p><w:r><w:t>Here</w:t></w:r><m:oMath><m:unheard/></m:oMath></w:p>")
    assert text == "Here\n"
    assert done.notes == ["1 formula(s) could not be written as TeX"]


@pytest.mark.parametrize(
    ("formula", "tex"),
    [
        ("<m:rad><m:deg/><m:e><m:r><m:t>2</m:t></m:r></m:e></m:rad>", "\\sqrt{2}"),
        ("<m:d><m:e><m:r><m:t>x+y</m:t></m:r></m:e></m:d>", "\\left(x+y\\right)"),
        (
            '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>'
            "<m:sub><m:r><m:t>i</m:t></m:r></m:sub><m:sup><m:r><m:t>n</m:t></m:r></m:sup>"
            "<m:e><m:r><m:t>i</m:t></m:r></m:e></m:nary>",
            "\\sum_{i}^{n} i",
        ),
        ("<m:func><m:fName><m:r><m:t>sin</m:t></m:r></m:fName><m:e><m:r><m:t>θ</m:t></m:r></m:e></m:func>", "\\sin \\theta"),
        (
            "<m:m><m:mr><m:e><m:r><m:t>1</m:t></m:r></m:e><m:e><m:r><m:t>0</m:t></m:r></m:e></m:mr></m:m>",
            "\\begin{matrix}1 & 0\\end{matrix}",
        ),
    ],
)
def test_each_part_of_a_formula_has_its_tex(tmp_path, formula, tex):
    text, _, _ = read_word(tmp_path, f"<w:p><m:oMath>{formula}</m:oMath></w:p>")
    assert text == f"${tex}$\n"


def test_damaged_office_files_are_refused_with_a_reason(tmp_path):
    whole = docx(paragraph("Text."))
    for how, name in ((word.convert, "a.docx"), (slides.convert, "a.pptx"), (sheets.convert_xlsx, "a.xlsx")):
        with pytest.raises(Refused, match="is corrupt"):
            converted(tmp_path, how, name, whole[: len(whole) // 2])
        with pytest.raises(Refused, match="is encrypted"):
            converted(tmp_path, how, name, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500))
    with pytest.raises(Refused, match="no presentation"):
        converted(tmp_path, slides.convert, "a.pptx", whole)


def deck() -> bytes:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    made = pptx.Presentation()
    first = made.slides.add_slide(made.slide_layouts[1])
    first.shapes.title.text = "Care of the pump"
    first.placeholders[1].text = "Switch it off"
    line = first.placeholders[1].text_frame.add_paragraph()
    line.text, line.level = "At the mains", 1
    first.notes_slide.notes_text_frame.text = "Say it twice."
    second = made.slides.add_slide(made.slide_layouts[5])
    second.shapes.title.text = "Prices"
    table = second.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    for row, cells in enumerate((("part", "price"), ("filter", "3"))):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    data = CategoryChartData()
    data.categories = ["2022", "2023"]
    data.add_series("sold", (4.0, 9.5))
    second.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(4), Inches(4), Inches(2), data)
    third = made.slides.add_slide(made.slide_layouts[6])
    third.shapes.add_picture(io.BytesIO(png()), Inches(1), Inches(1))
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def test_slides_are_pages_with_lists_tables_chart_numbers_images_and_notes(tmp_path):
    text, done, images = converted(tmp_path, slides.convert, "a.pptx", deck())
    assert done.pages == 3
    assert (
        "<!-- page 1 -->\n\n# Care of the pump\n\n- Switch it off\n  - At the mains\n\n**Speaker notes:**\n\nSay it twice." in text
    )
    assert "<!-- page 2 -->\n\n# Prices\n\n| part | price |\n| --- | --- |\n| filter | 3 |" in text
    assert "|  | sold |\n| --- | --- |\n| 2022 | 4 |\n| 2023 | 9.5 |" in text
    assert len(images.kept) == 1


def test_raised_and_lowered_letters_of_slides_stay_so(tmp_path):
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    for frame in (slide.shapes.title.text_frame, slide.placeholders[1].text_frame):
        for text, shift in (
            ("2", None),
            ("6", "30000"),
            ("4", "30000"),
            (" H", "0"),
            ("2", "-25000"),
            ("O 1", None),
            ("st", "30%"),
        ):
            run = frame.paragraphs[0].add_run()
            run.text = text
            if shift:
                run.font._element.set("baseline", shift)
    held = io.BytesIO()
    made.save(held)
    text, _, _ = converted(tmp_path, slides.convert, "a.pptx", held.getvalue())
    assert text == "<!-- page 1 -->\n\n# 2⁶⁴ H₂O 1st\n\n2⁶⁴ H₂O 1st\n\n"


def workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Prices"
    for row in rows:
        book.active.append(row)
    hidden = book.create_sheet("Secret")
    hidden.append(["a", "b"])
    hidden.sheet_state = "hidden"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_sheets_are_headings_with_tables_and_hidden_ones_are_told(tmp_path):
    import datetime

    rows = [
        ["Price list"],
        [],
        ["part", "price", "since"],
        ["filter", 3.0, datetime.datetime(2024, 2, 3)],
        ["a|b", 0.1 + 0.2, None],
    ]
    text, done, _ = converted(tmp_path, sheets.convert_xlsx, "a.xlsx", workbook(rows))
    assert text.startswith("# Prices\n\nPrice list\n\n| part | price | since |\n| --- | --- | --- |\n| filter | 3 | 2024-02-03 |")
    assert "| a\\|b | 0.3 |  |" in text
    assert done.notes == ["hidden sheet Secret left out"]


def test_long_sheets_become_tables_that_repeat_their_header_and_lose_no_row(tmp_path):
    text, _, _ = converted(tmp_path, sheets.convert_xlsx, "a.xlsx", workbook([["n", "square"], *([n, n * n] for n in range(100))]))
    assert text.count("| n | square |") == 3
    assert all(f"| {n} | {n * n} |" in text for n in range(100))
