"""Texts and files measured by the program, whose records are read while it works."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import tempfile
import threading
from collections import deque
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, Iterable, Iterator, Sequence, Tuple, Union

from code_metrics._program import program
from code_metrics._records import Row

MAX_FILE_SIZE = 1 << 20
"""Bytes of the largest text that is measured where nothing else is said."""

Content = Union[str, bytes, OSError, None]
"""A text; or why there is none, or that there is none."""

Text = Union[Tuple[str, Content], Tuple[str, Content, Any]]
"""A name, whose suffix tells the language, and a text; perhaps with something that is handed back as ``extra``."""


class MeasuringFailed(RuntimeError):
    """The program ended before it had answered everything; the message is what it said."""


def measure(
    paths: Iterable[str | os.PathLike[str]], *, options: Sequence[str] = ()
) -> Iterator[Row]:
    """Measures files and directories, as ``metrics analyze`` does: with configurations, ignore files and the cache.

    The rows come in the order of the paths. A file that could not be measured is a row with the status ``skipped``.
    ``options`` are those of ``metrics analyze``, such as ``["--no-config", "--jobs", "4"]``.

    Raises :class:`MeasuringFailed` if there is nothing to measure, or an option is wrong.
    """
    listed = [os.fspath(path) for path in paths]
    if not listed:
        return
    with _Run(["analyze", "--quiet", "--format", "ndjson", *options, "--", *listed]) as run:
        yield from run.rest()


def measure_texts(
    texts: Iterable[Text],
    *,
    jobs: int | None = None,
    max_file_size: int = MAX_FILE_SIZE,
    options: Sequence[str] = (),
) -> Iterator[Row]:
    """Measures texts, which are drawn from the iterable while the program works: one row for each, in their order.

    Neither the texts nor the rows are held. The iterable is drawn from in the thread that draws the rows. A text of
    bytes need not be UTF-8. One above ``max_file_size`` bytes is a row with the status ``skipped``, and so are ``None``
    (with the reason ``bad_input``) and an :class:`OSError`, which stands for a file that could not be read (with the
    reason ``unreadable``). ``options`` are those of ``metrics stream``.

    Raises :class:`MeasuringFailed` if the program ended before it had answered every text.
    """
    command = ["stream", "--quiet", "--max-file-size", str(max_file_size), *options]
    if jobs is not None:
        command += ["--jobs", str(jobs)]
    # What is to come: an answer of the program, or a row that is known already.
    due: deque[Row | None] = deque()
    with _Run(command, takes_texts=True) as run:
        for text in texts:
            line, row = _line(text, max_file_size)
            if line:
                run.write(line)
            due.append(row)
            yield from run.ready(due)
        run.end()
        yield from run.ready(due, wait=True)
        run.finish()


def _line(text: Text, most: int) -> tuple[bytes, Row | None]:
    """What the program is asked, or the row of a text that it is not asked about. It says itself that one is missing."""
    path, content = text[0], text[1]
    line: dict[str, Any] = {"path": path}
    if len(text) > 2:
        line["extra"] = text[2]
    if isinstance(content, OSError):
        return b"", _skipped(line, "unreadable", content.strerror or str(content))
    if content is not None and len(content) > most:
        units = "bytes" if isinstance(content, bytes) else "characters"
        return b"", _skipped(line, "too_large", f"{len(content)} {units}, limit {most} bytes")
    if isinstance(content, bytes):
        line["base64"] = base64.b64encode(content).decode("ascii")
    elif content is not None:
        line["text"] = content
    return json.dumps(line, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n", None


def _skipped(line: dict[str, Any], reason: str, detail: str) -> Row:
    """The row of a text that the program is not asked about."""
    row: Any = {"schema_version": 2, "path": line["path"], "status": "skipped", "reason": reason, "detail": detail}
    if "extra" in line:
        row["extra"] = line["extra"]
    return row


class _Run:
    """A process of the program. Where it takes texts, a thread of its own draws its rows, so that writing to it never
    waits for reading; else its rows wait in the pipe until somebody wants them."""

    def __init__(self, arguments: Sequence[str], takes_texts: bool = False) -> None:
        self._said = tempfile.TemporaryFile()
        self._rows: SimpleQueue[bytes | None] = SimpleQueue()
        self._process = subprocess.Popen(
            [os.fspath(program()), *arguments],
            stdin=subprocess.PIPE if takes_texts else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._said,
            bufsize=1 << 16,
        )
        self._reader = threading.Thread(target=self._read, daemon=True) if takes_texts else None
        if self._reader is not None:
            self._reader.start()

    def __enter__(self) -> _Run:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends the process if somebody has seen enough, or failed."""
        if self._process.poll() is None:
            self._process.kill()
        self._close_input()
        if self._reader is not None:
            self._reader.join()
        self._process.wait()
        self._process.stdout.close()  # type: ignore[union-attr]
        self._said.close()

    def _read(self) -> None:
        for line in self._process.stdout:  # type: ignore[union-attr]
            self._rows.put(line)
        self._rows.put(None)

    def write(self, line: bytes) -> None:
        try:
            self._process.stdin.write(line)  # type: ignore[union-attr]
        except BrokenPipeError:
            self._fail()

    def end(self) -> None:
        """Says that no more texts come."""
        try:
            self._process.stdin.close()  # type: ignore[union-attr]
        except BrokenPipeError:
            self._fail()

    def _close_input(self) -> None:
        if self._process.stdin is not None:
            try:
                self._process.stdin.close()
            except OSError:
                pass

    def ready(self, due: deque[Row | None], wait: bool = False) -> Iterator[Row]:
        """The rows that are due next, as far as they are there, or all of them."""
        while due:
            row = due[0]
            if row is None:
                try:
                    line = self._rows.get(block=wait)
                except Empty:
                    return
                if line is None:
                    self._fail()
                row = json.loads(line)
            due.popleft()
            yield row

    def rest(self) -> Iterator[Row]:
        """All rows to the end of a process that takes no texts."""
        for line in self._process.stdout:  # type: ignore[union-attr]
            yield json.loads(line)
        self.finish()

    def finish(self) -> None:
        """Waits for the end of the process, which must have done its job."""
        if self._process.wait() != 0:
            self._fail()

    def _fail(self) -> None:
        status = self._process.wait()
        self._said.seek(0)
        said = self._said.read().decode("utf-8", "replace").strip()
        raise MeasuringFailed(said or f"the program ended with status {status} before it had answered everything")
