"""Removal: what goes when a job is cancelled or a result deleted, and whose token may ask for it.

The key of a job is shared in links, so that it cannot be what allows to delete. A token can: only
the submission that made the job is given one, and the row has its digest alone.
"""

import time
import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from pagewords.jobs.broker import Broker
from pagewords.jobs.collection import PAUSE, collections_with
from pagewords.jobs.submission import digest_of
from pagewords.metrics.instruments import JOBS_ENDED
from pagewords.models import UNSYNCHRONIZED, CollectionMember, Job, Result, Upload, db, now

#: What the row of a job loses with its result. The key, the times and how it ended stay, so that
#: the API answers 410 and not 404.
FORGOTTEN = dict.fromkeys(
    (
        *("url", "title", "text", "dedup_key", "body_digest", "reader", "source"),
        *("client", "token_digest", "error_detail"),
    )
)


def remove(broker: Broker, job: Job, token: str) -> list[uuid.UUID]:
    """Cancel a job that has not ended, or delete its result and text; nothing if the token is not
    its own. Returns the keys that are gone: the job's, and those of collections that held its text,
    which go first. Collections that have not ended go on without it.

    A worker that is at it can store nothing afterwards, since the row is not started any more.
    """
    key, attempt, was_queued = job.key, job.attempt, job.status == "queued"
    digest = digest_of(token)
    # Whoever guesses takes no lock of the database.
    if job.token_digest != digest:
        return []
    gone: list[uuid.UUID] = []
    while key not in gone:
        moment = now()
        query = (
            sa.update(Job)
            .where(Job.key == key, Job.token_digest == digest, Job.removed_at.is_(None))
            .values(_removed(moment))
            .returning(Job.ended_at, Job.lease_until)
        )
        found = db.session.execute(query, execution_options=UNSYNCHRONIZED).one_or_none()
        if found is None:
            db.session.rollback()
            return gone
        was_cancelled = found.ended_at == moment
        # A worker may have claimed it meanwhile, by any message.
        was_queued = was_queued and found.lease_until is None
        collections, are_more = collections_with([key])
        if are_more:
            # These go first, so that whoever is interrupted here may ask again.
            db.session.rollback()
            gone += forget(collections_with([key])[0])
        else:
            if was_cancelled:
                uploads = sa.delete(Upload).where(Upload.key == key)
                db.session.execute(uploads, execution_options=UNSYNCHRONIZED)
            gone += forget([*collections, key])
        db.session.commit()
        if are_more:
            time.sleep(PAUSE)
    if was_cancelled:
        JOBS_ENDED.labels("removed", "").inc()
        if was_queued:
            broker.withdraw(key, attempt)
    return gone


def forget(keys: Sequence[uuid.UUID]) -> Sequence[uuid.UUID]:
    """Remove results, and collections that hold the texts of some; returns their keys. Without a
    commit.

    A job that has not ended ends, so that no worker stores its result later.
    """
    for query in (
        sa.update(Job).where(Job.key.in_(keys)).values(_removed(now())),
        sa.delete(Result).where(Result.key.in_(keys)),
        sa.delete(CollectionMember).where(CollectionMember.collection.in_(keys)),
    ):
        db.session.execute(query, execution_options=UNSYNCHRONIZED)
    return keys


def _removed(moment: int) -> dict[str, Any]:
    """The values of a removed job, which ends if it has not."""
    return FORGOTTEN | {
        "status": sa.case((Job.ended_at.is_not(None), Job.status), else_="failed"),
        "ended_at": sa.func.coalesce(Job.ended_at, moment),
        "removed_at": moment,
    }


def removed_of(keys: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Those of some jobs that were cancelled, or whose results were deleted."""
    removed = sa.select(Job.key).where(Job.key.in_(keys), Job.removed_at.is_not(None))
    return set(db.session.scalars(removed))
