//! The way out of a parse from within: whether this thread is in one, and how it is left.

#![expect(
    unsafe_code,
    reason = "the way out of C code is C's own, `longjmp`; what it passes over owns nothing"
)]

unsafe extern "C" {
    fn metrics_guard_is_inside() -> i32;
    fn metrics_guard_leave();
    fn metrics_guard_heed_aborts();
    fn metrics_guard_end_with(status: i32);
}

/// Lets an abort outside of a parse end the process with a status instead of a signal. For programs: it is no way to
/// end somebody else's.
pub fn end_aborts_with(status: i32) {
    // SAFETY: sets a number and the handler of a signal.
    unsafe {
        metrics_guard_end_with(status);
        metrics_guard_heed_aborts();
    }
}

/// Lets what aborts in a parse lose the parse; elsewhere it ends the process as before.
pub(super) fn heed_aborts() {
    // SAFETY: sets the handler of a signal.
    unsafe { metrics_guard_heed_aborts() }
}

/// Whether this thread is in a parse, which can be left.
pub(super) fn is_parsing() -> bool {
    // SAFETY: needs nothing.
    unsafe { metrics_guard_is_inside() != 0 }
}

/// Leaves the parse that this thread is in; without effect if it is in none.
///
/// # Safety
/// No value between here and the parse may have to be dropped.
pub(super) unsafe fn leave() {
    // SAFETY: what is passed over are frames of C and, by the caller's word, of Rust that own nothing.
    unsafe { metrics_guard_leave() }
}
