"""Validate a response: find its redirect, check its status and type, read its body."""

import re
import time
from dataclasses import replace
from http.client import HTTPException

import requests
from urllib3.exceptions import HTTPError

from pagewords.fetch.body import read_body
from pagewords.fetch.budget import Budget
from pagewords.fetch.coding import decoded
from pagewords.fetch.errors import FetchError
from pagewords.fetch.model import Limits
from pagewords.fetch.onward import as_link
from pagewords.text import media_type

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PARTIAL = 206
#: Statuses of sites that turn programs away, and how much of their pages is read.
_REFUSALS = frozenset({403, 429, 503})
REFUSAL_BYTES, REFUSAL_SECONDS = 100_000, 2.0
#: What is sent as one of these is a page, and may be as large as a page. All else may be a file,
#: whatever its type, unless it is of a kind that is never read.
_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_MEDIA = ("image/", "audio/", "video/", "font/")
_NEVER = frozenset({"application/json", "application/javascript", "text/javascript", "text/css"})
_CHUNK_BYTES = 65_536


def redirect_location(response: requests.Response) -> str | None:
    """Return the Location of a redirect, percent-encoded; None if the response is no redirect."""
    if response.status_code not in _REDIRECTS:
        return None
    location = response.headers.get("Location")
    if location is None:
        return None
    # http.client decodes headers as Latin-1.
    return as_link(location.encode("latin-1", "replace"))


def is_challenged(response: requests.Response) -> bool:
    """Whether the headers say that the answer is a check for robots, not the page."""
    headers = response.headers
    return headers.get("cf-mitigated") == "challenge" or headers.get("x-amzn-waf-action") in (
        "challenge",
        "captcha",
    )


def read_response(
    response: requests.Response, limits: Limits, budget: Budget, embed: bool = False
) -> bytes:
    """Return the body of a page; raises `FetchError` if the response is not a page.

    `embed`: JSON is what was asked for.
    """
    if is_challenged(response):
        raise FetchError("blocked")
    if not 200 <= response.status_code < 300:
        raise FetchError("http_status", response.status_code, _read_refusal(response, budget))
    if response.status_code == _PARTIAL and not _is_whole(response):  # no range was requested
        raise FetchError("bad_response")
    essence = media_type(response.headers.get("Content-Type"))
    if not embed and (essence in _NEVER or essence.startswith(_MEDIA)):
        raise FetchError("not_a_page")
    if not embed and "/" in essence and essence not in _PAGES:
        budget.allow(limits.file_bytes)
        limits = replace(limits, wire_bytes=limits.file_bytes, decoded_bytes=limits.file_bytes)
    if response.headers.get("Transfer-Encoding", "chunked").strip().lower() != "chunked":
        raise FetchError("bad_response")
    _check_length(response.headers.get("Content-Length", ""), limits)
    chunks = response.raw.stream(_CHUNK_BYTES, decode_content=False)
    encoding = response.headers.get("Content-Encoding", "")
    return read_body(chunks, encoding, limits.decoded_bytes, budget)


def _read_refusal(response: requests.Response, budget: Budget) -> bytes:
    """Return the beginning of the page of a refusal, as far as it comes within a short while."""
    body = bytearray()
    if response.status_code in _REFUSALS:
        budget.deadline = min(budget.deadline, time.monotonic() + REFUSAL_SECONDS)
        chunks = response.raw.stream(_CHUNK_BYTES, decode_content=False)
        try:
            for piece in decoded(chunks, response.headers.get("Content-Encoding", "")):
                body += piece
                if len(body) > REFUSAL_BYTES:
                    break
        except (FetchError, HTTPError, HTTPException, OSError, ValueError):
            pass  # that it is a refusal is known
    return bytes(body[:REFUSAL_BYTES])


def _is_whole(response: requests.Response) -> bool:
    """Whether a part is all there is, as some servers and caches send it unasked."""
    said = response.headers.get("Content-Range", "").strip().lower()
    found = re.fullmatch(r"bytes +0-([0-9]{1,30})/([0-9]{1,30})", said)
    return found is not None and int(found[1]) + 1 == int(found[2])


def _check_length(content_length: str, limits: Limits) -> None:
    """Reject by Content-Length before reading."""
    if re.fullmatch("[0-9]{1,30}", content_length) and int(content_length) > limits.wire_bytes:
        raise FetchError("too_large")
