//! Files that belong together.

/// Some of the files that were measured, by a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedGroup {
    /// Its name: a directory, a package, an owner.
    pub name: String,
    /// Which of the records are in it, by their index.
    pub records: Vec<usize>,
}

/// What a check found in some files that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupFindings {
    /// The name of the group.
    pub name: String,
    /// How many files were judged.
    pub files: usize,
    /// How many functions they have.
    pub functions: usize,
    /// How many errors there are in them.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// How many findings were there before, or are known.
    pub inherited: usize,
}
