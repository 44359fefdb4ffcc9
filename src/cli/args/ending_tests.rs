//! Tests of the ends of help texts: each command has one, and what it shows can be typed.

use super::*;
use std::collections::BTreeSet;
use std::path::Path;

fn commands(command: &Command, path: &str, found: &mut BTreeSet<String>) {
    found.insert(path.to_owned());
    for below in command.get_subcommands().filter(|it| it.get_name() != "help") {
        commands(below, format!("{path} {}", below.get_name()).trim_start(), found);
    }
}

#[test]
fn every_command_ends_with_examples_that_can_be_typed_and_a_page_that_is_there() {
    let mut all = BTreeSet::new();
    commands(&crate::cli::args::command(), "", &mut all);
    let ended: BTreeSet<String> = ENDINGS.iter().map(|it| it.command.to_owned()).collect();
    assert_eq!(ended, all, "each command has a row in ENDINGS");
    for ending in ENDINGS {
        assert!((2..=3).contains(&ending.examples.len()), "{}", ending.command);
        for (typed, does) in ending.examples {
            let words = typed.split(' ').take_while(|word| ![">", "|", "<"].contains(word));
            let parsed = crate::cli::args::parse(words.map(Into::into));
            assert!(parsed.is_ok(), "{typed}: {}", parsed.err().map(|it| it.to_string()).unwrap_or_default());
            assert!(typed.len() < 78 && does.len() < 32, "{typed} fits into 80 columns");
        }
        assert!(Path::new("docs").join(ending.page).is_file(), "docs/{}", ending.page);
    }
}
