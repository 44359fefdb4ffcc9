#!/usr/bin/env python3
"""Holds `cyclomatic_mccabe` against ruff's C901, function by function, and says where the package mccabe differs from it.

Needs ruff 0.17.6 and, for the second half, mccabe 0.7.0 in the Python that runs this, which has to know the syntax of the
files. Status 1 if a function differs from ruff, or from mccabe for a reason that is not known.

usage: differential_mccabe.py --metrics PROGRAM --ruff PROGRAM [--mccabe FILES] FOLDER...
"""

import argparse
import ast
import collections
import json
import pathlib
import random
import re
import subprocess
import sys
import warnings

COMPLEX = re.compile(r"`(.*)` is too complex \((\d+) > 0\)")


def of_metrics(program, folder):
    """{file: {(line, name): value}} of every function, and the files that are only partly understood."""
    command = [program, "analyze", "--format", "json", "--no-cache", "--top", "all", "--no-ignore", "--include-generated", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True)
    if done.returncode not in (0, 2):
        sys.exit(done.stderr.decode())
    document = json.loads(done.stdout)
    all, partial = {}, set()
    for file in document["files"]:
        path = file["path"].removeprefix("./")
        if not path.endswith(".py"):
            continue
        all[path] = {(it["line"], it["name"]): it["cyclomatic_mccabe"] for it in file["functions"]}
        if file.get("parse_errors"):
            partial.add(path)
    return all, partial


def of_ruff(program, folder, files):
    """The same of ruff, and the files that it cannot parse."""
    options = ["--isolated", "--no-cache", "--ignore-noqa", "--select", "C901", "--output-format", "json-lines", "--target-version", "py314"]
    all, broken = collections.defaultdict(dict), set()
    for at in range(0, len(files), 500):
        command = [program, "check", *options, "--config", "lint.mccabe.max-complexity=0", *files[at : at + 500]]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        for line in done.stdout.splitlines():
            told = json.loads(line)
            path = str(pathlib.Path(told["filename"]).relative_to(pathlib.Path(folder).resolve()))
            if told["code"] != "C901":
                broken.add(path)
                continue
            name, value = COMPLEX.match(told["message"]).groups()
            all[path][(told["location"]["row"], name)] = int(value)
    return all, broken


def of_mccabe(path):
    """The same of the package mccabe, of one file; a function in a function has no value of its own there."""
    import mccabe

    tree = ast.parse(path.read_bytes())
    visitor = mccabe.PathGraphingAstVisitor()
    visitor.preorder(tree, visitor)
    graphs = visitor.graphs.values()
    return {(graph.lineno, graph.entity.rsplit(".", 1)[-1]): graph.complexity() for graph in graphs if "Loop" not in graph.entity}


def by_rule(statements):
    """What mccabe adds for statements, as docs/metrics/cyclomatic_mccabe.md says it: a `try` counts as if it had an `else`,
    and nobody looks into `finally`, `except*` and `match`."""
    points = 0
    for it in statements:
        blocks = [getattr(it, name, []) for name in ("body", "orelse")]
        match it:
            case ast.If() | ast.For() | ast.AsyncFor() | ast.While() | ast.FunctionDef() | ast.AsyncFunctionDef():
                points += 1 + sum(map(by_rule, blocks))
            case ast.Try():
                points += 1 + len(it.handlers) + sum(map(by_rule, [*blocks, *(handler.body for handler in it.handlers)]))
            case ast.With() | ast.AsyncWith() | ast.ClassDef():
                points += sum(map(by_rule, blocks))
    return points


def causes(function):
    """Why the two may differ in a function."""
    for it in ast.walk(function):
        match it:
            case ast.Try(orelse=[]):
                yield "`try` without `else`"
            case ast.Match():
                yield "`match`"
            case ast.TryStar():
                yield "`except*`"
        if isinstance(it, ast.Try) and it.finalbody:
            yield "`finally`"


def beside_mccabe(folder, files, ours):
    """Functions that were compared, those that differ by their causes, those that no rule explains."""
    compared, different, unexplained, by_cause = 0, 0, [], collections.Counter()
    for name in files:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                path = pathlib.Path(folder) / name
                theirs, tree = of_mccabe(path), ast.parse(path.read_bytes())
        except (SyntaxError, ValueError, RecursionError):
            continue
        for function in ast.walk(tree):
            if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
                continue
            key = (function.lineno, function.name)
            if key not in theirs or key not in ours[name]:
                continue
            compared += 1
            if theirs[key] != 1 + by_rule(function.body):
                unexplained.append(f"  {folder}/{name}:{key[0]} {key[1]}: {ours[name][key]}, mccabe {theirs[key]}, by the rules {1 + by_rule(function.body)}")
            if theirs[key] != ours[name][key]:
                different += 1
                by_cause.update(set(causes(function)) or {"no known cause"})
    told = ", ".join(f"{cause} {count}" for cause, count in by_cause.most_common())
    print(f"{folder}: {len(files)} files, {compared} functions beside mccabe, {different} differ ({told}); {len(unexplained)} are not explained")
    print(*unexplained, sep="\n", end="\n" if unexplained else "")
    return len(unexplained) + by_cause["no known cause"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--metrics", required=True)
    parser.add_argument("--ruff", required=True)
    parser.add_argument("--mccabe", type=int, default=0, help="so many files of each folder, at random")
    parser.add_argument("folders", nargs="+")
    options = parser.parse_args()
    program = str(pathlib.Path(options.metrics).resolve())
    differences = 0
    for folder in options.folders:
        ours, partial = of_metrics(program, folder)
        files = sorted(ours)
        theirs, broken = of_ruff(options.ruff, folder, files)
        compared = [path for path in files if path not in broken]
        different = 0
        for path in compared:
            mine, ruff = ours[path], theirs.get(path, {})
            for key in sorted(mine.keys() | ruff.keys()):
                if mine.get(key) != ruff.get(key):
                    different += 1
                    note = ", partly understood" if path in partial else ""
                    print(f"  {folder}/{path}:{key[0]} {key[1]}: {mine.get(key)}, ruff {ruff.get(key)}{note}")
        functions = sum(len(ours[path]) for path in compared)
        print(f"{folder}: {len(compared)} files, {functions} functions, {different} differ from ruff; {len(broken)} files that ruff cannot parse")
        differences += different
        if options.mccabe:
            some = random.Random(1).sample(compared, min(options.mccabe, len(compared)))
            differences += beside_mccabe(folder, some, ours)
    sys.exit(1 if differences else 0)


main()
