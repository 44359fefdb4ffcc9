//! A series of numbers as a line of small bars.

const HIGHEST: f64 = 7.0;
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// A bar for each value, at most so many: of values that share one the last is shown. Between the smallest and the
/// largest value the bars are even; a series that stays the same is a low line.
#[must_use]
pub(crate) fn sparkline(values: &[f64], most: usize) -> String {
    let shown: Vec<f64> = thinned(values, most).collect();
    let (low, high) =
        shown.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &it| (low.min(it), high.max(it)));
    let bar = |value: &f64| {
        let part = if high > low { (value - low) / (high - low) } else { 0.0 };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is from 0 to 7")]
        let at = (part * HIGHEST).round() as usize;
        BARS[at.min(BARS.len() - 1)]
    };
    shown.iter().map(bar).collect()
}

fn thinned(values: &[f64], most: usize) -> impl Iterator<Item = f64> {
    let count = values.len().min(most);
    (1..=count).map(move |at| values[(at * values.len()).div_ceil(count) - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_is_low_and_the_largest_high() {
        assert_eq!(sparkline(&[0.0, 7.0, 3.5, 1.0], 10), "▁█▅▂");
        assert_eq!(sparkline(&[5.0, 5.0], 10), "▁▁");
        assert_eq!(sparkline(&[], 10), "");
    }

    #[test]
    fn of_many_values_the_last_of_each_part_is_shown() {
        let values: Vec<f64> = (0..100).map(f64::from).collect();
        assert_eq!(sparkline(&values, 4).chars().count(), 4);
        assert_eq!(thinned(&values, 4).collect::<Vec<_>>(), [24.0, 49.0, 74.0, 99.0]);
        assert_eq!(thinned(&values[..3], 2).collect::<Vec<_>>(), [1.0, 2.0]);
    }
}
