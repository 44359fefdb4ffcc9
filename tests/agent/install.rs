//! `metrics install-hook --agent`: ours goes into the settings of an agent and out again, and all else stays as it is.

use crate::repository::Scratch;
use code_metrics::agent::{Host, State, install, state, uninstall};
use serde_json::Value;
use std::fs;

/// Settings of somebody else, in the forms that people write.
const FOREIGN: [&str; 12] = [
    "{}",
    "{ }\n",
    "{\n}\n",
    "{\n  \"model\": \"x\"\n}\n",
    "{\"hooks\": {}}",
    "{\r\n\t\"a\": [1, 2],\r\n\t\"hooks\": { }\r\n}\r\n",
    "{\"hooks\": {\"PostToolUse\": [], \"AfterTool\": [], \"postToolUse\": []}, \"z\": 1}\n",
    "{\"hooks\": {\"PostToolUse\": [{\"matcher\": \"Bash\", \"hooks\": [{\"type\": \"command\", \"command\": \"mine\"}]}]}}",
    "{\n  \"hooks\": {\n    \"Stop\": [\n      {\"hooks\": [{\"type\": \"command\", \"command\": \"metrics hooks\"}]}\n    ],\n    \"stop\": [{\"command\": \"x\"}]\n  },\n  \"tail\": \"}]\"\n}",
    "// mine\n{\n  // and this\n  \"hooks\": {\n    \"AfterAgent\": [ /* none */ ],\n  },\n}\n",
    "{\"version\": 1, \"hooks\": {\"stop\": [{\"command\": \"a\"}, {\"command\": \"b\"}]}}\n\n",
    "\u{feff}{\"a\": \"\\\"{[\"}",
];

#[test]
fn what_is_installed_goes_again_and_foreign_settings_stay_byte_for_byte() {
    for host in Host::ALL {
        for foreign in FOREIGN {
            let with = install(host, Some(foreign)).unwrap();
            assert_eq!(state(host, &with), Ok(State::Installed), "{host:?} {foreign}");
            assert_eq!(install(host, Some(&with)).unwrap(), with, "a second time changes nothing");
            assert_eq!(uninstall(host, &with).unwrap().as_deref(), Some(foreign), "{host:?}\n{with}");
            assert_eq!(uninstall(host, foreign).unwrap().as_deref(), Some(foreign));
        }
        let own = install(host, None).unwrap();
        assert!(serde_json::from_str::<Value>(&own).is_ok(), "{own}");
        assert_eq!(uninstall(host, &own), Ok(None), "nothing is left of a file that was ours");
    }
}

#[test]
fn what_others_put_in_or_reformatted_since_stays() {
    for host in Host::ALL {
        let own: Value = serde_json::from_str(&install(host, None).unwrap()).unwrap();
        let formatted = serde_json::to_string_pretty(&own).unwrap();
        let without = uninstall(host, &formatted).unwrap().unwrap();
        assert_eq!(state(host, &without), Ok(State::Absent), "{without}");
        let mut shared = own.clone();
        let foreign = serde_json::json!({"command": "other", "hooks": [{"command": "other"}]});
        for (_, list) in shared["hooks"].as_object_mut().unwrap() {
            list.as_array_mut().unwrap().push(foreign.clone());
        }
        let without = uninstall(host, &shared.to_string()).unwrap().unwrap();
        let left: Value = serde_json::from_str(&without).unwrap();
        assert!(
            left["hooks"].as_object().unwrap().values().all(|list| *list == serde_json::json!([foreign]))
        );
    }
}

#[test]
fn a_command_that_somebody_put_beside_ours_stays_and_ours_goes() {
    for host in Host::ALL {
        let own: Value = serde_json::from_str(&install(host, None).unwrap()).unwrap();
        let events: Vec<String> = own["hooks"].as_object().unwrap().keys().cloned().collect();
        let foreign = serde_json::json!({"type": "command", "command": "x"});
        for extended in [&events[..], &events[..1]] {
            let mut shared = own.clone();
            for event in extended {
                match shared["hooks"][event][0]["hooks"].as_array_mut() {
                    Some(hooks) => hooks.push(foreign.clone()),
                    None => shared["hooks"][event].as_array_mut().unwrap().push(foreign.clone()),
                }
            }
            let shared = shared.to_string();
            assert_eq!(state(host, &shared), Ok(State::Installed), "{shared}");
            assert_eq!(install(host, Some(&shared)).unwrap(), shared, "no second one");
            let without = uninstall(host, &shared).unwrap().unwrap();
            assert_eq!(state(host, &without), Ok(State::Absent), "{without}");
            let left: Value = serde_json::from_str(&without).unwrap();
            assert!(!without.contains("metrics hook"), "{without}");
            assert_eq!(without.matches("\"x\"").count(), extended.len(), "{without}");
            assert_eq!(left["hooks"].as_object().unwrap().len(), extended.len(), "{without}");
        }
    }
}

