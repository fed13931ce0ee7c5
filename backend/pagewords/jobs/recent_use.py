"""What clients have lately had of the workers: who has had less comes first, and a client of long
jobs is taken to send more of them.

Redis remembers it, for all processes: each second that an attempt takes is remembered for five, and
that it was long for fifteen.
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
#: Each second of an attempt is remembered for so many, and that it was long for so many; of one
#: client so many at most.
TIMES, LONG_TIMES, MOST = 5.0, 15.0, 60.0
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
        longest = moment + 1_000 * MOST
        until = {ALL: min(since + 1_000 * TIMES * seconds, longest)}
        if seconds > LONG:
            # Longer, so that clients who send long jobs once in a while are known too.
            until[SLOW] = min(moment + 1_000 * LONG_TIMES * seconds, longest)
        with redis.pipeline(transaction=False) as pipeline:
            for name, score in until.items():
                pipeline.zadd(name, {client: round(score)}, gt=True)
                pipeline.zremrangebyscore(name, 0, moment)
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
