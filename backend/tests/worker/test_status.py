"""What a worker notes of its attempt for its supervisor."""

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator

import pytest
from flask import Flask

from pagewords.jobs import stages
from pagewords.jobs.stages import Stages
from pagewords.services import services_of
from pagewords.worker.status import Attempt, SharedStatus

SECONDS = 0.3


@pytest.fixture
def status(monkeypatch: pytest.MonkeyPatch) -> SharedStatus:
    found = SharedStatus()
    monkeypatch.setattr(stages, "_status", found)
    return found


@pytest.fixture
def attempt(app: Flask, status: SharedStatus) -> Iterator[Stages]:
    with app.app_context(), status.busy(uuid.uuid4(), 1, "message", "2001:db8:1:2::/64"):
        yield Stages(services_of().broker, uuid.uuid4(), 1)


def noted(status: SharedStatus) -> Attempt:
    found = status.read()
    assert found is not None
    return found


def work(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_each_stage_takes_seconds_of_its_own_kind(attempt: Stages, status: SharedStatus) -> None:
    begun = time.monotonic()
    attempt.enter("fetching")
    work(SECONDS)
    attempt.enter("reading")
    by_clock = time.monotonic() - begun
    # What it worked while it fetched is part of that time, and counts once.
    assert SECONDS <= attempt.taken <= by_clock
    entered = noted(status)
    assert (entered.stage, entered.taken) == ("reading", attempt.taken)
    assert entered.client == "2001:db8:1:2::/64"
    assert entered.worked - entered.cpu >= SECONDS
    fetched = attempt.taken
    work(SECONDS)
    attempt.enter("counting")
    # The clock of the system's accounts is coarse.
    assert attempt.taken - fetched == pytest.approx(SECONDS, abs=0.1)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_reader_of_files_that_has_ended_counts(attempt: Stages) -> None:
    attempt.enter("reading")
    before = os.times().children_user
    code = f"import time\nwhile time.process_time() < {SECONDS}: pass"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
    read = os.times().children_user - before
    attempt.end()
    assert attempt.taken >= read > 0
