"""Fetch one page: send requests, follow redirects and refreshes, check the response."""

import time
from collections.abc import Callable
from http.client import HTTPException
from ssl import SSLContext
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError
from urllib3.util import parse_url as urllib3_parse_url

from pagewords.fetch.adapter import GuardedAdapter, GuardedSession
from pagewords.fetch.budget import Budget
from pagewords.fetch.connector import Connector
from pagewords.fetch.errors import FetchError
from pagewords.fetch.headers import request_headers
from pagewords.fetch.model import Limits, Page, Policy
from pagewords.fetch.onward import onward
from pagewords.fetch.resolver import Lookup, system_lookup
from pagewords.fetch.response import read_response, redirect_location
from pagewords.fetch.rewrites import Rewrite, rewrite, unwrap
from pagewords.fetch.url import (
    DEFAULT_PORTS,
    RefusedUrl,
    Target,
    next_target,
    parse_url,
    read_target,
)

#: Proportion of the time that https has before http is tried, if no scheme was given.
HTTPS_SHARE = 0.4
FAILURES = (requests.RequestException, HTTPError, HTTPException, OSError, ValueError)


def fetch_page(
    url: str,
    *,
    policy: Policy = Policy(),  # noqa: B008 - frozen
    limits: Limits = Limits(),  # noqa: B008 - frozen
    scheme_assumed: bool = False,
    deadline: float | None = None,
    on_bytes: Callable[[int], None] | None = None,
    on_address: Callable[[str], None] | None = None,
) -> Page:
    """Fetch the page at an untrusted URL.

    `scheme_assumed`: try http if https does not respond. `deadline` (seconds of `time.monotonic`)
    ends the fetch if it comes before `limits.seconds` are over. `on_bytes` is called with the
    number of bytes received so far, `on_address` with each address before it is reached, and may
    raise a `FetchError`. Raises `FetchError`, and nothing else.
    """
    end = time.monotonic() + limits.seconds
    until = end if deadline is None else min(end, deadline)
    budget = Budget(until, limits.wire_bytes, on_bytes, on_address)
    return Fetch(policy, limits, budget).run(url, scheme_assumed)


