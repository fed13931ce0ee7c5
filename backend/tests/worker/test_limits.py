"""What an attempt may take before its job is a long one."""

import os
import subprocess
import sys
import uuid

import pytest

from pagewords.serving.processes import children_of, cpu_seconds
from pagewords.worker.limits import LONG, taken
from pagewords.worker.status import STAGES, Attempt, SharedStatus

from ..conftest import wait_for

MOMENT = 1_000.0


@pytest.mark.parametrize("stage", STAGES[1:])
@pytest.mark.parametrize("by_clock", [LONG / 2, 2 * LONG])
@pytest.mark.parametrize("waited", [0.0, LONG / 2 + 0.1])
@pytest.mark.parametrize("of_a_core", [0.0, LONG / 2 + 0.1, 2 * LONG])
def test_waits_are_measured_by_the_clock_and_work_in_seconds_of_a_core(
    stage: str, by_clock: float, waited: float, of_a_core: float
) -> None:
    pid = os.getpid()
    entered, cpu = MOMENT - by_clock, cpu_seconds(pid) - of_a_core
    attempt = Attempt(uuid.uuid4(), 1, 0.0, cpu, "", 0, waited, entered, stage)
    waits = stage in ("fetching", "rendering")
    long = of_a_core + waited + (by_clock if waits else 0.0) > LONG
    assert (taken(pid, attempt, MOMENT) > LONG) == long


@pytest.mark.parametrize("stage", ["reading", "counting"])
def test_the_work_of_a_reader_of_files_is_its_workers(stage: str) -> None:
    pid = os.getpid()
    attempt = Attempt(uuid.uuid4(), 1, 0.0, cpu_seconds(pid), "", 0, 0.0, MOMENT, stage)
    before = sum(map(cpu_seconds, children_of(pid)))
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as reader:
        try:
            wait_for(lambda: cpu_seconds(reader.pid) > 1.0, "work of the reader")
            own = cpu_seconds(pid) - attempt.cpu
            read = taken(pid, attempt, MOMENT) - own - before
            assert (read > 0.9) == (stage == "reading")
        finally:
            reader.kill()


def test_all_waits_of_an_attempt_are_added_up() -> None:
    status = SharedStatus()
    with status.busy(uuid.uuid4(), 1, "message"):
        for stage in ("fetching", "reading", "fetching", "fetching", "reading"):
            status.enter(stage)
        attempt = status.read()
        assert attempt is not None
        assert 0.0 < attempt.waited < attempt.entered - attempt.since
