//! A fixed computation beside which CPU time is told, so that the speed of a machine and its load of the moment count
//! less: numbers are sorted, and words are counted in a tree, which compares, branches, allocates and misses caches as
//! measuring code does. Changing it makes every saved measurement worthless.

use super::usage::Usage;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Duration;

/// Tests do little of it: the times of a build with assertions are of no use.
const PART: usize = if cfg!(debug_assertions) { 100 } else { 1 };
const NUMBERS: usize = 400_000 / PART;
const WORDS: usize = 100_000 / PART;

/// The CPU time of the computation.
pub(super) fn yardstick() -> Duration {
    let started = Usage::now();
    black_box(computation());
    started.elapsed().1
}

fn computation() -> u64 {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let mut numbers: Vec<u64> = (0..NUMBERS).map(|_| random()).collect();
    numbers.sort_unstable();
    let mut words: BTreeMap<String, u64> = BTreeMap::new();
    for number in numbers.iter().cycle().step_by(7919).take(WORDS) {
        *words.entry(format!("{:x}", number % 50_021)).or_default() += 1;
    }
    words.values().fold(numbers[NUMBERS / 2], |sum, count| sum.rotate_left(5) ^ count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_computes_what_it_always_did() {
        assert_eq!(computation(), computation());
        assert!(yardstick() > Duration::ZERO);
    }
}
