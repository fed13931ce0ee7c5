"""Bodies with a file: how many parts they may have, and how long the heads of these may be."""

import re
from typing import Any

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge

#: Parts of a form. No form that is taken has more than four.
PARTS = 10
#: Bytes of the head of a part, which has the name of a file: Werkzeug steps over each sign of it.
HEAD_BYTES = 4_096
_LINE_END = re.compile(rb"[ \t\v\f]*(?:\r\n|\r|\n)")
_BLANK_LINE = re.compile(rb"\r\n\r\n|\r\r|\n\n")


class _Bounded:
    """A body that is refused with more boundaries than those parts have and their end, and with a
    longer head behind one.

    Werkzeug looks at each place that begins like one, and at each line of what surrounds it: with a
    short boundary 25 MB of such places take seconds. Clients choose one that is not in the file.
    """

    def __init__(self, body: Any, mark: bytes) -> None:
        self._body, self._mark = body, mark
        self._seen, self._end = 0, b""
        #: The head that is arriving.
        self._head: bytes | None = None

    def read(self, size: int = -1) -> bytes:
        """Read a part of the body."""
        data: bytes = self._body.read(size)
        looked_at = self._end + data
        before, *parts = looked_at.split(self._mark)
        self._seen += len(parts)
        if self._seen > PARTS + 1:
            raise RequestEntityTooLarge
        self._look_at_head(before[len(self._end) :])
        for part in parts:
            self._head = b""
            self._look_at_head(part)
        # The next boundary may have begun.
        self._end = looked_at[len(looked_at) - len(self._mark) + 1 :]
        return data

    def _look_at_head(self, arrived: bytes) -> None:
        if self._head is None:
            return
        self._head += arrived[: HEAD_BYTES + 1]
        # The line of the boundary ends first.
        ended = _LINE_END.match(self._head)
        begins = ended.end() if ended else 0
        if _BLANK_LINE.search(self._head[:HEAD_BYTES], begins) or self._head.startswith(b"--"):
            self._head = None
        elif len(self._head) > HEAD_BYTES:
            raise RequestEntityTooLarge


def bound_parts(request: Request) -> None:
    """Refuse more parts of the request's form, as it is read."""
    mark = b"--" + request.mimetype_params.get("boundary", "").encode()
    request.environ["wsgi.input"] = _Bounded(request.environ["wsgi.input"], mark)
