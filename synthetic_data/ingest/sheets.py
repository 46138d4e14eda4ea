"""Spreadsheets and CSV: one heading a sheet, its rows as tables of readable size, read row by row."""

import csv
import datetime
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .archive import checked
from .decoding import encoding_of
from .escape import escape_cell, escape_inline, table
from .images import Images
from .material import Converted, Material, Refused
from .office_properties import read_properties

ROWS_PER_TABLE = 40  # then the header comes again: a section holds whole tables
MOST_COLUMNS = 200
MOST_ROWS = 200_000
SAMPLE = 65_536


def convert_xlsx(material: Material, images: Images) -> Converted:
    """A .xlsx workbook as markdown; the values that were last computed, not the formulas."""
    import openpyxl

    warnings.filterwarnings("ignore", module="openpyxl")  # about drawings and checks on input, which markdown has no place for
    checked(material.file)
    about = read_properties(material.file)
    try:
        book = openpyxl.load_workbook(material.file, read_only=True, data_only=True)
    except Exception as error:  # openpyxl lets zipfile, XML and its own descriptors speak
        raise Refused(f"is corrupt, or no workbook ({type(error).__name__}: {error})") from error
    done = Converted([], about.title, about.author, about.date)
    done.body = sheets(book, done.notes)
    return done


def sheets(book: Any, notes: list[str]) -> Iterator[str]:
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                notes.append(f"hidden sheet {sheet.title} left out")
                continue
            sheet.reset_dimensions()  # the size a file declares is often wrong
            body = tables(([shown(cell) for cell in row[:MOST_COLUMNS]] for row in sheet.iter_rows()), notes, sheet.title)
            first = next(body, None)
            if first is None:
                continue
            yield f"# {escape_inline(sheet.title)}\n\n"
            yield first
            yield from body
    finally:
        book.close()


def shown(cell: Any) -> str:
    """A cell as a person sees it, as far as its format is simple."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, float | int):
        return number(value, str(getattr(cell, "number_format", "") or ""))
    return str(value)


def number(value: float, form: str) -> str:
    """A number without the noise of binary fractions; per cents as such."""
    if form.endswith("%"):
        return f"{value * 100:.10g}%"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def convert_csv(material: Material, images: Images) -> Converted:
    """A CSV or TSV file as markdown."""
    with material.file.open("rb") as raw:
        sample = raw.read(SAMPLE)
    encoding = encoding_of(sample)
    if not sample.strip():
        raise Refused("is empty")
    text = sample.decode(encoding, "replace")
    done = Converted([])
    if encoding not in ("utf-8", "utf-8-sig", "utf-16"):
        done.notes.append(f"encoding guessed: {encoding}")
    done.body = csv_tables(material.file, encoding, delimiter(text, material.file.suffix), done.notes)
    return done


def delimiter(sample: str, suffix: str) -> str:
    """The sign between the cells: the one that parts most lines into equally many."""
    if suffix.lower() == ".tsv":
        return "\t"
    lines = [line for line in sample.splitlines() if line.strip()][:50]
    best, most = ",", 0.0
    for sign in ",;\t|":
        counts = [len(row) for row in csv.reader(lines, delimiter=sign)]
        usual = max(set(counts), key=counts.count, default=1)
        fit = counts.count(usual) / max(1, len(counts)) * (usual > 1) + usual / 1000
        if fit > most:
            best, most = sign, fit
    return best


def csv_tables(file: Path, encoding: str, sign: str, notes: list[str]) -> Iterator[str]:
    csv.field_size_limit(10_000_000)
    try:
        with file.open(encoding=encoding, errors="replace" if encoding != "utf-8" else "strict", newline="") as lines:
            yield from tables(csv.reader(lines, delimiter=sign), notes, "")
    except (csv.Error, UnicodeDecodeError) as error:
        raise Refused(f"is corrupt ({error})") from error


def tables(rows: Iterable[list[str]], notes: list[str], name: str) -> Iterator[str]:
    """Rows as paragraphs (a title above the table) and tables with the header repeated; blank rows part tables."""
    header: list[str] = []
    held: list[list[str]] = []
    told = False  # a table with this header stands already
    for number_of_row, row in enumerate(rows):
        if number_of_row >= MOST_ROWS:
            notes.append(f"{'sheet ' + name if name else 'the file'} has more than {MOST_ROWS:,} rows; the rest is left out")
            break
        cells = [escape_inline(cell.strip()) for cell in row]
        filled = [cell for cell in cells if cell]
        if not filled:
            yield from flushed(header, held)
            header, held, told = [], [], False
        elif not header and len(filled) == 1 and len(cells) > 1:
            yield f"{escape_cell(filled[0])}\n\n"
        elif not header:
            header = cells
        else:
            held.append(cells)
            if len(held) == ROWS_PER_TABLE:
                yield from flushed(header, held)
                held, told = [], True
    if held or not told:
        yield from flushed(header, held)


def flushed(header: list[str], rows: list[list[str]]) -> Iterator[str]:
    """A table without the columns that are empty in all of it."""
    if not header or (not rows and len([cell for cell in header if cell]) < 2):
        yield from (f"{escape_cell(cell)}\n\n" for cell in header if cell)
        return
    whole = [header, *rows]
    width = max(map(len, whole))
    used = [column for column in range(width) if any(column < len(row) and row[column] for row in whole)]
    yield table([[row[column] if column < len(row) else "" for column in used] for row in whole]) + "\n\n"
