//! Where this program writes nothing, whoever asks for it: into git's own directory, or through a linked directory of a
//! repository, which may lead anywhere. It writes nothing itself.

use std::fs::Metadata;
use std::path::{Component, Path, PathBuf};

/// Why nothing is written to a place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Git's own files are there.
    #[error("the path leads into git's own directory")]
    OfGit,
    /// A directory on the way, inside a repository, is a link.
    #[error("`{}` is a link, and nothing is written through one inside a repository", .0.display())]
    Linked(PathBuf),
}

/// Whether a file may be written to, by the directories on the way to it.
///
/// # Errors
/// Why not.
pub(crate) fn check_file(path: &Path) -> Result<(), Refusal> {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if path.file_name().is_some_and(|name| is_git(Path::new(name))) {
        return Err(Refusal::OfGit);
    }
    path.parent().map_or(Ok(()), check_directory)
}

/// Whether files may be written into a directory, which may not be there yet.
///
/// # Errors
/// Why not.
pub(crate) fn check_directory(directory: &Path) -> Result<(), Refusal> {
    let directory = std::path::absolute(directory).unwrap_or_else(|_| directory.to_owned());
    let mut on_the_way: Vec<&Path> = directory.ancestors().collect();
    on_the_way.reverse();
    if let Some(link) = on_the_way.iter().find(|path| is_link(path) && is_in_repository(path)) {
        return Err(Refusal::Linked((*link).to_owned()));
    }
    if truly(&directory).ancestors().any(|it| is_git(it) || is_store(it)) {
        return Err(Refusal::OfGit);
    }
    Ok(())
}

fn is_link(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|it| it.is_symlink())
}

/// Whether a link stands in a repository; where it leads does not matter.
fn is_in_repository(link: &Path) -> bool {
    let Some(Ok(directory)) = link.parent().map(Path::canonicalize) else { return false };
    directory.ancestors().any(|above| above.join(".git").symlink_metadata().is_ok())
}

/// The directory by its true place, with what is not there yet as it is written.
fn truly(directory: &Path) -> PathBuf {
    for above in directory.ancestors() {
        if let (Ok(place), Ok(below)) = (above.canonicalize(), directory.strip_prefix(above)) {
            let below = below.components().filter(|part| matches!(part, Component::Normal(_)));
            return place.join(below.collect::<PathBuf>());
        }
    }
    directory.to_owned()
}

/// Some file systems know no difference between the letters.
fn is_git(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.eq_ignore_ascii_case(".git"))
}

/// Whether a directory is a repository's store under another name, as `git init --separate-git-dir` makes.
fn is_store(directory: &Path) -> bool {
    let is = |name: &str, what: fn(&Metadata) -> bool| {
        directory.join(name).symlink_metadata().is_ok_and(|it| what(&it))
    };
    is("HEAD", |it| !it.is_dir()) && is("objects", |it| !it.is_file()) && is("refs", Metadata::is_dir)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn nothing_is_written_into_what_belongs_to_git() {
        let place = tempfile::tempdir().unwrap();
        let path = |name: &str| place.path().join(name);
        fs::create_dir_all(path("r/.git/hooks")).unwrap();
        for name in ["r/.git/x", "r/.git/hooks/x", "r/.GIT/new/x", "r/a/../.git/x", "r/.git"] {
            assert_eq!(check_file(&path(name)), Err(Refusal::OfGit), "{name}");
        }
        for name in ["r/.github/x", "r/.gitignore", "r/a/b/c", "x"] {
            assert_eq!(check_file(&path(name)), Ok(()), "{name}");
        }
        fs::create_dir_all(path("store/objects")).unwrap();
        fs::create_dir_all(path("store/refs")).unwrap();
        fs::write(path("store/HEAD"), "ref: refs/heads/main\n").unwrap();
        assert_eq!(check_directory(&path("store/cache")), Err(Refusal::OfGit));
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link_of_a_repository() {
        use std::os::unix::fs::symlink;
        let place = tempfile::tempdir().unwrap();
        let path = |name: &str| place.path().join(name);
        fs::create_dir_all(path("r/.git")).unwrap();
        fs::create_dir_all(path("r/real")).unwrap();
        symlink(path("r/real"), path("r/inner")).unwrap();
        symlink(path("elsewhere"), path("r/dangling")).unwrap();
        symlink(path("r"), path("alias")).unwrap();
        symlink(path("r/.git"), path("r/git")).unwrap();
        for name in ["r/inner/x", "r/inner/../x", "r/dangling/x", "alias/inner/x", "r/git/x"] {
            let refused = check_file(&path(name));
            assert!(matches!(refused, Err(Refusal::Linked(_))), "{name}: {refused:?}");
        }
        assert_eq!(check_file(&path("alias/x")), Ok(()), "the link is no part of the repository");
        assert_eq!(check_file(&path("alias/.git/x")), Err(Refusal::OfGit));
    }
}
