"""Saves files under `metrics watch`, and holds what it tells against a cold run."""

import json
import os
import pathlib
import queue
import random
import subprocess
import sys
import tempfile
import threading
import time

FILES = 5000
SAVES = 200
DEBOUNCE_MS = 50
GOAL_MS = 15
GROWTH = 1.05
SETTLING = 400


def function(branches):
    return "def f(a):\n" + "    if a:\n        a += 1\n" * branches + "    return a\n"


def text(number):
    """A file of ordinary size, in which one function of some hundred is beyond its limit."""
    branches = lambda at: 14 if (12 * number + at) % 397 == 0 else 1 + (number + at) % 6
    return "".join(function(branches(at)).replace("f(", f"f{at}(", 1) + "\n\n" for at in range(12))


class Watch:
    def __init__(self, program, directory):
        command = [program, "watch", "--format", "ndjson", "--no-cache"]
        self.process = subprocess.Popen(command, cwd=directory, stdout=subprocess.PIPE, text=True)
        self.events = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()
        self.saved = self.parsed = 0
        self.state = None

    def read(self):
        for line in self.process.stdout:
            self.events.put((time.perf_counter(), json.loads(line)))

    def next(self, kind=None):
        while True:
            at, event = self.events.get(timeout=120)
            if event["event"] == "saved":
                self.saved += len(event["files"]) + len(event["gone"])
                self.parsed += event["work"]["files_parsed"]
            if "summary" in event:
                self.state = event
            if kind is None or event["event"] == kind:
                return at, event

    def drained(self):
        """The last state, once nothing more comes."""
        while True:
            time.sleep(3)
            if self.events.empty():
                return self.state
            while not self.events.empty():
                self.next()

    def memory(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        lines = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
        return int(lines["VmRSS"].split()[0]) / 1024

    def cpu(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def latency(watch, directory):
    took, states, cpu = [], [], watch.cpu()
    for number in range(SAVES):
        path = directory / f"d{number % 50}/f{number * 17 % 100}.py"
        time.sleep(0.02)
        begin = time.perf_counter()
        path.write_text(text(number + 1))
        at, saved = watch.next("saved")
        took.append((at - begin) * 1000)
        states.append((watch.next("state")[0] - begin) * 1000)
        work = saved["work"]
        assert work == {"directories_listed": 0, "files_read": 1, "files_parsed": 1}, work
    cpu = (watch.cpu() - cpu) / SAVES
    took.sort()
    states.sort()
    p50, p95 = took[SAVES // 2], took[SAVES * 95 // 100]
    print(f"save to answer, {SAVES} saves, {FILES} files: p50 {p50:.1f} ms, p95 {p95:.1f} ms, of them {DEBOUNCE_MS} ms debounce;")
    print(f"  the state of everything after p50 {states[SAVES // 2]:.1f} ms; CPU time of a save {cpu:.1f} ms; each: 1 file read, 1 parsed, 0 directories listed")
    return p50 - DEBOUNCE_MS


def edit(directory, numbers):
    """One of the things that happen to files."""
    path = directory / f"d{numbers.randrange(50)}/f{numbers.randrange(100)}.py"
    what = numbers.random()
    if what < 0.8:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text(numbers.randrange(1000)))
    elif what < 0.88:
        path.unlink(missing_ok=True)
    elif what < 0.94 and path.exists():
        path.rename(path.with_name(f"f{numbers.randrange(100)}.py"))
    elif what < 0.97:
        new = directory / f"new{numbers.randrange(5)}/deep"
        new.mkdir(parents=True, exist_ok=True)
        (new / "x.py").write_text(text(numbers.randrange(1000)))
    else:
        # as an editor saves: a new file takes the place of the old one
        beside = path.with_suffix(".tmp")
        path.parent.mkdir(exist_ok=True)
        beside.write_text(text(numbers.randrange(1000)))
        beside.rename(path)


def cold(program, directory):
    command = [program, "check", "--no-cache", "--report", "json"]
    return json.loads(subprocess.run(command, cwd=directory, capture_output=True, text=True).stdout)


def main(program, minutes):
    program = os.path.realpath(program)
    with tempfile.TemporaryDirectory() as scratch:
        directory = pathlib.Path(scratch)
        for number in range(FILES):
            path = directory / f"d{number % 50}/f{number // 50}.py"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text(number))
        time.sleep(1)
        watch = Watch(program, directory)
        _, first = watch.next("all")
        assert first["summary"]["files"] == FILES, first["summary"]
        beyond = latency(watch, directory)
        numbers, edits = random.Random(1), 0
        for _ in range(SETTLING):
            edit(directory, numbers)
            time.sleep(0.02)
        watch.drained()
        before, end = watch.memory(), time.monotonic() + minutes * 60
        while time.monotonic() < end:
            edit(directory, numbers)
            edits += 1
            time.sleep(numbers.choice([0.002, 0.05, 0.2]))
            while not watch.events.empty():
                watch.next()
        state, after = watch.drained(), watch.memory()
        truth = cold(program, directory)
        same = state["findings"] == truth["findings"] and state["summary"] == truth["summary"]
        growth = after / before
        print(f"{edits} edits in {minutes:g} minutes: {watch.saved} changes of files told, {watch.parsed} parsed; the state is {'that' if same else 'NOT THAT'} of a cold run")
        print(f"  memory {before:.1f} MB before, {after:.1f} MB after: {(growth - 1) * 100:+.1f} %")
        watch.process.terminate()
        if beyond > GOAL_MS or not same or growth > GROWTH:
            sys.exit("a goal is missed")


main(sys.argv[1], float(sys.argv[2]))
