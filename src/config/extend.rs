//! What a configuration builds on: presets and files, followed to their ends, the weakest first.

use super::error::ConfigError;
use super::inside::inside;
use super::layer::{Layer, Trust};
use super::preset::preset;
use std::path::{Path, PathBuf};

/// More files than this build on each other by mistake or by malice.
const MOST_FILES: usize = 32;

/// Layers in the order of precedence, and whether any of them leaves the choice of a preset open.
#[derive(Debug, Default)]
pub(super) struct Chain {
    pub(super) layers: Vec<Layer>,
    pub(super) is_open: bool,
    /// The names of the profiles that its layers have.
    pub(super) profiles: Vec<String>,
}

/// Follows what a layer extends; of each file the profile with a name, if there is one, counts more than the rest of it.
pub(super) fn chain(layer: Layer, profile: Option<&str>) -> Result<Chain, ConfigError> {
    let mut chain = Chain::default();
    follow(layer, profile, &mut Vec::new(), &mut chain)?;
    Ok(chain)
}

fn follow(
    layer: Layer,
    profile: Option<&str>,
    open: &mut Vec<PathBuf>,
    chain: &mut Chain,
) -> Result<(), ConfigError> {
    open.push(layer.path.clone());
    chain.is_open |= layer.document.extends.is_none();
    extended(&layer, profile, open, chain)?;
    chain.profiles.extend(layer.document.profiles.keys().cloned());
    let profile = profile.map(|name| layer.profile(name)).transpose()?.flatten();
    chain.layers.push(layer);
    if let Some(profile) = profile {
        // It has its say on top, so nothing that it names leaves anything open below.
        let is_open = chain.is_open;
        extended(&profile, None, open, chain)?;
        chain.is_open = is_open;
        chain.layers.push(profile);
    }
    open.pop();
    Ok(())
}

/// Follows what a layer names.
fn extended(
    layer: &Layer,
    profile: Option<&str>,
    open: &mut Vec<PathBuf>,
    chain: &mut Chain,
) -> Result<(), ConfigError> {
    for name in layer.document.extends.iter().flat_map(|extends| &extends.value) {
        let next = match named(layer, &name.value).map_err(|what| layer.error(name.at, what))? {
            Next::Layer(next) => *next,
            Next::File(path) => {
                let what = refused(&path, open, chain);
                what.map_or(Ok(()), |what| Err(layer.error(name.at, what)))?;
                load(layer, &path).map_err(|error| layer.blame(name.at, error))?
            }
        };
        follow(next, profile, open, chain)?;
    }
    Ok(())
}

enum Next {
    Layer(Box<Layer>),
    File(PathBuf),
}

fn named(layer: &Layer, name: &str) -> Result<Next, String> {
    let is_path = name.contains('/') || Path::new(name).extension().is_some();
    if !is_path {
        return preset(name).map(|preset| Next::Layer(Box::new(preset.layer())));
    }
    let root = match &layer.trust {
        Trust::Repository(root) | Trust::Earlier(root, _) => root.as_path(),
        Trust::User(_) | Trust::Preset(_) => layer.base(),
    };
    inside(root, layer.base(), name).map(Next::File)
}

fn refused(path: &Path, open: &[PathBuf], chain: &Chain) -> Option<String> {
    if open.iter().any(|known| known == path) {
        return Some("the files extend each other in a circle".to_owned());
    }
    (chain.layers.len() + open.len() > MOST_FILES).then(|| format!("more than {MOST_FILES} files extended"))
}

fn load(layer: &Layer, path: &Path) -> Result<Layer, ConfigError> {
    let shown = match path.strip_prefix(layer.base()) {
        Ok(below) => layer.shown.parent().unwrap_or(Path::new("")).join(below),
        Err(_) => path.to_owned(),
    };
    Layer::load(path, &shown, layer.trust.clone())?
        .ok_or_else(|| ConfigError::of_file(&shown, "it has no table `tool.metrics`"))
}
