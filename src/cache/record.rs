//! A stored record: encoded, perhaps compressed, and sealed with a checksum over its key and itself.
//!
//! `SQLite` does not notice a changed bit inside a row; the seal does, and it notices a record under a foreign key.

use super::encode::{decode, encode};
use super::key::{ContentKey, checksum};
use crate::model::FileMetrics;
use flate2::Compression as Level;
use flate2::read::{GzDecoder, GzEncoder};
use std::io::Read;

/// How records are stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compression {
    /// As encoded.
    #[default]
    None,
    /// With gzip at its fastest level.
    Gzip,
}

const PLAIN: u8 = 0;
const GZIP: u8 = 1;

/// More than any record of a file within the size limit takes; a bound for what a damaged one may ask for.
pub(super) const LARGEST: u64 = 256 << 20;

/// Seals a record for storage under its key.
#[must_use]
pub fn seal(key: &ContentKey, metrics: &FileMetrics, compression: Compression) -> Vec<u8> {
    let encoded = encode(metrics);
    let mut sealed = Vec::with_capacity(encoded.len() + 9);
    match compression {
        Compression::Gzip if compress(&encoded, &mut sealed) => {}
        Compression::None | Compression::Gzip => {
            sealed.clear();
            sealed.push(PLAIN);
            sealed.extend_from_slice(&encoded);
        }
    }
    let seal = checksum([&key.0, &sealed]);
    sealed.extend_from_slice(&seal);
    sealed
}

/// Whether it is what was stored under this key.
pub(super) fn is_sealed(key: &ContentKey, sealed: &[u8]) -> bool {
    sealed.split_last_chunk().is_some_and(|(body, seal)| *seal == checksum([&key.0, body]))
}

/// Opens a sealed record; `None` if it is not what was stored under this key.
#[must_use]
pub fn unseal(key: &ContentKey, sealed: &[u8], languages: &[&'static str]) -> Option<FileMetrics> {
    let (body, seal) = sealed.split_last_chunk()?;
    if *seal != checksum([&key.0, body]) {
        return None;
    }
    match body.split_first()? {
        (&PLAIN, encoded) => decode(encoded, languages),
        (&GZIP, packed) => decode(&decompress(packed)?, languages),
        _ => None,
    }
}

/// Whether it was possible and worth it.
fn compress(encoded: &[u8], out: &mut Vec<u8>) -> bool {
    out.push(GZIP);
    GzEncoder::new(encoded, Level::fast()).read_to_end(out).is_ok() && out.len() < encoded.len()
}

fn decompress(packed: &[u8]) -> Option<Vec<u8>> {
    let mut encoded = Vec::new();
    GzDecoder::new(packed).take(LARGEST).read_to_end(&mut encoded).ok()?;
    Some(encoded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::encode::tests::{LANGUAGES, sample};

    const KEY: ContentKey = ContentKey([7; 32]);

    #[test]
    fn a_sealed_record_opens_with_its_key_and_no_other() {
        for compression in [Compression::None, Compression::Gzip] {
            let metrics = sample(50);
            let sealed = seal(&KEY, &metrics, compression);
            assert_eq!(unseal(&KEY, &sealed, LANGUAGES), Some(metrics));
            assert_eq!(unseal(&ContentKey([8; 32]), &sealed, LANGUAGES), None);
        }
    }

    #[test]
    fn compression_pays_on_a_large_record_and_is_left_out_on_a_small_one() {
        let large = sample(200);
        assert!(
            seal(&KEY, &large, Compression::Gzip).len() * 2 < seal(&KEY, &large, Compression::None).len()
        );
        let small = sample(0);
        assert_eq!(seal(&KEY, &small, Compression::Gzip), seal(&KEY, &small, Compression::None));
    }

    #[test]
    fn every_flipped_bit_is_noticed() {
        let sealed = seal(&KEY, &sample(2), Compression::None);
        for bit in 0..sealed.len() * 8 {
            let mut damaged = sealed.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(unseal(&KEY, &damaged, LANGUAGES), None, "bit {bit}");
        }
    }
}
