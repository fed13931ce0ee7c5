"""Run a function once in a process, whatever threads call it."""

from collections.abc import Callable
from functools import lru_cache, wraps
from threading import RLock
from typing import TypeVar

_Result = TypeVar("_Result")


def once(function: Callable[[], _Result]) -> Callable[[], _Result]:
    """Return the function with its result kept; a call waits for one that has begun."""
    lock = RLock()
    cached = lru_cache(maxsize=1)(function)

    @wraps(function)
    def call() -> _Result:
        with lock:
            return cached()

    return call
