//! A client of `metrics lsp` over pipes: framing, requests that wait for their answer, and diagnostics that are waited for.

use crate::tree::Tree;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Longer than any answer takes, on whatever machine.
const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) struct Client {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// What came while something else was waited for.
    noted: VecDeque<Value>,
    requests: i32,
}

pub(crate) fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

impl Client {
    /// A server for some roots, with these capabilities and options.
    pub(crate) fn start(roots: &[&Tree], capabilities: &Value, options: &Value) -> Client {
        let mut command = crate::surroundings::program();
        command.args(["lsp", "--stdio"]).env("HOME", "/nowhere").env("XDG_CONFIG_HOME", "/nowhere");
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (sender, messages) = channel();
        std::thread::spawn(move || read_all(output, |message| sender.send(message).is_ok()));
        let input = child.stdin.take();
        let mut client = Client { child, input, messages, noted: VecDeque::new(), requests: 0 };
        let folder = |tree: &&Tree| json!({"uri": uri(&tree.path("")), "name": "x"});
        let folders: Vec<Value> = roots.iter().map(folder).collect();
        let initialize = json!({"processId": null, "rootUri": null, "capabilities": capabilities,
            "initializationOptions": options, "workspaceFolders": folders});
        let answer = client.request("initialize", initialize);
        assert_eq!(answer["serverInfo"]["name"], "metrics");
        client.notify("initialized", json!({}));
        client
    }

    pub(crate) fn of(tree: &Tree) -> Client {
        Client::start(&[tree], &json!({}), &Value::Null)
    }

    pub(crate) fn send(&mut self, message: &Value) {
        let text = message.to_string();
        let input = self.input.as_mut().unwrap();
        write!(input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        input.flush().unwrap();
    }

    #[expect(clippy::needless_pass_by_value, reason = "a call reads better so")]
    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// The answer to a request, which is an error in some tests.
    #[expect(clippy::needless_pass_by_value, reason = "a call reads better so")]
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        self.wait(|message| message["id"] == id && message.get("method").is_none())
    }

    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        let answer = self.ask(method, params);
        assert!(answer["error"].is_null(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// The first message of a kind.
    pub(crate) fn wait(&mut self, is_meant: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.noted.iter().position(&is_meant) {
            return self.noted.remove(at).unwrap();
        }
        loop {
            let message = self.messages.recv_timeout(PATIENCE).expect("the server says something");
            if is_meant(&message) {
                return message;
            }
            self.noted.push_back(message);
        }
    }

    pub(crate) fn message(&mut self) -> String {
        let shown = self.wait(|message| message["method"] == "window/showMessage");
        shown["params"]["message"].as_str().unwrap().to_owned()
    }

    /// What is published next of a document.
    pub(crate) fn published(&mut self, path: &Path) -> Vec<Value> {
        let uri = uri(path);
        let told = self.wait(|message| {
            message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri
        });
        told["params"]["diagnostics"].as_array().unwrap().clone()
    }

    /// The same, each as its severity, its line and its code.
    pub(crate) fn told(&mut self, path: &Path) -> Vec<(u64, u64, String)> {
        let row = |it: &Value| {
            let (severity, line) = (it["severity"].as_u64(), it["range"]["start"]["line"].as_u64());
            (severity.unwrap(), line.unwrap(), it["code"].as_str().unwrap_or_default().to_owned())
        };
        self.published(path).iter().map(row).collect()
    }

    /// Waits until so much is published of a document: a file may be read while it is being written.
    pub(crate) fn until(&mut self, path: &Path, count: usize) {
        while self.published(path).len() != count {}
    }

    pub(crate) fn open(&mut self, path: &Path, text: &str) {
        let document = json!({"uri": uri(path), "languageId": "python", "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    /// Replaces all of a document.
    pub(crate) fn replace(&mut self, path: &Path, text: &str) {
        self.change(path, &json!([{"text": text}]));
    }

    pub(crate) fn change(&mut self, path: &Path, changes: &Value) {
        let document = json!({"uri": uri(path), "version": 2});
        self.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    pub(crate) fn about(path: &Path) -> Value {
        json!({"textDocument": {"uri": uri(path)}})
    }

    /// Says goodbye; gives the exit status.
    pub(crate) fn end(mut self, shutdown: bool) -> Option<i32> {
        if shutdown {
            self.request("shutdown", Value::Null);
        }
        self.notify("exit", Value::Null);
        self.child.wait().unwrap().code()
    }

    /// Breaks off; gives the exit status.
    pub(crate) fn break_off(mut self) -> Option<i32> {
        self.input = None;
        self.child.wait().unwrap().code()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read_all(mut output: impl BufRead, mut tell: impl FnMut(Value) -> bool) {
    loop {
        let (mut line, mut length) = (String::new(), 0);
        while output.read_line(&mut line).unwrap_or(0) > 0 && line != "\r\n" {
            if let Some(number) = line.strip_prefix("Content-Length: ") {
                length = number.trim().parse().unwrap();
            }
            line.clear();
        }
        let mut body = vec![0; length];
        if length == 0
            || output.read_exact(&mut body).is_err()
            || !tell(serde_json::from_slice(&body).unwrap())
        {
            return;
        }
    }
}
