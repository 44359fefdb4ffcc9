"""What big-code-analysis counts of Halstead's in scripts.

usage: halstead.py LIST      LIST names a file with one path per line; prints one JSON object per line
"""

import json
import pathlib
import sys

import big_code_analysis

LANGUAGES = {"ts": "typescript", "mts": "typescript", "cts": "typescript", "tsx": "tsx"}
NAMES = {
    "unique_operators": "distinct_operators", "unique_operands": "distinct_operands",
    "total_operators": "total_operators", "total_operands": "total_operands",
}

for path in map(pathlib.Path, pathlib.Path(sys.argv[1]).read_text().splitlines()):
    language = LANGUAGES.get(path.suffix[1:].lower(), "javascript")
    counts = big_code_analysis.analyze_source(path.read_bytes(), language)["metrics"]["halstead"]
    print(json.dumps({"path": str(path), "halstead": {ours: counts[theirs] for theirs, ours in NAMES.items()}}))
