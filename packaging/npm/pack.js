#!/usr/bin/env node
// Writes the npm packages into a directory: `node pack.js OUT OS-CPU=PROGRAM…`, for example `linux-x64=target/metrics`.
//
// One package for each program that is named, with nothing but the program in it, and the package with the launcher,
// which depends on those of *all* platforms at its own version: what is published together belongs together.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { execFileSync } = require("node:child_process");

const source = path.join(__dirname, "code-metrics");
const root = path.join(__dirname, "..", "..");
const platforms = JSON.parse(fs.readFileSync(path.join(source, "platforms.json"), "utf8"));
const main = JSON.parse(fs.readFileSync(path.join(source, "package.json"), "utf8"));

function fail(message) {
  process.stderr.write(`error: ${message}\n`);
  process.exit(2);
}

/** `linux-x64=PATH` as the platform and the program. */
function parse(argument) {
  const [name, program] = argument.split("=");
  const platform = platforms.find(({ os, cpu }) => `${os}-${cpu}` === name);
  if (!platform) fail(`${name}: not in platforms.json`);
  if (!program || !fs.existsSync(program)) fail(`${argument}: no program there`);
  return { platform, program };
}

function write(directory, manifest) {
  fs.mkdirSync(directory, { recursive: true });
  fs.writeFileSync(path.join(directory, "package.json"), JSON.stringify(manifest, null, 2) + "\n");
  for (const license of ["LICENSE-APACHE", "LICENSE-MIT"]) {
    fs.copyFileSync(path.join(root, license), path.join(directory, license));
  }
}

function writePlatform(out, { platform, program }) {
  const { os, cpu } = platform;
  const directory = path.join(out, `code-metrics-${os}-${cpu}`);
  const file = os === "win32" ? "metrics.exe" : "metrics";
  write(directory, {
    name: `code-metrics-${os}-${cpu}`,
    version: main.version,
    description: `The program of code-metrics for ${os}-${cpu}`,
    license: main.license,
    os: [os],
    cpu: [cpu],
    files: ["bin"],
    preferUnplugged: true,
  });
  fs.mkdirSync(path.join(directory, "bin"), { recursive: true });
  fs.copyFileSync(program, path.join(directory, "bin", file));
  fs.chmodSync(path.join(directory, "bin", file), 0o755);
  return directory;
}

function writeMain(out) {
  const directory = path.join(out, "code-metrics");
  const names = platforms.map(({ os, cpu }) => [`code-metrics-${os}-${cpu}`, main.version]);
  write(directory, { ...main, optionalDependencies: Object.fromEntries(names) });
  fs.cpSync(source, directory, { recursive: true, filter: (file) => path.basename(file) !== "package.json" });
  return directory;
}

const [out, ...programs] = process.argv.slice(2);
if (!out || programs.length === 0) fail("usage: pack.js OUT OS-CPU=PROGRAM…");
for (const directory of [...programs.map((each) => writePlatform(out, parse(each))), writeMain(out)]) {
  const name = execFileSync("npm", ["pack", "--silent", "--pack-destination", out, directory], { encoding: "utf8" });
  process.stdout.write(path.join(out, name.trim()) + "\n");
}
