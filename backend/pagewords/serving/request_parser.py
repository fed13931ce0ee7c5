"""A request while it arrives: waitress's parser, with this program's limits."""

import copy
import logging
import re
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from waitress.parser import HTTPRequestParser, ParsingError
from waitress.utilities import BadRequest, Error, RequestHeaderFieldsTooLarge
from werkzeug.http import parse_date

log = logging.getLogger(__name__)

#: Bytes of a request's head.
HEAD_BYTES = 16_384
#: Fields of a head: each takes waitress longer than its bytes do, and other connections wait.
HEAD_FIELDS = 100
#: What a request line looks like, and how many blanks may follow each other, also over the lines of
#: a folded field: waitress's expressions take time quadratic in other lines, and in more blanks.
_REQUEST_LINE = re.compile(rb"[!-~]+ [!-~]+(?: HTTP/[0-9]\.[0-9])?")
_BLANKS, MOST_BLANKS = re.compile(rb"[ \t\r\n]+"), 32
#: Characters of X-Forwarded-For that are looked at: its end has what as many proxies have added as
#: may be believed.
FORWARDED = 2_000
#: Characters of a list of languages or tags that are looked at: werkzeug takes 2 ms for each 1,000.
LISTED = 1_000
_LISTS = {"ACCEPT_LANGUAGE", "IF_NONE_MATCH"}
#: Fields with a date, or with something else: they are passed over where werkzeug would raise.
_DATES = {"IF_MODIFIED_SINCE", "IF_RANGE"}
#: Characters of a Host header.
HOST = 300
#: Where a body may have a file.
UPLOAD_PATH = "/api/jobs"
#: A body in chunks may have sizes, extensions and trailers of so many bytes and this part of its
#: data together, and one of them of so many: waitress looks through it anew for each packet.
FRAMING_BYTES, FRAMING_PART = 16_384, 1 / 3
#: Bytes that are taken at once of a body in chunks, beyond the chunk that is arriving: small chunks
#: take so long that other connections would wait.
CHUNKED_AT_ONCE = 512


class NoRoom(Error):  # type: ignore[misc] # noqa: N818 - as waitress names its own
    """The body cannot be kept: most likely the folder for temporary files is full."""

    code = 503
    reason = "Service Unavailable"


class Parser(HTTPRequestParser):  # type: ignore[misc] # waitress has no types
    """A request that is arriving. Where its connection `is_full`, what arrives is thrown away
    unread, and not answered."""

    adj: Any
    body_rcv: Any
    #: Of a head that could not be read there is none.
    path = ""

    def __init__(self, adj: Any, is_full: Callable[[], bool] = lambda: False) -> None:
        super().__init__(adj)
        self.begun = time.monotonic()
        self._has_begun = False
        self._is_full = is_full

    def received(self, data: bytes) -> int:
        """Take in what has arrived, but blank lines before the request; rejects a body in chunks
        that is mostly their framing, and one for which there is no room."""
        arrived = len(data)
        if self._is_full():
            self.empty = self.completed = True
            return arrived
        if not self._has_begun:
            data = data.lstrip(b"\r\n")
            if not data:
                return arrived
            self._has_begun, self.begun = True, time.monotonic()
        skipped = arrived - len(data)
        try:
            consumed: int = super().received(data[: self.at_once(len(data))])
        except OSError as error:
            log.error("no_room", extra={"reason": error.strerror})
            # Closing it writes what is left, for which there is no room either.
            with suppress(OSError):
                self.body_rcv.getbuf().close()
            self.body_rcv = None
            self.error = NoRoom("No room for the body")
            self.completed = True
            return arrived
        if self.empty:
            # Of blanks. waitress answers none, so that they could be sent without end.
            self.empty = False
            self.error = BadRequest("Blanks instead of a request")
            return arrived
        if self.chunked and self.body_rcv is not None and self._is_framing():
            self.error = BadRequest("Too little data in the chunks")
            self.completed = True
            return arrived
        if self.chunked and self.completed:
            # So that small chunks cost their sender a connection.
            self.headers["CONNECTION"] = "close"
        return skipped + consumed

    def _is_framing(self) -> bool:
        """Whether the body in chunks is mostly their sizes and the like."""
        content = len(self.body_rcv)
        line = len(self.body_rcv.control_line) + len(self.body_rcv.trailer)
        framing = self.body_bytes_received - content
        return line > FRAMING_BYTES or framing > FRAMING_BYTES + FRAMING_PART * content

    def at_once(self, size: int) -> int:
        """How many of so many bytes are taken in at once."""
        if not self.chunked or self.body_rcv is None:
            return size
        arriving: int = self.body_rcv.chunk_remainder
        return min(size, max(CHUNKED_AT_ONCE, arriving))

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head; the body of a submission with a file may be as large as a file.

        Raises `ParsingError` for one that would take waitress long.
        """
        # Two lines more are the request's own and the empty one.
        if header_plus.count(b"\n") > HEAD_FIELDS + 2:
            self.error = RequestHeaderFieldsTooLarge("Too many fields")
            self.header_plus, header_plus = header_plus, b"GET / HTTP/1.0\r\n"
        if not _REQUEST_LINE.fullmatch(header_plus.partition(b"\r\n")[0].rstrip()):
            raise ParsingError("Start line is invalid")
        if max(map(len, _BLANKS.findall(header_plus))) > MOST_BLANKS:
            raise ParsingError("Too many blanks")
        try:
            super().parse_header(header_plus)
        except ValueError:
            # Python reads no number of more than 4,300 digits.
            raise ParsingError("Content-Length is too long") from None
        finally:
            if forwarded := self.headers.get("X_FORWARDED_FOR"):
                # A client's quote that nothing closes would hide what proxies add after it.
                self.headers["X_FORWARDED_FOR"] = forwarded[-FORWARDED:].replace('"', "")
            for name in _LISTS & self.headers.keys():
                self.headers[name] = self.headers[name][:LISTED]
            for name in _DATES & self.headers.keys():
                if not _is_date(self.headers[name]):
                    del self.headers[name]
        if not _is_host(self.headers.get("HOST", "")):
            raise ParsingError("Host is invalid")
        kind = self.headers.get("CONTENT_TYPE", "").lower()
        if self.path.rstrip("/") == UPLOAD_PATH and kind.startswith("multipart/form-data"):
            wider = copy.copy(self.adj)
            wider.max_request_body_size = wider.upload_bytes
            self.adj = wider


def _is_date(text: str) -> bool:
    """Whether a date is one of Python's, or none at all."""
    try:
        parse_date(text)
    except OverflowError:
        return False
    return True


def _is_host(host: str) -> bool:
    """Whether a Host header is a name or an address."""
    if len(host) > HOST or not host.isascii():
        return False
    try:
        urlsplit(f"//{host}")
    except ValueError:
        return False
    return True
