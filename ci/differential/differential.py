"""Compares `metrics` with its reference tools on scripts: composed ones, or files that are named.

usage: differential.py METRICS [--language js|jsx|ts|tsx]... [--seed N] [--count N] [--batch N] [--jobs N] [--rows] [PATH...]

Programs are composed by generate.py; splice.mjs makes others of files that are at hand, to be named here. Composed programs
that differ are taken apart into their statements, and the shortest that still differ are printed. With
`--rows` it prints for each named file the line of `expected.jsonl` that tests/parity.rs reads. Exit status: 0 if nothing
differs and at most 1 in 200 programs is partial, 1 otherwise, 2 if something could not run.
"""

import argparse
import concurrent.futures
import functools
import itertools
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile

import generate

HERE = pathlib.Path(__file__).resolve().parent
HOME = pathlib.Path(os.environ.get("METRICS_DIFFERENTIAL", pathlib.Path.home() / ".cache/metrics-differential"))
SUFFIXES = {"js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts"}
MOST_PARTIAL = 1 / 200
BOM = b"\xef\xbb\xbf"
SHOWN = 20


def lines(command, **options):
    """The JSON objects that a command prints, by their paths. Through a file: Node.js cuts long lines in pipes."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
        subprocess.run([str(word) for word in command], stdout=out, **options)
        out.seek(0)
        return {row["path"]: row for row in map(json.loads, out)}


def references(files):
    """The rows that the reference tools give, in the names of the record."""
    modules = {"REFERENCE_MODULES": str(HOME / "node_modules")}
    scores = listed(["node", "--max-old-space-size=4000", HERE / "reference.mjs"], files, env=os.environ | modules)
    taken = [file for file in files if "refused" not in scores[str(file)]]
    tokens = listed([HOME / "venv/bin/python", HERE / "halstead.py"], taken)
    refused = {file: {"path": file.name, "refused": row["refused"]} for file in files if "refused" in (row := scores[str(file)])}
    return {file: refused.get(file) or reference(file, scores[str(file)], tokens[str(file)]["halstead"]) for file in files}


def listed(command, files, **options):
    """What a command prints that takes the name of a list of files."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listing:
        listing.write("".join(f"{file}\n" for file in files))
        listing.flush()
        return lines([*command, listing.name], **options)


def reference(file, scores, tokens):
    data = file.read_bytes()
    text = data.removeprefix(BOM)
    offsets = byte_offsets(text.decode("utf-8", "replace"), len(data) - len(text))
    functions = [
        {"end_byte": offsets[row["end"]]} | {key: row[key] for key in ("end_line", "depth", "cyclomatic", "cyclomatic_modified", "cognitive")}
        for row in scores["functions"]
    ]
    index = maintainability(scores, tokens)
    return {
        "path": file.name, "raw": scores["raw"],
        "cyclomatic": {"module": scores["module"]}, "cognitive": {"sonar_file": scores["sonar_file"]},
        "functions": functions, "halstead": tokens, "maintainability": index,
        "maintainability_rank": "A" if index > 19 else "B" if index > 9 else "C",
    }


def byte_offsets(text, at):
    """For each offset in UTF-16 units that in bytes, of a text that begins at a byte."""
    offsets = []
    for character in text:
        width = len(character.encode("utf-8", "surrogatepass"))
        offsets += [at] * (2 if width == 4 else 1)
        at += width
    return [*offsets, at]


def maintainability(scores, tokens):
    """Radon's formula on what the reference tools say."""
    vocabulary = tokens["distinct_operators"] + tokens["distinct_operands"]
    length = tokens["total_operators"] + tokens["total_operands"]
    raw = scores["raw"]
    volume = length * math.log(vocabulary) / math.log(2) if vocabulary > 1 else 0
    if volume <= 0 or raw["lloc"] <= 0:
        return 100.0
    total = scores["module"] + sum(row["cyclomatic"] - row["isField"] for row in scores["functions"])
    percent = 100 * (raw["comments"] + raw["multi"]) / raw["sloc"] if raw["sloc"] else 0
    bonus = 50 * math.sin(math.sqrt(2.46 * math.radians(percent)))
    index = 171 - 5.2 * math.log(volume) - 0.23 * total - 16.2 * math.log(raw["lloc"]) + bonus
    return min(max(0.0, index * 100 / 171), 100.0)


