"""What answers and logs say to whom: no secret, no trace, no SQL; and a job's key on its lines."""

import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from pagewords import config, create_app
from pagewords.logs import Formatter
from pagewords.models import db

SECRET = "correct-horse-battery"


def lose(app: Flask, table: str) -> None:
    """Take a table away, so that something goes wrong that nobody has foreseen."""
    with app.app_context():
        db.session.execute(sa.text(f"ALTER TABLE {table} RENAME TO {table}_lost"))
        db.session.commit()


def test_an_unexpected_error_reveals_no_internals(app: Flask, client: FlaskClient) -> None:
    lose(app, "jobs")
    answer = client.post("/api/jobs", json={"text": "some words"})
    assert answer.status_code in (500, 503)
    assert answer.get_json()["code"] in ("internal", "unavailable")
    for word in ("select", "jobs_lost", "sqlite", "psycopg", "traceback", "pagewords/", ".py"):
        assert word not in answer.text.lower()


def test_the_key_of_a_job_stands_on_the_line_of_an_unforeseen_error(
    app: Flask,
    client: FlaskClient,
    run_jobs: Callable[[], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    key = client.post("/api/jobs", json={"text": "some words"}).get_json()["key"]
    lose(app, "jobs")
    with caplog.at_level(logging.ERROR):
        run_jobs()
    lines = [Formatter().format(record) for record in caplog.records]
    told = [line for line in lines if " event=message_failed" in line]
    assert told
    assert all(f" key={key} " in line for line in told)


def test_the_key_stands_on_the_line_of_an_error_of_the_api(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    key = client.post("/api/jobs", json={"text": "some words"}).get_json()["key"]
    lose(app, "jobs")
    with caplog.at_level(logging.ERROR):
        assert client.get(f"/api/jobs/{key}").status_code in (500, 503)
    lines = [Formatter().format(record) for record in caplog.records]
    assert [
        line for line in lines if f" key={key} " in line and " logger=pagewords.errors " in line
    ]


def test_a_database_error_reveals_no_values(app: Flask) -> None:
    statement = sa.text("SELECT :secret FROM nowhere")
    with app.app_context(), pytest.raises(sa.exc.DBAPIError) as told:
        db.session.execute(statement, {"secret": SECRET})
    assert "nowhere" in str(told.value)
    assert SECRET not in str(told.value)


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("DATABASE_URL", f"postgresql://user:{SECRET}@127.0.0.1:1/words"),
        ("DATABASE_URL", f"mysql://user:{SECRET}@127.0.0.1:1/words"),
        ("REDIS_URL", f"http://user:{SECRET}@127.0.0.1:1"),
    ],
)
def test_a_start_that_fails_does_not_tell_the_password(tmp_path: Path, name: str, url: str) -> None:
    environ = {
        "PATH": os.environ["PATH"],
        "PORT": "0",
        "PAGEWORDS_DATA": str(tmp_path / "data"),
        name: url,
    }
    found = subprocess.run(
        [sys.executable, "-m", "pagewords.serving.run"],
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert found.returncode == 1
    assert found.stderr.startswith("pagewords: ") or "\npagewords: " in found.stderr
    assert SECRET not in found.stdout + found.stderr


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_queue_that_is_away_is_logged_without_its_password(
    environment: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    away = environment | {"REDIS_URL": f"redis://user:{SECRET}@127.0.0.1:1/0"}
    client = create_app(config.from_environment(away)).test_client()
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/api/jobs", json={"text": "some words"})
    assert answer.status_code == 202
    assert "enqueue_failed" in caplog.text
    assert SECRET not in caplog.text + answer.text
