"""Holds action.yml against what GitHub takes from a composite action: action.py FILE

Every step either uses an action at a version or runs a script of this repository in a shell that is named; what it is
given exists; no input gets into the text of a script, where it could end it.
"""

import pathlib
import re
import sys

import yaml

file = pathlib.Path(sys.argv[1])
action = yaml.safe_load(file.read_text(encoding="utf-8"))
steps = action["runs"]["steps"]
assert action["runs"]["using"] == "composite"
for step in steps:
    name = step["name"]
    if "uses" in step:
        assert re.fullmatch(r"[\w-]+(/[\w-]+)+@v\d+", step["uses"]), name
    else:
        assert step["shell"] == "bash", name
        assert "${{" not in step["run"], f"{name}: an expression in a script"
        for script in re.findall(r"GITHUB_ACTION_PATH/([\w/-]+)", step["run"]):
            assert (file.parent / script).is_file(), f"{name}: {script} is missing"

text = file.read_text(encoding="utf-8")
assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(action["inputs"]), "inputs used and inputs declared"
assert set(re.findall(r"steps\.([\w-]+)\.", text)) <= {step.get("id") for step in steps}, "a step that there is not"
assert set(re.findall(r"steps\.check\.outputs\.(\w+)", text)) == {"status", "sarif"}, "an output that there is not"
