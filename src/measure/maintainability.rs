//! Maintainability index: one number from volume, complexity, length and comments.
//!
//! P. Oman, J. Hagemeister (1992), in the form and on the scale of radon 6.0.1 (comments over several lines included).

use crate::model::{RawLines, natural_logarithm, sine};

/// Index from 0 (worst) to 100; 100 where there is nothing to maintain.
///
/// `volume` is Halstead's for the file, `complexity` the cyclomatic complexity of the file.
pub(super) fn maintainability(volume: f64, complexity: u32, raw: &RawLines) -> f64 {
    if volume <= 0.0 || raw.lloc == 0 {
        return 100.0;
    }
    let comments = f64::from(raw.comments + raw.multi);
    let percent = if raw.sloc == 0 { 0.0 } else { comments / f64::from(raw.sloc) * 100.0 };
    let lines = natural_logarithm(f64::from(raw.lloc));
    let index = 171.0 - 5.2 * natural_logarithm(volume) - 0.23 * f64::from(complexity) - 16.2 * lines
        + 50.0 * sine((2.46 * percent.to_radians()).sqrt());
    (index * 100.0 / 171.0).clamp(0.0, 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_radons_number() {
        // radon 6.0.1 on a three-line function: volume 15.509775004326936, total complexity 3, lloc 3, no comments.
        let raw = RawLines { lloc: 3, sloc: 3, ..RawLines::default() };
        let index = maintainability(15.509_775_004_326_936, 3, &raw);
        assert!((index - 80.851_949_986_255_11).abs() < 1e-12, "{index}");
    }

    #[test]
    fn nothing_to_maintain_is_100() {
        let full = 100f64.to_bits();
        assert_eq!(maintainability(0.0, 9, &RawLines { lloc: 3, ..RawLines::default() }).to_bits(), full);
        assert_eq!(maintainability(10.0, 9, &RawLines::default()).to_bits(), full);
    }
}
