//! What stands at the end of each command's help: two or three examples, and where to read on.

use clap::Command;
use std::fmt::Write as _;

/// The end of a command's help.
struct Ending {
    /// The words of the command behind the name of the program.
    command: &'static str,
    /// What can be typed, and what it does.
    examples: &'static [(&'static str, &'static str)],
    /// The page below `docs`.
    page: &'static str,
}

const fn ending(
    command: &'static str,
    examples: &'static [(&'static str, &'static str)],
    page: &'static str,
) -> Ending {
    Ending { command, examples, page }
}

const ENDINGS: &[Ending] = &[
    ending(
        "",
        &[
            ("metrics analyze", "the worst functions here"),
            ("metrics explain src/shop.py::price", "why a function has its scores"),
            ("metrics check", "what is beyond its limit"),
        ],
        "README.md",
    ),
    ending(
        "analyze",
        &[
            ("metrics analyze --by directory src", "which directory is the heaviest"),
            ("metrics analyze --sort cognitive --min C", "functions of rank C or worse"),
            ("metrics analyze --format csv -o all.csv", "every metric of every function"),
        ],
        "analyze.md",
    ),
    ending(
        "check",
        &[
            ("metrics check --limit cyclomatic=10,cognitive=15", "judge what is below here"),
            ("metrics check --staged", "what a commit makes worse"),
            ("metrics check --since main --report text,sarif=out.sarif", "a branch, in CI"),
        ],
        "check.md",
    ),
    ending(
        "watch",
        &[("metrics watch src", "after each save"), ("metrics watch --format ndjson", "for a program")],
        "editors.md",
    ),
    ending(
        "diff",
        &[
            ("metrics diff", "the work tree against HEAD"),
            ("metrics diff main", "against another revision"),
            ("metrics diff v1.0 v1.1 src --format markdown", "two revisions, for a page"),
        ],
        "check.md",
    ),
    ending(
        "what-if",
        &[
            ("metrics what-if src/shop.py edited.py", "another file as the edited text"),
            ("metrics what-if src/shop.py --format json", "standard input, for a program"),
        ],
        "agents.md",
    ),
    ending(
        "explain",
        &[
            ("metrics explain src/shop.py::Cart.total", "each line that adds to a score"),
            ("metrics explain src/shop.py::total --halstead", "the operators and operands"),
        ],
        "analyze.md",
    ),
    ending(
        "baseline",
        &[
            ("metrics baseline create", "accept what there is today"),
            ("metrics baseline update", "keep what got better since"),
            ("metrics baseline show", "what is in it"),
        ],
        "adopting.md",
    ),
    ending(
        "baseline create",
        &[
            ("metrics baseline create", "a first one"),
            ("metrics baseline create --force --preset strict", "a new one, by other limits"),
        ],
        "adopting.md",
    ),
    ending(
        "baseline update",
        &[
            ("metrics baseline update", "take over what got better"),
            ("metrics baseline update --accept-worse src", "and what got worse below src"),
        ],
        "adopting.md",
    ),
    ending(
        "baseline prune",
        &[
            ("metrics baseline prune", "drop what nothing is left of"),
            ("metrics baseline prune --baseline old.json", "in another file"),
        ],
        "adopting.md",
    ),
    ending(
        "baseline show",
        &[
            ("metrics baseline show", "that of the configuration"),
            ("metrics baseline show --baseline old.json", "another file"),
        ],
        "adopting.md",
    ),
    ending(
        "trend",
        &[
            ("metrics trend --every month", "one row for each month"),
            ("metrics trend --since 1.year --format csv -o trend.csv", "for a spreadsheet"),
        ],
        "history.md",
    ),
    ending(
        "compare-tools",
        &[
            ("metrics compare-tools src", "every tool that is on PATH"),
            ("metrics compare-tools --tool radon,ruff", "these two"),
            ("metrics compare-tools --tool-path node_modules/.bin", "those of a project, too"),
        ],
        "switching.md",
    ),
    ending(
        "upgrade-report",
        &[
            ("metrics upgrade-report .metrics-baseline", "since a baseline was made"),
            ("metrics upgrade-report old.ndjson --format json", "since records, for a program"),
        ],
        "definitions.md",
    ),
    ending(
        "hotspots",
        &[
            ("metrics hotspots src", "complex, and changed often"),
            ("metrics hotspots --format json -o hot.json", "for a program"),
        ],
        "history.md",
    ),
    ending(
        "exemptions",
        &[
            ("metrics exemptions", "with reasons and authors"),
            ("metrics exemptions src --format json", "for a program"),
        ],
        "adopting.md",
    ),
    ending(
        "config",
        &[
            ("metrics config init", "write a first configuration"),
            ("metrics config show --effective --origin src/shop.py", "what counts, and why"),
            ("metrics config validate", "look for mistakes"),
        ],
        "configuration.md",
    ),
    ending(
        "config init",
        &[
            ("metrics config init", "ask which limits to start from"),
            ("metrics config init --yes --preset strict", "ask nothing"),
        ],
        "configuration.md",
    ),
    ending(
        "config validate",
        &[
            ("metrics config validate", "all that count here and below"),
            ("metrics config validate .metrics.yaml", "one file"),
        ],
        "configuration.md",
    ),
    ending(
        "config show",
        &[
            ("metrics config show --effective --origin src/shop.py", "what counts, and why"),
            ("metrics config show --effective --profile fast", "with a profile"),
            ("metrics config show --preset strict", "what a preset says"),
        ],
        "configuration.md",
    ),
    ending(
        "config schema",
        &[
            ("metrics config schema", "print it"),
            ("metrics config schema > schema.json", "for use without a network"),
        ],
        "configuration.md",
    ),
    ending(
        "cache",
        &[
            ("metrics cache stats", "what it holds, and how it helps"),
            ("metrics cache prune --max-size 64MiB", "make it smaller"),
        ],
        "cache.md",
    ),
    ending(
        "cache stats",
        &[
            ("metrics cache stats", "what it holds, and how it helps"),
            ("metrics cache stats --runs", "the last runs, one by one"),
        ],
        "cache.md",
    ),
    ending(
        "cache prune",
        &[
            ("metrics cache prune", "what was not used for long"),
            ("metrics cache prune --days 1 --max-size 64MiB", "more than that"),
        ],
        "cache.md",
    ),
    ending(
        "cache clear",
        &[
            ("metrics cache clear", "that of the user"),
            ("metrics cache clear --cache-dir .cache", "another one"),
        ],
        "cache.md",
    ),
    ending(
        "cache export",
        &[
            ("metrics cache export cache.bin", "what was used lately, as a file"),
            ("metrics cache export cache.bin --days 0", "what was used today"),
        ],
        "cache.md",
    ),
    ending(
        "cache import",
        &[
            ("metrics cache import cache.bin", "take it in"),
            ("metrics cache import a.bin b.bin", "those of several jobs"),
        ],
        "cache.md",
    ),
    ending(
        "cache verify",
        &[
            ("metrics cache verify", "measure again all that it knows"),
            ("metrics cache verify --cache-dir .cache", "in another one"),
        ],
        "cache.md",
    ),
    ending(
        "cache dir",
        &[
            ("metrics cache dir", "where it is"),
            ("metrics cache dir --cache-dir .cache", "where another one is"),
        ],
        "cache.md",
    ),
    ending(
        "install-hook",
        &[
            ("metrics install-hook", "git checks each commit"),
            ("metrics install-hook --agent claude", "a coding agent checks each edit"),
            ("metrics install-hook --agent claude --status", "whether it is there"),
        ],
        "hooks.md",
    ),
    ending(
        "hook",
        &[("metrics hook", "what an agent runs"), ("metrics install-hook --agent codex", "make one run it")],
        "agents.md",
    ),
    ending(
        "lsp",
        &[("metrics lsp", "what an editor starts"), ("metrics watch", "the same in a terminal")],
        "editors.md",
    ),
    ending(
        "mcp",
        &[
            ("metrics mcp", "on standard input and output"),
            ("metrics what-if src/shop.py edited.py", "one of its answers by hand"),
        ],
        "agents.md",
    ),
    ending(
        "stream",
        &[
            ("metrics stream < texts.ndjson", "a record for each line"),
            ("metrics stream --cache-dir .cache -j 2", "with a cache, on two threads"),
        ],
        "clusters.md",
    ),
    ending(
        "bench",
        &[
            ("metrics bench src --save bench.json", "what runs cost today"),
            ("metrics bench src --compare bench.json", "whether they cost more"),
            ("metrics bench --files 100,all --jobs 1", "part of the matrix"),
        ],
        "bench.md",
    ),
    ending(
        "list",
        &[
            ("metrics list", "all metrics"),
            ("metrics list cognitive", "one: its formula, its source"),
            ("metrics list --format json", "for a program"),
        ],
        "metrics/README.md",
    ),
    ending(
        "schema",
        &[("metrics schema record", "a line of NDJSON"), ("metrics schema report", "the whole document")],
        "record.md",
    ),
    ending(
        "completions",
        &[
            ("metrics completions bash > metrics.bash", "for a file that bash reads"),
            ("metrics completions zsh > _metrics", "for a directory in zsh's fpath"),
        ],
        "install.md",
    ),
    ending(
        "man",
        &[("metrics man | man -l -", "read it"), ("metrics man share/man/man1", "write all pages")],
        "install.md",
    ),
];

