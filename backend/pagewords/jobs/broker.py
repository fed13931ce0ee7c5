"""The broker: messages and live progress over Redis, through RQ. The database keeps the truth.

Redis may be down or lose everything. A call then fails at once and nobody waits for it; the reaper
enqueues again what was lost. If Redis accepts calls and does not answer, a circuit breaker lets one
call in every two seconds try it, and all others fail at once.
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

from pagewords.jobs.unanswered import Unanswered

log = logging.getLogger(__name__)

QUEUE = "default"
TASK = "pagewords.jobs.task.run"
#: Seconds that live progress is kept; a started job renews it at each stage.
PROGRESS_TTL = 120
#: What workers could not load, and the seconds for which that is believed.
MISSING, MISSING_TTL = "pagewords:analysers_missing", 86_400
#: Seconds for which the circuit breaker stays open.
OPEN_FOR = 2.0
#: Seconds after which an error counts as a time-out, such as that of a slow resolver.
SLOW = 0.3


class Progress(NamedTuple):
    """The progress of a started job: its attempt, its stage, the bytes fetched so far, and of a
    file with pages which one is being read, and of how many."""

    attempt: int
    stage: str
    fetched_bytes: int | None
    page: int | None = None
    pages: int | None = None


def connect(url: str, *, timeout: float | None = 1.0) -> Redis:
    """A client without retries: a call fails within `timeout` seconds if Redis is down."""
    return Redis.from_url(url, socket_timeout=timeout, socket_connect_timeout=1.0, retry=None)


class Broker:
    """One Redis, as the API, the worker and the reaper use it."""

    def __init__(self, redis: Redis, result_ttl: int, timeout: int) -> None:
        """Times in seconds: how long RQ keeps a finished message, and RQ's own job time limit."""
        self.redis = redis
        self._result_ttl = result_ttl
        self._timeout = timeout
        self._unanswered = Unanswered(redis)
        self._queue = Queue(QUEUE, connection=redis, serializer=JSONSerializer)
        self._open_until = 0.0

    @contextmanager
    def client(self) -> Iterator[Redis]:
        """Redis behind a circuit breaker; raises RedisError, at once while that is open."""
        moment = time.monotonic()
        if moment < self._open_until:
            raise RedisTimeoutError("Redis did not answer a moment ago")
        if self._open_until:
            # This call probes Redis; the others keep failing until it is back.
            self._open_until = moment + OPEN_FOR
        timed_out = False
        try:
            yield self.redis
        except RedisError:
            timed_out = time.monotonic() - moment > SLOW
            raise
        finally:
            self._open_until = time.monotonic() + OPEN_FOR if timed_out else 0.0

    def enqueue(self, key: uuid.UUID, attempt: int) -> bool:
        """Enqueue one attempt at a job; False if Redis does not answer."""
        try:
            with self.client():
                self._queue.enqueue_call(
                    TASK,
                    args=(str(key), attempt),
                    job_id=message_id(key, attempt),
                    timeout=self._timeout,
                    result_ttl=self._result_ttl,
                    failure_ttl=self._result_ttl,
                )
        except RedisError as error:
            log.warning("enqueue_failed", extra={"key": key, "error": type(error).__name__})
            return False
        return True

    def queue_length(self) -> int:
        """The number of messages in the queue; raises RedisError."""
        with self.client() as redis:
            return int(redis.llen(self._queue.key))

    def withdraw(self, key: uuid.UUID, attempt: int) -> None:
        """Delete a message, since a queued job was cancelled: there is one for each. Best effort.

        One that waits has no end, and workers that are busy take none. Where a worker has taken
        the job's own for another job, that one's stays in its place, and the newest goes.
        """
        message = message_id(key, attempt)
        try:
            with self.client() as redis:
                if not self._queue.remove(message):
                    newest: Any = redis.rpop(self._queue.key)
                    message = newest.decode() if newest else message
                redis.delete(RqJob.key_for(message))
        except RedisError:
            log.debug("message_not_deleted")

    def delete_message(self, message: str) -> None:
        """Delete RQ's record of a message whose worker has ended. Best effort."""
        try:
            with self.client() as redis:
                RqJob(message, redis, serializer=JSONSerializer).delete()
        except InvalidJobOperation:
            log.debug("message_already_deleted")
        except RedisError:
            log.debug("message_not_deleted")

    def report_progress(self, key: uuid.UUID, progress: Progress) -> None:
        """Publish a started job's progress, and do not wait until Redis has it.

        Best effort: it is for display only.
        """
        try:
            with self.client():
                # What is not known any more replaces what was.
                fields = [
                    part
                    for name, value in progress._asdict().items()
                    for part in (name, "" if value is None else value)
                ]
                name = _progress_key(key)
                self._unanswered.send(("HSET", name, *fields), ("EXPIRE", name, PROGRESS_TTL))
        except RedisError:
            log.debug("progress_not_reported", extra={"key": key})

    def tell_analyser(self, name: str, *, loaded: bool) -> None:
        """Publish whether a worker could load an analyser. Best effort."""
        try:
            with self.client() as redis:
                if loaded:
                    redis.hdel(MISSING, name)
                else:
                    redis.hset(MISSING, name, 1)
                    redis.expire(MISSING, MISSING_TTL)
        except RedisError:
            log.debug("analyser_not_told")

    def missing_analysers(self) -> list[str]:
        """The analysers that a worker could not load; raises RedisError."""
        with self.client() as redis:
            names: list[Any] = redis.hkeys(MISSING)
        return sorted(name.decode() for name in names)

    def progress(self, key: uuid.UUID) -> Progress | None:
        """A started job's progress; None if Redis has none or does not answer."""
        try:
            with self.client() as redis:
                values: list[Any] = redis.hmget(_progress_key(key), *Progress._fields)
        except RedisError:
            return None
        attempt, stage, *numbers = values
        if attempt is None or stage is None:
            return None
        return Progress(int(attempt), stage.decode(), *(int(n) if n else None for n in numbers))


def message_id(key: uuid.UUID, attempt: int) -> str:
    """RQ's id of one attempt at a job."""
    return f"{key}-{attempt}"


def _progress_key(key: uuid.UUID) -> str:
    return f"pagewords:progress:{key}"
