//! What is complex and keeps changing, and what keeps changing together.

use super::{Chronicle, Measures, Touch};
use crate::model::{CommitInfo, FileMetrics, FileVersion, Fold, Horizon, Metric, Skipped};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// What a row is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HotspotBy {
    /// A function or method.
    #[default]
    Function,
    /// A file.
    File,
    /// A directory, with the files directly in it.
    Directory,
}

/// Where something stands in the last commit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The file or directory, as one would type it.
    pub path: PathBuf,
    /// The first line of a function.
    pub line: Option<u32>,
    /// The qualified name of a function.
    pub name: Option<String>,
}

/// Something that changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Hotspot {
    /// Where it stands.
    pub spot: Spot,
    /// How many commits changed it.
    pub changes: usize,
    /// Who made them and how many each, most first.
    pub authors: Vec<(String, usize)>,
    /// When the last of them was made, in seconds since 1970 UTC.
    pub last: i64,
    /// How complex it is now.
    pub complexity: f64,
    /// `changes` times `complexity`.
    pub score: f64,
}

/// Two things that changed together.
#[derive(Clone, Debug, PartialEq)]
pub struct Coupled {
    /// Where they stand.
    pub spots: [Spot; 2],
    /// How many commits changed each.
    pub changes: [usize; 2],
    /// How many changed both.
    pub common: usize,
    /// The part of the commits that changed one of them and changed both, from 0 to 1.
    pub share: f64,
}

/// What came of the commits of a window.
#[derive(Clone, Debug)]
pub struct Hotspots {
    /// What the rows are about.
    pub by: HotspotBy,
    /// What tells how complex they are.
    pub metric: &'static Metric,
    /// What changed, the highest score first.
    pub rows: Vec<Hotspot>,
    /// What changed together, if that was asked for: the most common commits first, and of these the largest share.
    pub coupled: Vec<Coupled>,
    /// Commits whose changes were counted.
    pub commits: usize,
    /// Merges, whose changes are those of other commits.
    pub merges: usize,
    /// Commits that are to be ignored.
    pub ignored: usize,
    /// Commits that changed nothing that is measured.
    pub idle: usize,
    /// Where the history ends that can be seen, if there would be more of it.
    pub horizon: Option<Horizon>,
    /// Contents that could not be measured, under the first path that had them.
    pub skipped: Vec<Skipped>,
}

/// The files of the last commit.
#[derive(Clone, Copy)]
pub struct LastCommit<'a> {
    /// All of them.
    pub files: &'a [FileVersion],
    /// Paths by their numbers, as one would type them.
    pub paths: &'a [PathBuf],
    /// Which paths were asked for.
    pub wanted: &'a [bool],
    /// What was measured.
    pub measures: Measures<'a>,
}

/// What the rows are about, and what puts them into their order.
#[derive(Clone, Copy, Debug)]
pub struct Ranking {
    /// What the rows are about.
    pub by: HotspotBy,
    /// What tells how complex they are.
    pub metric: &'static Metric,
}

/// More subjects in one commit say nothing about which belong together.
const MOST_TOGETHER: usize = 30;
/// Fewer common commits may be chance.
const LEAST_COMMON: usize = 5;
/// A smaller share may be, too.
const LEAST_SHARE: f64 = 0.3;

impl HotspotBy {
    /// Its rows, as a word that agrees with their number.
    #[must_use]
    pub(crate) fn noun(self, count: usize) -> &'static str {
        match (self, count) {
            (HotspotBy::Function, 1) => "function",
            (HotspotBy::Function, _) => "functions",
            (HotspotBy::File, 1) => "file",
            (HotspotBy::File, _) => "files",
            (HotspotBy::Directory, 1) => "directory",
            (HotspotBy::Directory, _) => "directories",
        }
    }
}

/// Ranks what a history touched; `pairs` is whether to tell what changed together.
#[must_use]
pub fn hotspots(
    chronicle: &Chronicle,
    commits: &[CommitInfo],
    last: LastCommit<'_>,
    ranking: Ranking,
    pairs: bool,
) -> (Vec<Hotspot>, Vec<Coupled>) {
    let subjects = Subjects::new(chronicle, last, ranking);
    let mut tallies = vec![Tally::default(); subjects.list.len()];
    let mut common: HashMap<(usize, usize), usize> = HashMap::new();
    for touch in &chronicle.touches {
        let touched = subjects.touched(touch, ranking.by);
        let commit = &commits[touch.commit];
        for &at in &touched {
            tallies[at].add(commit);
        }
        if pairs && touched.len() <= MOST_TOGETHER {
            for (&a, &b) in touched.iter().flat_map(|a| touched.range(a + 1..).map(move |b| (a, b))) {
                *common.entry((a, b)).or_default() += 1;
            }
        }
    }
    let coupled = coupled(&common, &subjects, &tallies);
    let rows = subjects.list.into_iter().zip(tallies);
    let mut rows: Vec<Hotspot> = rows.filter_map(|(subject, tally)| tally.row(subject)).collect();
    let order = |a: &Hotspot, b: &Hotspot| -> Ordering {
        b.score.total_cmp(&a.score).then(b.changes.cmp(&a.changes)).then_with(|| a.spot.cmp(&b.spot))
    };
    rows.sort_by(order);
    (rows, coupled)
}

