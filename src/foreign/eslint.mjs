// The configuration that `metrics compare-tools` gives to ESLint. The rules are those that are installed, with the limit 0;
// their reports are moved to the whole function, so that one function is told from another on the same line.
import { createRequire } from "node:module";

const need = createRequire(/*ESLINT*/);
const optional = (name) => {
  try {
    return need(name);
  } catch {
    return null;
  }
};
const typescript = optional("@typescript-eslint/parser");
const sonar = optional("eslint-plugin-sonarjs");
const own = (context, options, report) =>
  Object.create(context, { options: { value: options }, report: { value: report } });
const tell = (context, node, text) => context.report({ node, loc: node.loc, message: text });

const cyclomatic = (variant) => ({
  meta: { type: "suggestion", schema: false },
  create(context) {
    const report = ({ node, data }) => {
      const kind = /^class field initializer$/iu.test(data.name) ? "field" : "function";
      tell(context, node, `${kind} ${data.complexity} ${data.name}`);
    };
    const { builtinRules } = need("eslint/use-at-your-own-risk");
    return builtinRules.get("complexity").create(own(context, [{ max: 0, variant }], report));
  },
});

const cognitive = {
  meta: { type: "suggestion", schema: false },
  create(context) {
    let left = null;
    const report = ({ data, message }) => {
      const found = data?.complexityAmount ?? /from (-?\d+) to/u.exec(message ?? "")?.[1];
      tell(context, left, `function ${found} ${left.id?.name ?? ""}`);
    };
    const rule = (sonar.rules ?? sonar.default.rules)["cognitive-complexity"];
    const listeners = rule.create(own(context, [-1], report));
    return Object.fromEntries(
      Object.entries(listeners).map(([selector, listen]) => [
        selector,
        selector === ":function:exit" ? (node) => listen((left = node)) : listen,
      ]),
    );
  },
};

const rules = { cyclomatic: cyclomatic("classic"), cyclomatic_modified: cyclomatic("modified") };
if (sonar) rules.cognitive = cognitive;
const scripts = (suffixes, languageOptions) => ({
  files: suffixes.map((suffix) => `**/*.${suffix}`),
  languageOptions,
  linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: "off" },
  plugins: { metrics: { rules } },
  rules: Object.fromEntries(Object.keys(rules).map((name) => [`metrics/${name}`, "error"])),
});
const jsx = { ecmaFeatures: { jsx: true } };
const [usual, common] = /*KINDS*/;
const types = { parser: typescript, sourceType: "module" };
const quiet = { loggerFn: false, warnOnUnsupportedTypeScriptVersion: false };
export default [
  scripts(["js", "jsx", "mjs"], { sourceType: usual, parserOptions: jsx }),
  scripts(["cjs"], { sourceType: common, parserOptions: jsx }),
  ...(typescript
    ? [
        scripts(["ts", "mts", "cts"], { ...types, parserOptions: quiet }),
        scripts(["tsx"], { ...types, parserOptions: { ...quiet, ...jsx } }),
      ]
    : []),
];
