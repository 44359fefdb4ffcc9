"""The columns of a table of records, for Spark and for Arrow: those of the record, with the functions as an array.

What a row does not have is null. Written as JSON lines, such a table is what ``metrics check --records`` reads.
"""

from __future__ import annotations

import os
import stat
from itertools import islice
from typing import TYPE_CHECKING, Any, Dict, Iterable, Iterator, List, Mapping, Optional, Sequence, Union

from code_metrics._records import Row
from code_metrics._stream import MAX_FILE_SIZE, Text, measure_texts

if TYPE_CHECKING:
    import pyarrow

Kind = Union[str, List[Any], Dict[str, Any]]
"""A type of Spark, an array of one, or a struct."""

_CELL: Dict[str, Kind] = {**dict.fromkeys(("cell", "cell_line", "file_line", "file_end_line"), "bigint")}
_PLACE: Dict[str, Kind] = {
    **dict.fromkeys(("depth", "line", "column", "end_line", "start_byte", "end_byte"), "bigint"),
    **_CELL,
}
_NAMES: Dict[str, Kind] = {"name": "string", "qualified_name": "string"}
_HALSTEAD: Dict[str, Kind] = {
    **dict.fromkeys(("distinct_operators", "distinct_operands", "total_operators", "total_operands"), "bigint"),
    **dict.fromkeys(("vocabulary", "length"), "bigint"),
    **dict.fromkeys(("calculated_length", "volume", "difficulty", "effort", "time", "bugs"), "double"),
}
_FUNCTION: Dict[str, Kind] = {
    **_NAMES,
    "kind": "string",
    **_PLACE,
    "cyclomatic": "bigint",
    "cyclomatic_rank": "string",
    **dict.fromkeys(("cyclomatic_mccabe", "cyclomatic_modified", "cognitive"), "bigint"),
    "halstead": _HALSTEAD,
    **dict.fromkeys(("parameters", "nesting", "loc"), "bigint"),
}
_CLASS: Dict[str, Kind] = {
    **_NAMES,
    **_PLACE,
    **dict.fromkeys(("cyclomatic", "cyclomatic_max", "weighted_methods", "methods"), "bigint"),
}
_SUPPRESSION: Dict[str, Kind] = {
    "line": "bigint",
    **_CELL,
    "form": "string",
    "metrics": ["string"],
    "reason": "string",
    "scope": "string",
    "first": "bigint",
    "count": "bigint",
}
COLUMNS: Dict[str, Kind] = {
    "schema_version": "bigint",
    "path": "string",
    "status": "string",
    "reason": "string",
    "detail": "string",
    "language": "string",
    "dialect": "string",
    "definitions": "map<string,bigint>",
    "parse_errors": "bigint",
    "parse_error": {**dict.fromkeys(("line", "column", "bytes"), "bigint"), **_CELL},
    "raw": dict.fromkeys(("loc", "lloc", "sloc", "comments", "single_comments", "multi", "blank"), "bigint"),
    "cyclomatic": {
        **dict.fromkeys(("module", "total"), "bigint"),
        **dict.fromkeys(("average", "mean"), "double"),
        "max": "bigint",
    },
    "cognitive": {"module": "bigint", "total": "bigint", "mean": "double", "max": "bigint", "sonar_file": "bigint"},
    "halstead": _HALSTEAD,
    "maintainability": "double",
    "maintainability_rank": "string",
    "functions": [_FUNCTION],
    "classes": [_CLASS],
    "judging": {"suppressions": [_SUPPRESSION], "bodies": ["string"]},
    "extra": "string",
}
"""Name and type of each column."""

ROWS = 500
"""Rows that are handed on at a time."""


def ddl(columns: Mapping[str, Kind] = COLUMNS) -> str:
    """The columns as Spark writes a schema."""
    return ", ".join(f"`{name}` {_spark(kind)}" for name, kind in columns.items())


def _spark(kind: Kind) -> str:
    if isinstance(kind, list):
        return f"array<{_spark(kind[0])}>"
    if isinstance(kind, dict):
        return "struct<" + ", ".join(f"`{name}`: {_spark(inner)}" for name, inner in kind.items()) + ">"
    return kind


def arrow(columns: Mapping[str, Kind] = COLUMNS) -> pyarrow.Schema:
    """The columns as a schema of Arrow."""
    import pyarrow

    return pyarrow.schema([(name, _arrow(kind)) for name, kind in columns.items()])


def _arrow(kind: Kind) -> pyarrow.DataType:
    import pyarrow

    if isinstance(kind, list):
        return pyarrow.list_(_arrow(kind[0]))
    if isinstance(kind, dict):
        return pyarrow.struct([(name, _arrow(inner)) for name, inner in kind.items()])
    if kind == "map<string,bigint>":
        return pyarrow.map_(pyarrow.string(), pyarrow.int64())
    return {"string": pyarrow.string(), "bigint": pyarrow.int64(), "double": pyarrow.float64()}[kind]


def measured(
    batches: Iterable[pyarrow.RecordBatch],
    text: Optional[str],
    extra: Optional[str],
    max_file_size: int,
    options: Sequence[str],
) -> Iterator[pyarrow.RecordBatch]:
    """Measures a partition in one process of the program: batches with the columns ``path``, ``text`` and ``extra``."""
    import pyarrow

    schema = arrow()
    texts = _texts(batches, text is not None, extra is not None, max_file_size)
    rows = measure_texts(texts, jobs=1, max_file_size=max_file_size, options=options)
    while some := [_flat(row) for row in islice(rows, ROWS)]:
        yield pyarrow.RecordBatch.from_pylist(some, schema=schema)


def _texts(
    batches: Iterable[pyarrow.RecordBatch], has_text: bool, has_extra: bool, most: int
) -> Iterator[Text]:
    for batch in batches:
        for at in range(batch.num_rows):
            path = batch.column("path")[at].as_py() or ""
            content = batch.column("text")[at].as_py() if has_text else _content(path, most)
            rest = (batch.column("extra")[at].as_py(),) if has_extra else ()
            yield (path, content, *rest)  # type: ignore[misc]


def _content(path: str, most: int) -> Union[bytes, OSError]:
    """What a regular file holds, no more of it than tells that it is too large, or why it cannot be read."""
    try:
        # A pipe would wait for whoever writes to it.
        if not stat.S_ISREG(os.stat(path).st_mode):
            return OSError("not a regular file")
        with open(path, "rb") as file:
            return file.read(most + 1)
    except OSError as error:
        return error
    except ValueError as error:
        return OSError(str(error))


def _flat(row: Row) -> Any:
    """The row as a table has it: Arrow takes pairs for a map."""
    definitions = row.get("definitions")
    return {**row, "definitions": definitions and list(definitions.items())}
