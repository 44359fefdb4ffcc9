//! What is known of commits and of what they did to files: plain data between git, measuring and reports.

/// A commit, as reports name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitInfo {
    /// Its hash, forty hexadecimal digits.
    pub id: String,
    /// When it was committed, in seconds since 1970 UTC.
    pub seconds: i64,
    /// Who wrote it, by the name that `.mailmap` gives; anything but a newline may be in it.
    pub author: String,
    /// The first line of its message.
    pub summary: String,
    /// The tags that name it, in the order of their bytes.
    pub tags: Vec<String>,
}

/// A file as a commit has it: the numbers of its path and of its content, as whoever found them counts both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FileVersion {
    /// Number of the path.
    pub path: u32,
    /// Number of the content.
    pub content: u32,
}

/// What happened to a file between two commits; at least one of the two sides is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// As it was, under another path if it was renamed.
    pub before: Option<FileVersion>,
    /// As it is.
    pub after: Option<FileVersion>,
}

/// How far a history that is cut off can be seen: its first commit at hand has parents that are elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Horizon {
    /// The hash of the first commit.
    pub id: String,
    /// When it was committed, in seconds since 1970 UTC.
    pub seconds: i64,
}
