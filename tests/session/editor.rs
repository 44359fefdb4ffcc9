//! `metrics lsp` as an editor meets it.

use crate::client::{Client, uri};
use crate::tree::{Tree, function};
use serde_json::{Value, json};
use std::path::Path;

const ERROR: u64 = 1;
const INFORMATION: u64 = 3;
const HINT: u64 = 4;

fn rows(severity: u64, line: u64) -> Vec<(u64, u64, String)> {
    ["cyclomatic", "cognitive"].map(|metric| (severity, line, metric.to_owned())).into()
}

fn sorted(mut rows: Vec<(u64, u64, String)>) -> Vec<(u64, u64, String)> {
    rows.sort_by(|a, b| (a.0, a.1, b.2.as_str()).cmp(&(b.0, b.1, a.2.as_str())));
    rows
}

/// Takes an edit over, as an editor does.
fn applied(text: &str, edit: &Value) -> String {
    let line = usize::try_from(edit["range"]["start"]["line"].as_u64().unwrap()).unwrap();
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    lines.insert(line, edit["newText"].as_str().unwrap());
    lines.concat()
}

#[test]
fn what_is_typed_is_judged_before_it_is_saved() {
    let tree = Tree::new(&[("a.py", &function(1)), ("b.py", &function(30))]);
    tree.commit();
    let (a, b) = (tree.path("a.py"), tree.path("b.py"));
    let mut client = Client::of(&tree);
    client.open(&a, &function(1));
    assert_eq!(client.told(&a), []);
    client.replace(&a, &function(30));
    assert_eq!(sorted(client.told(&a)), rows(ERROR, 0), "an edit that nobody has saved");
    client.replace(&a, &function(2));
    assert_eq!(client.told(&a), []);
    client.open(&b, &function(30));
    assert_eq!(sorted(client.told(&b)), rows(HINT, 0), "it was there before");
    client.replace(&b, &format!("x = 1\n{}", function(31)));
    let published = client.published(&b);
    assert_eq!(published[0]["severity"], ERROR);
    let check = crate::surroundings::program();
    let message = said_by_check(check, &tree, &format!("x = 1\n{}", function(31)));
    assert!(published.iter().all(|it| message.contains(it["message"].as_str().unwrap())), "{message}");
    client.notify("textDocument/didSave", Client::about(&b));
    client.notify("textDocument/didClose", Client::about(&b));
    assert_eq!(client.told(&b), [], "what is not open has no diagnostics");
    assert_eq!(client.end(true), Some(0));
}

/// What a check of the change says once it is saved.
fn said_by_check(mut check: std::process::Command, tree: &Tree, text: &str) -> String {
    tree.write("b.py", text);
    check.current_dir(tree.path("")).args(["check", "--since", "HEAD", "--no-cache", "--report", "concise"]);
    String::from_utf8(check.output().unwrap().stdout).unwrap()
}

#[test]
fn without_git_a_file_is_judged_as_it_is_and_by_the_baseline() {
    let tree = Tree::new(&[("a.py", &function(30)), ("sub/b.py", &function(12))]);
    std::fs::remove_dir_all(tree.path(".git")).unwrap();
    let (a, b) = (tree.path("a.py"), tree.path("sub/b.py"));
    let mut client = Client::of(&tree);
    client.open(&a, &function(30));
    assert_eq!(sorted(client.told(&a)), rows(ERROR, 0));
    client.open(&b, &function(12));
    assert_eq!(client.told(&b), [(ERROR, 0, "cyclomatic".to_owned())]);
    let mut create = crate::surroundings::program();
    create.current_dir(tree.path("")).args(["baseline", "create", "--no-cache"]);
    assert!(create.output().unwrap().status.success());
    client.notify(
        "workspace/didChangeWatchedFiles",
        json!({"changes": [{"uri": uri(&tree.path(".metrics-baseline")), "type": 1}]}),
    );
    assert_eq!(sorted(client.told(&a)), rows(HINT, 0), "the baseline knows it");
    // A file below no root is looked at in its own directory.
    let other = Tree::new(&[("c.py", "")]);
    client.open(&other.path("c.py"), &function(30));
    assert_eq!(sorted(client.told(&other.path("c.py"))), rows(ERROR, 0));
}

