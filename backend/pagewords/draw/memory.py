"""How much memory the browser's processes hold together."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def exceeds(pid: int, most: int) -> bool:
    """Whether a process and all below it hold more than `most` bytes.

    What they share, such as the pixels of a canvas, is counted once; pages of files are not.
    """
    processes = [*_below(pid)]
    # With all that is shared counted for each of them: to look closer takes twenty times as long.
    if sum(map(_at_most, processes)) <= most:
        return False
    return sum(map(_exact, processes)) > most


def children(pid: int) -> list[int]:
    """The processes that a process has begun, or that a dead one left to it."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(OSError):  # a thread that has ended
            found += map(int, (task / "children").read_text().split())
    return found


def _below(pid: int) -> Iterator[int]:
    """A process and all below it."""
    yield pid
    with suppress(OSError):  # one that has ended
        for child in children(pid):
            yield from _below(child)


def _at_most(pid: int) -> int:
    """Bytes that a process holds, with all of what it shares."""
    return _sum(pid, "status", "RssAnon", "RssShmem")


def _exact(pid: int) -> int:
    """Bytes that a process holds, with its part of what it shares."""
    # Nothing where the system does not tell, and of a process that has ended.
    return _sum(pid, "smaps_rollup", "Pss_Anon", "Pss_Shmem") or _at_most(pid)


def _sum(pid: int, file: str, *names: str) -> int:
    """Bytes that a file of a process in /proc has under some names."""
    total = 0
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/{file}").read_text().splitlines():
            name, _, value = line.partition(":")
            if name in names:
                total += 1024 * int(value.split()[0])
    return total
