"""Which names this program answers to, and for which sites: pages of others cannot reach it through
a visitor's browser.

A site whose name resolves to this machine (DNS rebinding) would otherwise read what is here. Health
checks come under any name, and scrapes with a token. A page of another site cannot read answers,
but could have a browser send what makes jobs: a form with a file, or the address of a feed.
"""

from collections.abc import Sequence
from ipaddress import ip_address

from flask import Flask, request

from pagewords.config import Settings
from pagewords.errors import Problem

#: What containers are set to: any name, since only their own proxy reaches them.
ANY = "*"
_HEALTH, _METRICS = "/api/health", "/metrics"
_ONLY_READ = ("GET", "HEAD", "OPTIONS")
#: What starts a job though it is asked with GET.
_STARTS = "/api/feeds"


def register(app: Flask, settings: Settings) -> None:
    """Answer 421 to requests for hosts that are not this program's, and 403 to those that pages of
    other sites make for jobs."""
    names = {"localhost", settings.host.lower(), *settings.hosts}
    # Without a token this machine may scrape, and so might a page in its browser.
    unchecked = (_HEALTH, _METRICS) if settings.metrics_token else (_HEALTH,)

    @app.before_request
    def check() -> None:
        if request.path.startswith(unchecked):
            return
        host = _name(request.headers.get("Host", ""))
        if host and not (ANY in names or host in names or _is_address(host)):
            raise Problem(
                421,
                "unknown_host",
                "This server does not answer to that name. Its operator can add it to "
                "PAGEWORDS_HOSTS.",
            )
        if _is_of_another_site(settings.cors_origins):
            raise Problem(
                403,
                "cross_site",
                "A page of another site asked for this. The operator can add its origin to "
                "CORS_ORIGINS.",
            )


def _is_of_another_site(origins: Sequence[str]) -> bool:
    """Whether a browser says that a page elsewhere makes this request, and it makes a job."""
    if request.method in _ONLY_READ and request.path != _STARTS:
        return False
    origin, said = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    if said is None:
        # Over http browsers send Sec-Fetch-Site to their own machine only: the origin has to tell.
        is_elsewhere = origin is not None and origin.partition("://")[2] != request.host
    else:
        is_elsewhere = said == "cross-site"
    return is_elsewhere and origin not in origins


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
    # The zone of an IPv6 address may be any text; no browser sends one.
    return "%" not in host
