// Runs the extension for Visual Studio Code outside of it. `vscode`, which only the editor has, is this file: as much of it
// as the client library asks for. The library, the extension and the server are the real ones.
'use strict';

const Module = require('node:module');
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const [extension, program] = process.argv.slice(2).map((it) => path.resolve(it));
const { URI } = require(path.join(extension, 'node_modules/vscode-uri'));

const WAIT_MS = 20_000;
const settings = { path: program, lens: { cyclomatic: 10, cognitive: 15 }, inherited: true };
const providers = {};
const documents = [];
const published = new Map();

class Disposable {
  constructor(end = () => {}) { this.dispose = end; }
  static from(...all) { return new Disposable(() => all.forEach((it) => it.dispose())); }
}

class EventEmitter {
  listeners = new Set();
  event = (listener, self) => {
    const bound = (it) => listener.call(self, it);
    this.listeners.add(bound);
    return new Disposable(() => this.listeners.delete(bound));
  };
  fire(it) { for (const listener of [...this.listeners]) listener(it); }
  dispose() { this.listeners.clear(); }
}

class CancellationTokenSource {
  token = { isCancellationRequested: false, onCancellationRequested: () => new Disposable() };
  cancel() {}
  dispose() {}
}

class Position { constructor(line, character) { Object.assign(this, { line, character }); } }
class Range {
  constructor(start, end, line, character) {
    const places = line === undefined ? [start, end] : [new Position(start, end), new Position(line, character)];
    [this.start, this.end] = places;
  }
}
class Diagnostic { constructor(range, message, severity) { Object.assign(this, { range, message, severity }); } }
class CodeAction { constructor(title, kind) { Object.assign(this, { title, kind }); } }
class CodeLens { constructor(range, command) { Object.assign(this, { range, command }); } }
class Hover { constructor(contents, range) { Object.assign(this, { contents, range }); } }
class MarkdownString {
  value = '';
  constructor(value = '') { this.value = value; }
  appendCodeblock(text) { this.value += text; return this; }
}
class WorkspaceEdit {
  edits = [];
  set(uri, edits) { this.edits.push([uri, edits]); }
}
class TextEdit { constructor(range, newText) { Object.assign(this, { range, newText }); } }
class CodeActionKind {
  constructor(value) { this.value = value; }
  append(part) { return new CodeActionKind(`${this.value}.${part}`); }
}
for (const [name, value] of Object.entries({ Empty: '', QuickFix: 'quickfix', Refactor: 'refactor', Source: 'source' })) {
  CodeActionKind[name] = new CodeActionKind(value);
}

// Names that are only given to other code, or whose numbers count.
const numbers = { DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 } };
const anything = (name) => numbers[name] ?? class { constructor(...values) { this.values = values; } };
const known = (object, other) => new Proxy(object, { get: (it, name) => it[name] ?? other(name) });
const register = (name) => (...values) => {
  providers[name] = values.at(-1)?.triggerCharacters === undefined ? values[1] ?? values[0] : values[1];
  return new Disposable();
};
const emitters = {};
const emitter = (name) => (emitters[name] ??= new EventEmitter());

const configuration = (section) => {
  const of = (key) => `${section ?? ''}${section && key ? '.' : ''}${key ?? ''}`.split('.').filter(Boolean)
    .reduce((it, part) => it?.[part], { metrics: settings });
  return { ...(of() ?? {}), get: (key, other) => of(key) ?? other, has: (key) => of(key) !== undefined };
};

const vscode = known({
  version: '1.117.0', Disposable, EventEmitter, CancellationTokenSource, Position, Range, Diagnostic, CodeAction, CodeLens,
  Hover, MarkdownString, WorkspaceEdit, TextEdit, CodeActionKind, Uri: URI,
  CancellationError: class extends Error {},
  env: { appName: 'a test', language: 'en', openExternal: () => true },
  commands: { registerCommand: (name, action) => { providers[name] = action; return new Disposable(); }, executeCommand() {} },
  workspace: known({
    textDocuments: documents, notebookDocuments: [], getConfiguration: configuration,
    createFileSystemWatcher: () => known({ dispose() {} }, () => () => new Disposable()),
    registerTextDocumentContentProvider: () => new Disposable(),
    getWorkspaceFolder: () => vscode.workspace.workspaceFolders[0], applyEdit: async () => true,
  }, (name) => /^on/.test(String(name)) ? emitter(name).event : undefined),
  window: known({
    createOutputChannel: () => known({ append() {}, appendLine() {}, dispose() {} }, () => () => {}),
    withProgress: (_, task) => task({ report() {} }, new CancellationTokenSource().token),
    visibleTextEditors: [], tabGroups: { all: [], onDidChangeTabs: () => new Disposable() },
  }, (name) => /^on/.test(String(name)) ? emitter(name).event : /^show/.test(String(name)) ? async () => undefined : undefined),
  languages: known({
    match: (selector, document) => [selector].flat().some((it) => it.language === document.languageId) ? 10 : 0,
    createDiagnosticCollection: () => ({
      set(uri, list) { published.set(uri.toString(), list ?? []); emitter('published').fire(uri.toString()); },
      delete(uri) { published.delete(uri.toString()); }, clear() {}, dispose() {},
    }),
  }, (name) => /^register/.test(String(name)) ? register(name) : undefined),
}, anything);

