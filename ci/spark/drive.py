"""Real Spark against the bare process: equal records, killed workers, one and two workers, many small texts.

usage: drive.py PROGRAM ROOM TEXTS, with the package below ROOM/site and texts as NDJSON
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from room import KILL_PROGRAM, KILL_WORKER, answered, compare, install, starts

program, room, texts = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
small = int(os.environ.get("METRICS_SMALL_TEXTS", "1000000"))
site = install(program, room, [KILL_PROGRAM, KILL_WORKER])
os.environ["PYSPARK_PYTHON"] = sys.executable

from pyspark.sql import SparkSession  # noqa: E402
from pyspark.sql import functions as F  # noqa: E402

from code_metrics.spark import measure  # noqa: E402


def session(workers):
    builder = SparkSession.builder.master(f"local[{workers},4]").appName("metrics")
    options = {
        "spark.ui.enabled": "false",
        "spark.driver.memory": "1g",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "500",
        "spark.log.level": "OFF",
        "spark.sql.files.maxPartitionBytes": "16m",
        "spark.local.dir": str(room / "spark"),
    }
    for name, value in options.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def rows_of(directory):
    for part in directory.glob("part-*"):
        for line in part.open(encoding="utf-8"):
            yield json.loads(line)


sources = list((site / "code_metrics").glob("*.py"))
engine = [source for source in sources if source.name in ("spark.py", "ray.py", "_columns.py")]
assert len(engine) == 3
for source in engine:
    for word in ("collect(", "toPandas", "toLocalIterator", "udf", "take_all", "to_pandas"):
        assert word not in source.read_text(encoding="utf-8"), (source, word)
print("ok    nothing is collected, and no function is called row by row")

start = time.time()
expected = answered(program, texts)
alone = time.time() - start
assert len(expected) >= 5000 or "METRICS_FEW" in os.environ, len(expected)
print(f"      the process alone, one job: {alone:.1f} s for {len(expected)} texts")

took = {}
for workers in (1, 2):
    spark = session(workers)
    table = spark.read.schema("path string, text string").json(texts).where("text is not null").repartition(8)
    starts(room)
    start = time.time()
    measure(table).write.mode("overwrite").json(str(room / "records"))
    took[workers] = time.time() - start
    count = starts(room)
    spark.stop()
    assert count == 8, f"{count} processes for 8 partitions"
    rows = compare(rows_of(room / "records"), expected)
    print(f"ok    {workers} workers: {took[workers]:.1f} s, {rows} records as the process gives them, {count} processes for 8 partitions")
start = time.time()
with open(texts, "rb") as lines:
    subprocess.run([program, "stream", "--jobs", "2", "--quiet"], stdin=lines, stdout=subprocess.DEVNULL, check=True)
both = time.time() - start
print(f"      two workers take {took[2] / took[1]:.2f} of the time of one, two jobs of the process {both / alone:.2f}")

spark = session(2)
(room / "deadly").touch()
starts(room)
table = spark.read.schema("path string, text string").json(texts).repartition(8)
measure(table).write.mode("overwrite").json(str(room / "records"))
(room / "deadly").unlink()
count = starts(room)
assert (room / "killed-program").exists() and (room / "killed-worker").exists()
rows = compare(rows_of(room / "records"), expected)
print(f"ok    a program and a worker were killed: {rows} records, nothing lost or doubled, {count} processes")

# The workers read the files themselves, and a column comes back beside each of them.
paths = spark.createDataFrame([(path, f"r{number % 7}") for number, path in enumerate([*expected, "away.py"])], ["p", "r"])
measure(paths.repartition(4), path="p", text=None, extra="r").write.mode("overwrite").json(str(room / "records"))
away = {"schema_version": 2, "path": "away.py", "status": "skipped", "reason": "unreadable"}
away["detail"] = "No such file or directory"
with_extra = {path: {**row, "extra": f"r{number % 7}"} for number, (path, row) in enumerate([*expected.items(), ("away.py", away)])}
rows = compare(rows_of(room / "records"), with_extra)
print(f"ok    text=None and extra: {rows} records of files that the workers read, each with its own")
nulls = spark.createDataFrame([("a.py", None, "x"), ("b.py", "x = 1\n", None)], "path string, text string, extra string")
found = {row["path"]: (row["status"], row["reason"], row["extra"]) for row in measure(nulls, extra="extra").toLocalIterator()}
assert found == {"a.py": ("skipped", "bad_input", "x"), "b.py": ("complete", None, None)}, found
print("ok    a text that is null costs its row")

start = time.time()
table = spark.range(small).select(
    F.concat(F.lit("pkg/m"), F.col("id").cast("string"), F.lit(".py")).alias("path"),
    F.concat(F.lit("def f(a, b):\n    return a or b or "), F.col("id").cast("string"), F.lit("\n")).alias("text"),
)
measured = measure(table.repartition(16))
total = measured.selectExpr("cyclomatic.total as total", "size(functions) as functions").agg(
    F.count("*"), F.sum("total"), F.sum("functions")
)
rows, cyclomatic, functions = total.first()
spark.stop()
assert (rows, functions) == (small, small) and cyclomatic == small * 3, (rows, cyclomatic, functions)
import resource  # noqa: E402

peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
print(f"ok    {small} small texts: {time.time() - start:.1f} s, the largest process took {peak} MiB")
