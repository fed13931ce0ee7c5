"""The budget of one fetch: one deadline, a byte limit, and its addresses, over all redirects."""

import io
import socket
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from pagewords.fetch.errors import FetchError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

#: Bytes of a response head, interim responses (100 Continue) included.
MAX_HEAD_BYTES = 262_144


class Budget:
    """Track the time and bytes of one fetch. `deadline` is in seconds of `time.monotonic`."""

    def __init__(
        self,
        deadline: float,
        wire_bytes: int,
        on_bytes: Callable[[int], None] | None = None,
        on_address: Callable[[str], None] | None = None,
    ) -> None:
        self.deadline = deadline
        self.received = 0
        self._limit = wire_bytes
        self._head_limit: int | None = None
        self._on_bytes = on_bytes
        self._on_address = on_address

    def remaining(self) -> float:
        """Return the seconds left, always positive; raises `FetchError` after the deadline."""
        seconds = self.deadline - time.monotonic()
        if seconds <= 0:
            raise FetchError("timeout")
        return seconds

    def reach(self, address: str) -> None:
        """Count an address that is about to be reached; raises `FetchError` over its rate."""
        if self._on_address is not None:
            self._on_address(address)

    def allow(self, wire_bytes: int) -> None:
        """Raise the limit of bytes, as for a file, which may be larger than a page."""
        self._limit = max(self._limit, wire_bytes)

    def start_head(self) -> None:
        """Apply the head limit to the next bytes."""
        self._head_limit = self.received + MAX_HEAD_BYTES

    def end_head(self) -> None:
        """Lift the head limit."""
        self._head_limit = None

    def spend(self, received: int) -> None:
        """Count received bytes; raises `FetchError` if they exceed a limit."""
        self.received += received
        if self.received > self._limit:
            raise FetchError("too_large")
        if self._head_limit is not None and self.received > self._head_limit:
            raise FetchError("bad_response")
        if self._on_bytes is not None:
            self._on_bytes(self.received)


class BudgetedReader(io.RawIOBase):
    """Read a socket within the budget.

    A socket's timeout restarts with each read, so a server that sends a byte a second would never
    hit it: set it to the remaining time before each read.
    """

    def __init__(self, sock: socket.socket, budget: Budget) -> None:
        super().__init__()
        self._sock = sock
        self._stream = sock.makefile("rb", buffering=0)  # keeps a closed socket readable
        self._budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        self._sock.settimeout(self._budget.remaining())
        try:
            received = self._stream.readinto(buffer) or 0
        except TimeoutError:
            raise FetchError("timeout") from None
        self._budget.spend(received)
        return received

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()
