"""Complexity metrics of Python, JavaScript and TypeScript, measured by the ``metrics`` program of this distribution.

The package holds no metric: it finds the program that was installed with it, and runs it.

    >>> import code_metrics
    >>> code_metrics.run(["check", "src"]).returncode
    0
    >>> for record in code_metrics.measure(["src"]):
    ...     print(record["path"], record["status"])

:func:`measure` and :func:`measure_texts` give the records of files and of texts while they are measured.
``code_metrics.spark`` and ``code_metrics.ray`` do the same for tables.

On the command line ``python -m code_metrics check src`` is the same as ``metrics check src``, for environments whose
scripts are not on the path.
"""

from code_metrics._program import DISTRIBUTION, ProgramNotFound, program, run, version
from code_metrics._records import Class, Function, Record, Row, Skipped
from code_metrics._stream import MeasuringFailed, measure, measure_texts

__all__ = [
    "DISTRIBUTION",
    "Class",
    "Function",
    "MeasuringFailed",
    "ProgramNotFound",
    "Record",
    "Row",
    "Skipped",
    "measure",
    "measure_texts",
    "program",
    "run",
    "version",
]
