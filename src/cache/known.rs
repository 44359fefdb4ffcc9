//! What was loaded before the run asked for it: the states and records of the paths in its scope.

use super::stat::FileState;
use super::store::{Found, Reach};
use hashbrown::HashMap;
use std::path::{Component, Path, PathBuf};

/// Rows by absolute path.
#[derive(Debug, Default)]
pub(super) struct Known {
    rows: HashMap<Box<[u8]>, Loaded>,
}

#[derive(Debug)]
struct Loaded {
    last_seen: i64,
    state: Box<[u8]>,
    record: Option<Box<[u8]>>,
}

/// What is known of one path.
#[derive(Clone, Copy, Debug)]
pub(super) struct KnownFile<'a> {
    pub(super) last_seen: i64,
    pub(super) state: FileState,
    /// The bytes of the digest; none if it was not measured.
    pub(super) digest: &'a [u8],
    /// Sealed under the key of the state.
    pub(super) record: Option<&'a [u8]>,
}

impl Known {
    pub(super) fn add(&mut self, found: &Found<'_>) {
        let loaded = Loaded {
            last_seen: found.last_seen,
            state: found.state.into(),
            record: found.record.map(Into::into),
        };
        self.rows.insert(found.path.into(), loaded);
    }

    /// What is known of a path; nothing if its row was changed by anything but this program.
    pub(super) fn get(&self, path: &[u8]) -> Option<KnownFile<'_>> {
        let Loaded { last_seen, state, record } = self.rows.get(path)?;
        let (state, digest) = FileState::decode(path, state)?;
        Some(KnownFile { last_seen: *last_seen, state, digest, record: record.as_deref() })
    }
}

/// Makes paths absolute by putting them behind the current directory, without asking what links they go through.
#[derive(Clone, Debug)]
pub(super) struct Base(Vec<u8>);

impl Base {
    pub(super) fn new(current: &Path) -> Base {
        let mut bytes = current.as_os_str().as_encoded_bytes().to_vec();
        end_in_separator(&mut bytes);
        Base(bytes)
    }

    /// The bytes of the absolute path.
    pub(super) fn absolute(&self, path: &Path) -> Vec<u8> {
        let bytes = path.as_os_str().as_encoded_bytes();
        if path.is_absolute() { bytes.to_vec() } else { [&self.0, bytes].concat() }
    }

    /// What a run over a path will ask for.
    pub(super) fn scope(&self, path: &Path) -> Reach {
        let clean: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
        let mut absolute = self.absolute(&clean);
        if !path.is_dir() {
            return Reach::File(absolute);
        }
        end_in_separator(&mut absolute);
        Reach::Below(absolute)
    }
}

fn end_in_separator(path: &mut Vec<u8>) {
    let separator = u8::try_from(std::path::MAIN_SEPARATOR).unwrap_or(b'/');
    if path.last() != Some(&separator) {
        path.push(separator);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_scope_holds_the_paths_that_a_walk_reports() {
        let base = Base::new(Path::new("/repo"));
        assert_eq!(base.scope(Path::new(".")), Reach::Below(b"/repo/".to_vec()));
        assert_eq!(base.scope(Path::new("/")), Reach::Below(b"/".to_vec()));
        assert_eq!(base.scope(Path::new("./..//")), Reach::Below(b"/repo/../".to_vec()));
        assert_eq!(base.scope(Path::new("./no/./such.py")), Reach::File(b"/repo/no/such.py".to_vec()));
        assert_eq!(base.absolute(Path::new("../a.py")), b"/repo/../a.py");
        assert_eq!(base.absolute(Path::new("/a.py")), b"/a.py");
        assert_eq!(Base::new(Path::new("/")).absolute(Path::new("a")), b"/a");
    }
}
