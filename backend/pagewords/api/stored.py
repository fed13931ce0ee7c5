"""Answers from stored results, with caches and ETags.

A result never changes until it is removed, so this process caches decoded indexes and answers. What
has to be made is charged to the client's time for reads. The database is asked at most once in
`SEEN_FOR` seconds whether a result still exists. ETags differ between versions of the program,
because their answers may differ.
"""

import hashlib
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask import Response, json, request, url_for
from sqlalchemy.exc import NoResultFound

from pagewords.api.answers import Answers
from pagewords.api.clients import client_of_request
from pagewords.api.jobs import answer, expired, find
from pagewords.errors import Problem
from pagewords.models import Job, Result, db, rfc3339
from pagewords.services import services_of
from pagewords.stats import Index, decode

#: Seconds for which a result that existed is assumed to exist.
SEEN_FOR = 1.0
#: Results of which it is known that they existed; cached indexes, and the occurrences that they may
#: have together: each takes about 100 bytes with what is computed from it.
RESULTS, INDEXES, OCCURRENCES = 1_000, 8, 1_500_000
#: Seconds that clients may keep an answer without asking again.
MAX_AGE = 60

#: A body, whole or in parts, and its content type.
Made = tuple[bytes | Iterator[bytes], str]


class _Found(NamedTuple):
    """A result that existed a moment ago; that of a pasted text is private."""

    key: uuid.UUID
    private: bool
    until: float


class _Seen:
    """Which results existed a moment ago."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: dict[uuid.UUID, _Found] = {}

    def get(self, key: uuid.UUID) -> _Found | None:
        found = self._found.get(key)
        return found if found is not None and found.until > time.monotonic() else None

    def add(self, job: Job) -> _Found:
        moment = time.monotonic()
        found = _Found(job.key, job.url is None, moment + SEEN_FOR)
        with self._lock:
            if len(self._found) >= RESULTS:
                self._found = {key: one for key, one in self._found.items() if one.until > moment}
            self._found[job.key] = found
        return found


_seen = _Seen()


_answers = Answers()


def edition(package: Path) -> bytes:
    """A digest of the code that makes answers from stored results."""
    sources = sorted(path for part in ("api", "stats") for path in (package / part).glob("*.py"))
    digest = hashlib.blake2b(digest_size=12)
    for path in sources:
        digest.update(path.read_bytes())
    return digest.digest()


_EDITION = edition(Path(__file__).parent.parent)


def respond(
    key: str, what: str, make: Callable[[uuid.UUID], Made], *, private: bool = False
) -> Response:
    """Answer with what `make` makes of a finished job; `what` tells two answers of one key apart.

    202 while the job has not ended, 404 with the job's own code if it failed. Shared caches may not
    keep an answer that is `private` or of a pasted text.
    """
    found = _find(key)
    if isinstance(found, Job):
        return answer(found, 202)
    tag = hashlib.blake2b(f"{found.key} {what}".encode(), digest_size=12, key=_EDITION).hexdigest()
    if request.if_none_match.contains_weak(tag):
        response = Response(status=304)
    else:
        try:
            body, content_type = _made((found.key, request.endpoint, what), make)
        except NoResultFound:
            # Retention has removed it a moment ago.
            raise expired() from None
        response = Response(body, content_type=content_type)
    response.set_etag(tag)
    audience = "private" if private or found.private else "public"
    response.headers["Cache-Control"] = f"{audience}, max-age={MAX_AGE}"
    return response


def _made(name: tuple[uuid.UUID, str | None, str], make: Callable[[uuid.UUID], Made]) -> Made:
    """A cached answer, or a new one, whose time the client is charged for."""
    if (kept := _answers.get(name)) is not None:
        return kept
    limiter, client = services_of().rate_limiter, client_of_request()
    limiter.check_reads(client)
    with limiter.charge(client):
        body, content_type = make(name[0])
    if isinstance(body, bytes):
        _answers.add(name, body, content_type)
        return body, content_type
    return _charged(body, client), content_type


def _charged(parts: Iterator[bytes], client: str) -> Iterator[bytes]:
    """The parts of an answer, as long as the client is there; it is charged for their time."""
    limiter = services_of().rate_limiter
    has_hung_up = request.environ.get("waitress.client_disconnected", lambda: False)

    def charge() -> Iterator[bytes]:
        while not has_hung_up():
            with limiter.charge(client):
                part = next(parts, None)
            if part is None:
                break
            yield part

    return charge()


def _find(key: str) -> _Found | Job:
    """A finished job, or the job if it has not ended; raises a `Problem`."""
    try:
        identity = uuid.UUID(key)
    except ValueError:
        identity = None
    if identity is not None and (found := _seen.get(identity)) is not None:
        return found
    job = find(key)
    if job.status == "failed":
        raise Problem(404, job.error_code or "gave_up", job.error_detail or "The job failed.")
    if not job.ended:
        return job
    return _seen.add(job)


def head(identity: uuid.UUID) -> Made:
    """A result with its ten most frequent words."""
    row = db.session.get_one(Result, identity)
    here = url_for("results.OneResult", key=identity)
    body = {
        "key": str(identity),
        "url": row.url,
        "final_url": row.final_url,
        "title": row.title,
        "source": row.source,
        "language": row.language,
        "approximate": row.approximate,
        "fetched_at": rfc3339(row.fetched_at),
        "main_confidence": row.main_confidence,
        "totals": row.totals,
        # Those of older results were stored without a class.
        "words": [{**word, "class": word.get("class")} for word in row.words],
        "links": {
            "self": here,
            "words": f"{here}/words",
            "contexts": f"{here}/contexts",
            "text": f"{here}/text",
            "page": f"/?key={identity}",
        },
    }
    return dump(body), "application/json"


def title(key: str) -> str:
    """The title of a result; empty if it has none or was removed."""
    stored = sa.select(Result.title).where(Result.key == uuid.UUID(key))
    return db.session.scalar(stored) or ""


class _Indexes:
    """The decoded indexes of the latest results, least recently used first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cache: OrderedDict[uuid.UUID, Index] = OrderedDict()

    def get(self, identity: uuid.UUID) -> Index:
        with self._lock:
            if identity in self._cache:
                self._cache.move_to_end(identity)
                return self._cache[identity]
        stored = sa.select(Result.index).where(Result.key == identity)
        found = decode(db.session.scalars(stored).one())
        with self._lock:
            self._cache[identity] = found
            while len(self._cache) > 1 and self._is_full():
                self._cache.popitem(last=False)
        return found

    def _is_full(self) -> bool:
        return (
            len(self._cache) > INDEXES
            or sum(one.size for one in self._cache.values()) > OCCURRENCES
        )


_indexes = _Indexes()


def index(identity: uuid.UUID) -> Index:
    """A result's index; raises NoResultFound if it was removed."""
    return _indexes.get(identity)


def dump(body: Any) -> bytes:
    """JSON that keeps the order of members."""
    return (json.dumps(body) + "\n").encode()
