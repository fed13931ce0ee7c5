"""How many pages may be asked for in a minute: by one client, and of one target host.

Counts live in Redis, where all API processes share them, and in this process while Redis is away.
"""

import time
from urllib.parse import urlsplit

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import FixedWindowRateLimiter
from redis import Redis
from redis.exceptions import RedisError

from pagewords.config import Settings
from pagewords.errors import Problem


class Rates:
    """The rates of one application."""

    def __init__(self, settings: Settings, redis: Redis) -> None:
        # The address is never used: the pool is the messenger's.
        shared = RedisStorage("redis://unused", connection_pool=redis.connection_pool)
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
        limiter = self._shared
        try:
            allowed = limiter.hit(item, kind, name)
        except RedisError:
            limiter = self._own
            allowed = limiter.hit(item, kind, name)
        if allowed:
            return
        seconds = max(1, round(limiter.get_window_stats(item, kind, name).reset_time - time.time()))
        raise Problem(
            429,
            "rate_limited",
            f"{what} more than {rate} pages in a minute. Wait {seconds} s, then try again.",
            headers={"Retry-After": str(seconds)},
        )
