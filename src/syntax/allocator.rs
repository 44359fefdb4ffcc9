//! Gives tree-sitter's C code a faster allocator, half of what parsing does being to allocate and free small blocks, and
//! each thread that parses an arena of its own, which is inspected while it grows and is freed as a whole.
//!
//! Which allocator a block is of is never looked up while an inspected job runs: such a job makes its parser and all that
//! the parser takes, and hands out nothing but a tree, which is freed with the arena. Outside of such jobs no function
//! here is given a block of an arena.

#![expect(
    unsafe_code,
    reason = "tree-sitter takes its allocator as C functions; measured gain in ARCHITECTURE.md"
)]

use super::arena::Arena;
use super::way_out;
use libmimalloc_sys::{mi_calloc, mi_free, mi_malloc, mi_realloc};
use std::cell::{Cell, RefCell, UnsafeCell};
use std::ffi::c_void;
use std::ptr::null_mut;
use std::sync::Once;
use std::sync::atomic::{Ordering, fence};
use tree_sitter::set_allocator;

/// Bytes from one inspection to the next: some milliseconds of an ordinary parse.
const STEP: usize = 8 << 20;

/// What a block costs apart from its bytes, so that many small ones are inspected too.
const BLOCK: usize = 64;

/// Lets tree-sitter allocate with these functions from here on: only then can a parse be ended that takes too much memory,
/// or that does not ask whether it may go on. What was allocated before, by whoever else uses tree-sitter in this
/// process, is still freed where it came from.
pub(super) fn parsing_begins() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: each pair of functions is one allocator, compatible with C's, whichever of them another thread sees
        // meanwhile: what frees knows both kinds of blocks before the first of the new kind is made.
        unsafe {
            set_allocator(Some(libc::malloc), Some(libc::calloc), Some(realloc), Some(free));
            fence(Ordering::SeqCst);
            set_allocator(Some(malloc), Some(calloc), Some(realloc), Some(free));
        }
        way_out::heed_aborts();
    });
}

/// Looks at what a thread allocates.
pub(super) trait Inspector {
    /// Whether the thread has used too much, given how many bytes its job holds.
    fn is_over(&mut self, held: usize) -> bool;
}

/// Runs a job whose allocations are inspected, and come from the arena of this thread: the parse that takes too much is
/// left.
pub(super) fn inspected<T>(inspector: Box<dyn Inspector>, job: impl FnOnce() -> T) -> T {
    let arena = OWN.with(UnsafeCell::get);
    SPENDING.with(|spending| {
        spending.arena.set(arena);
        spending.left.set(STEP);
    });
    INSPECTOR.set(Some(inspector));
    let result = job();
    INSPECTOR.set(None);
    SPENDING.with(|spending| spending.arena.set(null_mut()));
    result
}

/// Whether the last parse of this thread was left because the system had no memory for it.
pub(super) fn was_out_of_memory() -> bool {
    OUT_OF_MEMORY.take()
}

/// Whether something was allocated in an inspected job of this thread. It is not if somebody else has given tree-sitter
/// another allocator meanwhile.
pub(super) fn is_inspected(address: *const c_void) -> bool {
    // SAFETY: nobody else refers to the arena now.
    OWN.with(|own| unsafe { (*own.get()).has(address.cast()) })
}

/// Frees everything that tree-sitter has allocated in inspected jobs of this thread.
///
/// # Safety
/// Nothing of it may be used any more.
pub(super) unsafe fn free_all() {
    // SAFETY: nobody else refers to the arena now; the rest by the caller's word.
    OWN.with(|own| unsafe { (*own.get()).reset() });
}

/// The same within a job that was left, in whatever state that is. What the job allocates from here on is not inspected.
///
/// # Safety
/// As [`free_all`].
pub(super) unsafe fn abandon_all() {
    SPENDING.with(|spending| spending.arena.set(null_mut()));
    // SAFETY: as in `free_all`.
    OWN.with(|own| unsafe { (*own.get()).abandon() });
}

struct Spending {
    /// The arena of this thread while there is an inspected job, else null: what others parse on this thread is not in it.
    arena: Cell<*mut Arena>,
    /// Bytes that may be allocated before the next inspection.
    left: Cell<usize>,
}

