//! Configurations and settings while an editor is open: they change, are wrong, and are told once.

use crate::client::{Client, uri};
use crate::tree::{Tree, function};
use serde_json::{Value, json};

const ERROR: u64 = 1;

#[test]
fn each_root_has_its_own_configuration_which_may_change_and_be_wrong() {
    let strict = Tree::new(&[(".metrics.yaml", "limits: {cyclomatic: 2}\n"), ("a.py", "")]);
    let usual =
        Tree::new(&[("a.py", ""), ("node_modules/m/x.js", ""), ("gen.py", ""), (".gitignore", "gen.py\n")]);
    let mut client = Client::start(&[&strict, &usual], &json!({}), &Value::Null);
    let (first, second) = (strict.path("a.py"), usual.path("a.py"));
    let config = strict.path(".metrics.yaml");
    client.open(&first, &function(5));
    client.open(&second, &function(5));
    assert_eq!(client.told(&first).len(), 1);
    assert_eq!(client.told(&second), []);
    for hidden in ["node_modules/m/x.js", "gen.py"] {
        client.open(&usual.path(hidden), &function(30));
        assert_eq!(client.told(&usual.path(hidden)), [], "what a walk passes over is nobody's business");
    }
    // Nobody tells but the file system, where it does.
    let tell = |client: &mut Client| {
        if !cfg!(target_os = "linux") {
            let changes = json!({"changes": [{"uri": uri(&config), "type": 2}]});
            client.notify("workspace/didChangeWatchedFiles", changes);
        }
    };
    strict.write(".metrics.yaml", "limits: {cyclomatic: 9}\n");
    tell(&mut client);
    client.until(&first, 0);
    strict.write(".metrics.yaml", "limits: {no_metric: 9}\n");
    tell(&mut client);
    let message = client.message();
    assert!(message.contains(".metrics.yaml") && message.contains("no_metric"), "{message}");
    let published = client.published(&config);
    assert_eq!((published.len(), published[0]["severity"].as_u64()), (1, Some(ERROR)));
    client.replace(&second, &function(30));
    client.until(&second, 2);
    strict.write(".metrics.yaml", "limits: {cyclomatic: 1}\n");
    tell(&mut client);
    client.until(&config, 0);
    client.until(&first, 1);
    let event = json!({"added": [], "removed": [{"uri": uri(&strict.path("")), "name": "x"}]});
    client.notify("workspace/didChangeWorkspaceFolders", json!({"event": event}));
    assert_eq!(client.told(&first).len(), 1, "its own directory is its root now");
    assert_eq!(client.end(true), Some(0));
}

#[test]
fn a_wrong_configuration_below_a_root_is_told_until_it_is_mended() {
    let broken = ("sub/.metrics.yaml", "limits: {no_metric: 9}\n");
    let tree = Tree::new(&[broken, ("a.py", ""), ("sub/b.py", "")]);
    let mut client = Client::of(&tree);
    let (fine, hindered, config) = (tree.path("a.py"), tree.path("sub/b.py"), tree.path("sub/.metrics.yaml"));
    client.open(&hindered, &function(5));
    let message = client.message();
    assert!(message.contains("no_metric"), "{message}");
    client.open(&fine, &function(12));
    client.replace(&hindered, &function(6));
    client.replace(&fine, &function(30));
    // what has come until then: nothing took the trouble back, and nobody was told again
    let mut told = Vec::new();
    loop {
        let next = client.wait(|_| true);
        let (method, about) =
            (next["method"].as_str().unwrap_or_default().to_owned(), next["params"].clone());
        if about["uri"] == uri(&fine) && about["version"] == 2 {
            break;
        }
        told.push((method, about));
    }
    let again = told.iter().filter(|(method, _)| method == "window/showMessage");
    assert_eq!(again.count(), 0, "{told:?}");
    let is_mended = |about: &Value| about["uri"] == uri(&config) && about["diagnostics"] == json!([]);
    assert!(!told.iter().any(|(_, about)| is_mended(about)), "{told:?}");
    tree.write("sub/.metrics.yaml", "limits: {cyclomatic: 3}\n");
    client.notify("textDocument/didSave", Client::about(&config));
    client.until(&config, 0);
    client.end(true);
}

#[test]
fn an_answer_about_settings_counts_though_something_was_asked_since() {
    let tree = Tree::new(&[("a.py", "")]);
    let can = json!({"workspace": {"configuration": true, "codeLens": {"refreshSupport": true}}});
    let mut client = Client::start(&[&tree], &can, &Value::Null);
    client.open(&tree.path("a.py"), &function(5));
    let asked = client.wait(|it| it["method"] == "workspace/configuration");
    // settings that come by themselves make the server ask for other things
    let settings = json!({"settings": {"metrics": {"lens": {"cyclomatic": 9}}}});
    client.notify("workspace/didChangeConfiguration", settings);
    client.wait(|it| it["method"] == "workspace/codeLens/refresh");
    client.send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": [{"lens": {"cyclomatic": 1}}]}));
    let lenses = client.request("textDocument/codeLens", Client::about(&tree.path("a.py")));
    assert_eq!(lenses.as_array().map(Vec::len), Some(1), "{lenses}");
    client.end(true);
}

#[test]
fn a_root_that_cannot_be_opened_is_opened_once_it_can() {
    let tree = Tree::new(&[(".metrics.yaml", "limits: [\n"), ("a.py", "")]);
    let mut client = Client::of(&tree);
    let path = tree.path("a.py");
    client.open(&path, &function(30));
    assert!(client.message().contains(".metrics.yaml"));
    assert_eq!(client.told(&path), []);
    client.replace(&path, &function(31));
    assert_eq!(client.told(&path), [], "and it is not said twice");
    tree.write(".metrics.yaml", "limits: {cyclomatic: 5}\n");
    let saved = Client::about(&tree.path(".metrics.yaml"));
    client.notify("textDocument/didSave", saved);
    while client.told(&path).is_empty() {}
    assert_eq!(client.end(true), Some(0));
}
