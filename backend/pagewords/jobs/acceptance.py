"""Accept a submission: find the job of an equal one, or commit a new row."""

import uuid

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from pagewords.jobs import makers, turns
from pagewords.jobs.submission import ClientFullError as ClientFullError
from pagewords.jobs.submission import ContestedError as ContestedError
from pagewords.jobs.submission import QueueFullError as QueueFullError
from pagewords.jobs.submission import Submission as Submission
from pagewords.jobs.submission import digest_of
from pagewords.models import IS_QUEUED, UNSYNCHRONIZED, Job, db, now

#: Milliseconds during which a finished job answers equal submissions.
REUSE_FOR = 300_000
_ACCEPT_TRIES = 5


def find_duplicate(submission: Submission, client_limit: int | None = None) -> Job | None:
    """The job of an equal submission that is live, or finished a short while ago.

    One that still waits comes no later than a job of this client's own would, unless the client is
    behind the one that has it or has `client_limit` waiting jobs.
    """
    dedup_key = submission.dedup_key
    if dedup_key is None:
        return None
    job: Job | None = db.session.scalar(sa.select(Job).where(Job.dedup_key == dedup_key))
    if job is None or not is_reusable(job):
        return None
    if not join(job, submission.client, submission.size, client_limit):
        return None
    return job


def join(job: Job, client: str, size: int, client_limit: int | None) -> bool:
    """Let a client share a job that may be another's; False if that one has just removed it.

    It is of two then, so that one of them alone can neither cancel nor delete it any more.
    """
    if client == job.client or (job.ended and makers.made(job.key, client)):
        return job.removed_at is None
    if job.token_digest is not None:
        query = sa.update(Job).where(Job.key == job.key).values(token_digest=None)
        db.session.execute(query, execution_options=UNSYNCHRONIZED)
        db.session.commit()
    if job.status == "queued":
        turns.hasten(job, client, size, client_limit)
    # Read anew since the commit.
    return job.removed_at is None


def is_reusable(job: Job) -> bool:
    """Whether a job answers an equal submission."""
    # A retry of a submission is answered as the first was, whatever has become of it.
    if job.removed_at is not None or (job.status == "failed" and job.body_digest is None):
        return False
    return job.ended_at is None or now() - job.ended_at < REUSE_FOR


def accept(
    submission: Submission, *, fresh: bool, limit: int, client_limit: int | None = None
) -> tuple[Job, bool]:
    """Commit a new job, or find the one that another client made at the same moment.

    Returns the job and whether it is new. Raises `QueueFullError` if `limit` jobs are queued, some
    of them this client's, `ClientFullError` if `client_limit` jobs of this client are, and
    `ContestedError` if others were always faster.
    """
    for _ in range(_ACCEPT_TRIES):
        queue = turns.look(submission.client, turns.NEWCOMERS * limit)
        if queue.is_full(1, limit):
            raise QueueFullError
        if client_limit is not None and queue.own >= client_limit:
            raise ClientFullError
        try:
            return _insert(submission, fresh, queue.turn_after(submission.size)), True
        except IntegrityError:
            # Another client inserted an equal one after we looked.
            db.session.rollback()
        if not fresh and (duplicate := find_duplicate(submission, client_limit)) is not None:
            return duplicate, False
    raise ContestedError


def _insert(submission: Submission, fresh: bool, turn: int) -> Job:
    if submission.dedup_key is not None:
        pass_on([submission.dedup_key], fresh)
    job = new_job(submission, turn)
    db.session.add(job)
    if submission.file is not None:
        db.session.flush()
        db.session.add(submission.file.upload(job.key))
    db.session.commit()
    return job


def pass_on(dedup_keys: list[str], fresh: bool) -> None:
    """Take deduplication keys from the jobs that have them, live ones only if `fresh`: they are
    unique, and new jobs need them. Without a commit."""
    holders = sa.select(Job.key).where(Job.dedup_key.in_(dedup_keys))
    if not fresh:
        holders = holders.where(Job.ended_at.is_not(None))
    # In the order of their keys, as the end of a collection locks them.
    locked = holders.order_by(Job.key).with_for_update()
    query = sa.update(Job).where(Job.key.in_(locked)).values(dedup_key=None)
    db.session.execute(query, execution_options=UNSYNCHRONIZED)


def new_job(
    submission: Submission, turn: int, *, kind: str = "count", status: str = "queued"
) -> Job:
    """The row of a submission, not yet in the database."""
    return Job(
        key=uuid.uuid4(),
        kind=kind,
        status=status,
        url=submission.url,
        scheme_assumed=submission.scheme_assumed,
        text=submission.text,
        title=submission.title,
        source=submission.source,
        language=submission.language,
        reader=submission.reader,
        dedup_key=submission.dedup_key,
        body_digest=submission.body_digest,
        token_digest=digest_of(submission.token),
        client=submission.client,
        turn=turn,
        long=submission.text is not None and submission.size >= turns.LONG_TEXT,
    )


def give_token(job: Job, submission: Submission) -> None:
    """Let a retry of the submission that made a job remove it: the first answer may be lost."""
    job.token_digest = digest_of(submission.token)
    db.session.commit()


def count_queued(limit: int) -> int:
    """The number of queued jobs; counting stops at `limit`."""
    queued = sa.select(Job.key).where(IS_QUEUED).limit(limit).subquery()
    return db.session.scalar(sa.select(sa.func.count()).select_from(queued)) or 0
