//! Packages: what the nearest manifest above a file says, and which manifests a workspace has.

use crate::paths;
use serde_json::Value;

/// The files that make a directory a package.
pub(crate) const MANIFESTS: [&str; 3] = ["package.json", "pyproject.toml", "pnpm-workspace.yaml"];

/// What a manifest says of its directory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Manifest {
    /// The name of the package; one of tools alone has none.
    pub name: Option<String>,
    /// The members of the workspace whose root it is, as patterns of directories below.
    pub members: Vec<String>,
}

impl Manifest {
    /// Reads a manifest by the name of its file; one that cannot be read says nothing.
    #[must_use]
    pub(crate) fn read(file: &str, text: &str) -> Manifest {
        // some editors write a mark of the encoding, which nobody reads as a part of it
        let text = text.trim_start_matches('\u{feff}');
        match file {
            "package.json" => serde_json::from_str(text).map(|it| of_node(&it)).unwrap_or_default(),
            "pyproject.toml" => toml::from_str(text).map(|it| of_python(&it)).unwrap_or_default(),
            _ => serde_yaml::from_str(text).map(|it| of_pnpm(&it)).unwrap_or_default(),
        }
    }

    /// What two manifests of one directory say; the first one names it.
    #[must_use]
    pub(crate) fn and(self, other: Manifest) -> Manifest {
        Manifest { name: self.name.or(other.name), members: [self.members, other.members].concat() }
    }

    /// Whether a directory below, given by its path from here with `/` between its parts, is a member.
    #[must_use]
    pub(crate) fn has_member(&self, directory: &str) -> bool {
        let decides = |pattern: &&String| {
            let pattern = pattern.strip_prefix('!').unwrap_or(pattern);
            let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
            paths::matches(pattern.trim_end_matches('/').as_bytes(), directory.as_bytes())
        };
        self.members.iter().rev().find(decides).is_some_and(|pattern| !pattern.starts_with('!'))
    }
}

fn of_node(manifest: &Value) -> Manifest {
    let workspaces = &manifest["workspaces"];
    let members = workspaces.as_array().or_else(|| workspaces["packages"].as_array());
    let members = members.into_iter().flatten().filter_map(Value::as_str);
    Manifest { name: named(manifest["name"].as_str()), members: members.map(str::to_owned).collect() }
}

fn of_python(manifest: &toml::Table) -> Manifest {
    let at = |keys: &[&str]| {
        let mut value = manifest.get(keys[0])?;
        for key in &keys[1..] {
            value = value.get(key)?;
        }
        Some(value)
    };
    let name = at(&["project", "name"]).or_else(|| at(&["tool", "poetry", "name"]));
    let members = |keys: &[&str]| -> Vec<String> {
        let list = at(keys).and_then(toml::Value::as_array);
        list.into_iter().flatten().filter_map(toml::Value::as_str).map(str::to_owned).collect()
    };
    let excluded = members(&["tool", "uv", "workspace", "exclude"]).into_iter().map(|it| format!("!{it}"));
    let members = members(&["tool", "uv", "workspace", "members"]).into_iter().chain(excluded).collect();
    Manifest { name: named(name.and_then(toml::Value::as_str)), members }
}

fn named(name: Option<&str>) -> Option<String> {
    name.filter(|name| !name.is_empty()).map(str::to_owned)
}

/// A name is none here: that is the one of the root's own package.
fn of_pnpm(workspace: &Value) -> Manifest {
    let members = workspace["packages"].as_array().into_iter().flatten().filter_map(Value::as_str);
    Manifest { name: None, members: members.map(str::to_owned).collect() }
}
