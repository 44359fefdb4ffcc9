//! Values of which some come and some go, and what their distribution is at any time.

use std::collections::BTreeMap;

/// Values, each as often as it is there.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Multiset {
    counts: BTreeMap<Ordered, u64>,
    count: u64,
}

/// A number that can be a key: its bits, in an order that is that of the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Ordered(u64);

const SIGN: u64 = 1 << 63;

impl Ordered {
    fn of(value: f64) -> Ordered {
        let bits = value.to_bits();
        Ordered(if bits & SIGN == 0 { bits | SIGN } else { !bits })
    }

    fn value(self) -> f64 {
        f64::from_bits(if self.0 & SIGN == 0 { !self.0 } else { self.0 & !SIGN })
    }
}

/// Where the values of a metric lie.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Distribution {
    /// How many there are. Without any, all that follows is 0.
    pub count: u64,
    /// Their sum.
    pub total: f64,
    /// The sum divided by the count.
    pub mean: f64,
    /// The smallest.
    pub min: f64,
    /// The smallest that is not below a tenth of them.
    pub p10: f64,
    /// The smallest that is not below half of them.
    pub median: f64,
    /// The smallest that is not below nine tenths of them.
    pub p90: f64,
    /// The largest.
    pub max: f64,
}

impl Multiset {
    /// Adds a value as often as is said.
    pub(crate) fn add(&mut self, value: f64, times: u64) {
        *self.counts.entry(Ordered::of(value)).or_default() += times;
        self.count += times;
    }

    /// Takes a value away again.
    pub(crate) fn remove(&mut self, value: f64, times: u64) {
        let key = Ordered::of(value);
        if let Some(count) = self.counts.get_mut(&key) {
            let taken = times.min(*count);
            *count -= taken;
            self.count -= taken;
            if *count == 0 {
                self.counts.remove(&key);
            }
        }
    }

    /// Each value and how often it is there, from the smallest on.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (f64, u64)> {
        self.counts.iter().map(|(key, &count)| (key.value(), count))
    }

    /// Where the values lie; it depends on them alone and not on the order in which they came.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "nobody has 2^53 functions")]
    pub(crate) fn distribution(&self) -> Distribution {
        let Some((min, _)) = self.iter().next() else { return Distribution::default() };
        let total = self.iter().map(|(value, count)| value * count as f64).sum::<f64>();
        let ranks = [1, 5, 9].map(|tenths| (self.count * tenths).div_ceil(10).max(1));
        let (mut quantiles, mut passed, mut max) = ([min; 3], 0, min);
        for (value, count) in self.iter() {
            for (quantile, rank) in quantiles.iter_mut().zip(ranks) {
                if passed < rank {
                    *quantile = value;
                }
            }
            passed += count;
            max = value;
        }
        let [p10, median, p90] = quantiles;
        Distribution { count: self.count, total, mean: total / self.count as f64, min, p10, median, p90, max }
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the values are exact")]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_in_their_order() {
        let mut values = Multiset::default();
        for value in [3.5, -2.0, 0.0, 1e9, -0.5] {
            values.add(value, 1);
        }
        assert_eq!(values.iter().map(|(value, _)| value).collect::<Vec<_>>(), [-2.0, -0.5, 0.0, 3.5, 1e9]);
    }

    #[test]
    fn quantiles_are_values_by_their_rank() {
        let mut values = Multiset::default();
        (1..=10).for_each(|value| values.add(f64::from(value), 1));
        let Distribution { count, total, mean, min, p10, median, p90, max } = values.distribution();
        assert_eq!((count, total, mean), (10, 55.0, 5.5));
        assert_eq!([min, p10, median, p90, max], [1.0, 1.0, 5.0, 9.0, 10.0]);
        values.add(100.0, 10);
        assert_eq!((values.distribution().p10, values.distribution().median), (2.0, 10.0));
        values.remove(100.0, 10);
        (2..=10).for_each(|value| values.remove(f64::from(value), 1));
        let left = values.distribution();
        assert_eq!([left.min, left.p10, left.median, left.p90, left.max], [1.0; 5]);
        values.remove(1.0, 7);
        assert_eq!(values.distribution(), Distribution::default());
    }
}
