"""Halstead's counts of the files of a list, as one JSON document: `metrics compare-tools` runs it."""

import json
import sys

import big_code_analysis

LANGUAGES = {
    "js": "javascript",
    "mjs": "javascript",
    "cjs": "javascript",
    "jsx": "javascript",
    "ts": "typescript",
    "mts": "typescript",
    "cts": "typescript",
    "tsx": "tsx",
}


def counts(path):
    """Counts of one file, or why there are none."""
    try:
        with open(path, "rb") as file:
            space = big_code_analysis.analyze_source(file.read(), LANGUAGES[path.rsplit(".", 1)[1].lower()])
        return space["metrics"]["halstead"]
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


with open(sys.argv[1], encoding="utf-8") as paths:
    json.dump({path: counts(path) for path in json.load(paths)}, sys.stdout)
