//! How a language's reference tools sum up what they measured, where they differ.

/// Sums that follow the reference tools of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conventions {
    /// What the cyclomatic complexity of a file adds up.
    pub cyclomatic_total: CyclomaticTotal,
    /// What the cyclomatic complexity of a class is.
    pub class_score: ClassScore,
}

/// What the cyclomatic complexity of a file adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CyclomaticTotal {
    /// The module, and what the functions and classes that stand directly in it add to 1 (radon).
    Outermost,
}

/// What the cyclomatic complexity of a class is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClassScore {
    /// Body and methods over the number of methods, plus 1 if there are several (radon).
    BodyAndMethods,
}
