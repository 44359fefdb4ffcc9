//! Measures again what the cache claims to know, and compares.

use super::limits::Means;
use super::recall::key_space;
use crate::cache::{FileState, Reach, Store, StoreError, unseal};
use crate::course::Course;
use crate::discover::{Links, path_of_bytes, read};
use crate::language::{LANGUAGES, LanguageSpec, NAMES};
use crate::model::{FileMetrics, Marks};
use crate::text::record;
use rayon::prelude::*;
use std::path::PathBuf;

/// What came of a comparison.
#[derive(Debug, Default)]
pub struct Verified {
    /// Files that have the content that the cache knows, and were measured again.
    pub compared: u64,
    /// Rows of files that are gone or have changed, or of other ways of measuring.
    pub passed_over: u64,
    /// Files for which the cache has something else than is measured.
    pub different: Vec<PathBuf>,
}

/// A row of the cache: a path, its content, and the sealed record.
struct Claim {
    path: PathBuf,
    state: FileState,
    record: Vec<u8>,
}

/// Compares every record whose file still has its content with what is measured now.
///
/// # Errors
/// If the database fails.
pub fn verify(store: &Store, limits: &Means) -> Result<Verified, StoreError> {
    let (mut claims, mut verified) = (Vec::new(), Verified::default());
    store.load(&Reach::Everything, |found| {
        let state = FileState::decode(found.path, found.state);
        let claim = state.zip(found.record).zip(path_of_bytes(found.path).ok());
        match claim {
            Some((((state, _), record), path)) if state.measured => {
                claims.push(Claim { path, state, record: record.to_vec() });
            }
            _ => verified.passed_over += 1,
        }
    })?;
    let answers: Vec<Option<bool>> =
        claims.par_iter().map_init(Marks::default, |marks, claim| holds(claim, limits, marks)).collect();
    for (claim, answer) in claims.into_iter().zip(answers) {
        match answer {
            None => verified.passed_over += 1,
            Some(holds) => {
                verified.compared += 1;
                verified.different.extend((!holds).then_some(claim.path));
            }
        }
    }
    Ok(verified)
}

/// Whether the record is what is measured now; `None` if the file does not have the content any more.
fn holds(claim: &Claim, limits: &Means, marks: &mut Marks) -> Option<bool> {
    let language = LANGUAGES.iter().find(|language| key_space(language).id() == claim.state.space)?;
    let bytes = read(&claim.path, Links::Follow, limits.max_file_size).ok()??;
    if key_space(language).key(&bytes) != claim.state.key {
        return None;
    }
    let known = unseal(&claim.state.key, &claim.record, &NAMES);
    Some(known.is_some() && known == measured(claim, bytes, language, limits, marks))
}

fn measured(
    claim: &Claim,
    bytes: Vec<u8>,
    language: &'static LanguageSpec,
    limits: &Means,
    marks: &mut Marks,
) -> Option<FileMetrics> {
    let course = Course::default();
    record(&claim.path, bytes, language, (limits.cpu_budget, &course), marks)
        .ok()
        .map(|record| record.metrics)
}
