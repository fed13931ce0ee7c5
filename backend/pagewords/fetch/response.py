"""Validate a response: find its redirect, check its status and type, read its body."""

import re
from dataclasses import replace

import requests

from pagewords.fetch.body import read_body
from pagewords.fetch.budget import Budget
from pagewords.fetch.errors import FetchError
from pagewords.fetch.model import Limits

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PARTIAL = 206
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
    # http.client decodes headers as Latin-1. Non-ASCII bytes are mostly UTF-8; any others are sent
    # back as they are, as browsers do. Spaces are common, so encode them.
    raw = location.encode("latin-1", "replace")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = "".join(chr(byte) if byte < 0x80 else f"%{byte:02X}" for byte in raw)
    return text.strip(" \t").replace(" ", "%20")


def read_response(response: requests.Response, limits: Limits, budget: Budget) -> bytes:
    """Return the body of a page; raises `FetchError` if the response is not a page."""
    if not 200 <= response.status_code < 300:
        raise FetchError("http_status", response.status_code)
    if response.status_code == _PARTIAL:  # no range was requested
        raise FetchError("bad_response")
    essence = _essence(response.headers.get("Content-Type", ""))
    if essence in _NEVER or essence.startswith(_MEDIA):
        raise FetchError("not_a_page")
    if "/" in essence and essence not in _PAGES:
        budget.allow(limits.file_bytes)
        limits = replace(limits, wire_bytes=limits.file_bytes, decoded_bytes=limits.file_bytes)
    if response.headers.get("Transfer-Encoding", "chunked").strip().lower() != "chunked":
        raise FetchError("bad_response")
    _check_length(response.headers.get("Content-Length", ""), limits)
    chunks = response.raw.stream(_CHUNK_BYTES, decode_content=False)
    encoding = response.headers.get("Content-Encoding", "")
    return read_body(chunks, encoding, limits.decoded_bytes, budget)


def _essence(content_type: str) -> str:
    """The type without its parameters, as sent where it is malformed."""
    return re.split("[;,]", content_type, maxsplit=1)[0].strip().lower()


def _check_length(content_length: str, limits: Limits) -> None:
    """Reject by Content-Length before reading."""
    if re.fullmatch("[0-9]{1,30}", content_length) and int(content_length) > limits.wire_bytes:
        raise FetchError("too_large")
