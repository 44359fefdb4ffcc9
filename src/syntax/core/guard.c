/* Lets a thread leave C code that it called, because it has spent too much there or because an assertion failed in it.
 *
 * What the code had allocated is freed with the heap it took it from. The only frames of Rust that are passed over are
 * those of `guard.rs` and `allocator.rs`, which own nothing.
 */
#include <setjmp.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>

#ifndef _WIN32
#include <locale.h>
#include <pthread.h>
#endif
#ifdef __APPLE__
#include <xlocale.h>
#endif

#include "thread.h"

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

/* Whether a line of a script ends its statement depends on what the C library takes for letters and spaces, for the
 * scanners of the grammars ask it. In the locale that every program begins with, it knows those of ASCII alone; the
 * reference tools are part of Python, which has set one that knows them all. Windows and musl know them in every locale. */
#ifdef _WIN32
#define KNOW_LETTERS() ((void)0)
#define FORGET_LETTERS() ((void)0)
#else
#define KNOW_LETTERS() locale_t before = know_letters()
#define FORGET_LETTERS() uselocale(before)

static locale_t letters = (locale_t)0;
static pthread_once_t is_asked = PTHREAD_ONCE_INIT;

static void find_letters(void) {
    const char *names[] = {"C.UTF-8", "UTF-8", "en_US.UTF-8"};
    for (size_t at = 0; at < sizeof names / sizeof *names && letters == (locale_t)0; at++) {
        letters = newlocale(LC_CTYPE_MASK, names[at], (locale_t)0);
    }
}

/* Lets this thread know all letters, if that can be had; returns the locale it had before. */
static locale_t know_letters(void) {
    pthread_once(&is_asked, find_letters);
    return uselocale(letters);
}
#endif

/* Makes a call; returns 1 if it came back by itself, 0 if it was left. */
int metrics_guard_call(void (*call)(void *), void *data) {
    PLACE here;
    KNOW_LETTERS();
    if (HERE(here) == 0) {
        place = &here;
        call(data);
        place = NULL;
        FORGET_LETTERS();
        return 1;
    }
    FORGET_LETTERS();
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
