"""The reaper: finds what was lost between the database and Redis, and sends it again.

It may run in any number of copies: each step is a compare-and-set on the attempt.
"""

import logging
import uuid

import sqlalchemy as sa

from pagewords.jobs import lifecycle
from pagewords.jobs.broker import Messenger, message_id
from pagewords.models import IS_QUEUED, IS_STARTED, Job, db, now

log = logging.getLogger(__name__)

#: Milliseconds after which a queued job is looked for in Redis.
OVERDUE = 5_000
#: Jobs looked at in one round.
BATCH = 5_000


def reap(messenger: Messenger, attempts: int) -> int:
    """One round; returns how many jobs were sent again or ended."""
    return _end_leases(messenger, attempts) + _send_lost(messenger)


def _end_leases(messenger: Messenger, attempts: int) -> int:
    """Started jobs whose worker is gone go back to the queue, up to a cap."""
    expired = db.session.execute(
        sa.select(Job.key, Job.attempt)
        .where(IS_STARTED, Job.lease_until < now())
        .order_by(Job.lease_until)
        .limit(BATCH)
    ).all()
    for key, attempt in expired:
        log.warning("lease ran out", extra={"key": key, "attempt": attempt})
        give_back(messenger, key, attempt, attempts)
    return len(expired)


def give_back(messenger: Messenger, key: uuid.UUID, attempt: int, attempts: int) -> None:
    """Queue the next attempt at a job whose attempt broke off, or end the job."""
    following = lifecycle.give_back(key, attempt, attempts)
    messenger.forget(key, attempt)
    if following is not None:
        messenger.send(key, following)


def _send_lost(messenger: Messenger) -> int:
    """Queued jobs that Redis does not know (any more) are enqueued again."""
    overdue = db.session.execute(
        sa.select(Job.key, Job.attempt, Job.enqueued_at)
        .where(IS_QUEUED, Job.enqueued_at < now() - OVERDUE)
        .order_by(Job.created_at, Job.key)
        .limit(BATCH)
    ).all()
    waiting = messenger.waiting() if overdue else set()
    if waiting is None:
        return 0
    lost = [row for row in overdue if message_id(row.key, row.attempt) not in waiting]
    return sum(_send_again(messenger, *row) for row in lost)


def _send_again(messenger: Messenger, key: uuid.UUID, attempt: int, seen: int) -> bool:
    """Send one again, unless another reaper has just done so."""
    query = (
        sa.update(Job)
        .where(
            Job.key == key,
            Job.attempt == attempt,
            Job.status == "queued",
            Job.enqueued_at == seen,
        )
        .values(enqueued_at=now())
        .execution_options(synchronize_session=False)
    )
    ours = bool(db.session.execute(query).rowcount)  # type: ignore[attr-defined]
    db.session.commit()
    return ours and messenger.send(key, attempt)