thread_local! {
    static SPENDING: Spending =
        const { Spending { arena: Cell::new(null_mut()), left: Cell::new(STEP) } };
    /// Referred to by one function at a time, none of which calls another that does.
    static OWN: UnsafeCell<Arena> = const { UnsafeCell::new(Arena::new()) };
    /// Whether the last parse of this thread was left because there was no memory.
    static OUT_OF_MEMORY: Cell<bool> = const { Cell::new(false) };
    static INSPECTOR: RefCell<Option<Box<dyn Inspector>>> = const { RefCell::new(None) };
}

/// The arena, if this thread runs an inspected job.
#[inline]
fn arena() -> *mut Arena {
    SPENDING.with(|spending| spending.arena.get())
}

/// The same for a block of so many bytes; does not return when the parse is left.
#[inline]
fn arena_for(size: usize) -> *mut Arena {
    SPENDING.with(|spending| {
        let arena = spending.arena.get();
        if !arena.is_null() {
            let cost = size.saturating_add(BLOCK);
            match spending.left.get().checked_sub(cost) {
                Some(left) => spending.left.set(left),
                None => inspect(spending, cost),
            }
        }
        arena
    })
}

#[cold]
fn inspect(spending: &Spending, cost: usize) {
    spending.left.set(STEP);
    // SAFETY: nobody else refers to the arena now.
    let held = unsafe { (*spending.arena.get()).held() }.saturating_add(cost);
    let is_over =
        || INSPECTOR.with_borrow_mut(|it| it.as_mut().is_some_and(|inspector| inspector.is_over(held)));
    if way_out::is_parsing() && is_over() {
        // SAFETY: neither this frame nor those above it, up to the C code, own anything.
        unsafe { way_out::leave() }
    }
}

/// The parser does not ask whether there was memory: where there was none, it is left.
fn there(block: *mut c_void, size: usize) -> *mut c_void {
    if block.is_null() && size > 0 && way_out::is_parsing() {
        OUT_OF_MEMORY.set(true);
        // SAFETY: neither this frame nor those above it, up to the C code, own anything.
        unsafe { way_out::leave() }
    }
    block
}

unsafe extern "C" fn malloc(size: usize) -> *mut c_void {
    there(new(arena_for(size), size), size)
}

#[inline]
fn new(arena: *mut Arena, size: usize) -> *mut c_void {
    // SAFETY: the arena is this thread's, and nobody else refers to it now.
    unsafe { if arena.is_null() { mi_malloc(size) } else { (*arena).malloc(size).cast() } }
}

unsafe extern "C" fn calloc(count: usize, size: usize) -> *mut c_void {
    let all = count.saturating_mul(size);
    let arena = arena_for(all);
    // SAFETY: as in `new`.
    let block = unsafe { if arena.is_null() { mi_calloc(count, size) } else { (*arena).calloc(all).cast() } };
    there(block, all)
}

unsafe extern "C" fn realloc(block: *mut c_void, size: usize) -> *mut c_void {
    let arena = arena_for(size);
    let block = if block.is_null() {
        new(arena, size)
    } else if !arena.is_null() {
        // SAFETY: as in `new`; an inspected job has no blocks but those that it has allocated itself.
        unsafe { (*arena).realloc(block.cast(), size).cast() }
    } else if is_foreign(block) {
        // SAFETY: it was allocated before these functions were in use, with those of C.
        unsafe { libc::realloc(block, size) }
    } else {
        // SAFETY: the block is one of mimalloc's.
        unsafe { mi_realloc(block, size) }
    };
    there(block, size)
}

unsafe extern "C" fn free(block: *mut c_void) {
    let arena = arena();
    if block.is_null() {
        // as in C
    } else if !arena.is_null() {
        // SAFETY: as in `realloc`.
        unsafe { (*arena).free(block.cast()) }
    } else if is_foreign(block) {
        // SAFETY: it was allocated before these functions were in use, with those of C.
        unsafe { libc::free(block) }
    } else {
        // SAFETY: the block is one of mimalloc's.
        unsafe { mi_free(block) }
    }
}

/// Whether a block was allocated before these functions were in use.
#[inline]
fn is_foreign(block: *mut c_void) -> bool {
    // SAFETY: looks the address up in a table of its own, whatever it is.
    !block.is_null() && !unsafe { libmimalloc_sys::mi_is_in_heap_region(block) }
}
