//! What comes after the parser is linear: twice the text takes at most 2.4 times the CPU time, stage by stage. So is the
//! parser for some texts, for which it was not.
//!
//! The ratio of two times of one thread stands here, and no time: that over two doublings, because where a text is cut may
//! change what it is. A ratio that is too large is taken again with the least of more times: what other processes disturb
//! comes out right once, what grows faster never does. With `METRICS_TEST_FULL` the texts are eight times as large.

mod shapes;
mod stages;

use shapes::{SHAPES, Shape};
use stages::Stages;
use std::time::Duration;

/// That of the program: the one of the C library gives large pieces back to the system, and each round takes them anew.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Bytes of the smallest text: large enough that what grows with the square takes most of the time.
fn bytes() -> usize {
    if std::env::var_os("METRICS_TEST_FULL").is_some() { 48 * 1024 } else { 6 * 1024 }
}

/// How many times as long a text of twice the size may take.
const MOST: f64 = 2.4;

/// What takes less is noise, and far from growing fast.
const LEAST: Duration = Duration::from_micros(400);

const ATTEMPTS: usize = 6;

/// What each stage takes for a text, in the least of several rounds.
fn times(shape: &Shape, bytes: usize, rounds: usize) -> Vec<(&'static str, Duration)> {
    let text = shape.text(bytes).into_bytes();
    let stages = Stages::new(shape.file, text.clone());
    let mut least = stages.times();
    for _ in 1..rounds {
        for (time, again) in least.iter_mut().zip(stages.times()) {
            time.1 = time.1.min(again.1);
        }
    }
    if shape.is_parsed {
        let again = (1..rounds).map(|_| Stages::new(shape.file, text.clone()).parsing());
        least.push(("parsing", again.fold(stages.parsing(), Duration::min)));
    }
    least
}

/// The stages of a shape that grow too fast.
fn steep(shape: &Shape) -> Vec<String> {
    let mut steep = Vec::new();
    for attempt in 1..=ATTEMPTS {
        let (small, large) = (times(shape, bytes(), attempt), times(shape, 4 * bytes(), attempt));
        let ratios = small.iter().zip(&large).map(|((stage, small), (_, large))| {
            (*stage, (large.as_secs_f64() / small.max(&LEAST).as_secs_f64()).sqrt())
        });
        let over = ratios.filter(|(_, ratio)| *ratio > MOST);
        steep = over
            .map(|(stage, ratio)| {
                format!("{shape:?}: {stage} takes {ratio:.1} times as long for each doubling")
            })
            .collect();
        if steep.is_empty() {
            break;
        }
    }
    steep
}

fn check(suffixes: &[&str]) {
    let shapes = SHAPES.iter().filter(|shape| suffixes.iter().any(|suffix| shape.file.ends_with(suffix)));
    assert_eq!(shapes.flat_map(steep).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn there_are_shapes_of_every_kind() {
    assert!(SHAPES.len() >= 80, "{}", SHAPES.len());
}

#[test]
fn every_stage_is_linear_in_a_python_file() {
    check(&[".py"]);
}

#[test]
fn every_stage_is_linear_in_a_javascript_file() {
    check(&[".js", ".jsx"]);
}

#[test]
fn every_stage_is_linear_in_a_typescript_file() {
    check(&[".ts", ".tsx"]);
}

#[test]
fn every_stage_is_linear_in_a_component_file() {
    check(&[".vue", ".svelte"]);
}

#[test]
fn every_stage_is_linear_in_a_notebook() {
    check(&[".ipynb"]);
}