const load = Module._load;
Module._load = function (name, ...rest) { return name === 'vscode' ? vscode : load.call(this, name, ...rest); };

class Document {
  version = 1;
  constructor(file, languageId, text) { Object.assign(this, { uri: URI.file(file), languageId, text, fileName: file }); }
  getText() { return this.text; }
  get lineCount() { return this.text.split('\n').length; }
}

/** What is published after an act, once it is as wanted. */
function until(act, document, wanted) {
  return new Promise((resolve, reject) => {
    const uri = document.uri.toString();
    const late = setTimeout(() => reject(new Error(`not published: ${JSON.stringify(published.get(uri))}`)), WAIT_MS);
    const listening = emitter('published').event(() => {
      const list = published.get(uri);
      if (!list || !wanted(list)) return;
      clearTimeout(late);
      listening.dispose();
      resolve(list);
    });
    act();
  });
}

const branches = (count) => `def f(a):\n${'    if a:\n        a += 1\n'.repeat(count)}    return a\n`;

async function main() {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'editors-'));
  vscode.workspace.workspaceFolders = [{ uri: URI.file(root), name: 'project', index: 0 }];
  const document = new Document(path.join(root, 'a.py'), 'python', branches(11));
  fs.writeFileSync(document.fileName, document.text);
  const { activate, deactivate } = require(path.join(extension, 'extension.js'));
  await activate();
  const token = new CancellationTokenSource().token;

  documents.push(document);
  const first = await until(() => emitter('onDidOpenTextDocument').fire(document), document, (list) => list.length > 0);
  assert.match(first[0].message, /cyclomatic 12/);
  assert.strictEqual(first[0].severity, 0);
  const hover = await providers.registerHoverProvider.provideHover(document, new Position(0, 4), token);
  assert.match(JSON.stringify(hover), /cyclomatic/);
  const lenses = await providers.registerCodeLensProvider.provideCodeLenses(document, token);
  assert.strictEqual(lenses.length, 1);
  const context = { diagnostics: first, triggerKind: 1 };
  const actions = await providers.registerCodeActionsProvider.provideCodeActions(document, first[0].range, context, token);
  assert(actions.some((it) => /excuse|suppress|ignore/i.test(it.title)), JSON.stringify(actions.map((it) => it.title)));

  const change = (text) => () => {
    const end = new Position(document.lineCount - 1, 0);
    const contentChanges = [{ range: new Range(new Position(0, 0), end), rangeLength: document.text.length, text }];
    document.text = text;
    document.version += 1;
    emitter('onDidChangeTextDocument').fire({ document, contentChanges, reason: undefined });
  };
  await until(change(branches(9)), document, (list) => list.length === 0);
  await until(change(branches(13)), document, (list) => /cyclomatic 14/.test(list[0]?.message));

  settings.lens.cyclomatic = settings.lens.cognitive = null;
  emitter('onDidChangeConfiguration').fire({ affectsConfiguration: () => true });
  for (let left = 100; left > 0; left -= 1) {
    const after = await providers.registerCodeLensProvider.provideCodeLenses(document, token);
    if (!after?.length) break;
    assert(left > 1, 'the lens is there though the setting is null');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await deactivate();
  fs.rmSync(root, { recursive: true });
  console.log('the extension for Visual Studio Code starts the server; diagnostics of a buffer, two edits of it, hover, lens,');
  console.log(`  code actions (${actions.map((it) => it.title).join('; ')}) and a change of settings held`);
}

setTimeout(() => { console.error('no end after two minutes'); process.exit(1); }, 120_000).unref();
main().then(() => process.exit(0), (error) => { console.error(error); process.exit(1); });
