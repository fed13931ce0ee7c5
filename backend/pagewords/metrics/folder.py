"""The folder in which the processes of a service share their metrics."""

import os
import tempfile

#: Where Linux keeps files in memory.
_MEMORY = "/dev/shm"  # noqa: S108 - only where a folder of our own goes


def make_folder() -> tempfile.TemporaryDirectory[str]:
    """A new folder, for PROMETHEUS_MULTIPROC_DIR; it is deleted at the end of a `with`.

    It is in memory where the system offers that: processes map its files, and whoever writes to a
    mapped file while the disk is full is ended (SIGBUS).
    """
    memory = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    return tempfile.TemporaryDirectory(prefix="pagewords-metrics-", dir=memory)
