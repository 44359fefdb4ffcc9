// What ESLint's `complexity` and SonarJS's `cognitive-complexity` say of scripts, and how their lines are counted.
//
// usage: node reference.mjs LIST      LIST names a file with one path per line; prints one JSON object per line
//
// Both rules are run as they are. Their reports are caught instead of printed, so that each number belongs to a node and
// no threshold hides one.
import { readFileSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join } from "node:path";

const require = createRequire(join(process.env.REFERENCE_MODULES, "..", "package.json"));
const { Linter } = require("eslint");
const complexity = require("eslint/use-at-your-own-risk").builtinRules.get("complexity");
// the rule alone: the plugin would load hundreds
const { rule: cognitive } = require(join(process.env.REFERENCE_MODULES, "eslint-plugin-sonarjs/cjs/S3776/rule.js"));
const typescript = require("@typescript-eslint/parser");

const STATEMENTS = new Set(`AccessorProperty BreakStatement CatchClause ClassDeclaration ContinueStatement DebuggerStatement
  DoWhileStatement ExportAllDeclaration ExportDefaultDeclaration ExportNamedDeclaration ExpressionStatement ForInStatement
  ForOfStatement ForStatement FunctionDeclaration IfStatement ImportDeclaration MethodDefinition PropertyDefinition
  ReturnStatement StaticBlock SwitchCase SwitchStatement ThrowStatement TryStatement TSAbstractAccessorProperty
  TSAbstractMethodDefinition TSAbstractPropertyDefinition TSDeclareFunction TSEnumDeclaration TSExportAssignment
  TSImportEqualsDeclaration TSInterfaceDeclaration TSModuleDeclaration TSNamespaceExportDeclaration TSTypeAliasDeclaration
  VariableDeclaration WhileStatement WithStatement`.split(/\s+/u));
const LINE_END = /\r\n|[\n\r\u2028\u2029]/u;

/** A context that hands what a rule reports to a function. */
function caught(context, options, report, settings) {
  const properties = { options: { value: options }, report: { value: report } };
  if (settings) properties.settings = { value: settings };
  return Object.create(context, properties);
}

class File {
  units = new Map();
  module = {};

  /** The row of a function; a field whose value is one has two. */
  unit(node, isField = false) {
    const key = isField ? "field" : "function";
    const rows = this.units.get(node) ?? {};
    this.units.set(node, rows);
    rows[key] ??= { node, isField, cyclomatic: null, cyclomatic_modified: null, cognitive: null };
    return rows[key];
  }

  plugin() {
    return {
      rules: {
        classic: this.complexity("cyclomatic", "classic"),
        modified: this.complexity("cyclomatic_modified", "modified"),
        cognitive: this.cognitive(),
      },
    };
  }

  complexity(name, variant) {
    const create = context => {
      this.source = context.sourceCode;
      const report = ({ node, data }) => {
        const row = node.type === "Program" ? this.module : this.unit(node, data.name === "Class field initializer");
        row[name] = Number(data.complexity);
      };
      const rule = complexity.create(caught(context, [{ max: 0, variant }], report));
      const onCodePathEnd = (path, node) =>
        rule.onCodePathEnd(path.origin === "program" ? { origin: "class-field-initializer" } : path, node);
      return { ...rule, onCodePathEnd };
    };
    return { meta: { schema: false }, create };
  }

  cognitive() {
    const create = context => {
      const sink = {};
      let node;
      const report = ({ data, message }) => {
        const text = data?.complexityAmount ?? /from (-?\d+) to/u.exec(message ?? "")?.[1];
        this.unit(node).cognitive = Number(text);
      };
      const rule = cognitive.create(caught(context, [-1], report, { sonarInternal: { metricsSink: sink } }));
      const leave = rule[":function:exit"];
      const end = rule["Program:exit"];
      return {
        ...rule,
        ":function:exit": left => {
          node = left;
          leave(left);
        },
        "Program:exit": program => {
          end(program);
          this.sonarFile = sink.cognitiveComplexity;
        },
      };
    };
    return { meta: { schema: false }, create };
  }

  functions() {
    const rows = [...this.units.values()].flatMap(({ field, function: unit }) => [field, unit]).filter(Boolean);
    const depth = node => {
      let count = 0;
      for (let at = node.parent; at; at = at.parent) count += /Function(Declaration|Expression)$/u.test(at.type);
      return count;
    };
    return rows
      .map(({ node, ...row }) => ({ ...row, start: node.range[0], end: node.range[1], end_line: node.loc.end.line, depth: depth(node) }))
      .sort((a, b) => a.start - b.start || b.end - a.end || b.isField - a.isField);
  }

  /**
   * Whether a statement of the tree stands inside the one before it: TypeScript, which reads statements with `await` in
   * modules again, then keeps some of the first reading.
   */
  readsTwice() {
    const { body } = this.source.ast;
    return body.some((statement, at) => at > 0 && statement.range[0] < body[at - 1].range[1]);
  }

  /**
   * Whether a regular expression or an element begins behind the name `of`, or behind a function or a class that is an
   * operand, where the language has a division or a comparison: espree looks at the word before it, and `await` is a name
   * for that, and `of` the end of a head.
   */
  losesOperator() {
    const { ast, visitorKeys } = this.source;
    const [ends, elements] = [new Set(), new Set()];
    const waiting = [[ast, null]];
    while (waiting.length > 0) {
      const [node, parent] = waiting.pop();
      if (/^(Function|Class)Expression$/u.test(node.type) && !/^(MethodDefinition|Property)$/u.test(parent.type)) ends.add(node.range[1]);
      if (node.type === "Identifier" && node.name === "of") ends.add(node.range[1]);
      if (/^JSX(Element|Fragment)$/u.test(node.type)) elements.add(node.range[0]);
      const children = (visitorKeys[node.type] ?? []).flatMap(key => node[key] ?? []);
      waiting.push(...children.filter(child => child.type).map(child => [child, node]));
    }
    const begins = ({ type, range }) => type === "RegularExpression" || elements.has(range[0]);
    return ast.tokens.some((token, at) => begins(token) && ends.has(ast.tokens[at - 1]?.range[1]));
  }

