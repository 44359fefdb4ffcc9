//! What can be typed.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;

/// Measure the complexity of Python source
#[derive(Debug, Parser)]
#[command(name = "metrics", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Measure files and print a report
    Analyze(AnalyzeArgs),
}

#[derive(Debug, Args)]
pub(super) struct AnalyzeArgs {
    /// Files and directories to measure
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Form of the report
    #[arg(long, value_enum, default_value_t = Format::Table, value_name = "FORMAT")]
    pub(super) format: Format,
    /// Read paths from a file, one a line; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(super) paths_from: Option<PathBuf>,
    /// Number of worker threads: `auto` is one per processor, at most 8
    #[arg(short, long, alias = "max-workers", default_value = "auto", value_parser = jobs, value_name = "N")]
    pub(super) jobs: usize,
    /// Largest file that is measured, such as `500kB` or `64MiB`
    #[arg(long, default_value = "1MiB", value_parser = size, value_name = "SIZE")]
    pub(super) max_file_size: u64,
    /// Use no configuration file
    #[arg(long)]
    pub(super) no_config: bool,
    /// Use no cache
    #[arg(long)]
    pub(super) no_cache: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For reading
    Table,
    /// One JSON document
    Json,
    /// One JSON record a line
    Ndjson,
}

/// Parses a command line; help and version are errors that clap prints itself.
pub(super) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, clap::Error> {
    Cli::try_parse_from(arguments).map(|cli| cli.command)
}

fn jobs(text: &str) -> Result<usize, String> {
    if text == "auto" {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        return Ok(processors.min(8));
    }
    match text.parse() {
        Ok(jobs @ 1..=256) => Ok(jobs),
        _ => Err("expected `auto` or a number from 1 to 256".to_owned()),
    }
}

/// A number of bytes with an optional unit, decimal or binary.
fn size(text: &str) -> Result<u64, String> {
    const UNITS: [(&str, u64); 7] = [
        ("", 1),
        ("b", 1),
        ("kb", 1000),
        ("mb", 1_000_000),
        ("kib", 1 << 10),
        ("mib", 1 << 20),
        ("gib", 1 << 30),
    ];
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = text[digits.len()..].to_ascii_lowercase();
    let scale = UNITS.iter().find(|(name, _)| *name == unit).map(|(_, scale)| *scale);
    let size =
        digits.trim().parse::<u64>().ok().zip(scale).and_then(|(number, scale)| number.checked_mul(scale));
    size.filter(|size| *size < 1 << 32)
        .ok_or_else(|| "expected a size below 4GiB, such as `500kB` or `1MiB`".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_decimal_and_binary_units() {
        assert_eq!(size("64MiB"), Ok(64 << 20));
        assert_eq!(size("500kB"), Ok(500_000));
        assert_eq!(size("77"), Ok(77));
        assert!(size("MiB").is_err() && size("1 parsec").is_err() && size("99999999999999999GiB").is_err());
    }

    #[test]
    fn jobs_are_bounded() {
        assert!(jobs("0").is_err() && jobs("257").is_err() && jobs("x").is_err());
        assert_eq!(jobs("3"), Ok(3));
        assert!((1..=8).contains(&jobs("auto").unwrap()));
    }
}
