"""Rate limits: of one client's submissions and reads, and of one site that is fetched.

All API processes share the counts in Redis. While Redis is down each process counts for itself.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from urllib.parse import urlsplit

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import FixedWindowRateLimiter
from publicsuffixlist import PublicSuffixList
from redis.exceptions import RedisError

from pagewords.api.clients import network_of
from pagewords.config import Settings
from pagewords.errors import RETRY_AFTER, Problem
from pagewords.jobs.broker import Broker

#: Names from the end that a registrable domain has at most, so that a long one costs nothing.
_LABELS = 8


class RateLimiter:
    """The rate limits of one application."""

    def __init__(self, settings: Settings, broker: Broker) -> None:
        # The address is never used: connections come from the broker's pool.
        pool = broker.redis.connection_pool
        shared = RedisStorage("redis://unused", connection_pool=pool)
        self._broker = broker
        self._shared = FixedWindowRateLimiter(shared)
        self._local = FixedWindowRateLimiter(MemoryStorage())
        self._settings = settings
        self._reads = RateLimitItemPerMinute(1_000 * settings.client_read_seconds)

    def count_client(self, client: str, size: int = 0) -> None:
        """Count a submission of a client and the bytes of its text; raises a 429 `Problem` over
        either rate."""
        rate, text_bytes = self._settings.client_rate, self._settings.client_text_bytes
        self._count("client", client, rate, f"You have sent more than {rate} pages in a minute.")
        if size:
            what = f"You have sent more than {text_bytes} bytes of text in a minute."
            self._count("text", client, text_bytes, what, size)

    def count_host(self, url: str) -> None:
        """Count a new job of a target; raises a 429 `Problem` over the rate.

        Trusted sites are the operator's own and have no limit.
        """
        parts = urlsplit(url)
        if f"{parts.scheme}://{parts.netloc}" not in self._settings.trusted_sites:
            rate = self._settings.host_rate
            what = f"That site has been asked for more than {rate} pages in a minute."
            self._count("host", site_of(parts.hostname or ""), rate, what)

    def check_reads(self, client: str) -> None:
        """Raise a 429 `Problem` if the client's reads have taken more than their time.

        Each process counts by itself: a count in Redis would cost more than most reads.
        """
        if not self._local.test(self._reads, "reads", client):
            seconds = self._settings.client_read_seconds
            what = f"What you have read took more than {seconds} s to make in a minute."
            raise _too_many(what, _rest(self._local, self._reads, "reads", client))

    @contextmanager
    def charge(self, client: str) -> Iterator[None]:
        """Count the milliseconds of a core that this thread takes, as the client's reads."""
        begun = time.thread_time()
        try:
            yield
        finally:
            if spent := int(1e3 * (time.thread_time() - begun)):
                self._local.hit(self._reads, "reads", client, cost=spent)

    def too_many_wait(self) -> Problem:
        """The answer to a client that has as many waiting jobs as it may."""
        waiting = self._settings.client_waiting
        return _too_many(f"{waiting} of your pages are waiting already.", RETRY_AFTER)

    def _count(self, kind: str, name: str, rate: int, what: str, cost: int = 1) -> None:
        item = RateLimitItemPerMinute(rate)
        try:
            with self._broker.client():
                seconds = _hit(self._shared, item, kind, name, cost)
        except RedisError:
            seconds = _hit(self._local, item, kind, name, cost)
        if seconds is not None:
            raise _too_many(what, seconds)


def _too_many(what: str, seconds: int) -> Problem:
    return Problem(
        429,
        "rate_limited",
        f"{what} Wait {seconds} s, then try again.",
        headers={"Retry-After": str(seconds)},
    )


def site_of(host: str) -> str:
    """What a host's rate is counted by: its registrable domain, such as `example.co.uk`; the
    address or the /64 of a host that is one."""
    name = host.strip("[]").rstrip(".")
    if ":" in name or name.rpartition(".")[2].isdigit():
        return network_of(name)
    return _suffixes().privatesuffix(".".join(name.split(".")[-_LABELS:])) or name


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    """The Public Suffix List (publicsuffix.org), as the library brings it along."""
    return PublicSuffixList()


def _hit(
    limiter: FixedWindowRateLimiter, item: RateLimitItemPerMinute, kind: str, name: str, cost: int
) -> int | None:
    """Count one hit; returns the seconds to wait if that is over the limit, else None.

    A dear one that is refused is not counted, so that a cheaper one may follow.
    """
    allowed = cost == 1 or limiter.test(item, kind, name, cost=cost)
    if allowed and limiter.hit(item, kind, name, cost=cost):
        return None
    return _rest(limiter, item, kind, name)


def _rest(
    limiter: FixedWindowRateLimiter, item: RateLimitItemPerMinute, kind: str, name: str
) -> int:
    """The seconds until a window ends, at least 1."""
    return max(1, round(limiter.get_window_stats(item, kind, name).reset_time - time.time()))
