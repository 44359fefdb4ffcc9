"""Real Ray against the bare process: equal records, killed programs and workers, one and two workers.

usage: drive.py PROGRAM ROOM TEXTS, with the package below ROOM/site and texts as NDJSON
"""

import json
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "spark"))
from room import KILL_WORKER, answered, compare, install, starts  # noqa: E402

program, room, texts = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
BLOCKS = 8
install(program, room, [KILL_WORKER])
os.environ["RAY_DEDUP_LOGS"] = "0"

import ray  # noqa: E402

from code_metrics.ray import measure  # noqa: E402


def rows_of(directory):
    import pyarrow.parquet

    for part in directory.glob("*.parquet"):
        for row in pyarrow.parquet.read_table(part).to_pylist():
            row["definitions"] = None if row["definitions"] is None else dict(row["definitions"])
            yield row


def written(dataset, name):
    measure(dataset).write_parquet(str(room / name))
    return room / name


expected = answered(program, texts)
with open(texts, encoding="utf-8") as lines:
    items = [json.loads(line) for line in lines]

took = {}
for workers in (1, 2):
    ray.init(num_cpus=workers, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    ray.data.DataContext.get_current().enable_progress_bars = False
    dataset = ray.data.from_items(items, override_num_blocks=BLOCKS).materialize()
    starts(room)
    start = time.time()
    directory = written(dataset, f"records-{workers}")
    took[workers] = time.time() - start
    count = starts(room)
    rows = compare(rows_of(directory), expected)
    print(f"ok    {workers} workers: {took[workers]:.1f} s, {rows} records as the process gives them, {count} processes")
    assert count == BLOCKS, f"{count} processes for {BLOCKS} blocks"
    if workers == 2:
        (room / "deadly").touch()
        directory = written(dataset, "records-after-kills")
        (room / "deadly").unlink()
        assert (room / "killed-worker").exists()
        rows = compare(rows_of(directory), expected)
        print(f"ok    a worker was killed: {rows} records, nothing lost or doubled, {starts(room)} processes")
    ray.shutdown()
print(f"      two workers take {took[2] / took[1]:.2f} of the time of one")
