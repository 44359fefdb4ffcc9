//! How a language's reference tools sum up what they measured, where they differ.

/// Sums that follow the reference tools of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conventions {
    /// What the cyclomatic complexity of a file adds up.
    pub cyclomatic_total: CyclomaticTotal,
    /// What the cyclomatic complexity of a class is.
    pub class_score: ClassScore,
    /// What tells the kind of a function.
    pub function_kinds: FunctionKinds,
    /// In which other form cyclomatic complexity is given.
    pub second_cyclomatic: SecondCyclomatic,
    /// Whether the cognitive complexity of a file is given as `SonarJS` sums it.
    pub sonar_file: bool,
    /// Whether Halstead's tokens are those of the tree before repairs, because the reference tool makes none.
    pub halstead_of_unrepaired: bool,
}

impl Conventions {
    /// Whether files of such a language can have a metric, by its id: all but a few are of every language.
    #[cfg(feature = "program")]
    #[must_use]
    pub(crate) fn give(&self, metric: &str) -> bool {
        match metric {
            "cyclomatic_mccabe" => self.second_cyclomatic == SecondCyclomatic::Mccabe,
            "cyclomatic_modified" => self.second_cyclomatic == SecondCyclomatic::Modified,
            "cognitive.sonar_file" => self.sonar_file,
            _ => true,
        }
    }
}

/// Another form of cyclomatic complexity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondCyclomatic {
    /// Each selection counts once and its cases do not (`ESLint`'s `modified`).
    Modified,
    /// Statements alone count, and functions in a function (mccabe, ruff's C901).
    Mccabe,
}

/// What the cyclomatic complexity of a file adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CyclomaticTotal {
    /// The module, and what the functions and classes that stand directly in it add to 1 (radon).
    Outermost,
    /// The module and every function; what a field adds to 1.
    Everything,
}

/// What the cyclomatic complexity of a class is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClassScore {
    /// Body and methods over the number of methods, plus 1 if there are several (radon).
    BodyAndMethods,
    /// Mean of the methods, rounded half up.
    MeanOfMethods,
}

/// What tells the kind of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionKinds {
    /// The place: module, class or function.
    ByPlace,
    /// The syntax; a method of a class with this name constructs its objects.
    BySyntax {
        /// The name of constructors.
        constructor: &'static str,
    },
}
