// The answers for placements.js and placements.ts: which functions ESLint's and SonarJS's comments excuse. node answers.mjs FILE
import { readFileSync } from "node:fs";
import { ESLint } from "eslint";
import sonarjs from "eslint-plugin-sonarjs";
const ids = [...readFileSync(process.argv[2], "utf8").split("\n").entries()].flatMap(([n, l]) => [...l.matchAll(/\b[pPqQ]\d\d\b/g)].map((m) => [n + 1, m[0]]));
const typescript = process.argv[2].endsWith(".ts") ? { parser: await import("@typescript-eslint/parser") } : {};
const run = async (inline) => {
  const eslint = new ESLint({ overrideConfigFile: true, allowInlineConfig: inline, overrideConfig: [{ files: ["**/*.js", "**/*.ts"], languageOptions: { sourceType: "module", ...typescript }, plugins: { sonarjs: sonarjs.default ?? sonarjs }, rules: { complexity: ["error", 0], "sonarjs/cognitive-complexity": ["error", 0] } }] });
  const [r] = await eslint.lintFiles([process.argv[2]]);
  const fatal = r.messages.find((m) => m.fatal);
  if (fatal) throw new Error(JSON.stringify(fatal));
  // without a rule it is about a comment that excuses nothing
  return r.messages.filter((m) => m.ruleId).map((m) => {
    const id = ids.filter(([line]) => line <= m.line).at(-1)[1];
    return `${m.ruleId === "complexity" ? "cyclomatic" : "cognitive"} ${id}${/initializer|static block/i.test(m.message) ? "=" : ""}`;
  });
};
const all = await run(false), left = new Set(await run(true));
const out = { cyclomatic: {}, cognitive: {} };
for (const m of all) { const [k, id] = m.split(" "); out[k][id] = !left.has(m); }
console.log(JSON.stringify(out));
