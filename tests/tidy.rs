//! The house rules that the compiler cannot enforce: which module may import which, and what each may touch.
//!
//! The rules read the source text without its comments. Each failure names the file, the line and the rule.

#[path = "tidy/circles.rs"]
mod circles;
#[path = "tidy/opens.rs"]
mod opens;
#[path = "tidy/source.rs"]
mod source;

use source::{Source, sources};

/// Modules of the crate, and which others each may import.
const IMPORTS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("language", &["model"]),
    ("syntax", &["model"]),
    ("measure", &["model"]),
    ("pairing", &["model"]),
    ("compare", &["model", "pairing"]),
    ("history", &["model", "pairing"]),
    ("coverage", &["model"]),
    ("paths", &[]),
    ("groups", &["paths"]),
    ("writable", &[]),
    ("judge", &["model", "compare", "paths"]),
    ("baseline", &["model", "pairing"]),
    ("bench", &["session", "config", "course", "language"]),
    ("upgrade", &["model", "pairing", "compare", "baseline"]),
    ("foreign", &["model", "regular", "course"]),
    // Of `report` it knows the names of formats.
    ("config", &["model", "language", "judge", "paths", "regular", "report", "writable"]),
    ("course", &[]),
    ("git_index", &[]),
    ("regular", &[]),
    ("discover", &["model", "language", "pairing", "git_index", "regular", "course", "paths"]),
    ("cache", &["model", "git_index", "regular", "writable"]),
    ("text", &["model", "language", "syntax", "measure", "course"]),
    ("pipeline", &["model", "language", "text", "discover", "cache", "course"]),
    ("summary", &["model"]),
    ("page", &["model", "summary"]),
    ("hook", &["regular"]),
    ("agent", &[]),
    ("mcp", &["session", "model", "summary", "report", "paths"]),
    ("watch", &["session"]),
    ("lsp", &["session", "watch", "config", "model", "report", "paths"]),
    ("report", &["model", "summary", "page", "compare", "history", "upgrade", "foreign", "writable"]),
    (
        "session",
        &[
            "model", "language", "pipeline", "discover", "cache", "config", "paths", "compare", "judge",
            "baseline", "course", "coverage", "groups", "history", "hook", "regular", "report", "writable",
            "text", "upgrade", "foreign",
        ],
    ),
    // It asks a session, and brings what was asked to what was typed: it does not do the work itself.
    (
        "cli",
        &[
            "session", "config", "language", "model", "summary", "page", "report", "hook", "agent", "mcp",
            "regular", "watch", "lsp", "course", "bench",
        ],
    ),
    // The crate's root and the binary.
    ("lib", &[]),
    ("main", &["cli", "syntax", "text"]),
];

/// Parts of the standard library that a module without effects may not touch.
const EFFECTS: [&str; 6] = ["env", "fs", "net", "process", "thread", "time"];

const MOST_LINES: usize = 400;

