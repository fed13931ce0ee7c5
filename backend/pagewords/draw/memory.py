"""How much memory the browser's processes hold together."""

import os
from contextlib import suppress
from pathlib import Path

_PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")


def held(pid: int) -> int:
    """Bytes of a process and of all below it, without the memory that they share with others."""
    total, todo = 0, [pid]
    while todo:
        one = todo.pop()
        with suppress(OSError, ValueError):
            _, resident, shared, *_ = Path(f"/proc/{one}/statm").read_text().split()
            total += (int(resident) - int(shared)) * _PAGE_SIZE
            todo += children(one)
    return total


def children(pid: int) -> list[int]:
    """The processes that a process has begun, or that a dead one left to it."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(OSError):  # a thread that has ended
            found += map(int, (task / "children").read_text().split())
    return found
