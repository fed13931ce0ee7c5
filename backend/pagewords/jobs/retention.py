"""Removes old results: `python -m pagewords.jobs.retention`, and the supervisor on a timer.

Results of pages and of pasted texts have separate ages; a collection, whose result holds the texts
of its members, goes with the first of them. What failed goes when a page's result would. Of a job
that was removed the key, the times and how it ended stay, so that the API answers 410 and not 404.
Any number of copies may run: each removes a batch in one short transaction and skips rows that
another has locked.
"""

import sys
import time

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from pagewords import config, create_app
from pagewords.config import Settings
from pagewords.jobs.collection import PAUSE, collections_with, within
from pagewords.jobs.removal import forget
from pagewords.models import (
    IS_FAILED,
    IS_TEXT,
    UNSYNCHRONIZED,
    CollectionMember,
    Job,
    Result,
    db,
    now,
)

#: Results removed in one transaction, besides the collections that hold their texts; and their
#: bytes, unless one alone has more.
BATCH, BATCH_BYTES = 200, 300_000_000
_DAY = 86_400_000


def remove_batch(settings: Settings) -> int:
    """Remove at most `BATCH` results of pages, as many of texts and as many jobs that failed;
    returns how many it removed."""
    moment = now()
    ages = (
        (Result.url.is_not(None), settings.result_days),
        (IS_TEXT, settings.text_days),
    )
    removed = sum(_remove(kind, moment - days * _DAY) for kind, days in ages if days)
    # Members of collections are passed over each time, so these go first.
    if settings.result_days and not removed:
        removed += _remove_failed(moment - settings.result_days * _DAY)
    return removed


def _remove(kind: sa.ColumnElement[bool], before: int) -> int:
    chosen = (
        sa.select(Result.key, sa.func.length(Result.index))
        .join(Job, Job.key == Result.key)
        .where(kind, Result.fetched_at < before, Job.removed_at.is_(None))
        .order_by(Result.fetched_at)
        .limit(BATCH)
        .with_for_update(of=Job, skip_locked=True)
    )
    keys = within({row[0]: row[1] for row in db.session.execute(chosen)}, BATCH_BYTES)
    if not keys:
        db.session.rollback()
        return 0
    if db.engine.dialect.name == "sqlite":
        # From its first write on it lets nobody else write, such as a collection's end.
        locked = sa.update(Job).where(Job.key.in_(keys)).values(removed_at=Job.removed_at)
        db.session.execute(locked, execution_options=UNSYNCHRONIZED)
    gone, are_more = collections_with(keys)
    if not are_more:
        # A page may stand in thousands of collections; it waits until they are gone.
        gone += keys
    forget(gone)
    db.session.commit()
    return len({*gone})


def _remove_failed(before: int) -> int:
    """Remove jobs that failed before a time; one of a collection goes after it."""
    # For each row by an index; PostgreSQL would read all members for a "not exists".
    collection = sa.select(CollectionMember.collection).where(CollectionMember.member == Job.key)
    chosen = (
        sa.select(Job.key)
        .where(IS_FAILED, Job.ended_at < before, collection.limit(1).scalar_subquery().is_(None))
        .order_by(Job.ended_at)
        .limit(BATCH)
        .with_for_update(of=Job, skip_locked=True)
    )
    if keys := db.session.scalars(chosen).all():
        forget(keys)
    db.session.commit()
    return len(keys)


class Timer:
    """Removes a batch when one is due: soon after one that was not empty, else after a pause."""

    #: Seconds.
    SOON, LATER = 1.0, 600.0

    def __init__(self) -> None:
        self._due = 0.0

    def tick(self, settings: Settings) -> None:
        """Remove a batch if one is due."""
        moment = time.monotonic()
        if moment >= self._due:
            self._due = moment + self.LATER
            if remove_batch(settings):
                self._due = moment + self.SOON


def main() -> int:
    """Remove all old results and print their number."""
    try:
        settings = config.from_environment()
        total = 0
        with create_app(settings).app_context():
            while removed := remove_batch(settings):
                total += removed
                time.sleep(PAUSE)
    except config.SettingsError as error:
        print(f"pagewords: {error}", file=sys.stderr)
        return 1
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
        print(f"pagewords: The database cannot be used: {reason}", file=sys.stderr)
        return 1
    print(f"Results removed: {total}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
