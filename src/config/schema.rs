//! The JSON Schema of configuration files, for editors.

use super::document::Document;

/// The schema as JSON, with a newline at its end.
#[must_use]
pub fn schema() -> String {
    let schema = schemars::SchemaGenerator::default().into_root_schema_for::<Document>();
    format!("{:#}\n", schema.as_value())
}
