//! How numbers and sizes are written.

use crate::pipeline::default_jobs;

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
    fn jobs_are_bounded() {
        assert!(jobs("0").is_err() && jobs("257").is_err() && jobs("x").is_err());
        assert_eq!(jobs("3"), Ok(3));
        assert!((1..=8).contains(&jobs("auto").unwrap()));
    }
}
