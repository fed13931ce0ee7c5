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
#: A message is named by a key and a number, a client by an address.
_LAYOUT = struct.Struct("<?16sidd48s45sQdddB")
#: Where the last four stand, as `Attempt` has them.
_STAGE = struct.Struct("<dddB")


class Attempt(NamedTuple):
    """The attempt that a worker is busy with.

    `since` is a time of `time.monotonic()`, `cpu` and `memory` the seconds of a core and the bytes
    that the worker had taken then, `message` the message that started it, `client` whose job it is.
    `stage` began at `entered`, when the worker had taken `worked` seconds of a core; `taken` are
    the seconds that the stages before it have taken.
    """

    key: uuid.UUID
    attempt: int
    since: float
    cpu: float
    message: str
    client: str
    memory: int
    taken: float
    entered: float
    worked: float
    stage: str


class SharedStatus:
    """One worker's status. It outlives the worker, because the supervisor maps it too."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, mmap.PAGESIZE)

    @contextmanager
    def busy(self, key: uuid.UUID, attempt: int, message: str, client: str) -> Iterator[None]:
        """Note an attempt, and clear the note when the context ends."""
        now, cpu = time.monotonic(), time.process_time()
        names = (message.encode(), client.encode())
        noted = (key.bytes, attempt, now, cpu, *names, resident_bytes(os.getpid()))
        _LAYOUT.pack_into(self._memory, 0, False, *noted, 0.0, now, cpu, 0)
        self._memory[0] = 1
        try:
            yield
        finally:
            self.clear()

    def enter(self, stage: str, taken: float) -> None:
        """Note the stage, one of `STAGES`, and the seconds that those before it have taken."""
        noted = (taken, time.monotonic(), time.process_time(), STAGES.index(stage))
        # Not `pack_into`, which writes zeros first: the supervisor could read them.
        self._memory[_LAYOUT.size - _STAGE.size : _LAYOUT.size] = _STAGE.pack(*noted)

    def clear(self) -> None:
        """Note that the worker is idle."""
        self._memory[0] = 0

    def read(self) -> Attempt | None:
        """The attempt that the worker is busy with; None if it is idle."""
        busy, key, *rest, stage = _LAYOUT.unpack_from(self._memory, 0)
        if not busy:
            return None
        attempt, since, cpu, *names, memory, taken, entered, worked = rest
        message, client = (name.rstrip(b"\0").decode() for name in names)
        noted = (since, cpu, message, client, memory, taken, entered, worked)
        return Attempt(uuid.UUID(bytes=key), attempt, *noted, STAGES[stage])