fn coupled(common: &HashMap<(usize, usize), usize>, subjects: &Subjects, tallies: &[Tally]) -> Vec<Coupled> {
    let pair = |(&(a, b), &common): (&(usize, usize), &usize)| {
        // By their places: the numbers of subjects have an order of chance.
        let is_first = subjects.list[a].spot <= subjects.list[b].spot;
        let (a, b) = if is_first { (a, b) } else { (b, a) };
        let changes = [tallies[a].changes, tallies[b].changes];
        #[expect(clippy::cast_precision_loss, reason = "nobody has 2^53 commits")]
        let share = common as f64 / (changes[0] + changes[1] - common) as f64;
        let spots = [subjects.list[a].spot.clone(), subjects.list[b].spot.clone()];
        (common >= LEAST_COMMON && share >= LEAST_SHARE).then_some(Coupled { spots, changes, common, share })
    };
    let mut all: Vec<Coupled> = common.iter().filter_map(pair).collect();
    all.sort_by(|a, b| {
        b.common.cmp(&a.common).then(b.share.total_cmp(&a.share)).then_with(|| a.spots.cmp(&b.spots))
    });
    all
}

/// What can have a row.
struct Subject {
    spot: Spot,
    complexity: f64,
}

struct Subjects {
    list: Vec<Subject>,
    /// Which of them a number of the chronicle is, or is in.
    by_number: HashMap<u32, Vec<usize>>,
}

impl Subjects {
    fn new(chronicle: &Chronicle, last: LastCommit<'_>, ranking: Ranking) -> Subjects {
        let mut subjects = Subjects { list: Vec::new(), by_number: HashMap::new() };
        match ranking.by {
            HotspotBy::Directory => subjects.directories(chronicle, last, ranking.metric),
            by => {
                let wanted = chronicle.survivors.iter().filter(|it| last.wants(it.version));
                for survivor in wanted {
                    let Some(file) = (last.measures)(survivor.version.content) else { continue };
                    let path = last.path(survivor.version);
                    if by == HotspotBy::File {
                        let spot = Spot { path: path.to_owned(), line: None, name: None };
                        subjects.add(survivor.file, spot, ranking.metric.of_file(&file));
                    } else {
                        subjects.functions(&survivor.functions, path, &file, ranking.metric);
                    }
                }
            }
        }
        subjects
    }

    fn functions(&mut self, numbers: &[u32], path: &Path, file: &FileMetrics, metric: &Metric) {
        for (number, function) in numbers.iter().zip(&file.functions) {
            let line = Some(function.location.in_file().line);
            let spot = Spot { path: path.to_owned(), line, name: Some(function.qualified_name.clone()) };
            self.add(*number, spot, metric.of_function(function));
        }
    }

    fn add(&mut self, number: u32, spot: Spot, complexity: Option<f64>) {
        if let Some(complexity) = complexity {
            self.by_number.entry(number).or_default().push(self.list.len());
            self.list.push(Subject { spot, complexity });
        }
    }

    /// A directory is as complex as all its files, touched or not.
    fn directories(&mut self, chronicle: &Chronicle, last: LastCommit<'_>, metric: &Metric) {
        let mut places: BTreeMap<PathBuf, usize> = BTreeMap::new();
        let mut files = last.files.to_vec();
        files.sort_by_key(|file| file.path);
        for version in files.into_iter().filter(|version| last.wants(*version)) {
            let value = (last.measures)(version.content).and_then(|file| metric.of_file(&file));
            let path = last.directory(version);
            let at = *places.entry(path.clone()).or_insert_with(|| {
                let spot = Spot { path, line: None, name: None };
                self.list.push(Subject { spot, complexity: 0.0 });
                self.list.len() - 1
            });
            let known = &mut self.list[at].complexity;
            *known = match metric.fold {
                Some(Fold::Max) => known.max(value.unwrap_or(0.0)),
                _ => *known + value.unwrap_or(0.0),
            };
        }
        for survivor in &chronicle.survivors {
            if let Some(&at) = places.get(&last.directory(survivor.version)) {
                self.by_number.entry(survivor.file).or_default().push(at);
            }
        }
    }

    /// Which of them a commit touched.
    fn touched(&self, touch: &Touch, by: HotspotBy) -> BTreeSet<usize> {
        let numbers = if by == HotspotBy::Function { &touch.functions } else { &touch.files };
        numbers.iter().filter_map(|number| self.by_number.get(number)).flatten().copied().collect()
    }
}

impl LastCommit<'_> {
    fn path(&self, version: FileVersion) -> &Path {
        &self.paths[version.path as usize]
    }

    fn wants(&self, version: FileVersion) -> bool {
        self.wanted[version.path as usize]
    }

    fn directory(&self, version: FileVersion) -> PathBuf {
        let above = self.path(version).parent().unwrap_or(Path::new(""));
        if above.as_os_str().is_empty() { PathBuf::from(".") } else { above.to_owned() }
    }
}

#[derive(Clone, Default)]
struct Tally {
    changes: usize,
    authors: HashMap<String, usize>,
    last: i64,
}

impl Tally {
    fn add(&mut self, commit: &CommitInfo) {
        self.changes += 1;
        *self.authors.entry(commit.author.clone()).or_default() += 1;
        self.last = self.last.max(commit.seconds);
    }

    fn row(self, subject: Subject) -> Option<Hotspot> {
        let Tally { changes, authors, last } = self;
        let Subject { spot, complexity } = subject;
        let mut authors: Vec<(String, usize)> = authors.into_iter().collect();
        authors.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        #[expect(clippy::cast_precision_loss, reason = "nobody has 2^53 commits")]
        let score = changes as f64 * complexity;
        (changes > 0).then_some(Hotspot { spot, changes, authors, last, complexity, score })
    }
}
