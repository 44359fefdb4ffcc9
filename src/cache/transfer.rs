//! A part of the cache as one file, for another machine or the next job: contents with their records, and nothing that
//! is true of one machine alone. There are no paths and no stamps in it, so that whoever takes it in trusts none.
//!
//! A head that names the form; rows, each with its class, the day of its last use, its key, its language and its sealed
//! record; an end with the number of rows and a hash of everything before it. Rows stand in the order of their keys, so
//! that the same contents give the same bytes. Numbers are little-endian.

use super::bounds::Bounds;
use super::damage::StoreError;
use super::key::ContentKey;
use super::place::{CacheClass, CachePlace};
use super::prune::prune;
use super::record::{LARGEST, is_sealed};
use super::store::{Store, UsedContent};
use std::io::{self, BufReader, Read, Seek, Write};

/// What comes before the number of the form.
const NAME: &[u8] = b"metrics cache export ";
const HEAD: &[u8] = b"metrics cache export 1\n";

const END: u8 = 0;
const CLASSES: [(u8, CacheClass); 2] = [(1, CacheClass::Tree), (2, CacheClass::History)];

/// Rows that are taken in together.
const ROWS_AT_A_TIME: usize = 1000;

/// A row of an export.
#[derive(Clone, Debug)]
pub(super) struct Parcel {
    pub(super) class: CacheClass,
    /// Days since 1970.
    pub(super) last_seen: i64,
    pub(super) key: ContentKey,
    pub(super) language: String,
    pub(super) record: Vec<u8>,
}

/// Why a file is no export that can be taken in.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Another program made it, or another version of this one.
    #[error("{0}")]
    Foreign(&'static str),
    /// It is not as it was written.
    #[error("damaged: {0}")]
    Damaged(&'static str),
    /// The system does not give its bytes.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The cache that takes it in.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What became of the contents of an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Those that were not known.
    pub new: u64,
    /// Those that were known already; their records stay as they were.
    pub known: u64,
}

/// Writes the contents that some places used since a day, in days since 1970; tells how many.
///
/// # Errors
/// If a database fails (an [`io::Error`] around a [`StoreError`]), or the bytes cannot be written.
pub fn export(places: &[CachePlace], since: i64, out: &mut dyn Write) -> io::Result<u64> {
    let mut out = Hashing { inner: out, hasher: blake3::Hasher::new() };
    out.write_all(HEAD)?;
    let mut count: u64 = 0;
    for place in places {
        let Some(store) = Store::open_existing(place).map_err(io::Error::other)? else { continue };
        let tag = CLASSES.iter().find(|(_, class)| *class == place.class).map_or(END, |(tag, _)| *tag);
        let mut written = Ok(());
        let mut put = |content: &UsedContent<'_>| {
            // what is damaged here is worth nothing elsewhere
            if written.is_ok() && is_sealed(&content.key, content.record) {
                count += 1;
                written = put_row(&mut out, tag, content);
            }
        };
        store.each_since(since, &mut put).map_err(io::Error::other)?;
        written?;
    }
    out.write_all(&[END])?;
    out.write_all(&count.to_le_bytes())?;
    let hash = out.hasher.finalize();
    out.inner.write_all(hash.as_bytes())?;
    Ok(count)
}

fn put_row(out: &mut impl Write, tag: u8, content: &UsedContent<'_>) -> io::Result<()> {
    let UsedContent { key, language, last_seen, record } = content;
    let too_long = |_| io::Error::other("a record or a name is too long");
    let name = u8::try_from(language.len()).map_err(too_long)?;
    let length = u32::try_from(record.len()).map_err(too_long)?;
    out.write_all(&[tag])?;
    out.write_all(&last_seen.to_le_bytes())?;
    out.write_all(&key.0)?;
    out.write_all(&[name])?;
    out.write_all(language.as_bytes())?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(record)
}

/// Checks that an export is whole, and that each record in it is what was stored under its key.
///
/// # Errors
/// If it is not one, or not as it was written.
pub(crate) fn inspect(input: impl Read) -> Result<(), ImportError> {
    read(input, &mut |_| Ok(()))
}

