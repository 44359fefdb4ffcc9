//! Measures many damaged files, and says what is wrong with their records.

use crate::found::found;
use code_metrics::course::Course;
use code_metrics::model::{FileMetrics, Halstead, Location, SkipReason};
use code_metrics::pipeline::{Generated, Means, measure_all};
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

/// The files are measured in heaps of this many, so that each heap is large enough for threads.
const HEAP: usize = 500;

/// Measures files, given by content and suffix, and says what is wrong; the files that show it stay in `directory`.
pub(crate) fn wrong(files: impl Iterator<Item = (Vec<u8>, String)>, directory: &Path) -> Vec<String> {
    let mut files = files.peekable();
    let mut wrong = Vec::new();
    for heap in 0.. {
        if files.peek().is_none() {
            break;
        }
        let place = directory.join(heap.to_string());
        let contents: Vec<_> = files.by_ref().take(HEAP).collect();
        let before = wrong.len();
        measure_heap(&contents, &place, &mut wrong);
        if wrong.len() == before {
            std::fs::remove_dir_all(&place).expect("an own directory");
        }
    }
    wrong
}

fn measure_heap(contents: &[(Vec<u8>, String)], place: &Path, wrong: &mut Vec<String>) {
    std::fs::create_dir_all(place).expect("a new directory");
    for (index, (bytes, suffix)) in contents.iter().enumerate() {
        std::fs::write(place.join(format!("{index:03}.{suffix}")), bytes).expect("a new file");
    }
    let limits = Means {
        jobs: 2,
        max_file_size: 1 << 30,
        cpu_budget: Duration::from_secs(2),
        generated: Generated::Measure,
    };
    let outcome = measure_all(&found(place), &limits, &Course::default());
    for record in &outcome.records {
        let index: usize =
            record.path.file_stem().expect("a name").to_string_lossy().parse().expect("a number");
        let faults = faults(&record.metrics, contents[index].0.len());
        wrong.extend(faults.into_iter().map(|fault| format!("{}: {fault}", record.path.display())));
    }
    let panics = outcome.skipped.iter().filter(|row| row.reason == SkipReason::Panic);
    wrong.extend(panics.map(|row| format!("{}: panic: {}", row.path.display(), row.detail)));
    if outcome.records.len() + outcome.skipped.len() != contents.len() {
        wrong.push(format!("{}: a file is missing", place.display()));
    }
}

/// What cannot be true of a file of this many bytes.
fn faults(metrics: &FileMetrics, bytes: usize) -> Vec<String> {
    let mut faults = String::new();
    let mut claim = |holds: bool, what: &str| {
        if !holds {
            let _ = writeln!(faults, "{what}");
        }
    };
    let raw = metrics.raw;
    claim(raw.loc == raw.sloc + raw.single_comments + raw.multi + raw.blank, "the lines do not add up");
    claim((0.0..=100.0).contains(&metrics.maintainability), "maintainability");
    claim(
        metrics.cyclomatic.module >= 1 && metrics.cyclomatic.total >= 1,
        "cyclomatic complexity of the module",
    );
    claim(metrics.cyclomatic.average.is_finite(), "average cyclomatic complexity");
    claim(is_sound(metrics.halstead), "Halstead measures of the file");
    for function in &metrics.functions {
        let name = &function.qualified_name;
        claim(function.cyclomatic >= 1, &format!("cyclomatic complexity of {name}"));
        claim(is_sound(function.halstead), &format!("Halstead measures of {name}"));
        claim(is_inside(&function.location, bytes), &format!("location of {name}"));
        claim(name.ends_with(&function.name), &format!("name of {name}"));
    }
    for class in &metrics.classes {
        claim(is_inside(&class.location, bytes), &format!("location of class {}", class.qualified_name));
        claim(
            class.cyclomatic <= class.weighted_methods,
            &format!("score of class {}", class.qualified_name),
        );
    }
    claim(metrics.functions.is_sorted_by_key(|row| row.location.start_byte), "functions out of order");
    claim(metrics.classes.is_sorted_by_key(|row| row.location.start_byte), "classes out of order");
    faults.lines().map(ToOwned::to_owned).collect()
}

fn is_sound(halstead: Halstead) -> bool {
    let floats = [
        halstead.calculated_length(),
        halstead.volume(),
        halstead.difficulty(),
        halstead.effort(),
        halstead.time(),
        halstead.bugs(),
    ];
    floats.iter().all(|float| float.is_finite() && *float >= 0.0)
        && halstead.distinct_operators <= halstead.total_operators
        && halstead.distinct_operands <= halstead.total_operands
}

fn is_inside(location: &Location, bytes: usize) -> bool {
    location.line >= 1
        && location.line <= location.end_line
        && location.end_line as usize <= bytes + 1
        && location.start_byte < location.end_byte
        && location.end_byte as usize <= bytes
}
