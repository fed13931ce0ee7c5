"""The life of a job: accept, claim, finish, fail, give back.

The row is the truth. Every step is one short transaction that names the attempt it belongs to, so a
worker that was believed dead and comes back changes nothing (a fence).
"""

import hashlib
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from pagewords.metrics.tally import ATTEMPTS, BROKEN_OFF, ENDED, WAITED
from pagewords.models import IS_QUEUED, Job, Result, db, now
from pagewords.services import parts

#: Milliseconds that a claim lasts; whoever watches a worker extends it while the worker is busy.
LEASE = 6_000
#: Milliseconds during which an equal submission is answered with the job that ended well.
SHARED_FOR = 300_000
_ACCEPT_TRIES = 5


class QueueFullError(Exception):
    """So many jobs wait that one more would wait too long."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What a client asks for: a URL, a pasted text, or another language for a stored text."""

    url: str | None = None
    scheme_assumed: bool = False
    text: str | None = None
    title: str | None = None
    source: uuid.UUID | None = None
    language: str | None = None

    @property
    def share(self) -> str | None:
        """The digest that equal submissions have in common; texts are never shared."""
        if self.text is not None:
            return None
        parts = (self.url, self.scheme_assumed, self.source, self.language)
        return hashlib.sha256(repr(parts).encode()).hexdigest()


def find_shared(submission: Submission) -> Job | None:
    """The job of an equal submission that has not ended, or ended well a short while ago."""
    share = submission.share
    if share is None:
        return None
    job = db.session.scalar(sa.select(Job).where(Job.share == share))
    return job if job is not None and _is_shared(job) else None


def _is_shared(job: Job) -> bool:
    if job.removed_at is not None or job.status == "failed":
        return False
    return job.ended_at is None or now() - job.ended_at < SHARED_FOR


def accept(submission: Submission, *, fresh: bool, limit: int) -> tuple[Job, bool]:
    """Commit a row for a submission that nothing was found for, or find the one that another
    client has just made: (job, whether it is new).

    Raises `QueueFullError` where `limit` jobs wait already.
    """
    for _ in range(_ACCEPT_TRIES):
        if count_queued(limit) >= limit:
            break
        try:
            return _insert(submission, fresh), True
        except IntegrityError:
            # Somebody else inserted an equal one between the look and the insert.
            db.session.rollback()
        if not fresh and (shared := find_shared(submission)) is not None:
            return shared, False
    raise QueueFullError


def _insert(submission: Submission, fresh: bool) -> Job:
    share = submission.share
    if share is not None:
        # The unique digest passes from the job that held it to the new one.
        holder = sa.update(Job).where(Job.share == share)
        if not fresh:
            holder = holder.where(Job.ended_at.is_not(None))
        db.session.execute(
            holder.values(share=None), execution_options={"synchronize_session": False}
        )
    job = Job(
        key=uuid.uuid4(),
        url=submission.url,
        scheme_assumed=submission.scheme_assumed,
        text=submission.text,
        title=submission.title,
        source=submission.source,
        language=submission.language,
        share=share,
    )
    db.session.add(job)
    db.session.commit()
    return job


def count_queued(limit: int) -> int:
    """How many jobs wait; counting stops at `limit`."""
    waiting = sa.select(Job.key).where(IS_QUEUED).limit(limit).subquery()
    return db.session.scalar(sa.select(sa.func.count()).select_from(waiting)) or 0


def position(job: Job) -> int:
    """How many jobs start before this one does, itself counted: 1 is the next."""
    before = sa.tuple_(Job.created_at, Job.key) <= sa.tuple_(
        sa.literal(job.created_at), sa.literal(job.key, sa.Uuid())
    )
    query = sa.select(sa.func.count()).where(IS_QUEUED, before)
    return max(db.session.scalar(query) or 0, 1)


def claim(key: uuid.UUID, attempt: int) -> Job | None:
    """Take a queued job for this attempt; None where it is not to be had (any more)."""
    moment = now()
    if not _change(
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
        parts().tally.observe(WAITED, (moment - job.created_at) / 1000)
    return job


def extend(key: uuid.UUID, attempt: int) -> bool:
    """Renew the lease of a started attempt; False where it is no longer ours."""
    return _change(key, attempt, "started", lease_until=now() + LEASE)


def finish(key: uuid.UUID, attempt: int, result: Result, fetched_bytes: int | None) -> bool:
    """Store the result and the status together; False where another attempt has taken over."""
    done = _update(
        key,
        attempt,
        "started",
        status="finished",
        ended_at=now(),
        lease_until=None,
        text=None,
        fetched_bytes=fetched_bytes,
    )
    if done:
        db.session.add(result)
    db.session.commit()
    if done:
        _count_end("finished", "", attempt)
    return done


def fail(
    key: uuid.UUID, attempt: int, code: str, detail: str, http_status: int | None = None
) -> bool:
    """End a started attempt, and with it the job, for a reason that another try will not mend."""
    failed = _change(
        key,
        attempt,
        "started",
        status="failed",
        ended_at=now(),
        lease_until=None,
        text=None,
        error_code=code,
        error_status=http_status,
        error_detail=detail,
    )
    if failed:
        _count_end("failed", code, attempt)
    return failed


def give_back(key: uuid.UUID, attempt: int, attempts: int) -> int | None:
    """Put a started attempt that broke off back in the queue; give up after `attempts` of them.

    Returns the number of the next attempt, None where the job has ended.
    """
    if attempt >= attempts:
        fail(key, attempt, "gave_up", f"The work broke off {attempt} times.")
        return None
    moved = _change(
        key,
        attempt,
        "started",
        status="queued",
        attempt=attempt + 1,
        enqueued_at=now(),
        lease_until=None,
    )
    if not moved:
        return None
    parts().tally.count(BROKEN_OFF)
    return attempt + 1


def _count_end(status: str, code: str, attempts: int) -> None:
    tally = parts().tally
    tally.count(ENDED, status, code)
    tally.observe(ATTEMPTS, attempts)


def _update(key: uuid.UUID, attempt: int, status: str, /, **values: object) -> bool:
    """Compare and set, without a commit."""
    query = (
        sa.update(Job)
        .where(Job.key == key, Job.attempt == attempt, Job.status == status)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return bool(db.session.execute(query).rowcount)  # type: ignore[attr-defined]


def _change(key: uuid.UUID, attempt: int, status: str, /, **values: object) -> bool:
    changed = _update(key, attempt, status, **values)
    db.session.commit()
    return changed