/// Columns of an example.
const TYPED: usize = 44;

/// Adds its end to the help of a command, and of those below it.
pub(super) fn ended(command: Command) -> Command {
    end(command, "")
}

fn end(command: Command, path: &str) -> Command {
    let below: Vec<String> = command.get_subcommands().map(|it| it.get_name().to_owned()).collect();
    let before = command.get_after_help().map(|text| format!("{text}\n\n")).unwrap_or_default();
    let text = ENDINGS.iter().find(|ending| ending.command == path).map(Ending::text);
    let command = match text {
        Some(text) => command.after_help(before + &text),
        None => command,
    };
    below.into_iter().fold(command, |command, name| {
        let path = format!("{path} {name}");
        command.mut_subcommand(name, |below| end(below, path.trim_start()))
    })
}

impl Ending {
    fn text(&self) -> String {
        let mut text = "Examples:\n".to_owned();
        for (typed, does) in self.examples {
            let line = if typed.len() > TYPED {
                format!("  {typed}\n  {:TYPED$}  {does}", "")
            } else {
                format!("  {typed:TYPED$}  {does}")
            };
            writeln!(text, "{line}").expect("a String takes everything");
        }
        write!(text, "\nRead on: {}", crate::model::documentation(self.page))
            .expect("a String takes everything");
        text
    }
}

#[cfg(test)]
#[path = "ending_tests.rs"]
mod tests;
