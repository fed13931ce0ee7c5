"""Waiting for a job inside a request, as `Prefer: wait=N` asks (RFC 7240)."""

import threading
import time
import uuid
from collections.abc import Callable

from flask import g, request

from pagewords.api.job_answers import find
from pagewords.models import db
from pagewords.services import services_of

#: Seconds: the longest wait, and the pause between two polls.
MAX_WAIT, POLL_EVERY = 10, 0.05


def preferred_wait() -> float | None:
    """The seconds that the request asks for; None if it does not ask to wait."""
    for preference in request.headers.get("Prefer", "").split(","):
        name, _, value = preference.partition("=")
        if name.strip().lower() == "wait" and value.strip().strip('"').isascii():
            digits = value.strip().strip('"')
            if digits.isdigit():
                return float(min(int(digits[:6]), MAX_WAIT))
    return None


def wait_for(key: uuid.UUID) -> float | None:
    """Wait for the end of a job as long as the request asks for; returns those seconds."""
    seconds = preferred_wait()
    if seconds is not None:
        wait_until(lambda: find(str(key)).ended, seconds)
    return seconds


class _WaitingThreads:
    """Counts the threads that wait, so that others are left to answer requests."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count = 0

    def enter(self, limit: int) -> bool:
        with self._lock:
            if self._count >= limit:
                return False
            self._count += 1
            return True

    def leave(self) -> None:
        with self._lock:
            self._count -= 1


_waiting_threads = _WaitingThreads()


def wait_until(ended: Callable[[], bool], seconds: float) -> None:
    """Poll until `ended` or for some seconds; not at all if half of the threads wait already.

    Stops for a client that has hung up, if the server can tell (waitress can).
    """
    has_hung_up = request.environ.get("waitress.client_disconnected", lambda: False)
    until = time.monotonic() + seconds
    if not _waiting_threads.enter(services_of().settings.api_threads // 2):
        return
    started = time.perf_counter()
    try:
        while not ended() and time.monotonic() < until and not has_hung_up():
            # The next poll sees a new transaction, and no connection is held during the pause.
            db.session.remove()
            time.sleep(POLL_EVERY)
        db.session.rollback()
    finally:
        g.waited += time.perf_counter() - started
        _waiting_threads.leave()
