//! What a score is the sum of: what a function counts for itself, what its lines add, and what functions inside it add.

use super::own::Adding;
use super::{Explanation, FunctionMetrics, Increment, Role, UnitRow};

/// What a file has scores of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// A function, by its row among the functions of the record.
    Function(usize),
    /// A class, by its row among the classes.
    Class(usize),
    /// The code outside of functions and classes.
    Module,
}

/// A score and what it is the sum of: `base`, all of `own` and all of `inside`, and what is not listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Id of the metric.
    pub metric: &'static str,
    /// The sum.
    pub score: u32,
    /// What it counts for itself, whatever is in it.
    pub base: i64,
    /// What its own code adds, in document order.
    pub own: Vec<Increment>,
    /// What the functions in it add, in document order, with the points that count here; at most [`MOST_INSIDE`].
    pub inside: Vec<Increment>,
    /// What the functions in it add all together.
    pub inner: i64,
}

/// Functions may stand in each other a thousand deep, and each would list all that is in it.
pub const MOST_INSIDE: usize = 1000;

impl Account {
    fn new(metric: &'static str, score: u32, base: i64, own: Vec<Increment>) -> Account {
        let inner = i64::from(score) - base - sum(&own);
        Account { metric, score, base, own, inside: Vec::new(), inner }
    }

    fn with(mut self, inside: impl Iterator<Item = Increment>) -> Account {
        self.inside = inside.take(MOST_INSIDE).collect();
        self
    }

    /// What of the score no line is listed for.
    #[must_use]
    pub fn unlisted(&self) -> i64 {
        self.inner - sum(&self.inside)
    }
}

fn sum(increments: &[Increment]) -> i64 {
    increments.iter().map(|it| i64::from(it.points)).sum()
}

impl Explanation {
    /// What the scores of something are the sums of; the metrics in the order of the catalogue.
    #[must_use]
    pub fn accounts(&self, topic: Topic) -> Vec<Account> {
        match topic {
            Topic::Function(row) => self.of_function(row),
            Topic::Class(row) => self.of_class(row).into_iter().collect(),
            Topic::Module => {
                let (cyclomatic, cognitive) = (self.metrics.cyclomatic.module, self.metrics.cognitive.module);
                vec![
                    Account::new("cyclomatic", cyclomatic, 1, self.adding(Adding::Cyclomatic, None)),
                    Account::new("cognitive", cognitive, 0, self.adding(Adding::Cognitive, None)),
                ]
            }
        }
    }

    /// The place in the outline of a function or class.
    #[must_use]
    pub fn unit(&self, topic: Topic) -> Option<usize> {
        let wanted = match topic {
            Topic::Function(row) => UnitRow::Function(row),
            Topic::Class(row) => UnitRow::Class(row),
            Topic::Module => return None,
        };
        self.unit_of(wanted)
    }

    /// The function at a place in the outline, unless that is a class.
    #[must_use]
    pub fn function(&self, unit: usize) -> Option<&FunctionMetrics> {
        match self.units.get(unit)? {
            UnitRow::Function(row) => self.metrics.functions.get(*row),
            UnitRow::Class(_) => None,
        }
    }

    fn of_function(&self, row: usize) -> Vec<Account> {
        let (Some(unit), Some(function)) = (self.unit(Topic::Function(row)), self.metrics.functions.get(row))
        else {
            return Vec::new();
        };
        let of = |what| self.adding(what, Some(unit));
        let cyclomatic = Account::new("cyclomatic", function.cyclomatic, 1, of(Adding::Cyclomatic));
        let mccabe = function.cyclomatic_mccabe.map(|score| {
            Account::new("cyclomatic_mccabe", score, 1, of(Adding::CyclomaticMccabe))
                .with(self.mccabe_inside(unit))
        });
        let cognitive = function.cognitive.map(|score| {
            Account::new("cognitive", score, 0, of(Adding::Cognitive)).with(self.cognitive_inside(unit))
        });
        std::iter::once(cyclomatic).chain(mccabe).chain(cognitive).collect()
    }

    /// The methods of a class, and the code of its body where that counts.
    fn of_class(&self, row: usize) -> Option<Account> {
        let (unit, class) = (self.unit(Topic::Class(row))?, self.metrics.classes.get(row)?);
        let is_method = |at: &usize| {
            self.parents[*at] == Some(unit) && self.function(*at).is_some_and(|it| it.kind.is_method())
        };
        let inside = (unit + 1..self.units.len()).take_while(|at| self.is_in(*at, unit));
        let methods = inside.filter(is_method);
        let methods: Vec<Increment> =
            methods.filter_map(|at| Some((at, self.function(at)?))).map(|(at, it)| whole(at, it)).collect();
        let own = self.adding(Adding::Cyclomatic, Some(unit));
        let base = i64::from(class.weighted_methods) - sum(&own) - sum(&methods);
        Some(Account::new("weighted_methods", class.weighted_methods, base, own).with(methods.into_iter()))
    }

    /// ruff counts a function with all that is in it, and each function in it once more.
    fn mccabe_inside(&self, unit: usize) -> impl Iterator<Item = Increment> {
        (unit + 1..self.units.len()).take_while(move |at| self.is_in(*at, unit)).flat_map(|at| {
            let itself = self.function(at).map(|it| Increment { points: 1, ..whole(at, it) });
            itself.into_iter().chain(self.adding(Adding::CyclomaticMccabe, Some(at)))
        })
    }

    fn is_in(&self, unit: usize, around: usize) -> bool {
        std::iter::successors(self.parents[unit], |at| self.parents[*at]).any(|at| at == around)
    }

    /// The increments of functions that count in one, deeper by the nesting of their places; a call of themselves counts
    /// for themselves alone.
    fn cognitive_inside(&self, unit: usize) -> impl Iterator<Item = Increment> {
        let mut waiting: Vec<(usize, u32)> = self.inlined_in(unit, 0).collect();
        waiting.reverse();
        std::iter::from_fn(move || {
            let (at, nesting) = waiting.pop()?;
            let deeper: Vec<_> = self.inlined_in(at, nesting).collect();
            waiting.extend(deeper.into_iter().rev());
            let counts =
                self.adding(Adding::Cognitive, Some(at)).into_iter().filter(|it| it.rule != Role::Callee);
            Some(counts.map(move |it| it.deeper(nesting)))
        })
        .flatten()
    }

    fn inlined_in(&self, unit: usize, nesting: u32) -> impl Iterator<Item = (usize, u32)> {
        self.inlined_of(unit).map(move |it| (it.unit, it.nesting.saturating_add(nesting)))
    }
}

impl Increment {
    /// The same so many levels deeper.
    fn deeper(self, levels: u32) -> Increment {
        if !self.grows {
            return self;
        }
        let points = self.points.saturating_add(i32::try_from(levels).unwrap_or(i32::MAX));
        Increment { points, nesting: self.nesting.saturating_add(levels), ..self }
    }
}

/// A function with all that it counts, as an increment of what it stands in.
fn whole(unit: usize, function: &FunctionMetrics) -> Increment {
    Increment {
        unit: Some(unit),
        line: function.location.line,
        column: function.location.column,
        rule: Role::Function,
        points: i32::try_from(function.cyclomatic).unwrap_or(i32::MAX),
        nesting: 0,
        grows: false,
    }
}
