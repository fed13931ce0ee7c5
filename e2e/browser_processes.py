"""The processes of a browser that draws, and waiting until they have ended; for tests."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from pagewords.draw.processes import children


def processes_below(pid: int) -> list[int]:
    """The processes of the browser below one, the first of its namespaces before the others."""
    found, todo = [], [(pid, False)]
    while todo:
        one, inside = todo.pop(0)
        try:
            command = Path(f"/proc/{one}/cmdline").read_text()
            below = children(one)
        except OSError:  # it has ended
            continue
        inside = inside or ("pagewords.draw.inside" in command and "unshare" not in command)
        found += [one] if inside else []
        todo += [(child, inside) for child in below]
    return found


def parent(pid: int) -> int:
    """The process that has begun another."""
    return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])


def gone_within(seconds: float, pids: list[int]) -> None:
    """Wait until all of these processes have ended."""
    within(seconds, lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids))


def within(seconds: float, holds: Callable[[], bool]) -> None:
    """Wait until something holds; it fails the test if that takes longer."""
    until, pause = time.monotonic() + seconds, threading.Event()
    while not holds():
        assert time.monotonic() < until, f"not so after {seconds} s"
        pause.wait(0.05)
