"""Real Ray against the bare process: equal records, killed programs and workers, one and two workers.

usage: drive.py PROGRAM ROOM TEXTS, with the package below ROOM/site and texts as NDJSON
"""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

program, room, texts = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
BLOCKS = 8
site = room / "site"
# The program of the package is a script, which notes each start and lets some of them die.
script = f"""#!/bin/sh
echo $$ >> {room}/started
if [ -e {room}/deadly ]; then
    if mkdir {room}/killed-worker 2>/dev/null; then (sleep 0.5; kill -KILL $PPID) & fi
fi
exec {program} "$@"
"""
(site / "bin").mkdir(parents=True, exist_ok=True)
(site / "bin" / "metrics").write_text(script)
(site / "bin" / "metrics").chmod(0o755)
sys.path.insert(0, str(site))
os.environ["PYTHONPATH"] = str(site)
os.environ["RAY_DEDUP_LOGS"] = "0"

import ray  # noqa: E402

from code_metrics.ray import measure  # noqa: E402


def starts():
    log = room / "started"
    count = len(log.read_text().splitlines()) if log.exists() else 0
    log.unlink(missing_ok=True)
    return count


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


def compare(directory, expected):
    import pyarrow.parquet

    rows, found = 0, {}
    for part in Path(directory).glob("*.parquet"):
        for row in pyarrow.parquet.read_table(part).to_pylist():
            row["definitions"] = None if row["definitions"] is None else dict(row["definitions"])
            rows += 1
            found[row["path"]] = bare(row)
    assert rows == len(found) == len(expected), (rows, len(found), len(expected))
    different = [path for path, row in expected.items() if bare(row) != found[path]]
    assert not different, (len(different), bare(expected[different[0]]), found[different[0]])
    return rows


def written(dataset, name):
    measure(dataset).write_parquet(str(room / name))
    return room / name


with open(texts, "rb") as lines:
    command = [program, "stream", "--jobs", "1", "--quiet"]
    answers = subprocess.run(command, stdin=lines, stdout=subprocess.PIPE, check=True)
expected = {row["path"]: row for row in map(json.loads, answers.stdout.splitlines())}
with open(texts, encoding="utf-8") as lines:
    items = [json.loads(line) for line in lines]

took = {}
for workers in (1, 2):
    ray.init(num_cpus=workers, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    ray.data.DataContext.get_current().enable_progress_bars = False
    dataset = ray.data.from_items(items, override_num_blocks=BLOCKS).materialize()
    starts()
    start = time.time()
    directory = written(dataset, f"records-{workers}")
    took[workers] = time.time() - start
    count = starts()
    rows = compare(directory, expected)
    print(f"ok    {workers} workers: {took[workers]:.1f} s, {rows} records as the process gives them, {count} processes")
    assert count == BLOCKS, f"{count} processes for {BLOCKS} blocks"
    if workers == 2:
        (room / "deadly").touch()
        directory = written(dataset, "records-after-kills")
        (room / "deadly").unlink()
        assert (room / "killed-worker").exists()
        rows = compare(directory, expected)
        print(f"ok    a worker was killed: {rows} records, nothing lost or doubled, {starts()} processes")
    ray.shutdown()
print(f"      two workers take {took[2] / took[1]:.2f} of the time of one")
