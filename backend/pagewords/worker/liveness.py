"""Which workers are alive: each parent says so once a second, in a key of Redis that expires.

For /metrics and for the health of a container. What a dead worker leaves is found by its job's
lease, not by this.
"""

import socket
import uuid
from typing import Any, NamedTuple

from redis import Redis
from redis.exceptions import RedisError

from pagewords.jobs.broker import Messenger

#: Seconds after which a parent that has not said anything counts as dead.
ALIVE_FOR = 10
_PARENTS = "pagewords:workers"


class Workers(NamedTuple):
    """Worker processes: those that wait for a job, and those that are at one."""

    idle: int
    busy: int


def new_name() -> str:
    """A name for a parent, which begins with its machine's: in a container, the container's."""
    return f"{_here()}{uuid.uuid4()}"


def tell(messenger: Messenger, parent: str, workers: Workers) -> bool:
    """Say that a parent and its workers are alive; False where Redis does not answer."""
    try:
        with messenger.asking() as redis, redis.pipeline(transaction=False) as pipe:
            pipe.sadd(_PARENTS, parent)
            pipe.set(_key(parent), f"{workers.idle} {workers.busy}", ex=ALIVE_FOR)
            pipe.execute()
    except RedisError:
        return False
    return True


def leave(messenger: Messenger, parent: str) -> None:
    """Say that a parent has ended. Best effort."""
    try:
        with messenger.asking() as redis:
            redis.delete(_key(parent))
            redis.srem(_PARENTS, parent)
    except RedisError:
        pass


def ask(messenger: Messenger) -> Workers:
    """The workers of all parents that are alive; raises RedisError."""
    with messenger.asking() as redis:
        told = _alive(redis).values()
    pairs = [tuple(map(int, words.split())) for words in told]
    return Workers(sum(idle for idle, _ in pairs), sum(busy for _, busy in pairs))


def is_here(messenger: Messenger) -> bool:
    """Whether a parent on this machine is alive; raises RedisError."""
    with messenger.asking() as redis:
        return any(parent.startswith(_here()) for parent in _alive(redis))


def _alive(redis: Redis) -> dict[str, Any]:
    """What the parents that are alive have said, by their names."""
    parents: list[Any] = [name.decode() for name in redis.smembers(_PARENTS)]  # type: ignore[union-attr]
    told: list[Any] = redis.mget([_key(parent) for parent in parents]) if parents else []
    dead = [parent for parent, words in zip(parents, told, strict=True) if words is None]
    if dead:
        redis.srem(_PARENTS, *dead)
    return {parent: words for parent, words in zip(parents, told, strict=True) if words is not None}


def _here() -> str:
    return f"{socket.gethostname()}/"


def _key(parent: str) -> str:
    return f"pagewords:worker:{parent}"
