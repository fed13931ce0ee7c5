"""What clients submit, and how much of it may wait."""

import hashlib
import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from pagewords.models import Upload, db


class QueueFullError(Exception):
    """The queue is at its limit."""


class ClientFullError(Exception):
    """One client has as many waiting jobs as it may."""


#: Largest files that may wait from one client, and from all of them together.
CLIENT_FILES, ALL_FILES = 8, 40


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file from a reader's machine; `client` is the address that it came from."""

    name: str
    content: bytes
    client: str

    @property
    def client_digest(self) -> str:
        """What stands for the client while the file waits."""
        return hashlib.sha256(self.client.encode()).hexdigest()[:32]

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

    @property
    def dedup_key(self) -> str | None:
        """The digest that equal submissions share; None for texts and files, never shared."""
        if self.text is not None or self.file is not None:
            return None
        fields = (self.url, self.scheme_assumed, self.source, self.language, self.reader)
        return hashlib.sha256(repr(fields).encode()).hexdigest()


def has_room(file: SentFile, largest: int) -> bool:
    """Whether a file may wait beside those that do; `largest` is the size of the largest."""
    total = sa.select(sa.func.coalesce(sa.func.sum(Upload.size), 0))
    ours = db.session.scalar(total.where(Upload.client == file.client_digest)) or 0
    size = len(file.content)
    if ours + size > CLIENT_FILES * largest:
        return False
    return (db.session.scalar(total) or 0) + size <= ALL_FILES * largest
