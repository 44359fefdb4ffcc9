//! How numbers, sizes and names of metrics are written.

use crate::model::{METRICS, Metric};
use crate::pipeline::default_jobs;

/// An order of rows as it is typed.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) enum Sort {
    Path,
    By(&'static Metric),
}

/// A number of rows as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Top {
    All,
    First(usize),
}

pub(super) fn metric(id: &str) -> Result<&'static Metric, String> {
    Metric::find(id).ok_or_else(|| match nearest(id) {
        Some(near) => format!("no such metric; did you mean `{near}`?"),
        None => "no such metric; `metrics list` shows all".to_owned(),
    })
}

/// The id that was most likely meant.
fn nearest(id: &str) -> Option<&'static str> {
    let scored = METRICS.iter().map(|metric| (strsim::jaro_winkler(id, metric.id), metric.id));
    scored.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(score, _)| *score > 0.8).map(|(_, id)| id)
}

pub(super) fn sort(text: &str) -> Result<Sort, String> {
    if text == "path" { Ok(Sort::Path) } else { metric(text).map(Sort::By) }
}

pub(super) fn top(text: &str) -> Result<Top, String> {
    match text.parse() {
        _ if text == "all" => Ok(Top::All),
        Ok(first @ 1..) => Ok(Top::First(first)),
        _ => Err("expected `all` or a number from 1".to_owned()),
    }
}

pub(super) fn jobs(text: &str) -> Result<usize, String> {
    if text == "auto" {
        return Ok(default_jobs());
    }
    match text.parse() {
        Ok(jobs @ 1..=256) => Ok(jobs),
        _ => Err("expected `auto` or a number from 1 to 256".to_owned()),
    }
}

/// A number of bytes with an optional unit, decimal or binary.
pub(super) fn size(text: &str) -> Result<u64, String> {
    const UNITS: [(&str, u64); 7] = [
        ("", 1),
        ("b", 1),
        ("kb", 1000),
        ("mb", 1_000_000),
        ("kib", 1 << 10),
        ("mib", 1 << 20),
        ("gib", 1 << 30),
    ];
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = text[digits.len()..].to_ascii_lowercase();
    let scale = UNITS.iter().find(|(name, _)| *name == unit).map(|(_, scale)| *scale);
    let size =
        digits.trim().parse::<u64>().ok().zip(scale).and_then(|(number, scale)| number.checked_mul(scale));
    size.filter(|size| *size < 1 << 32)
        .ok_or_else(|| "expected a size below 4GiB, such as `500kB` or `1MiB`".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_decimal_and_binary_units() {
        assert_eq!(size("64MiB"), Ok(64 << 20));
        assert_eq!(size("500kB"), Ok(500_000));
        assert_eq!(size("77"), Ok(77));
        assert!(size("MiB").is_err() && size("1 parsec").is_err() && size("99999999999999999GiB").is_err());
    }

    #[test]
    fn a_mistyped_metric_is_guessed() {
        assert_eq!(metric("cyclomatic").unwrap().id, "cyclomatic");
        assert!(metric("cyclomtic").unwrap_err().contains("`cyclomatic`"));
        assert!(metric("volume").unwrap_err().contains("metrics list"));
    }

    #[test]
    fn a_number_of_rows_is_positive() {
        assert_eq!((top("all"), top("3")), (Ok(Top::All), Ok(Top::First(3))));
        assert!(top("0").is_err() && top("-1").is_err() && top("").is_err());
    }

    #[test]
    fn jobs_are_bounded() {
        assert!(jobs("0").is_err() && jobs("257").is_err() && jobs("x").is_err());
        assert_eq!(jobs("3"), Ok(3));
        assert!((1..=8).contains(&jobs("auto").unwrap()));
    }
}
