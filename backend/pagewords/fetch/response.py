"""Judging an answer: is it a redirect, is it the page, and may its body be read."""

import re

import requests

from pagewords.fetch.body import read_body
from pagewords.fetch.budget import Meter
from pagewords.fetch.errors import FetchError
from pagewords.fetch.model import Limits

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PARTIAL = 206
_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_PIECE = 65_536


def location_of(answer: requests.Response) -> str | None:
    """Where a redirect leads, as it is written; None where the answer is no redirect."""
    if answer.status_code not in _REDIRECTS:
        return None
    location = answer.headers.get("Location")
    if location is None:
        return None
    # Header bytes are read as Latin-1. Those beyond ASCII are UTF-8 in practice, or of an older
    # encoding, in which browsers send them back. Spaces are common enough for them to be encoded.
    raw = location.encode("latin-1", "replace")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = "".join(chr(byte) if byte < 0x80 else f"%{byte:02X}" for byte in raw)
    return text.strip(" \t").replace(" ", "%20")


def read_answer(answer: requests.Response, limits: Limits, meter: Meter) -> bytes:
    """The body of the page; raises `FetchError` for an answer that is not one."""
    if not 200 <= answer.status_code < 300:
        raise FetchError("http_status", answer.status_code)
    if answer.status_code == _PARTIAL:  # we asked for the whole page
        raise FetchError("bad_response")
    if not _is_page(answer.headers.get("Content-Type", "")):
        raise FetchError("not_a_page")
    if answer.headers.get("Transfer-Encoding", "chunked").strip().lower() != "chunked":
        raise FetchError("bad_response")
    _check_length(answer.headers.get("Content-Length", ""), limits)
    pieces = answer.raw.stream(_PIECE, decode_content=False)
    coding = answer.headers.get("Content-Encoding", "")
    return read_body(pieces, coding, limits.decoded_bytes, meter)


def _is_page(content_type: str) -> bool:
    """Whether a body of this type may be read. A type that is missing or no type says nothing."""
    essence = re.split("[;,]", content_type, maxsplit=1)[0].strip().lower()
    return "/" not in essence or essence in _PAGE_TYPES


def _check_length(announced: str, limits: Limits) -> None:
    """Refuse at once what says of itself that it is too large."""
    if re.fullmatch("[0-9]{1,30}", announced) and int(announced) > limits.wire_bytes:
        raise FetchError("too_large")
