"""The browser's processes: how much memory they hold together, and whether a page is at work."""

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


def works(pid: int) -> bool:
    """Whether the program of a page below a process is at work, or would be if it had a core."""
    return any(_is_page(one) and _state(one) == "R" for one in _below(pid))


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


def _is_page(pid: int) -> bool:
    """Whether a process of Chromium runs the programs of pages."""
    with suppress(OSError):  # one that has ended
        return b"--type=renderer" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def _state(pid: int) -> str:
    """The state of a process's first thread, which runs a page's program: `R` for one that is at
    work; empty for one that has ended."""
    with suppress(OSError):
        # Behind the name, which may have spaces.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][:1]
    return ""


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
