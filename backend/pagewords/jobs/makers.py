"""Whose the jobs were that ended a short while ago: their rows do not say it any more.

Whoever submits the same shares the result, and then its maker alone cannot delete it any more;
unless that is the maker again. Redis remembers it for as long as results are shared.
"""

import uuid
from contextlib import suppress

from redis.exceptions import RedisError

from pagewords.services import services_of


def remember(key: uuid.UUID, client: str, milliseconds: int) -> None:
    """Remember whose job has just ended."""
    with suppress(RedisError), services_of().broker.client() as redis:
        redis.set(_name(key), client, px=milliseconds)


def made(key: uuid.UUID, client: str) -> bool:
    """Whether a client is known to have made a job that has ended."""
    try:
        with services_of().broker.client() as redis:
            found = redis.get(_name(key))
    except RedisError:
        return False
    return found == client.encode()


def _name(key: uuid.UUID) -> str:
    return f"pagewords:maker:{key}"
