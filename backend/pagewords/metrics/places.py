"""Shares the metrics of a service's processes: in files of one folder, named by their places.

prometheus_client would name them by process, and a worker that is ended often would fill the disk:
one that follows in a place goes on with the files of the one before.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Where Linux keeps files in memory, and bytes that have to be free there.
_MEMORY, _ROOM = Path("/dev/shm"), 16_000_000  # noqa: S108 - only a folder of our own goes there
_FOLDER = "PROMETHEUS_MULTIPROC_DIR"

_place = "supervisor"


@contextmanager
def share() -> Iterator[None]:
    """Share the metrics of this process and of its forks until the context ends. To be begun before
    prometheus_client is imported.

    The folder is in memory if there is room. Processes map its files, and a process that writes to
    a mapped file on a full disk is killed (SIGBUS).
    """
    with tempfile.TemporaryDirectory(prefix="pagewords-metrics-", dir=_memory()) as folder:
        os.environ[_FOLDER] = folder
        from prometheus_client import values

        values.ValueClass = values.MultiProcessValue(lambda: _place)  # type: ignore[no-untyped-call]
        yield


def take(number: int) -> None:
    """Be the worker in a place from now on, after a fork."""
    global _place
    _place = f"worker-{number}"
    if folder := os.environ.get(_FOLDER):
        # systemd may delete what a user has in memory when the user logs out (RemoveIPC).
        Path(folder).mkdir(mode=0o700, exist_ok=True)


def _memory() -> Path | None:
    """Where files are in memory; None if that has no room."""
    try:
        system = os.statvfs(_MEMORY)
    except OSError:
        return None
    room = system.f_bavail * system.f_frsize
    return _MEMORY if room > _ROOM and os.access(_MEMORY, os.W_OK) else None
