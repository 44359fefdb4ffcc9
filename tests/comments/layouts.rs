//! A comment speaks for what begins on its line or the next, whatever the layout: `layouts.txt` has a text of each, in
//! which `@@` stands for the comment, and what it excuses.

use super::places::excused;

const LAYOUTS: &str = include_str!("layouts.txt");

#[test]
fn a_comment_speaks_for_what_begins_on_its_line_or_the_next_in_every_layout() {
    let layouts = LAYOUTS.split("== ").filter(|it| !it.is_empty());
    let (mut wrong, mut count) = (Vec::new(), 0);
    for layout in layouts {
        let (head, text) = layout.split_once('\n').unwrap_or_default();
        let (suffixes, expected) = head.split_once(" -> ").unwrap_or_default();
        for suffix in suffixes.split(' ') {
            let sign = if suffix == "py" { "#" } else { "//" };
            let text = text.replace("@@", &format!("{sign} metrics: ignore"));
            let found = excused(&format!("a.{suffix}"), &text).join(" | ");
            if found != expected {
                wrong.push(format!("{suffix}: {found} instead of {expected}\n{text}"));
            }
            count += 1;
        }
    }
    assert!(count > 200, "{count} layouts");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn other_line_ends_and_cells_are_layouts_too() {
    let text = "# metrics: ignore\r\n@a\r\ndef f(\r\n    a,\r\n):  # metrics: ignore\r\n    pass\r\n";
    assert_eq!(excused("a.py", text), ["1: f", "5: f"]);
    let cell = |source: &[&str]| serde_json::json!({"cell_type": "code", "metadata": {}, "source": source});
    let cells = [
        cell(&["%%time\n", "# metrics: ignore\n", "@a\n", "def f():\n", "    pass\n"]),
        cell(&["def g(\n", "    a,\n", "):  # metrics: ignore\n", "    pass"]),
    ];
    let notebook = serde_json::json!({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5});
    let found = excused("a.ipynb", &notebook.to_string());
    let names: Vec<&str> = found.iter().filter_map(|it| it.rsplit(' ').next()).collect();
    assert_eq!(names, ["f", "g"], "{found:?}");
}

#[test]
fn a_comment_at_the_end_of_a_cell_excuses_nothing_of_the_next_one() {
    let cell = |source: &str| serde_json::json!({"cell_type": "code", "metadata": {}, "source": source});
    let after = |end: &str| {
        let cells = [cell(&format!("x = 1\n{end}")), cell("# a note\ndef f():\n    pass")];
        let notebook =
            serde_json::json!({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5});
        excused("a.ipynb", &notebook.to_string())
    };
    for comment in ["# metrics: ignore", "# metrics: ignore\n", "# noqa: C901", "# complexipy: ignore"] {
        let found = after(comment);
        assert!(found.iter().all(|it| it.ends_with("nothing")), "{comment}: {found:?}");
    }
    assert_eq!(after("# metrics: ignore\ndef g(): pass"), ["2: g"]);
    assert_eq!(after("# metrics: ignore-file"), ["2: the file"]);
}
