"""Validate and normalise URLs.

Checks only the syntax; `connector` checks names and addresses. The API imports this module, so it
imports little.
"""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote

from pagewords import links
from pagewords.fetch.host import canonical_host

MAX_URL_LENGTH = 4_096
DEFAULT_PORTS = {"http": 80, "https": 443}

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(.*)", re.IGNORECASE | re.DOTALL)
_PORT_FOLLOWS = re.compile(r"[0-9]{1,5}(?=[/?#]|$)")
_PORT_DIGITS = 5
_NETLOC = re.compile(r"(?P<host>\[[^\[\]]*\]|[^\[\]:]+)(?::(?P<port>[0-9]*))?")
_ODD = re.compile(r"[\s\\\x00-\x20\x7f-\x9f\ud800-\udfff]")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
#: Characters that RFC 3986 allows in a path; a query may also contain question marks.
_PATH = "!$&'()*+,;=:@/~%"
#: What is often copied along with a link: space, and characters that nobody sees.
_AROUND = "".join(one for one in map(chr, range(0x3001)) if one.isspace()) + (
    "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
)


class RefusedUrl(ValueError):  # noqa: N818 - public name
    """The URL can never be fetched; the message is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class SubmittedUrl:
    """A normalised URL; `scheme_assumed` if the user gave no scheme."""

    url: str
    scheme_assumed: bool


@dataclass(frozen=True, slots=True)
class Target:
    """A normalised URL and its parts. `port` is always set; an IPv6 `host` is in brackets."""

    url: str
    scheme: str
    host: str
    port: int


def parse_url(text: str) -> SubmittedUrl:
    """Parse a link as a person types it; without a scheme https is assumed.

    Ignores case and surrounding space. Raises `RefusedUrl` if the link can never be fetched.
    """
    link = text.strip(_AROUND)
    if not link:
        raise RefusedUrl("Give the link of a page.")
    found = _SCHEME.match(link)
    if found and not _PORT_FOLLOWS.match(found[2]):
        return SubmittedUrl(read_target(link).url, scheme_assumed=False)
    target = read_target("https://" + link.removeprefix("//"))
    if "." not in target.host and ":" not in link and target.host != "localhost":
        raise RefusedUrl("This is not a link. A link looks like https://example.com/page.")
    return SubmittedUrl(target.url, scheme_assumed=True)


def read_target(link: str) -> Target:
    """Validate and normalise an absolute http or https URL.

    Drops the fragment, which is never sent. Raises `RefusedUrl`.
    """
    if len(link) > MAX_URL_LENGTH:
        raise RefusedUrl(f"The link is too long: it may have {MAX_URL_LENGTH} characters.")
    if _ODD.search(link):
        raise RefusedUrl(
            "A link may not contain spaces, line breaks, control characters or backslashes."
        )
    parts = _split(link)
    scheme = parts.scheme
    if scheme not in DEFAULT_PORTS:
        raise RefusedUrl("Only links that start with http:// or https:// can be read.")
    if "@" in parts.netloc:
        raise RefusedUrl("A link may not contain a user name or a password.")
    host, port = _authority(parts.netloc, DEFAULT_PORTS[scheme])
    url = origin_of(scheme, host, port) + _path_and_query(parts)
    if len(url) > MAX_URL_LENGTH:
        raise RefusedUrl(f"The link is too long: it may have {MAX_URL_LENGTH} characters.")
    return Target(url, scheme, host, port)


def next_target(target: Target, location: str) -> Target:
    """Resolve the Location of a redirect; raises `RefusedUrl`."""
    try:
        return read_target(links.join(target.url, location))
    except ValueError:
        raise RefusedUrl("The page sends its visitors on to what is no link.") from None


def origin_of(scheme: str, host: str, port: int) -> str:
    """Return the origin as text, without a default port."""
    return f"{scheme}://{host}" + ("" if port == DEFAULT_PORTS[scheme] else f":{port}")


def _split(link: str) -> SplitResult:
    try:
        return links.split(link)
    except ValueError:
        raise RefusedUrl("The link has no valid host name.") from None


def _authority(netloc: str, default_port: int) -> tuple[str, int]:
    found = _NETLOC.fullmatch(netloc)
    if found is None:
        raise RefusedUrl("The link has no valid host name.")
    try:
        host = canonical_host(found["host"])
    except ValueError:
        raise RefusedUrl("The link has no valid host name.") from None
    digits = (found["port"] or str(default_port)).lstrip("0")
    port = int(digits) if 0 < len(digits) <= _PORT_DIGITS else 0
    if not 0 < port < 65_536:
        raise RefusedUrl("The link has no valid port number.")
    return host, port


def _path_and_query(parts: SplitResult) -> str:
    path = _quote(parts.path or "/", _PATH)
    return f"{path}?{_quote(parts.query, _PATH + '?')}" if parts.query else path


def _quote(text: str, safe: str) -> str:
    """Percent-encode the characters not allowed; keep existing escapes."""
    return quote(_STRAY_PERCENT.sub("%25", text), safe=safe)
