"""A page of shared memory in which a worker notes its work, for its supervisor to read.

With it the supervisor ends a job that is stuck in C code, renews the lease of a busy worker, and
requeues the job of a worker that died.
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

STAGES = ("", "fetching", "rendering", "reading", "counting", "saving")
#: A message is named by a key and a number.
_LAYOUT = struct.Struct("<?16sidd48sQddB")
#: Where the last three stand: the seconds waited, the time at which the stage began, the stage.
_STAGE = struct.Struct("<ddB")
#: The stages in which a worker waits for a site or a browser.
WAITS = ("fetching", "rendering")


class Attempt(NamedTuple):
    """The attempt that a worker is busy with.

    `since` is a time of `time.monotonic()`, `cpu` and `memory` the seconds of a core and the bytes
    that the worker had taken then, `message` the message that started it. `stage` began at
    `entered`; `waited` are the seconds of the stages before it that are among `WAITS`.
    """

    key: uuid.UUID
    attempt: int
    since: float
    cpu: float
    message: str
    memory: int
    waited: float
    entered: float
    stage: str


class SharedStatus:
    """One worker's status. It outlives the worker, because the supervisor maps it too."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, mmap.PAGESIZE)

    @contextmanager
    def busy(self, key: uuid.UUID, attempt: int, message: str) -> Iterator[None]:
        """Note an attempt, and clear the note when the context ends."""
        now = time.monotonic()
        taken = (time.process_time(), message.encode(), resident_bytes(os.getpid()))
        _LAYOUT.pack_into(self._memory, 0, False, key.bytes, attempt, now, *taken, 0.0, now, 0)
        self._memory[0] = 1
        try:
            yield
        finally:
            self.clear()

    def enter(self, stage: str) -> None:
        """Note the stage, one of `STAGES`."""
        at, now = _LAYOUT.size - _STAGE.size, time.monotonic()
        waited, entered, before = _STAGE.unpack_from(self._memory, at)
        if STAGES[before] in WAITS:
            waited += now - entered
        _STAGE.pack_into(self._memory, at, waited, now, STAGES.index(stage))

    def clear(self) -> None:
        """Note that the worker is idle."""
        self._memory[0] = 0

    def read(self) -> Attempt | None:
        """The attempt that the worker is busy with; None if it is idle."""
        busy, key, *rest, stage = _LAYOUT.unpack_from(self._memory, 0)
        if not busy:
            return None
        attempt, since, cpu, name, memory, waited, entered = rest
        message = name.rstrip(b"\0").decode()
        noted = (since, cpu, message, memory, waited, entered)
        return Attempt(uuid.UUID(bytes=key), attempt, *noted, STAGES[stage])
