//! Which limits a comment in the source excuses from.

use super::{METRICS, Metric, Scope, Suppression, SuppressionForm};

impl Suppression {
    /// Whether it excuses a metric of a function or class, given by its index in the record, or of the file.
    #[must_use]
    pub fn covers(&self, metric: &Metric, scope: Scope, index: usize) -> bool {
        self.covers_place(scope, index) && self.covers_metric(metric)
    }

    /// The names in it that name a metric.
    pub fn names_of<'a>(&'a self, metric: &'a Metric) -> impl Iterator<Item = &'a str> {
        self.metrics.iter().map(String::as_str).filter(|name| names(name, metric))
    }

    /// A family is named by what its ids begin with: `halstead` for `halstead.volume`.
    fn covers_metric(&self, metric: &Metric) -> bool {
        self.metrics.is_empty() || self.metrics.iter().any(|name| names(name, metric))
    }

    fn covers_place(&self, scope: Scope, index: usize) -> bool {
        let first = self.first as usize;
        match self.scope {
            _ if self.form == SuppressionForm::Malformed => false,
            Some(Scope::File) => true,
            Some(own) => own == scope && (first..first + self.count as usize).contains(&index),
            None => false,
        }
    }

    /// The first name in it that names no metric.
    #[must_use]
    pub fn unknown_metric(&self) -> Option<&str> {
        let is_known = |name: &&String| METRICS.iter().any(|metric| names(name, metric));
        self.metrics.iter().find(|name| !is_known(name)).map(String::as_str)
    }
}

fn names(name: &str, metric: &Metric) -> bool {
    metric.id.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suppression(metrics: &[&str], scope: Option<Scope>) -> Suppression {
        let metrics = metrics.iter().map(|&name| name.to_owned()).collect();
        let form = SuppressionForm::Own;
        Suppression { line: 1, cell: None, form, metrics, reason: String::new(), scope, first: 2, count: 1 }
    }

    #[test]
    fn it_covers_its_metrics_at_its_place() {
        let [cognitive, cyclomatic] = ["cognitive", "cyclomatic"].map(|id| Metric::find(id).unwrap());
        let own = suppression(&["cognitive"], Some(Scope::Function));
        assert!(own.covers(cognitive, Scope::Function, 2));
        assert!(!own.covers(cyclomatic, Scope::Function, 2), "another metric");
        assert!(!own.covers(cognitive, Scope::Function, 1), "another function");
        assert!(!own.covers(cognitive, Scope::Class, 2), "a class");
        assert!(suppression(&[], Some(Scope::File)).covers(cyclomatic, Scope::Class, 9));
        assert!(!suppression(&[], None).covers(cognitive, Scope::Function, 2));
    }

    #[test]
    fn a_family_is_named_by_its_first_part() {
        let volume = Metric::find("halstead.volume").unwrap();
        assert!(suppression(&["halstead"], Some(Scope::File)).covers(volume, Scope::File, 0));
        assert!(!suppression(&["hal"], Some(Scope::File)).covers(volume, Scope::File, 0));
        assert_eq!(suppression(&["halstead", "cognitif"], None).unknown_metric(), Some("cognitif"));
    }
}
