// The answers for placements.js: which functions ESLint's and SonarJS's comments excuse. node run_js.mjs FILE
import { readFileSync } from "node:fs";
import { ESLint } from "eslint";
import sonarjs from "eslint-plugin-sonarjs";
const ids = [...readFileSync(process.argv[2], "utf8").split("\n").entries()].flatMap(([n, l]) => [...l.matchAll(/\b[pPqQ]\d\d\b/g)].map((m) => [n + 1, m[0]]));
const run = async (inline) => {
  const eslint = new ESLint({ overrideConfigFile: true, allowInlineConfig: inline, overrideConfig: [{ files: ["**/*.js"], languageOptions: { sourceType: "module" }, plugins: { sonarjs: sonarjs.default ?? sonarjs }, rules: { complexity: ["error", 0], "sonarjs/cognitive-complexity": ["error", 0] } }] });
  const [r] = await eslint.lintFiles([process.argv[2]]);
  return r.messages.map((m) => {
    if (m.fatal) throw new Error(JSON.stringify(m));
    const id = ids.filter(([line]) => line <= m.line).at(-1)[1];
    return `${m.ruleId === "complexity" ? "cyclomatic" : "cognitive"} ${id}${/initializer|static block/i.test(m.message) ? "=" : ""}`;
  });
};
const all = await run(false), left = new Set(await run(true));
const out = { cyclomatic: {}, cognitive: {} };
for (const m of all) { const [k, id] = m.split(" "); out[k][id] = !left.has(m); }
console.log(JSON.stringify(out));
