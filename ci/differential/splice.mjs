// Composes scripts of pieces of others: expressions, types, statements and members of valid scripts change places.
//
// usage: node splice.mjs SUFFIX SEED COUNT FOLDER LIST [layout]      writes COUNT programs into FOLDER
//
// SUFFIX is js, jsx, ts or tsx; LIST names a file with one path per line. The fixtures of parsers and formatters make good
// pieces, because they hold everything that a language has. The programs are for differential.py, as named files.
// With `layout` the statements stay as they are, but for line ends and comments between their tokens and the semicolons
// that they can do without: whatever the parser takes.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.env.REFERENCE_MODULES, "..", "package.json"));
const typescript = require("@typescript-eslint/parser");
const espree = require("espree");
const [suffix, seed, count, folder, list, mode] = process.argv.slice(2);
const hasTypes = suffix.startsWith("ts");
const LONGEST_FILE = 8000;
const LONGEST_BASE = 500;
const LONGEST_PIECE = 160;
const GAPS = ["\n", "\n", "\n", "\n\n", "\r\n", "\t", "", " // c\n", " /* c */ ", "/* c\n */", "\n// c\n", "\u2028"];

let state = BigInt(seed) * 7919n + 17n;
function random() {
  state = (state * 6364136223846793005n + 1442695040888963407n) & ((1n << 64n) - 1n);
  return Number(state >> 33n) / 2 ** 31;
}
const one = options => options[Math.floor(random() * options.length)];

function parse(text) {
  if (hasTypes) {
    return typescript.parseForESLint(text, { range: true, tokens: true, sourceType: "module", ecmaFeatures: { jsx: suffix === "tsx" }, loggerFn: false });
  }
  const as = sourceType => ({ range: true, tokens: true, ecmaVersion: "latest", sourceType, ecmaFeatures: { jsx: true, globalReturn: sourceType === "script" } });
  try {
    return { ast: espree.parse(text, as("module")), visitorKeys: espree.VisitorKeys };
  } catch {
    return { ast: espree.parse(text, as("script")), visitorKeys: espree.VisitorKeys };
  }
}

/** What may stand in the place of a node; nothing if it stays. */
function category({ type }, parent, key) {
  if (parent.type === "VariableDeclaration" || ["id", "params", "label", "typeName", "key"].includes(key)) return null;
  if (type === "Property") return parent.type === "ObjectExpression" ? type : null;
  if (parent.type === "ClassBody") return "member";
  if (/^TS(Property|Method|Index|Call|Construct)Signature/u.test(type)) return "signature";
  if (/^JSX(Spread)?Attribute$/u.test(type)) return "attribute";
  if (/^JSX(Text|ExpressionContainer)$/u.test(type)) return /^JSX(Element|Fragment)$/u.test(parent.type) ? "child" : null;
  if (/^(Export|Import|TSExport)/u.test(type)) return parent.type === "Program" ? "module" : null;
  if (/Statement$|Declaration$/u.test(type)) return ["body", "consequent", "alternate"].includes(key) ? "statement" : null;
  if (/^TS(Abstract|Declare|Public|Protected|Private|Readonly|Static|Export|Async)Keyword/u.test(type)) return null;
  if (type === "TSTypeParameterInstantiation") return "arguments";
  if (/^TS.*(Type|Keyword|Reference|Query|Predicate|Operator)$/u.test(type)) return "type";
  if (/^(Array|Object)Pattern$/u.test(type)) return "pattern";
  if (type === "Literal" && (key === "literal" || /^(JSXAttribute|Import|Export)/u.test(parent.type))) return null;
  const isName = type === "Identifier" && ["left", "right", "argument", "init", "test", "object", "callee", "expression", "arguments"].includes(key);
  return isName || /Expression$|^(Literal|TemplateLiteral|JSXElement|JSXFragment)$/u.test(type) && type !== "JSXEmptyExpression" ? "expression" : null;
}

const pieces = new Map();
const bases = [];

