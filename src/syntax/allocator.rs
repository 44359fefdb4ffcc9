//! Gives our copy of tree-sitter's core a faster allocator, half of what parsing does being to allocate and free small
//! blocks: each thread that parses has an arena of its own, which is inspected while it grows and is freed as a whole.
//!
//! Which allocator a block is of is never looked up: the core is called in inspected jobs alone, each of which makes its
//! parser and all that the parser takes, and hands out nothing of it.

#![expect(
    unsafe_code,
    reason = "tree-sitter takes its allocator as C functions; measured gain in ARCHITECTURE.md"
)]

use super::arena::Arena;
use super::core::metrics_ts_set_allocator;
use super::way_out;
use std::cell::{Cell, RefCell, UnsafeCell};
use std::ffi::c_void;
use std::ptr::null_mut;
use std::sync::Once;

/// Bytes from one inspection to the next: some milliseconds of an ordinary parse.
const STEP: usize = 8 << 20;

/// What a block costs apart from its bytes, so that many small ones are inspected too.
const BLOCK: usize = 64;

/// Lets the core allocate with these functions: only then can a parse be ended that takes too much memory, or that does
/// not ask whether it may go on.
pub(super) fn parsing_begins() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: the four are one allocator, compatible with C's, and nothing was allocated before.
        unsafe { metrics_ts_set_allocator(Some(malloc), Some(calloc), Some(realloc), Some(free)) }
        way_out::heed_aborts();
    });
}

/// Looks at what a thread allocates.
pub(super) trait Inspector {
    /// Whether the thread has used too much, given how many bytes its job holds.
    fn is_over(&mut self, held: usize) -> bool;
}

/// Runs a job whose allocations are inspected, and come from the arena of this thread: the parse that takes too much is
/// left. All of them are freed behind it: without a look at what is in them if the job was not done.
pub(super) fn inspected<T>(
    inspector: Box<dyn Inspector>,
    job: impl FnOnce() -> T,
    is_done: impl FnOnce(&T) -> bool,
) -> T {
    let arena = OWN.with(UnsafeCell::get);
    SPENDING.with(|spending| {
        spending.arena.set(arena);
        spending.left.set(STEP);
    });
    INSPECTOR.set(Some(inspector));
    let result = job();
    INSPECTOR.set(None);
    SPENDING.with(|spending| spending.arena.set(null_mut()));
    let is_done = is_done(&result);
    // SAFETY: nobody else refers to the arena now. What the job called is C code that is given back nothing, and keeps
    // nothing from one call to the next.
    unsafe { if is_done { (*arena).reset() } else { (*arena).abandon() } }
    result
}

/// Whether the last parse of this thread was left because the system had no memory for it.
pub(super) fn was_out_of_memory() -> bool {
    OUT_OF_MEMORY.take()
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
    let arena = arena_for(size);
    // SAFETY: the arena is this thread's, and nobody else refers to it now.
    let block = unsafe { arena.as_mut() }.map_or(null_mut(), |arena| arena.malloc(size).cast());
    there(block, size)
}

unsafe extern "C" fn calloc(count: usize, size: usize) -> *mut c_void {
    let all = count.saturating_mul(size);
    let arena = arena_for(all);
    // SAFETY: as in `malloc`.
    let block = unsafe { arena.as_mut() }.map_or(null_mut(), |arena| arena.calloc(all).cast());
    there(block, all)
}

unsafe extern "C" fn realloc(block: *mut c_void, size: usize) -> *mut c_void {
    if block.is_null() {
        // SAFETY: as the caller's.
        return unsafe { malloc(size) };
    }
    let arena = arena_for(size);
    // SAFETY: as in `malloc`; a job has no blocks but those that it has allocated itself.
    let other =
        unsafe { arena.as_mut().map_or(null_mut(), |arena| arena.realloc(block.cast(), size).cast()) };
    there(other, size)
}

unsafe extern "C" fn free(block: *mut c_void) {
    // SAFETY: as in `realloc`.
    unsafe {
        if let Some(arena) = arena().as_mut()
            && !block.is_null()
        {
            arena.free(block.cast());
        }
    }
}
