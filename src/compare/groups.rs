//! What a change did to groups of files: what each came to lose and to win.

use super::Comparison;
use super::difference::GROWTH;
use crate::model::{FileMetrics, METRICS, Metric};
use std::collections::BTreeMap;
use std::path::Path;

/// What a change did to some files together.
#[derive(Clone, Debug)]
pub struct GroupGrowth {
    /// The name of the group.
    pub name: String,
    /// Growth of what counts for the order, as for files.
    pub growth: f64,
    /// How much each metric that adds up over files grew, without those that did not.
    pub values: Vec<(&'static Metric, f64)>,
}

impl Comparison<'_> {
    /// What each group came to win or lose, the one that grew most first. A file that went to another group is lost
    /// there and won here, whatever else became of it.
    #[must_use]
    pub fn growth(&self, groups: &dyn Fn(&Path) -> Vec<String>) -> Vec<GroupGrowth> {
        let mut found: BTreeMap<String, BTreeMap<usize, f64>> = BTreeMap::new();
        let mut add = |path: &Path, file: &FileMetrics, sign: f64| {
            for name in groups(path) {
                let values = found.entry(name).or_default();
                for (at, metric) in METRICS.iter().enumerate().filter(|(_, metric)| metric.is_sum()) {
                    *values.entry(at).or_default() += sign * metric.of_file(file).unwrap_or(0.0);
                }
            }
        };
        for file in &self.files {
            add(&file.after.path, &file.after.metrics, 1.0);
            if let Some(before) = file.before {
                add(&before.path, &before.metrics, -1.0);
            }
        }
        self.gone_files.iter().for_each(|file| add(&file.path, &file.metrics, -1.0));
        let group = |(name, values): (String, BTreeMap<usize, f64>)| {
            let values = values.into_iter().map(|(at, by)| (&METRICS[at], by)).filter(|(_, by)| *by != 0.0);
            let values: Vec<(&'static Metric, f64)> = values.collect();
            let counts = values.iter().filter(|(metric, _)| GROWTH.contains(&metric.id));
            let growth = counts.map(|(_, by)| by).sum();
            (!values.is_empty()).then_some(GroupGrowth { name, growth, values })
        };
        let mut grown: Vec<GroupGrowth> = found.into_iter().filter_map(group).collect();
        grown.sort_by(|a, b| b.growth.total_cmp(&a.growth).then_with(|| a.name.cmp(&b.name)));
        grown
    }
}
