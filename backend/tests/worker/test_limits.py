"""What an attempt may take before its job is a long one."""

import os
import subprocess
import sys
import uuid

import pytest

from pagewords.jobs.recent_use import LONG
from pagewords.serving.processes import children_of, cpu_seconds
from pagewords.worker.limits import taken
from pagewords.worker.status import STAGES, Attempt

from ..conftest import wait_for

MOMENT = 1_000.0


@pytest.mark.parametrize("stage", STAGES[1:])
@pytest.mark.parametrize("by_clock", [LONG / 2, 2 * LONG])
@pytest.mark.parametrize("before", [0.0, LONG / 2 + 0.1])
@pytest.mark.parametrize("of_a_core", [0.0, LONG / 2 + 0.1, 2 * LONG])
def test_waits_are_measured_by_the_clock_and_work_in_seconds_of_a_core(
    stage: str, by_clock: float, before: float, of_a_core: float
) -> None:
    """Work while it waits is no second time beside the wait."""
    pid = os.getpid()
    # The tests' own servers, which are no readers of files.
    servers = sum(map(cpu_seconds, children_of(pid))) if stage == "reading" else 0.0
    entered, worked = MOMENT - by_clock, cpu_seconds(pid) + servers - of_a_core
    attempt = Attempt(uuid.uuid4(), 1, 0.0, 0.0, "", "", 0, before, entered, worked, stage)
    waits = stage in ("fetching", "rendering")
    long = before + (by_clock if waits else of_a_core) > LONG
    assert (taken(pid, attempt, MOMENT) > LONG) == long


@pytest.mark.parametrize("stage", ["reading", "counting"])
def test_the_work_of_a_reader_of_files_is_its_workers(stage: str) -> None:
    pid = os.getpid()
    worked = cpu_seconds(pid)
    attempt = Attempt(uuid.uuid4(), 1, 0.0, 0.0, "", "", 0, 0.0, MOMENT, worked, stage)
    before = sum(map(cpu_seconds, children_of(pid)))
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as reader:
        try:
            wait_for(lambda: cpu_seconds(reader.pid) > 1.0, "work of the reader")
            own = cpu_seconds(pid) - worked
            read = taken(pid, attempt, MOMENT) - own - before
            assert (read > 0.9) == (stage == "reading")
        finally:
            reader.kill()
