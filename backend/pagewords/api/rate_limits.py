"""Rate limits: of one client's submissions and reads, and of one site that is fetched."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from flask import Flask, Response, g
from limits import RateLimitItemPerMinute

from pagewords import links
from pagewords.config import Settings
from pagewords.errors import RETRY_AFTER, Problem
from pagewords.fetch import site_at
from pagewords.jobs.rates import Rates, rest_of
from pagewords.jobs.submission import CLIENT_FILES

#: Seconds after which a large result has been read, most times.
READ_TAKES = 2
#: Largest files of one client a minute: twice as many as may wait.
FILES = 2 * CLIENT_FILES


class RateLimiter:
    """The rate limits of one application."""

    def __init__(self, settings: Settings, rates: Rates) -> None:
        self._settings = settings
        self._rates = rates
        self._local = rates.local
        self._reads = RateLimitItemPerMinute(1_000 * settings.client_read_seconds)

    def count_client(self, client: str, pages: int = 1) -> None:
        """Count a submission of a client, with so many pages; raises a 429 `Problem` over the
        rate, and if the client's results take too much room."""
        most = self._settings.client_stored_bytes
        if seconds := self._rates.may_store_in(client, most):
            what = f"Your results of the last hour take more than {most} bytes."
            raise _too_many(what, seconds)
        rate = self._settings.client_rate
        what = f"You have sent more than {rate} pages in a minute."
        self._count("client", client, rate, what, pages)

    def count_bytes(self, client: str, size: int, *, of_file: bool) -> None:
        """Count the bytes of a text, or of a file; raises a 429 `Problem` over the rate."""
        rate = self._settings.client_text_bytes
        kind, what = "text", f"You have sent more than {rate} bytes of text in a minute."
        if of_file:
            rate = FILES * self._settings.file_bytes
            kind, what = "file", f"You have sent more than {rate} bytes of files in a minute."
        self._count(kind, client, rate, what, size)

    def count_host(self, client: str, url: str) -> None:
        """Count a client's new job of a target; raises a 429 `Problem` over the site's rate, and
        over the client's part of it, so that nobody uses up a site for all others.

        Trusted sites are the operator's own and have no limit.
        """
        parts = urlsplit(url)
        if f"{parts.scheme}://{parts.netloc}" not in self._settings.trusted_sites:
            site, rate = site_of(parts.hostname or ""), self._settings.host_rate
            counted = self._rates.count_for(client, "host", site, rate)
            g.setdefault("rate_limits", []).append(("host", counted.part, counted.rest))
            if refused_by := counted.refused_by:
                what = f"That site has been asked for more than {refused_by} pages in a minute."
                raise _too_many(what, counted.rest.seconds)

    def check_reads(self, client: str) -> None:
        """Raise a 429 `Problem` if the client's reads and bodies have taken more than their time.

        Each process counts by itself: a count in Redis would cost more than most reads.
        """
        if not self._local.test(self._reads, "reads", client):
            seconds = self._settings.client_read_seconds
            what = f"What you have sent and read took more than {seconds} s of work in a minute."
            rest = rest_of(self._local, self._reads, "reads", client)
            raise _too_many(what, rest.seconds)

    @contextmanager
    def charge(self, client: str) -> Iterator[None]:
        """Count the milliseconds of a core that this thread takes, as the client's."""
        begun = time.thread_time()
        try:
            yield
        finally:
            self.charge_since(begun, client)

    def charge_since(self, begun: float, client: str) -> None:
        """Count the milliseconds of a core since `begun`, the thread's seconds, as the client's."""
        if (spent := int(1e3 * (time.thread_time() - begun))) > 0:
            self._rates.charge("reads", client, self._reads.amount, spent)

    @contextmanager
    def metered(self, client: str) -> Iterator[None]:
        """Do work for a client that has time left, and count it as the client's."""
        self.check_reads(client)
        with self.charge(client):
            yield

    def too_many_wait(self) -> Problem:
        """The answer to a client that has as many waiting jobs as it may."""
        waiting = self._settings.client_waiting
        return _too_many(f"{waiting} of your pages are waiting already.", RETRY_AFTER)

    def too_many_reads(self) -> Problem:
        """The answer to a client whose read of a large result others leave no room."""
        return _too_many("Other large results are being read.", READ_TAKES)

    def too_many_own_reads(self, own: int) -> Problem:
        """The answer to a client of which `own` reads of large results have not ended."""
        return _too_many(f"{own} of your reads of large results are being made.", READ_TAKES)

    def _count(self, kind: str, name: str, rate: int, what: str, cost: int = 1) -> None:
        allowed, rest = self._rates.count(kind, name, rate, cost)
        g.setdefault("rate_limits", []).append((kind, rate, rest))
        if not allowed:
            raise _too_many(what, rest.seconds)


def register(app: Flask) -> None:
    """Say on answers what is left of the quotas that a request was counted by.

    The names are those of draft-ietf-httpapi-ratelimit-headers-11, "RateLimit header fields for
    HTTP".
    """

    @app.after_request
    def tell(response: Response) -> Response:
        counted = g.get("rate_limits")
        if counted:
            unit = dict.fromkeys(("text", "file"), ';qu="content-bytes"')
            response.headers["RateLimit-Policy"] = ", ".join(
                f'"{kind}";q={rate};w=60{unit.get(kind, "")}' for kind, rate, _ in counted
            )
            response.headers["RateLimit"] = ", ".join(
                f'"{kind}";r={rest.remaining};t={rest.seconds}' for kind, _, rest in counted
            )
        return response


def _too_many(what: str, seconds: int) -> Problem:
    return Problem(
        429,
        "rate_limited",
        f"{what} Wait {seconds} s, then try again.",
        headers={"Retry-After": str(seconds)},
    )


def site_of(host: str) -> str:
    """What a host's rate is counted by: its registrable domain, such as `example.co.uk`; the
    address or the /64 of a host that is one."""
    name = host.strip("[]").rstrip(".")
    if ":" in name or name.rpartition(".")[2].isdigit():
        return site_at(name)
    return links.registrable(name)
