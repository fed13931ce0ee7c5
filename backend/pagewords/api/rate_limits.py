"""How many pages may be asked for in a minute: by one client, and of one target host.

Counts live in Redis, where all API processes share them, and in this process while Redis is away.
"""

import time
from urllib.parse import urlsplit

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import FixedWindowRateLimiter
from redis.exceptions import RedisError

from pagewords.config import Settings
from pagewords.errors import Problem
from pagewords.jobs.broker import Messenger


class Rates:
    """The rates of one application."""

    def __init__(self, settings: Settings, messenger: Messenger) -> None:
        # The address is never used: the pool is the messenger's.
        pool = messenger.redis.connection_pool
        shared = RedisStorage("redis://unused", connection_pool=pool)
        self._messenger = messenger
        self._shared = FixedWindowRateLimiter(shared)
        self._own = FixedWindowRateLimiter(MemoryStorage())
        self._settings = settings

    def count_client(self, address: str) -> None:
        """Count a submission of a client; raises a 429 `Problem` over the rate."""
        self._count("client", address, self._settings.client_rate, "You have sent")

    def count_host(self, url: str) -> None:
        """Count a new job for the host that it will ask; raises a 429 `Problem` over the rate.

        Trusted sites are the operator's own and have no such rate.
        """
        parts = urlsplit(url)
        if f"{parts.scheme}://{parts.netloc}" not in self._settings.trusted_sites:
            host = parts.hostname or ""
            self._count("host", host, self._settings.host_rate, "That site has been asked for")

    def _count(self, kind: str, name: str, rate: int, what: str) -> None:
        item = RateLimitItemPerMinute(rate)
        try:
            with self._messenger.asking():
                seconds = _hit(self._shared, item, kind, name)
        except RedisError:
            seconds = _hit(self._own, item, kind, name)
        if seconds is None:
            return
        raise Problem(
            429,
            "rate_limited",
            f"{what} more than {rate} pages in a minute. Wait {seconds} s, then try again.",
            headers={"Retry-After": str(seconds)},
        )


def _hit(
    limiter: FixedWindowRateLimiter, item: RateLimitItemPerMinute, kind: str, name: str
) -> int | None:
    """Count one; returns the seconds to wait where that is one too many, else None."""
    if limiter.hit(item, kind, name):
        return None
    return max(1, round(limiter.get_window_stats(item, kind, name).reset_time - time.time()))
