"""What an attempt may take before its job is a long one."""

import os
import uuid

import pytest

from pagewords.serving.processes import cpu_seconds
from pagewords.worker.limits import LONG, is_long
from pagewords.worker.status import STAGES, Attempt, SharedStatus

MOMENT = 1_000.0


@pytest.mark.parametrize("stage", STAGES[1:])
@pytest.mark.parametrize("by_clock", [LONG / 2, 2 * LONG])
@pytest.mark.parametrize("waited", [0.0, LONG / 2 + 0.1])
@pytest.mark.parametrize("of_a_core", [0.0, 2 * LONG])
def test_waits_are_measured_by_the_clock_and_work_in_seconds_of_a_core(
    stage: str, by_clock: float, waited: float, of_a_core: float
) -> None:
    pid = os.getpid()
    entered, cpu = MOMENT - by_clock, cpu_seconds(pid) - of_a_core
    attempt = Attempt(uuid.uuid4(), 1, 0.0, cpu, "", 0, waited, entered, stage)
    waits = stage in ("fetching", "rendering")
    long = of_a_core > LONG or waited + (by_clock if waits else 0.0) > LONG
    assert is_long(pid, attempt, MOMENT) == long


def test_all_waits_of_an_attempt_are_added_up() -> None:
    status = SharedStatus()
    with status.busy(uuid.uuid4(), 1, "message"):
        for stage in ("fetching", "reading", "fetching", "fetching", "reading"):
            status.enter(stage)
        attempt = status.read()
        assert attempt is not None
        assert 0.0 < attempt.waited < attempt.entered - attempt.since
