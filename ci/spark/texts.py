"""The Python files of directories as lines of a stream: texts.py DIRECTORY…"""

import json
import sys
from pathlib import Path

for directory in sys.argv[1:]:
    for path in sorted(Path(directory).rglob("*.py")):
        try:
            print(json.dumps({"path": str(path), "text": path.read_bytes().decode("utf-8")}))
        except (OSError, UnicodeDecodeError):
            continue
