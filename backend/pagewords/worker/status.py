"""A shared page of memory in which a worker notes what it is doing, for its parent to see.

The parent reads it to end a job that holds a parser in C code beyond its deadline, to extend the
lease of one that is still at work, and to give back at once the job of a worker that died.
"""

import mmap
import os
import struct
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from pagewords.serving.processes import resident_bytes

STAGES = ("", "fetching", "reading", "counting", "saving")
_LAYOUT = struct.Struct("<?16sidQB")


class Note(NamedTuple):
    """The attempt that a worker is at.

    `since` is a time of `time.monotonic()`, `memory` the bytes that the worker held then.
    """

    key: uuid.UUID
    attempt: int
    since: float
    memory: int
    stage: str


class Slot:
    """One worker's note. It survives the worker, being the parent's memory too."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, mmap.PAGESIZE)

    @contextmanager
    def busy(self, key: uuid.UUID, attempt: int) -> Iterator["Slot"]:
        """Note the attempt, and wipe the note when it has ended in whatever way."""
        memory = resident_bytes(os.getpid())
        _LAYOUT.pack_into(self._memory, 0, False, key.bytes, attempt, time.monotonic(), memory, 0)
        self._memory[0] = 1
        try:
            yield self
        finally:
            self.clear()

    def enter(self, stage: str) -> None:
        """Note the stage, one of `STAGES`."""
        self._memory[_LAYOUT.size - 1] = STAGES.index(stage)

    def clear(self) -> None:
        """Say that nothing is being done."""
        self._memory[0] = 0

    def note(self) -> Note | None:
        """What the worker is at, None where it is at nothing."""
        busy, key, attempt, since, memory, stage = _LAYOUT.unpack_from(self._memory, 0)
        return Note(uuid.UUID(bytes=key), attempt, since, memory, STAGES[stage]) if busy else None


_slot = Slot()


def current_slot() -> Slot:
    """The slot of this process."""
    return _slot


def use_slot(slot: Slot) -> None:
    """Make `slot` the one of this process, which a parent has made before it forked."""
    global _slot
    _slot = slot
