//! Areas in proportion to sizes, as near to squares as they get: the squarified treemap of Bruls, Huizing and van Wijk
//! (2000).

/// A rectangle on the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Area {
    /// Distance from the left edge.
    pub x: f64,
    /// Distance from the upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Area {
    /// What is left of it inside a border; a share of it, where it is too small for one.
    pub(super) fn inside(self, border: f64) -> Area {
        let (dx, dy) = (border.min(self.width / 10.0), border.min(self.height / 10.0));
        Area { x: self.x + dx, y: self.y + dy, width: self.width - 2.0 * dx, height: self.height - 2.0 * dy }
    }

    fn shorter(self) -> f64 {
        self.width.min(self.height)
    }

    /// Cuts a strip off along the shorter side; gives it and the rest.
    fn cut(self, thickness: f64) -> (Area, Area) {
        if self.width >= self.height {
            let strip = Area { width: thickness, ..self };
            (strip, Area { x: self.x + thickness, width: (self.width - thickness).max(0.0), ..self })
        } else {
            let strip = Area { height: thickness, ..self };
            (strip, Area { y: self.y + thickness, height: (self.height - thickness).max(0.0), ..self })
        }
    }
}

/// Divides an area by sizes, which must be positive and the largest first.
pub(super) fn divide(area: Area, sizes: &[f64]) -> Vec<Area> {
    let all: f64 = sizes.iter().sum();
    let scale = if all > 0.0 { area.width * area.height / all } else { 0.0 };
    let (mut areas, mut rest, mut from) = (Vec::with_capacity(sizes.len()), area, 0);
    while from < sizes.len() {
        let count = row(&sizes[from..], rest.shorter(), scale);
        let sum: f64 = sizes[from..from + count].iter().sum::<f64>() * scale;
        let thickness = if rest.shorter() > 0.0 { sum / rest.shorter() } else { 0.0 };
        let (mut strip, left) = rest.cut(thickness);
        for size in &sizes[from..from + count] {
            // The shorter side of the rest is the longer one of the strip.
            let length = if thickness > 0.0 { size * scale / thickness } else { 0.0 };
            if rest.width >= rest.height {
                areas.push(Area { height: length, ..strip });
                strip.y += length;
            } else {
                areas.push(Area { width: length, ..strip });
                strip.x += length;
            }
        }
        (rest, from) = (left, from + count);
    }
    areas
}

/// How many of the sizes stand in the next row: one more as long as the worst of them comes nearer to a square.
fn row(sizes: &[f64], side: f64, scale: f64) -> usize {
    let (mut sum, mut best) = (0.0, f64::INFINITY);
    for (count, size) in sizes.iter().enumerate() {
        sum += size * scale;
        let (largest, smallest) = (sizes[0] * scale, size * scale);
        let square = side * side;
        let worst = (square * largest / (sum * sum)).max(sum * sum / (square * smallest));
        if worst > best {
            return count;
        }
        best = worst;
    }
    sizes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_in_proportion_and_fill_the_whole() {
        let whole = Area { x: 0.0, y: 0.0, width: 6.0, height: 4.0 };
        let sizes = [6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0];
        let areas = divide(whole, &sizes);
        for (area, size) in areas.iter().zip(sizes) {
            assert!((area.width * area.height - size).abs() < 1e-9, "{area:?}");
            assert!(area.x + area.width < 6.0 + 1e-9 && area.y + area.height < 4.0 + 1e-9, "{area:?}");
        }
        // The example of the paper: the first two share a strip of half the width.
        assert_eq!(areas[0], Area { x: 0.0, y: 0.0, width: 3.0, height: 2.0 });
        assert_eq!(areas[1], Area { x: 0.0, y: 2.0, width: 3.0, height: 2.0 });
        let overlaps = |a: &Area, b: &Area| {
            a.x + 1e-9 < b.x + b.width
                && b.x + 1e-9 < a.x + a.width
                && a.y + 1e-9 < b.y + b.height
                && b.y + 1e-9 < a.y + a.height
        };
        let pairs = areas.iter().enumerate().flat_map(|(at, a)| areas[at + 1..].iter().map(move |b| (a, b)));
        assert!(!pairs.into_iter().any(|(a, b)| overlaps(a, b)));
    }

    #[test]
    fn many_equal_ones_and_none_at_all_are_divided_too() {
        let whole = Area { x: 0.0, y: 0.0, width: 100.0, height: 60.0 };
        assert!(divide(whole, &[]).is_empty());
        let areas = divide(whole, &vec![1.0; 20_000]);
        assert_eq!(areas.len(), 20_000);
        assert!(areas.iter().all(|area| area.width.is_finite() && area.width > 0.0));
    }
}
