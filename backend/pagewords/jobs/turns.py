"""Whose turn it is: the order in which queued jobs start, so that no client holds up another.

Each job gets a turn when it is accepted: the turn of the queue's head or of the client's own last
job, whichever is later, and the work of the job added. So a client's jobs follow each other at the
distance of their work, and another client's first job comes among the next ones. This is
self-clocked fair queueing (Golestani, "A self-clocked fair queueing scheme for broadband
applications", 1994); a job whose turn has come is not overtaken by later ones for ever. `schedule`
chooses among the jobs whose turn is near.
"""

from typing import NamedTuple

import sqlalchemy as sa

from pagewords.jobs.schedule import ORDER, Schedule
from pagewords.models import IS_QUEUED, IS_WAITING, UNSYNCHRONIZED, Job, db

#: The work of a job; and the bytes of a known text that make one unit more.
WORK, BYTES = 1_000, 100
#: The bytes of a text whose job is long from the start.
LONG_TEXT = 500_000
#: How many times the limit of the queue the first job of a client may meet.
NEWCOMERS = 2


class Queue(NamedTuple):
    """The queue as a client's submission finds it: how many jobs, how many of its own, its head's
    turn, and that of the client's last job; collections that wait for their members are its own."""

    length: int
    own: int
    head: int | None
    last: int | None

    def turn_after(self, size: int) -> int:
        """The turn of the client's next job, with a known text of so many bytes."""
        return max(self.head or 0, self.last or 0) + WORK + size // BYTES

    def is_full(self, added: int, limit: int) -> bool:
        """Whether so many more jobs are too many. A client of whom none waits may have twice as
        many before it: a few that fill the queue refuse nobody else."""
        return self.length + added > (limit if self.own else NEWCOMERS * limit)


def look(client: str, limit: int) -> Queue:
    """The queue as a client finds it; counting stops at `limit`."""
    own = sa.and_(IS_QUEUED, Job.client == client)
    head = sa.select(Job.turn).where(IS_QUEUED).order_by(*ORDER).limit(1).scalar_subquery()
    # A collection waits for its members, and will be queued one day.
    waiting = sa.and_(IS_WAITING, Job.client == client)
    parts = (
        _count(IS_QUEUED, limit),
        _count(own, limit) + _count(waiting, limit),
        head,
        _last(own),
        _last(waiting),
    )
    length, count, first, *last = db.session.execute(sa.select(*parts)).one()
    return Queue(length, count, first, max((turn for turn in last if turn), default=None))


def _last(condition: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.max(Job.turn)).where(condition).scalar_subquery()


def _count(condition: sa.ColumnElement[bool], limit: int) -> sa.ScalarSelect[int]:
    some = sa.select(Job.key).where(condition).limit(limit).subquery()
    return sa.select(sa.func.count()).select_from(some).scalar_subquery()


def hasten(job: Job, client: str, size: int, client_limit: int | None) -> None:
    """Give a queued job that a second client waits for that client's turn, if it is sooner.

    It is that client's then, and also where that client comes before the one that has it and has no
    job that waits. It stays as it is where that client comes after, or has `client_limit` waiting
    jobs.
    """
    # Before the database is asked: no transaction stays open while Redis hangs.
    schedule = Schedule.load()
    queue = look(client, client_limit or 1)
    if client_limit is not None and queue.own >= client_limit:
        return
    rank, its = schedule.rank(client), schedule.rank(job.client or "")
    if rank > its:
        return
    turn = queue.turn_after(size)
    query = sa.update(Job).where(Job.key == job.key, Job.status == "queued")
    if queue.own or rank == its:
        query = query.where(Job.turn > turn)
    sooner = sa.case((Job.turn > turn, turn), else_=Job.turn)
    db.session.execute(query.values(turn=sooner, client=client), execution_options=UNSYNCHRONIZED)
    db.session.commit()


def position(job: Job) -> int:
    """A job's place by turns, from 1. A free worker may take another client's job before it."""
    before = sa.tuple_(*ORDER) <= sa.tuple_(
        sa.literal(job.turn), sa.literal(job.created_at), sa.literal(job.key, sa.Uuid())
    )
    query = sa.select(sa.func.count()).where(IS_QUEUED, before)
    return max(db.session.scalar(query) or 0, 1)
