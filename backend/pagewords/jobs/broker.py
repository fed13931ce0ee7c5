"""The messenger: what is said over Redis, through RQ. It carries keys, never the truth.

Redis may be away or lose everything: a call then says so at once and nothing waits for it, because
the rows of the database are the truth and the reaper sends again what was lost. Where it takes
calls and answers none, one call in a while waits for it in vain and all others say so at once.
"""

import logging
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from redis import Redis
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as RedisTimeoutError
from rq import Queue
from rq.exceptions import InvalidJobOperation
from rq.job import Job as RqJob
from rq.serializers import JSONSerializer

log = logging.getLogger(__name__)

QUEUE = "default"
TASK = "pagewords.jobs.task.run"
#: Seconds that live progress is kept; a started job renews it at each stage.
PROGRESS_TTL = 120
#: Seconds for which a Redis that has not answered in time is not asked again, and after how many
#: seconds an error counts as no answer.
SILENCE, LONG = 2.0, 0.3


class Progress(NamedTuple):
    """Where a started job is: its attempt, its stage and the bytes fetched so far."""

    attempt: int
    stage: str
    fetched_bytes: int | None


def connect(url: str, *, timeout: float | None = 1.0) -> Redis:
    """A client without retries: a call to a Redis that is away fails within `timeout` seconds."""
    return Redis.from_url(url, socket_timeout=timeout, socket_connect_timeout=1.0, retry=None)


class Messenger:
    """One Redis, seen by the API and by the reaper."""

    def __init__(self, redis: Redis, result_ttl: int, timeout: int) -> None:
        self.redis = redis
        self._result_ttl = result_ttl
        self._timeout = timeout
        self._queue = Queue(QUEUE, connection=redis, serializer=JSONSerializer)
        self._silent_until = 0.0

    @contextmanager
    def asking(self) -> Iterator[Redis]:
        """Redis, to ask it something; raises RedisError, at once where it has just been silent."""
        moment = time.monotonic()
        if moment < self._silent_until:
            raise RedisTimeoutError("Redis has just been silent")
        if self._silent_until:
            # The others go without while this call finds out for all of them.
            self._silent_until = moment + SILENCE
        silent = False
        try:
            yield self.redis
        except RedisError:
            # A time-out, or another error that was long in coming, such as that of a slow resolver.
            silent = time.monotonic() - moment > LONG
            raise
        finally:
            self._silent_until = time.monotonic() + SILENCE if silent else 0.0

    def send(self, key: uuid.UUID, attempt: int) -> bool:
        """Enqueue one attempt at a job; False where Redis does not answer."""
        try:
            with self.asking():
                self._queue.enqueue_call(
                    TASK,
                    args=(str(key), attempt),
                    job_id=message_id(key, attempt),
                    timeout=self._timeout,
                    result_ttl=self._result_ttl,
                    failure_ttl=self._result_ttl,
                )
        except RedisError as error:
            log.warning("not enqueued: %s", type(error).__name__, extra={"key": key})
            return False
        return True

    def waiting(self) -> set[str] | None:
        """The ids of all messages in the queue; None where Redis does not answer."""
        try:
            with self.asking() as redis:
                names: list[Any] = redis.lrange(self._queue.key, 0, -1)
        except RedisError:
            return None
        return {name.decode() for name in names}

    def count_waiting(self) -> int:
        """How many messages are in the queue; raises RedisError."""
        with self.asking() as redis:
            return int(redis.llen(self._queue.key))

    def forget(self, key: uuid.UUID, attempt: int) -> None:
        """Drop RQ's record of a message that will never be needed again."""
        try:
            with self.asking() as redis:
                RqJob(message_id(key, attempt), redis, serializer=JSONSerializer).delete()
        except InvalidJobOperation:
            log.debug("forgotten already", extra={"key": key})
        except RedisError:
            log.debug("not forgotten", extra={"key": key})

    def report(self, key: uuid.UUID, progress: Progress) -> None:
        """Tell where a started job is. Best effort: it is for display only."""
        try:
            with self.asking() as redis, redis.pipeline(transaction=False) as pipe:
                fields: dict[Any, Any] = {"attempt": progress.attempt, "stage": progress.stage}
                if progress.fetched_bytes is not None:
                    fields["bytes"] = progress.fetched_bytes
                pipe.hset(_progress_key(key), mapping=fields)
                pipe.expire(_progress_key(key), PROGRESS_TTL)
                pipe.execute()
        except RedisError:
            log.debug("progress not told", extra={"key": key})

    def progress(self, key: uuid.UUID) -> Progress | None:
        """Where a started job is, as far as Redis knows."""
        try:
            with self.asking() as redis:
                values: list[Any] = redis.hmget(_progress_key(key), "attempt", "stage", "bytes")
        except RedisError:
            return None
        attempt, stage, fetched = values
        if attempt is None or stage is None:
            return None
        return Progress(int(attempt), stage.decode(), None if fetched is None else int(fetched))


def message_id(key: uuid.UUID, attempt: int) -> str:
    """RQ's id of one attempt at a job."""
    return f"{key}-{attempt}"


def _progress_key(key: uuid.UUID) -> str:
    return f"pagewords:progress:{key}"
