"""Turns at large reads: a few at a time, one of each client.

A large index takes much memory and time while it is decoded and counted. So do whole tables and
comparisons of smaller ones. Whoever counts keeps the interpreter from others, so a client's large
reads come one after the other, and each is made only if those before have left it time. Of equal
reads one is made, and those that waited for it share its answer.
"""

import threading
import time
from collections.abc import Callable, Hashable

from flask import g

from pagewords.api.clients import client_of_request
from pagewords.api.waiting import wait_until
from pagewords.config import client_threads
from pagewords.models import db
from pagewords.services import services_of

#: Words of a page above which its list is a large read: to count it takes a tenth of a second.
LARGE_WORDS = 25_000
#: What a whole table costs, and a comparison with a page as long, in lists of the page. A whole
#: table of a comparison costs the product.
WHOLE, COMPARISON = 8, 6
#: Characters that cost as much as one word, even if they are none: a text may be a million empty
#: blocks.
CHARACTERS_A_WORD = 6
#: Large reads at once in a process. One of them at most is a long table, which may take as long as
#: its client has time for reads.
AT_ONCE = 2
#: Reads of one client, at work or waiting: as many as a browser has connections, and at least one
#: fewer than the client has threads.
OWN = 6
#: Seconds that a read waits at most.
WAIT = 20.0
#: Seconds for which a client's last turn is remembered.
REMEMBERED_FOR = 60.0
#: Seconds after which a turn is over, even if nobody has ended it.
ENDS_AFTER = 60.0

#: An answer's body and its content type.
Answer = tuple[bytes, str]


class AlreadyMade(Exception):  # noqa: N818 - it ends the making, not the answer
    """An equal read has made the answer while this one waited."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


class ReadTurn:
    """A request's turn. It is taken for a large read, once, and ended when the answer is made, with
    its last part if it is sent in parts."""

    def __init__(
        self,
        client: str,
        name: Hashable,
        kept: Callable[[Hashable], Answer | None],
        *,
        whole: bool = False,
        cost: int = 1,
    ) -> None:
        """`name` tells two answers apart; `kept` finds the answer of a name that is made; `whole`
        says that it is a whole table; `cost` is what a part of it costs, in lists of the page."""
        self.client = client
        self.name = name
        self.kept = kept
        self._whole = whole
        self._cost = cost * (WHOLE if whole else 1)
        #: Whether it is a whole table that may take as long as its client has time.
        self.is_long = False
        self.begun = threading.Event()
        #: The moment until which it lasts.
        self.until = 0.0
        self.is_making = False

    def is_needed(self, words: int, characters: int) -> bool:
        """Whether the read of a page with so many words is a large one."""
        size = max(words, characters // CHARACTERS_A_WORD)
        self.is_long = self.is_long or (self._whole and size > LARGE_WORDS)
        return self._cost * size > LARGE_WORDS

    def take(self) -> None:
        """Wait for the turn; raises a 429 `Problem`, and `AlreadyMade`. The caller ends the turn in
        any case."""
        if self.begun.is_set():
            return
        limiter = services_of().rate_limiter
        own = min(OWN, client_threads(services_of().settings.api_threads) - 1)
        # Whoever waits keeps no connection from others.
        db.session.close()
        if not turns.ask(self, own):
            raise limiter.too_many_own_reads(own)
        if not self._need_not_wait():
            wait_until(self._need_not_wait, WAIT, pause=self.begun.wait, firm=True)
        if (answer := self.kept(self.name)) is not None:
            raise AlreadyMade(answer)
        if not self.begun.is_set():
            raise limiter.too_many_reads()
        limiter.check_reads(self.client)

    def _need_not_wait(self) -> bool:
        return turns.has_begun(self) or self.kept(self.name) is not None


class ReadTurns:
    """The queue. Next is the turn whose client has gone longest without one, of those that may
    begin: whose client has none, whose answer nobody makes, and no second long table. A client
    that had none in the last minute counts from when it came. So a client whose turn may begin is
    passed at most once by each other client, and never by one that came later."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[ReadTurn] = []
        self._begun: list[ReadTurn] = []
        #: When each client's last turn was over, or when it came.
        self._last: dict[str, float] = {}

    def ask(self, turn: ReadTurn, own: int) -> bool:
        """Let a turn wait; False if its client has `own` turns already."""
        with self._lock:
            self._begin()
            if sum(one.client == turn.client for one in self._waiting + self._begun) >= own:
                return False
            self._waiting.append(turn)
            self._last.setdefault(turn.client, time.monotonic())
            self._begin()
            self._forget()
            return True

    def has_begun(self, turn: ReadTurn) -> bool:
        """Whether a turn has begun."""
        with self._lock:
            self._begin()
            return turn.begun.is_set()

    def end_making(self, turn: ReadTurn) -> None:
        """Let an equal read begin: the answer is kept, or it is sent in parts and will not be."""
        with self._lock:
            turn.is_making = False
            self._begin()

    def end(self, turn: ReadTurn) -> None:
        """End a turn, whether it has begun or not."""
        with self._lock:
            if turn in self._waiting:
                self._waiting.remove(turn)
            turn.until = 0.0
            self._begin()

    def _begin(self) -> None:
        """Begin what can."""
        moment = time.monotonic()
        for over in [one for one in self._begun if one.until < moment]:
            self._begun.remove(over)
            self._last[over.client] = moment
        while len(self._begun) < AT_ONCE and (first := self._first()) is not None:
            self._waiting.remove(first)
            self._begun.append(first)
            first.until, first.is_making = moment + ENDS_AFTER, True
            first.begun.set()

    def _first(self) -> ReadTurn | None:
        clients = {one.client for one in self._begun}
        made = {one.name for one in self._begun if one.is_making}
        has_long = any(one.is_long for one in self._begun)
        free = (
            one
            for one in self._waiting
            if one.client not in clients and one.name not in made and not (one.is_long and has_long)
        )
        return min(free, key=lambda one: self._last[one.client], default=None)

    def _forget(self) -> None:
        there = {one.client for one in self._waiting + self._begun}
        since = time.monotonic() - REMEMBERED_FOR
        last = self._last.items()
        self._last = {one: moment for one, moment in last if moment > since or one in there}


turns = ReadTurns()


def new_turn(
    name: Hashable, kept: Callable[[Hashable], Answer | None], *, whole: bool, cost: int
) -> ReadTurn:
    """The turn of the current request, not yet taken."""
    g.turn = ReadTurn(client_of_request(), name, kept, whole=whole, cost=cost)
    return own_turn()


def own_turn() -> ReadTurn:
    """The turn of the current request."""
    turn: ReadTurn = g.turn
    return turn
