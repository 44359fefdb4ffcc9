//! The options of `metrics compare-tools`.

use super::format::{Format, one_of};
use super::value::{Top, top};
use super::{OutputArgs, RunArgs, SelectionArgs};
use crate::session::{ForeignTool, TOOLS};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

const FORMATS: [Format; 2] = [Format::Text, Format::Json];

#[derive(Debug, Args)]
#[command(
    after_help = "Status 0: every number is equal, or differs for a known reason; 1: one differs for no known reason; 2: no tool \
                  is installed, or one could not be asked. Each process that is started is told on standard error. The \
                  configurations of the tools in the tree are not read, and nothing of the tree is run."
)]
pub(in crate::cli) struct CompareToolsArgs {
    #[command(flatten)]
    pub(in crate::cli) selection: SelectionArgs,
    /// Ask these tools only, and fail where one is not installed
    #[arg(long, value_delimiter = ',', value_parser = tool(), value_name = "TOOL,…", help_heading = "Tools")]
    pub(in crate::cli) tool: Vec<&'static ForeignTool>,
    /// Look for programs in this directory before those of `PATH`, such as `node_modules/.bin`; may be repeated
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath, help_heading = "Tools")]
    pub(in crate::cli) tool_path: Vec<PathBuf>,
    /// How long one process may take, in seconds
    #[arg(
        long, value_parser = clap::value_parser!(u32).range(1..), default_value_t = 600, value_name = "SECONDS",
        help_heading = "Tools"
    )]
    pub(in crate::cli) time_limit: u32,
    /// Form of the report
    #[arg(long, value_parser = one_of(&FORMATS), default_value = "text", value_name = "FORMAT", help_heading = "Report")]
    pub(in crate::cli) format: Format,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
    /// Number of differences, or `all` [default: 20; in JSON all]
    #[arg(long, value_parser = top, value_name = "N", help_heading = "Report")]
    pub(in crate::cli) top: Option<Top>,
    #[command(flatten)]
    pub(in crate::cli) run: RunArgs,
}

fn tool() -> impl TypedValueParser<Value = &'static ForeignTool> {
    let names = TOOLS.iter().map(|tool| PossibleValue::new(tool.name));
    PossibleValuesParser::new(names.collect::<Vec<_>>())
        .map(|name| ForeignTool::find(&name).expect("it is one of the possible ones"))
}
