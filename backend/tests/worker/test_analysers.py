"""An analyser that cannot be loaded: told in log, metrics and health, and tried again."""

import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from pagewords.words import available
from pagewords.words.available import Available

BACKEND = Path(__file__).parents[2]
WITHOUT_KIWI = """
import sys
sys.modules["kiwipiepy"] = None
from pagewords import config, create_app
from pagewords.worker.rq_worker import work
work(create_app(config.from_environment()), burst=True)
"""
KOREAN = {"text": "강이 흐른다. 강을 건너 마을로 간다.", "language": "ko"}


@pytest.mark.timeout(120)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_missing_analyser_degrades_the_health_until_a_worker_has_it(
    client: FlaskClient, environment: dict[str, str], run_jobs: Callable[[], None]
) -> None:
    assert client.get("/api/health").get_json()["status"] == "ok"
    key = client.post("/api/jobs", json=KOREAN).get_json()["key"]
    worker = [sys.executable, "-c", WITHOUT_KIWI]
    done = subprocess.run(
        worker,
        env=os.environ | environment,
        cwd=BACKEND,
        capture_output=True,
        text=True,
        timeout=90,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("analyser_missing") == 1
    # The text is counted all the same.
    assert client.get(f"/api/results/{key}").status_code == 200
    health = client.get("/api/health")
    assert health.status_code == 200
    assert health.get_json()["status"] == "degraded"
    assert health.get_json()["ready"] is True
    assert health.get_json()["parts"]["kiwi"] == "missing"
    client.post("/api/jobs", json=KOREAN)
    run_jobs()
    assert client.get("/api/health").get_json()["status"] == "ok"


def test_a_failed_load_is_tried_again_after_a_while(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    loads = []

    def load() -> None:
        loads.append(1)
        if len(loads) < 3:
            raise ImportError("No module named 'kiwipiepy'")

    one = Available("kiwi", load)
    assert one.loaded is None
    with caplog.at_level(logging.ERROR):
        assert [one(), one()] == [False, False]
        assert (len(loads), len(caplog.records)) == (1, 1)
        monkeypatch.setattr(available, "RETRY_AFTER", 0.0)
        one._due = 0.0
        assert [one(), one(), one()] == [False, True, True]
    assert (len(loads), len(caplog.records), one.loaded) == (3, 2, True)