/// Fails with one line per broken rule.
fn report(broken: &[String]) {
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

/// Applies a rule to every source file below `src`.
fn check(rule: impl Fn(&Source) -> Vec<String>) {
    let sources = sources("src");
    assert!(!sources.is_empty(), "the tests run in the package's directory");
    report(&sources.iter().flat_map(rule).collect::<Vec<_>>());
}

#[test]
fn imports_go_one_way() {
    check(|source| {
        let Some((_, allowed)) = IMPORTS.iter().find(|(module, _)| *module == source.module) else {
            return vec![source.complain(1, &format!("module `{}` has no row in IMPORTS", source.module))];
        };
        let is_module = |name: &str| IMPORTS.iter().any(|(module, _)| *module == name);
        let is_foreign = |name: &str| is_module(name) && name != source.module && !allowed.contains(&name);
        let imports = ["crate", "code_metrics", "super"].into_iter().flat_map(|root| source.paths(root));
        let foreign = imports.filter(|(_, name)| is_foreign(name));
        foreign
            .map(|(line, name)| {
                source.complain(line, &format!("`{}` may not import `{name}`", source.module))
            })
            .collect()
    });
}

#[test]
fn what_a_module_may_import_it_does() {
    let sources = sources("src");
    let imports = |module: &str, name: &str| {
        let own = sources.iter().filter(|source| source.module == module);
        let roots = ["crate", "code_metrics"];
        own.flat_map(|source| roots.iter().flat_map(|root| source.paths(root)))
            .any(|(_, named)| named == name)
    };
    let idle = |(module, allowed): &(&str, &[&str])| -> Vec<String> {
        let idle = allowed.iter().filter(|name| !imports(module, name));
        idle.map(|name| format!("IMPORTS lets `{module}` import `{name}`, which it does not")).collect()
    };
    report(&IMPORTS.iter().flat_map(idle).collect::<Vec<_>>());
}

#[test]
fn the_crate_is_named_by_its_modules() {
    check(|source| {
        let stars = source.paths("crate").into_iter().filter(|(_, name)| name == "*");
        let climbs = source.lines_with("super::super").map(|line| (line, String::new()));
        stars
            .chain(climbs)
            .map(|(line, _)| source.complain(line, "name the module after `crate::`"))
            .collect()
    });
}

#[test]
fn only_syntax_knows_the_parser() {
    check(|source| {
        let is_allowed = |word: &str| match source.module.as_str() {
            "syntax" => true,
            // A language's row names its grammar, and no more of the parser than the type of a grammar.
            "language" => word != "tree_sitter",
            _ => false,
        };
        let grammar_types = ["tree_sitter::Language", "tree_sitter_language::LanguageFn"];
        let parser = |(line, text): (usize, &str)| {
            let text = match source.module.as_str() {
                "language" => grammar_types.iter().fold(text.to_owned(), |text, name| text.replace(name, "")),
                _ => text.to_owned(),
            };
            let named =
                source::words(&text).find(|word| word.starts_with("tree_sitter") && !is_allowed(word))?;
            Some(source.complain(line, &format!("only `syntax` may name `{named}`")))
        };
        source.code_lines().filter_map(parser).collect()
    });
}

#[test]
fn only_the_walk_and_the_pipeline_know_the_thread_pool() {
    check(|source| match source.module.as_str() {
        "pipeline" | "discover" => Vec::new(),
        _ => source
            .lines_with("rayon")
            .map(|line| source.complain(line, "only `discover` and `pipeline` may name rayon"))
            .collect(),
    });
}

#[test]
fn only_discovery_knows_git() {
    check(|source| match source.module.as_str() {
        "discover" => Vec::new(),
        _ => source
            .lines_with("git2")
            .map(|line| source.complain(line, "only `discover` may name git2"))
            .collect(),
    });
}

#[test]
fn only_the_cache_and_one_report_know_sqlite() {
    check(|source| {
        let is_allowed = source.module == "cache" || source.path.starts_with("src/report/sqlite/");
        let named = source.lines_with("rusqlite").filter(|_| !is_allowed);
        named
            .map(|line| source.complain(line, "only `cache` and `report/sqlite` may name rusqlite"))
            .collect()
    });
}

#[test]
fn only_the_command_line_knows_its_parser() {
    let is_clap = |word: &str| word == "clap" || word.starts_with("clap_");
    check(|source| {
        let named = source.code_lines().filter(|(_, code)| source::words(code).any(is_clap));
        let foreign = named.filter(|_| source.module != "cli");
        foreign.map(|(line, _)| source.complain(line, "only `cli` may name clap")).collect()
    });
}

#[test]
fn a_session_has_no_terminal_and_no_exit_status() {
    const FOREIGN: [&str; 9] =
        ["stdout", "stderr", "stdin", "Stdout", "println", "eprintln", "exit", "ExitCode", "anstream"];
    check(|source| {
        if source.module != "session" {
            return Vec::new();
        }
        let foreign = |(line, code)| {
            let named = source::words(code).find(|word| FOREIGN.contains(word))?;
            Some(source.complain(line, &format!("`session` may not name `{named}`")))
        };
        source.code_lines().filter_map(foreign).collect()
    });
}

#[test]
fn a_check_reads_as_a_table_of_contents() {
    const MOST: usize = 20;
    let sources = sources("src/cli/check.rs");
    let source = sources.first().expect("it is there");
    let mut lines = source.code_lines().skip_while(|(_, code)| !code.contains("fn check("));
    let length = lines.by_ref().take_while(|(_, code)| *code != "}").count() + 1;
    let functions = source.code_lines().filter(|(_, code)| code.contains("fn ")).count();
    assert!(functions == 1 && length <= MOST, "{functions} functions, `check` has {length} lines");
}

#[test]
fn no_two_public_types_share_a_name() {
    const KINDS: [&str; 4] = ["pub struct ", "pub enum ", "pub trait ", "pub type "];
    let sources = sources("src");
    let mut known = std::collections::BTreeMap::new();
    let mut broken = Vec::new();
    for source in &sources {
        for (line, code) in source.code_lines() {
            let code = code.trim_start().replace("pub(crate) ", "pub ");
            let declared = KINDS.iter().find_map(|kind| code.strip_prefix(kind));
            let Some(name) = declared.and_then(|rest| source::words(rest).next()) else { continue };
            if let Some(other) = known.insert(name.to_owned(), source.path.clone()) {
                broken.push(source.complain(line, &format!("`{name}` is a type in {other} already")));
            }
        }
    }
    report(&broken);
}

#[test]
fn tests_start_the_program_with_nothing_set_around_it() {
    let starts = ["CARGO_BIN_EXE_metrics", "cargo_bin(\"metrics\")", "Session::open("];
    let is_clear = |text: &str| ["surroundings::", "env_clear()"].iter().any(|word| text.contains(word));
    let mut broken = Vec::new();
    let mut open = vec![std::path::PathBuf::from("tests")];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(
                std::fs::read_dir(&path).expect("a directory").map(|it| it.expect("an entry").path()),
            );
        } else if path.extension().is_some_and(|suffix| suffix == "rs") && !path.ends_with("tidy.rs") {
            let text = std::fs::read_to_string(&path).expect("UTF-8");
            if starts.iter().any(|start| text.contains(start))
                && !is_clear(&text)
                && !path.ends_with("surroundings/mod.rs")
            {
                broken.push(format!(
                    "{}: start it with `surroundings::program()`, or call `surroundings::clear()`",
                    path.display()
                ));
            }
        }
    }
    report(&broken);
}

