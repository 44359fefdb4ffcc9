//! A tree that stands in the arena of its thread.

#![expect(
    unsafe_code,
    reason = "a tree is not taken apart where everything that its thread has parsed is freed at once"
)]

use super::allocator;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use tree_sitter::Tree;
use tree_sitter::ffi::TSTree;

/// Frees all that its thread has parsed when it is dropped, and does not leave the thread.
pub(super) struct Planted {
    tree: ManuallyDrop<Tree>,
    is_inspected: bool,
    on_thread: PhantomData<*const ()>,
}

impl Planted {
    /// Takes a tree over.
    ///
    /// # Safety
    /// The tree must be owned by the caller, and the last that was parsed on this thread; what was parsed on it before
    /// must not be used any more.
    pub(super) unsafe fn new(tree: *mut TSTree) -> Planted {
        let is_inspected = allocator::is_inspected(tree.cast());
        // SAFETY: by the caller's word.
        let tree = ManuallyDrop::new(unsafe { Tree::from_raw(tree) });
        Planted { tree, is_inspected, on_thread: PhantomData }
    }
}

impl Deref for Planted {
    type Target = Tree;

    fn deref(&self) -> &Tree {
        &self.tree
    }
}

impl Drop for Planted {
    fn drop(&mut self) {
        // SAFETY: the tree is not used after this, and neither is, since it was made, anything else that was parsed here.
        unsafe {
            if self.is_inspected {
                allocator::free_all();
            } else {
                ManuallyDrop::drop(&mut self.tree);
            }
        }
    }
}
