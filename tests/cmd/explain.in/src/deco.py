"""Functions in functions."""

import functools

if not hasattr(functools, "cache"):
    functools.cache = functools.lru_cache(None)


def retry(times):
    def decorate(function):
        def run(*args):
            for attempt in range(times):
                if attempt > 0:
                    print("again")
                return function(*args)

        return run

    if times < 1:
        raise ValueError(times)
    return decorate


class Cart:
    def total(self):
        return 0


class Order:
    def total(self):
        return 1
