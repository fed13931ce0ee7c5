"""The tables: a job and, under the same key, its result; the file that a job waits with; and which
jobs a collection is made of.

Times are whole milliseconds since 1970 (UTC): one type, which every database sorts alike.
"""

import time
import uuid
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import DeclarativeBase, Mapped, deferred, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The declarative base: constraints have names, so that migrations can name them too."""

    metadata = sa.MetaData(naming_convention=NAMES)


class _Session(Session):
    """Flask-SQLAlchemy's session, with a `close` that does not fail.

    If the database has gone since the last statement there is nothing left to roll back, and the
    answer of the API needs the database no more.
    """

    def close(self) -> None:
        """Return the connection, or discard it if it is lost."""
        try:
            super().close()
        except sa.exc.DBAPIError:
            self.invalidate()


db = SQLAlchemy(model_class=Base, session_options={"class_": _Session})


def as_key(text: str) -> uuid.UUID | None:
    """The key in a text, such as a path; None if it is not a key as answers have it.

    Python's UUID takes braces, other digits and line breaks too.
    """
    try:
        identity = uuid.UUID(text)
    except ValueError:
        return None
    return identity if str(identity) == text.lower() else None


def now() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def rfc3339(moment: int | None) -> str | None:
    """A time of the database as RFC 3339 in UTC, such as `2026-01-31T12:00:00.000Z`."""
    if moment is None:
        return None
    text = datetime.fromtimestamp(moment / 1000, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


class Job(db.Model):  # type: ignore[name-defined]
    """The work on one URL, one pasted text, one file, the stored text of another result, or the
    results of a collection's members."""

    __tablename__ = "jobs"

    key: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    #: `count` for the words of one text; `collection` for those of its members together.
    kind: Mapped[str] = mapped_column(sa.String(10), default="count", server_default="count")
    url: Mapped[str | None] = mapped_column(sa.Text)
    scheme_assumed: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str | None] = mapped_column(sa.String(35))
    #: The primary tag of the reader's own language, which sites are asked for.
    reader: Mapped[str | None] = mapped_column(sa.String(3))
    source: Mapped[uuid.UUID | None]
    title: Mapped[str | None] = mapped_column(sa.Text)
    text: Mapped[str | None] = deferred(mapped_column(sa.Text))
    #: The digest of equal submissions. It is unique: the newest of their jobs has it.
    dedup_key: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    #: The digest of what was sent with an Idempotency-Key: a retry has to send the same.
    body_digest: Mapped[str | None] = mapped_column(sa.String(64))
    #: The digest of the token that cancels the job or deletes its result.
    token_digest: Mapped[str | None] = mapped_column(sa.String(64))
    #: `waiting` (a collection, for its members), `queued`, `started`, `finished` or `failed`.
    status: Mapped[str] = mapped_column(sa.String(8), default="queued")
    attempt: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[int] = mapped_column(sa.BigInteger, default=now)
    enqueued_at: Mapped[int] = mapped_column(sa.BigInteger, default=now)
    started_at: Mapped[int | None] = mapped_column(sa.BigInteger)
    lease_until: Mapped[int | None] = mapped_column(sa.BigInteger)
    ended_at: Mapped[int | None] = mapped_column(sa.BigInteger)
    removed_at: Mapped[int | None] = mapped_column(sa.BigInteger)
    fetched_bytes: Mapped[int | None]
    #: Whose job it is, until it has ended: a network, as `pagewords.api.clients` names it.
    client: Mapped[str | None] = mapped_column(sa.String(45), default="")
    #: Its turn, as `pagewords.jobs.turns` deals them out: the lowest starts first.
    turn: Mapped[int] = mapped_column(sa.BigInteger, default=0, server_default="0")
    #: Whether its work takes long, as far as is known: its text is large, or an attempt took long.
    long: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    #: Attempts that ended through no fault of the job: for another client's sake, or because a
    #: collection lost a member.
    yields: Mapped[int] = mapped_column(default=0, server_default="0")
    error_code: Mapped[str | None] = mapped_column(sa.String(32))
    error_status: Mapped[int | None]
    error_seen: Mapped[str | None] = mapped_column(sa.String(16))
    #: The name of the file's format, where it is one that is not read.
    error_format: Mapped[str | None] = mapped_column(sa.String(32))
    error_detail: Mapped[str | None] = mapped_column(sa.Text)

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to the job."""
        return self.status in ("finished", "failed")


#: Options of a statement that changes rows which no session has loaded, or which are read anew.
UNSYNCHRONIZED = {"synchronize_session": False}

# Only jobs that are live or failed are queried by anything but their key, so the indexes are
# partial. The conditions are literals: a planner cannot tell that a parameter implies an index's
# condition.
IS_QUEUED = Job.status == sa.literal_column("'queued'")
IS_STARTED = Job.status == sa.literal_column("'started'")
IS_WAITING = Job.status == sa.literal_column("'waiting'")
IS_FAILED = sa.and_(Job.status == sa.literal_column("'failed'"), Job.removed_at.is_(None))
# All that the choice of the next job needs, which so reads no row: rows hold large texts.
sa.Index(
    "ix_jobs_queued",
    Job.turn,
    Job.created_at,
    Job.key,
    Job.long,
    Job.client,
    Job.attempt,
    Job.enqueued_at,
    sqlite_where=IS_QUEUED,
    postgresql_where=IS_QUEUED,
)
sa.Index("ix_jobs_client", Job.client, Job.turn, sqlite_where=IS_QUEUED, postgresql_where=IS_QUEUED)
sa.Index("ix_jobs_started", Job.lease_until, sqlite_where=IS_STARTED, postgresql_where=IS_STARTED)
sa.Index("ix_jobs_waiting", Job.created_at, sqlite_where=IS_WAITING, postgresql_where=IS_WAITING)
# Retention asks for the oldest.
sa.Index("ix_jobs_failed_age", Job.ended_at, sqlite_where=IS_FAILED, postgresql_where=IS_FAILED)


class CollectionMember(db.Model):  # type: ignore[name-defined]
    """One of the jobs whose results a collection is made of; `position` counts from 0."""

    __tablename__ = "collection_members"

    collection: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey(Job.key), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    member: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey(Job.key))


sa.Index("ix_collection_members_member", CollectionMember.member)


class Upload(db.Model):  # type: ignore[name-defined]
    """A file from a reader's machine. It is there until its job has ended."""

    __tablename__ = "uploads"

    key: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey(Job.key), primary_key=True)
    name: Mapped[str] = mapped_column(sa.Text)
    #: A digest of the client's address.
    client: Mapped[str] = mapped_column(sa.String(32))
    size: Mapped[int]
    content: Mapped[bytes] = deferred(mapped_column(sa.LargeBinary, nullable=False))


