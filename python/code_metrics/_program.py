"""Where the program is that was installed with this package, and how it is run."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any, Iterator, Sequence

DISTRIBUTION = "code-metrics"
"""Name of the distribution, as package indexes know it."""

_NAME = "metrics.exe" if sys.platform == "win32" else "metrics"


class ProgramNotFound(FileNotFoundError):
    """The package is there without its program: it was copied, or imported from a checkout.

    The message names the places that were searched and what to do about it.
    """


def version() -> str:
    """The version of the installed distribution, which is that of the program.

    Raises :class:`importlib.metadata.PackageNotFoundError` if the package is not installed.
    """
    return metadata.version(DISTRIBUTION)


def program() -> Path:
    """The absolute path of the program that was installed with this package.

    Only the program of this distribution is ever found: nothing is searched on ``PATH``, where another program of the
    same name may lie.

    Raises :class:`ProgramNotFound` if there is none.
    """
    searched = []
    for place in _places():
        if place.is_file():
            return place
        searched.append(str(place))
    where = ", ".join(searched) or "no installed files are recorded"
    raise ProgramNotFound(
        f"the program of {DISTRIBUTION} is not installed ({where}): "
        f"install it with `{sys.executable} -m pip install --force-reinstall {DISTRIBUTION}`"
    )


def run(arguments: Sequence[str | os.PathLike[str]], **options: Any) -> subprocess.CompletedProcess[Any]:
    """Runs ``metrics`` with these arguments and waits for its end.

    The options are those of :func:`subprocess.run`. A status other than 0 is no error: 1 says that a limit is broken,
    2 that the program could not do its job; ``check=True`` makes exceptions of them.

    Raises :class:`ProgramNotFound` if the program is not installed.
    """
    return subprocess.run([os.fspath(program()), *map(os.fspath, arguments)], **options)


def _places() -> Iterator[Path]:
    """Where an installer may have put the program, likeliest first.

    The record of the installed files knows best. ``pip install --target`` moves them after it was written: there the
    program is below the directory that holds the package.
    """
    for file in _recorded():
        if file.name == _NAME:
            yield Path(os.path.abspath(file.locate()))
    beside = Path(__file__).resolve().parent.parent
    for directory in ("bin", "Scripts"):
        yield beside / directory / _NAME


def _recorded() -> Sequence[metadata.PackagePath]:
    try:
        return metadata.files(DISTRIBUTION) or ()
    except metadata.PackageNotFoundError:
        return ()
