"""Collections: several jobs whose results are looked at together.

A collection is a job of its own. It is `waiting` until its members' jobs have ended; then it is
queued, and a worker merges their results into one, under the collection's key. Each member is a job
like any other: it takes its turn, and shares the result of an equal link.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from pagewords.jobs import acceptance, lifecycle, turns
from pagewords.jobs.broker import Broker
from pagewords.jobs.failure import JobError
from pagewords.jobs.submission import (
    ClientFullError,
    ContestedError,
    QueueFullError,
    Submission,
)
from pagewords.models import IS_WAITING, CollectionMember, Job, Result, db

#: Members of a collection at most.
MOST = 20
#: Why a member that was removed has no result.
REMOVED = JobError("removed", "This page was removed.")
#: Collections that are queued in one round.
BATCH = 500
#: Collections that are removed in one transaction, and their bytes unless one alone has more. There
#: may be thousands of a page, each with megabytes, and others have to write meanwhile.
AT_ONCE, BYTES_AT_ONCE = 25, 200_000_000
#: Seconds between two such transactions: SQLite lets others look whether they may write ten times a
#: second.
PAUSE = 0.2
_ACCEPT_TRIES = 5


class Accepted(NamedTuple):
    """The key of a new collection, the token that removes it, and the keys of its new members."""

    key: uuid.UUID
    token: str
    added: list[uuid.UUID]


#: The keys of equal jobs that are live or fresh, by their deduplication keys.
Known = dict[str | None, uuid.UUID]


def accept(
    members: Sequence[Submission],
    title: str,
    *,
    count_new: Callable[[Submission], None],
    limit: int,
    client_limit: int,
) -> Accepted:
    """Commit a collection and the jobs of those members that have none yet, all or nothing.

    `count_new` is called for each new member before anything is stored, if there is room for all of
    them, and may raise. Raises what `acceptance.accept` does.
    """
    client, counted = members[0].client, False
    for _ in range(_ACCEPT_TRIES):
        shared = _shared(members)
        known: Known = {job.dedup_key: job.key for job in shared}
        new = [one for one in members if one.dedup_key not in known]
        queue = turns.look(client, turns.NEWCOMERS * limit)
        # The collection is a job too.
        added = len(new) + 1
        if queue.is_full(added, limit):
            raise QueueFullError
        if queue.own + added > client_limit:
            raise ClientFullError
        if not counted:
            for one in new:
                count_new(one)
            counted = True
        # What is refused moves nothing.
        others = [job for job in shared if job.client != client]
        if not all(acceptance.join(job, client, 0, client_limit - added) for job in others):
            continue
        if others:
            queue = turns.look(client, turns.NEWCOMERS * limit)
        try:
            return _insert(members, new, known, title, queue.turn_after(0))
        except IntegrityError:
            # Another client inserted an equal member after we looked.
            db.session.rollback()
    raise ContestedError


def _shared(members: Sequence[Submission]) -> list[Job]:
    """The jobs that members share."""
    digests = [one.dedup_key for one in members]
    jobs = db.session.scalars(sa.select(Job).where(Job.dedup_key.in_(digests)))
    return [job for job in jobs if acceptance.is_reusable(job)]


def _insert(
    members: Sequence[Submission], new: list[Submission], known: Known, title: str, turn: int
) -> Accepted:
    acceptance.pass_on([one.dedup_key for one in new if one.dedup_key is not None], fresh=False)
    jobs = [acceptance.new_job(one, turn + at * turns.WORK) for at, one in enumerate(new)]
    keys = known | {job.dedup_key: job.key for job in jobs}
    whole = Submission(title=title, language=members[0].language, client=members[0].client)
    # Merging takes for each member what counting it does (`bench/collections_cost.py`).
    last = turn + (len(new) + len(members) - 1) * turns.WORK
    merged = acceptance.new_job(whole, last, kind="collection", status="waiting")
    key, added = merged.key, [job.key for job in jobs]
    # In one order for all: each waits for an equal one that another client inserts.
    db.session.add_all([*sorted(jobs, key=lambda job: job.dedup_key or ""), merged])
    db.session.flush()
    for position, one in enumerate(members):
        row = CollectionMember(collection=key, position=position, member=keys[one.dedup_key])
        db.session.add(row)
    db.session.commit()
    return Accepted(key, whole.token, added)


def list_members(key: uuid.UUID) -> list[tuple[Job, Any]]:
    """The jobs of a collection in order, each with the head of its result, or None: its `title`,
    `final_url`, `language` and `totals`."""
    head = (Result.key, Result.title, Result.final_url, Result.language, Result.totals)
    query = (
        sa.select(Job, *head)
        .join(CollectionMember, CollectionMember.member == Job.key)
        .outerjoin(Result, Result.key == Job.key)
        .where(CollectionMember.collection == key)
        .order_by(CollectionMember.position)
    )
    return [(row[0], row if row[1] is not None else None) for row in db.session.execute(query)]


def titles(key: uuid.UUID) -> list[str]:
    """The titles of a collection's pages in order; of one without a title its link."""
    members = list_members(key)
    return [(head and head.title) or job.url or "(removed)" for job, head in members]


def release(broker: Broker, key: uuid.UUID) -> bool:
    """Queue a collection whose members have ended; False if it was not waiting any more."""
    released = lifecycle.end_waiting(key)
    if released:
        broker.enqueue(key, 1)
    return released


def release_ready(broker: Broker) -> int:
    """Queue all collections whose members have ended; returns how many."""
    member = aliased(Job)
    live = (
        sa.select(CollectionMember.position)
        .join(member, member.key == CollectionMember.member)
        .where(CollectionMember.collection == Job.key, member.ended_at.is_(None))
        .exists()
    )
    ready = sa.select(Job.key).where(IS_WAITING, ~live).order_by(Job.created_at).limit(BATCH)
    return sum(release(broker, key) for key in db.session.scalars(ready).all())


def collections_with(keys: Sequence[uuid.UUID]) -> tuple[list[uuid.UUID], bool]:
    """The collections that have ended and hold the text of one of some results, as many as may be
    removed at once, and whether there may be more. One that has not ended goes on without it, also
    if it is being merged: see `lifecycle.finish`.

    They are locked in the order of their keys, and members before them, so that two removals never
    both wait for each other.
    """
    ended_at = sa.select(Job.ended_at).where(Job.key == CollectionMember.collection)
    whole = aliased(Result)
    size = sa.select(sa.func.length(whole.index)).where(whole.key == CollectionMember.collection)
    query = (
        sa.select(CollectionMember.collection, size.scalar_subquery())
        .join(Result, Result.key == CollectionMember.member)
        .where(CollectionMember.member.in_(keys), ended_at.scalar_subquery().is_not(None))
        .limit(AT_ONCE)
    )
    rows = db.session.execute(query).all()
    sizes = {key: size or 0 for key, size in rows}
    found = within(sizes, BYTES_AT_ONCE)
    if found:
        locked = sa.select(Job.key).where(Job.key.in_(found)).order_by(Job.key)
        # Foreign keys of results that are stored now need not wait.
        db.session.execute(locked.with_for_update(key_share=True))
    return found, len(rows) == AT_ONCE or len(found) < len(sizes)


def within(sizes: Mapping[uuid.UUID, int], most: int) -> list[uuid.UUID]:
    """The first of some results that have no more than `most` bytes together, at least one."""
    sums = accumulate(sizes.values())
    found = [key for key, total in zip(sizes, sums, strict=True) if total <= most]
    return found or [*sizes][:1]
