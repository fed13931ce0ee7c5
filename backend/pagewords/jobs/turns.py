"""Whose turn it is: the order in which queued jobs start, so that no client holds up another.

Each job gets a turn when it is accepted: the turn of the queue's head or of the client's own last
job, whichever is later, and the work of the job added. So a client's jobs follow each other at the
distance of their work, and another client's first job comes among the next ones. This is
self-clocked fair queueing (Golestani, "A self-clocked fair queueing scheme for broadband
applications", 1994); a job whose turn has come is not overtaken by later ones for ever. A free
worker then takes, of the jobs whose turn is near, one of the client with the fewest at work.

Long jobs of several clients could still hold all workers. So clients with long jobs are together as
one more client: what they all have at work counts against each of them.
"""

import uuid
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from pagewords.models import IS_QUEUED, IS_STARTED, IS_WAITING, Job, db

#: The work of a job; and the bytes of a known text that make one unit more.
WORK, BYTES = 1_000, 100
#: The bytes of a text whose job is long from the start.
LONG_TEXT = 500_000
#: How many times the limit of the queue the first job of a client may meet.
NEWCOMERS = 2
#: Queued jobs among which a worker chooses, so many short ones and as many long ones: the turns of
#: one client's jobs lie apart, so that dozens of clients have some of theirs there.
CANDIDATES = 50

_ORDER = (Job.turn, Job.created_at, Job.key)
_UNSYNCHRONIZED = {"synchronize_session": False}


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
    head = sa.select(Job.turn).where(IS_QUEUED).order_by(*_ORDER).limit(1).scalar_subquery()
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

    It is that client's then, and also where that client is lighter and has no job that waits. It
    stays as it is where that client is heavier, or has `client_limit` waiting jobs.
    """
    queue = look(client, client_limit or 1)
    if client_limit is not None and queue.own >= client_limit:
        return
    at_work = AtWork(*standing())
    weight, its = at_work.weight(client), at_work.weight(job.client or "")
    if weight > its:
        return
    turn = queue.turn_after(size)
    query = sa.update(Job).where(Job.key == job.key, Job.status == "queued")
    if queue.own or weight == its:
        query = query.where(Job.turn > turn)
    sooner = sa.case((Job.turn > turn, turn), else_=Job.turn)
    db.session.execute(query.values(turn=sooner, client=client), execution_options=_UNSYNCHRONIZED)
    db.session.commit()


def next_in_turn() -> tuple[uuid.UUID, int] | None:
    """The key and the attempt of the job that a free worker should claim; None if none waits."""
    waiting, started = standing()
    chosen = choose(waiting, started)
    return chosen and (chosen.key, chosen.attempt)


def position(job: Job) -> int:
    """A job's place in the queue; 1 is the next to start. Later jobs of others may come before."""
    before = sa.tuple_(*_ORDER) <= sa.tuple_(
        sa.literal(job.turn), sa.literal(job.created_at), sa.literal(job.key, sa.Uuid())
    )
    query = sa.select(sa.func.count()).where(IS_QUEUED, before)
    return max(db.session.scalar(query) or 0, 1)


def standing() -> tuple[list[sa.Row[Any]], list[sa.Row[Any]]]:
    """The queued jobs whose turn is nearest, the nearest first, and the started ones, the first
    started first. The queued ones are `CANDIDATES` short and as many long ones."""
    names = (Job.key, Job.attempt, Job.client, Job.turn, Job.created_at, Job.enqueued_at)
    # Queued ones may have been started before, which their index does not have and nobody asks.
    queued = sa.literal("queued").label("status")
    never = sa.null().cast(sa.BigInteger).label("started_at")
    nearest = (
        sa.select(*names, sa.literal(long).label("long"), queued, never)
        .where(IS_QUEUED, Job.long if long else ~Job.long)
        .order_by(*_ORDER)
        .limit(CANDIDATES)
        .subquery()
        for long in (True, False)
    )
    at_work = sa.select(*names, Job.long, sa.literal("started"), Job.started_at).where(IS_STARTED)
    query = sa.union_all(*(sa.select(part) for part in nearest), at_work)
    query = query.order_by("turn", "created_at", "key")
    waiting: list[sa.Row[Any]] = []
    started: list[sa.Row[Any]] = []
    for job in db.session.execute(query):
        (started if job.status == "started" else waiting).append(job)
    return waiting, sorted(started, key=lambda job: job.started_at)


def with_job(waiting: Sequence[sa.Row[Any]], job: sa.Row[Any]) -> list[sa.Row[Any]]:
    """The queued jobs that `standing` would find if one that is at work were queued again."""
    queue = sorted([*waiting, job], key=lambda one: (one.turn, one.created_at, one.key))
    kind = [one for one in queue if one.long == job.long]
    beyond = kind[CANDIDATES:]
    return [one for one in queue if one not in beyond]


def choose(waiting: Sequence[sa.Row[Any]], started: Sequence[sa.Row[Any]]) -> sa.Row[Any] | None:
    """The job that a free worker should claim: of the lightest client, the one whose turn is
    nearest; None if none waits."""
    at_work = AtWork(waiting, started)
    # In the order of their turns, of which `min` takes the first.
    return min(waiting, key=lambda job: at_work.weight(job.client), default=None)


class AtWork:
    """How many jobs of each client are at work. Those clients are slow of whom a job that waits or
    is at work is long: what they send next most likely is, too."""

    def __init__(self, waiting: Sequence[sa.Row[Any]], started: Sequence[sa.Row[Any]]) -> None:
        """Count what `standing` has found."""
        self._own = Counter(job.client for job in started)
        self._slow = {job.client for job in (*waiting, *started) if job.long}

    def held(self, client: str) -> int:
        """How many workers a client holds, or all slow ones together if it is one of them."""
        return max(self._own[client], self._of_slow(client))

    def weight(self, client: str) -> int:
        """What decides whose job is next, the lightest client's: its jobs at work, and if it is
        slow those of all slow ones."""
        return self._own[client] + self._of_slow(client)

    def _of_slow(self, client: str) -> int:
        return sum(self._own[slow] for slow in self._slow) if client in self._slow else 0
