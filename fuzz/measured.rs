//! What must hold for every text in a language.

use code_metrics::language::by_path;
use code_metrics::model::SkipReason;
use code_metrics::pipeline::{Generated, Means, measure_text};
use code_metrics::course::Course;
use std::path::Path;
use std::time::Duration;

/// Measures a text twice under a name that tells its language.
///
/// # Panics
/// If measuring it failed inside the program, or gave two results.
pub fn measured(name: &str, text: &[u8]) {
    let path = Path::new(name);
    let language = by_path(path).expect("a known suffix");
    let limits = Means {
        jobs: 1,
        max_file_size: u64::MAX,
        cpu_budget: Duration::from_secs(2),
        generated: Generated::Measure,
    };
    let measure = || measure_text(path, text.to_vec(), language, &limits, &Course::default());
    let (first, second) = (measure(), measure());
    for result in [&first, &second] {
        if let Err(skipped) = result {
            assert_ne!(skipped.reason, SkipReason::Panic, "{}", skipped.detail);
        }
    }
    // which of two parses runs out of time is a matter of luck
    if let (Ok(first), Ok(second)) = (first, second) {
        assert_eq!(first, second);
        assert!(first.metrics.raw.loc as usize <= text.len() + 1);
    }
}
