"""Prints the script of the GitLab job with its inputs put in, as a shell would get it: gitlab.py FILE [NAME=VALUE]…

The interpolation is GitLab's: `$[[ inputs.NAME ]]` is the value that the including file gives, or the default.
"""

import re
import sys

import yaml

specification, jobs = yaml.safe_load_all(open(sys.argv[1], encoding="utf-8"))
inputs = {name: given["default"] for name, given in specification["spec"]["inputs"].items()}
for given in sys.argv[2:]:
    name, _, value = given.partition("=")
    assert name in inputs, f"no input {name}"
    inputs[name] = value


def interpolated(text: str) -> str:
    return re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda match: inputs[match[1]], text)


(job,) = jobs.values()
assert job["artifacts"]["reports"]["codequality"] == "gl-code-quality-report.json"
assert job["variables"]["METRICS_CACHE_DIR"].removeprefix("$CI_PROJECT_DIR/") + "/" in job["cache"]["paths"]
print("\n".join(interpolated(line) for line in job["script"]))