#[test]
fn one_file_starts_processes_and_measuring_never_does() {
    check(|source| {
        // `metrics compare-tools` asks other tools; nothing else has a reason to.
        if source.path == "src/foreign/run.rs" {
            return Vec::new();
        }
        let commands = source.lines_with("process::Command").chain(source.lines_with("Command::new"));
        commands.map(|line| source.complain(line, "start no process")).collect()
    });
}

#[test]
fn measuring_judging_and_summing_up_have_no_effects() {
    check(|source| {
        if !["measure", "pairing", "compare", "history", "judge", "baseline", "upgrade", "summary"]
            .contains(&source.module.as_str())
        {
            return Vec::new();
        }
        let effects = source.paths("std").into_iter().filter(|(_, name)| EFFECTS.contains(&name.as_str()));
        effects
            .map(|(line, name)| {
                source.complain(line, &format!("`{}` may not name std::{name}", source.module))
            })
            .collect()
    });
}

#[test]
fn a_language_is_a_row_and_never_a_condition() {
    check(|source| {
        if source.module == "language" {
            return Vec::new();
        }
        let asks = |(line, text): (usize, &str)| {
            source::asks_for_the_language(text)
                .then(|| source.complain(line, "put what differs into the language's row"))
        };
        source.code_lines().filter_map(asks).collect()
    });
}

#[test]
fn every_file_says_what_it_answers_and_is_short() {
    let all = ["src", "tests", "benches", "examples", "build.rs"].into_iter().flat_map(sources);
    let rule = |source: Source| {
        let silent = !source.text.starts_with("//!");
        let silent = silent.then(|| source.complain(1, "begin with `//!`: what the file answers"));
        let lines = source.text.lines().count();
        let long = format!("{lines} lines, {MOST_LINES} at most: split it by what it answers");
        let long = (lines > MOST_LINES).then(|| source.complain(MOST_LINES, &long));
        silent.into_iter().chain(long)
    };
    report(&all.flat_map(rule).collect::<Vec<_>>());
}