class Fetch:
    """One fetch. Tests replace `lookup`, `context` and `rewrite`."""

    def __init__(
        self,
        policy: Policy,
        limits: Limits,
        budget: Budget,
        lookup: Lookup = system_lookup,
        context: SSLContext | None = None,
        rewrite: Callable[[str], Rewrite | None] = rewrite,
    ) -> None:
        self._limits = limits
        self._budget = budget
        self._end = budget.deadline
        self._connector = Connector(policy, budget, lookup)
        self._context = context
        self._rewrite = rewrite
        self._headers = request_headers(policy)
        self._responded = False

    def run(self, url: str, scheme_assumed: bool) -> Page:
        """Fetch the page; raises only `FetchError`.

        Errors are returned up to here and raised without a cause or context, whose messages
        contain addresses.
        """
        result = self._result(url, scheme_assumed)
        if isinstance(result, FetchError):
            raise result
        return result

    def _result(self, url: str, scheme_assumed: bool) -> Page | FetchError:
        try:
            submitted = parse_url(url)
        except RefusedUrl:
            return FetchError("unreachable")
        target = read_target(submitted.url)
        if target.scheme == "https" and (scheme_assumed or submitted.scheme_assumed):
            return self._try_https_then_http(url, target)
        return self._try(url, target)

    def _try_https_then_http(self, url: str, target: Target) -> Page | FetchError:
        """Try https with part of the time, then http if https did not respond at all."""
        self._budget.deadline -= max(0.0, self._end - time.monotonic()) * (1 - HTTPS_SHARE)
        first = self._try(url, target)
        if isinstance(first, Page) or self._responded:
            return first
        self._budget.deadline = self._end
        second = self._try(url, read_target("http" + target.url.removeprefix("https")))
        # If http is unreachable too, the error of https is more useful.
        nothing = isinstance(second, FetchError) and second.code == "unreachable"
        return first if nothing else second

    def _try(self, url: str, target: Target, rewritten: Rewrite | None = None) -> Page | FetchError:
        try:
            return self._follow(url, target, rewritten)
        except FetchError as error:
            return FetchError(error.code, error.status, error.body)
        except FAILURES as error:
            return FetchError(_code_of(error))

    def _follow(self, url: str, target: Target, rewritten: Rewrite | None) -> Page:
        """Follow redirects and refreshes to the page; check each hop like the first."""
        with GuardedSession(
            GuardedAdapter(self._connector, self._budget, self._context)
        ) as session:
            for _ in range(self._limits.redirects + 1):
                if rewritten is None and (page := self._elsewhere(url, target)) is not None:
                    return page
                cookies = session.cookies.get_dict()
                with self._send(session, target) as response:
                    location = redirect_location(response)
                    if location is None:
                        page = self._page(url, target, response, rewritten)
                        location = onward(page.body, target.url, response.headers.get("Refresh"))
                        if location is None:
                            return page
                        # A reload gives the same page again, unless it waits for its cookie.
                        stays = next_target(target, location) == target
                        if stays and session.cookies.get_dict() == cookies:
                            return page
                target = next_target(target, location)
        raise FetchError("too_many_redirects")

    def _elsewhere(self, url: str, target: Target) -> Page | None:
        """Read a page where its text is; None where it is in the page, or cannot be had elsewhere.

        Raises `FetchError` if nothing is left of the time or of the bytes, and if the text may be
        there in a minute: what the page shows without it would be counted for all who ask.
        """
        found = self._rewrite(target.url)
        if found is None:
            return None
        page = self._try(url, read_target(found.url), found)
        if isinstance(page, Page):
            return page
        if page.code in ("timeout", "too_large") or page.will_pass:
            raise page
        # A refusal may have shortened it.
        self._budget.deadline = self._end
        return None

    def _page(
        self, url: str, target: Target, response: requests.Response, rewritten: Rewrite | None
    ) -> Page:
        embed = rewritten is not None and rewritten.embed
        body = read_response(response, self._limits, self._budget, embed)
        if embed:
            return self._unwrapped(url, target, body)
        return Page(
            url=url,
            final_url=target.url,
            status=response.status_code,
            content_type=response.headers.get("Content-Type"),
            body=body,
            wire_bytes=self._budget.received,
        )

    def _unwrapped(self, url: str, target: Target, body: bytes) -> Page:
        page = unwrap(body)
        if page is None:
            raise FetchError("bad_response")
        kind, received = "text/html; charset=utf-8", self._budget.received
        return Page(url, target.url, 200, kind, page, received, source="oembed")

    def _send(self, session: GuardedSession, target: Target) -> requests.Response:
        self._connector.check(target.scheme, target.host, target.port)
        asked = requests.Request("GET", target.url, headers=self._headers)
        response = send(session, asked, target, self._budget)
        self._budget.deadline = self._end
        self._responded = True
        return response


def send(
    session: GuardedSession, asked: requests.Request, target: Target, budget: Budget
) -> requests.Response:
    """Send one request to a target that was checked; the body of the response is not read yet."""
    request = session.prepare_request(asked)
    _check_agreement(request.url or "", target)
    budget.start_head()
    response = session.send(
        request,
        stream=True,
        allow_redirects=False,
        timeout=budget.remaining(),
        proxies={},
        verify=True,
        cert=None,
    )
    budget.end_head()
    return response


def _check_agreement(url: str, target: Target) -> None:
    """Refuse a URL that urllib3 or urlsplit parses differently."""
    theirs = urllib3_parse_url(url)
    port = theirs.port or DEFAULT_PORTS[target.scheme]
    same = (theirs.scheme, theirs.host, port) == (target.scheme, target.host, target.port)
    if not same or urlsplit(url).netloc != theirs.netloc:
        raise FetchError("unreachable")


def _code_of(error: Exception) -> str:
    """Map an exception of a library to an error code."""
    if isinstance(error, RefusedUrl):
        return "unreachable"
    if isinstance(error, requests.exceptions.SSLError):
        return "tls"
    if isinstance(error, requests.exceptions.Timeout):
        return "timeout"
    return "bad_response"
