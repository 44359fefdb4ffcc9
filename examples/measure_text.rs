//! Measures a text with the measuring core alone: `cargo run --no-default-features --example measure_text`.

use std::io::{Write, stdout};

pub(crate) fn main() -> Result<(), Box<dyn std::error::Error>> {
    let record =
        code_metrics::measure_text("sign.js", "const sign = (x) => (x > 0 ? 1 : x < 0 ? -1 : 0);\n")?;
    for function in &record.metrics.functions {
        writeln!(stdout(), "{}: cyclomatic {}", function.qualified_name, function.cyclomatic)?;
    }
    Ok(())
}
