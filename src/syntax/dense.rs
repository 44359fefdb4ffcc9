//! A parse table in which nothing is searched. A grammar keeps the rows of most of its states as lists, which the parser
//! goes through for every token; here each is written out once, into a copy of the language that says of all rows that
//! they are.

#![expect(unsafe_code, reason = "a language is a structure of C; measured gain in ARCHITECTURE.md")]

use std::mem::MaybeUninit;
use std::ptr::copy_nonoverlapping;
use tree_sitter::Language;

/// The head of the structure that a grammar's `parser.h` calls `TSLanguage`, the same in the versions that are known here.
#[repr(C)]
struct Head {
    abi_version: u32,
    symbol_count: u32,
    alias_count: u32,
    token_count: u32,
    external_token_count: u32,
    state_count: u32,
    large_state_count: u32,
    production_id_count: u32,
    field_count: u32,
    max_alias_sequence_length: u16,
    parse_table: *const u16,
    small_parse_table: *const u16,
    small_parse_table_map: *const u32,
}

/// What follows in version 14 of the structure; nothing of it is read here.
#[repr(C)]
struct Rest {
    head: Head,
    tables: [*const u8; 10],
    lexers: [*const u8; 2],
    keyword_capture_token: u16,
    external_scanner: [*const u8; 7],
    primary_state_ids: *const u8,
}

/// What follows in version 15.
#[repr(C)]
struct Newest {
    rest: Rest,
    name: *const u8,
    reserved_words: *const u8,
    max_reserved_word_set_size: u16,
    supertype_count: u32,
    supertypes: [*const u8; 3],
    metadata: [u8; 3],
}

/// The language with a table in which nothing is searched; `None` if its structure is not one that is known here. It is
/// never freed.
pub(super) fn dense(plain: &Language) -> Option<Language> {
    let size = match plain.abi_version() {
        14 => size_of::<Rest>(),
        15 => size_of::<Newest>(),
        _ => return None,
    };
    let original = plain.clone().into_raw();
    // SAFETY: in every version the structure begins with the head, and the language is one of a grammar: it lives on.
    let head = unsafe { &*original.cast::<Head>() };
    let is_known = head.abi_version as usize == plain.abi_version()
        && (head.symbol_count + head.alias_count) as usize == plain.node_kind_count()
        && head.state_count as usize == plain.parse_state_count()
        && head.large_state_count <= head.state_count;
    if !is_known {
        return None;
    }
    // SAFETY: the table is read as its head describes it.
    let table: &'static [u16] = Vec::leak(unsafe { expanded(head) });
    let copy: &mut MaybeUninit<Newest> = Box::leak(Box::new(MaybeUninit::zeroed()));
    // SAFETY: the structure has this size in its version, and no version has a larger one than the copy.
    unsafe {
        copy_nonoverlapping(original.cast::<u8>(), copy.as_mut_ptr().cast(), size);
        let head = copy.as_mut_ptr().cast::<Head>();
        (*head).large_state_count = (*head).state_count;
        (*head).parse_table = table.as_ptr();
    }
    // SAFETY: it is a language like the original, and lives as long as the process.
    Some(unsafe { Language::from_raw(copy.as_ptr().cast()) })
}

/// The rows of all states, one value for each symbol.
///
/// # Safety
/// The tables must be as the head says.
unsafe fn expanded(head: &Head) -> Vec<u16> {
    let (symbols, states) = (head.symbol_count as usize, head.state_count as usize);
    let large = head.large_state_count as usize;
    // SAFETY: the rows of the large states stand one after the other.
    let mut table = unsafe { std::slice::from_raw_parts(head.parse_table, large * symbols) }.to_vec();
    table.resize(states * symbols, 0);
    for (small, row) in table[large * symbols..].chunks_exact_mut(symbols).enumerate() {
        // SAFETY: the map has an offset for each of the other states. There stands how many groups its row has, and each
        // group is a value, the number of symbols that have it, and these.
        unsafe {
            let mut at = head.small_parse_table.add(*head.small_parse_table_map.add(small) as usize);
            let mut next = || {
                let value = *at;
                at = at.add(1);
                value
            };
            for _ in 0..next() {
                let (value, count) = (next(), next());
                (0..count).for_each(|_| row[usize::from(next())] = value);
            }
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use tree_sitter::Parser;

    fn languages() -> [Language; 4] {
        [
            tree_sitter_python::LANGUAGE.into(),
            tree_sitter_javascript::LANGUAGE.into(),
            tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(),
            tree_sitter_typescript::LANGUAGE_TSX.into(),
        ]
    }

    #[test]
    fn in_every_state_every_symbol_leads_where_it_did() {
        for plain in languages() {
            let dense = dense(&plain).unwrap();
            let number = |count: usize| u16::try_from(count).unwrap();
            // names that aliases alone give stand behind the symbols, and no table has a column for them
            // SAFETY: `dense` has found that the structure begins so.
            let symbol_count = unsafe { (*plain.clone().into_raw().cast::<Head>()).symbol_count };
            for state in 0..number(plain.parse_state_count()) {
                let symbols =
                    |language: &Language| language.lookahead_iterator(state).map(BTreeSet::from_iter);
                assert_eq!(symbols(&plain), symbols(&dense), "{state}");
                for symbol in 0..number(symbol_count as usize) {
                    let next = |language: &Language| language.next_state(state, symbol);
                    assert_eq!(next(&plain), next(&dense), "{state} {symbol}");
                }
            }
        }
    }

    /// The public interface does not tell by which rule a symbol reduces.
    #[test]
    fn trees_are_the_same() {
        let texts = [include_str!("dense.rs"), "a < b >= (c, [d]) => { if (x) y; } `${z}`\n", "def f(a):\n"];
        for plain in languages() {
            let dense = dense(&plain).unwrap();
            for text in texts {
                let tree = |language: &Language| {
                    let mut parser = Parser::new();
                    parser.set_language(language).unwrap();
                    parser.parse(text, None).unwrap().root_node().to_sexp()
                };
                assert_eq!(tree(&plain), tree(&dense));
            }
        }
    }
}
