//! Stands in for the few functions of mimalloc that the arena calls, so that a sanitizer knows every chunk.
#![allow(non_camel_case_types, clippy::missing_safety_doc, missing_docs)]

use std::alloc::{Layout, alloc, dealloc};
use std::collections::HashMap;
use std::ffi::c_void;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Nobody looks into a heap: its address is its name.
pub struct mi_heap_t(());

/// The chunks by address: their heap and their layout.
static CHUNKS: Mutex<Option<HashMap<usize, (usize, Layout)>>> = Mutex::new(None);

fn chunks<T>(job: impl FnOnce(&mut HashMap<usize, (usize, Layout)>) -> T) -> T {
    job(CHUNKS.lock().unwrap().get_or_insert_default())
}

pub unsafe fn mi_heap_new() -> *mut mi_heap_t {
    static LAST: AtomicUsize = AtomicUsize::new(0);
    std::ptr::without_provenance_mut(LAST.fetch_add(1, Ordering::Relaxed) + 1)
}

pub unsafe fn mi_heap_malloc_aligned(heap: *mut mi_heap_t, size: usize, align: usize) -> *mut c_void {
    let layout = Layout::from_size_align(size, align).unwrap();
    let chunk = unsafe { alloc(layout) };
    chunks(|all| all.insert(chunk.addr(), (heap.addr(), layout)));
    chunk.cast()
}

pub unsafe fn mi_heap_realloc_aligned(
    heap: *mut mi_heap_t,
    chunk: *mut c_void,
    size: usize,
    align: usize,
) -> *mut c_void {
    let other = unsafe { mi_heap_malloc_aligned(heap, size, align) };
    let before = chunks(|all| all[&chunk.addr()].1.size());
    unsafe { chunk.cast::<u8>().copy_to_nonoverlapping(other.cast(), before.min(size)) };
    unsafe { mi_free(chunk) };
    other
}

pub unsafe fn mi_free(chunk: *mut c_void) {
    let (_, layout) = chunks(|all| all.remove(&chunk.addr())).expect("a chunk that is in use");
    unsafe { dealloc(chunk.cast(), layout) }
}

pub unsafe fn mi_heap_destroy(heap: *mut mi_heap_t) {
    let is_its = |of: &usize| *of == heap.addr();
    let all = chunks(|all| all.extract_if(|_, (of, _)| is_its(of)).collect::<Vec<_>>());
    for (address, (_, layout)) in all {
        unsafe { dealloc(std::ptr::with_exposed_provenance_mut(address), layout) }
    }
}
