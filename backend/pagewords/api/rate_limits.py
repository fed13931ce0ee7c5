"""Rate limits on submissions: pages a minute for one client, and from one target host.

All API processes share the counts in Redis. While Redis is down each process counts for itself.
"""

import time
from urllib.parse import urlsplit

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import FixedWindowRateLimiter
from redis.exceptions import RedisError

from pagewords.config import Settings
from pagewords.errors import Problem
from pagewords.jobs.broker import Broker


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

    def count_client(self, address: str) -> None:
        """Count a submission of a client; raises a 429 `Problem` over the rate."""
        self._count("client", address, self._settings.client_rate, "You have sent")

    def count_host(self, url: str) -> None:
        """Count a new job of a target host; raises a 429 `Problem` over the rate.

        Trusted sites are the operator's own and have no limit.
        """
        parts = urlsplit(url)
        if f"{parts.scheme}://{parts.netloc}" not in self._settings.trusted_sites:
            host = parts.hostname or ""
            self._count("host", host, self._settings.host_rate, "That site has been asked for")

    def _count(self, kind: str, name: str, rate: int, what: str) -> None:
        item = RateLimitItemPerMinute(rate)
        try:
            with self._broker.client():
                seconds = _hit(self._shared, item, kind, name)
        except RedisError:
            seconds = _hit(self._local, item, kind, name)
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
    """Count one hit; returns the seconds to wait if that is over the limit, else None."""
    if limiter.hit(item, kind, name):
        return None
    return max(1, round(limiter.get_window_stats(item, kind, name).reset_time - time.time()))
