//! What somebody may have meant who typed an option or a word of another tool: said beside the error.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;

/// Words that are typed and not known, in which commands (none stands for all), and what says the same here.
struct Hint {
    commands: &'static [&'static str],
    typed: &'static [&'static str],
    says: &'static str,
}

const fn hint(commands: &'static [&'static str], typed: &'static [&'static str], says: &'static str) -> Hint {
    Hint { commands, typed, says }
}

/// Options; an earlier row counts more than a later one.
const OPTIONS: &[Hint] = &[
    hint(&["check"], &["--top"], "a check reports all; `metrics analyze --top N` lists the worst"),
    hint(&["check"], &["--sort", "--metrics", "--min"], "`metrics analyze` has it, and lists without limits"),
    hint(
        &["analyze", "diff", "explain", "what-if", "exemptions", "list"],
        &["--report"],
        "`--format FORMAT`, and `--output FILE` for a file; `--report` is about the findings of `metrics check`",
    ),
    hint(
        &["analyze"],
        &["--limit", "--preset", "--exit-zero", "--fail-fast"],
        "`metrics check` has it: it judges",
    ),
    hint(&[], &["--json"], "`--format json`"),
    hint(&[], &["--csv"], "`metrics analyze --format csv`"),
    hint(&[], &["--sarif"], "`metrics check --format sarif`"),
    hint(&[], &["--xml", "--checkstyle"], "`metrics check --format checkstyle`, or `junit`"),
    hint(&[], &["--output-json", "-O"], "`--format json --output FILE`"),
    hint(&[], &["--output-csv"], "`metrics analyze --format csv --output FILE`"),
    hint(&[], &["--output-format", "--reporter", "--outputFormat", "--form"], "`--format FORMAT`"),
    hint(&[], &["--output-file", "--out", "--output_file"], "`--output FILE`"),
    hint(
        &[],
        &["--max-complexity", "--max-cyclomatic", "--CCN", "-C", "--max-absolute", "--complexity"],
        "`metrics check --limit cyclomatic=N`; radon's ranks A and B end at 5 and 10",
    ),
    hint(
        &[],
        &["--max-cognitive", "--max-complexity-allowed", "-m", "--cognitive"],
        "`metrics check --limit cognitive=N`",
    ),
    hint(&[], &["--max-average"], "`metrics check --limit cyclomatic.mean=N`, for each file"),
    hint(&[], &["--max-modules"], "`metrics check --limit cyclomatic.average=N`, for each file"),
    hint(&[], &["-L", "--length", "--max-lines", "--max-statements"], "`metrics check --limit loc=N`"),
    hint(&[], &["-a", "--arguments", "--max-args", "--max-params"], "`metrics check --limit parameters=N`"),
    hint(&[], &["--max-depth", "--max-nesting"], "`metrics check --limit nesting=N`"),
    hint(&[], &["-T", "--Threshold", "--threshold"], "`metrics check --limit ID=N`"),
    hint(&[], &["--fail-under", "--min-mi"], "`metrics check --limit maintainability=N`"),
    hint(&[], &["-n", "--min-rank"], "`metrics analyze --min C`, for what radon's `-nc` shows"),
    hint(&[], &["-s", "--show-complexity", "--total-average", "--average"], "a report has it anyway"),
    hint(&[], &["--ignore", "-i", "-e", "-x", "--extend-exclude", "--skip"], "`--exclude PATTERN`"),
    hint(&[], &["--no-gitignore", "--no-respect-gitignore"], "`--no-ignore`"),
    hint(&[], &["--isolated", "--no-config-lookup"], "`--no-config`"),
    hint(&[], &["--threads", "--workers", "-t", "--working_threads", "-p"], "`--jobs N`"),
    hint(&[], &["--silent"], "`--quiet`"),
    hint(&[], &["--no-color", "--no-colour", "--no-colors"], "`--color never`"),
    hint(&[], &["--colour", "--colors"], "`--color WHEN`"),
    hint(&[], &["--changed", "--diff", "--new-from-rev"], "`--since REV`, or `metrics diff` for the numbers"),
    hint(&[], &["--select", "--ignore-rule"], "`--limit ID=N` sets a limit, `--limit ID=off` lifts it"),
    hint(&[], &["--ignore-complexity", "--exit-0"], "`--exit-zero`"),
    hint(&[], &["--snapshot-create", "--write-baseline", "--suppress-all"], "`metrics baseline create`"),
    hint(
        &[],
        &["-l", "--language", "--languages", "--lang", "--ext"],
        "the suffix tells the language; `languages.NAME.extensions` of a configuration adds suffixes",
    ),
    hint(&[], &["--recursive", "-r", "-R"], "directories are walked anyway"),
];

