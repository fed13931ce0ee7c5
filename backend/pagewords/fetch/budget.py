"""The meter of one fetch: its one deadline and its bytes on the wire, over all redirects."""

import io
import socket
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from pagewords.fetch.errors import FetchError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

#: Bytes that may come before a body, interim answers (100 Continue) included.
HEAD_BYTES = 262_144


class Meter:
    """Counts what one fetch takes. `deadline` is a moment of `time.monotonic`."""

    def __init__(
        self, deadline: float, wire_bytes: int, on_bytes: Callable[[int], None] | None = None
    ) -> None:
        self.deadline = deadline
        self.received = 0
        self._limit = wire_bytes
        self._head_limit: int | None = None
        self._on_bytes = on_bytes

    def left(self) -> float:
        """Seconds left, always more than none; raises `FetchError` once there are none."""
        seconds = self.deadline - time.monotonic()
        if seconds <= 0:
            raise FetchError("timeout")
        return seconds

    def head_starts(self) -> None:
        """A new answer is awaited: its head has a limit of its own."""
        self._head_limit = self.received + HEAD_BYTES

    def body_starts(self) -> None:
        """The head is over."""
        self._head_limit = None

    def count(self, received: int) -> None:
        """Count bytes from the wire; raises `FetchError` where they are too many."""
        self.received += received
        if self.received > self._limit:
            raise FetchError("too_large")
        if self._head_limit is not None and self.received > self._head_limit:
            raise FetchError("bad_response")
        if self._on_bytes is not None:
            self._on_bytes(self.received)


class MeteredReader(io.RawIOBase):
    """What a socket receives, each read under the fetch's deadline and counted.

    A time-out of a socket is one of each read, so that a byte a second would never meet it.
    """

    def __init__(self, sock: socket.socket, meter: Meter) -> None:
        super().__init__()
        self._sock = sock
        self._stream = sock.makefile("rb", buffering=0)  # keeps a closed socket open until read
        self._meter = meter

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        self._sock.settimeout(self._meter.left())
        try:
            received = self._stream.readinto(buffer) or 0
        except TimeoutError:
            raise FetchError("timeout") from None
        self._meter.count(received)
        return received

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()
