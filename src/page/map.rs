//! The files as areas: each as large as it has lines of code, inside of its directory.

use super::measures::MEASURES;
use super::treemap::{Area, divide};
use crate::model::{Record, display};
use std::collections::BTreeMap;

/// The size of the whole map, in units of its own.
const WHOLE: Area = Area { x: 0.0, y: 0.0, width: 1600.0, height: 900.0 };

/// What a directory leaves free at its edges.
const BORDER: f64 = 1.5;

/// The files of a code base as areas.
#[derive(Debug)]
pub(crate) struct CodeMap {
    /// Its size.
    pub whole: Area,
    /// Directories and files; a directory stands before what is in it.
    pub tiles: Vec<Tile>,
}

/// A directory or a file on the map.
#[derive(Debug)]
pub(crate) struct Tile {
    /// Its name in the directory around it; several names where a directory holds nothing but another one.
    pub name: String,
    /// How many directories are around it.
    pub depth: usize,
    /// Where it is.
    pub area: Area,
    /// Lines of code in it; a file without any has the size of one.
    pub lines: u64,
    /// How many files are in a directory; `None` for a file.
    pub files: Option<usize>,
    /// Values in the order of [`MEASURES`]; of a file alone.
    pub values: Vec<Option<f64>>,
}

#[derive(Default)]
struct Directory<'a> {
    directories: BTreeMap<String, Directory<'a>>,
    files: Vec<(String, &'a Record)>,
}

enum Entry<'d, 'a> {
    Directory(String, &'d Directory<'a>),
    File(&'d str, &'a Record),
}

impl CodeMap {
    pub(super) fn new(records: &[&Record]) -> CodeMap {
        let mut root = Directory::default();
        for record in records {
            let path = display(&record.path);
            let mut names: Vec<&str> =
                path.split('/').filter(|name| !name.is_empty() && *name != ".").collect();
            let Some(name) = names.pop() else { continue };
            let place = names.iter().fold(&mut root, |directory, name| {
                directory.directories.entry((*name).to_owned()).or_default()
            });
            place.files.push((name.to_owned(), record));
        }
        let mut map = CodeMap { whole: WHOLE, tiles: Vec::new() };
        // What was asked for may lie below directories that hold nothing else: these are no part of the map.
        map.fill(root.trunk(), WHOLE, 0);
        map
    }

    /// Lays out what is in a directory. Recursion is as deep as paths are, and these are bounded.
    fn fill(&mut self, directory: &Directory<'_>, area: Area, depth: usize) {
        let mut entries: Vec<(u64, Entry<'_, '_>)> = directory.entries().map(|it| (it.lines(), it)).collect();
        entries.sort_by_key(|(lines, _)| std::cmp::Reverse(*lines));
        #[expect(clippy::cast_precision_loss, reason = "an area on a screen")]
        let sizes: Vec<f64> = entries.iter().map(|(lines, _)| *lines as f64).collect();
        for ((lines, entry), area) in entries.into_iter().zip(divide(area, &sizes)) {
            match entry {
                Entry::File(name, record) => self.tiles.push(Tile {
                    name: name.to_owned(),
                    depth,
                    area,
                    lines,
                    files: None,
                    values: MEASURES.iter().map(|measure| (measure.of_file)(&record.metrics)).collect(),
                }),
                Entry::Directory(name, inner) => {
                    let files = Some(inner.count());
                    self.tiles.push(Tile { name, depth, area, lines, files, values: Vec::new() });
                    self.fill(inner, area.inside(BORDER), depth + 1);
                }
            }
        }
    }
}

impl<'a> Directory<'a> {
    /// The first directory on the way down that holds more than one thing.
    fn trunk(&self) -> &Directory<'a> {
        let mut trunk = self;
        while trunk.files.is_empty() && trunk.directories.len() == 1 {
            trunk = trunk.directories.values().next().unwrap_or(trunk);
        }
        trunk
    }

    fn entries(&self) -> impl Iterator<Item = Entry<'_, 'a>> {
        let files = self.files.iter().map(|(name, record)| Entry::File(name, record));
        self.directories.iter().map(|(name, directory)| directory.merged(name)).chain(files)
    }

    /// A directory under its name, together with those inside of it that hold nothing else.
    fn merged(&self, name: &str) -> Entry<'_, 'a> {
        let (mut names, mut inner) = (name.to_owned(), self);
        while let (true, 1) = (inner.files.is_empty(), inner.directories.len()) {
            let Some((name, next)) = inner.directories.iter().next() else { break };
            names = format!("{names}/{name}");
            inner = next;
        }
        Entry::Directory(names, inner)
    }

    fn lines(&self) -> u64 {
        let own: u64 = self.files.iter().map(|(_, record)| lines(record)).sum();
        own + self.directories.values().map(Directory::lines).sum::<u64>()
    }

    fn count(&self) -> usize {
        self.files.len() + self.directories.values().map(Directory::count).sum::<usize>()
    }
}

impl Entry<'_, '_> {
    fn lines(&self) -> u64 {
        match self {
            Entry::Directory(_, directory) => directory.lines(),
            Entry::File(_, record) => lines(record),
        }
    }
}

fn lines(record: &Record) -> u64 {
    u64::from(record.metrics.raw.sloc).max(1)
}
