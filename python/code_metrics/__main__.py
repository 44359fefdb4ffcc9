"""``python -m code_metrics``: the program, in the place of this process where the system can do that."""

from __future__ import annotations

import os
import sys

from code_metrics._program import ProgramNotFound, program, run


def main() -> int:
    """Runs the program with the arguments of this process, and returns its exit status if it comes back."""
    try:
        path = os.fspath(program())
    except ProgramNotFound as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    if sys.platform == "win32":
        # Windows starts a new process instead, and the shell would not wait for that one.
        try:
            return run(sys.argv[1:]).returncode
        except KeyboardInterrupt:
            return 130
    os.execv(path, [path, *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
