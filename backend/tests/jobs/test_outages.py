"""What jobs do while the database or Redis is down."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from pagewords.jobs import acceptance, lifecycle, reaper, recent_use, task
from pagewords.jobs.acceptance import Submission
from pagewords.jobs.broker import Broker, connect
from pagewords.models import Job, db
from pagewords.services import services_of

from ..rows import rename

RunJobs = Callable[[], None]
#: Without its table SQLite fails as an unreachable server does, with an OperationalError.
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def submit(client: FlaskClient) -> str:
    key: str = client.post("/api/jobs", json={"text": "kept words"}).get_json()["key"]
    return key


def job_of(client: FlaskClient, key: str) -> Any:
    return client.get(f"/api/jobs/{key}").get_json()


@ON_SQLITE
def test_without_redis_nobody_is_known_to_have_had_workers(app: Flask, client: FlaskClient) -> None:
    submit(client)
    away = connect("unix:///nowhere/valkey.sock")
    with app.app_context():
        recent_use.note("192.0.2.1", 3.0)
        assert recent_use.known() != recent_use.NOBODY
        services_of().broker.redis = away
        recent_use.note("192.0.2.1", 3.0)
        assert recent_use.known() == recent_use.NOBODY
        assert lifecycle.claim_next()


@ON_SQLITE
def test_a_result_is_stored_when_the_database_is_back(
    app: Flask, client: FlaskClient, run_jobs: RunJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            rename(app, "away", "results")

    key = submit(client)
    rename(app, "results", "away")
    monkeypatch.setattr(time, "sleep", pause)
    run_jobs()
    assert job_of(client, key)["status"] == "finished"
    assert pauses == [task.SAVE_EVERY] * 3


@ON_SQLITE
def test_a_result_is_given_up_after_a_time(
    app: Flask, client: FlaskClient, run_jobs: RunJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = submit(client)
    rename(app, "results", "away")
    monkeypatch.setattr(task, "SAVE_FOR", -1.0)
    run_jobs()
    rename(app, "away", "results")
    job = job_of(client, key)
    assert (job["status"], job["error"]["code"]) == ("failed", "not_saved")


def test_without_redis_an_interrupted_attempt_is_requeued_all_the_same(app: Flask) -> None:
    redis = connect("unix:///nowhere/valkey.sock")
    broker = Broker(redis, result_ttl=500, timeout=60)
    with app.app_context():
        job, _ = acceptance.accept(Submission(text="kept words"), fresh=True, limit=10)
        assert lifecycle.claim(job.key, 1)
        reaper.requeue(broker, job.key, 1, 3)
        db.session.expire_all()
        found = db.session.get_one(Job, job.key)
        assert (found.status, found.attempt) == ("queued", 2)
    redis.close()
