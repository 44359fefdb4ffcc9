//! The JSON of Istanbul (`coverage-final.json`), which nyc, c8, Jest and vitest write.
//!
//! Such a report has four texts for each statement, two of which say something here: what is read is put where it belongs
//! at once, and nothing is kept of the rest.

use super::file::Files;
use super::{CoverageError, FileCoverage};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;
use std::marker::PhantomData;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    #[serde(default)]
    path: Option<String>,
    #[serde(default)]
    statement_map: Option<Rows<Key, Place>>,
    #[serde(default)]
    branch_map: Option<Rows<Key, Decision>>,
    #[serde(default)]
    s: Option<Rows<Key, u64>>,
    #[serde(default)]
    b: Option<Rows<Key, Vec<u64>>>,
    /// As old reporters wrap it.
    #[serde(default)]
    data: Option<Box<File>>,
}

#[derive(Deserialize)]
struct Place {
    start: Point,
}

#[derive(Deserialize)]
struct Point {
    /// Absent at the `else` that an `if` does not have.
    line: Option<u32>,
    /// `null` behind the end of a line.
    #[serde(default)]
    column: Option<u32>,
}

#[derive(Deserialize)]
struct Decision {
    loc: Place,
}

/// What something is called in a file: a number, which all reporters write.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Number(u32),
    Other(String),
}

/// A map as a list, in the order of the report.
struct Rows<K, V>(Vec<(K, V)>);

pub(super) fn read(report: &[u8]) -> Result<Files, CoverageError> {
    let files: Rows<String, File> = serde_json::from_slice(report)?;
    let mut counted = Files::new();
    for (key, file) in files.0 {
        let file = match file.data {
            Some(data) if file.statement_map.is_none() => *data,
            data => File { data, ..file },
        };
        let path = file.path.clone().unwrap_or(key);
        counted.push((path, file.try_into()?));
    }
    Ok(counted)
}

impl TryFrom<File> for FileCoverage {
    type Error = serde_json::Error;

    fn try_from(file: File) -> Result<FileCoverage, serde_json::Error> {
        let missing = serde_json::Error::missing_field;
        let statements = file.statement_map.ok_or_else(|| missing("statementMap"))?.0;
        let counts = file.s.ok_or_else(|| missing("s"))?.0;
        let mut coverage = FileCoverage::default();
        for (place, count) in joined(statements, &counts) {
            if let Some(line) = place.start.line {
                let is_run = count.is_some_and(|&count| count > 0);
                match place.start.column {
                    Some(column) => coverage.statement(line, column, is_run),
                    None => coverage.line(line, is_run),
                }
            }
        }
        let decisions = file.branch_map.map_or_else(Vec::new, |it| it.0);
        for ((decision, ways), place) in joined_keys(file.b.map_or_else(Vec::new, |it| it.0), &decisions) {
            let place = place.and_then(|it| Some((it.loc.start.line?, it.loc.start.column)));
            let (Some(place), Key::Number(decision)) = (place, decision) else { continue };
            for (way, &count) in (0..).zip(&ways) {
                coverage.branch(place, (decision.into(), way), count > 0);
            }
        }
        Ok(coverage)
    }
}

/// Each of the first, with what the others have under its key: mostly it stands in the same place.
fn joined_keys<K: Eq + Hash, V, W>(
    ones: Vec<(K, V)>,
    others: &[(K, W)],
) -> impl Iterator<Item = ((K, V), Option<&W>)> {
    let is_parallel = ones.len() == others.len() && ones.iter().zip(others).all(|(one, it)| one.0 == it.0);
    let by_key: HashMap<&K, &W> =
        if is_parallel { HashMap::new() } else { others.iter().map(|(key, it)| (key, it)).collect() };
    ones.into_iter().enumerate().map(move |(at, one)| {
        let other = if is_parallel { others.get(at).map(|it| &it.1) } else { by_key.get(&one.0).copied() };
        (one, other)
    })
}

fn joined<K: Eq + Hash, V, W>(ones: Vec<(K, V)>, others: &[(K, W)]) -> impl Iterator<Item = (V, Option<&W>)> {
    joined_keys(ones, others).map(|((_, one), other)| (one, other))
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Key, D::Error> {
        struct Reading;
        impl Visitor<'_> for Reading {
            type Value = Key;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a name")
            }
            fn visit_str<E>(self, name: &str) -> Result<Key, E> {
                Ok(name.parse().map_or_else(|_| Key::Other(name.to_owned()), Key::Number))
            }
        }
        input.deserialize_str(Reading)
    }
}

impl<'de, K: Deserialize<'de>, V: Deserialize<'de>> Deserialize<'de> for Rows<K, V> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Rows<K, V>, D::Error> {
        struct Reading<K, V>(PhantomData<(K, V)>);
        impl<'de, K: Deserialize<'de>, V: Deserialize<'de>> Visitor<'de> for Reading<K, V> {
            type Value = Rows<K, V>;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a map")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Rows<K, V>, A::Error> {
                let mut rows = Vec::new();
                while let Some(row) = map.next_entry()? {
                    rows.push(row);
                }
                Ok(Rows(rows))
            }
        }
        input.deserialize_map(Reading(PhantomData))
    }
}