#[test]
fn positions_are_counted_as_the_client_counts_them() {
    let tree = Tree::new(&[("a.js", "")]);
    let path = tree.path("a.js");
    let text = format!("/* é🦀 */ function f(x) {{\n{}}}\n", "  if (x) x++;\n".repeat(12));
    for (encodings, units) in [(json!(["utf-16"]), 10), (json!(["utf-8", "utf-16"]), 13), (Value::Null, 10)] {
        let capabilities = json!({"general": {"positionEncodings": encodings}});
        let mut client = Client::start(&[&tree], &capabilities, &Value::Null);
        client.open(&path, &text);
        let published = client.published(&path);
        assert_eq!(published[0]["range"]["start"], json!({"line": 0, "character": units}), "{encodings}");
        assert_eq!(published[0]["range"]["end"], json!({"line": 0, "character": units + 15}));
        let position = |line: u64, character: u64| json!({"line": line, "character": character});
        let range = json!({"start": position(0, units), "end": position(14, 0)});
        client.change(&path, &json!([{"range": range, "text": "f()\n"}]));
        assert_eq!(client.told(&path), []);
        client.end(true);
    }
}

#[test]
fn a_hover_explains_and_lenses_stand_above_a_value() {
    let tree = Tree::new(&[("a.py", "")]);
    let path = tree.path("a.py");
    let markdown = json!({"textDocument": {"hover": {"contentFormat": ["markdown", "plaintext"]}}});
    let mut client =
        Client::start(&[&tree], &markdown, &json!({"lens": {"cyclomatic": 4, "cognitive": null}}));
    let text = format!("{}\n\ndef g():\n    s = '```'\n    return s if s else `s`\n", function(3));
    client.open(&path, &text);
    client.published(&path);
    let mut hover = |line: u32, character: u32| {
        let mut params = Client::about(&path);
        params["position"] = json!({"line": line, "character": character});
        client.request("textDocument/hover", params)
    };
    let head = hover(0, 5);
    let shown = head["contents"]["value"].as_str().unwrap();
    assert!(shown.contains("cyclomatic 4") && shown.contains("if x:"), "{shown}");
    assert_eq!(head["contents"]["kind"], "markdown");
    let line = hover(1, 6);
    assert!(line["contents"]["value"].as_str().unwrap().contains("cyclomatic +1: if"), "{line}");
    assert_eq!(hover(2, 6), Value::Null, "nothing is added there");
    assert_eq!(hover(99, 6), Value::Null);
    let lenses = client.request("textDocument/codeLens", Client::about(&path));
    let titles = |lenses: &Value| -> Vec<String> {
        let all = lenses.as_array().unwrap().iter();
        all.map(|it| it["command"]["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(titles(&lenses), ["cyclomatic 4, cognitive 3"]);
    let settings = json!({"settings": {"metrics": {"lens": {"cyclomatic": 1}}}});
    client.notify("workspace/didChangeConfiguration", settings);
    let lenses = client.request("textDocument/codeLens", Client::about(&path));
    assert_eq!(titles(&lenses).len(), 2, "another value, and no restart");
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"metrics": {"lens": 3}}}));
    assert!(client.message().contains("settings of the editor"));
}

