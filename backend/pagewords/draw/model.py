"""What is drawn, what the page asks for while it is drawn, and the limits."""

from dataclasses import dataclass

#: Seconds without a page after which the browser ends.
IDLE = 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one page.

    `seconds`: until the page is given up or taken as it is. `requests`: that are answered.
    `memory_bytes`: of the browser's processes together, what they share counted once.
    """

    seconds: float = 10.0
    requests: int = 150
    memory_bytes: int = 900_000_000


@dataclass(frozen=True, slots=True)
class Fetched:
    """The page as it was fetched already, and the reader's language (a tag such as `ko`)."""

    url: str
    content_type: str
    body: bytes
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Request:
    """A request of the page; `headers` have lower-case names."""

    method: str
    url: str
    headers: dict[str, str]
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a request, redirects followed: `url` is where it came from."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Drawn:
    """The page as it was drawn: `html` in UTF-8, shadow roots in templates, and its address."""

    url: str
    html: bytes
