//! Lets a test end the process at the worst moments, and pretend to be another version. Only in debug builds.

/// Ends the process without any clean-up if the test asked for this point.
#[cfg(debug_assertions)]
pub(super) fn point(name: &str) {
    if std::env::var_os("METRICS_TEST_ABORT").is_some_and(|asked| asked == name) {
        std::process::abort();
    }
}

#[cfg(not(debug_assertions))]
pub(super) fn point(_: &str) {}

/// The version of the schema, which a test may shift.
#[cfg(debug_assertions)]
pub(super) fn schema(version: i32) -> i32 {
    let shift = std::env::var("METRICS_TEST_SCHEMA").ok().and_then(|text| text.parse::<i32>().ok());
    version + shift.unwrap_or(0)
}

#[cfg(not(debug_assertions))]
pub(super) fn schema(version: i32) -> i32 {
    version
}
