"""The reaper: requeues jobs whose worker is gone, enqueues what Redis has lost, and queues the
collections whose members have ended.

Any number of copies may run: each step compares and sets the attempt.
"""

import logging
import uuid

import sqlalchemy as sa
from redis.exceptions import RedisError

from pagewords.jobs import acceptance, collection, lifecycle
from pagewords.jobs.broker import Broker
from pagewords.models import IS_QUEUED, IS_STARTED, UNSYNCHRONIZED, Job, db, now

log = logging.getLogger(__name__)

#: Milliseconds after which a queued job is looked for in Redis.
OVERDUE = 5_000
#: Jobs looked at in one round.
BATCH = 5_000


def reap(broker: Broker, attempts: int) -> int:
    """Run one round; returns the number of jobs that were queued, enqueued again or failed."""
    put_right = _requeue_expired(broker, attempts) + _enqueue_lost(broker)
    return put_right + collection.release_ready(broker)


def _requeue_expired(broker: Broker, attempts: int) -> int:
    expired = db.session.execute(
        sa.select(Job.key, Job.attempt)
        .where(IS_STARTED, Job.lease_until < now())
        .order_by(Job.lease_until)
        .limit(BATCH)
    ).all()
    for key, attempt in expired:
        log.warning("lease_expired", extra={"key": key, "attempt": attempt})
        requeue(broker, key, attempt, attempts)
    return len(expired)


def requeue(broker: Broker, key: uuid.UUID, attempt: int, attempts: int) -> None:
    """Enqueue the next attempt after an interrupted one, or fail the job after `attempts`."""
    following = lifecycle.requeue(key, attempt, attempts)
    if following is not None:
        broker.enqueue(key, following)


def make_way(broker: Broker, key: uuid.UUID, attempt: int) -> None:
    """Enqueue the next attempt after one that has ended through no fault of its job."""
    following = lifecycle.make_way(key, attempt)
    if following is not None:
        broker.enqueue(key, following)


def _enqueue_lost(broker: Broker) -> int:
    """Enqueue as many messages as are missing: one for each queued job.

    Which job's it is does not matter, since the worker that takes it decides whose turn it is.
    """
    overdue = db.session.execute(
        sa.select(Job.key, Job.attempt, Job.enqueued_at)
        .where(IS_QUEUED, Job.enqueued_at < now() - OVERDUE)
        .order_by(Job.turn, Job.created_at, Job.key)
        .limit(BATCH)
    ).all()
    if not overdue:
        return 0
    try:
        messages = broker.queue_length()
    except RedisError:
        return 0
    missing = max(0, acceptance.count_queued(messages + BATCH) - messages)
    return sum(_enqueue_again(broker, *row) for row in overdue[:missing])


def _enqueue_again(broker: Broker, key: uuid.UUID, attempt: int, seen: int) -> bool:
    """Enqueue one job, unless another reaper has done so since its `enqueued_at` was `seen`."""
    query = (
        sa.update(Job)
        .where(
            Job.key == key,
            Job.attempt == attempt,
            Job.status == "queued",
            Job.enqueued_at == seen,
        )
        .values(enqueued_at=now())
        .execution_options(**UNSYNCHRONIZED)
    )
    ours = bool(db.session.execute(query).rowcount)  # type: ignore[attr-defined]
    db.session.commit()
    return ours and broker.enqueue(key, attempt)
