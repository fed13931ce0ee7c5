"""What clients have lately had of the workers: who has had less comes first, and a client of long
jobs is taken to send more of them.

Redis remembers it, for all processes: each second that an attempt takes is remembered for five.
While Redis is down nobody is known: among equal clients turns decide then, and each job has to show
again that it is long.
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

from redis.exceptions import RedisError

from pagewords.models import now
from pagewords.services import services_of

#: Sorted sets of clients, by the moment until which what they had is remembered: of all that had
#: workers, and of those that had them for long jobs.
ALL, SLOW = "pagewords:recent_clients", "pagewords:slow_clients"
#: For how many times as long as it has taken an attempt is remembered, and the most seconds.
TIMES, MOST = 5.0, 60.0
#: Seconds after which an attempt's job is a long one, for which others' short ones should not wait.
LONG = 2.0


class RecentUse(NamedTuple):
    """The clients that are remembered: until when, and who had long jobs."""

    until: Mapping[str, float]
    slow: frozenset[str]


NOBODY = RecentUse({}, frozenset())


def note(client: str, seconds: float) -> None:
    """Remember that an attempt at a client's job has ended, which has taken so many seconds."""
    if not client:
        return
    moment = now()
    with suppress(RedisError), services_of().broker.client() as redis, redis.pipeline() as pipeline:
        for name in (ALL, SLOW) if seconds > LONG else (ALL,):
            pipeline.zremrangebyscore(name, 0, moment)
            pipeline.zadd(name, {client: moment}, nx=True)
            pipeline.zincrby(name, round(1_000 * TIMES * seconds), client)
            # So whoever waits is forgotten one day, and then its turn is the nearest.
            pipeline.zadd(name, {client: moment + round(1_000 * MOST)}, lt=True)
            pipeline.expire(name, round(MOST))
        pipeline.execute()


def known() -> RecentUse:
    """The clients that are remembered."""
    moment = now()
    try:
        with services_of().broker.client() as redis, redis.pipeline(transaction=False) as pipeline:
            for name in (ALL, SLOW):
                pipeline.zrangebyscore(name, f"({moment}", "inf", withscores=True)
            found = [{one.decode(): until for one, until in part} for part in pipeline.execute()]
    except RedisError:
        return NOBODY
    return RecentUse(found[0], frozenset(found[1]))
