"""How much memory the browser's processes hold together."""

from contextlib import suppress
from pathlib import Path


def held(pid: int) -> int:
    """Bytes of a process and of all below it.

    What they share, such as the pixels of a canvas, is counted once: as much as one of them has of
    it. The program's own pages, which its file has too, are not counted.
    """
    private = shared = 0
    todo = [pid]
    while todo:
        one = todo.pop()
        with suppress(OSError):
            own = _sizes(one)
            private += own.get("RssAnon", 0)
            shared = max(shared, own.get("RssShmem", 0))
            todo += children(one)
    return private + shared


def _sizes(pid: int) -> dict[str, int]:
    """The sizes of a process in /proc, in bytes; none of one that has ended."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    pairs = (line.removesuffix(" kB").split(":") for line in lines if line.endswith(" kB"))
    return {name: 1024 * int(size) for name, size in pairs}


def children(pid: int) -> list[int]:
    """The processes that a process has begun, or that a dead one left to it."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(OSError):  # a thread that has ended
            found += map(int, (task / "children").read_text().split())
    return found