/// Takes in an export that is whole; what is known already stays, and gets the later day of use. The cache is then
/// within its bounds.
///
/// # Errors
/// If it is not one, or not as it was written, and nothing of it is taken in then; or if the database fails.
pub fn import(
    mut input: impl Read + Seek,
    bounded: &[(CachePlace, Bounds)],
    today: i64,
) -> Result<Imported, ImportError> {
    inspect(&mut input)?;
    input.rewind()?;
    let mut imported = Imported::default();
    let mut waiting: Vec<Parcel> = Vec::new();
    let mut stores = Vec::new();
    for (place, _) in bounded {
        stores.push((place.class, Store::open(place)?.0));
    }
    let mut take = |rows: &mut Vec<Parcel>| -> Result<(), ImportError> {
        for (class, store) in &mut stores {
            let own: Vec<&Parcel> = rows.iter().filter(|row| row.class == *class).collect();
            let new = take_all(store, &own, today)?;
            imported.new += new;
            imported.known += own.len() as u64 - new;
        }
        rows.clear();
        Ok(())
    };
    read(input, &mut |row| {
        waiting.push(row);
        if waiting.len() < ROWS_AT_A_TIME { Ok(()) } else { take(&mut waiting) }
    })?;
    take(&mut waiting)?;
    // the locks would be in the way of a copy
    drop(stores);
    for (place, bounds) in bounded {
        prune(place, bounds, today)?;
    }
    Ok(imported)
}

fn take_all(store: &mut Store, rows: &[&Parcel], today: i64) -> Result<u64, StoreError> {
    let (mut rest, mut new) = (rows, 0);
    while !rest.is_empty() {
        let (done, some) = store.take_in(rest, today)?;
        rest = &rest[done..];
        new += some;
    }
    Ok(new)
}

/// Gives each row to a function, and checks at the end that all of them are as they were written.
fn read(
    input: impl Read,
    each: &mut dyn FnMut(Parcel) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let mut input = Hashing { inner: BufReader::new(input), hasher: blake3::Hasher::new() };
    head(&mut input)?;
    let mut rows: u64 = 0;
    loop {
        let [tag] = input.exactly()?;
        if tag == END {
            break;
        }
        let class = CLASSES.iter().find(|(known, _)| *known == tag);
        let &(_, class) = class.ok_or(ImportError::Damaged("a row of no known class"))?;
        let last_seen = i64::from_le_bytes(input.exactly()?);
        let key = ContentKey(input.exactly()?);
        let [name] = input.exactly()?;
        let language = String::from_utf8(input.bytes(name.into())?);
        let language = language.map_err(|_| ImportError::Damaged("a language that is no text"))?;
        let length = u32::from_le_bytes(input.exactly()?);
        if u64::from(length) > LARGEST {
            return Err(ImportError::Damaged("a record is larger than any"));
        }
        let record = input.bytes(length.into())?;
        if !is_sealed(&key, &record) {
            return Err(ImportError::Damaged("a record is not sealed under its key"));
        }
        rows += 1;
        each(Parcel { class, last_seen, key, language, record })?;
    }
    let count = u64::from_le_bytes(input.exactly()?);
    let hash = input.hasher.finalize();
    if count != rows || input.exactly::<32>()? != *hash.as_bytes() {
        return Err(ImportError::Damaged("its checksum is another"));
    }
    match input.inner.read(&mut [0])? {
        0 => Ok(()),
        _ => Err(ImportError::Damaged("there is something behind its end")),
    }
}

fn head(input: &mut Hashing<impl Read>) -> Result<(), ImportError> {
    let foreign = |_| ImportError::Foreign("not an export of this cache");
    let head = input.exactly::<{ HEAD.len() }>().map_err(foreign)?;
    match &head[..] {
        HEAD => Ok(()),
        other if other.starts_with(NAME) => {
            Err(ImportError::Foreign("an export in a form that this version does not know"))
        }
        _ => Err(ImportError::Foreign("not an export of this cache")),
    }
}

/// Hashes what goes through.
struct Hashing<T> {
    inner: T,
    hasher: blake3::Hasher,
}

impl<T: Write> Write for Hashing<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<T: Read> Hashing<T> {
    fn exactly<const N: usize>(&mut self) -> Result<[u8; N], ImportError> {
        let mut bytes = [0; N];
        self.inner.read_exact(&mut bytes).map_err(cut)?;
        self.hasher.update(&bytes);
        Ok(bytes)
    }

    /// So many bytes; a damaged length asks for no more memory than there are bytes.
    fn bytes(&mut self, length: u64) -> Result<Vec<u8>, ImportError> {
        let mut bytes = Vec::new();
        self.inner.by_ref().take(length).read_to_end(&mut bytes)?;
        if (bytes.len() as u64) < length {
            return Err(ImportError::Damaged("it is cut short"));
        }
        self.hasher.update(&bytes);
        Ok(bytes)
    }
}

fn cut(error: io::Error) -> ImportError {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => ImportError::Damaged("it is cut short"),
        _ => ImportError::Io(error),
    }
}
