"""gunicorn's threads, which wait for no client: a request arrives within a time, or is dropped.

gunicorn reads requests in its threads without a limit, so that as many stalled clients as there are
threads would silence the API. Here a connection takes a thread only when something has arrived on
it, and its request must then go on arriving.
"""

import errno
import socket
import time
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

#: Seconds that a request may stop arriving, and that all of it may take.
STALL, REQUEST = 10.0, 60.0
#: Seconds in which a client must have taken an answer.
ANSWER = 60.0


class PatientSocket(socket.socket):
    """A client's socket; a read that takes too long ends as if the client had hung up."""

    _until = 0.0

    def setblocking(self, flag: bool) -> None:
        """gunicorn does so before each request, whose time begins then."""
        super().setblocking(flag)
        if flag:
            self._until = time.monotonic() + REQUEST
            self.settimeout(STALL)

    def recv(self, *arguments: Any) -> bytes:
        """Receive; raises ConnectionResetError where the client stalls."""
        left = self._until - time.monotonic()
        if self.gettimeout() != 0:
            self.settimeout(max(min(STALL, left), 0.001))
        try:
            return super().recv(*arguments)
        except TimeoutError:
            raise ConnectionResetError(errno.ECONNRESET, "the client stalls") from None

    def sendall(self, *arguments: Any) -> None:
        """Send all of it; raises ConnectionResetError where the client does not take it."""
        self.settimeout(ANSWER)
        try:
            super().sendall(*arguments)
        except TimeoutError:
            raise ConnectionResetError(errno.ECONNRESET, "the client stalls") from None


class PatientWorker(ThreadWorker):  # type: ignore[misc] # gunicorn has no types
    """gunicorn's worker class for `web_server`."""

    def accept(self, listener: socket.socket) -> None:
        """Take a connection, to be looked at once something has arrived on it."""
        try:
            accepted, client = listener.accept()
        except OSError as error:
            if error.errno in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                return
            raise
        self.nr_conns += 1
        sock = PatientSocket(fileno=accepted.detach())
        conn = TConn(self.cfg, sock, client, listener.getsockname())
        conn.set_timeout()
        self.pending_conns.append(conn)
        self.poller.register(sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))
