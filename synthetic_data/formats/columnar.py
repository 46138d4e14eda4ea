"""Columnar files: parquet, and lance for those who have it; each column has a type of its own whatever the rows hold."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..errors import UserError
from ..files import made_whole
from .stores import Columns, Store, Write

BATCH = 1000  # rows written at once
PAGE_BYTES = 20_000_000  # ... or as soon as they hold about this much text


def schema_of(columns: Columns) -> Any:
    """The Arrow schema for these kinds of columns."""
    arrow = arrow_package()
    text = arrow.string()

    def turns(*names: str) -> Any:
        return arrow.list_(arrow.struct([(name, text) for name in names]))

    place = [("document", text), ("heading_path", arrow.list_(text)), ("start_line", arrow.int64()), ("end_line", arrow.int64())]
    kinds = {
        "text": text,
        "json": text,  # free-form values, as JSON text
        "integer": arrow.int64(),
        "texts": arrow.list_(text),
        "messages": turns("role", "content"),
        "reasoned messages": turns("role", "content", "reasoning_content"),
        "turns": turns("from", "value"),
        "places": arrow.list_(arrow.struct([*place, ("pages", arrow.list_(arrow.int64()))])),
    }
    return arrow.schema([(name, kinds[kind]) for name, kind in columns.items()])


def arrow_package() -> Any:
    try:
        import pyarrow
    except ImportError:
        raise UserError("Parquet and lance files need the package pyarrow.", "pip install pyarrow") from None
    return pyarrow


def fitted(row: Mapping[str, Any], columns: Columns) -> dict[str, Any]:
    """A row as the columns take it: free-form values as JSON text."""
    values = {name: row.get(name) for name in columns}
    texts = {name: json.dumps(values[name], ensure_ascii=False) for name, kind in columns.items() if kind == "json"}
    return {**values, **texts}


def batches(columns: Columns, write: Any) -> tuple[Write, Any]:
    """A function that gathers rows, and one that writes what is left of them."""
    arrow, schema = arrow_package(), schema_of(columns)
    rows: list[dict[str, Any]] = []
    size = 0

    def flush() -> None:
        nonlocal size
        if rows:
            write(arrow.RecordBatch.from_pylist(rows, schema=schema))
        rows.clear()
        size = 0

    def take(row: dict[str, Any]) -> None:
        nonlocal size
        rows.append(fitted(row, columns))
        size += sum(len(value) for value in row.values() if isinstance(value, str)) + 1000
        if len(rows) >= BATCH or size > PAGE_BYTES:
            flush()

    return take, flush


@contextmanager
def open_parquet(path: Path, columns: Columns) -> Iterator[Write]:
    arrow_package()
    import pyarrow.parquet as parquet

    with made_whole(path) as partial, parquet.ParquetWriter(partial, schema_of(columns)) as writer:
        take, flush = batches(columns, writer.write_batch)
        yield take
        flush()


def read_parquet(path: Path) -> Iterator[dict[str, Any]]:
    arrow_package()
    import pyarrow.parquet as parquet

    for batch in parquet.ParquetFile(path).iter_batches():
        for row in batch.to_pylist():
            yield without_empty_fields(row)


def without_empty_fields(value: Any) -> Any:
    """A value without the fields that a struct column adds to those who lack them."""
    if isinstance(value, list):
        return [without_empty_fields(part) for part in value]
    if isinstance(value, dict):
        return {key: without_empty_fields(part) for key, part in value.items() if part is not None}
    return value


@contextmanager
def open_lance(path: Path, columns: Columns) -> Iterator[Write]:
    """A lance dataset, which is a folder; each batch is appended to it and the folder appears when it is complete."""
    lance = lance_package()
    schema = schema_of(columns)
    with made_whole(path) as partial:
        lance.write_dataset([], str(partial), schema=schema)
        take, flush = batches(columns, lambda batch: lance.write_dataset([batch], str(partial), schema=schema, mode="append"))
        yield take
        flush()


def lance_package() -> Any:
    try:
        import lance
    except ImportError:
        raise UserError("The format lance needs the package pylance.", "pip install pylance") from None
    return lance


def read_lance(path: Path) -> Iterator[dict[str, Any]]:
    for batch in lance_package().dataset(str(path)).to_batches():
        for row in batch.to_pylist():
            yield without_empty_fields(row)


PARQUET = Store(".parquet", open_parquet, read_parquet, "pyarrow")
LANCE = Store(".lance", open_lance, read_lance, "lance")
