//! What the operating system says about a file without opening it.

/// The state by which a file is recognised as unchanged: any edit changes at least one part of it.
///
/// Time and size alone would miss an edit under a restored time; the change time and the inode see those too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FileStamp {
    /// Device of the file system.
    pub device: u64,
    /// Number of the file in its file system.
    pub inode: u64,
    /// Size in bytes.
    pub size: u64,
    /// Time of the last change of the content, in nanoseconds since 1970.
    pub modified: i64,
    /// Time of the last change of the content or the inode, in nanoseconds since 1970.
    pub changed: i64,
}
