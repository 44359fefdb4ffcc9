#!/usr/bin/env python3
"""Compares `coverage` and `crap` with a reference that is computed from what the coverage tools say of each function.

    ci/coverage_reference.py METRICS [DIRECTORY]

Fetches three Python packages from PyPI and three JavaScript packages from npm, runs the tests that come with them under
coverage.py and under nyc, and computes each function's lines from coverage.py's own table of functions and from
Istanbul's own map of functions (the innermost function around the place of each statement). Then `metrics analyze
--coverage` is asked for the same, once for each package and once for each pair of a Python and a JavaScript package. Needs
python3 with venv, node and npm, and access to both registries. Exits with 1 if a function differs or is not found.
"""

import json
import math
import pathlib
import subprocess
import sys

PYTHON = {"idna": "3.10", "itsdangerous": "2.2.0", "cachetools": "5.5.0"}
SCRIPTS = {"qs": "6.13.0", "minimist": "1.2.8", "object-inspect": "1.13.2"}
TOOLS = ["coverage==7.6.10", "pytest==8.3.4", "freezegun==1.5.1"]
RUNNERS = ["nyc@17.1.0", "tape@5.9.0"]


def run(*command, cwd, check=True):
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    if check and done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return done.stdout


def python_report(room, name, version):
    """Runs the tests of a package from PyPI; its sources, and the report."""
    place = room / f"{name}-{version}"
    venv = room / "venv"
    if not venv.exists():
        run(sys.executable, "-m", "venv", str(venv), cwd=room)
        run(venv / "bin/pip", "-q", "install", *TOOLS, cwd=room)
    if not place.exists():
        run(venv / "bin/pip", "-q", "download", "--no-binary", ":all:", "--no-deps", f"{name}=={version}", cwd=room)
        run("tar", "xzf", f"{name}-{version}.tar.gz", cwd=room)
    source = next(it for it in (place / "src" / name, place / "src", place / name) if it.exists())
    environment = ["env", f"PYTHONPATH={source.parent if source.name == name else source}"]
    tests = [*environment, venv / "bin/coverage", "run", "--branch", f"--include={source}/*", "-m", "pytest", "-q", "tests"]
    print(f"{name}: {run(*tests, cwd=place).strip().splitlines()[-1]}")
    run(venv / "bin/coverage", "json", "-q", "-o", "coverage.json", cwd=place)
    return place, place / "coverage.json"


def script_report(room, name, version):
    """The same of a package from npm."""
    place = room / "js" / "node_modules" / name
    if not (room / "js/node_modules/.bin/nyc").exists():
        (room / "js").mkdir(exist_ok=True)
        (room / "js/package.json").write_text("{}")
        packages = [f"{name}@{version}" for name, version in SCRIPTS.items()]
        run("npm", "install", "--silent", *RUNNERS, *packages, "has-tostringtag", "for-each", "es-value-fixtures",
            "has-bigints", "has-symbols", "iconv-lite", "error-cause", "string.prototype.repeat", "safer-buffer", "has-override-mistake", "mock-property",
            "has-property-descriptors", "functions-have-names", "global", "make-arrow-function", "qs-iconv", "side-channel",
            cwd=room / "js")
    nyc = ["npx", "nyc", "--reporter=json", "--silent=false", f"--cwd={place}", "--exclude=test/**", "--exclude=coverage/**",
           "--exclude=dist/**", "--exclude=example/**", "--exclude=.nyc_output/**", "--cache=false", "--exclude-node-modules=false"]
    done = run(*nyc, "npx", "tape", "test/*.js", cwd=place, check=False)
    print(f"{name}: {[line for line in done.splitlines() if line.startswith('# ')][-3:]}")
    return place, place / "coverage/coverage-final.json"


def of_python(report):
    """What coverage.py's table says of each function: by file and first line, the lines and those that ran."""
    for path, file in json.loads(report.read_text())["files"].items():
        for name, function in file["functions"].items():
            if name:
                name = name.split("@")[0]
                run, missing = len(function["executed_lines"]), len(function["missing_lines"])
                yield path, name, function.get("start_line"), run + missing, run


