"""What a request says: who asks, what can be read, and the reader's language."""

from pagewords import __version__
from pagewords.fetch.coding import ACCEPTED
from pagewords.fetch.model import Policy

_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.9,*/*;q=0.8"


def request_headers(policy: Policy) -> dict[str, str]:
    """Return the headers of a request.

    The User-Agent begins as those of browsers do, since many sites turn others away, and says that
    it is a program and whose.
    """
    contact = "".join(c for c in policy.contact if " " <= c <= "~" and c not in "();")
    agent = ["compatible", f"Pagewords/{__version__}", *([f"+{contact}"] if contact else [])]
    return {
        "User-Agent": f"Mozilla/5.0 ({'; '.join(agent)})",
        "Accept": _ACCEPT,
        "Accept-Encoding": ACCEPTED,
        "Accept-Language": _languages(policy.language),
        "Connection": "close",
    }


def _languages(language: str) -> str:
    """The Accept-Language of a reader; some sites refuse requests without one, or with `*`."""
    if language in ("", "en"):
        return "en,*;q=0.1"
    return f"{language},en;q=0.5,*;q=0.1"
