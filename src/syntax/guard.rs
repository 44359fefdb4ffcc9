//! Calls tree-sitter's parser in such a way that the call can be left from within: by the allocator when it has taken too
//! much, and when an assertion fails in the parser or in the scanner of a grammar.
//!
//! Assertions do fail: at 511 indents and within a string, the scanner of tree-sitter-python 0.25.0 writes a byte behind
//! its buffer and the parser notices. They must therefore be compiled in, and what noticed is not used any more.

#![expect(
    unsafe_code,
    reason = "the way out of C code is C's own, `setjmp`; what it passes over owns nothing"
)]

use super::allocator;
use super::planted::Planted;
use std::ffi::{c_char, c_void};
use tree_sitter::Parser;
use tree_sitter::ffi::{
    TSInput, TSInputEncodingUTF8, TSParseOptions, TSParseState, TSParser, TSPoint, TSTree,
    ts_parser_parse_with_options,
};

unsafe extern "C" {
    fn metrics_guard_call(call: unsafe extern "C" fn(*mut c_void), data: *mut c_void) -> i32;
}

/// What became of a parse.
pub(super) enum Parsed {
    Tree(Planted),
    /// The question whether to go on was answered with no.
    Cancelled,
    /// It was left by `leave`, or by an assertion that failed.
    Left,
}

/// Parses a text; asks with the offset that was reached whether to go on.
pub(super) fn parse(parser: Parser, text: &[u8], goes_on: &mut dyn FnMut(u32) -> bool) -> Parsed {
    let mut call = Call { parser: parser.into_raw(), text, goes_on, tree: std::ptr::null_mut() };
    // SAFETY: `run` takes what it is given here, and what it borrows outlives the call.
    let came_back = unsafe { metrics_guard_call(run, (&raw mut call).cast()) } != 0;
    let (parser, tree) = (call.parser, call.tree);
    if came_back && !tree.is_null() {
        // SAFETY: the parser made the tree and is not in use any more; both are owned here.
        drop(unsafe { Parser::from_raw(parser) });
        // SAFETY: as above; a text is parsed when nothing is needed of those before it.
        return Parsed::Tree(unsafe { Planted::new(tree) });
    }
    if allocator::is_inspected(parser.cast()) {
        // SAFETY: nothing of what this thread has parsed is still in use, but a parser that nobody will.
        unsafe { allocator::abandon_all() }
    } else if came_back {
        // SAFETY: it is owned here, and in order.
        drop(unsafe { Parser::from_raw(parser) });
    }
    if came_back { Parsed::Cancelled } else { Parsed::Left }
}

/// What a parse works with. Owns nothing, as it may be left.
struct Call<'a> {
    parser: *mut TSParser,
    text: &'a [u8],
    goes_on: &'a mut dyn FnMut(u32) -> bool,
    tree: *mut TSTree,
}

unsafe extern "C" fn run(call: *mut c_void) {
    let input = TSInput { payload: call, read: Some(read), encoding: TSInputEncodingUTF8, decode: None };
    let options = TSParseOptions { payload: call, progress_callback: Some(is_over) };
    // SAFETY: `call` is the `Call` that `parse` made, and nothing else refers to it meanwhile.
    unsafe {
        let call = call.cast::<Call<'_>>();
        (*call).tree = ts_parser_parse_with_options((*call).parser, std::ptr::null(), input, options);
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
