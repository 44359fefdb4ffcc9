//! What an editor's settings say.

use serde::Deserialize;
use serde_json::Value;

/// What an editor's settings say, under `metrics` or as the options of the initialization.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct EditorSettings {
    /// From which values on a function has them written above it.
    pub(super) lens: LensSettings,
    /// Whether what was there before is shown, as hints.
    pub(super) inherited: bool,
}

/// From which values on a function has them written above it; none switches a metric off.
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
pub(super) struct LensSettings {
    pub(super) cyclomatic: Option<u32>,
    pub(super) cognitive: Option<u32>,
}

impl Default for EditorSettings {
    fn default() -> EditorSettings {
        EditorSettings { lens: LensSettings::default(), inherited: true }
    }
}

impl Default for LensSettings {
    fn default() -> LensSettings {
        LensSettings { cyclomatic: Some(10), cognitive: Some(15) }
    }
}

impl EditorSettings {
    /// Reads settings, which may stand in a section of the name of the program; nothing are the usual ones.
    ///
    /// # Errors
    /// What is wrong with them, in a line.
    pub(super) fn read(value: &Value) -> Result<EditorSettings, String> {
        let own = value.get("metrics").unwrap_or(value);
        if own.is_null() {
            return Ok(EditorSettings::default());
        }
        EditorSettings::deserialize(own).map_err(|error| format!("settings of the editor: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_not_said_is_usual() {
        let read = |value: Value| {
            let it = EditorSettings::read(&value).unwrap();
            (it.lens.cyclomatic, it.lens.cognitive, it.inherited)
        };
        assert_eq!(read(Value::Null), (Some(10), Some(15), true));
        assert_eq!(read(json!({"metrics": {"lens": {"cyclomatic": 3}}})), (Some(3), Some(15), true));
        assert_eq!(read(json!({"lens": {"cognitive": null}, "inherited": false})), (Some(10), None, false));
        assert!(EditorSettings::read(&json!({"lens": {"cyclomatic": "x"}})).is_err());
    }
}
