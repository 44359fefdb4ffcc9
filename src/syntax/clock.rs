//! CPU time of one thread: a suspended laptop or a loaded machine must not change what is measured.

use std::time::Duration;

pub(super) use imp::thread_cpu_time;

#[cfg(unix)]
mod imp {
    use super::Duration;

    /// What this thread has used of a processor since it was started.
    pub(crate) fn thread_cpu_time() -> Duration {
        let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        Duration::try_from(now).unwrap_or_default()
    }
}

#[cfg(windows)]
mod imp {
    #![expect(unsafe_code, reason = "the times of a thread are told by a C function alone")]

    use super::Duration;
    use windows_sys::Win32::Foundation::FILETIME;
    use windows_sys::Win32::System::Threading::{GetCurrentThread, GetThreadTimes};

    /// What this thread has used of a processor since it was started, in steps of about 16 ms.
    pub(crate) fn thread_cpu_time() -> Duration {
        let [mut started, mut ended, mut kernel, mut user] = [FILETIME::default(); 4];
        // SAFETY: the handle stands for this thread and need not be closed, and the four times are written to.
        unsafe {
            let thread = GetCurrentThread();
            GetThreadTimes(thread, &raw mut started, &raw mut ended, &raw mut kernel, &raw mut user);
        }
        steps(kernel).saturating_add(steps(user))
    }

    /// A time in steps of 100 ns, as Windows counts them.
    fn steps(time: FILETIME) -> Duration {
        let steps = u64::from(time.dwHighDateTime) << 32 | u64::from(time.dwLowDateTime);
        Duration::from_nanos(steps.saturating_mul(100))
    }
}

#[cfg(not(any(unix, windows)))]
mod imp {
    use super::Duration;

    /// Where no thread's time is known, the time since the first parse has to do.
    pub(crate) fn thread_cpu_time() -> Duration {
        static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
        START.get_or_init(std::time::Instant::now).elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_that_sleeps_uses_no_cpu_time() {
        let before = thread_cpu_time();
        std::thread::sleep(Duration::from_millis(300));
        assert!(thread_cpu_time().saturating_sub(before) < Duration::from_millis(150));
    }

    #[test]
    fn a_thread_that_works_uses_cpu_time() {
        let before = thread_cpu_time();
        let mut sum = 0_u64;
        for round in 0.. {
            sum = std::hint::black_box(sum.wrapping_add(round));
            if round % 4096 == 0 && thread_cpu_time().saturating_sub(before) > Duration::from_millis(40) {
                return;
            }
            assert!(round < 50_000_000_000, "no CPU time was counted");
        }
    }
}
