//! The presets: configurations that are built in.

use super::decode::{Located, decode};
use super::layer::{Layer, Trust};
use super::limits::Bounds;
use super::yaml;
use crate::model::{Limit, Metric, Origin};
use std::path::PathBuf;

/// A preset.
#[derive(Debug)]
pub struct Preset {
    /// Its name.
    pub name: &'static str,
    /// What it says, as a file would.
    pub text: &'static str,
}

impl Preset {
    /// What it limits, such as `cyclomatic ≤ 10`.
    #[must_use]
    pub fn limits(&self) -> Vec<String> {
        let limits = self.layer().document.limits.0;
        let told = |(metric, bounds): (&'static Metric, Located<Bounds>)| {
            let Limit { max, min, .. } = bounds.value.limit(metric, Origin::Preset(self.name));
            let bounds = [("≤", max), ("≥", min)]
                .map(|(sign, bound)| Some(format!("{} {sign} {}", metric.id, bound?)));
            bounds.into_iter().flatten().collect::<Vec<_>>()
        };
        limits.into_iter().flat_map(told).collect()
    }

    /// The same as a configuration.
    pub(super) fn layer(&self) -> Layer {
        let document = yaml::read(self.text).and_then(|node| decode(&node));
        Layer {
            trust: Trust::Preset(self.name),
            path: PathBuf::from(self.name),
            shown: PathBuf::from(self.name),
            text: self.text.to_owned(),
            document: document.expect("a test reads every preset"),
        }
    }
}

/// The preset that holds when nothing else is said.
pub(super) const STANDARD: &str = "standard";

/// All presets, the mildest first.
pub(crate) const PRESETS: &[Preset] = &[
    Preset { name: "relaxed", text: include_str!("presets/relaxed.yaml") },
    Preset { name: STANDARD, text: include_str!("presets/standard.yaml") },
    Preset { name: "strict", text: include_str!("presets/strict.yaml") },
];

/// The preset with a name, or what is allowed.
///
/// # Errors
/// The nearest match.
pub fn preset(name: &str) -> Result<&'static Preset, String> {
    let names: Vec<_> = PRESETS.iter().map(|preset| preset.name).collect();
    let unknown = || format!("unknown preset `{name}`; {}", super::words::allowed(name, &names));
    PRESETS.iter().find(|preset| preset.name == name).ok_or_else(unknown)
}
