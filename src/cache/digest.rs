//! The digest of a record as bytes, beside the state of a file: small, because warm runs read it for every file.
//!
//! It is under the seal of the state, and read under the same way of measuring only, so that the columns are the same.

use super::encode::{Field, Input};
use crate::model::{Digest, Metric, Scope, Summand};

/// The digest as bytes.
pub(super) fn encode(digest: &Digest) -> Vec<u8> {
    let mut out = Vec::with_capacity(96);
    digest.language.write(&mut out);
    digest.functions.write(&mut out);
    digest.is_special.write(&mut out);
    digest.outline.write(&mut out);
    digest.erosion.part.write(&mut out);
    digest.erosion.whole.write(&mut out);
    for (column, value) in Digest::columns().iter().zip(&digest.values) {
        match value {
            // a count and one more, so that 0 says that there is none
            _ if is_count(column) => value.map_or(0, |value| count(value).saturating_add(1)).write(&mut out),
            value => value.write(&mut out),
        }
    }
    out
}

/// The digest that bytes say; `None` if [`encode`] cannot have written them.
pub(super) fn decode(bytes: &[u8], languages: &[&'static str]) -> Option<Digest> {
    let mut input = Input::new(bytes, languages);
    let (language, functions, is_special) =
        (Field::read(&mut input)?, Field::read(&mut input)?, Field::read(&mut input)?);
    let outline = Field::read(&mut input)?;
    let erosion = Summand { part: Field::read(&mut input)?, whole: Field::read(&mut input)? };
    let mut values = Vec::with_capacity(Digest::columns().len());
    for column in Digest::columns() {
        values.push(if is_count(column) {
            u32::read(&mut input)?.checked_sub(1).map(f64::from)
        } else {
            Field::read(&mut input)?
        });
    }
    let digest = Digest { language, functions, is_special, values, outline, erosion };
    input.is_at_end().then_some(digest)
}

fn is_count((metric, _): &(&Metric, Scope)) -> bool {
    metric.is_count()
}

/// Counts are numbers of 32 bits.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of 32 bits")]
fn count(value: f64) -> u32 {
    value as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::encode::tests::{LANGUAGES, sample};

    #[test]
    fn a_digest_comes_back_and_is_small() {
        for functions in [0, 1, 50] {
            let mut record = sample(functions);
            for function in &mut record.functions {
                function.halstead.total_operands = 7;
            }
            let digest = Digest::of(&record);
            let bytes = encode(&digest);
            assert_eq!(decode(&bytes, LANGUAGES), Some(digest));
            assert!(bytes.len() <= 160, "{} bytes", bytes.len());
            for end in 0..bytes.len() {
                assert_eq!(decode(&bytes[..end], LANGUAGES), None, "the first {end} bytes");
            }
        }
    }
}
