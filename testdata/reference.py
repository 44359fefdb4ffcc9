#!/usr/bin/env python3
"""Writes python/expected.jsonl: the numbers that the reference tools give for the samples.

Each line is a part of the record that `metrics analyze` must print for a file, in the same order and with the same
names; `tests/parity.rs` compares it. A file that the reference tools refuse has their reason in `refused` instead.

    pip install radon==6.0.1 complexipy==8.3.0      # on CPython 3.13: the numbers depend on its ast
    python testdata/reference.py
"""

import ast
import json
import pathlib
import sys
import tokenize
import warnings

import complexipy
import radon.complexity
import radon.metrics
import radon.raw
import radon.visitors

HALSTEAD = {"h1": "distinct_operators", "h2": "distinct_operands", "N1": "total_operators", "N2": "total_operands"}
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def halstead(report):
    return {HALSTEAD.get(name, name): value for name, value in report._asdict().items()}


def definitions(tree):
    """Every function and class with its qualified name and the number of functions around it, in document order."""
    found, waiting = [], [(tree, (), 0)]
    while waiting:
        node, names, depth = waiting.pop()
        if isinstance(node, DEFINITIONS):
            names = (*names, node.name)
            found.append((node, ".".join(names), depth))
            depth += not isinstance(node, ast.ClassDef)
        waiting += [(child, names, depth) for child in ast.iter_child_nodes(node)]
    return sorted(found, key=lambda row: (row[0].lineno, row[0].col_offset))


def row(node, name, depth):
    return {
        "name": node.name, "qualified_name": name, "depth": depth,
        "line": node.lineno, "column": node.col_offset, "end_line": node.end_lineno,
    }


def parameters(arguments):
    alone = [arguments.vararg, arguments.kwarg]
    return len(arguments.posonlyargs + arguments.args + arguments.kwonlyargs) + sum(a is not None for a in alone)


def blocks(visitor):
    """Radon's blocks by position; it does not see all of them."""
    found, waiting = {}, [*visitor.functions, *visitor.classes]
    while waiting:
        block = waiting.pop()
        found[block.lineno, block.col_offset] = block
        if isinstance(block, radon.visitors.Function):
            waiting += block.closures
        else:
            waiting += [*block.methods, *block.inner_classes]
    return found


def cognitive(path, count):
    """Scores of the outermost functions and of the module; markers that switch functions off are not obeyed."""
    scores = complexipy.file_complexity(str(path), with_plans=False, no_ignore=True).functions
    assert len(scores) == count, (path, len(scores), count)
    script = complexipy.file_complexity(str(path), with_plans=False, no_ignore=True, check_script=True).functions
    module = [row.complexity for row in script if row.name == "<module>"]
    return [row.complexity for row in scores], module[-1] if module else 0


def complexity(visitor, functions, classes):
    seen = blocks(visitor)
    for node, row in functions + classes:
        block = seen.get((node.lineno, node.col_offset))
        if block is None:
            continue
        row["cyclomatic"] = block.complexity
        if isinstance(block, radon.visitors.Class):
            row["weighted_methods"] = block.real_complexity


def record(path):
    tree = ast.parse(path.read_bytes())
    with tokenize.open(path) as file:
        text = file.read()
    functions, classes = [], []
    for node, name, depth in definitions(tree):
        (classes if isinstance(node, ast.ClassDef) else functions).append((node, row(node, name, depth)))
    visitor = radon.visitors.ComplexityVisitor.from_code(text)
    complexity(visitor, functions, classes)
    for node, its_row in functions:
        its_row["parameters"] = parameters(node.args)
    outermost = [its_row for _, its_row in functions if its_row["depth"] == 0]
    counted = radon.metrics.h_visit(text)
    assert [name for name, _ in counted.functions] == [its_row["name"] for its_row in outermost], path
    for its_row, (_, report) in zip(outermost, counted.functions):
        its_row["halstead"] = halstead(report)
    scores, module = cognitive(path, len(outermost))
    for its_row, score in zip(outermost, scores):
        its_row["cognitive"] = score
    result = {"path": path.name}
    try:
        result["raw"] = radon.raw.analyze(text)._asdict()
        result["maintainability"] = radon.metrics.mi_visit(text, multi=True)
        result["maintainability_rank"] = radon.metrics.mi_rank(result["maintainability"])
    except SyntaxError as error:
        print(f"{path.name}: no raw metrics: {error}", file=sys.stderr)
    return result | {
        "cyclomatic": {"module": visitor.complexity, "total": visitor.total_complexity},
        "cognitive": {"module": module, "total": module + sum(scores), "max": max(scores, default=0)},
        "halstead": halstead(counted.total),
        "functions": [its_row for _, its_row in functions],
        "classes": [its_row for _, its_row in classes],
    }


def main():
    warnings.simplefilter("ignore")
    folder = pathlib.Path(__file__).parent / "python"
    with open(folder / "expected.jsonl", "w") as out:
        for path in sorted(folder.glob("*.py")):
            try:
                result = record(path)
            except (SyntaxError, ValueError) as error:
                result = {"path": path.name, "refused": f"{type(error).__name__}: {error}"}
            out.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
