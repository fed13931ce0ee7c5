"""The bodies of answers, kept by what was asked, within a limit of bytes."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

#: Bytes of all cached answers, and of one.
ANSWER_BYTES, ONE_ANSWER_BYTES = 64_000_000, 4_000_000


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
                body, _ = self._cache.pop(name)
                self.size -= len(body)

    def add(self, name: Hashable, body: bytes, content_type: str) -> None:
        """Keep a body, if it is not large, and forget old ones beyond `ANSWER_BYTES`."""
        if len(body) > ONE_ANSWER_BYTES:
            return
        with self._lock:
            if name not in self._cache:
                self._cache[name] = body, content_type
                self.size += len(body)
            while self.size > ANSWER_BYTES:
                _, (forgotten, _) = self._cache.popitem(last=False)
                self.size -= len(forgotten)
