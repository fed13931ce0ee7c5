"""What clients submit, and how much of it may wait."""

import hashlib
import secrets
import uuid
from dataclasses import dataclass, field

import sqlalchemy as sa

from pagewords.jobs.turns import NEWCOMERS
from pagewords.models import Upload, db


class QueueFullError(Exception):
    """The queue is at its limit."""


class ClientFullError(Exception):
    """One client has as many waiting jobs as it may."""


class ContestedError(Exception):
    """Others submitted the same at the same moment, time after time."""


#: Random bytes of a token.
TOKEN_BYTES = 24
#: Largest files that may wait from one client, and from all of them together.
CLIENT_FILES, ALL_FILES = 8, 40


def digest_of(text: str) -> str:
    """What is stored or compared in place of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file from a reader's machine; `client` is the address that it came from."""

    name: str
    content: bytes
    client: str

    @property
    def client_digest(self) -> str:
        """What stands for the client while the file waits."""
        return digest_of(self.client)[:32]

    def upload(self, key: uuid.UUID) -> Upload:
        """The row of the file, for a job's key."""
        return Upload(
            key=key,
            name=self.name,
            client=self.client_digest,
            size=len(self.content),
            content=self.content,
        )


@dataclass(frozen=True, slots=True)
class Submission:
    """What a client submits: a URL, a text, a file, or another language for a stored text.

    `reader` is the primary tag of the language that the client's browser prefers: sites are asked
    for it, and answer some readers otherwise than others. `size` is the bytes of a text or file
    that is known already.
    """

    url: str | None = None
    scheme_assumed: bool = False
    text: str | None = None
    title: str | None = None
    file: SentFile | None = None
    source: uuid.UUID | None = None
    language: str | None = None
    reader: str | None = None
    client: str = ""
    size: int = 0
    #: The client's name for this submission of a text or file: retries have the same.
    idempotency_key: str = ""
    #: What removes the job, if this submission makes one.
    token: str = field(default_factory=_new_token, repr=False, compare=False)

    @property
    def dedup_key(self) -> str | None:
        """The digest that equal submissions share; None for texts and files, which only retries
        of the same submission share, and for collections."""
        if self.text is not None or self.file is not None:
            name = (self.client, self.idempotency_key)
            return digest_of(repr(name)) if self.idempotency_key else None
        if self.url is None and self.source is None:
            return None
        fields = (self.url, self.scheme_assumed, self.source, self.language, self.reader)
        return digest_of(repr(fields))

    @property
    def body_digest(self) -> str | None:
        """The digest of what a retry has to send again; None where nothing can be retried."""
        if not self.idempotency_key or (self.text is None and self.file is None):
            return None
        file = self.file and (self.file.name, hashlib.sha256(self.file.content).hexdigest())
        return digest_of(repr((self.text, self.title, file, self.language)))


def has_room(file: SentFile, largest: int) -> bool:
    """Whether a file may wait beside those that do; `largest` is the size of the largest.

    A client of whom none waits may have twice as much before it: a few that fill the places refuse
    nobody else.
    """
    total = sa.select(sa.func.coalesce(sa.func.sum(Upload.size), 0))
    ours = db.session.scalar(total.where(Upload.client == file.client_digest)) or 0
    size = len(file.content)
    if ours + size > CLIENT_FILES * largest:
        return False
    files = ALL_FILES if ours else NEWCOMERS * ALL_FILES
    return (db.session.scalar(total) or 0) + size <= files * largest
