"""The links that a page gives of itself: made absolute, and judged for their site."""

from urllib.parse import urljoin, urlsplit

#: Second levels under which countries register names, as `co.kr` and `com.br`.
_SHARED = frozenset(
    ("ac", "co", "com", "edu", "go", "gob", "gov", "ne", "net", "nom", "or", "org", "pe", "re")
)


def absolute(href: str, url: str | None) -> str | None:
    """A link as an absolute URL of the web, None where it is none."""
    try:
        joined = urljoin(url or "", href) if href else ""
        return joined if urlsplit(joined).scheme in ("http", "https") else None
    except ValueError:
        return None


def same_site(one: str, other: str | None) -> bool:
    """Whether two URLs have the same host, or hosts under the same registered name.

    The registered name is judged simply: the last two labels, or three where the second level is
    one of those that countries share out.
    """
    try:
        first, second = (urlsplit(url or "").hostname or "" for url in (one, other))
    except ValueError:
        return False
    return bool(first) and (first == second or _registered(first) == _registered(second))


def _registered(host: str) -> str:
    labels = host.split(".")
    if labels[-1].isdigit() or ":" in host:
        return host
    shared = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SHARED
    return ".".join(labels[-3:] if shared else labels[-2:])
