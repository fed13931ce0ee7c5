"""The jobs that wait and those at work: which of them a free worker takes.

The first by its client's weight, by its client's recent use and by its turn. A client weighs as
much as it has jobs at work. Long jobs of several clients could still hold all workers, so slow
clients are together as one more client. Jobs of many clients that are just not long could, too:
hence recent use.
"""

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from pagewords.jobs import recent_use
from pagewords.jobs.recent_use import RecentUse
from pagewords.models import IS_QUEUED, IS_STARTED, Job, db

#: The order of turns.
ORDER = (Job.turn, Job.created_at, Job.key)
#: Queued jobs among which a worker chooses, so many short ones and as many long ones: the turns of
#: one client's jobs lie apart, so that dozens of clients have some of theirs there.
CANDIDATES = 50

Row = sa.Row[Any]


class Schedule:
    """The queued jobs whose turn is nearest, the nearest first: `CANDIDATES` short and as many long
    ones; and the started ones, the first started first.

    A client is slow if one of these jobs is long, and for some time after a long job: its next one
    most likely is long, too.
    """

    def __init__(self, waiting: Sequence[Row], started: Sequence[Row], recent: RecentUse) -> None:
        self.waiting = waiting
        self.started = started
        self._recent = recent
        self._own = Counter(job.client for job in started)
        self._slow = {*recent.slow, *(job.client for job in (*waiting, *started) if job.long)}
        self._of_slow = sum(self._own[client] for client in self._slow)

    @classmethod
    def load(cls) -> "Schedule":
        """Read the jobs that wait and those at work, and what clients have lately had."""
        # Before the database is asked: no transaction stays open while Redis hangs.
        recent = recent_use.known()
        waiting: list[Row] = []
        started: list[Row] = []
        for job in db.session.execute(_query()):
            (started if job.status == "started" else waiting).append(job)
        return cls(waiting, sorted(started, key=lambda job: job.started_at), recent)

    def queued_again(self, job: Row) -> "Schedule":
        """The same, if one of the jobs at work were queued again."""
        queue = sorted([*self.waiting, job], key=lambda one: (one.turn, one.created_at, one.key))
        kind = [one for one in queue if one.long == job.long]
        beyond = kind[CANDIDATES:]
        waiting = [one for one in queue if one not in beyond]
        return Schedule(waiting, [one for one in self.started if one is not job], self._recent)

    def next(self, since: float = math.inf) -> Row | None:
        """The job that a free worker should claim: of the client that is first, the one whose turn
        is nearest; None if none waits. Only jobs are looked at that have waited `since` then."""
        waiting = (job for job in self.waiting if job.enqueued_at <= since)
        # In the order of their turns, of which `min` takes the first.
        return min(waiting, key=lambda job: self.rank(job.client), default=None)

    def rank(self, client: str) -> tuple[int, float]:
        """The order of clients, the lowest first: by weight, then by recent use."""
        return self.weight(client), self._recent.until.get(client, 0.0)

    def held(self, client: str) -> int:
        """How many workers a client holds, or all slow ones together if it is one of them."""
        return self._of_slow if client in self._slow else self._own[client]

    def weight(self, client: str) -> int:
        """What decides whose job is next, the lightest client's: its jobs at work, and if it is
        slow those of all slow ones."""
        return self._own[client] + (self._of_slow if client in self._slow else 0)


def _query() -> sa.CompoundSelect[Any]:
    names = (Job.key, Job.attempt, Job.client, Job.turn, Job.created_at, Job.enqueued_at)
    # Queued ones may have been started before, which their index does not have and nobody asks.
    queued = sa.literal("queued").label("status")
    never = sa.null().cast(sa.BigInteger).label("started_at")
    nearest = (
        sa.select(*names, sa.literal(long).label("long"), queued, never)
        .where(IS_QUEUED, Job.long if long else ~Job.long)
        .order_by(*ORDER)
        .limit(CANDIDATES)
        .subquery()
        for long in (True, False)
    )
    at_work = sa.select(*names, Job.long, sa.literal("started"), Job.started_at).where(IS_STARTED)
    query = sa.union_all(*(sa.select(part) for part in nearest), at_work)
    return query.order_by("turn", "created_at", "key")
