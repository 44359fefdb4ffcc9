"""Changes the measuring core in one place at a time, and says which changes no test noticed; see ci/mutants/run.

All changes and all tests stand in one program (weave.py), so that a change costs a run of it and not a build. Each test is
run once without a change, and notes which changes it comes upon: these alone it is asked about. One counts as noticed if a
test panics, even where that is caught, does not end, or takes more memory than there is.
"""

import argparse
import collections
import concurrent.futures
import functools
import hashlib
import itertools
import json
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time

import weave

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MODULES = ["measure", "judge", "baseline", "compare", "summary"]
# Tests of whole files; those of the modules, and all others of the measuring core, stand in the sources.
WHOLE = ["records", "naming", "comments", "explain", "python", "parity", "compat", "languages"]
MEMORY = 3 << 30
# CPU seconds of a test: those that are below the same one are run together, the cheapest first.
PRICES = [0.03, 0.1, 0.3, 1, 3, 1000]
MOST = 0.05


def listed(memory):
    """The changes as cargo-mutants names them, by number from 1; asked again where a source is another one."""
    sources = sorted(path for module in MODULES for path in (ROOT / "src" / module).glob("**/*.rs"))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    place = memory / f"list-{digest}.json"
    if not place.is_file():
        place.write_bytes(asked_for())
    return dict(enumerate(json.loads(place.read_text()), 1))


def asked_for():
    files = [word for module in MODULES for word in ("--file", f"src/{module}/**")]
    command = ["cargo", "mutants", "--list", "--json", "--no-config", *files]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout


def names(mutants):
    """A name for each change that edits elsewhere do not move: file, what is done, and which of several such it is."""
    seen, result = collections.Counter(), {}
    for number, mutant in mutants.items():
        what = re.sub(r"^\S+:\d+:\d+: ", "", mutant["name"])
        seen[mutant["file"], what] += 1
        count = seen[mutant["file"], what]
        result[number] = (mutant["file"], what if count == 1 else f"{what} #{count}")
    return result