/// Words in the place of a command, by the command that they stand below.
const COMMANDS: &[Hint] = &[
    hint(&["baseline"], &["generate", "gen", "init", "new", "make", "write", "add", "save"], "create"),
    hint(&["baseline"], &["view", "print", "list", "get", "cat"], "show"),
    hint(&["baseline"], &["refresh", "renew", "sync", "accept"], "update"),
    hint(&["baseline"], &["clean", "gc"], "prune"),
    hint(&["config"], &["generate", "gen", "create", "new", "make", "write", "setup"], "init"),
    hint(&["config"], &["view", "print", "list", "get", "cat", "effective"], "show"),
    hint(&["config"], &["check", "lint", "test", "verify"], "validate"),
    hint(&["cache"], &["view", "show", "info", "status", "list", "print"], "stats"),
    hint(&["cache"], &["clean", "purge", "delete", "remove", "reset"], "clear"),
    hint(&["cache"], &["gc", "trim"], "prune"),
    hint(&["cache"], &["check", "validate"], "verify"),
    hint(&["cache"], &["path", "where", "directory"], "dir"),
    hint(
        &[],
        &["cc", "mi", "raw", "hal", "measure", "report", "scan", "stats", "run", "top", "worst"],
        "analyze",
    ),
    hint(&[], &["lint", "gate", "test", "verify", "judge"], "check"),
    hint(&[], &["init", "generate", "setup"], "config init"),
    hint(&[], &["validate"], "config validate"),
    hint(&[], &["why", "view", "show", "inspect", "detail"], "explain"),
    hint(&[], &["compare", "delta"], "diff"),
    hint(&[], &["metrics", "rules", "rule"], "list"),
    hint(&[], &["install", "hooks", "pre-commit"], "install-hook"),
    hint(&[], &["clean", "clear"], "cache clear"),
    hint(&[], &["snapshot", "ratchet"], "baseline create"),
    hint(&[], &["ignored", "exceptions", "suppressions"], "exemptions"),
    hint(&[], &["server", "serve"], "mcp"),
    hint(&[], &["completion"], "completions"),
];

/// Adds to an error what may have been meant, in the place of a guess by letters.
pub(super) fn hinted(mut error: clap::Error, typed: &[OsString]) -> clap::Error {
    let command = |word: &&OsString| !word.to_string_lossy().starts_with('-');
    let command = typed.iter().skip(1).find(command).map(|word| word.to_string_lossy().into_owned());
    let (context, table) = match error.kind() {
        ErrorKind::UnknownArgument => (ContextKind::InvalidArg, OPTIONS),
        ErrorKind::InvalidSubcommand => (ContextKind::InvalidSubcommand, COMMANDS),
        _ => return error,
    };
    let Some(ContextValue::String(word)) = error.get(context) else { return error };
    let word = word.split('=').next().unwrap_or_default();
    let is_here = |hint: &&Hint| {
        hint.commands.is_empty() || hint.commands.iter().any(|it| Some(*it) == command.as_deref())
    };
    let below = command.as_deref().filter(|it| *it != word).unwrap_or_default();
    let is_meant = |hint: &&Hint| match context {
        ContextKind::InvalidSubcommand => hint.commands.first().copied().unwrap_or_default() == below,
        _ => is_here(hint),
    };
    let Some(hint) = table.iter().filter(is_meant).find(|hint| hint.typed.contains(&word)) else {
        return error;
    };
    let says = match context {
        ContextKind::InvalidSubcommand if below.is_empty() => format!("`metrics {}`", hint.says),
        ContextKind::InvalidSubcommand => format!("`metrics {below} {}`", hint.says),
        _ => hint.says.to_owned(),
    };
    for guess in [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand] {
        error.remove(guess);
    }
    let says = ContextValue::StyledStrs(vec![StyledStr::from(says)]);
    error.insert(ContextKind::Suggested, says);
    error
}
