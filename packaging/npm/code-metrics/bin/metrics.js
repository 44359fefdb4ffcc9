#!/usr/bin/env node
// Finds the program for this platform among the optional dependencies, and runs it in the place of this process as far
// as node can: same arguments, same input and output, same signals, same exit status. It holds no other logic.
"use strict";

const { spawn } = require("node:child_process");
const { constants } = require("node:os");
const platforms = require("../platforms.json");

const NO_RESULT = 2; // the exit status of `metrics` where it could not do its job

function fail(message) {
  process.stderr.write(`error: ${message}\n`);
  process.exit(NO_RESULT);
}

/** The name of the package that holds the program for this platform. */
function packageOfPlatform() {
  const { platform: os, arch: cpu } = process;
  if (!platforms.some((known) => known.os === os && known.cpu === cpu)) {
    const known = platforms.map((each) => `${each.os}-${each.cpu}`).join(", ");
    fail(
      `code-metrics has no program for ${os}-${cpu} (only for ${known}): ` +
        "build it from source with `cargo install code-metrics`, and call `metrics`",
    );
  }
  return `code-metrics-${os}-${cpu}`;
}

/** The path of the program. */
function programOf(name) {
  const file = process.platform === "win32" ? "metrics.exe" : "metrics";
  try {
    return require.resolve(`${name}/bin/${file}`);
  } catch {
    return fail(
      `the package ${name} is not installed, which holds the program: install again without --no-optional or ` +
        "--omit=optional; if node_modules or the lock file come from another platform, delete both first",
    );
  }
}

function run(program) {
  const child = spawn(program, process.argv.slice(2), { stdio: "inherit", windowsHide: true });
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  // A terminal sends its signals to both processes; those that somebody sends to this one alone are handed on. The
  // program takes a second signal for "at once", so that Ctrl-C must not reach it twice.
  for (const signal of signals) {
    process.on(signal, () => signal === "SIGINT" && process.stdin.isTTY || child.kill(signal));
  }
  child.on("error", (error) => {
    const advice = error.code === "EACCES" ? "make it executable, or install the package again" : "install the package again";
    fail(`${program} cannot be started (${error.code}): ${advice}`);
  });
  child.on("exit", (status, signal) => process.exit(status ?? 128 + constants.signals[signal]));
}

run(programOf(packageOfPlatform()));
