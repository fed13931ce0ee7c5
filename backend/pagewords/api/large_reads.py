"""Turns at reading large results: a few at a time, one of each client.

A large index takes much memory while it is decoded and counted, and its time is known only
afterwards. So a client's reads of such come one after the other, and each is made only if those
before have left it time. Of equal reads one is made, and those that waited for it share its answer.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Hashable

from flask import g

from pagewords.api.clients import client_of_request
from pagewords.api.waiting import wait_until
from pagewords.config import client_threads
from pagewords.errors import unavailable
from pagewords.models import db
from pagewords.services import services_of

#: Words of a page above which its index is large.
LARGE = 100_000
#: Large reads at once in a process.
AT_ONCE = 2
#: Reads of one client, at work or waiting: as many as a browser has connections, and at least one
#: fewer than the client has threads.
OWN = 6
#: Seconds that a read waits at most.
WAIT = 20.0
#: Clients of whom it is known when their last turn was over.
KNOWN = 1_000
#: Seconds after which a turn is over, even while its answer is being sent: a client that reads a
#: byte at a time holds up nobody.
LONGEST = 60.0


class AlreadyMade(Exception):  # noqa: N818 - it ends the making, not the answer
    """An equal read has made the answer while this one waited."""

    def __init__(self, answer: tuple[bytes, str]) -> None:
        """`answer` is its body and its content type."""
        super().__init__()
        self.answer = answer


class _Reads:
    """Who reads until when, what is being made, and how many reads of each client are there."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._reading: dict[str, float] = {}
        self._making: set[Hashable] = set()
        self._there: Counter[str] = Counter()
        #: When each client's last turn was over, the earliest first.
        self._before: dict[str, float] = {}

    def enter(self, client: str, own: int) -> bool:
        """Count one more read of a client; False if it has `own` already."""
        with self._lock:
            self._end_overdue()
            if self._there[client] >= own:
                return False
            self._there[client] += 1
            return True

    def begin(self, client: str, name: Hashable) -> float:
        """Begin a turn if one is free, the client has none, none waits whose last one is longer
        ago, and nobody makes an answer of that name. Returns the moment until which it lasts, 0 if
        it has not begun."""
        with self._lock:
            self._end_overdue()
            if client in self._reading or len(self._reading) >= AT_ONCE or name in self._making:
                return 0.0
            waiting = (one for one in self._there if one not in self._reading)
            first = min(waiting, key=lambda one: self._before.get(one, 0.0))
            if self._before.get(client, 0.0) > self._before.get(first, 0.0):
                return 0.0
            self._making.add(name)
            self._reading[client] = until = time.monotonic() + LONGEST
            return until

    def end_making(self, name: Hashable) -> None:
        """Let an equal read begin: the answer is kept, or will not be."""
        with self._lock:
            self._making.discard(name)

    def end(self, client: str, until: float) -> None:
        """End the client's turn, unless it is over."""
        with self._lock:
            if self._reading.get(client) == until:
                self._end(client)

    def leave(self, client: str) -> None:
        """Count one read less of a client that had no turn."""
        with self._lock:
            self._leave(client)

    def _end_overdue(self) -> None:
        moment = time.monotonic()
        for client in [name for name, until in self._reading.items() if until < moment]:
            self._end(client)

    def _end(self, client: str) -> None:
        del self._reading[client]
        self._before.pop(client, None)
        self._before[client] = time.monotonic()
        if len(self._before) > KNOWN:
            del self._before[next(iter(self._before))]
        self._leave(client)

    def _leave(self, client: str) -> None:
        self._there[client] -= 1
        if not self._there[client]:
            del self._there[client]


_reads = _Reads()


class Turn:
    """A request's turn. It is taken when a large index is needed, once, and ended when the answer
    is made or, if it is sent in parts, when it is sent."""

    def __init__(
        self, name: Hashable, kept: Callable[[Hashable], tuple[bytes, str] | None]
    ) -> None:
        """`name` tells two answers apart; `kept` finds the answer of a name that is made."""
        self._client = client_of_request()
        self._name = name
        self._kept = kept
        self._until = 0.0
        self._is_making = False

    def take(self) -> None:
        """Wait for the turn; raises a 429 or 503 `Problem`, and `AlreadyMade`."""
        if self._until:
            return
        own = min(OWN, client_threads(services_of().settings.api_threads) - 1)
        # Whoever waits keeps no connection from others.
        db.session.close()
        if not _reads.enter(self._client, own):
            raise services_of().rate_limiter.too_many_reads(own)
        try:
            if not self._begin():
                wait_until(self._begin, WAIT, firm=True)
            if not self._until:
                raise unavailable("Other large results are being read. Try again in a moment.")
        except BaseException:
            if not self._until:
                _reads.leave(self._client)
            raise
        if (answer := self._kept(self._name)) is not None:
            raise AlreadyMade(answer)
        services_of().rate_limiter.check_reads(self._client)

    def end_making(self) -> None:
        """Let equal reads begin: the answer is kept, or it is sent in parts and will not be."""
        if self._is_making:
            self._is_making = False
            _reads.end_making(self._name)

    def end(self) -> None:
        """Let the next one read."""
        self.end_making()
        if self._until:
            _reads.end(self._client, self._until)

    def _begin(self) -> bool:
        # Asked once more after it has begun, it does not begin again.
        if not self._until:
            self._until = _reads.begin(self._client, self._name)
            self._is_making = bool(self._until)
        return bool(self._until)


def new_turn(name: Hashable, kept: Callable[[Hashable], tuple[bytes, str] | None]) -> Turn:
    """The turn of the current request, not yet taken."""
    g.turn = Turn(name, kept)
    turn: Turn = g.turn
    return turn


def take_turn() -> None:
    """Wait for the turn of the current request."""
    g.turn.take()