#[test]
fn actions_excuse_a_finding_and_show_what_adds_to_it() {
    let tree = Tree::new(&[("a.py", "")]);
    let path = tree.path("a.py");
    let mut client = Client::of(&tree);
    let text = format!("import x\n\n\nclass A:\n    @x.y\n    {}", function(12).replace('\n', "\n    "));
    client.open(&path, &text);
    let published = client.published(&path);
    assert_eq!(published.len(), 2, "of the class, too: {published:?}");
    let function =
        published.iter().find(|it| it["message"].as_str().unwrap().starts_with("function")).unwrap();
    let range = function["range"].clone();
    let mut params = Client::about(&path);
    params["range"] = range.clone();
    params["context"] = json!({"diagnostics": published});
    let actions = client.request("textDocument/codeAction", params.clone());
    let actions = actions.as_array().unwrap();
    let titles: Vec<&str> = actions.iter().map(|it| it["title"].as_str().unwrap()).collect();
    assert_eq!(
        titles,
        [
            "Excuse cyclomatic of `A.f` by a comment with a reason",
            "Show what adds to the complexity of `A.f`"
        ]
    );
    assert_eq!(actions[0]["diagnostics"][0], *function);
    let edit = &actions[0]["edit"]["changes"][uri(&path)][0];
    assert!(edit["newText"].as_str().unwrap().contains("# metrics: ignore[cyclomatic] -- "), "{edit}");
    let show = actions[1]["command"].clone();
    let execute = json!({"command": show["command"], "arguments": show["arguments"]});
    client.request("workspace/executeCommand", execute.clone());
    let shown = client.told(&path);
    assert_eq!(shown.iter().filter(|it| it.0 == INFORMATION).count(), 12, "{shown:?}");
    client.request("workspace/executeCommand", execute);
    assert_eq!(client.told(&path).len(), 2, "and hidden again");
    client.replace(&path, &applied(&text, edit));
    assert_eq!(client.told(&path).len(), 1, "the comment excuses the function, and not the class");
    params["context"]["only"] = json!(["refactor"]);
    assert_eq!(client.request("textDocument/codeAction", params), json!([]));
    let wrong = client.ask("workspace/executeCommand", json!({"command": "rm", "arguments": []}));
    assert!(wrong["error"]["message"].as_str().unwrap().contains("`rm`"));
}

#[test]
fn lines_are_those_of_the_editor_though_scripts_have_more() {
    let tree = Tree::new(&[("a.js", "")]);
    let path = tree.path("a.js");
    let mut client = Client::of(&tree);
    client.open(&path, "const s = '\u{2028}';\nfunction f(a) {\n  if (a) {\n    return 1;\n  }\n}\n");
    client.published(&path);
    let mut params = Client::about(&path);
    params["position"] = json!({"line": 2, "character": 4});
    let line = client.request("textDocument/hover", params);
    assert!(line["contents"]["value"].as_str().is_some_and(|it| it.contains("cyclomatic +1: if")), "{line}");
    client.end(true);
}

#[test]
fn what_is_no_question_is_answered_in_order() {
    let tree = Tree::new(&[("a.py", "")]);
    let mut client = Client::of(&tree);
    let code = |answer: &Value| answer["error"]["code"].as_i64().unwrap();
    assert_eq!(code(&client.ask("textDocument/nothing", json!({}))), -32601);
    assert_eq!(code(&client.ask("textDocument/hover", json!({"x": 1}))), -32602);
    client.notify("textDocument/didOpen", json!({"nothing": 1}));
    client.notify("textDocument/didChange", Client::about(&tree.path("never-opened.py")));
    client.notify("$/setTrace", json!({"value": "off"}));
    for uri in ["untitled:Untitled-1", "git:/a.py?{}", "file:///no/such/directory/a.py"] {
        let document = json!({"uri": uri, "languageId": "python", "version": 1, "text": function(30)});
        client.notify("textDocument/didOpen", json!({"textDocument": document}));
    }
    client.open(&tree.path("notes.txt"), &function(30));
    assert_eq!(client.told(&tree.path("notes.txt")), []);
    let missing = Client::about(&tree.path("never-opened.py"));
    assert_eq!(client.request("textDocument/codeLens", missing), json!([]));
    assert_eq!(client.end(false), Some(1), "nobody said shutdown");
    assert_eq!(Client::of(&tree).break_off(), Some(2));
}

/// A sequence of numbers that differ, the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most.max(1)
    }
}

/// A position as a client of UTF-16 counts it.
fn position(text: &str, at: usize) -> Value {
    let before = &text[..at];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    json!({"line": before.matches('\n').count(), "character": before[start..].encode_utf16().count()})
}