class Tree:
    """A copy of the sources that holds the changes; all else is the tree itself."""

    def __init__(self, place, target, mutants):
        self.place, self.target, self.mutants = place, target, mutants
        self.place.mkdir(parents=True, exist_ok=True)
        for entry in ROOT.iterdir():
            link = self.place / entry.name
            if entry.name not in ("src", "target", ".git") and not link.is_symlink():
                link.symlink_to(entry)
        kept = {path.relative_to(ROOT) for path in (ROOT / "src").rglob("*") if path.is_file()}
        for path in list(self.place.glob("src/**/*")):
            if path.is_file() and path.relative_to(self.place) not in kept:
                path.unlink()
        for path in kept:
            write(self.place / path, (ROOT / path).read_bytes())

    def weave(self, dropped):
        """Writes all changes but those of `dropped`, and returns the numbers of those that it wrote."""
        by_file, woven = collections.defaultdict(dict), set()
        for number, mutant in self.mutants.items():
            by_file[mutant["file"]][number] = mutant
        for file, mutants in by_file.items():
            weaver = weave.Weaver((ROOT / file).read_bytes())
            tried = set(mutants) - dropped
            for number in sorted(tried):
                weaver.add(number, mutants[number])
            woven |= tried - set(weaver.refused)
            write(self.place / file, weaver.written().encode())
        root = pathlib.Path("src/lib.rs")
        whole = [f'#[cfg(test)]\n#[path = "../{path_of(name)}"]\nmod {whole_of(name)};\n' for name in WHOLE]
        added = [weave.ASKED, "#[cfg(test)]\nextern crate self as code_metrics;\n", *whole]
        write(self.place / root, (ROOT / root).read_bytes() + "".join(added).encode())
        return woven

    def cargo(self):
        """The messages of a build, its status, and what it said of itself."""
        command = ["cargo", "test", "--no-run", "--locked", "--no-default-features", "--lib"]
        command += ["--target-dir", str(self.target), "--message-format", "json"]
        answer = subprocess.run(command, cwd=self.place, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        lines = [json.loads(line) for line in answer.stdout.splitlines() if line.startswith("{")]
        return lines, answer.returncode, answer.stderr

    def build(self):
        """Weaves, without what does not compile. Returns the numbers of what is built, and the program."""
        dropped = self.known_as_wrong()
        while True:
            woven = self.weave(dropped)
            lines, status, told = self.cargo()
            if status == 0:
                return woven, next(it["executable"] for it in lines if it.get("executable"))
            wrong = self.wrong(lines) - dropped
            print(f"{len(wrong)} changes do not compile", flush=True)
            if not wrong:
                errors = [it["message"]["rendered"] for it in lines if (it.get("message") or {}).get("level") == "error"]
                raise SystemExit("".join(errors) + told + "\nmutants: the woven tree does not compile")
            dropped |= wrong
            self.note_as_wrong(dropped)

    def key(self, number):
        """A change with the text of its file: what did not compile does not, as long as that is the same."""
        mutant = self.mutants[number]
        text = (ROOT / mutant["file"]).read_bytes()
        return f"{hashlib.sha256(text).hexdigest()} {mutant['name']}"

    def known_as_wrong(self):
        memory = self.place.with_name("wrong")
        known = set(memory.read_text().splitlines()) if memory.is_file() else set()
        return {number for number in self.mutants if self.key(number) in known}

    def note_as_wrong(self, dropped):
        self.place.with_name("wrong").write_text("".join(f"{self.key(number)}\n" for number in sorted(dropped)))

    def wrong(self, lines):
        """The changes to which the errors of a compiler belong: the nearest before each."""
        result = set()
        for line in lines:
            message = line.get("message") or {}
            if line["reason"] != "compiler-message" or message["level"] != "error":
                continue
            for span in (it for it in message["spans"] if it["is_primary"]):
                source = (self.place / span["file_name"]).read_bytes()
                asked = re.findall(rb"crate::mutant\((\d+)\)", source[: span["byte_end"]])
                arms = self.arms_after(source[span["byte_end"] :]) if "patterns" in message["message"] else set()
                result |= arms or {int(number) for number in asked[-1:]}
        return result

    def arms_after(self, source):
        """The taken arms of the function that follows, where a `match` is no longer exhaustive without them."""
        asked = [int(number) for number in re.findall(rb"crate::mutant\((\d+)\)", source)]
        arms = [number for number in asked if self.mutants[number]["genre"] == "MatchArm"]
        return {it for it in arms if self.mutants[it]["function"] == self.mutants[arms[0]]["function"]}


def path_of(name):
    """Where the tests of whole files of a name stand."""
    path = pathlib.Path("tests") / f"{name}.rs"
    return path if (ROOT / path).is_file() else pathlib.Path("tests") / name / "main.rs"


def whole_of(name):
    """The module that they are in the woven program."""
    return f"whole_{name}"


def write(path, content):
    """Writes what differs: what does not is not compiled again."""
    if not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


class Tests:
    """The tests of a program: which changes each of them comes upon, and what it costs."""

    def __init__(self, program, jobs):
        self.program, self.jobs = program, jobs
        listed = subprocess.run([program, "--list", "--format", "terse"], stdout=subprocess.PIPE, text=True, check=True)
        tests = [line.removesuffix(": test") for line in listed.stdout.splitlines() if line.endswith(": test")]
        self.cost, self.reached_by = {}, collections.defaultdict(list)
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            for test, (seconds, reached) in zip(tests, pool.map(self.look, tests)):
                self.cost[test] = seconds
                for number in reached:
                    self.reached_by[number].append(test)

    def look(self, test):
        """What a test costs without a change, and the numbers of the changes that it comes upon."""
        with tempfile.NamedTemporaryFile("r") as reached:
            failed, seconds = self.run([test], {"MUTANTS_REACHED": reached.name}, 600)
            if failed:
                raise SystemExit(f"mutants: without a change {test} fails")
            return seconds, {int(line) for line in reached}

    def noticed_by(self, number):
        """The group of tests that notices a change, or nothing. The cheap ones are asked first, several in one process."""
        tests = sorted(self.reached_by[number], key=self.cost.get)
        for _, group in itertools.groupby(tests, key=self.price):
            group = list(group)
            seconds = 3 + int(10 * sum(self.cost[test] for test in group))
            if self.run(group, {"MUTANT": str(number)}, seconds)[0]:
                return group
        return None

    def price(self, test):
        return next(price for price in PRICES if self.cost[test] <= price)

    def run(self, tests, surroundings, seconds):
        """Whether one of the tests fails, and the CPU time of all. With a change, the first that fails ends them all."""
        command = [self.program, "--quiet", "--test-threads", "1", "--exact", *tests]
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **surroundings, "RUST_BACKTRACE": "0", "INSTA_UPDATE": "no"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=functools.partial(limit, seconds),
        )
        watch = threading.Timer(20 * seconds, process.kill)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        watch.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        return status != 0, usage.ru_utime + usage.ru_stime


