//! Calls tree-sitter's parser in such a way that the call can be left from within: by the allocator when it has taken too
//! much, and when an assertion fails in the parser or in the scanner of a grammar.
//!
//! Assertions do fail: at 511 indents and within a string, the scanner of tree-sitter-python 0.25.0 writes a byte behind
//! its buffer and the parser notices. They must therefore be compiled in, and what noticed is not used any more.

#![expect(
    unsafe_code,
    reason = "the way out of C code is C's own, `setjmp`; what it passes over owns nothing"
)]

use super::core::{
    metrics_flat, metrics_flat_count, metrics_guard_call, metrics_parser_end, metrics_ts_parser_new,
    metrics_ts_parser_parse_with_options, metrics_ts_parser_set_language,
};
use super::flat::Node;
use std::ffi::{c_char, c_void};
use std::ptr::{null, null_mut};
use tree_sitter::Language;
use tree_sitter::ffi::{
    TSInput, TSInputEncodingUTF8, TSLanguage, TSParseOptions, TSParseState, TSPoint, TSTree,
};

/// What became of a parse.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Parsed {
    Done,
    /// The question whether to go on was answered with no.
    Cancelled,
    /// It was left by `leave`, or by an assertion that failed.
    Left,
}

/// Parses a text into a list of nodes, of which it takes the place; asks with the offset that was reached whether to go on.
/// All that this takes of memory is to be freed by the caller.
pub(super) fn parse(
    language: &Language,
    text: &[u8],
    goes_on: &mut dyn FnMut(u32) -> bool,
    nodes: &mut Vec<Node>,
) -> Parsed {
    let language = language.clone().into_raw();
    let mut call = Call { language, text, goes_on, tree: null_mut(), nodes: null_mut(), count: 0 };
    nodes.clear();
    // SAFETY: the functions take what they are given here, and what it borrows outlives the calls.
    let guarded = |function: unsafe extern "C" fn(*mut c_void), call: &mut Call<'_>| unsafe {
        metrics_guard_call(function, (&raw mut *call).cast()) != 0
    };
    if !guarded(run, &mut call) {
        return Parsed::Left;
    }
    if call.tree.is_null() {
        return Parsed::Cancelled;
    }
    // SAFETY: the parser has made the tree.
    let count = unsafe { metrics_flat_count(call.tree) };
    nodes.reserve(count as usize);
    (call.nodes, call.count) = (nodes.as_mut_ptr(), count);
    if !guarded(flatten, &mut call) || call.count != count {
        return Parsed::Left;
    }
    // SAFETY: there is room for so many, and all of them were written.
    unsafe { nodes.set_len(count as usize) };
    Parsed::Done
}

/// What a parse works with. Owns nothing, as it may be left.
struct Call<'a> {
    language: *const TSLanguage,
    text: &'a [u8],
    goes_on: &'a mut dyn FnMut(u32) -> bool,
    tree: *mut TSTree,
    nodes: *mut Node,
    count: u32,
}

unsafe extern "C" fn run(call: *mut c_void) {
    let input = TSInput { payload: call, read: Some(read), encoding: TSInputEncodingUTF8, decode: None };
    let options = TSParseOptions { payload: call, progress_callback: Some(is_over) };
    // SAFETY: `call` is the `Call` that `parse` made, and nothing else refers to it meanwhile.
    unsafe {
        let call = call.cast::<Call<'_>>();
        let parser = metrics_ts_parser_new();
        let is_known = metrics_ts_parser_set_language(parser, (*call).language);
        debug_assert!(is_known, "the grammars are pinned to versions that this parser reads");
        (*call).tree = metrics_ts_parser_parse_with_options(parser, null(), input, options);
        metrics_parser_end(parser);
    }
}

unsafe extern "C" fn flatten(call: *mut c_void) {
    // SAFETY: as in `run`; there is a tree, and room for so many nodes.
    unsafe {
        let call = call.cast::<Call<'_>>();
        (*call).count = metrics_flat((*call).tree, (*call).nodes, (*call).count);
    }
}

unsafe extern "C" fn read(call: *mut c_void, at: u32, _: TSPoint, length: *mut u32) -> *const c_char {
    // SAFETY: as in `run`; the length is the parser's to be written.
    unsafe {
        let text = (*call.cast::<Call<'_>>()).text;
        let rest = text.get(at as usize..).unwrap_or_default();
        *length = u32::try_from(rest.len()).unwrap_or(u32::MAX);
        rest.as_ptr().cast()
    }
}

unsafe extern "C" fn is_over(state: *mut TSParseState) -> bool {
    // SAFETY: the state is the parser's, and its payload the `Call` as in `run`.
    unsafe {
        let call = (*state).payload.cast::<Call<'_>>();
        !((*call).goes_on)((*state).current_byte_offset)
    }
}
