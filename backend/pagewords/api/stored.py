"""Answers from stored results: found, kept ready for a moment, tagged, and cached by clients.

A result never changes until it is removed. What was made of it is therefore kept in this process,
and the database is asked at most once in `SEEN_FOR` seconds whether the result is still there.
"""

import hashlib
import threading
import time
import uuid
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import Response, json, request, url_for

from pagewords.api.jobs import answer, find
from pagewords.errors import Problem
from pagewords.models import Job, Result, db, rfc3339
from pagewords.stats import Index

#: Seconds for which a result that was there is taken to be there still.
SEEN_FOR = 1.0
#: Results whose answer is kept, and results whose text and occurrences are kept unpacked.
ANSWERS, INDEXES = 1_000, 8
#: Seconds that clients may keep an answer without asking again.
MAX_AGE = 60

#: A body, its content type, and whether only the asking client may keep it.
Made = tuple[bytes, str, bool]


class _Seen:
    """Which results were there, a moment ago."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until: dict[uuid.UUID, float] = {}

    def __contains__(self, key: uuid.UUID) -> bool:
        return self._until.get(key, 0.0) > time.monotonic()

    def add(self, key: uuid.UUID) -> None:
        moment = time.monotonic()
        with self._lock:
            if len(self._until) >= ANSWERS:
                self._until = {one: end for one, end in self._until.items() if end > moment}
            self._until[key] = moment + SEEN_FOR


_seen = _Seen()


def respond(key: str, what: str, make: Callable[[uuid.UUID], Made]) -> Response:
    """Answer with what `make` makes of a finished job; `what` tells two answers of one key apart.

    202 while the job has not ended, 404 with the job's own code where it failed.
    """
    identity = _find(key)
    if isinstance(identity, Job):
        response = answer(identity, 202)
        del response.headers["Location"]
        return response
    tag = hashlib.blake2b(f"{identity} {what}".encode(), digest_size=12).hexdigest()
    if request.if_none_match.contains(tag):
        response = Response(status=304)
        private = False
    else:
        body, content_type, private = make(identity)
        response = Response(body, content_type=content_type)
    response.set_etag(tag)
    audience = "private" if private else "public"
    response.headers["Cache-Control"] = f"{audience}, max-age={MAX_AGE}"
    return response


def _find(key: str) -> uuid.UUID | Job:
    """The key of a finished job, or the job where it has not ended; raises a `Problem` else."""
    try:
        identity = uuid.UUID(key)
    except ValueError:
        identity = None
    if identity is not None and identity in _seen:
        return identity
    job = find(key)
    if job.status == "failed":
        raise Problem(404, job.error_code or "gave_up", job.error_detail or "The job failed.")
    if not job.ended:
        return job
    _seen.add(job.key)
    return job.key


@lru_cache(maxsize=ANSWERS)
def head(identity: uuid.UUID) -> Made:
    """The result itself, with its ten most frequent words."""
    row = db.session.get_one(Result, identity)
    here = url_for("results.OneResult", key=identity)
    body = {
        "key": str(identity),
        "url": row.url,
        "final_url": row.final_url,
        "title": row.title,
        "language": row.language,
        "approximate": row.approximate,
        "fetched_at": rfc3339(row.fetched_at),
        "totals": row.totals,
        "words": row.words,
        "links": {
            "self": here,
            "words": f"{here}/words",
            "contexts": f"{here}/contexts",
            "page": f"/?key={identity}",
        },
    }
    return dump(body), "application/json", row.url is None


@lru_cache(maxsize=INDEXES)
def index(identity: uuid.UUID) -> tuple[Index, bool]:
    """A result's text and occurrences, unpacked, and whether they are of a pasted text."""
    row = db.session.get_one(Result, identity)
    return Index.from_bytes(row.index), row.url is None


def dump(body: Any) -> bytes:
    """JSON whose members keep their order."""
    return (json.dumps(body) + "\n").encode()
