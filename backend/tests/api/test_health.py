"""Health: live is not ready, and ready does not need Redis."""

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from pagewords import config, create_app
from pagewords.app import DATABASE_WAIT
from pagewords.jobs import readiness
from pagewords.models import Job, db

from ..conftest import DEADLINE, migrate, wait_for
from ..postgres import Cluster, find_programs


def look(client: FlaskClient) -> tuple[int, bool, bool, str]:
    answer = client.get("/api/health")
    assert answer.headers["Cache-Control"] == "no-store"
    body = answer.get_json()
    live = client.get("/api/health/live")
    assert (live.status_code, live.get_json()) == (200, {"live": True})
    return answer.status_code, body["live"], body["ready"], body["status"]


def test_every_part_is_up(client: FlaskClient) -> None:
    assert look(client) == (200, True, True, "ok")


def test_without_redis_it_is_ready_since_submissions_are_accepted(
    environment: dict[str, str], request: pytest.FixtureRequest
) -> None:
    environment["REDIS_URL"] = "unix:///nowhere/valkey.sock"
    client = request.getfixturevalue("client")
    assert look(client) == (200, True, True, "degraded")
    assert client.post("/api/jobs", json={"text": "kept words"}).status_code == 202


def test_without_a_database_it_is_live_and_not_ready_until_it_is_back(valkey_url: str) -> None:
    programs = find_programs()
    if programs is None:
        pytest.skip("PostgreSQL's programs (initdb, postgres) are not on this machine")
    with Cluster(programs) as cluster:
        _, url = cluster.create()
        migrate(url)
        environ = {"DATABASE_URL": url, "REDIS_URL": valkey_url}
        client = create_app(config.from_environment(environ)).test_client()
        assert look(client) == (200, True, True, "ok")
        cluster.stop()
        assert look(client) == (503, True, False, "unavailable")
        answer = client.post("/api/jobs", json={"text": "words"})
        assert (answer.status_code, answer.get_json()["code"]) == (503, "unavailable")
        assert int(answer.headers["Retry-After"]) > 0
        cluster.start()
        wait_for(lambda: look(client)[2], "the database's return")
        assert client.post("/api/jobs", json={"text": "words"}).status_code == 202
        with client.application.app_context():
            from pagewords.models import db

            db.engine.dispose()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
class TestSqlite:
    """What is wrong with a file is said, in the answer and in the log."""

    @staticmethod
    def state(environment: dict[str, str]) -> tuple[int, str]:
        app = create_app(config.from_environment(environment))
        answer = app.test_client().get("/api/health")
        assert answer.get_json()["ready"] is (answer.status_code == 200)
        with app.app_context():
            db.engine.dispose()
        return answer.status_code, answer.get_json()["parts"]["database"]

    def test_a_locked_file(self, environment: dict[str, str], client: FlaskClient) -> None:
        with sqlite3.connect(environment["DATABASE_URL"].removeprefix("sqlite:///")) as other:
            other.execute("BEGIN EXCLUSIVE")
            assert self.state(environment) == (503, "locked")
            other.rollback()
        assert look(client)[2]

    def test_a_long_commit_is_waited_for_as_submissions_do(
        self, environment: dict[str, str], client: FlaskClient
    ) -> None:
        file = environment["DATABASE_URL"].removeprefix("sqlite:///")
        with sqlite3.connect(file) as other, ThreadPoolExecutor() as threads:
            other.execute("BEGIN IMMEDIATE")
            submit = client.application.test_client().post
            health = threads.submit(client.get, "/api/health")
            job = threads.submit(submit, "/api/jobs", json={"text": "words"})
            refused = wait([health, job], timeout=DATABASE_WAIT / 2).done
            other.rollback()
            assert not refused
            assert health.result(DEADLINE).status_code == 200
            assert job.result(DEADLINE).status_code == 202

    def test_many_who_ask_of_a_locked_file_share_a_try(
        self, environment: dict[str, str], client: FlaskClient
    ) -> None:
        file = environment["DATABASE_URL"].removeprefix("sqlite:///")
        with sqlite3.connect(file) as other, ThreadPoolExecutor(12) as threads:
            other.execute("BEGIN IMMEDIATE")
            begun = time.monotonic()
            clients = [client.application.test_client() for _ in range(12)]
            looks = [threads.submit(one.get, "/api/health") for one in clients]
            answers = [look.result(DEADLINE).get_json()["parts"]["database"] for look in looks]
            took = time.monotonic() - begun
            other.rollback()
        assert answers == ["locked"] * 12
        assert took < 2 * DATABASE_WAIT

    def test_a_broken_file(
        self, environment: dict[str, str], tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        (tmp_path / "broken.db").write_bytes(b"no database " * 999)
        environment["DATABASE_URL"] = f"sqlite:///{tmp_path}/broken.db"
        assert self.state(environment) == (503, "broken")
        assert "readiness" in caplog.text

    @pytest.mark.parametrize("name", [":memory:", "{}/empty.db"])
    def test_no_tables(self, environment: dict[str, str], tmp_path: Path, name: str) -> None:
        environment["DATABASE_URL"] = "sqlite:///" + name.format(tmp_path)
        assert self.state(environment) == (503, "unmigrated")

    @pytest.mark.parametrize("name", ["", "nowhere/words.db"])
    def test_a_file_that_cannot_be_opened(
        self, environment: dict[str, str], tmp_path: Path, name: str
    ) -> None:
        # As in a folder that is mounted to be read only.
        environment["DATABASE_URL"] = f"sqlite:///{tmp_path}/{name}"
        assert self.state(environment) == (503, "unopened")

    def test_a_full_disk(
        self, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(readiness, "ROOM", 10**18)
        assert self.state(environment) == (503, "full")

    def test_a_try_leaves_no_job(self, client: FlaskClient) -> None:
        assert look(client)[2]
        with client.application.app_context():
            assert db.session.query(Job).count() == 0
