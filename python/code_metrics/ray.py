"""Datasets of texts, or of paths, measured where Ray has them.

    >>> from code_metrics.ray import measure
    >>> measure(ray.data.read_parquet("texts")).write_parquet("records")

Each block is measured by one process, which is fed while its rows are read: nothing is collected, and a task that is lost
is tried again as any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Iterator, Optional, Sequence

from code_metrics._columns import arrow, measured
from code_metrics._stream import MAX_FILE_SIZE

if TYPE_CHECKING:
    import pyarrow
    from ray.data import Dataset


def measure(
    dataset: Dataset,
    path: str = "path",
    text: Optional[str] = "text",
    *,
    extra: Optional[str] = None,
    max_file_size: int = MAX_FILE_SIZE,
    options: Sequence[str] = (),
    **ray_options: Any,
) -> Dataset:
    """A dataset with a row for each row of ``dataset``, with the columns of a record.

    ``path`` and ``text`` name its columns: of names, whose suffixes tell the languages, and of texts, as strings or as
    bytes. With ``text=None`` the paths are those of files, which the workers read. ``extra`` names a column of strings
    that comes back as it is, such as the repository of a file. A text that could not be measured is a row with the status
    ``skipped``. ``options`` are those of ``metrics stream``; what else is given goes to ``map_batches``.
    """

    def block(table: pyarrow.Table) -> Iterator[pyarrow.Table]:
        import pyarrow

        wanted = {"path": table.column(path)}
        if text is not None:
            wanted["text"] = table.column(text)
        if extra is not None:
            wanted["extra"] = table.column(extra)
        batches = pyarrow.table(wanted).to_batches()
        if not batches:
            yield arrow().empty_table()
        for batch in measured(batches, text, extra, max_file_size, list(options)):
            yield pyarrow.Table.from_batches([batch])

    return dataset.map_batches(block, batch_format="pyarrow", batch_size=None, **ray_options)
