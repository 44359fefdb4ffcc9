"""What the drives of Spark and of Ray share: a package whose program notes its starts, and equal records."""

import json
import os
import re
import subprocess
import sys

KILL_WORKER = "if mkdir {room}/killed-worker 2>/dev/null; then (sleep 0.5; kill -KILL $PPID) & fi"
KILL_PROGRAM = 'if mkdir {room}/killed-program 2>/dev/null; then exec timeout -s KILL 0.5 {program} "$@"; fi'


def install(program, room, deaths):
    """Puts a script in the place of the program of the package: it notes each start, and dies while `deadly` is there."""
    site = room / "site"
    lines = "\n".join(f"    {death.format(room=room, program=program)}" for death in deaths)
    script = f'#!/bin/sh\necho $$ >> {room}/started\nif [ -e {room}/deadly ]; then\n{lines}\nfi\nexec {program} "$@"\n'
    (site / "bin").mkdir(parents=True, exist_ok=True)
    (site / "bin" / "metrics").write_text(script)
    (site / "bin" / "metrics").chmod(0o755)
    sys.path.insert(0, str(site))
    os.environ["PYTHONPATH"] = str(site)
    return site


def starts(room):
    """How often the program was started since the last question."""
    log = room / "started"
    count = len(log.read_text().splitlines()) if log.exists() else 0
    log.unlink(missing_ok=True)
    return count


def answered(program, texts):
    """The rows of the bare process, by path."""
    command = [program, "stream", "--jobs", "1", "--quiet"]
    with open(texts, "rb") as lines:
        answers = subprocess.run(command, stdin=lines, stdout=subprocess.PIPE, check=True)
    return {row["path"]: row for row in map(json.loads, answers.stdout.splitlines())}


def bare(value):
    """Without nulls, and what a person is told: the number of a bad line is another one in each process, and a text that
    is too large is not handed to the program, which would tell its size in other units."""
    if isinstance(value, dict):
        value = {name: bare(inner) for name, inner in value.items() if inner is not None}
        if "detail" in value:
            value["detail"] = re.sub(r"^line \d+", "line N", value["detail"])
        if value.get("reason") == "too_large":
            del value["detail"]
        return value
    if isinstance(value, list):
        return [bare(inner) for inner in value]
    return value


def compare(written, expected):
    """The rows that were written are those of the process: as many, and each the same. Returns how many."""
    rows, found = 0, {}
    for row in written:
        rows += 1
        found[row["path"]] = bare(row)
    assert rows == len(found) == len(expected), (rows, len(found), len(expected))
    different = [path for path, row in expected.items() if bare(row) != found[path]]
    assert not different, (len(different), bare(expected[different[0]]), found[different[0]])
    return rows
