//! Gives tree-sitter's C code a faster allocator: half of what parsing does is to allocate and free small blocks.

#![expect(
    unsafe_code,
    reason = "tree-sitter takes its allocator as C functions; measured gain in ARCHITECTURE.md"
)]

use std::sync::atomic::{AtomicBool, Ordering};
use tree_sitter::Allocator;

static PARSING_BEGAN: AtomicBool = AtomicBool::new(false);

/// Lets tree-sitter allocate with mimalloc from here on; without effect once a grammar is in use.
pub fn use_mimalloc() {
    if PARSING_BEGAN.swap(true, Ordering::SeqCst) {
        return;
    }
    // SAFETY: the four functions are one allocator, compatible with C's; nothing has been allocated with another one,
    // because only `Grammar` calls tree-sitter and none exists yet.
    unsafe {
        tree_sitter::set_allocator(Some(Allocator {
            malloc: libmimalloc_sys::mi_malloc,
            calloc: libmimalloc_sys::mi_calloc,
            realloc: libmimalloc_sys::mi_realloc,
            free: libmimalloc_sys::mi_free,
        }));
    }
}

/// Notes that tree-sitter has begun to allocate.
pub(super) fn parsing_begins() {
    PARSING_BEGAN.store(true, Ordering::SeqCst);
}
