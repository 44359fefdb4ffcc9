"""Complexity metrics of Python, JavaScript and TypeScript, measured by the ``metrics`` program of this distribution.

The package holds no metric: it finds the program that was installed with it, and runs it.

    >>> import code_metrics
    >>> code_metrics.run(["check", "src"]).returncode
    0

On the command line ``python -m code_metrics check src`` is the same as ``metrics check src``, for environments whose
scripts are not on the path.
"""

from code_metrics._program import DISTRIBUTION, ProgramNotFound, program, run, version

__all__ = ["DISTRIBUTION", "ProgramNotFound", "program", "run", "version"]
