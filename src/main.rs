//! The `metrics` command.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Before the first allocation: where the address space is limited, heaps take it in small pieces. mimalloc reserves 1 GiB
/// at once, and the C library, of which `SQLite` and libgit2 have their memory, 64 MiB for each thread; where that just
/// fits, nothing is left for the stacks of the threads.
#[cfg(target_os = "linux")]
#[expect(unsafe_code, reason = "the allocator is asked for memory before `main` begins")]
mod heap {
    /// KiB.
    const PIECE: std::ffi::c_long = 32 << 10;

    /// `mi_option_arena_reserve` of mimalloc 3, which the crate has no name for.
    const ARENA_RESERVE: libmimalloc_sys::mi_option_t = 23;

    // SAFETY: the function is what the section holds, allocates nothing, and needs nothing that is set up later.
    #[used]
    #[unsafe(link_section = ".init_array")]
    static BEFORE_MAIN: extern "C" fn() = take_small_pieces;

    extern "C" fn take_small_pieces() {
        use rustix::process::{Resource, getrlimit};
        if getrlimit(Resource::As).current.is_some() {
            // SAFETY: the option exists, and is a number of KiB.
            unsafe { libmimalloc_sys::mi_option_set_default(ARENA_RESERVE, PIECE) };
            #[cfg(target_env = "gnu")]
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
    code_metrics::cli::run(std::env::args_os()).unwrap_or_else(|error| code_metrics::cli::fail(&error))
}
