//! The messages: JSON-RPC 2.0, and of the Model Context Protocol what a server with nothing but tools has to know.

use super::tools;
use serde_json::{Value, json};

/// The versions of the protocol whose messages for tools are alike, the newest last: not 2025-03-26, in which a server has
/// to take several messages at once.
const VERSIONS: [&str; 3] = ["2024-11-05", "2025-06-18", "2025-11-25"];

const PARSE_ERROR: i64 = -32700;
const INVALID_REQUEST: i64 = -32600;
const NO_METHOD: i64 = -32601;
const INVALID_PARAMETERS: i64 = -32602;

const INSTRUCTIONS: &str = "Complexity of Python, JavaScript and TypeScript. Try an edit with what_if before you write it, \
     and check_change when you are done.";

/// The answer to a message; `None` if it wants none.
pub(super) fn answer(message: &[u8]) -> Option<Value> {
    let Ok(message) = serde_json::from_slice::<Value>(message) else {
        return Some(failure(&Value::Null, PARSE_ERROR, "no JSON"));
    };
    let (id, method) = (message.get("id").cloned(), message["method"].as_str());
    let Some(method) = method else {
        // An answer to a question that was never asked.
        let is_answer = message.get("result").is_some() || message.get("error").is_some();
        return (!is_answer).then(|| failure(&id.unwrap_or_default(), INVALID_REQUEST, "no method"));
    };
    // Without an id it is a notification: none of them changes anything here.
    let id = id?;
    Some(match result(method, &message["params"]) {
        Ok(result) => json!({"jsonrpc": "2.0", "id": id, "result": result}),
        Err((code, what)) => failure(&id, code, &what),
    })
}

fn result(method: &str, parameters: &Value) -> Result<Value, (i64, String)> {
    match method {
        "initialize" => Ok(initialized(parameters)),
        "ping" => Ok(json!({})),
        "tools/list" => Ok(json!({"tools": tools::list()})),
        "tools/call" => {
            let name = parameters["name"].as_str().unwrap_or_default();
            let told = tools::call(name, &parameters["arguments"])
                .ok_or_else(|| (INVALID_PARAMETERS, format!("there is no tool `{name}`")))?;
            let (text, is_error) = told.map_or_else(|error| (error, true), |text| (text, false));
            Ok(json!({"content": [{"type": "text", "text": text}], "isError": is_error}))
        }
        method => Err((NO_METHOD, format!("there is no method `{method}`"))),
    }
}

fn initialized(parameters: &Value) -> Value {
    let asked = parameters["protocolVersion"].as_str().unwrap_or_default();
    let version = VERSIONS.into_iter().find(|it| *it == asked).unwrap_or(VERSIONS[VERSIONS.len() - 1]);
    json!({
        "protocolVersion": version,
        "capabilities": {"tools": {}},
        "serverInfo": {"name": "metrics", "version": env!("CARGO_PKG_VERSION")},
        "instructions": INSTRUCTIONS,
    })
}

fn failure(id: &Value, code: i64, what: &str) -> Value {
    json!({"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": what}})
}
