/* What each thread has a copy of its own of. */
#ifndef METRICS_THREAD_H
#define METRICS_THREAD_H

#ifdef _MSC_VER
#define THREAD_LOCAL __declspec(thread)
#else
#define THREAD_LOCAL _Thread_local
#endif

#endif
