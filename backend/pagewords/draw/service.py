"""The service `draw` of the containers: `python -m pagewords.draw.service SOCKET`.

Its container has no network and holds the browsers of the workers, which connect to the Unix
socket and fetch. Each connection has a process of its own (`inside`); when that ends, whatever it
began is ended with it.
"""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

from pagewords.draw import sandbox
from pagewords.draw.processes import children

_BACKLOG = 16
_PR_SET_CHILD_SUBREAPER = 36
_ROUTES, _ROUTES_6 = Path("/proc/self/net/route"), Path("/proc/self/net/ipv6_route")


def has_network() -> bool:
    """Whether there is a route to any address but this machine's own, as in a network of
    containers that has no way out, too."""
    if _ROUTES.read_text().splitlines()[1:]:
        return True
    # A system may have no IPv6. The device is the last word of a line.
    routes = _ROUTES_6.read_text().splitlines() if _ROUTES_6.exists() else []
    return any(route.split()[-1] != "lo" for route in routes)


class Service:
    """Starts a browser for each connection, and ends what it leaves."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: set[int] = set()
        self._command = sandbox.bare_command()
        # What loses its parent becomes a child of this process, also where that is not the first.
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)

    @property
    def has_no_sandbox(self) -> bool:
        """Whether Chromium runs without its own sandbox."""
        return sandbox.NO_SANDBOX in self._command

    def run(self, path: str) -> None:
        """Serve the connections to a socket that is made at `path`, for this user alone."""
        Path(path).unlink(missing_ok=True)
        os.umask(0o077)
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path)
            listener.listen(_BACKLOG)
            while True:
                link, _ = listener.accept()
                threading.Thread(target=self._serve, args=(link,), daemon=True).start()

    def _serve(self, link: socket.socket) -> None:
        """Have a process serve one connection.

        One that sends nothing only asked whether the service runs (`client.why_not`).
        """
        with link:
            if not link.recv(1, socket.MSG_PEEK):
                return
            folder = tempfile.mkdtemp(prefix="pagewords-draw-")
            with self._lock:
                process = subprocess.Popen(  # noqa: S603 - of fixed words alone
                    self._command,
                    stdin=link.fileno(),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env=sandbox.environment(folder),
                )
                self._known.add(process.pid)
        process.wait()
        with self._lock:
            self._known.discard(process.pid)
            self._end_others()
        shutil.rmtree(folder, ignore_errors=True)

    def end(self) -> None:
        """End every browser."""
        self._known.clear()
        self._end_others()

    def _end_others(self) -> None:
        """End the processes below this one that serve no connection."""
        while others := set(children(os.getpid())) - self._known:
            for pid in others:
                with suppress(ProcessLookupError, ChildProcessError):
                    os.kill(pid, signal.SIGKILL)
                    os.waitpid(pid, 0)


def main() -> None:
    """Serve until SIGTERM; exit with a sentence where it must not or cannot."""
    if reason := sandbox.missing():
        sys.exit(reason)
    if has_network():
        sys.exit("This service must have no network (network_mode: none), and it has one.")
    try:
        service = Service()
    except (OSError, subprocess.TimeoutExpired):
        # A sandbox that was not tried must not stay off: whoever started this starts it again.
        sys.exit("Chromium did not start in time: this machine is too busy.")
    if service.has_no_sandbox:
        print("Chromium's own sandbox is off: it does not start here with it.", flush=True)

    def stop(*_: object) -> None:
        service.end()
        os._exit(0)

    signal.signal(signal.SIGTERM, stop)
    service.run(sys.argv[1])


if __name__ == "__main__":
    main()
