//! What only shows in large numbers: memory and descriptors over many files, and texts made of repeated tokens.
//!
//! The numbers are small; with `METRICS_TEST_FULL` they are those of `ci/nightly`, and `METRICS_TEST_SCALE` is the part of
//! them that is wanted.
#![cfg(target_os = "linux")]
#![expect(clippy::print_stderr, reason = "the figures of a long run are what it is for")]
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "numbers of files are small and positive"
)]

mod environment;
mod memory;
#[path = "../surroundings/mod.rs"]
mod surroundings;
mod tokens;

fn at_scale(full: usize, short: usize) -> usize {
    if std::env::var_os("METRICS_TEST_FULL").is_none() {
        return short;
    }
    let scale = std::env::var("METRICS_TEST_SCALE").ok().and_then(|scale| scale.parse::<f64>().ok());
    ((full as f64 * scale.unwrap_or(1.0)) as usize).max(short)
}
