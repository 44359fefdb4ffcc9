//! The options of `metrics explain`.

use super::OutputArgs;
use super::format::{Format, one_of};
use clap::Args;
use std::path::PathBuf;

const FORMATS: [Format; 2] = [Format::Text, Format::Json];

#[derive(Debug, Args)]
pub(in crate::cli) struct ExplainArgs {
    /// What to explain, as reports print it: `PATH:LINE`, `PATH::NAME` or a name alone; of a file or directory the worst
    #[arg(value_name = "PLACE", default_value = ".", value_hint = clap::ValueHint::FilePath,
        long_help = "What to explain, as reports print it: PATH:LINE, PATH:LINE:COLUMN, PATH::NAME, or the name of a \
            function or class below the current directory.\n\n\
            The end of a qualified name is enough if nothing else ends so; PATH::<module> is the code outside of \
            functions. Of a file or a directory the worst function is explained. The path `-` is standard input.")]
    pub(in crate::cli) place: PathBuf,
    /// Explain every function of a file, not only the worst
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// The name that the text on standard input would have; its suffix tells the language
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) stdin_filename: Option<PathBuf>,
    /// Show the operators and operands that Halstead's measures count
    #[arg(long)]
    pub(in crate::cli) halstead: bool,
    /// Form of the explanation
    #[arg(long, value_parser = one_of(&FORMATS), default_value = "text", value_name = "FORMAT", help_heading = "Report")]
    pub(in crate::cli) format: Format,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}
