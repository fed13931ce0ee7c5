"""Clients that have lately had a long job: what they send next most likely takes long, too.

Redis remembers them, for all processes. While it is down nobody is known, and each of their jobs
has to show again that it is long.
"""

import uuid
from contextlib import suppress

import sqlalchemy as sa
from redis.exceptions import RedisError

from pagewords.models import Job, db, now
from pagewords.services import services_of

#: A sorted set of clients, by the time until which they are remembered.
NAME = "pagewords:slow_clients"
#: For how many times as long as its job has taken a client is remembered, and the most seconds.
TIMES, MOST = 5.0, 60.0


def note(key: uuid.UUID, seconds: float) -> None:
    """Remember the client of a job that has taken so many seconds."""
    client = db.session.scalar(sa.select(Job.client).where(Job.key == key))
    if not client:
        return
    moment = now()
    until = moment + round(1_000 * min(TIMES * seconds, MOST))
    with suppress(RedisError), services_of().broker.client() as redis:
        redis.zadd(NAME, {client: until}, gt=True)
        redis.zremrangebyscore(NAME, 0, moment)
        redis.expire(NAME, round(MOST))


def known() -> frozenset[str]:
    """The clients that are remembered."""
    try:
        with services_of().broker.client() as redis:
            found = redis.zrangebyscore(NAME, now(), "inf")
    except RedisError:
        return frozenset()
    return frozenset(client.decode() for client in found)  # type: ignore[union-attr]
