"""Bodies with a file: how often their boundary may stand in them."""

from typing import Any

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge

#: Parts of a form. No form that is taken has more than four.
PARTS = 10


class _Bounded:
    """A body that is refused with more boundaries than those parts have and their end.

    Werkzeug looks at each place that begins like one, and at each line of what surrounds it: with a
    short boundary 25 MB of such places take seconds. Clients choose one that is not in the file.
    """

    def __init__(self, body: Any, mark: bytes) -> None:
        self._body, self._mark = body, mark
        self._seen, self._end = 0, b""

    def read(self, size: int = -1) -> bytes:
        """Read a part of the body."""
        data: bytes = self._body.read(size)
        looked_at = self._end + data
        self._seen += looked_at.count(self._mark)
        if self._seen > PARTS + 1:
            raise RequestEntityTooLarge
        # The next boundary may have begun.
        self._end = looked_at[len(looked_at) - len(self._mark) + 1 :]
        return data


def bound_parts(request: Request) -> None:
    """Refuse more parts of the request's form, as it is read."""
    mark = b"--" + request.mimetype_params.get("boundary", "").encode()
    request.environ["wsgi.input"] = _Bounded(request.environ["wsgi.input"], mark)
