"""Rates a minute, counted in Redis by all processes; while Redis is down each counts for itself.
And the bytes that clients have stored in an hour, which nobody counts while it is down."""

import math
import threading
import time
from contextlib import suppress
from typing import NamedTuple

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import FixedWindowRateLimiter
from redis.exceptions import RedisError

from pagewords.fetch import FetchError, site_at
from pagewords.jobs.broker import Broker

#: The part of a site's or an address's rate that one client may use up.
CLIENT_PART = 2 / 3
#: How many sites' rates one address has: many a host serves more than one site from it.
SITES_AT_AN_ADDRESS = 10


class Rest(NamedTuple):
    """What is left of a quota, and the seconds until it is whole again, at least 1."""

    remaining: int
    seconds: int


class Counted(NamedTuple):
    """How one hit of a client was counted: the rate that refuses it, if one does, the client's part
    of the rate, and what is left of the rate that refuses it, else of the one with less left."""

    refused_by: int | None
    part: int
    rest: Rest


class Rates:
    """The counts of one application."""

    def __init__(self, broker: Broker) -> None:
        # The address is never used: connections come from the broker's pool.
        pool = broker.redis.connection_pool
        shared = RedisStorage("redis://unused", connection_pool=pool)
        self._broker = broker
        self._shared = FixedWindowRateLimiter(shared)
        self.local = FixedWindowRateLimiter(MemoryStorage())
        # Of two threads that count at once limits starts its timer twice, and fails.
        self._lock = threading.Lock()

    def count(
        self, kind: str, name: str, rate: int, cost: int = 1, spared: int = 0
    ) -> tuple[bool, Rest]:
        """Count one hit, which leaves `spared` of the rate; returns whether it is allowed, and what
        is left.

        A refused hit that costs more than 1 is not counted, so that a smaller one may follow.
        """
        item = RateLimitItemPerMinute(rate)
        try:
            with self._broker.client():
                return _hit(self._shared, item, kind, name, cost, spared)
        except RedisError:
            with self._lock:
                return _hit(self.local, item, kind, name, cost, spared)

    def charge(self, kind: str, name: str, rate: int, cost: int) -> None:
        """Count what a hit has cost, also beyond the rate, in this process alone."""
        with self._lock:
            self.local.hit(RateLimitItemPerMinute(rate), kind, name, cost=cost)

    def count_for(self, client: str, kind: str, name: str, rate: int) -> Counted:
        """Count one hit of a client: by the client's part of the rate, then, if that allows
        it, by the rate of all. There, a client leaves to others as many as it has had, so that two
        clients do not use up a site for all others."""
        part = math.ceil(CLIENT_PART * rate)
        allowed, own = self.count(f"{kind} of a client", f"{client} {name}", part)
        if not allowed:
            return Counted(part, part, own)
        had = part - own.remaining
        spared = min(had - 1, rate - part)
        allowed, rest = self.count(kind, name, rate, spared=spared)
        if not allowed:
            return Counted(rate - spared, part, rest._replace(remaining=0))
        left = rest.remaining - min(had, rate - part)
        return Counted(None, part, min(own, rest._replace(remaining=max(0, left))))

    def count_stored(self, client: str, most: int, size: int) -> None:
        """Count the bytes of a result of a client, also beyond the `most` that it may store."""
        with suppress(RedisError), self._broker.client():
            self._shared.hit(RateLimitItemPerHour(most), "stored", client, cost=size)

    def may_store_in(self, client: str, most: int) -> int:
        """The seconds until a client may store results again; 0 where it has not stored `most`
        bytes in this hour."""
        item = RateLimitItemPerHour(most)
        with suppress(RedisError), self._broker.client():
            if not self._shared.test(item, "stored", client):
                return rest_of(self._shared, item, "stored", client).seconds
        return 0


class Addresses:
    """The addresses that the fetches for one page reach, each counted once, for all clients and for
    the page's own. Thread-safe.

    What a page asks for while it is drawn is counted separately: links can be many more, and would
    use up addresses that others' drawn pages need.
    """

    def __init__(
        self, rates: Rates, host_rate: int, client: str, *, of_drawn: bool = False
    ) -> None:
        """`host_rate`: new pages a minute of one site."""
        self._rates = rates
        self._kind = "address of drawn" if of_drawn else "address"
        self._client = client
        self._rate = SITES_AT_AN_ADDRESS * host_rate
        self._counted: set[str] = set()
        self._lock = threading.Lock()

    def count(self, address: str) -> None:
        """Count an address (of IPv6 its /64) before it is reached; raises `FetchError`
        `rate_limited`."""
        name = site_at(address)
        with self._lock:
            if name in self._counted:
                return
            if self._rates.count_for(self._client, self._kind, name, self._rate).refused_by:
                raise FetchError("rate_limited")
            self._counted.add(name)


def rest_of(limiter: FixedWindowRateLimiter, item: RateLimitItem, *name: str) -> Rest:
    """What is left of a quota."""
    window = limiter.get_window_stats(item, *name)
    return Rest(max(0, window.remaining), max(1, round(window.reset_time - time.time())))


def _hit(
    limiter: FixedWindowRateLimiter,
    item: RateLimitItemPerMinute,
    kind: str,
    name: str,
    cost: int,
    spared: int,
) -> tuple[bool, Rest]:
    needed = cost + spared
    allowed = needed == 1 or limiter.test(item, kind, name, cost=needed)
    allowed = allowed and limiter.hit(item, kind, name, cost=cost)
    return allowed, rest_of(limiter, item, kind, name)
