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
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask import Response, json, request, url_for
from sqlalchemy.exc import NoResultFound

from pagewords.api import indexes
from pagewords.api.answers import CODINGS, NAME, ONE_ANSWER_BYTES, Answers, Compressed
from pagewords.api.clients import client_of_request
from pagewords.api.job_answers import answer, error_of, expired, find
from pagewords.api.large_reads import AlreadyMade, new_turn, own_turn, turns
from pagewords.api.waiting import client_has_hung_up
from pagewords.errors import Problem
from pagewords.models import Job, Result, as_key, db, rfc3339
from pagewords.services import services_of
from pagewords.stats import count_totals

#: Seconds for which a result that existed is assumed to exist.
SEEN_FOR = 1.0
#: Results of which it is known that they existed.
RESULTS = 1_000
#: Seconds that clients may keep an answer without asking again.
MAX_AGE = 60
#: Bytes of a part of a body that is too large to be kept.
PART_BYTES = 500_000

#: A body, whole or in parts, and its content type.
Made = tuple[bytes | Iterator[bytes], str]
#: What tells two answers apart: the result, the endpoint and what was asked.
Name = tuple[uuid.UUID, str | None, str]


class _Found(NamedTuple):
    """A result that existed a moment ago; that of a pasted text is private."""

    key: uuid.UUID
    private: bool
    until: float


class _Sent(NamedTuple):
    """A body, its content type, and its bytes where it is sent in parts and they are known."""

    body: bytes | Iterator[bytes]
    content_type: str
    size: int | None = None


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

    def forget(self, key: uuid.UUID) -> None:
        with self._lock:
            self._found.pop(key, None)


_seen = _Seen()

_answers = Answers()
compressed = Compressed(_answers)


def edition(package: Path) -> bytes:
    """A digest of the code that makes answers from stored results."""
    sources = sorted(path for part in ("api", "stats") for path in (package / part).glob("*.py"))
    digest = hashlib.blake2b(digest_size=12)
    for path in sources:
        digest.update(path.read_bytes())
    return digest.digest()


def forget(keys: Iterable[uuid.UUID]) -> None:
    """Drop what this process keeps of removed results.

    Other processes notice within `SEEN_FOR` seconds that they are gone.
    """
    gone = frozenset(keys)
    for key in gone:
        _seen.forget(key)
        indexes.forget(key)
    _answers.forget(lambda name: name[0] in gone)


_EDITION = edition(Path(__file__).parent.parent)


def respond(
    key: str,
    what: str,
    make: Callable[[uuid.UUID], Made],
    *,
    whole: bool = False,
    cost: int = 1,
    private: bool = False,
) -> Response:
    """Answer with what `make` makes of a finished job; `what` tells two answers of one key apart.

    202 while the job has not ended, 404 with the job's own code if it failed. `whole` says
    whether it is a whole table, `cost` what a part of it costs, in lists of the page. Shared caches
    may not keep an answer that is `private` or of a pasted text.
    """
    # A comparison answers for both of its results.
    request.environ.pop(NAME, None)
    found = _find(key)
    if isinstance(found, Job):
        return answer(found, 202)
    tag = hashlib.blake2b(f"{found.key} {what}".encode(), digest_size=12, key=_EDITION).hexdigest()
    if (known := _known(tag)) is not None:
        response = Response(status=304)
    else:
        name = found.key, request.endpoint, what
        kept = _answers.get(name)
        sent = _Sent(*kept) if kept else _made(name, make, whole=whole, cost=cost)
        response = Response(sent.body, content_type=sent.content_type)
        request.environ[NAME] = name
        if not isinstance(sent.body, bytes):
            if sent.size is not None:
                response.content_length = sent.size
            # Of an answer to HEAD no part is asked for.
            response.call_on_close(partial(turns.end, own_turn()))
    response.set_etag(known or tag)
    audience = "private" if private or found.private else "public"
    response.headers["Cache-Control"] = f"{audience}, max-age={MAX_AGE}"
    return response


