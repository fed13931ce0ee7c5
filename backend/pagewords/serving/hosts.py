"""Which names this program answers to: a page of another name cannot reach it through a browser.

A site whose name resolves to this machine (DNS rebinding) would otherwise read what is here. Health
checks and scrapes come under any name.
"""

from ipaddress import ip_address

from flask import Flask, request

from pagewords.config import Settings
from pagewords.errors import Problem

#: What containers are set to: any name, since only their own proxy reaches them.
ANY = "*"
_OPEN = ("/api/health", "/metrics")


def register(app: Flask, settings: Settings) -> None:
    """Answer 421 to requests for hosts that are not this program's."""
    names = {"localhost", settings.host.lower(), *settings.hosts}

    @app.before_request
    def check() -> None:
        if ANY in names or request.path.startswith(_OPEN):
            return
        host = _name(request.headers.get("Host", ""))
        if host and host not in names and not _is_address(host):
            raise Problem(
                421,
                "unknown_host",
                "This server does not answer to that name. Its operator can add it to "
                "PAGEWORDS_HOSTS.",
            )


def _name(host: str) -> str:
    """A Host header without its port, lower case."""
    name, colon, port = host.strip().lower().rpartition(":")
    if not colon or not port.isdigit():
        name = host.strip().lower()
    return name.strip("[]").rstrip(".")


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
