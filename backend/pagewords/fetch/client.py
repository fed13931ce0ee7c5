"""Fetching one page: the requests, the redirects between them, and the judgement of the answer."""

import time
from collections.abc import Callable
from http.client import HTTPException
from ssl import SSLContext
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError
from urllib3.util import parse_url as urllib3_parse_url

from pagewords import __version__
from pagewords.fetch.adapter import GuardedAdapter, GuardedSession
from pagewords.fetch.budget import Meter
from pagewords.fetch.connector import Dialler
from pagewords.fetch.errors import FetchError
from pagewords.fetch.model import Limits, Page, Policy
from pagewords.fetch.resolver import Lookup, system_lookup
from pagewords.fetch.response import location_of, read_answer
from pagewords.fetch.url import (
    DEFAULT_PORTS,
    RefusedUrl,
    Target,
    next_target,
    parse_url,
    read_target,
)

#: Where no scheme was given: how much of the time https has to answer before http is tried.
HTTPS_SHARE = 0.4
_FAILURES = (requests.RequestException, HTTPError, HTTPException, OSError, ValueError)


def fetch_page(
    url: str,
    *,
    policy: Policy = Policy(),  # noqa: B008 - frozen
    limits: Limits = Limits(),  # noqa: B008 - frozen
    scheme_assumed: bool = False,
    deadline: float | None = None,
    on_bytes: Callable[[int], None] | None = None,
) -> Page:
    """Fetch the page at a URL that nobody has vouched for.

    `scheme_assumed`: where https does not answer, http is tried. `deadline`: a moment of
    `time.monotonic` that ends the fetch even where `limits.seconds` would not yet. `on_bytes` is
    told the bytes received so far. Raises `FetchError`, and nothing else, for what is refused and
    what fails.
    """
    end = time.monotonic() + limits.seconds
    meter = Meter(end if deadline is None else min(end, deadline), limits.wire_bytes, on_bytes)
    return Fetch(policy, limits, meter).run(url, scheme_assumed)


class Fetch:
    """One fetch. `lookup` and `context` are what tests put in place of the system's."""

    def __init__(
        self,
        policy: Policy,
        limits: Limits,
        meter: Meter,
        lookup: Lookup = system_lookup,
        context: SSLContext | None = None,
    ) -> None:
        self._limits = limits
        self._meter = meter
        self._end = meter.deadline
        self._dialler = Dialler(policy, meter, lookup)
        self._context = context
        self._headers = _headers(policy.contact)
        self._answered = False

    def run(self, url: str, scheme_assumed: bool) -> Page:
        """Fetch the page; `FetchError` is all that this raises.

        Failures are values up to here, so that what is raised carries no cause and no context:
        those have addresses in their texts.
        """
        outcome = self._outcome(url, scheme_assumed)
        if isinstance(outcome, FetchError):
            raise outcome
        return outcome

    def _outcome(self, url: str, scheme_assumed: bool) -> Page | FetchError:
        try:
            submitted = parse_url(url)
        except RefusedUrl:
            return FetchError("unreachable")
        target = read_target(submitted.url)
        if target.scheme == "https" and (scheme_assumed or submitted.scheme_assumed):
            return self._either(url, target)
        return self._try(url, target)

    def _either(self, url: str, target: Target) -> Page | FetchError:
        """Try https with a share of the time, then http where https gave no answer at all."""
        self._meter.deadline -= max(0.0, self._end - time.monotonic()) * (1 - HTTPS_SHARE)
        first = self._try(url, target)
        if isinstance(first, Page) or self._answered:
            return first
        self._meter.deadline = self._end
        second = self._try(url, read_target("http" + target.url.removeprefix("https")))
        # Where nothing is behind http either, what is wrong with https says more.
        nothing = isinstance(second, FetchError) and second.code == "unreachable"
        return first if nothing else second

    def _try(self, url: str, target: Target) -> Page | FetchError:
        try:
            return self._follow(url, target)
        except FetchError as error:
            return FetchError(error.code, error.status)
        except _FAILURES as error:
            return FetchError(_code_of(error))

    def _follow(self, url: str, target: Target) -> Page:
        """Send requests until an answer is not a redirect; each hop is checked like the first."""
        with GuardedSession(GuardedAdapter(self._dialler, self._meter, self._context)) as session:
            for _ in range(self._limits.redirects + 1):
                with self._send(session, target) as answer:
                    location = location_of(answer)
                    if location is None:
                        return self._page(url, target, answer)
                target = next_target(target, location)
        raise FetchError("too_many_redirects")

    def _page(self, url: str, target: Target, answer: requests.Response) -> Page:
        body = read_answer(answer, self._limits, self._meter)
        return Page(
            url=url,
            final_url=target.url,
            status=answer.status_code,
            content_type=answer.headers.get("Content-Type"),
            body=body,
            wire_bytes=self._meter.received,
        )

    def _send(self, session: GuardedSession, target: Target) -> requests.Response:
        self._dialler.check(target.scheme, target.host, target.port)
        request = session.prepare_request(
            requests.Request("GET", target.url, headers=self._headers)
        )
        _check_agreement(request.url or "", target)
        self._meter.head_starts()
        answer = session.send(
            request,
            stream=True,
            allow_redirects=False,
            timeout=self._meter.left(),
            proxies={},
            verify=True,
            cert=None,
        )
        self._meter.body_starts()
        self._meter.deadline = self._end
        self._answered = True
        return answer


def _check_agreement(url: str, target: Target) -> None:
    """Refuse a URL that the parsers on its way do not read alike."""
    theirs = urllib3_parse_url(url)
    port = theirs.port or DEFAULT_PORTS[target.scheme]
    same = (theirs.scheme, theirs.host, port) == (target.scheme, target.host, target.port)
    if not same or urlsplit(url).netloc != theirs.netloc:
        raise FetchError("unreachable")


def _code_of(error: Exception) -> str:
    """The code of a failure below us."""
    if isinstance(error, RefusedUrl):
        return "unreachable"
    if isinstance(error, requests.exceptions.SSLError):
        return "tls"
    if isinstance(error, requests.exceptions.Timeout):
        return "timeout"
    return "bad_response"


def _headers(contact: str) -> dict[str, str]:
    """What every request says: who asks, and what can be read."""
    contact = "".join(c for c in contact if " " <= c <= "~" and c not in "()")
    return {
        "User-Agent": f"Pagewords/{__version__}" + (f" (+{contact})" if contact else ""),
        "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1",
        "Accept-Encoding": "gzip",
        "Accept-Language": "*",
        "Connection": "close",
    }
