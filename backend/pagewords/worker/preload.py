"""Load the analysers that take seconds, in the background while a worker has nothing to do."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Lock, Thread


class Preload(Thread):
    """A thread that makes a number of calls, each once its worker has been idle for `idle` seconds.

    No job begins while a call is under way: its memory would count as the job's.
    """

    def __init__(self, loads: Sequence[Callable[[], object]], idle: float) -> None:
        super().__init__(name="preload", daemon=True)
        self._loads = loads
        self._idle = idle
        self._turn = Lock()
        self._since = time.monotonic()

    @contextmanager
    def job(self) -> Iterator[None]:
        """Be busy with a job."""
        with self._turn:
            try:
                yield
            finally:
                self._since = time.monotonic()

    def run(self) -> None:
        """Make the calls, in order."""
        for load in self._loads:
            while not self._call(load):
                time.sleep(self._idle)

    def _call(self, load: Callable[[], object]) -> bool:
        """Make a call if the worker is idle; whether it was made."""
        if time.monotonic() - self._since < self._idle or not self._turn.acquire(blocking=False):
            return False
        try:
            load()
        finally:
            self._turn.release()
        return True
