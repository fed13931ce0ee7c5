"""Load the analysers that take seconds, in the background while a worker has nothing to do."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Thread


class Preload(Thread):
    """A thread that makes a number of calls, each once its worker has been idle for `idle` seconds.

    A job does not wait for a call that is under way, unless it needs the same analyser. What the
    call takes then counts towards the job's memory, which has room for it.
    """

    def __init__(self, loads: Sequence[Callable[[], object]], idle: float) -> None:
        super().__init__(name="preload", daemon=True)
        self._loads = loads
        self._idle = idle
        self._busy = False
        self._since = time.monotonic()

    @contextmanager
    def job(self) -> Iterator[None]:
        """Be busy with a job."""
        self._busy = True
        try:
            yield
        finally:
            self._since = time.monotonic()
            self._busy = False

    def run(self) -> None:
        """Make the calls, in order."""
        for load in self._loads:
            while not self._call(load):
                time.sleep(self._idle)

    def _call(self, load: Callable[[], object]) -> bool:
        """Make a call if the worker is idle; whether it was made."""
        if self._busy or time.monotonic() - self._since < self._idle:
            return False
        load()
        return True