# It answers how many bytes wait, all together and of a client, without looking at any of them.
sa.Index("ix_uploads_client", Upload.client, Upload.size)


class Result(db.Model):  # type: ignore[name-defined]
    """What a finished job found. It does not change until retention removes it."""

    __tablename__ = "results"

    key: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey(Job.key), primary_key=True)
    url: Mapped[str | None] = mapped_column(sa.Text)
    final_url: Mapped[str | None] = mapped_column(sa.Text)
    title: Mapped[str] = mapped_column(sa.Text)
    #: What the text was read from: `page`, `text`, `pdf`, `docx` and others.
    source: Mapped[str] = mapped_column(sa.String(16), default="page")
    language: Mapped[str] = mapped_column(sa.String(35))
    approximate: Mapped[bool]
    fetched_at: Mapped[int] = mapped_column(sa.BigInteger)
    #: The F1 that the main text is expected to have, 0 to 1.
    main_confidence: Mapped[float] = mapped_column(sa.Float, default=1.0)
    #: What a feed or sitemap lists: the `title`, `url` and `date` of each, the newest first.
    entries: Mapped[list[dict[str, Any]] | None] = mapped_column(sa.JSON(none_as_null=True))
    totals: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    #: The ten most frequent words of the main text without stop words, as the API lists them.
    words: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    #: The page's text and every occurrence in it, encoded by `pagewords.stats`.
    index: Mapped[bytes] = deferred(mapped_column(sa.LargeBinary, nullable=False))


# PostgreSQL limits an index entry to less than the longest URL, so the index has the beginning of
# each. The numbers are literals: a planner cannot tell a parameter's value.
_START = 600
_url_start = sa.func.substr(Result.url, sa.literal_column("1"), sa.literal_column(str(_START)))
sa.Index(
    "ix_results_url_start",
    _url_start,
    Result.fetched_at,
    sqlite_where=Result.url.is_not(None),
    postgresql_where=Result.url.is_not(None),
)
# Retention asks for the oldest, of pages and of texts apart. A collection goes with its members.
IS_TEXT = sa.and_(Result.url.is_(None), Result.source != sa.literal_column("'collection'"))
sa.Index(
    "ix_results_page_age",
    Result.fetched_at,
    sqlite_where=Result.url.is_not(None),
    postgresql_where=Result.url.is_not(None),
)
sa.Index(
    "ix_results_text_age",
    Result.fetched_at,
    sqlite_where=IS_TEXT,
    postgresql_where=IS_TEXT,
)


def is_of_url(url: str) -> sa.ColumnElement[bool]:
    """Whether a result is one of a URL, asked so that the index answers.

    In two parts: SQLite puts a URL that is asked for as a whole into the index's expression, and
    then does not know it any more.
    """
    rest = sa.func.substr(Result.url, _START + 1)
    return sa.and_(Result.url.is_not(None), _url_start == url[:_START], rest == url[_START:])
