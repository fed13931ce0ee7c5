"""The life of an accepted job: claim, renew, finish, fail, requeue.

The row is the truth. Each step is one short transaction that compares and sets the attempt, so a
worker that was believed dead and comes back changes nothing (a fencing token).
"""

import uuid

import sqlalchemy as sa

from pagewords.jobs.schedule import Schedule
from pagewords.metrics.instruments import (
    JOB_ATTEMPTS,
    JOB_WAIT_SECONDS,
    JOBS_ENDED,
    JOBS_REQUEUED,
    JOBS_YIELDED,
)
from pagewords.models import UNSYNCHRONIZED, CollectionMember, Job, Result, Upload, db, now

#: Milliseconds that a claim lasts; the supervisor renews it while the worker is busy.
LEASE = 6_000
#: Jobs that a worker tries to claim: each that it misses another worker has got.
_CLAIM_TRIES = 100


class MemberRemovedError(Exception):
    """A member of a collection was removed while its text was merged."""


def end_waiting(key: uuid.UUID) -> bool:
    """Queue a collection that has waited for its members; False if another process has."""
    return _compare_and_set(key, 1, "waiting", status="queued", enqueued_at=now())


def claim_next() -> Job | None:
    """Start an attempt at the job whose turn it is; None if nothing is queued."""
    for _ in range(_CLAIM_TRIES):
        chosen = Schedule.load().next()
        if chosen is None:
            return None
        if (job := claim(chosen.key, chosen.attempt)) is not None:
            return job
    return None


def claim(key: uuid.UUID, attempt: int) -> Job | None:
    """Start an attempt at a queued job; None if another worker has claimed it."""
    moment = now()
    if not _compare_and_set(
        key,
        attempt,
        "queued",
        status="started",
        started_at=sa.func.coalesce(Job.started_at, moment),
        lease_until=moment + LEASE,
    ):
        return None
    job = db.session.get(Job, key, populate_existing=True)
    if job is not None and attempt == 1:
        JOB_WAIT_SECONDS.observe((moment - job.created_at) / 1000)
    return job


def renew_lease(key: uuid.UUID, attempt: int, *, long: bool = False) -> bool:
    """Renew the lease of a started attempt, and note that its job is `long`, which it stays; False
    if it is no longer ours."""
    noted = {"long": True} if long else {}
    return _compare_and_set(key, attempt, "started", lease_until=now() + LEASE, **noted)


def finish(
    key: uuid.UUID,
    attempt: int,
    result: Result,
    fetched_bytes: int | None,
    members: int | None = None,
) -> bool:
    """Store the result and the status together; False if another attempt has taken over.

    Of a collection, `members` is how many results were merged. Where one of them has been removed
    meanwhile nothing is stored: raises `MemberRemovedError`.
    """
    if members is not None:
        # A removal that comes now waits for this end, and then removes the collection too.
        results = _members_with_results(key)
        db.session.execute(results.with_for_update(read=True, of=Job))
    done = _update(
        key,
        attempt,
        "started",
        status="finished",
        ended_at=now(),
        lease_until=None,
        text=None,
        client=None,
        fetched_bytes=fetched_bytes,
    )
    # Counted only now. On PostgreSQL the query above shows the members as they were before a
    # removal that it waited for. SQLite locks at the first write.
    if done and members is not None and len(db.session.execute(results).all()) < members:
        db.session.rollback()
        raise MemberRemovedError
    if done:
        if result.url is None:
            _forget_file(key)
        db.session.add(result)
    db.session.commit()
    if done:
        _count_end("finished", "", attempt)
    return done


def fail(
    key: uuid.UUID,
    attempt: int,
    code: str,
    detail: str,
    http_status: int | None = None,
    seen: str | None = None,
    file_format: str | None = None,
) -> bool:
    """End a started job for a reason that another attempt would meet too.

    `seen` is what stands before a page that is `blocked`, `file_format` the name of a format that
    is not read.
    """
    failed = _update(
        key,
        attempt,
        "started",
        status="failed",
        ended_at=now(),
        lease_until=None,
        text=None,
        # That of a text may say what the text is about; that of a collection goes with its links.
        title=sa.case((Job.kind == "collection", Job.title)),
        client=None,
        error_code=code,
        error_status=http_status,
        error_seen=seen,
        error_format=file_format or None,
        error_detail=detail,
    )
    if failed:
        _forget_file(key)
    db.session.commit()
    if failed:
        _count_end("failed", code, attempt)
    return failed


def requeue(key: uuid.UUID, attempt: int, attempts: int) -> int | None:
    """Queue a job again after an interrupted attempt, or fail it after `attempts` of them.

    Returns the number of the next attempt; None if there is none.
    """
    if attempt >= attempts:
        yields = db.session.scalar(sa.select(Job.yields).where(Job.key == key)) or 0
        if (spent := attempt - yields) >= attempts:
            fail(key, attempt, "gave_up", f"The work was interrupted {spent} times.")
            return None
    if not _queue_again(key, attempt):
        return None
    JOBS_REQUEUED.inc()
    return attempt + 1


def make_way(key: uuid.UUID, attempt: int) -> int | None:
    """Queue a job again whose attempt has ended through no fault of its own, as often as that is.

    Returns the number of the next attempt; None if the attempt had ended by itself.
    """
    if not _queue_again(key, attempt, yields=Job.yields + 1):
        return None
    JOBS_YIELDED.inc()
    return attempt + 1


def _queue_again(key: uuid.UUID, attempt: int, **values: object) -> bool:
    return _compare_and_set(
        key,
        attempt,
        "started",
        status="queued",
        attempt=attempt + 1,
        enqueued_at=now(),
        lease_until=None,
        **values,
    )


def _members_with_results(key: uuid.UUID) -> sa.Select[uuid.UUID]:
    """The keys of a collection's members that have a result, in order."""
    return (
        sa.select(Job.key)
        .join(CollectionMember, CollectionMember.member == Job.key)
        .join(Result, Result.key == Job.key)
        .where(CollectionMember.collection == key)
        .order_by(Job.key)
    )


def _forget_file(key: uuid.UUID) -> None:
    """Delete the file of a job that ends, in the same transaction."""
    db.session.execute(
        sa.delete(Upload).where(Upload.key == key),
        execution_options=UNSYNCHRONIZED,
    )


def _count_end(status: str, code: str, attempts: int) -> None:
    JOBS_ENDED.labels(status, code).inc()
    JOB_ATTEMPTS.observe(attempts)


def _update(key: uuid.UUID, attempt: int, status: str, /, **values: object) -> bool:
    """Compare and set, without a commit."""
    query = (
        sa.update(Job)
        .where(Job.key == key, Job.attempt == attempt, Job.status == status)
        .values(**values)
        .execution_options(**UNSYNCHRONIZED)
    )
    return bool(db.session.execute(query).rowcount)  # type: ignore[attr-defined]


def _compare_and_set(key: uuid.UUID, attempt: int, status: str, /, **values: object) -> bool:
    changed = _update(key, attempt, status, **values)
    db.session.commit()
    return changed
