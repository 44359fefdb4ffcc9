"""Asks `metrics mcp` everything that it answers, as a client of the official SDK does, with git and without."""

import asyncio
import pathlib
import subprocess
import sys
import tempfile
import time

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

LIST = 3000
ANSWER = 2048


def function(name, branches):
    return f"def {name}(a):\n" + "    if a:\n        b()\n" * branches + "    return a\n"


def tree(directory, with_git):
    source = directory / "src"
    source.mkdir()
    (source / "a.py").write_text(function("f", 12))
    for file in range(40):
        (source / f"m{file}.py").write_text("".join(function(f"f{file}_{at}", at) for at in range(1, 30)))
    if with_git:
        git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c"]
        for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
            subprocess.run(git + arguments, cwd=directory, check=True)
    (source / "a.py").write_text(function("f", 15))


async def ask(session, name, arguments, expected):
    begin = time.perf_counter()
    result = await session.call_tool(name, arguments)
    took = (time.perf_counter() - begin) * 1000
    text = result.content[0].text
    size = len(text.encode())
    print(f"  {name:<13} {size:>5} bytes {took:>7.1f} ms")
    assert size <= ANSWER, f"{name}: {size} bytes"
    assert expected in text, f"{name}: {text}"


async def drive(program, directory, with_git):
    tree(directory, with_git)
    server = StdioServerParameters(command=program, args=["mcp"], cwd=directory)
    begin = time.perf_counter()
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        print(f"{'with' if with_git else 'without'} git: ready after {(time.perf_counter() - begin) * 1000:.1f} ms")
        listed = await session.list_tools()
        size = len(listed.model_dump_json(by_alias=True, exclude_none=True).encode())
        print(f"  tools/list    {size:>5} bytes")
        assert size <= LIST and [tool.name for tool in listed.tools] == ["check_change", "explain", "worst", "what_if"]
        change = "cyclomatic 13 → 16" if with_git else "no repository"
        await ask(session, "check_change", {}, change)
        await ask(session, "check_change", {"path": "src/a.py"}, "src/a.py:1 f")
        await ask(session, "explain", {"path": "src/a.py", "function": "f"}, "> if a:")
        await ask(session, "worst", {}, "are not shown")
        await ask(session, "worst", {"path": "src/m3.py"}, "f3_29: cyclomatic 30")
        await ask(session, "what_if", {"path": "src/a.py", "text": function("f", 5)}, "10 left")


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    for with_git in (True, False):
        with tempfile.TemporaryDirectory() as directory:
            asyncio.run(drive(program, pathlib.Path(directory).resolve(), with_git))


main()
