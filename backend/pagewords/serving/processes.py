"""Processes: when they are started again; what the system knows of their memory and ports."""

import ctypes
import os
import signal
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

#: Seconds: the first pause before a process that keeps ending is started again, and the longest.
PAUSE, LONGEST_PAUSE = 0.1, 5.0
#: Seconds of a good run: of a process that was killed or ended without an error, and of one that
#: failed.
GOOD_RUN, LONG_RUN = 1.0, 5.0
_PR_SET_PDEATHSIG = 1
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(slots=True)
class Restarts:
    """When a process that is to run all the time is started again: at once after a good run, with
    growing pauses where it keeps ending. Times are those of `time.monotonic()`."""

    _started: float = 0.0
    _pause: float = 0.0
    _due: float = 0.0

    def is_due(self, moment: float) -> bool:
        """Whether the pause is over."""
        return moment >= self._due

    def started(self, moment: float) -> None:
        """Note a start."""
        self._started = moment

    def ended(self, moment: float, status: int) -> None:
        """Note an end; `status` is negative where a signal ended the process, as in `Popen`."""
        good = moment - self._started > (GOOD_RUN if status <= 0 else LONG_RUN)
        self._pause = 0.0 if good else min(max(2 * self._pause, PAUSE), LONGEST_PAUSE)
        self._due = moment + self._pause


def die_with_parent(parent: int) -> None:
    """Have the kernel end this process when its parent ends, however that ends.

    `parent` is the process id that forked this one: it may have ended already. Only Linux offers
    this; elsewhere the stop of a parent that was killed is left to its supervisor.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def resident_bytes(pid: int) -> int:
    """The memory that a process holds; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/statm").read_text().split()
    except (OSError, IndexError):
        return 0
    return int(fields[1]) * _PAGE


def listen(host: str, port: int) -> socket.socket:
    """A listening socket that child processes may inherit; raises OSError where there is none."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((host, port))
        sock.listen(1024)
        sock.set_inheritable(True)
    except BaseException:
        sock.close()
        raise
    return sock


def lan_address() -> str | None:
    """This machine's address on its network, as others on that network see it.

    Connecting a datagram socket sends nothing; it makes the system choose a source address.
    """
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.connect(("192.0.2.1", 9))
            return str(sock.getsockname()[0])
    except OSError:
        return None
