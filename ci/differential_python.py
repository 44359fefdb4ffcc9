#!/usr/bin/env python3
"""Compares `metrics` with radon and complexipy on composed programs, and shrinks those on which they differ.

    pip install radon==6.0.1 complexipy==8.3.0      # on CPython 3.13
    python ci/differential_python.py [--metrics BIN] [--count 100000] [--seed 0] [--keep DIRECTORY] [PATH...]

With paths the programs are statements of the files there in other layouts: line ends, comments, backslashes, semicolons.

Silent differences (status `complete`, other numbers) and valid programs that are `partial` are printed in their shortest
form, one for each kind; exit status 1 if there are any. Programs that the reference tools refuse are not counted.
What only CPython 3.14 has, which no reference tool runs on (PEP 750 and 758), must have the numbers of the same program in
the forms of 3.13.
"""

import argparse
import ast
import collections
import concurrent.futures
import contextlib
import io
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile
import warnings

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "testdata")]

import python_programs  # noqa: E402
import reference  # noqa: E402

BATCH = 250
LONGEST = 1500


def expected(path):
    """What the reference tools say of a file; None if one of them refuses it."""
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
            record = reference.record(path)
            del record["cognitive"]["max"]  # complexipy scores no function inside another by itself
            return record
    except (SyntaxError, ValueError, RecursionError, SystemError):
        return None


def measured(binary, folder):
    """What `metrics` says of the files in a folder, by name."""
    command = [binary, "analyze", "--no-cache", "--no-config", "--format", "ndjson", str(folder)]
    rows = map(json.loads, subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.splitlines())
    return {pathlib.Path(row["path"]).name: row for row in rows}


def differences(place, expected, found):
    if isinstance(expected, dict) and isinstance(found, dict):
        for key, value in expected.items():
            if key != "path":
                yield from differences(f"{place}.{key}", value, found.get(key))
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for one, other in zip(expected, found):
            yield from differences(f"{place}[]", one, other)
    elif not (expected == found or isinstance(expected, float | int) and isinstance(found, float | int)
              and math.isclose(expected, found, rel_tol=1e-12)):
        yield place, f"{found} (reference {expected})"


def verdict(expected, found):
    """The kind of a difference, with an example; None if there is none."""
    if expected is None:
        return None
    if found is None or found["status"] != "complete":
        return "partial", found and found.get("reason", found["status"])
    return next(differences("", expected, found), None)


def shrunk(text, kind, binary):
    """The shortest text found that still differs: lines, then pieces of lines are left out."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "p.py")

        def differs(candidate):
            path.write_bytes(candidate.encode())
            wanted = expected(path)
            if wanted is None:
                return False
            seen = verdict(wanted, measured(binary, folder).get("p.py"))
            return seen is not None and (seen[0] == "partial") == (kind == "partial")

        before = None
        while text != before:
            before = text
            text = fewer_lines(text, differs)
            text = smaller_nodes(text, differs)
    return text


def fewer_lines(text, differs):
    lines = text.splitlines(keepends=True)
    size = max(1, len(lines) // 2)
    while size:
        at = 0
        while at < len(lines):
            rest = lines[:at] + lines[at + size:]
            if rest and differs("".join(rest)):
                lines = rest
            else:
                at += size
        size //= 2
    return "".join(lines)


def smaller_nodes(text, differs):
    """Puts a name, or what it is made of, in the place of each expression, and `pass` in that of each statement."""
    again = True
    while again:
        again = False
        for candidate in candidates(text):
            if len(candidate) < len(text) and differs(candidate):
                text, again = candidate, True
                break
    return text


def candidates(text):
    data = text.encode()
    starts = [0]
    for line in data.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    place = lambda node: (starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset)
    nodes = [node for node in ast.walk(ast.parse(data)) if isinstance(node, ast.expr | ast.stmt | ast.pattern) and hasattr(node, "lineno")]
    for node in nodes:
        start, end = place(node)
        parts = [place(child) for child in ast.iter_child_nodes(node) if hasattr(child, "lineno")]
        for piece in [b"pass" if isinstance(node, ast.stmt) else b"a", *(data[a:b] for a, b in parts)]:
            yield (data[:start] + piece + data[end:]).decode(errors="replace")


def statements(paths):
    """The statements at the margin of the files below some paths, but for the long ones."""
    found = []
    for path in paths:
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            with contextlib.suppress(SyntaxError, ValueError, OSError, RecursionError):
                lines = file.read_text("utf-8").splitlines(keepends=True)
                for node in ast.parse("".join(lines)).body:
                    first = min([node.lineno, *(it.lineno for it in getattr(node, "decorator_list", []))])
                    found.append("".join(lines[first - 1:node.end_lineno]))
    return sorted({text if text.endswith("\n") else text + "\n" for text in found if len(text) < LONGEST})


def compose(seed, texts):
    return python_programs.relaid(seed, texts) if texts else python_programs.program(seed)



def batch(binary, texts, first, count):
    """How many programs were comparable, how many of them partial, and those that differ."""
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + count):
            pathlib.Path(folder, f"p{seed}.py").write_bytes(compose(seed, texts).encode())
            pathlib.Path(folder, f"n{seed}.py").write_bytes(python_programs.newest(compose(seed, texts)).encode())
        found, seen, wrong = measured(binary, folder), 0, []
        for seed in range(first, first + count):
            path = pathlib.Path(folder, f"p{seed}.py")
            wanted = expected(path)
            seen += wanted is not None
            outcome = verdict(wanted, found.get(path.name)) or verdict(wanted, found.get(f"n{seed}.py"))
            if outcome:
                wrong.append((seed, *outcome))
    return seen, wrong


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--metrics", default=str(HERE.parent / "target/release/metrics"))
    options.add_argument("--count", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--jobs", type=int, default=os.cpu_count())
    options.add_argument("--show", type=int, default=20, help="how many programs are shrunk and printed")
    options.add_argument("--keep", type=pathlib.Path, help="where the shrunk programs are written")
    options.add_argument("paths", nargs="*", type=pathlib.Path)
    opt = options.parse_args()
    texts = statements(opt.paths)
    seen, wrong = 0, []
    starts = range(opt.seed, opt.seed + opt.count, BATCH)
    with concurrent.futures.ProcessPoolExecutor(opt.jobs) as pool:
        for counted, some in pool.map(batch, [opt.metrics] * len(starts), [texts] * len(starts), starts, [BATCH] * len(starts)):
            seen, wrong = seen + counted, wrong + some
    kinds = collections.Counter(kind for _, kind, _ in wrong)
    print(f"{seen} of {opt.count} programs compared, {len(wrong) - kinds['partial']} silent differences, {kinds['partial']} partial")
    shown = set()
    for seed, kind, what in sorted(wrong, key=lambda row: row[1] == "partial"):
        if len(shown) >= opt.show:
            break
        text = shrunk(compose(seed, texts), kind, opt.metrics)
        if text not in shown:
            shown.add(text)
            print(f"--- seed {seed}{kind if kind != 'partial' else ' partial'}: {what}\n{text}")
            if opt.keep:
                opt.keep.mkdir(parents=True, exist_ok=True)
                (opt.keep / f"p{seed}.py").write_bytes(text.encode())
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
