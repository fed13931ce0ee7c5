"""The stages of an attempt, reported to the worker's supervisor, to Redis and to the metrics."""

import resource
import time
import uuid
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

from pagewords.jobs.broker import Broker, Progress
from pagewords.metrics.instruments import STAGE_SECONDS

#: Seconds between two reports of fetched bytes.
REPORT_EVERY = 0.25
#: The stages in which a worker waits for a site or a browser.
WAITS = ("fetching", "rendering")


class WorkerStatus(Protocol):
    """Where a worker process notes its work, for its supervisor to read."""

    def busy(
        self, key: uuid.UUID, attempt: int, message: str, client: str
    ) -> AbstractContextManager[None]:
        """Note an attempt, the message that started it and whose job it is, until the context
        ends."""

    def enter(self, stage: str, taken: float) -> None:
        """Note the stage of the attempt, and the seconds that those before it have taken."""


class _Unsupervised:
    """The status of a process without a supervisor."""

    def busy(
        self, key: uuid.UUID, attempt: int, message: str, client: str
    ) -> AbstractContextManager[None]:
        return nullcontext()

    def enter(self, stage: str, taken: float) -> None:
        pass


_status: WorkerStatus = _Unsupervised()


def use_status(status: WorkerStatus) -> None:
    """Note the work of this process in `status` from now on."""
    global _status
    _status = status


def busy(key: uuid.UUID, attempt: int, message: str, client: str) -> AbstractContextManager[None]:
    """Note an attempt, the message that started it and whose job it is, until the context ends."""
    return _status.busy(key, attempt, message, client)


class Stages:
    """The stages of one attempt."""

    def __init__(self, broker: Broker, key: uuid.UUID, attempt: int) -> None:
        self._broker = broker
        self._key = key
        self._attempt = attempt
        self._entered = self._worked = self._reported = 0.0
        self.current = ""
        #: The seconds that the stages that have ended took: by the clock those that wait, of a core
        #: all others.
        self.taken = 0.0
        self.fetched_bytes: int | None = None
        #: Of a collection, how many results are merged.
        self.members: int | None = None
        self._page: tuple[int, int] | None = None

    def enter(self, stage: str) -> None:
        """End the current stage and begin another."""
        self.end()
        self.current = stage
        _status.enter(stage, self.taken)
        self._report()

    def end(self) -> None:
        """Measure the time of the current stage."""
        moment, worked = time.monotonic(), _worked()
        if self.current:
            seconds = moment - self._entered
            STAGE_SECONDS.labels(self.current).observe(seconds)
            self.taken += seconds if self.current in WAITS else worked - self._worked
        self._entered, self._worked = moment, worked

    def on_bytes(self, count: int) -> None:
        """Note the bytes fetched so far, and report them now and then."""
        self.fetched_bytes = count
        if time.monotonic() - self._reported >= REPORT_EVERY:
            self._report()

    def on_page(self, page: int, pages: int) -> None:
        """Report which page of a file is being read, and of how many."""
        self._page = page, pages
        self._report()

    def _report(self) -> None:
        self._reported = time.monotonic()
        page, pages = (self._page if self.current == "reading" else None) or (None, None)
        progress = Progress(self._attempt, self.current, self.fetched_bytes, page, pages)
        self._broker.report_progress(self._key, progress)


def _worked() -> float:
    """Seconds of a core that this process has taken, and readers of files that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime
