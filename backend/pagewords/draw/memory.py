"""How much memory the browser's processes hold together."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path


def exceeds(pid: int, most: int) -> bool:
    """Whether a process and all below it hold more than `most` bytes.

    What they share, such as the pixels of a canvas, is counted once; pages of files are not.
    """
    processes = [*_below(pid)]
    # With all that is shared counted for each of them: to look closer takes twenty times as long.
    if _sum(processes, "status", "RssAnon", "RssShmem") <= most:
        return False
    exact = _sum(processes, "smaps_rollup", "Pss_Anon", "Pss_Shmem")
    # Nothing where the system does not tell.
    return exact > most or not exact


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


def _sum(processes: Iterable[int], file: str, *names: str) -> int:
    """Bytes that a file of each process in /proc has under some names."""
    total = 0
    for pid in processes:
        with suppress(OSError):
            for line in Path(f"/proc/{pid}/{file}").read_text().splitlines():
                name, _, value = line.partition(":")
                if name in names:
                    total += 1024 * int(value.split()[0])
    return total
