//! Blocks for one job after the other, all given back at once: giving a block back is then two words written, and a tree
//! need not be taken apart.
//!
//! Blocks are cut from the end of a chunk. One that is given back waits in the list of its size for the next of that
//! size, so that a long job stays as small as with any other allocator. Large blocks have chunks of their own, which go
//! back at once. All chunks come from one heap of mimalloc: whatever has become of the blocks, what they hold is never
//! read when the heap is destroyed.

#![expect(unsafe_code, reason = "an allocator deals in addresses; measured gain in ARCHITECTURE.md")]
#![expect(clippy::cast_ptr_alignment, reason = "all blocks are aligned to 16 bytes, and headers to 8")]

#[cfg(test)]
mod tests;

use libmimalloc_sys::{
    mi_free, mi_heap_destroy, mi_heap_malloc_aligned, mi_heap_new, mi_heap_realloc_aligned, mi_heap_t,
};
use std::ptr::{NonNull, copy_nonoverlapping, null_mut, write_bytes};

/// What all sizes are multiples of, and all blocks are aligned to.
const UNIT: usize = 16;

/// What stands before a block: the class of its size, or the size of a large one.
const HEADER: usize = 8;

/// Up to this size each multiple of a unit is a class, from here on a quarter of each doubling.
const FINE: usize = 1024;

/// Above this size a block is a chunk of its own.
const LARGE: usize = (256 << 10) - HEADER;

/// Classes of exact sizes, and four for each of the eight doublings beyond.
const CLASSES: usize = FINE / UNIT + 4 * 8;

/// Sizes of chunks: as much as there is already, between these.
const CHUNKS: (usize, usize) = (512 << 10, 16 << 20);

/// Chunks of so many bytes in all are kept for the next job.
const KEPT: usize = 16 << 20;

/// The blocks of one thread.
pub(super) struct Arena {
    /// Null before the first block, and where there was no memory for it.
    heap: *mut mi_heap_t,
    /// What is left of the chunk in use.
    next: *mut u8,
    left: usize,
    /// Blocks that were given back, by their class, each with the address of the next one.
    free: [*mut u8; CLASSES],
    /// In the order in which they are used; those behind `used` are empty.
    chunks: Vec<(*mut u8, usize)>,
    used: usize,
    /// Bytes of large blocks, and how many there are.
    large: (usize, usize),
}

impl Arena {
    pub(super) const fn new() -> Arena {
        Arena {
            heap: null_mut(),
            next: null_mut(),
            left: 0,
            free: [null_mut(); CLASSES],
            chunks: Vec::new(),
            used: 0,
            large: (0, 0),
        }
    }

    /// Bytes that are in use or wait for the next block of their size.
    pub(super) fn held(&self) -> usize {
        self.chunks[..self.used].iter().map(|chunk| chunk.1).sum::<usize>() - self.left + self.large.0
    }

    /// A block of at least so many bytes; null if there is no memory.
    #[inline]
    pub(super) fn malloc(&mut self, size: usize) -> *mut u8 {
        if size > LARGE {
            return self.malloc_large(size);
        }
        let class = class_of(size);
        let first = self.free[class];
        if first.is_null() {
            return self.cut(class);
        }
        // SAFETY: blocks in the list are of this arena, and hold the address of the next one or null.
        self.free[class] = unsafe { first.cast::<*mut u8>().read() };
        first
    }

    /// The same with zeros in it.
    pub(super) fn calloc(&mut self, size: usize) -> *mut u8 {
        let block = self.malloc(size);
        if !block.is_null() {
            // SAFETY: the block has at least so many bytes.
            unsafe { write_bytes(block, 0, size) }
        }
        block
    }

    /// Gives a block back.
    ///
    /// # Safety
    /// It must be one of this arena's, not given back before, and not used any more.
    #[inline]
    pub(super) unsafe fn free(&mut self, block: *mut u8) {
        // SAFETY: by the caller's word there is a header before the block, and nobody else refers to the block.
        unsafe {
            let class = header(block);
            if class < CLASSES {
                block.cast::<*mut u8>().write(self.free[class]);
                self.free[class] = block;
            } else {
                self.free_large(block);
            }
        }
    }

    /// Another block with the same content, as far as both reach; null, with the block as it was, if there is no memory.
    ///
    /// # Safety
    /// As [`Arena::free`].
    pub(super) unsafe fn realloc(&mut self, block: *mut u8, size: usize) -> *mut u8 {
        // SAFETY: by the caller's word, as in `free`.
        let class = unsafe { header(block) };
        if class >= CLASSES && size > LARGE {
            // SAFETY: as above.
            return unsafe { self.realloc_large(block, size) };
        }
        let room = if class < CLASSES { size_of(class) - HEADER } else { class };
        if size <= room && class < CLASSES {
            return block;
        }
        let other = self.malloc(size);
        if !other.is_null() {
            // SAFETY: both blocks have at least so many bytes, and they are two.
            unsafe {
                copy_nonoverlapping(block, other, room.min(size));
                self.free(block);
            }
        }
        other
    }

    /// Gives back all blocks. The chunks are kept for the next ones, as far as that is little.
    ///
    /// # Safety
    /// None of the blocks may be used any more.
    pub(super) unsafe fn reset(&mut self) {
        if self.large.1 > 0 {
            // SAFETY: by the caller's word.
            return unsafe { self.abandon() };
        }
        let mut kept = 0;
        self.chunks.retain(|&(start, size)| {
            kept += size;
            let stays = kept <= KEPT;
            if !stays {
                // SAFETY: the chunk came from mimalloc, and by the caller's word nothing in it is in use.
                unsafe { mi_free(start.cast()) }
            }
            stays
        });
        self.forget();
    }

