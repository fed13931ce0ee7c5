"""What clients have lately had of the workers: who has had less comes first, and a client of long
jobs is taken to send more of them.

Redis remembers it, for all processes: each second of an attempt counts for five seconds, and makes
its client slow for sixty if the attempt was long.
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
#: Seconds for which each second of an attempt is remembered, and of one client at most.
TIMES, MOST = 5.0, 60.0
#: The same, of its having been long: for longer, so that clients who send long jobs once in a while
#: are known too.
LONG_TIMES, LONG_MOST = 60.0, 600.0
#: Seconds after which an attempt's job is a long one, for which others' short ones should not wait.
LONG = 2.0


class RecentUse(NamedTuple):
    """The clients that are remembered: until when, the later the more they had; and who had long
    jobs."""

    until: Mapping[str, float]
    slow: frozenset[str]


NOBODY = RecentUse({}, frozenset())


def note(client: str, seconds: float) -> None:
    """Remember that an attempt at a client's job has ended, which has taken so many seconds."""
    if not client:
        return
    moment = now()
    with suppress(RedisError), services_of().broker.client() as redis:
        # Of two attempts that end at once one may be lost, which does no harm.
        since = max(redis.zscore(ALL, client) or 0, moment)
        # So whoever waits is forgotten within `MOST` seconds, and then its turn is the nearest.
        until = {ALL: min(since + 1_000 * TIMES * seconds, moment + 1_000 * MOST)}
        if seconds > LONG:
            until[SLOW] = moment + 1_000 * min(LONG_TIMES * seconds, LONG_MOST)
        with redis.pipeline(transaction=False) as pipeline:
            for name, score in until.items():
                pipeline.zadd(name, {client: round(score)}, gt=True)
                pipeline.zremrangebyscore(name, 0, moment)
                pipeline.expire(name, round(LONG_MOST))
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
