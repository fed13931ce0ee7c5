"""The bodies of answers, kept by what was asked, within a limit of bytes."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

from flask import request

from pagewords.api.clients import client_of_request
from pagewords.services import services_of

#: Bytes of all cached answers with their names, and of one body.
ANSWER_BYTES, ONE_ANSWER_BYTES = 64_000_000, 4_000_000
#: Bytes that an answer takes besides.
OVERHEAD = 500
#: How answers are compressed.
CODINGS = ["zstd", "br", "gzip", "deflate"]
#: In the WSGI environment: the name of the answer to a request, and the thread's seconds when its
#: compression began.
NAME, COMPRESSING = "pagewords.answer", "pagewords.compressing"


class Answers:
    """The bodies of the latest answers, least recently used first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cache: OrderedDict[Hashable, tuple[bytes, str]] = OrderedDict()
        self.size = 0

    def get(self, name: Hashable) -> tuple[bytes, str] | None:
        """The body of that name and its content type, if it is kept."""
        with self._lock:
            if name in self._cache:
                self._cache.move_to_end(name)
            return self._cache.get(name)

    def forget(self, is_gone: Callable[[Any], bool]) -> None:
        """Drop the bodies of such names."""
        with self._lock:
            for name in filter(is_gone, list(self._cache)):
                self.size -= _size(name, self._cache.pop(name)[0])

    def add(self, name: Hashable, body: bytes, content_type: str) -> None:
        """Keep a body, if it is not large, and forget old ones beyond `ANSWER_BYTES`."""
        if len(body) > ONE_ANSWER_BYTES:
            return
        with self._lock:
            if name not in self._cache:
                self._cache[name] = body, content_type
                self.size += _size(name, body)
            while self.size > ANSWER_BYTES:
                forgotten, (old, _) = self._cache.popitem(last=False)
                self.size -= _size(forgotten, old)


def _size(name: Hashable, body: bytes) -> int:
    """Bytes of an answer in memory: a name has the query, which may be longer than the body."""
    return len(str(name)) + len(body) + OVERHEAD


class Compressed:
    """The compressed bodies of kept answers, for Flask-Compress, which asks by their coding: to
    compress a long one takes as long as to make it, which is charged to the client too."""

    def __init__(self, answers: Answers) -> None:
        """`answers` has them beside the bodies."""
        self._answers = answers

    def get(self, coding: str) -> bytes | None:
        """The body of the current answer in a coding, if it is kept; else it is compressed now."""
        kept = self._answers.get((*request.environ.get(NAME, ()), coding))
        if kept is None:
            request.environ[COMPRESSING] = time.thread_time()
        return kept[0] if kept else None

    def set(self, coding: str, body: bytes) -> None:
        """Keep the body of the current answer in a coding, if the answer is kept."""
        if (begun := request.environ.pop(COMPRESSING, None)) is not None:
            services_of().rate_limiter.charge_since(begun, client_of_request())
        name = request.environ.get(NAME)
        if name is not None and self._answers.get(name) is not None:
            self._answers.add((*name, coding), body, "")
