//! The C code: tree-sitter's core under names of this crate (`core.c`), a scanner that remembers (`ahead.c`), the list
//! of a tree's nodes (`flat.c`), and the way out of all that (`guard.c`).

#![expect(unsafe_code, reason = "declares functions of C")]

use super::flat::Node;
use std::ffi::c_void;
use tree_sitter::ffi::{TSInput, TSLanguage, TSParseOptions, TSParser, TSTree};

unsafe extern "C" {
    /// Makes a call that can be left; 0 if it was.
    pub(super) fn metrics_guard_call(call: unsafe extern "C" fn(*mut c_void), data: *mut c_void) -> i32;

    pub(super) fn metrics_ts_parser_new() -> *mut TSParser;
    pub(super) fn metrics_ts_parser_set_language(parser: *mut TSParser, language: *const TSLanguage) -> bool;
    pub(super) fn metrics_ts_parser_parse_with_options(
        parser: *mut TSParser,
        former: *const TSTree,
        input: TSInput,
        options: TSParseOptions,
    ) -> *mut TSTree;
    pub(super) fn metrics_ts_set_allocator(
        malloc: Option<unsafe extern "C" fn(usize) -> *mut c_void>,
        calloc: Option<unsafe extern "C" fn(usize, usize) -> *mut c_void>,
        realloc: Option<unsafe extern "C" fn(*mut c_void, usize) -> *mut c_void>,
        free: Option<unsafe extern "C" fn(*mut c_void)>,
    );

    /// A language with a scanner that remembers what it looked at, if there is one for it, else the same language. To be
    /// called by one thread at a time.
    pub(super) fn metrics_remembering(plain: *const TSLanguage) -> *const TSLanguage;
    /// Frees what a scanner holds, and nothing else of a parser.
    pub(super) fn metrics_parser_end(parser: *mut TSParser);
    /// How many nodes a tree has.
    pub(super) fn metrics_flat_count(tree: *const TSTree) -> u32;
    /// Writes them where there is room for so many; says how many there are.
    pub(super) fn metrics_flat(tree: *const TSTree, nodes: *mut Node, room: u32) -> u32;
}
