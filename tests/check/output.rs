//! Where the bytes go: colour by the environment, an output that is full, files that are named twice.

use crate::project::{Project, nested, ran};

fn project() -> Project {
    Project::new(&[("a.py", &nested("f", 12))])
}

#[test]
fn force_color_counts_unless_somebody_wants_none() {
    let project = project();
    let is_coloured = |command: &[&str], variables: &[(&str, &str)]| {
        let output = project.command(command).envs(variables.iter().copied()).output();
        ran(&output.expect("the program starts")).out.contains('\u{1b}')
    };
    for command in [&["check"][..], &["analyze"]] {
        let is_coloured = |variables| is_coloured(command, variables);
        assert!(is_coloured(&[("FORCE_COLOR", "1")]) && is_coloured(&[("CLICOLOR_FORCE", "1")]));
        assert!(is_coloured(&[("FORCE_COLOR", "3"), ("CLICOLOR", "0")]) && !is_coloured(&[]));
        assert!(!is_coloured(&[("FORCE_COLOR", "1"), ("NO_COLOR", "1")]));
        assert!(!is_coloured(&[("FORCE_COLOR", "0")]) && !is_coloured(&[("FORCE_COLOR", "")]));
    }
    assert!(!is_coloured(&["check", "--color", "never"], &[("FORCE_COLOR", "1")]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_output_is_named() {
    let project = project();
    for format in ["text", "sarif"] {
        let full = std::fs::File::create("/dev/full").expect("a device");
        let output = project.command(&["check", "--report", format]).stdout(full).output();
        let ran = ran(&output.expect("the program starts"));
        let told = "error: standard output: No space left on device (os error 28)\n";
        assert_eq!((ran.status, ran.err.as_str()), (2, told), "{format}");
    }
}

#[test]
fn one_file_takes_one_report_however_it_is_spelled() {
    let project = project();
    let absolute = project.path("o.x").display().to_string();
    for arguments in [
        &["check", "--report", "json=o.x", "--report", "sarif=./o.x"][..],
        &["check", "--report", "json=o.x", "--stats-file", &absolute],
        &["analyze", "--format", "json", "-o", "o.x", "--stats-file", "./o.x"],
    ] {
        let ran = project.run(arguments);
        assert_eq!(ran.status, 2, "{ran:?}");
        assert!(ran.err.ends_with("o.x: two reports cannot go to one file\n"), "{}", ran.err);
        assert!(!project.path("o.x").exists());
    }
    let ran = project.run(&["check", "--report", "json=o.x", "--report", "sarif=./o.y"]);
    assert_eq!((ran.status, project.read("o.y").contains("sarif")), (1, true));
}

#[test]
fn a_file_that_is_named_twice_is_reported_once() {
    let project = project();
    let absolute = project.path("a.py").display().to_string();
    assert_eq!(project.findings(&["a.py", &absolute]), project.findings(&["a.py"]));
}
