//! What this process has used of processors and memory.

use std::time::{Duration, Instant};

/// A point in time, on the wall and of all processors that worked for this process.
#[derive(Clone, Copy, Debug)]
pub(super) struct Usage {
    wall: Instant,
    cpu: Duration,
}

impl Usage {
    pub(super) fn now() -> Usage {
        Usage { wall: Instant::now(), cpu: cpu_time() }
    }

    /// The time since then, on the wall and of processors.
    pub(super) fn elapsed(self) -> (Duration, Duration) {
        (self.wall.elapsed(), cpu_time().saturating_sub(self.cpu))
    }
}

/// Gives back to the system what is no longer used, and begins to look for the largest resident set anew; whether the
/// system does that.
pub(super) fn settle() -> bool {
    give_back();
    restart_peak()
}

/// Frees what the allocator keeps for later, so that one run does not count for the next.
#[expect(unsafe_code, reason = "the allocator gives memory back by a C function alone")]
fn give_back() {
    // SAFETY: it needs nothing, and any thread may ask for it at any time.
    unsafe { libmimalloc_sys::mi_collect(true) };
}

#[cfg(unix)]
fn cpu_time() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::try_from(now).unwrap_or_default()
}

#[cfg(windows)]
#[expect(unsafe_code, reason = "the times of a process are told by a C function alone")]
fn cpu_time() -> Duration {
    use windows_sys::Win32::Foundation::FILETIME;
    use windows_sys::Win32::System::Threading::{GetCurrentProcess, GetProcessTimes};
    let [mut started, mut ended, mut kernel, mut user] = [FILETIME::default(); 4];
    // SAFETY: the handle stands for this process and need not be closed, and the four times are written to.
    unsafe {
        let process = GetCurrentProcess();
        GetProcessTimes(process, &raw mut started, &raw mut ended, &raw mut kernel, &raw mut user);
    }
    let steps = |time: FILETIME| u64::from(time.dwHighDateTime) << 32 | u64::from(time.dwLowDateTime);
    Duration::from_nanos(steps(kernel).saturating_add(steps(user)).saturating_mul(100))
}

/// Linux alone lets a process begin anew.
#[cfg(target_os = "linux")]
fn restart_peak() -> bool {
    std::fs::write("/proc/self/clear_refs", "5").is_ok()
}

#[cfg(not(target_os = "linux"))]
fn restart_peak() -> bool {
    false
}

/// The largest resident set since [`settle`], in bytes, as `VmHWM` tells it.
pub(super) fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()?.checked_mul(1024)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_memory_of_one_run_does_not_count_for_the_next() {
        assert!(settle());
        let before = peak().unwrap();
        let large = vec![1_u8; 64 << 20];
        assert!(std::hint::black_box(&large).iter().all(|byte| *byte == 1));
        assert!(peak().unwrap() >= before + (60 << 20));
        drop(large);
        assert!(settle() && peak().unwrap() < before + (30 << 20));
    }
}
