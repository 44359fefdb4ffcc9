//! What became of the files that git or the caller named to a check: judged or not, and why not. Plain data; the files
//! that a walk met by itself are no part of it.

use super::{SkipReason, counted, printable};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What became of everything that git or the caller named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// Who named the files.
    pub asked: Asked,
    /// How many of them were judged.
    pub judged: usize,
    /// The others, in the order of their paths.
    pub unjudged: Vec<Unjudged>,
    /// Files in no known language, which are not counted: a hook is handed every text file.
    pub unknown: Vec<PathBuf>,
}

/// Who named the files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asked {
    /// Nobody: a walk met them.
    #[default]
    Walked,
    /// The caller, one by one.
    Named,
    /// git: they are staged.
    Staged,
    /// git: they changed since a revision.
    Changed,
}

/// A file that was named and not judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unjudged {
    /// The file, as it stands in reports.
    pub path: PathBuf,
    /// What became of it.
    pub fate: PassedOver,
}

/// What became of a file that was not judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PassedOver {
    /// A rule hides it.
    Hidden {
        /// The rule, for a person: `excluded by .metrics.yaml:4`.
        rule: String,
        /// Whether somebody wrote the rule for this program or for tools like it.
        is_meant: bool,
    },
    /// It was met and not measured.
    Skipped(SkipReason),
    /// It was there when it was named, and not any more when it was read.
    Vanished,
    /// An error before it was enough.
    Left,
}

impl Asked {
    /// The word of it in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Asked::Walked => "walked",
            Asked::Named => "named",
            Asked::Staged => "staged",
            Asked::Changed => "changed",
        }
    }
}

impl PassedOver {
    /// Why, in a few words.
    #[must_use]
    pub fn why(&self) -> String {
        match self {
            PassedOver::Hidden { rule, .. } => rule.clone(),
            PassedOver::Skipped(reason) => reason.word().replace('_', " "),
            PassedOver::Vanished => "vanished".to_owned(),
            PassedOver::Left => "left after the first error".to_owned(),
        }
    }

    /// Whether somebody said so, or a policy; else `--strict` does not let it pass.
    #[must_use]
    pub fn is_meant(&self) -> bool {
        match self {
            PassedOver::Hidden { is_meant, .. } => *is_meant,
            PassedOver::Skipped(reason) => reason.is_policy(),
            PassedOver::Vanished => false,
            PassedOver::Left => true,
        }
    }
}

impl Balance {
    /// How many files were named.
    #[must_use]
    pub fn asked_for(&self) -> usize {
        self.judged + self.unjudged.len()
    }

    /// Takes over what became of other files.
    pub fn absorb(&mut self, other: Balance) {
        if self.asked == Asked::Walked {
            self.asked = other.asked;
        }
        self.judged += other.judged;
        self.unjudged.extend(other.unjudged);
        self.unknown.extend(other.unknown);
    }

    /// How many of the files a rule hides.
    #[must_use]
    pub fn hidden(&self) -> usize {
        self.unjudged.iter().filter(|it| matches!(it.fate, PassedOver::Hidden { .. })).count()
    }

    /// How many of the files were met and not measured.
    #[must_use]
    pub fn skipped(&self) -> usize {
        self.unjudged.iter().filter(|it| matches!(it.fate, PassedOver::Skipped(_))).count()
    }

    /// How many of the files were left after the first error.
    #[must_use]
    pub fn left(&self) -> usize {
        self.unjudged.iter().filter(|it| it.fate == PassedOver::Left).count()
    }

    /// What is missing, if something is: `2 of 5 staged files not judged: 1 excluded by .metrics.yaml:4, 1 generated`.
    #[must_use]
    pub fn missing(&self) -> Option<String> {
        if self.unjudged.is_empty() {
            return None;
        }
        let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
        for file in &self.unjudged {
            *reasons.entry(file.fate.why()).or_default() += 1;
        }
        let reasons: Vec<_> = reasons.iter().map(|(why, count)| format!("{count} {why}")).collect();
        let (missing, word) = (self.unjudged.len(), self.asked.word());
        let files = counted(self.asked_for(), &format!("{word} file"), &format!("{word} files"));
        Some(printable(&format!("{missing} of {files} not judged: {}", reasons.join(", "))).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_counted_by_its_reason() {
        let file = |name: &str, fate| Unjudged { path: name.into(), fate };
        let hidden = |rule: &str| PassedOver::Hidden { rule: rule.to_owned(), is_meant: true };
        let mut balance = Balance { asked: Asked::Staged, judged: 3, ..Balance::default() };
        assert_eq!(balance.missing(), None);
        balance.unjudged = vec![
            file("a.py", hidden("excluded by .metrics.yaml:4")),
            file("b.py", PassedOver::Skipped(SkipReason::LfsPointer)),
            file("c.py", hidden("excluded by .metrics.yaml:4")),
            file("d.py", PassedOver::Vanished),
        ];
        let told = "4 of 7 staged files not judged: 2 excluded by .metrics.yaml:4, 1 lfs pointer, 1 vanished";
        assert_eq!(balance.missing().as_deref(), Some(told));
        assert_eq!((balance.hidden(), balance.skipped(), balance.asked_for()), (2, 1, 7));
    }

    #[test]
    fn only_what_somebody_said_or_a_policy_is_meant() {
        let fates = [
            PassedOver::Skipped(SkipReason::Generated),
            PassedOver::Skipped(SkipReason::Binary),
            PassedOver::Vanished,
        ];
        assert_eq!(fates.map(|it| it.is_meant()), [true, false, false]);
    }
}