#[test]
fn two_thousand_edits_at_random_do_no_harm() {
    let tree = Tree::new(&[("a.py", "")]);
    tree.commit();
    let path = tree.path("a.py");
    let pieces = [
        "def f(x):\n",
        "    if x:\n",
        "\"\"\"",
        "🦀é",
        "(",
        ")",
        "\n",
        "    ",
        "class A:\n",
        "'",
        "\t",
        "x = [y for y in z if y]\n",
        "# metrics: ignore[cyclomatic] -- x\n",
        "\\",
        ":",
        "elif a and b or c:\n",
        "\u{0}",
        "match x:\n",
        "lambda: ",
        "\u{2028}",
    ];
    let (mut numbers, mut text) = (Numbers(7), function(12));
    let mut client = Client::of(&tree);
    client.open(&path, &text);
    for round in 0..2000 {
        let mut ends = [numbers.below(text.len() + 1), 0];
        ends[1] = (ends[0] + numbers.below(if text.len() > 4000 { 200 } else { 12 })).min(text.len());
        let ends = ends.map(|at| (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap());
        let new: String = (0..numbers.below(4)).map(|_| pieces[numbers.below(pieces.len())]).collect();
        let range = json!({"start": position(&text, ends[0]), "end": position(&text, ends[1])});
        client.change(&path, &json!([{"range": range, "text": new}]));
        text.replace_range(ends[0]..ends[1], &new);
        if round % 100 == 99 {
            client.request("textDocument/codeLens", Client::about(&path));
            let mut params = Client::about(&path);
            params["position"] = position(&text, ends[0]);
            client.request("textDocument/hover", params);
        }
    }
    let lenses = client.request("textDocument/codeLens", Client::about(&path));
    let mut other = Client::of(&tree);
    other.open(&path, &text);
    let expected = other.published(&path);
    assert_eq!(
        other.request("textDocument/codeLens", Client::about(&path)),
        lenses,
        "both have the same text"
    );
    client.notify("textDocument/didSave", Client::about(&path));
    client.change(&path, &json!([]));
    client.request("textDocument/codeLens", Client::about(&path));
    assert_eq!(last_published(&mut client, &path), expected);
    assert_eq!(client.end(true), Some(0));
}

/// What counts in the end of all that was published.
fn last_published(client: &mut Client, path: &Path) -> Vec<Value> {
    client.notify("textDocument/didClose", Client::about(path));
    let mut last = Vec::new();
    loop {
        let next = client.wait(|message| message["method"] == "textDocument/publishDiagnostics");
        if next["params"]["version"].is_null() {
            return last;
        }
        last.clone_from(next["params"]["diagnostics"].as_array().unwrap());
    }
}

#[test]
fn the_page_and_the_extension_know_the_same_settings() {
    let extension: Value = serde_json::from_str(include_str!("../../editors/vscode/package.json")).unwrap();
    let page = include_str!("../../docs/editors.md");
    let settings = extension["contributes"]["configuration"]["properties"].as_object().unwrap();
    let own: Vec<&str> = settings.keys().map(|key| key.strip_prefix("metrics.").unwrap()).collect();
    assert_eq!(own, ["inherited", "lens.cognitive", "lens.cyclomatic", "path"]);
    for name in own.iter().filter(|name| **name != "path") {
        assert!(page.contains(&format!("`{name}`")), "docs/editors.md does not have `{name}`");
    }
    // What the extension says is usual is what the server takes for usual.
    let tree = Tree::new(&[("a.py", "")]);
    let path = tree.path("a.py");
    let usual = |name: &str| settings[&format!("metrics.{name}")]["default"].as_u64().unwrap();
    for (branches, is_shown) in [(usual("lens.cyclomatic") - 1, true), (usual("lens.cyclomatic") - 2, false)]
    {
        let mut client = Client::of(&tree);
        client.open(&path, &function(usize::try_from(branches).unwrap()));
        let lenses = client.request("textDocument/codeLens", Client::about(&path));
        assert_eq!(!lenses.as_array().unwrap().is_empty(), is_shown, "{branches}");
    }
}