def limit(seconds):
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def survivors(wanted, tests):
    """Those of the changes that no test notices."""
    with concurrent.futures.ThreadPoolExecutor(tests.jobs) as pool:
        noticed = dict(zip(wanted, pool.map(tests.noticed_by, wanted)))
    return [number for number in wanted if not noticed[number]]


def judged():
    """What was looked at and cannot be noticed: a name of a change to its reason."""
    rows = (line.split("\t") for line in (HERE / "judged.tsv").read_text().splitlines() if not line.startswith("#"))
    return {(file, what): reason for file, what, reason in rows}


def report(tried, lived, known, whole):
    """Prints what was found, and returns the exit status."""
    module = {number: file.split("/")[1] for number, (file, _) in tried.items()}
    left = collections.Counter(module[number] for number in lived)
    for name, count in sorted(collections.Counter(module.values()).items()):
        print(f"{name}: {left[name]} of {count}")
    new = [tried[number] for number in lived if tried[number] not in known]
    for file, what in new:
        print(f"not noticed and not judged: {file}\t{what}")
    stale = sorted(set(known) - {tried[number] for number in lived}) if whole else []
    for file, what in stale:
        print(f"judged, but noticed or gone: {file}\t{what}")
    share = len(lived) / max(len(tried), 1)
    print(f"{len(lived)} of {len(tried)} changes were not noticed ({share:.1%}), {len(lived) - len(new)} of them judged")
    return int(bool(new or stale) or whole and share > MOST)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="a regular expression on file and change: only these")
    parser.add_argument("--left", action="store_true", help="only what no test noticed the last time")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="test programs at a time")
    arguments = parser.parse_args()
    began = time.monotonic()
    memory = ROOT / "target" / "mutants"
    mutants = listed(memory)
    name = names(mutants)
    woven, program = Tree(memory / "tree", ROOT / "target", mutants).build()
    print(f"{len(woven)} of {len(mutants)} changes compile, {time.monotonic() - began:.0f} s", flush=True)
    left = memory / "left"
    wanted = [number for number in sorted(woven) if re.search(arguments.only, "\t".join(name[number]))]
    if arguments.left:
        last = set(left.read_text().splitlines())
        wanted = [number for number in wanted if "\t".join(name[number]) in last]
    tests = Tests(program, arguments.jobs)
    print(f"{len(tests.cost)} tests take {sum(tests.cost.values()):.0f} s of CPU time", flush=True)
    lived = survivors(wanted, tests)
    left.write_text("".join("\t".join(name[number]) + "\n" for number in lived))
    whole = not arguments.only and not arguments.left
    status = report({number: name[number] for number in wanted}, lived, judged(), whole)
    print(f"{time.monotonic() - began:.0f} s")
    return status


if __name__ == "__main__":
    sys.exit(main())
