"""Waiting for a job inside a request, as `Prefer: wait=N` asks (RFC 7240)."""

import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable

from flask import g, request

from pagewords.api.clients import client_of_request
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


class Places:
    """The places of threads that wait, of which clients have equal parts where too many want one,
    so that others are left to answer requests and no client has all places."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        #: Of each place its client, and whether it is firm. The oldest come first.
        self._taken: dict[object, tuple[str, bool]] = {}

    def take(self, client: str, limit: int, *, firm: bool = False) -> object | None:
        """A place, or None if all `limit` are taken.

        The client with most places loses one to a client that has at least two fewer: its oldest
        that is not firm, or else its newest.
        """
        with self._lock:
            if len(self._taken) >= limit:
                counts = Counter(whose for whose, _ in self._taken.values())
                (most, count), *_ = counts.most_common(1)
                if count <= counts[client] + 1:
                    return None
                own = [one for one, (whose, _) in self._taken.items() if whose == most]
                loose = [one for one in own if not self._taken[one][1]]
                del self._taken[loose[0] if loose else own[-1]]
            place = object()
            self._taken[place] = client, firm
            return place

    def has(self, place: object) -> bool:
        """Whether a place has not been lost."""
        return place in self._taken

    def leave(self, place: object) -> None:
        """Give a place back."""
        with self._lock:
            self._taken.pop(place, None)


_places = Places()


def wait_until(
    ended: Callable[[], bool],
    seconds: float,
    *,
    pause: Callable[[float], object] = time.sleep,
    firm: bool = False,
) -> None:
    """Poll until `ended` or for some seconds; not at all if half of the threads wait already.

    `pause(seconds)` sleeps between two polls; it may return sooner.

    It stops early where another client has fewer such waits; a client loses its `firm` ones last.
    One that is not firm stops too where others of the client's own requests wait for its threads.
    It stops for a client that has hung up.
    """
    has_hung_up, holds_up = client_has_hung_up(), _asks("pagewords.holds_up")
    until = time.monotonic() + seconds
    place = _places.take(client_of_request(), services_of().settings.api_threads // 2, firm=firm)
    if place is None:
        return
    started = time.perf_counter()
    try:
        while not ended() and time.monotonic() < until and not has_hung_up() and _places.has(place):
            if not firm and holds_up():
                break
            # The next poll sees a new transaction, and no connection is held during the pause.
            db.session.remove()
            pause(POLL_EVERY)
        db.session.rollback()
    finally:
        g.waited += time.perf_counter() - started
        _places.leave(place)


def client_has_hung_up() -> Callable[[], bool]:
    """Tells whether the client of the current request has hung up, if the server can tell."""
    return _asks("waitress.client_disconnected")


def _asks(name: str) -> Callable[[], bool]:
    """What the server tells of the current request, if it can (ours can)."""
    asks: Callable[[], bool] = request.environ.get(name, lambda: False)
    return asks
