#!/usr/bin/env python3
"""Compares `erosion` with SlopCodeBench's own implementation.

    ci/erosion_reference.py METRICS SLOP_CODE_BENCH DIRECTORY...

SLOP_CODE_BENCH is a checkout of https://github.com/SprocketLab/slop-code-bench (from June 2026 on, whose mass is that of
the paper), DIRECTORY has Python files. For each directory the complexities and lines that METRICS measures are given to
their `compute_mass_metrics`, which must come to the same number; exits with 1 if it does not. If tree-sitter-language-pack
and pydantic can be imported, their own symbols are measured too, and what these come to is printed
beside it: their decision points and lines are not ours.
"""

import csv
import importlib.util
import io
import math
import pathlib
import subprocess
import sys
import types


def their_mass(checkout):
    place = checkout / "src/slop_code/metrics/checkpoint/mass.py"
    spec = importlib.util.spec_from_file_location("mass", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.compute_mass_metrics


def their_symbols(checkout, directory):
    """Their measures of the functions below a directory; None if their reader cannot be loaded."""
    try:
        for name in ("slop_code", "slop_code.metrics", "slop_code.metrics.languages", "slop_code.metrics.languages.python"):
            package = types.ModuleType(name)  # without what their packages import beside it
            package.__path__ = [str(checkout / "src" / name.replace(".", "/"))]
            sys.modules.setdefault(name, package)
        from slop_code.metrics.languages.python.symbols import get_symbols
    except ImportError as error:
        return None, error
    symbols = []
    for path in sorted(directory.rglob("*.py")):
        symbols += [symbol.model_dump() for symbol in get_symbols(path)]
    return symbols, None


def run(metrics, directory, *options):
    command = [metrics, "analyze", "--no-cache", "--no-config", "--no-ignore", "--format", "csv", *options, "."]
    out = subprocess.run(command, cwd=directory, capture_output=True, text=True, check=True).stdout
    return list(csv.DictReader(io.StringIO(out)))


def main():
    metrics, checkout = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    mass, failed = their_mass(checkout), False
    for directory in map(pathlib.Path, sys.argv[3:]):
        rows = run(metrics, directory, "--by", "directory", "--depth", "1", "--metrics", "erosion", "--sort", "path")
        ours = float(next(row["erosion"] for row in rows if row["path"] == "."))
        functions = run(metrics, directory, "--metrics", "cyclomatic,loc")
        of_ours = [{"type": "function", "complexity": int(it["cyclomatic"]), "sloc": int(it["loc"])} for it in functions]
        theirs = mass(iter(of_ours))["mass.high_cc_pct"]
        is_same = math.isclose(ours, theirs, rel_tol=1e-12, abs_tol=1e-12)
        failed |= not is_same
        symbols, error = their_symbols(checkout, directory)
        own = f"not measured ({error})" if symbols is None else f"{mass(iter(symbols))['mass.high_cc_pct']:.4f}"
        verdict = "the same" if is_same else "DIFFERENT"
        print(f"{directory.name}: {len(functions)} functions, ours {ours:.6f}, theirs of ours {theirs:.6f}: {verdict}; theirs of theirs {own}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
