//! What a record is filed under: its content, its language, and everything else that its numbers depend on.

use twox_hash::XxHash3_64;

/// The key of a content in its language, for one way of measuring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ContentKey(pub [u8; 32]);

/// Makes keys for one language, measured in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeySpace {
    secret: [u8; 32],
    blobs: [u8; 32],
    id: [u8; 8],
}

impl KeySpace {
    /// The keys of a language under a fingerprint of the program: its version, its queries, its grammars, and the
    /// options that change numbers.
    #[must_use]
    pub fn new(fingerprint: &[u8], language: &str) -> KeySpace {
        let mut hasher = blake3::Hasher::new_derive_key("metrics cache 1: fingerprint, language");
        hasher
            .update(&(fingerprint.len() as u64).to_le_bytes())
            .update(fingerprint)
            .update(language.as_bytes());
        let secret = *hasher.finalize().as_bytes();
        let blobs = blake3::derive_key("metrics cache 1: names of blobs", &secret);
        KeySpace { secret, blobs, id: first_eight(blake3::hash(&secret).as_bytes()) }
    }

    /// The key of a content.
    #[must_use]
    pub fn key(&self, content: &[u8]) -> ContentKey {
        ContentKey(*blake3::keyed_hash(&self.secret, content).as_bytes())
    }

    /// The key of a content that git has, by its name there (20 bytes, or 32 in a repository with SHA-256): to make it
    /// nothing has to be read. It is another key than that of the content itself.
    #[must_use]
    pub fn blob(&self, id: &[u8]) -> ContentKey {
        ContentKey(*blake3::keyed_hash(&self.blobs, id).as_bytes())
    }

    /// A short name of the space, for rows that are recognised without hashing a content.
    #[must_use]
    pub fn id(&self) -> [u8; 8] {
        self.id
    }
}

/// Eight bytes that tell whether the parts are the ones that were written.
///
/// They detect accidents and no attackers, who could seal what they like anyway: a hash that is keyed by nothing secret
/// is enough, and this one takes a twentieth of the time of that of the keys.
pub(super) fn checksum(parts: [&[u8]; 2]) -> [u8; 8] {
    let seed = XxHash3_64::oneshot(parts[0]);
    XxHash3_64::oneshot_with_seed(seed, parts[1]).to_le_bytes()
}

fn first_eight(hash: &[u8; 32]) -> [u8; 8] {
    *hash.first_chunk().expect("32 bytes have 8 first ones")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_language_and_fingerprint_all_count() {
        let space = |fingerprint: &[u8], language| KeySpace::new(fingerprint, language);
        let base = space(b"1", "python");
        assert_eq!(base.key(b"x = 1"), space(b"1", "python").key(b"x = 1"));
        let others = [
            base.key(b"x = 2"),
            space(b"2", "python").key(b"x = 1"),
            space(b"1", "javascript").key(b"x = 1"),
            space(b"1p", "ython").key(b"x = 1"),
            base.blob(b"x = 1"),
            space(b"2", "python").blob(b"x = 1"),
        ];
        assert!(!others.contains(&base.key(b"x = 1")));
        assert_ne!(base.id(), space(b"2", "python").id());
    }

    #[test]
    fn a_checksum_knows_where_a_part_ends() {
        assert_ne!(checksum([b"ab", b"c"]), checksum([b"a", b"bc"]));
    }
}