#[test]
fn what_ours_leaves_empty_goes_with_it() {
    for host in Host::ALL {
        let with = install(host, Some("{\"a\": 1}")).unwrap();
        let changed = with.replacen(
            "\"command\": \"metrics hook\"",
            "\"timeout\": 77, \"command\": \"metrics hook\"",
            1,
        );
        assert_ne!(changed, with);
        let left: Value = serde_json::from_str(&uninstall(host, &changed).unwrap().unwrap()).unwrap();
        assert_eq!(left["a"], 1);
        assert!(left.get("hooks").is_none(), "{left}");
    }
}

#[test]
fn a_comma_in_a_comment_separates_nothing() {
    for host in Host::ALL {
        let own: Value = serde_json::from_str(&install(host, None).unwrap()).unwrap();
        let (event, list) = own["hooks"].as_object().unwrap().iter().next().unwrap();
        let entry = &list[0];
        for comment in ["/* ours: format, then lint */", "// ours, all of it\n"] {
            let other = "{\"command\": \"other\"}";
            let text = format!("{{\"hooks\": {{\"{event}\": [{entry} {comment}, {other}]}}, \"a\": 1}}");
            let without = uninstall(host, &text).unwrap().expect("what is not ours stays");
            assert_eq!(state(host, &without), Ok(State::Absent), "{without}");
            let left: Value = serde_json::from_str(&without).unwrap();
            assert_eq!(left["a"], 1);
            assert_eq!(left["hooks"][event], serde_json::json!([{"command": "other"}]));
        }
    }
}

#[test]
fn settings_that_are_none_are_left_alone() {
    for text in [
        "",
        "[]",
        "{",
        "{\"hooks\": []}",
        "{\"hooks\": {\"Stop\": {}, \"stop\": 1, \"AfterAgent\": \"\"}}",
        "null",
    ] {
        for host in Host::ALL {
            assert!(install(host, Some(text)).is_err() && state(host, text).is_err(), "{host:?} {text}");
        }
    }
}

#[test]
fn the_command_says_what_it_did() {
    let scratch = Scratch::new();
    fs::create_dir(scratch.path("below")).unwrap();
    for (agent, file, event) in [
        ("claude", ".claude/settings.json", "PostToolUse"),
        ("codex", ".codex/hooks.json", "PostToolUse"),
        ("cursor", ".cursor/hooks.json", "postToolUse"),
        ("gemini", ".gemini/settings.json", "AfterTool"),
    ] {
        let path = scratch.path(file);
        let told = |option: &[&str]| {
            let output = scratch.metrics_in("below", &[&["install-hook", "--agent", agent], option].concat());
            assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
            let text = String::from_utf8(output.stdout).unwrap();
            let what = text.trim_end().strip_prefix(&format!("{}: ", path.display())).unwrap().to_owned();
            (output.status.code().unwrap(), what)
        };
        assert_eq!(told(&["--status"]), (1, "not installed".to_owned()));
        assert_eq!(told(&[]), (0, "installed".to_owned()));
        let settings: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        assert!(settings["hooks"][event][0].to_string().contains("metrics hook"), "{settings}");
        assert_eq!(told(&[]), (0, "installed already".to_owned()));
        assert_eq!(told(&["--status"]), (0, "installed".to_owned()));
        assert_eq!(told(&["--uninstall"]), (0, "uninstalled".to_owned()));
        assert!(!path.parent().unwrap().exists(), "the directory was made for it");
        assert_eq!(told(&["--uninstall"]), (0, "not installed".to_owned()));
    }
    scratch.write(".claude/settings.json", "nonsense");
    let refused = scratch.metrics(&["install-hook", "--agent", "claude"]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(fs::read_to_string(scratch.path(".claude/settings.json")).unwrap(), "nonsense");
}
