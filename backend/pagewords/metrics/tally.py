"""Figures that only grow, counted by every process and kept together in Redis for /metrics.

Jobs are done by many processes on many machines, and the API answers from several more, of which a
scrape reaches one. So each process adds up its own for a moment and sends the sums to one hash in
Redis; whichever process is asked tells the figures of all. Where Redis is away the sums stay here
until it is back; where it loses everything the figures start again at 0, as Prometheus expects of a
counter. Nothing is decided by them: the rows of the database are the truth.
"""

import json
import logging
import threading
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from redis.exceptions import RedisError

from pagewords.jobs.broker import Messenger

log = logging.getLogger(__name__)

HASH = "pagewords:tally"
#: Seconds after which a process sends what it has counted: one that is killed loses no more.
SEND_AFTER = 1.0
_SUM, _BEYOND = "sum", "+Inf"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0)
_LONGER = (*_SECONDS[4:], 60.0, 300.0, 1800.0)
_BYTES = (1e4, 3e4, 1e5, 3e5, 1e6, 3e6, 1e7, 3e7)


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """One figure: its name, what it says, its labels and, where it is a histogram, its buckets.

    What labels may say is bounded: never a key, a URL or whatever else a stranger chooses.
    """

    name: str
    text: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = ()


ACCEPTED = Figure("pagewords_jobs_accepted", "Jobs accepted; equal submissions share one.")
ENDED = Figure(
    "pagewords_jobs_ended", "Jobs ended, by how and by the error's code.", ("status", "code")
)
BROKEN_OFF = Figure(
    "pagewords_attempts_broken_off", "Attempts that broke off, so that the job was queued again."
)
ATTEMPTS = Figure(
    "pagewords_job_attempts", "Attempts that an ended job took.", (), (1, 2, 3, 5, 10, 20)
)
WAITED = Figure(
    "pagewords_job_wait_seconds", "From a job's acceptance to its first attempt.", (), _LONGER
)
TOOK = Figure("pagewords_job_seconds", "From a job's acceptance to its end.", (), _LONGER)
STAGE = Figure("pagewords_stage_seconds", "What a stage took.", ("stage",), _SECONDS)
FETCHED = Figure("pagewords_fetched_bytes", "Bytes on the wire of a page.", (), _BYTES)
ANSWERED = Figure(
    "pagewords_api_seconds",
    "What the API took to answer, without the time that a client asked to be kept waiting.",
    ("method", "route", "status"),
    _SECONDS,
)
FIGURES = (ACCEPTED, ENDED, BROKEN_OFF, ATTEMPTS, WAITED, TOOK, STAGE, FETCHED, ANSWERED)
_BY_NAME = {figure.name: figure for figure in FIGURES}

#: The labels' values.
Labels = tuple[str, ...]
#: A figure's name, its labels, and a bucket's bound or `_SUM`.
_Field = tuple[str | float, ...]


@dataclass(slots=True)
class Read:
    """A figure as read: a sum and, for a histogram, how many fell into each bucket and beyond."""

    total: float
    counts: list[float]


class Tally:
    """What this process has counted and not sent yet."""

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger
        self._lock = threading.Lock()
        self._pending: defaultdict[_Field, float] = defaultdict(float)
        self._timer: threading.Timer | None = None

    def count(self, figure: Figure, *labels: str) -> None:
        """Count one."""
        with self._lock:
            self._pending[(figure.name, *labels, _SUM)] += 1

    def observe(self, figure: Figure, value: float, *labels: str) -> None:
        """Add one value to a histogram."""
        place = bisect_left(figure.buckets, value)
        bound = figure.buckets[place] if place < len(figure.buckets) else _BEYOND
        with self._lock:
            self._pending[(figure.name, *labels, bound)] += 1
            self._pending[(figure.name, *labels, _SUM)] += value

    def clear(self) -> None:
        """Forget what was counted: it is the parent's, who sends it (after a fork)."""
        self._pending.clear()

    def send_soon(self) -> None:
        """Send within `SEND_AFTER` seconds, without making anybody wait for it."""
        with self._lock:
            if self._timer is None:
                self._timer = threading.Timer(SEND_AFTER, self.send)
                self._timer.daemon = True
                self._timer.start()

    def stop(self) -> None:
        """Send nothing more by itself: the application has ended."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()

    def send(self) -> None:
        """Add what was counted to the figures of all; keep it for later where Redis is away."""
        with self._lock:
            self._timer = None
            pending, self._pending = self._pending, defaultdict(float)
        if not pending:
            return
        try:
            with self._messenger.asking() as redis, redis.pipeline() as pipe:
                for field, amount in pending.items():
                    pipe.hincrbyfloat(HASH, json.dumps(field), amount)
                pipe.execute()
        except RedisError:
            # One that was too late with its answer has counted already: better twice than never.
            with self._lock:
                for field, amount in pending.items():
                    self._pending[field] += amount

    def read(self) -> dict[Figure, dict[Labels, Read]]:
        """The figures of all processes; raises RedisError."""
        self.send()
        with self._messenger.asking() as redis:
            stored: dict[Any, Any] = redis.hgetall(HASH)
        found: dict[Figure, dict[Labels, Read]] = {figure: {} for figure in FIGURES}
        for field, amount in stored.items():
            name, *labels, part = json.loads(field)
            figure = _BY_NAME.get(name)
            # Another version of the program may count what this one does not know.
            if figure is not None and len(labels) == len(figure.labels):
                read = found[figure].setdefault(
                    tuple(labels), Read(0.0, [0.0] * (len(figure.buckets) + 1))
                )
                if part == _SUM:
                    read.total = float(amount)
                else:
                    read.counts[bisect_left(figure.buckets, float(part))] += float(amount)
        return found