def _known(tag: str) -> str | None:
    """The ETag by which the client has the answer already, if it has: that of a compressed one ends
    with its coding."""
    tags = (tag, *(f"{tag}:{coding}" for coding in CODINGS))
    return next((one for one in tags if request.if_none_match.contains_weak(one)), None)


def _made(name: Name, make: Callable[[uuid.UUID], Made], *, whole: bool, cost: int) -> _Sent:
    """A new answer, whose time the client is charged for; kept unless it is sent in parts, as a
    large one is: to compress it takes longer than to make it, and holds as many bytes again."""
    limiter, client = services_of().rate_limiter, client_of_request()
    limiter.check_reads(client)
    turn = new_turn(name, _answers.get, whole=whole, cost=cost)
    with ExitStack() as at_work:
        at_work.callback(turns.end, turn)
        try:
            with limiter.charge(client):
                body, content_type = make(name[0])
        except AlreadyMade as made:
            return _Sent(*made.answer)
        except NoResultFound:
            # Retention has removed it a moment ago.
            raise expired() from None
        if isinstance(body, bytes) and len(body) <= ONE_ANSWER_BYTES:
            _answers.add(name, body, content_type)
            return _Sent(body, content_type)
        turns.end_making(turn)
        sent = at_work.pop_all()
        if isinstance(body, bytes):
            # What is made is sent whole, whatever time its client has left.
            parts = _charged(_parts(body), client, sent, check=False)
            return _Sent(parts, content_type, len(body))
        return _Sent(_charged(body, client, sent), content_type)


def _parts(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), PART_BYTES):
        yield body[start : start + PART_BYTES]


def _charged(
    parts: Iterator[bytes], client: str, at_work: ExitStack, *, check: bool = True
) -> Iterator[bytes]:
    """The parts of an answer, as long as the client is there and, with `check`, has time for reads
    left; it is charged for them and for their compression, and `at_work` is closed when they are
    made. One that is cut is broken off: ended, it would pass for whole."""
    limiter, has_hung_up = services_of().rate_limiter, client_has_hung_up()

    def charge() -> Iterator[bytes]:
        has_begun = False
        with at_work:
            while not has_hung_up():
                with limiter.charge(client):
                    part = next(parts, None)
                    if part is None:
                        break
                    if has_begun and check:
                        limiter.check_reads(client)
                    has_begun = True
                    # It is compressed before the next one is asked for.
                    yield part

    return charge()


def _find(key: str) -> _Found | Job:
    """A finished job, or the job if it has not ended; raises a `Problem`."""
    identity = as_key(key)
    if identity is not None and (found := _seen.get(identity)) is not None:
        return found
    job = find(key)
    if job.status == "failed":
        code, detail = job.error_code or "gave_up", job.error_detail or "The job failed."
        raise Problem(404, code, detail, members={"error": error_of(job)})
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
        "totals": _totals(row),
        # Those of older results were stored without a class.
        "words": [{**word, "class": word.get("class")} for word in row.words],
        **({"entries": row.entries} if row.entries else {}),
        "links": {
            "self": here,
            "words": f"{here}/words",
            "contexts": f"{here}/contexts",
            "collocates": f"{here}/collocates",
            "text": f"{here}/text",
            "page": f"/?key={identity}",
        },
    }
    return dump(body), "application/json"


def _totals(row: Result) -> dict[str, Any]:
    """The totals of a result; counted anew where an older version stored fewer."""
    if "words_once" in row.totals["main"]:
        return row.totals
    return count_totals(indexes.index(row.key))


def title(key: str) -> str:
    """The title of a result; empty if it has none or was removed."""
    stored = sa.select(Result.title).where(Result.key == uuid.UUID(key))
    return db.session.scalar(stored) or ""


def dump(body: Any) -> bytes:
    """JSON that keeps the order of members."""
    return (json.dumps(body) + "\n").encode()