/** Takes the pieces and the statements of a file. */
function take(text) {
  const { ast, visitorKeys } = parse(text);
  const nodes = [];
  const visit = (node, parent, key) => {
    const name = parent && category(node, parent, key);
    if (name) {
      nodes.push({ range: node.range, name });
      const piece = text.slice(...node.range);
      if (!pieces.has(name)) pieces.set(name, new Set());
      if (piece.length < LONGEST_PIECE) pieces.get(name).add(piece);
    }
    for (const field of visitorKeys[node.type] ?? []) {
      for (const child of [node[field]].flat()) if (child?.type) visit(child, node, field);
    }
  };
  visit(ast, null, null);
  for (const { range: [start, end] } of ast.body) {
    const within = nodes.filter(({ range }) => range[0] >= start && range[1] <= end);
    const places = within.map(({ range, name }) => ({ range: range.map(offset => offset - start), name }));
    const tokens = ast.tokens.map(({ value, range }) => ({ value, range: range.map(offset => offset - start) }));
    const inside = tokens.filter(({ range }) => range[0] >= 0 && range[1] <= end - start);
    if (end - start < LONGEST_BASE) bases.push({ text: text.slice(start, end), places, tokens: inside });
  }
}

/** A statement with other pieces in some places. */
function variant(choices) {
  let { text, places } = one(bases);
  const chosen = [];
  for (let left = places.length && Math.floor(random() * 4); left > 0; left--) {
    const place = one(places);
    const isApart = other => place.range[1] <= other.range[0] || place.range[0] >= other.range[1];
    if (chosen.every(isApart)) chosen.push(place);
  }
  for (const { range, name } of chosen.sort((a, b) => b.range[0] - a.range[0])) {
    text = text.slice(0, range[0]) + changed(one(choices[name]), name) + text.slice(range[1]);
  }
  if (random() < 0.4 && text.endsWith(";")) text = text.slice(0, -1);
  const spaces = random() < 0.06 ? [...text.matchAll(/ /gu)] : [];
  if (spaces.length === 0) return text;
  const { index } = one(spaces);
  return text.slice(0, index) + one(["\n", " /* c */ ", "\n\n", " // c\n"]) + text.slice(index + 1);
}

function changed(piece, name) {
  if (name !== "expression") return piece;
  let text = random() < 0.15 ? `(${piece})` : piece;
  if (hasTypes && random() < 0.1) text += one(["!", " as A", " satisfies B", "<C>"]);
  return random() < 0.1 ? one(["!", "await ", "-", "typeof ", "a || ", "b < ", "a\n? ", "new "]) + text : text;
}

/** The text with some ranges replaced, which do not overlap. */
function edited(text, edits) {
  let [out, done] = ["", 0];
  for (const { range: [start, end], by } of edits.toSorted((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1])) {
    out += text.slice(done, start) + by;
    done = end;
  }
  return out + text.slice(done);
}

function isValid(text) {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A statement in another layout: of the edits drawn, those stay which the parser takes. */
function relaid() {
  const { text, tokens } = one(bases);
  const [often, ends] = [one([0.03, 0.1, 0.3, 1]), one([0, 0.5, 1])];
  const drawn = [];
  tokens.forEach(({ value, range }, at) => {
    if (at > 0 && random() < often) drawn.push({ range: [tokens[at - 1].range[1], range[0]], by: one(GAPS) });
    if (value === ";" && random() < ends) drawn.push({ range, by: "" });
  });
  const kept = [];
  const keep = some => {
    if (isValid(edited(text, [...kept, ...some]))) kept.push(...some);
    else if (some.length > 1) for (const half of [some.slice(0, some.length >> 1), some.slice(some.length >> 1)]) keep(half);
  };
  keep(drawn);
  return edited(text, kept);
}

for (const path of readFileSync(list, "utf8").split("\n").filter(Boolean)) {
  const text = readFileSync(path, "utf8");
  if (text.length > LONGEST_FILE) continue;
  try {
    take(text);
  } catch {
    // no valid script
  }
}
const choices = Object.fromEntries([...pieces].map(([name, found]) => [name, [...found]]));
mkdirSync(folder, { recursive: true });
let made = 0;
for (let left = Number(count) * 12; made < Number(count) && left > 0; left--) {
  const piece = mode === "layout" ? relaid : () => variant(choices);
  const text = `${Array.from({ length: 1 + Math.floor(random() * 2) }, piece).join("\n")}\n`;
  if (isValid(text)) writeFileSync(join(folder, `${seed}_${made++}.${suffix}`), text);
}
