"""Parquet in and out: rows of letters read a few at a time, and tables of counts."""

# PyArrow ships no types; what comes out of it is annotated here.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownParameterType=false, reportMissingTypeStubs=false

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import pyarrow
import pyarrow.parquet

from rettesnor.audit.letters import MAX_LETTER, TOO_LARGE
from rettesnor.audit.rows import COLUMNS, Row
from rettesnor.model import ContentError, Problem

AT_A_TIME = 4  # a text that stands once in the file may be that of every row, and is unpacked for each
MAX_GROUP = 2_000_000_000  # bytes of one row group, unpacked
WRITTEN_AT_A_TIME = 50_000
_TYPES: Mapping[type, pyarrow.DataType] = {str: pyarrow.string(), int: pyarrow.int64()}


def rows(path: Path) -> Iterator[Row | str]:
    """Each row, or why it is none. Raises ContentError when the file is none, or is packed so that it could fill the memory."""
    try:
        with pyarrow.parquet.ParquetFile(path, pre_buffer=False) as file:
            meta = file.metadata
            if any(meta.row_group(n).total_byte_size > MAX_GROUP for n in range(meta.num_row_groups)):
                raise _refused(
                    path, "Filens rækkegrupper (row groups) er over 2 GB. Skriv den med mindre grupper."
                )
            names = [name for name in COLUMNS if name in file.schema_arrow.names]
            if not {"text", "html", "path"} & set(names):
                raise _refused(path, "Filen skal have en kolonne, der hedder text, html eller path.")
            for batch in file.iter_batches(batch_size=AT_A_TIME, columns=names, use_threads=False):
                for cells in zip(*batch.columns, strict=True):
                    yield _row(batch.schema.names, cells)
    except (pyarrow.ArrowException, OSError, UnicodeDecodeError):
        raise _refused(path, "Filen kan ikke læses som Parquet. Er den hel?") from None


def _row(names: Iterable[str], cells: Iterable[pyarrow.Scalar]) -> Row | str:
    values: dict[str, object] = {}
    for name, cell in zip(names, cells, strict=True):
        if isinstance(cell, pyarrow.BinaryScalar) and cell.is_valid and cell.as_buffer().size > MAX_LETTER:
            return TOO_LARGE
        if pyarrow.types.is_timestamp(cell.type) and cell.type.unit == "ns":  # Python counts no nanoseconds
            cell = cell.cast(pyarrow.timestamp("us", cell.type.tz), safe=False)
        try:
            values[name] = cell.as_py()
        except (ValueError, OverflowError):  # no UTF-8, or a time that Python's calendar does not have
            if name != "sent":
                return f"Rækkens »{name}« kan ikke læses."
    return Row.of(values)


def row_count(path: Path) -> int:
    """How many rows a file says it has."""
    try:
        return int(pyarrow.parquet.read_metadata(path).num_rows)
    except (pyarrow.ArrowException, OSError):
        return 0


def write(path: Path, columns: Mapping[str, type], rows: Iterable[Sequence[object]]) -> None:
    """A table of text and whole numbers; the same rows give the same bytes."""
    schema = pyarrow.schema([(name, _TYPES[kind]) for name, kind in columns.items()])
    found = iter(rows)
    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while part := list(islice(found, WRITTEN_AT_A_TIME)):
            arrays = [
                pyarrow.array(values, field.type)
                for values, field in zip(zip(*part, strict=True), schema, strict=True)
            ]
            writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))


def _refused(path: Path, message: str) -> ContentError:
    return ContentError(Problem(path=str(path), message=message))