def records(metrics, files):
    command = [metrics, "analyze", "--no-cache", "--no-config", "--max-file-size", "64MiB", "--format", "ndjson", "--paths-from", "-"]
    run = subprocess.run(command, input="".join(f"{file}\n" for file in files), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    if not run.stdout:
        sys.exit(2)
    found = {record["path"]: record for record in map(json.loads, run.stdout.splitlines())}
    return {file: found.get(str(file), {"status": "missing"}) for file in files}


def difference(place, expected, found):
    """The first difference between what is expected and what was found beside more."""
    if isinstance(expected, dict):
        pairs = [(f"{place}.{key}", value, found.get(key)) for key, value in expected.items() if key != "path"]
    elif isinstance(expected, list):
        if len(expected) != len(found or []):
            return f"{place}: {len(found or [])} (reference {len(expected)})"
        pairs = [(f"{place}[{at}]", *pair) for at, pair in enumerate(zip(expected, found))]
    elif isinstance(expected, float):
        is_same = isinstance(found, (int, float)) and math.isclose(expected, found, rel_tol=1e-12, abs_tol=1e-12)
        return None if is_same else f"{place}: {found} (reference {expected})"
    else:
        return None if expected == found else f"{place}: {found} (reference {expected})"
    return next(filter(None, (difference(*pair) for pair in pairs)), None)


def compare(metrics, files):
    """For each file that the reference tools take: its status, and the first difference."""
    expected = references(files)
    files = [file for file in files if "refused" not in expected[file]]
    found = records(metrics, files) if files else {}
    def ordered(functions):
        return sorted(functions, key=lambda row: (row["end_byte"], row["cyclomatic"], row["cognitive"] is not None))
    results = {}
    for file in files:
        if found[file]["status"] == "missing":
            continue
        if "functions" not in found[file]:
            results[file] = (found[file]["status"], None)
            continue
        for row in expected[file], found[file]:
            row["functions"] = ordered(row["functions"])
        results[file] = (found[file]["status"], difference("", expected[file], found[file]))
    return results


def is_bad(result):
    return result[0] != "complete" or result[1] is not None


def composed(metrics, suffix, seeds):
    with tempfile.TemporaryDirectory() as folder:
        return composed_in(pathlib.Path(folder), metrics, suffix, seeds)


def composed_in(folder, metrics, suffix, seeds):
    """Compares programs; gives how many were compared, partial and silently different, and the statements to blame."""
    programs = {folder / f"{seed}.{suffix}": generate.program(seed, suffix) for seed in seeds}
    for file, statements in programs.items():
        file.write_text("".join(statements))
    results = compare(metrics, list(programs))
    bad = [file for file, result in results.items() if is_bad(result)]
    pieces = {folder / f"{file.stem}_{at}.{suffix}": text for file in bad for at, text in enumerate(programs[file])}
    for piece, text in pieces.items():
        piece.write_text(text)
    blamed = {piece.stem: (result, pieces[piece]) for piece, result in compare(metrics, list(pieces)).items() if is_bad(result)} if pieces else {}
    for file in bad:
        if not any(name.startswith(f"{file.stem}_") for name in blamed):
            blamed[file.stem] = (results[file], "".join(programs[file]))
    partial = sum(status != "complete" for status, _ in results.values())
    silent = sum(status == "complete" and note is not None for status, note in results.values())
    return len(results), partial, silent, blamed


def run(options):
    failed = False
    for suffix in options.language or ["js", "jsx", "ts", "tsx"]:
        total, partial, silent, blamed = 0, 0, 0, {}
        batches = itertools.batched(range(options.seed, options.seed + options.count), options.batch)
        with concurrent.futures.ProcessPoolExecutor(options.jobs) as pool:
            outcomes = list(pool.map(functools.partial(composed, options.metrics, suffix), batches))
        for counts in outcomes:
            total, partial, silent = total + counts[0], partial + counts[1], silent + counts[2]
            blamed |= counts[3]
        print(f"{suffix}: {total} of {options.count} programs compared, {partial} partial, {silent} silently different")
        for name, ((status, note), text) in sorted(blamed.items(), key=lambda row: len(row[1][1]))[:SHOWN]:
            print(f"-- {name}: {status}, {note}\n{text.rstrip()}")
        failed |= silent > 0 or partial > total * MOST_PARTIAL
    return failed


def named(options):
    found = (path for name in options.paths for path in ([name] if name.is_file() else sorted(name.rglob("*"))))
    files = [path for path in found if path.is_file() and path.suffix[1:] in SUFFIXES]
    if options.rows:
        for row in references(files).values():
            print(json.dumps(row))
        return False
    results = compare(options.metrics, files)
    bad = {file: result for file, result in results.items() if is_bad(result)}
    for file, (status, note) in bad.items():
        print(f"{file}: {status}, {note}")
    print(f"{len(results)} of {len(files)} files compared, {len(bad)} partial or different")
    return bool(bad)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("metrics", help="the program to test")
    parser.add_argument("--language", action="append", choices=("js", "jsx", "ts", "tsx"))
    parser.add_argument("--seed", type=int, default=0, help="the first program")
    parser.add_argument("--count", type=int, default=1000, help="how many programs per language")
    parser.add_argument("--batch", type=int, default=1000, help="how many of them per process")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many processes of each tool at once")
    parser.add_argument("--rows", action="store_true", help="print the reference rows of the named files")
    parser.add_argument("paths", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    sys.exit(named(options) if options.paths else run(options))


if __name__ == "__main__":
    main()
