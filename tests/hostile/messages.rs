//! What editors, agents and pipelines send: messages that are too long, cut off, no text, or nested without end.

use crate::told::told;
use serde_json::json;

fn framed(body: &[u8]) -> Vec<u8> {
    [format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat()
}

/// The beginning of a conversation with a language server.
fn greeting() -> Vec<u8> {
    let params = json!({"capabilities": {}});
    let first = json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params});
    let second = json!({"jsonrpc": "2.0", "method": "initialized", "params": {}});
    [framed(first.to_string().as_bytes()), framed(second.to_string().as_bytes())].concat()
}

fn opened(uri: &str, text: &str) -> Vec<u8> {
    let document = json!({"uri": uri, "languageId": "python", "version": 1, "text": text});
    let params = json!({"textDocument": document});
    framed(
        json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": params}).to_string().as_bytes(),
    )
}

fn end() -> Vec<u8> {
    [
        framed(br#"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#),
        framed(br#"{"jsonrpc":"2.0","method":"exit"}"#),
    ]
    .concat()
}

#[test]
fn a_message_of_an_editor_that_is_none_ends_the_server_with_one_line() {
    let tree = tempfile::tempdir().expect("a place for temporary files");
    let nested =
        [b"{\"jsonrpc\":\"2.0\",\"method\":\"x\",\"params\":".as_slice(), &b"[".repeat(100_000)].concat();
    for (message, why) in [
        (b"Content-Length: 10000000000\r\n\r\n{}".to_vec(), "a message of 10000000000 bytes"),
        (
            b"Content-Length: 18446744073709551615\r\n\r\n{}".to_vec(),
            "a message of 18446744073709551615 bytes",
        ),
        (b"Content-Length: -1\r\n\r\n{}".to_vec(), "Content-Length is no number"),
        (b"X: 1\r\n\r\n{}".to_vec(), "without Content-Length"),
        (b"X".repeat(10_000_000), "a head of more than"),
        (framed(&nested), "recursion limit"),
        (framed(b"{\"method\":\"\xff\"}"), "unicode"),
        (b"Content-Length: 100\r\n\r\n{\"json".to_vec(), "ends within a message"),
    ] {
        let what = String::from_utf8_lossy(&message[..message.len().min(40)]).into_owned();
        told(tree.path(), &["lsp"], &[greeting(), message.clone()].concat()).is_refused(&what, why);
        told(tree.path(), &["lsp"], &message).is_refused(&what, why);
    }
}

#[test]
fn an_edit_out_of_range_and_a_strange_name_end_no_server() {
    let tree = tempfile::tempdir().expect("a place for temporary files");
    let uri = format!("file://{}/a.py", tree.path().display());
    let edit = |lines: [u32; 4]| {
        let at = |line: u32, character: u32| json!({"line": line, "character": character});
        let change =
            json!({"range": {"start": at(lines[0], lines[1]), "end": at(lines[2], lines[3])}, "text": "é"});
        let params = json!({"textDocument": {"uri": uri, "version": 2}, "contentChanges": [change]});
        framed(
            json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": params})
                .to_string()
                .as_bytes(),
        )
    };
    let cancel = framed(br#"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":777}}"#);
    let edits = [[u32::MAX; 4], [9, 9, 0, 0], [0, 1, 0, 1], [0, 0, u32::MAX, 0]].map(edit).concat();
    let long = format!("file:///{}x.py", "a/".repeat(500_000));
    let names = ["file:///dev/zero.py", "file:///../../etc/x.py", "file:///%00%ff.py", "untitled:1", &long];
    let names = names.map(|name| opened(name, "x = 1\n")).concat();
    let all = [greeting(), edits.clone(), opened(&uri, "def f():\n    pass\n"), edits, cancel, names, end()]
        .concat();
    let told = told(tree.path(), &["lsp"], &all);
    assert_eq!(told.status, Some(0), "{}", told.err);
}

#[test]
fn an_agents_question_that_is_none_gets_one_answer() {
    let tree = tempfile::tempdir().expect("a place for temporary files");
    let ping = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}\n";
    for message in [b"[".repeat(100_000), b"\xff".to_vec(), b"x".repeat(70 << 20)] {
        let all = [message.as_slice(), b"\n", ping.as_bytes()].concat();
        let told = told(tree.path(), &["mcp"], &all);
        assert_eq!(told.status, Some(0), "{}", told.err);
        let lines: Vec<&str> = told.out.lines().collect();
        assert!(
            lines.len() == 2 && lines[0].contains("no JSON") && lines[1].contains("\"id\":7"),
            "{lines:?}"
        );
    }
    let call = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": {"name": "check_change", "arguments": {"path": "/dev/zero"}}});
    told(tree.path(), &["mcp"], format!("{call}\n").as_bytes()).is_sound("a device");
    told(tree.path(), &["mcp"], b"{\"jsonrpc\"").is_sound("half a message");
}

#[test]
fn a_hook_says_one_line_of_what_it_cannot_read() {
    let tree = tempfile::tempdir().expect("a place for temporary files");
    let edit = |cwd: &str, file: &str| {
        let input = json!({"file_path": file});
        json!({"hook_event_name": "PostToolUse", "tool_name": "Edit", "cwd": cwd, "tool_input": input})
            .to_string()
            .into_bytes()
    };
    let here = tree.path().to_str().expect("UTF-8");
    for payload in [
        Vec::new(),
        b"[".repeat(100_000),
        b"x".repeat(70 << 20),
        b"\xff".repeat(100),
        edit("/dev/zero", "a.py"),
        edit(&"/a".repeat(100_000), "a.py"),
        edit(here, "/dev/zero"),
        edit(here, "a\0b.py"),
        edit(here, "::error::\u{1b}[31m\n.py"),
    ] {
        let told = told(tree.path(), &["hook"], &payload);
        let what = String::from_utf8_lossy(&payload[..payload.len().min(80)]).into_owned();
        assert!(matches!(told.status, Some(0 | 1)), "{what}: {told:?}");
        assert!(told.err.lines().count() <= 1 && told.err.len() < 5000, "{what}: {}", told.err.len());
        assert!(!told.err.chars().any(|c| c.is_control() && c != '\n'), "{what}");
    }
}

#[test]
fn each_line_of_a_stream_is_answered_whatever_it_is() {
    let tree = tempfile::tempdir().expect("a place for temporary files");
    let line = |path: &str, text: &str| json!({"path": path, "text": text}).to_string().into_bytes();
    let deep = [b"{\"path\":\"a.py\",\"text\":\"\",\"extra\":".as_slice(), &b"[".repeat(200_000)].concat();
    let lines = [
        b"[".repeat(1_000_000),
        b"x".repeat(20 << 20),
        deep,
        b"{\"path\":\"\xff.py\",\"text\":\"\"}".to_vec(),
        line("::error::\u{1b}[31m\n.py", "x = 1\n"),
        line("a.ts", &"asserts 1n<!--}".repeat(200)),
        line("a.py", &"lambda:a\n".repeat(20_000)),
        b"{\"path\":\"a.py\",\"te".to_vec(),
    ];
    let told = told(tree.path(), &["stream", "-q"], &lines.join(&b'\n'));
    assert_eq!(told.status, Some(0), "{}", told.err);
    assert_eq!(told.out.lines().count(), lines.len());
    for answer in told.out.lines() {
        let answer: serde_json::Value = serde_json::from_str(answer).expect("JSON");
        assert!(answer["path"].is_string(), "{answer}");
    }
}
