//! Gives tree-sitter's C code a faster allocator, half of what parsing does being to allocate and free small blocks, and
//! each thread that parses a heap of its own, which is inspected while it grows and can be freed as a whole.

#![expect(
    unsafe_code,
    reason = "tree-sitter takes its allocator as C functions; measured gain in ARCHITECTURE.md"
)]

use super::guard;
use libmimalloc_sys::{mi_calloc, mi_free, mi_heap_area_t, mi_heap_t, mi_malloc, mi_realloc};
use std::cell::{Cell, RefCell};
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
        guard::heed_aborts();
    });
}

/// Looks at what a thread allocates.
pub(super) trait Inspector {
    /// Whether the thread has used too much, given what it has allocated since its job began and a way to count what of
    /// its heap is in use.
    fn is_over(&mut self, allocated: usize, in_use: &dyn Fn() -> usize) -> bool;
}

/// Runs a job whose allocations are inspected, and come from a heap of their own: the parse that takes too much is left.
pub(super) fn inspected<T>(inspector: Box<dyn Inspector>, job: impl FnOnce() -> T) -> T {
    SPENDING.with(|spending| {
        if spending.own.get().is_null() {
            // SAFETY: needs nothing; where there is no memory for a heap, the thread's usual one serves.
            spending.own.set(unsafe { libmimalloc_sys::mi_heap_new() });
        }
        spending.heap.set(spending.own.get());
        spending.allocated.set(0);
        spending.left.set(STEP);
    });
    INSPECTOR.set(Some(inspector));
    let result = job();
    INSPECTOR.set(None);
    SPENDING.with(|spending| spending.heap.set(null_mut()));
    result
}

/// Whether the last parse of this thread was left because the system had no memory for it.
pub(super) fn was_out_of_memory() -> bool {
    OUT_OF_MEMORY.take()
}

/// Frees everything that tree-sitter has allocated in inspected jobs of this thread; tells whether there was a heap to
/// free.
///
/// # Safety
/// Nothing of it may be used any more.
pub(super) unsafe fn abandon_heap() -> bool {
    let heap = SPENDING.with(|spending| {
        spending.heap.set(null_mut());
        spending.own.replace(null_mut())
    });
    if heap.is_null() {
        return false;
    }
    // SAFETY: it is this thread's, and by the caller's word nobody has a pointer into it.
    unsafe { libmimalloc_sys::mi_heap_destroy(heap) }
    true
}

struct Spending {
    /// The heap of inspected jobs, null before the first. It ends with its thread.
    own: Cell<*mut mi_heap_t>,
    /// The same while there is such a job, else null: what others parse on this thread is not in it.
    heap: Cell<*mut mi_heap_t>,
    /// Bytes that may be allocated before the next inspection.
    left: Cell<usize>,
    /// Bytes that had been allocated at the last one.
    allocated: Cell<usize>,
}

thread_local! {
    static SPENDING: Spending =
        const {
            Spending {
                own: Cell::new(null_mut()),
                heap: Cell::new(null_mut()),
                left: Cell::new(STEP),
                allocated: Cell::new(0),
            }
        };
    /// Whether the last parse of this thread was left because there was no memory.
    static OUT_OF_MEMORY: Cell<bool> = const { Cell::new(false) };
    static INSPECTOR: RefCell<Option<Box<dyn Inspector>>> = const { RefCell::new(None) };
}

/// The heap for a block of so many bytes, if this thread runs an inspected job; does not return when the parse is left.
#[inline]
fn heap_for(size: usize) -> Option<*mut mi_heap_t> {
    SPENDING.with(|spending| {
        let heap = spending.heap.get();
        if heap.is_null() {
            return None;
        }
        let cost = size.saturating_add(BLOCK);
        match spending.left.get().checked_sub(cost) {
            Some(left) => spending.left.set(left),
            None => inspect(spending, cost),
        }
        Some(heap)
    })
}

#[cold]
fn inspect(spending: &Spending, cost: usize) {
    let heap = spending.heap.get();
    let allocated = spending.allocated.get().saturating_add(STEP - spending.left.get()).saturating_add(cost);
    spending.allocated.set(allocated);
    spending.left.set(STEP);
    if guard::is_parsing() && is_over(heap, allocated, cost) {
        // SAFETY: neither this frame nor those above it, up to the C code, own anything.
        unsafe { guard::leave() }
    }
}

fn is_over(heap: *mut mi_heap_t, allocated: usize, cost: usize) -> bool {
    INSPECTOR.with_borrow_mut(|inspector| {
        inspector
            .as_mut()
            .is_some_and(|inspector| inspector.is_over(allocated, &|| in_use(heap).saturating_add(cost)))
    })
}

/// Bytes of the blocks in use in a heap of this thread.
fn in_use(heap: *mut mi_heap_t) -> usize {
    unsafe extern "C" fn add(
        _: *const mi_heap_t,
        area: *const mi_heap_area_t,
        _: *mut c_void,
        _: usize,
        sum: *mut c_void,
    ) -> bool {
        // SAFETY: mimalloc passes an area of the heap, and on the sum that it was given below.
        unsafe { *sum.cast::<usize>() += (*area).used * (*area).full_block_size };
        true
    }
    let mut sum = 0usize;
    // SAFETY: no other thread allocates from the heap or frees into it, and the sum outlives the call.
    unsafe { libmimalloc_sys::mi_heap_visit_blocks(heap, false, Some(add), (&raw mut sum).cast()) };
    sum
}

/// The parser does not ask whether there was memory: where there was none, it is left.
fn there(block: *mut c_void, size: usize) -> *mut c_void {
    if block.is_null() && size > 0 && guard::is_parsing() {
        OUT_OF_MEMORY.set(true);
        // SAFETY: neither this frame nor those above it, up to the C code, own anything.
        unsafe { guard::leave() }
    }
    block
}

unsafe extern "C" fn malloc(size: usize) -> *mut c_void {
    // SAFETY: the heap is this thread's.
    let block = unsafe {
        heap_for(size).map_or_else(|| mi_malloc(size), |heap| libmimalloc_sys::mi_heap_malloc(heap, size))
    };
    there(block, size)
}

unsafe extern "C" fn calloc(count: usize, size: usize) -> *mut c_void {
    let all = count.saturating_mul(size);
    let heap = heap_for(all);
    // SAFETY: the heap is this thread's.
    let block = unsafe {
        heap.map_or_else(|| mi_calloc(count, size), |heap| libmimalloc_sys::mi_heap_calloc(heap, count, size))
    };
    there(block, all)
}

unsafe extern "C" fn realloc(block: *mut c_void, size: usize) -> *mut c_void {
    if is_foreign(block) {
        // SAFETY: it was allocated before these functions were in use, with those of C.
        return there(unsafe { libc::realloc(block, size) }, size);
    }
    // SAFETY: the heap is this thread's, and the block is one of mimalloc's.
    let block = unsafe {
        heap_for(size).map_or_else(
            || mi_realloc(block, size),
            |heap| libmimalloc_sys::mi_heap_realloc(heap, block, size),
        )
    };
    there(block, size)
}

unsafe extern "C" fn free(block: *mut c_void) {
    if is_foreign(block) {
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
