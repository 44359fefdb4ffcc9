/* Lets a thread leave C code that it called, because it has spent too much there or because an assertion failed in it.
 *
 * What the code had allocated is freed with the heap it took it from. The only frames of Rust that are passed over are
 * those of `guard.rs` and `allocator.rs`, which own nothing.
 */
#include <setjmp.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>

#ifdef _MSC_VER
#define THREAD_LOCAL __declspec(thread)
#else
#define THREAD_LOCAL _Thread_local
#endif

#ifdef _WIN32
#define PLACE jmp_buf
#define HERE(place) setjmp(place)
#define GO(place) longjmp(place, 1)
#else
#define PLACE sigjmp_buf
/* with the mask of signals: `abort` is left from the handler of its signal, in which it is blocked */
#define HERE(place) sigsetjmp(place, 1)
#define GO(place) siglongjmp(place, 1)
#endif

/* Where the call began that this thread is in. */
static THREAD_LOCAL PLACE *volatile place;

/* Makes a call; returns 1 if it came back by itself, 0 if it was left. */
int metrics_guard_call(void (*call)(void *), void *data) {
    PLACE here;
    if (HERE(here) == 0) {
        place = &here;
        call(data);
        place = NULL;
        return 1;
    }
    return 0;
}

/* Whether this thread is in a call that can be left. */
int metrics_guard_is_inside(void) {
    return place != NULL;
}

/* Leaves the call that this thread is in; returns only if it is in none. */
void metrics_guard_leave(void) {
    PLACE *there = place;
    if (there != NULL) {
        place = NULL;
        GO(*there);
    }
}

/* Who heeded the signal before: the program that this is a library of may have its own way to end. */
static void (*former)(int) = SIG_DFL;

/* The status to end with where nobody heeded it, if there is one to end with. */
static volatile int status_of_aborts = -1;

/* Lets an abort outside of a call end the process with a status instead of the signal. */
void metrics_guard_end_with(int status) {
    status_of_aborts = status;
}

/* An assertion that fails raises this signal on its own thread, and so does memory that is wanted and not there. Whoever
 * aborts says why on standard error; outside of a call that is the end. */
static void aborted(int number) {
    metrics_guard_leave();
    if (status_of_aborts >= 0 && (former == SIG_DFL || former == SIG_IGN || former == SIG_ERR)) {
        _Exit(status_of_aborts);
    }
    signal(number, former);
    raise(number);
}

/* Lets assertions that fail in a call lose the call, and not the process. */
void metrics_guard_heed_aborts(void) {
#ifdef _WIN32
    void (*before)(int) = signal(SIGABRT, aborted);
    if (before != aborted) {
        former = before;
    }
#else
    struct sigaction action = {.sa_handler = aborted};
    sigemptyset(&action.sa_mask);
    struct sigaction before;
    if (sigaction(SIGABRT, &action, &before) == 0 && before.sa_handler != aborted) {
        former = before.sa_handler;
    }
#endif
}