  raw(text) {
    const lines = this.source.lines.slice();
    if (lines.at(-1) === "") lines.pop();
    const isBlank = lines.map(line => line.trim() === "");
    const touch = (set, { start, end }) => {
      for (let line = start.line; line <= end.line; line++) if (!isBlank[line - 1]) set.add(line);
    };
    const [code, comment, wide] = [new Set(), new Set(), new Set()];
    for (const { type, range, loc } of this.source.ast.tokens) {
      const parts = text.slice(...range).split(LINE_END);
      parts.forEach((part, at) => (part.trim() !== "" || type !== "JSXText" && parts.length === 1) && code.add(loc.start.line + at));
    }
    const comments = this.source.getAllComments();
    for (const { loc } of comments) {
      touch(comment, loc);
      if (loc.end.line > loc.start.line) touch(wide, loc);
    }
    const only = set => [...set].filter(line => !code.has(line)).length;
    return {
      loc: lines.length,
      lloc: this.statements(),
      sloc: code.size,
      comments: comments.length,
      single_comments: only(comment) - only(wide),
      multi: only(wide),
      blank: isBlank.filter(Boolean).length,
    };
  }

  statements() {
    const isHead = (node, parent) => /^For/u.test(parent?.type ?? "") && (parent.init === node || parent.left === node);
    const wraps = node => /^Export(Named|Default)/u.test(node.type) && STATEMENTS.has(node.declaration?.type);
    const waiting = [[this.source.ast, null]];
    let count = 0;
    while (waiting.length > 0) {
      const [node, parent] = waiting.pop();
      count += STATEMENTS.has(node.type) && !wraps(node) && !(node.type === "VariableDeclaration" && isHead(node, parent));
      const children = (this.source.visitorKeys[node.type] ?? []).flatMap(key => node[key] ?? []);
      waiting.push(...children.filter(child => child.type).map(child => [child, node]));
    }
    return count;
  }
}

/**
 * Whether statements are an error inside of a function: TypeScript, which reads those with `await` at the margin again, loses
 * what was wrong there.
 */
function losesErrors(text, { body }, parserOptions) {
  if (!/\bawait\b/u.test(text)) return false;
  const runs = [];
  body.forEach(({ type, range }, at) => {
    if (/^(Import|Export|TS)/u.test(type)) return;
    if (runs.at(-1)?.last === at - 1) Object.assign(runs.at(-1), { last: at, end: range[1] });
    else runs.push({ last: at, start: range[0], end: range[1] });
  });
  return runs.some(({ start, end }) => {
    try {
      typescript.parseForESLint(`async () => {${text.slice(start, end)}\n}`, { sourceType: "module", ...parserOptions });
      return false;
    } catch {
      return true;
    }
  });
}

/** The ways in which a file may be read, the first that works counts. */
function parsers(suffix) {
  if (/^\.[cm]?tsx?$/u.test(suffix)) {
    const options = { ecmaFeatures: { jsx: suffix === ".tsx" }, loggerFn: false, warnOnUnsupportedTypeScriptVersion: false };
    return [{ parser: typescript, sourceType: "module", parserOptions: options }];
  }
  const as = (sourceType, features) => ({ ecmaVersion: "latest", sourceType, parserOptions: { ecmaFeatures: { jsx: true, ...features } } });
  const both = [as("module"), as("script", { globalReturn: true })];
  return suffix === ".cjs" ? both.reverse() : both;
}

function measured(path) {
  const text = readFileSync(path, "utf8").replace(/^\ufeff/u, "");
  let refused;
  for (const languageOptions of parsers(extname(path))) {
    const file = new File();
    const rules = { "r/classic": "error", "r/modified": "error", "r/cognitive": "error" };
    const linterOptions = { noInlineConfig: true, reportUnusedDisableDirectives: "off" };
    const configuration = [{ files: ["**/*", "**/*.*"], plugins: { r: file.plugin() }, languageOptions, linterOptions, rules }];
    const messages = new Linter({ configType: "flat" }).verify(text, configuration, { filename: `a${extname(path)}` });
    const fatal = messages.find(message => message.fatal);
    if (!fatal && file.readsTwice()) return { path, refused: "TypeScript reads a statement twice" };
    if (!fatal && languageOptions.parser === typescript && losesErrors(text, file.source.ast, languageOptions.parserOptions)) {
      return { path, refused: "TypeScript loses an error" };
    }
    if (!fatal && languageOptions.parser === undefined && file.losesOperator()) {
      refused ??= "espree takes an operator for the beginning of an operand";
      continue;
    }
    if (!fatal) {
      return { path, raw: file.raw(text), module: file.module.cyclomatic, sonar_file: file.sonarFile, functions: file.functions() };
    }
    refused ??= fatal.message;
  }
  return { path, refused };
}

for (const path of readFileSync(process.argv[2], "utf8").split("\n").filter(Boolean)) {
  let row;
  try {
    row = measured(path);
  } catch (error) {
    row = { path, refused: String(error) };
  }
  writeSync(1, `${JSON.stringify(row)}\n`);
}
