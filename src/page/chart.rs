//! Charts: where the points are, on a field of 640 by 240.

use super::measures::{LEVELS, MEASURES};

/// A chart of points and lines on a field of 640 by 240.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chart {
    /// Its head.
    pub title: String,
    /// What it shows, in a sentence that also stands for it.
    pub text: String,
    /// Lines through points.
    pub lines: Vec<ChartLine>,
    /// Points.
    pub points: Vec<ChartPoint>,
    /// Words beside the axes.
    pub marks: Vec<ChartMark>,
}

/// A line of a chart.
#[derive(Clone, Debug)]
pub(crate) struct ChartLine {
    /// Its points as SVG has them: `x,y x,y`.
    pub points: String,
}

/// A point of a chart.
#[derive(Clone, Debug)]
pub(crate) struct ChartPoint {
    /// Distance from the left.
    pub x: String,
    /// Distance from above.
    pub y: String,
    /// What it stands for.
    pub name: String,
    /// Its level, from 0 to 5.
    pub level: usize,
}

/// A word on a chart.
#[derive(Clone, Debug)]
pub(crate) struct ChartMark {
    /// Distance from the left.
    pub x: String,
    /// Distance from above.
    pub y: String,
    /// `start`, `middle` or `end`.
    pub anchor: &'static str,
    /// The word.
    pub text: String,
}

/// The field between the axes.
const LEFT: f64 = 60.0;
const RIGHT: f64 = 630.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 210.0;

impl Chart {
    /// A line through values in their order, each with a word for its place; `None` for fewer than two.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "places on a screen")]
    pub(crate) fn over_time(title: &str, values: &[f64], span: [&str; 2]) -> Option<Chart> {
        let (first, last) = (values.first()?, values.last().filter(|_| values.len() > 1)?);
        let (low, high) = ends(values.iter().copied());
        let across = Scale::new(0.0, (values.len() - 1) as f64, LEFT, RIGHT);
        let up = Scale::new(low, high, BOTTOM, TOP);
        let points = values.iter().enumerate();
        let points: Vec<String> =
            points.map(|(at, value)| format!("{:.1},{:.1}", across.at(at as f64), up.at(*value))).collect();
        Some(Chart {
            title: title.to_owned(),
            text: format!("{title}: {} at {}, {} at {}", short(*first), span[0], short(*last), span[1]),
            lines: vec![ChartLine { points: points.join(" ") }],
            points: Vec::new(),
            marks: frame([span[0], span[1]], [&short(low), &short(high)]),
        })
    }

    /// Points by two numbers, the first to the right and the second upwards, both from 0; `None` without any.
    #[must_use]
    pub(crate) fn quadrant(title: &str, axes: [&str; 2], points: &[(String, f64, f64)]) -> Option<Chart> {
        let most = |value: fn(&(String, f64, f64)) -> f64| points.iter().map(value).reduce(f64::max);
        let (wide, high) = (most(|it| it.1)?.max(1.0), most(|it| it.2)?.max(1.0));
        let (across, up) = (Scale::new(0.0, wide, LEFT, RIGHT), Scale::new(0.0, high, BOTTOM, TOP));
        let point = |(name, x, y): &(String, f64, f64)| ChartPoint {
            x: format!("{:.1}", across.at(*x)),
            y: format!("{:.1}", up.at(*y)),
            name: format!("{name}: {} {}, {} {}", axes[0], short(*x), axes[1], short(*y)),
            level: MEASURES[0].level(*y).min(LEVELS - 1),
        };
        Some(Chart {
            title: title.to_owned(),
            text: format!(
                "{} to the right, {} upwards: what is far in both is at the upper right",
                axes[0], axes[1]
            ),
            lines: Vec::new(),
            points: points.iter().map(point).collect(),
            marks: frame(["0", &short(wide)], ["0", &short(high)]),
        })
    }
}

/// From values to places.
struct Scale {
    from: f64,
    by: f64,
    start: f64,
}

impl Scale {
    fn new(low: f64, high: f64, start: f64, end: f64) -> Scale {
        let span = if high > low { high - low } else { 1.0 };
        Scale { from: low, by: (end - start) / span, start }
    }

    fn at(&self, value: f64) -> f64 {
        self.start + (value - self.from) * self.by
    }
}

fn ends(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
}

/// The ends of both axes.
fn frame(across: [&str; 2], up: [&str; 2]) -> Vec<ChartMark> {
    let mark = |x: f64, y: f64, anchor, text: &str| ChartMark {
        x: format!("{x}"),
        y: format!("{y}"),
        anchor,
        text: text.to_owned(),
    };
    vec![
        mark(LEFT, BOTTOM + 18.0, "start", across[0]),
        mark(RIGHT, BOTTOM + 18.0, "end", across[1]),
        mark(LEFT - 6.0, BOTTOM, "end", up[0]),
        mark(LEFT - 6.0, TOP + 8.0, "end", up[1]),
    ]
}

fn short(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value}") } else { format!("{value:.2}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_from_edge_to_edge() {
        let chart = Chart::over_time("sloc", &[10.0, 30.0, 20.0], ["2025", "2026"]).expect("three values");
        assert_eq!(chart.lines[0].points, "60.0,210.0 345.0,12.0 630.0,111.0");
        assert_eq!(chart.text, "sloc: 10 at 2025, 20 at 2026");
        assert!(Chart::over_time("sloc", &[1.0], ["", ""]).is_none());
        let flat = Chart::over_time("sloc", &[5.0, 5.0], ["", ""]).expect("two values");
        assert_eq!(flat.lines[0].points, "60.0,210.0 630.0,210.0");
    }

    #[test]
    fn what_changes_most_and_is_most_complex_is_at_the_upper_right() {
        let points = [("a".to_owned(), 8.0, 40.0), ("b".to_owned(), 0.0, 0.0)];
        let chart = Chart::quadrant("t", ["changes", "complexity"], &points).expect("points");
        assert_eq!((&*chart.points[0].x, &*chart.points[0].y, chart.points[0].level), ("630.0", "12.0", 4));
        assert_eq!((&*chart.points[1].x, &*chart.points[1].y), ("60.0", "210.0"));
        assert_eq!(chart.points[0].name, "a: changes 8, complexity 40");
        assert!(Chart::quadrant("t", ["", ""], &[]).is_none());
    }
}