    /// Knows no block any more.
    fn forget(&mut self) {
        self.free = [null_mut(); CLASSES];
        (self.next, self.left, self.used, self.large) = (null_mut(), 0, 0, (0, 0));
    }

    /// Gives back all blocks and all memory, without reading what is in it.
    ///
    /// # Safety
    /// As [`Arena::reset`].
    pub(super) unsafe fn abandon(&mut self) {
        let heap = std::mem::replace(&mut self.heap, null_mut());
        self.chunks.clear();
        self.forget();
        if !heap.is_null() {
            // SAFETY: it is of this thread, and all that was allocated in it is in this arena.
            unsafe { mi_heap_destroy(heap) }
        }
    }

    /// Cuts a block off the chunk in use.
    #[inline]
    fn cut(&mut self, class: usize) -> *mut u8 {
        let size = size_of(class);
        if self.left < size && !self.take_chunk(size) {
            return null_mut();
        }
        // SAFETY: so many bytes are left in the chunk, and the header is in them.
        unsafe {
            let block = self.next.add(HEADER);
            set_header(block, class);
            self.next = self.next.add(size);
            self.left -= size;
            block
        }
    }

    /// Goes on to the next chunk; the rest of this one stays empty.
    #[cold]
    fn take_chunk(&mut self, least: usize) -> bool {
        if self.used == self.chunks.len() {
            let held: usize = self.chunks.iter().map(|chunk| chunk.1).sum();
            let size = held.clamp(CHUNKS.0, CHUNKS.1);
            debug_assert!(least + UNIT <= size, "blocks are smaller than chunks");
            let Some(start) = self.chunk_of(size) else { return false };
            self.chunks.push((start.as_ptr(), size));
        }
        let (start, size) = self.chunks[self.used];
        self.used += 1;
        // so that what stands behind a header is aligned; the last bytes of a chunk stay empty for the same reason
        // SAFETY: the chunk has more bytes than that.
        self.next = unsafe { start.add(UNIT - HEADER) };
        self.left = size - UNIT;
        true
    }

    fn chunk_of(&mut self, size: usize) -> Option<NonNull<u8>> {
        if self.heap.is_null() {
            // SAFETY: needs nothing.
            self.heap = unsafe { mi_heap_new() };
        }
        if self.heap.is_null() {
            return None;
        }
        // SAFETY: the heap is of this thread.
        NonNull::new(unsafe { mi_heap_malloc_aligned(self.heap, size, UNIT) }.cast())
    }

    #[cold]
    fn malloc_large(&mut self, size: usize) -> *mut u8 {
        let Some(all) = size.checked_add(UNIT) else { return null_mut() };
        let Some(start) = self.chunk_of(all) else { return null_mut() };
        self.large = (self.large.0 + size, self.large.1 + 1);
        // SAFETY: so many bytes are there, and the header is in them.
        unsafe {
            let block = start.as_ptr().add(UNIT);
            set_header(block, size);
            block
        }
    }

    /// # Safety
    /// As [`Arena::free`], of a large block.
    #[cold]
    unsafe fn free_large(&mut self, block: *mut u8) {
        // SAFETY: that is where the block was allocated.
        unsafe {
            self.large = (self.large.0 - header(block), self.large.1 - 1);
            mi_free(block.sub(UNIT).cast());
        }
    }

    /// # Safety
    /// As [`Arena::free`], of a block that is large and stays so.
    #[cold]
    unsafe fn realloc_large(&mut self, block: *mut u8, size: usize) -> *mut u8 {
        let Some(all) = size.checked_add(UNIT) else { return null_mut() };
        // SAFETY: that is where the block was allocated, in this heap; the new one has room for the header.
        unsafe {
            let before = header(block);
            let start = mi_heap_realloc_aligned(self.heap, block.sub(UNIT).cast(), all, UNIT).cast::<u8>();
            if start.is_null() {
                return null_mut();
            }
            self.large.0 = self.large.0 - before + size;
            let block = start.add(UNIT);
            set_header(block, size);
            block
        }
    }
}

impl Drop for Arena {
    fn drop(&mut self) {
        // the heap itself ends with its thread, maybe it has
        for (start, _) in self.chunks.drain(..) {
            // SAFETY: the chunk came from mimalloc, and blocks do not outlive the job that they are for.
            unsafe { mi_free(start.cast()) }
        }
    }
}

/// # Safety
/// The block must be one of an arena.
#[inline]
unsafe fn header(block: *mut u8) -> usize {
    // SAFETY: by the caller's word.
    unsafe { block.sub(HEADER).cast::<usize>().read() }
}

/// # Safety
/// There must be room before the block.
#[inline]
unsafe fn set_header(block: *mut u8, word: usize) {
    // SAFETY: by the caller's word.
    unsafe { block.sub(HEADER).cast::<usize>().write(word) }
}

/// The class for a block of so many bytes with its header.
#[inline]
fn class_of(size: usize) -> usize {
    let all = size + HEADER;
    if all <= FINE {
        return all.div_ceil(UNIT).max(1) - 1;
    }
    // with the two bits behind the first one
    let (above, exponent) = (all - 1, (all - 1).ilog2() as usize);
    FINE / UNIT + (exponent - FINE.ilog2() as usize) * 4 + (above >> (exponent - 2) & 3)
}

/// The size of the blocks of a class, with their header.
#[inline]
fn size_of(class: usize) -> usize {
    if class < FINE / UNIT {
        return (class + 1) * UNIT;
    }
    let (doubling, quarter) = ((class - FINE / UNIT) / 4, (class - FINE / UNIT) % 4);
    (FINE << doubling) / 4 * (5 + quarter)
}
