"""Tables of texts, or of paths, measured where Spark has them.

    >>> from code_metrics.spark import measure
    >>> measured = measure(spark.read.parquet("texts"))
    >>> measured.selectExpr("path", "explode(functions) as function").where("function.cyclomatic > 10")

Each partition is measured by one process, which is fed while its rows are read: nothing is collected, and a task that is
lost is tried again as any other. ``measured.write.json("records")`` gives what ``metrics check --records`` judges.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterator, Optional, Sequence

from code_metrics._columns import ddl, measured
from code_metrics._stream import MAX_FILE_SIZE

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

SCHEMA = ddl()
"""The columns of what :func:`measure` gives."""


def measure(
    df: DataFrame,
    path: str = "path",
    text: Optional[str] = "text",
    *,
    extra: Optional[str] = None,
    max_file_size: int = MAX_FILE_SIZE,
    options: Sequence[str] = (),
) -> DataFrame:
    """A table with a row for each row of ``df``, with the columns of :data:`SCHEMA`.

    ``path`` and ``text`` name its columns: of names, whose suffixes tell the languages, and of texts, as strings or as
    bytes. With ``text=None`` the paths are those of files, which the workers read. ``extra`` names a column of strings
    that comes back as it is, such as the repository of a file. A text that could not be measured is a row with the status
    ``skipped``. ``options`` are those of ``metrics stream``.
    """
    columns = [df[path].cast("string").alias("path")]
    if text is not None:
        columns.append(df[text].alias("text"))
    if extra is not None:
        columns.append(df[extra].cast("string").alias("extra"))
    arguments = (text, extra, max_file_size, list(options))

    def partition(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        return measured(batches, *arguments)

    return df.select(*columns).mapInArrow(partition, SCHEMA)
