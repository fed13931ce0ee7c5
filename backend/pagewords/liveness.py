"""Which workers are alive: each parent says so once a second, in a key of Redis that expires.

For /metrics only. What a dead worker leaves is found by its job's lease, not by this.
"""

from typing import Any, NamedTuple

from redis.exceptions import RedisError

from pagewords.messenger import Messenger

#: Seconds after which a parent that has not said anything counts as dead.
ALIVE_FOR = 10
_PARENTS = "pagewords:workers"


class Workers(NamedTuple):
    """Worker processes: those that wait for a job, and those that are at one."""

    idle: int
    busy: int


def tell(messenger: Messenger, parent: str, workers: Workers) -> None:
    """Say that a parent and its workers are alive. Best effort."""
    try:
        with messenger.asking() as redis, redis.pipeline(transaction=False) as pipe:
            pipe.sadd(_PARENTS, parent)
            pipe.set(_key(parent), f"{workers.idle} {workers.busy}", ex=ALIVE_FOR)
            pipe.execute()
    except RedisError:
        pass


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
        parents: list[Any] = [name.decode() for name in redis.smembers(_PARENTS)]  # type: ignore[union-attr]
        told: list[Any] = redis.mget([_key(parent) for parent in parents]) if parents else []
        dead = [parent for parent, words in zip(parents, told, strict=True) if words is None]
        if dead:
            redis.srem(_PARENTS, *dead)
    pairs = [tuple(map(int, words.split())) for words in told if words is not None]
    return Workers(sum(idle for idle, _ in pairs), sum(busy for _, busy in pairs))


def _key(parent: str) -> str:
    return f"pagewords:worker:{parent}"
