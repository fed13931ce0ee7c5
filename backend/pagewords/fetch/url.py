"""URLs: which links can be fetched at all, and one spelling for each.

Only the form is judged here, without a look at the network: see `dial` for addresses. The API
imports this module, so it imports nothing but the standard library.
"""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from pagewords.fetch.host import canonical_host

LONGEST_URL = 4_096
DEFAULT_PORTS = {"http": 80, "https": 443}

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(.*)", re.IGNORECASE | re.DOTALL)
_PORT_FOLLOWS = re.compile(r"[0-9]{1,5}(?=[/?#]|$)")
_PORT_DIGITS = 5
_NETLOC = re.compile(r"(?P<host>\[[^\[\]]*\]|[^\[\]:]+)(?::(?P<port>[0-9]*))?")
_ODD = re.compile(r"[\s\\\x00-\x20\x7f-\x9f\ud800-\udfff]")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
#: What RFC 3986 lets stand in a path; a query may hold a question mark besides.
_PATH = "!$&'()*+,;=:@/~%"
#: Invisible characters that come along when a link is copied from a text.
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


class RefusedUrl(ValueError):  # noqa: N818 - the name that programs outside the house use
    """A link that can never be fetched; the text is a plain sentence for the reader."""


@dataclass(frozen=True, slots=True)
class SubmittedUrl:
    """A link in its normal spelling; `scheme_assumed` where the reader gave no scheme."""

    url: str
    scheme_assumed: bool


@dataclass(frozen=True, slots=True)
class Target:
    """Where a normal URL leads: the port is always there, an IPv6 host is in brackets."""

    url: str
    scheme: str
    host: str
    port: int


def parse_url(text: str) -> SubmittedUrl:
    """Read a link as a person writes it: case, space around it, no scheme (https is taken).

    Raises `RefusedUrl` for what can never be fetched.
    """
    link = _strip(text)
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
    """Judge the form of an absolute http or https URL and give its normal spelling.

    The fragment is dropped, since it is never sent. Raises `RefusedUrl`.
    """
    if len(link) > LONGEST_URL:
        raise RefusedUrl(f"The link is too long: it may have {LONGEST_URL} characters.")
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
    if len(url) > LONGEST_URL:
        raise RefusedUrl(f"The link is too long: it may have {LONGEST_URL} characters.")
    return Target(url, scheme, host, port)


def next_target(target: Target, location: str) -> Target:
    """Where a redirect from a target leads; raises `RefusedUrl`."""
    try:
        return read_target(urljoin(target.url, location))
    except ValueError:
        raise RefusedUrl("The page sends its visitors on to what is no link.") from None


def origin_of(scheme: str, host: str, port: int) -> str:
    """The origin as text, without the port where it is the scheme's own."""
    return f"{scheme}://{host}" + ("" if port == DEFAULT_PORTS[scheme] else f":{port}")


def _strip(text: str) -> str:
    previous = None
    while text != previous:
        previous, text = text, text.strip().strip(_INVISIBLE)
    return text


def _split(link: str) -> SplitResult:
    try:
        return urlsplit(link)
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
    """Percent-encode what may not stand as it is; what is encoded already stays."""
    return quote(_STRAY_PERCENT.sub("%25", text), safe=safe)
