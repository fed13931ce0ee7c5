"""Child processes: starting and restarting them, their memory, and listening sockets."""

import ctypes
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

log = logging.getLogger(__name__)

#: Seconds: the first and the longest pause before a process that keeps dying is restarted.
PAUSE, LONGEST_PAUSE = 0.1, 5.0
#: Seconds after which a process has run well: if it was killed or ended without an error, and if it
#: failed.
GOOD_RUN, LONG_RUN = 1.0, 5.0
#: Heaps of a process with many threads.
HEAPS = 2
#: Of <sys/prctl.h> and <malloc.h>.
_PR_SET_PDEATHSIG, _M_ARENA_MAX = 1, -8
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(slots=True)
class Restarts:
    """When to restart a process: at once if it has run well, else after an exponential backoff.
    Times are those of `time.monotonic()`."""

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
        """Note an end; `status` is negative if a signal ended the process, as in `Popen`."""
        good = moment - self._started > (GOOD_RUN if status <= 0 else LONG_RUN)
        self._pause = 0.0 if good else min(max(2 * self._pause, PAUSE), LONGEST_PAUSE)
        self._due = moment + self._pause


@dataclass(slots=True)
class Service:
    """A child process that runs all the time."""

    name: str
    start: Callable[[], "subprocess.Popen[bytes]"]
    process: "subprocess.Popen[bytes] | None" = None
    restarts: Restarts = field(default_factory=Restarts)

    def tend(self, moment: float) -> None:
        """Start the process if it is not running."""
        if self.process is not None:
            if self.process.poll() is None:
                return
            status = self.process.returncode
            log.warning("service_ended", extra={"service": self.name, "status": status})
            self.restarts.ended(moment, status)
            self.process = None
        if self.restarts.is_due(moment):
            self.process = self.start()
            self.restarts.started(moment)

    def end(self, until: float) -> None:
        """Send SIGTERM, and SIGKILL if the process still runs at `until`."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(max(until - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when its parent dies for any reason.

    `parent` is the process id that forked this one: it may be dead already. Only Linux can do this.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def share_heaps() -> None:
    """Let the threads of this process share few heaps of glibc.

    Otherwise each has one of its own, up to eight for each core, which keeps what a large read has
    freed. Nothing happens with another C library.
    """
    with suppress(AttributeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, HEAPS)


def resident_bytes(pid: int) -> int:
    """The resident memory of a process; 0 if the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/statm").read_text().split()
    except (OSError, IndexError):
        return 0
    return int(fields[1]) * _PAGE


def cpu_seconds(pid: int) -> float:
    """The seconds of a core that a process has taken; 0 if the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS


def children_of(pid: int) -> list[int]:
    """The processes that the first thread of a process has started and that have not been waited
    for; none if the system does not tell."""
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def listen(host: str, port: int) -> socket.socket:
    """A listening socket that child processes may inherit; raises OSError."""
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