def of_scripts(report):
    """What Istanbul's map says of each function: the lines on which its own statements begin, and those that ran."""
    # a column that is null is the end of the line
    at = lambda point: (point["line"], math.inf if point["column"] is None else point["column"])
    for path, file in json.loads(report.read_text()).items():
        places = {key: (at(it["loc"]["start"]), at(it["loc"]["end"])) for key, it in file["fnMap"].items()}
        lines = {key: {} for key in places}
        for statement, place in file["statementMap"].items():
            start = at(place["start"])
            around = [key for key, (first, last) in places.items() if first <= start < last]
            if around:
                own = max(around, key=lambda key: places[key][0])
                line = lines[own]
                line[start[0]] = line.get(start[0], False) or file["s"][statement] > 0
        for key, it in file["fnMap"].items():
            ran = lines[key].values()
            yield path, (at(it["decl"]["start"]), places[key]), len(ran), sum(ran)


def crap(cyclomatic, lines, ran):
    return cyclomatic**2 * (1 - ran / lines) ** 3 + cyclomatic


def ours(metrics, room, places, reports):
    """The functions that we measure below some places, by their absolute paths."""
    joined = ",".join(map(str, reports))
    out = run(metrics, "analyze", "--no-cache", "--no-config", "--no-ignore", "--format", "ndjson", "--coverage", joined,
              *places, cwd=room)
    rows = (json.loads(line) for line in out.splitlines())
    return {str((room / row["path"]).resolve()): row["functions"] for row in rows if row.get("functions")}


def close(one, other):
    return one is not None and math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)


def compare_python(known, report, place):
    same, differ = 0, []
    for path, name, start, lines, ran in of_python(report):
        path = str((place / path).resolve())
        candidates = [it for it in known.get(path, []) if it["qualified_name"] == name]
        if start is not None and len(candidates) > 1:
            candidates = [it for it in candidates if it["line"] <= start <= it["end_line"]]
        # of functions with one name, overloads for example, the table has the last one
        judge(candidates[-1:], path, name, lines, ran, differ)
        same += 1
    return same, differ


def compare_scripts(known, report, place):
    same, differ = 0, []
    for path, (decl, (first, last)), lines, ran in of_scripts(report):
        path = str(pathlib.Path(path).resolve())
        candidates = [it for it in known.get(path, []) if it["end_line"] == last[0] and it["line"] <= first[0]
                      and it["line"] >= decl[0] - 1]
        candidates.sort(key=lambda it: (-it["line"], abs(it["column"] - decl[1])))
        judge(candidates[:1], path, f"{decl}", lines, ran, differ)
        same += 1
    return same, differ


def judge(candidates, path, name, lines, ran, differ):
    if not candidates:
        differ.append(f"{path} {name}: not found")
        return
    it = candidates[0]
    if lines == 0:
        if "crap" in it:
            differ.append(f"{path}:{it['line']} {name}: no lines of its own, ours {it['coverage']}")
        return
    expected = crap(it["cyclomatic"], lines, ran)
    if not close(it.get("crap"), expected) or not close(it.get("coverage"), 100 * ran / lines):
        differ.append(f"{path}:{it['line']} {name}: {ran}/{lines} is {expected}, ours {it.get('coverage')} {it.get('crap')}")


def main():
    metrics = pathlib.Path(sys.argv[1]).resolve()
    room = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else "coverage-reference").resolve()
    room.mkdir(exist_ok=True)
    failed, seen = 0, []
    for packages, reported, compare in ((PYTHON, python_report, compare_python), (SCRIPTS, script_report, compare_scripts)):
        for name, version in packages.items():
            place, report = reported(room, name, version)
            seen.append((f"{name} {version}", place, report, compare))
    for pair in [[it] for it in seen] + list(zip(seen, seen[len(PYTHON):])):
        known = ours(metrics, room, [it[1] for it in pair], [it[2] for it in pair])
        for name, place, report, compare in pair:
            functions, differ = compare(known, report, place)
            together = "" if len(pair) == 1 else ", in a run of both languages"
            print(f"{name}{together}: {functions} functions, {len(differ)} differ")
            print(*(f"  {line}" for line in differ), sep="\n", end="\n" if differ else "")
            failed += len(differ)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
