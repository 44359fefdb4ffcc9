//! The `metrics` command.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Before the first allocation: heaps take address space in smaller pieces than the 1 GiB that mimalloc reserves at once,
/// because the maps of such a piece alone are a fiftieth of a run over five files. Where the address space is limited they
/// take it in small ones, and the C library, of which `SQLite` and libgit2 have their memory, does not take 64 MiB for each
/// thread; where that just fits, nothing is left for the stacks of the threads.
#[cfg(target_os = "linux")]
#[expect(unsafe_code, reason = "the allocator is asked for memory before `main` begins")]
mod heap {
    /// KiB, and where the address space is limited.
    const PIECE: std::ffi::c_long = 256 << 10;
    const SMALL_PIECE: std::ffi::c_long = 32 << 10;

    /// `mi_option_arena_reserve` of mimalloc 3, which the crate has no name for.
    const ARENA_RESERVE: libmimalloc_sys::mi_option_t = 23;

    /// `mi_option_purge_delay`, in milliseconds; less than none is never.
    const PURGE_DELAY: libmimalloc_sys::mi_option_t = 15;

    /// At the end of the process, which gives all of its memory back at once: mimalloc gives back piece by piece before.
    pub(crate) fn keep() {
        // SAFETY: the option exists.
        unsafe { libmimalloc_sys::mi_option_set(PURGE_DELAY, -1) };
    }

    // SAFETY: the function is what the section holds, allocates nothing, and needs nothing that is set up later.
    #[used]
    #[unsafe(link_section = ".init_array")]
    static BEFORE_MAIN: extern "C" fn() = take_pieces;

    extern "C" fn take_pieces() {
        use rustix::process::{Resource, getrlimit};
        let is_limited = getrlimit(Resource::As).current.is_some();
        let piece = if is_limited { SMALL_PIECE } else { PIECE };
        // SAFETY: the option exists, and is a number of KiB.
        unsafe { libmimalloc_sys::mi_option_set_default(ARENA_RESERVE, piece) };
        #[cfg(target_env = "gnu")]
        if is_limited {
            // SAFETY: there is one thread, and the parameter exists.
            unsafe {
                libc::mallopt(libc::M_ARENA_MAX, 1);
            }
        }
    }
}

fn main() -> ExitCode {
    code_metrics::syntax::end_aborts_with(2);
    code_metrics::text::install_quiet_hook();
    let status = code_metrics::cli::run(std::env::args_os());
    let status = status.unwrap_or_else(|error| code_metrics::cli::fail(&error));
    #[cfg(target_os = "linux")]
    heap::keep();
    status
}
