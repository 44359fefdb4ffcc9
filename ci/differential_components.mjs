// Compares the scripts that `metrics` finds in components with those that the components' own compilers extract.
//
//   npm install @vue/compiler-sfc svelte @astrojs/compiler      # in any directory
//   node ci/differential_components.mjs --modules DIRECTORY/node_modules [--metrics BIN] FOLDER...
//
// For each .vue, .svelte and .astro file below the folders, everything but what the compiler takes for a script is blanked
// out and measured as a script: status, lines, Halstead and functions must be those of the component. Files that a compiler
// refuses are counted apart. Exit status 1 if any file differs or is `partial`.

import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const options = { metrics: "target/release/metrics", modules: "node_modules" };
const folders = [];
for (let at = 2; at < process.argv.length; at++) {
  const word = process.argv[at];
  if (word.startsWith("--")) options[word.slice(2)] = process.argv[++at];
  else folders.push(word);
}
const require = createRequire(path.join(path.resolve(options.modules), "x.js"));
const load = async (name) => {
  const module = await import(pathToFileURL(require.resolve(name)));
  return module.default ?? module;
};
const vue = require("@vue/compiler-sfc");
const svelte = await load("svelte/compiler");
const astro = await load("@astrojs/compiler");

const isData = (type) => type && !/script|babel|jsx|module|^ts$/i.test(type);

function vueScripts(text) {
  const { descriptor, errors } = vue.parse(text, { sourceMap: false });
  if (errors.some((error) => !/v-|Duplicate attribute/.test(error.message))) throw errors[0];
  return [descriptor.script, descriptor.scriptSetup]
    .filter((block) => block && !block.src)
    .map((block) => ({ start: block.loc.start.offset, end: block.loc.end.offset, lang: block.lang ?? "js" }));
}

function svelteScripts(text) {
  const root = svelte.parse(text, { modern: true });
  return [root.instance, root.module].filter(Boolean).map((script) => {
    const lang = script.attributes.find((it) => it.name === "lang")?.value?.[0]?.data ?? "js";
    return { start: script.content.start, end: script.content.end, lang };
  });
}

async function astroScripts(text) {
  const { ast, diagnostics } = await astro.parse(text, { position: true });
  if (diagnostics.some((it) => it.severity === 1)) throw new Error(diagnostics[0].text);
  // the compiler counts bytes, and not all of its offsets are right: the text is looked up from there on
  const found = [];
  let from = 0;
  const add = (value, lang) => {
    const start = text.indexOf(value, from);
    if (value.trim() === "") return;
    if (start < 0) throw new Error("a script that is not in the text");
    from = start + value.length;
    found.push({ start, end: from, lang });
  };
  const visit = (node) => {
    if (node.type === "frontmatter") add(node.value, "ts");
    if (node.type === "element" && node.name.toLowerCase() === "script") {
      const attribute = (name) => node.attributes.find((it) => it.name === name)?.value;
      from = Math.max(from, text.indexOf("<script", from));
      if (!isData(attribute("type"))) node.children.forEach((it) => add(it.value ?? "", attribute("lang") ?? "ts"));
      return;
    }
    node.children?.forEach(visit);
  };
  visit(ast);
  return found;
}

const readers = { ".vue": vueScripts, ".svelte": svelteScripts, ".astro": astroScripts };

function* files(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== ".git") yield* files(file);
    else if (entry.isFile() && readers[path.extname(file)]) yield file;
  }
}

const blank = (text) => text.replace(/[^\n\r]/gu, (char) => " ".repeat(Buffer.byteLength(char)));

function script(text, pieces) {
  pieces.sort((a, b) => a.start - b.start);
  let done = 0;
  let out = "";
  for (const { start, end } of pieces) {
    out += blank(text.slice(done, start)) + text.slice(start, end);
    done = end;
  }
  return out + blank(text.slice(done));
}

/** The suffix of a script in the one language in which all pieces can be read. */
function suffix(pieces, kind) {
  const langs = pieces.map((piece) => piece.lang.toLowerCase());
  if (langs.includes("tsx")) return ".tsx";
  return kind === ".astro" || langs.some((lang) => /^(ts|typescript)$/.test(lang)) ? ".ts" : ".js";
}

function measure(folder) {
  const command = ["analyze", "--no-cache", "--no-config", "--no-ignore", "--include-generated", "--max-file-size", "64MiB", "--format", "ndjson", folder];
  let out;
  try {
    out = execFileSync(options.metrics, command, { maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "ignore"] });
  } catch (error) {
    out = error.stdout;
  }
  const rows = out.toString().split("\n").filter(Boolean).map((line) => JSON.parse(line));
  return new Map(rows.map((row) => [path.basename(row.path).split(".")[0], row]));
}

const same = (a, b) => {
  const essence = (row) =>
    JSON.stringify([row.status, row.language, row.raw, row.halstead, row.functions.map((it) => [it.start_byte, it.cyclomatic, it.cognitive])]);
  return essence(a) === essence(b);
};

const work = fs.mkdtempSync(path.join(os.tmpdir(), "components-"));
const [ours, theirs] = ["ours", "theirs"].map((name) => path.join(work, name));
fs.mkdirSync(ours);
fs.mkdirSync(theirs);
const names = [];
const tally = {};
const count = (kind, what) => ((tally[kind] ??= {})[what] = (tally[kind][what] ?? 0) + 1);
for (const folder of folders) {
  for (const file of files(folder)) {
    const kind = path.extname(file);
    const text = fs.readFileSync(file, "utf8");
    count(kind, "files");
    try {
      const pieces = await readers[kind](text);
      fs.writeFileSync(path.join(ours, `${names.length}${kind}`), text);
      fs.writeFileSync(path.join(theirs, `${names.length}${suffix(pieces, kind)}`), script(text, pieces));
      names.push(file);
    } catch (error) {
      count(kind, "refused");
      if (options.refused) console.log(`refused: ${file}: ${error.message?.split("\n")[0]}`);
    }
  }
}
const [a, b] = [measure(ours), measure(theirs)];
let wrong = 0;
names.forEach((file, index) => {
  const kind = path.extname(file);
  const [mine, other] = [a.get(String(index)), b.get(String(index))];
  if (!mine || !other || mine.status === "skipped") {
    count(kind, "not measured");
    console.log(`not measured: ${file}: ${mine?.reason ?? other?.reason}`);
  } else if (mine.status === "partial") {
    count(kind, other.status === "partial" ? "partial" : "partial alone");
    wrong++;
    console.log(`partial: ${file} (${other.status} as a script)`);
  } else if (!same(mine, other)) {
    count(kind, "different");
    wrong++;
    console.log(`different: ${file}: ${mine.functions.length} functions, ${other.functions.length} as a script (${mine.language}, ${other.language})`);
  } else count(kind, "equal");
});
fs.rmSync(work, { recursive: true });
console.log(JSON.stringify(tally));
process.exit(wrong ? 1 : 0);
