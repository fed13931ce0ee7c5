"""Whether a job can be kept: a row is written and taken back, and the disk has room."""

import logging
import math
import shutil
import threading
import time
import uuid
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from pagewords.models import Job, db

log = logging.getLogger(__name__)

#: Bytes that the disk of a SQLite database has to have left.
ROOM = 100_000_000
#: Seconds after a good try in which the database is only asked whether it answers.
TRY_EVERY = 1.0
#: What the texts of errors say of their cause.
_CAUSES = {
    "no such table": "unmigrated",
    "no such column": "unmigrated",
    "does not exist": "unmigrated",
    "locked": "locked",
    "full": "full",
    "no space": "full",
    "not a database": "broken",
    "malformed": "broken",
    "readonly": "read_only",
    "read-only": "read_only",
    "unable to open": "unopened",
    "no such file": "unopened",
}
_SENTENCES = {
    "unmigrated": "The tables are missing or old: run python -m pagewords.serving.migrate.",
    "locked": "Another process keeps the database locked.",
    "full": "The disk of the database is full.",
    "broken": "The file is no SQLite database, or it is damaged: restore a backup.",
    "read_only": "The database cannot be written.",
    "unopened": "The file cannot be opened: its folder must be there, and it must be writable.",
    "away": "The database does not answer.",
    "ok": "Jobs can be kept.",
}


class _Readiness:
    """What was found last, and when a job was last tried."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._states: dict[str, tuple[str, float]] = {}

    def look(self) -> str:
        name, asked = str(db.engine.url), time.monotonic()
        with self._lock:
            state, tried = self._states.get(name, ("ok", -math.inf))
            if tried > asked:
                # Another's try has ended since: a locked file takes seconds, and not of each.
                return state
            write = asked >= tried + TRY_EVERY or state != "ok"
            found = _try(write=write)
            self._states[name] = found, time.monotonic() if write else tried
        if found != state:
            level = logging.WARNING if found == "ok" else logging.ERROR
            log.log(level, "readiness", extra={"status": found, "reason": _SENTENCES[found]})
        return found


_readiness = _Readiness()


def look() -> str:
    """`ok`, or why no job can be kept, in a word of `_SENTENCES`; a change is logged."""
    return _readiness.look()


def _try(*, write: bool) -> str:
    try:
        if not _has_room():
            return "full"
        db.session.execute(sa.text("SELECT 1"))
        if write:
            _write()
    except (SQLAlchemyError, OSError) as error:
        text = str(getattr(error, "orig", error)).lower()
        return next((state for sign, state in _CAUSES.items() if sign in text), "away")
    finally:
        db.session.remove()
    return "ok"


def _write() -> None:
    """Insert a job and take it back; on SQLite that waits for the lock of writers, as long as a
    submission does."""
    row = {"key": uuid.uuid4(), "scheme_assumed": False, "status": "queued", "attempt": 1}
    db.session.execute(sa.insert(Job), row | {"created_at": 0, "enqueued_at": 0})
    db.session.rollback()


def _has_room() -> bool:
    """Whether the disk of a SQLite file has room; of other databases nothing is known."""
    file = db.engine.url.database
    if db.engine.dialect.name != "sqlite" or not file or file == ":memory:":
        return True
    return shutil.disk_usage(Path(file).parent).free > ROOM
