//! Answers of a bounded size: whole lines, and how many were left out.

/// What an answer has if nothing else is asked for.
pub(super) const USUAL: usize = 2000;

/// What is kept free for the line about the rest.
const REST: usize = 80;

/// As many lines as fit.
pub(super) fn fitted(lines: &[String], most: usize) -> String {
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        let is_last = at + 1 == lines.len();
        let room = if is_last { most } else { most.saturating_sub(REST) };
        if text.len() + line.len() + 1 > room {
            let left = lines.len() - at;
            let lines = if left == 1 { "line" } else { "lines" };
            return format!("{text}({left} more {lines} left out; `max_bytes` makes room for them)\n");
        }
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// The lines of what a report writes; one that is very long is cut.
pub(super) fn lines(bytes: &[u8]) -> Vec<String> {
    const LONGEST: usize = 300;
    let text = String::from_utf8_lossy(bytes);
    let cut = |line: &str| match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    };
    text.lines().map(cut).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_counted() {
        let lines: Vec<String> = (0..100).map(|at| format!("line number {at}")).collect();
        let text = fitted(&lines, 200);
        assert!(text.len() <= 200, "{text}");
        let shown = text.lines().count() - 1;
        assert!(
            text.ends_with(&format!(
                "({} more lines left out; `max_bytes` makes room for them)\n",
                100 - shown
            ))
        );
        assert_eq!(fitted(&lines[..3], 200), "line number 0\nline number 1\nline number 2\n");
        assert!(fitted(&["x".repeat(500)], 200).len() <= 200);
    }
}
