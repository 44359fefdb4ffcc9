//! Whose repository it is: what belongs to another user is not read, unless git is configured to trust it.
//!
//! libgit2 has the same test and knows only files of configuration; on Unix it is made here, as git makes it.

pub(super) use imp::{let_us_decide, must_be_trusted};

#[cfg(unix)]
mod imp {
    use crate::discover::git::GitError;
    use crate::discover::git::settings::{Settings, expanded};
    use git2::Repository;
    use std::os::unix::fs::MetadataExt;
    use std::path::{Path, PathBuf};

    /// Tells libgit2 not to test owners.
    #[expect(unsafe_code, reason = "it sets a variable of libgit2, which no other thread uses yet")]
    pub(crate) fn let_us_decide() {
        static ONCE: std::sync::Once = std::sync::Once::new();
        ONCE.call_once(|| {
            // SAFETY: the call writes one flag that is read when a repository is opened, and none is open.
            let _ = unsafe { git2::opts::set_verify_owner_validation(false) };
        });
    }

    /// Fails if git would not use a repository that was found in or above a directory.
    pub(crate) fn must_be_trusted(repository: &Repository, here: &Path) -> Result<(), GitError> {
        let found = here.ancestors().find(|above| above.join(".git").symlink_metadata().is_ok());
        let marker = found.map(|root| root.join(".git"));
        let owned = [marker.as_deref(), found, Some(repository.path())];
        if owned.into_iter().flatten().all(is_ours) {
            return Ok(());
        }
        let place = found.unwrap_or(repository.path());
        let place = place.canonicalize().unwrap_or_else(|_| place.to_path_buf());
        let settings = Settings::protected();
        if let Some((file, line)) = settings.broken {
            return Err(GitError::Configuration { file, line });
        }
        let is_safe = settings.all("safe.directory").fold(false, |is_safe, value| match value {
            None | Some(b"") => false,
            Some(value) => is_safe || trusts(value, &place),
        });
        if is_safe { Ok(()) } else { Err(GitError::NotOwned(place)) }
    }

    /// Whether it belongs to the user, or for root to the user who became root.
    fn is_ours(path: &Path) -> bool {
        let Ok(state) = path.symlink_metadata() else { return false };
        let user = rustix::process::geteuid().as_raw();
        let before = || std::env::var("SUDO_UID").ok()?.parse().ok();
        state.uid() == user || user == 0 && before() == Some(state.uid())
    }

    /// Whether a value of `safe.directory` is about a place: `*` is any, `/dir/*` what is below, `.` the current one.
    fn trusts(value: &[u8], place: &Path) -> bool {
        if value == b"*" {
            return true;
        }
        let (value, is_above) = value.strip_suffix(b"/*").map_or((value, false), |above| (above, true));
        let path = if value.is_empty() { PathBuf::from("/") } else { expanded(value) };
        let is_here = path == Path::new(".");
        let path = path.canonicalize().unwrap_or(path);
        (path.is_absolute() || is_here)
            && if is_above { place.starts_with(&path) && place != path } else { place == path }
    }
}

#[cfg(not(unix))]
mod imp {
    use crate::discover::git::GitError;
    use git2::Repository;
    use std::path::Path;

    /// libgit2 tests owners.
    pub(crate) fn let_us_decide() {}

    /// libgit2 did.
    #[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
    pub(crate) fn must_be_trusted(_: &Repository, _: &Path) -> Result<(), GitError> {
        Ok(())
    }
}
