"""What a client submits, and why it may not be accepted."""

import hashlib
import uuid
from dataclasses import dataclass


class QueueFullError(Exception):
    """The queue is at its limit."""


class ClientFullError(Exception):
    """One client has as many waiting jobs as it may."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What a client submits: a URL, a text, or another language for a stored text.

    `size` is the bytes of a text that is known already.
    """

    url: str | None = None
    scheme_assumed: bool = False
    text: str | None = None
    title: str | None = None
    source: uuid.UUID | None = None
    language: str | None = None
    client: str = ""
    size: int = 0

    @property
    def dedup_key(self) -> str | None:
        """The digest that equal submissions share; None for a text, which is never shared."""
        if self.text is not None:
            return None
        fields = (self.url, self.scheme_assumed, self.source, self.language)
        return hashlib.sha256(repr(fields).encode()).hexdigest()
