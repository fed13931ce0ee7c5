"""Metrics: what has happened and what there is, told by whichever process is asked."""

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pagewords import config, create_app
from pagewords.config import SettingsError
from pagewords.jobs import lifecycle, reaper
from pagewords.models import Job, db
from pagewords.services import parts
from pagewords.serving import valkey
from pagewords.worker import liveness
from prometheus_client.parser import text_string_to_metric_families
from redis import Redis

from ..conftest import Site, wait_for
from ..workers import submit

TOKEN = "a-token-of-the-tests"
HEADERS = {"Authorization": f"Bearer {TOKEN}"}
PAGE = "<p>The river runs and the river winds</p>"

Figures = dict[tuple[str, frozenset[tuple[str, str]]], float]


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return environment | {"PAGEWORDS_METRICS_TOKEN": TOKEN}


class Scrape:
    """The figures of one call, by name and labels."""

    def __init__(self, client: FlaskClient) -> None:
        answer = client.get("/metrics", headers=HEADERS)
        assert answer.status_code == 200
        assert answer.content_type.startswith("text/plain")
        self.text = answer.get_data(as_text=True)
        self.values: Figures = {
            (sample.name, frozenset(sample.labels.items())): sample.value
            for family in text_string_to_metric_families(self.text)
            for sample in family.samples
        }

    def __call__(self, name: str, **labels: str) -> float | None:
        return self.values.get((f"pagewords_{name}", frozenset(labels.items())))


class TestAccess:
    @pytest.fixture
    def open_client(
        self, environment: dict[str, str], request: pytest.FixtureRequest
    ) -> FlaskClient:
        """A client of a service without a token."""
        del environment["PAGEWORDS_METRICS_TOKEN"]
        return request.getfixturevalue("client")

    @pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
    def test_without_a_token_this_machine_reads_all(
        self, open_client: FlaskClient, address: str
    ) -> None:
        answer = open_client.get("/metrics", environ_base={"REMOTE_ADDR": address})
        assert answer.status_code == 200
        assert "pagewords_jobs{" in answer.get_data(as_text=True)

    @pytest.mark.parametrize("headers", [{}, HEADERS, {"Authorization": "Bearer "}])
    @pytest.mark.parametrize("address", ["203.0.113.7", "10.0.0.2", "2001:db8::7", ""])
    def test_without_a_token_there_is_nothing_for_others(
        self, open_client: FlaskClient, address: str, headers: dict[str, str]
    ) -> None:
        answer = open_client.get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": address})
        assert (answer.status_code, answer.get_json()["code"]) == (404, "not_found")

    @pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
    def test_a_proxy_on_this_machine_speaks_for_others(
        self, open_client: FlaskClient, header: str
    ) -> None:
        answer = open_client.get("/metrics", headers={header: "127.0.0.1"})
        assert answer.status_code == 404

    @pytest.mark.parametrize(
        "given", [None, "Bearer", "Bearer ", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer é"]
    )
    def test_strangers_read_nothing(self, client: FlaskClient, given: str | None) -> None:
        headers = {} if given is None else {"Authorization": given}
        answer = client.get("/metrics", headers=headers)
        assert (answer.status_code, answer.get_json()["code"]) == (401, "unauthorized")
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert "pagewords_" not in answer.get_data(as_text=True)

    def test_nobody_else_keeps_the_answer(self, client: FlaskClient) -> None:
        answer = client.get("/metrics", headers=HEADERS)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Access-Control-Allow-Origin" not in answer.headers

    def test_openmetrics_is_spoken_where_it_is_asked_for(self, client: FlaskClient) -> None:
        accept = {"Accept": "application/openmetrics-text; version=1.0.0"}
        answer = client.get("/metrics", headers=HEADERS | accept)
        assert answer.content_type.startswith("application/openmetrics-text")
        assert answer.get_data(as_text=True).endswith("# EOF\n")


@pytest.mark.parametrize("token", ["short", "with a space in the middle", "with-an-é-in-it"])
def test_a_token_that_cannot_do_stops_the_start(token: str) -> None:
    with pytest.raises(SettingsError, match="PAGEWORDS_METRICS_TOKEN"):
        config.from_environment({"PAGEWORDS_METRICS_TOKEN": token})


def test_what_has_happened_is_counted(
    client: FlaskClient, site: Site, run_jobs: Callable[[], None]
) -> None:
    keys = [submit(client, site.add("/page", PAGE)), submit(client, f"{site.origin}/missing")]
    run_jobs()
    for key in keys:
        client.get(f"/api/results/{key}")
    client.get("/nowhere")
    waiting = client.post("/api/jobs", json={"text": "words that wait"}).get_json()["key"]
    figures = Scrape(client)
    assert figures("jobs", status="queued") == 1
    assert figures("jobs", status="started") == 0
    assert figures("queue_messages") == 1
    assert 0 <= (figures("queue_oldest_seconds") or 0) < 20
    assert figures("jobs_accepted_total") == 3
    assert figures("jobs_ended_total", status="finished", code="") == 1
    assert figures("jobs_ended_total", status="failed", code="http_status") == 1
    assert figures("attempts_broken_off_total") == 0
    assert figures("job_attempts_count") == figures("job_attempts_sum") == 2
    assert figures("job_wait_seconds_count") == 2
    assert figures("job_seconds_count") == 1
    for stage, times in (("fetching", 2), ("reading", 1), ("counting", 1), ("saving", 1)):
        assert figures("stage_seconds_count", stage=stage) == times
    assert figures("fetched_bytes_count") == 1
    assert len(PAGE) < (figures("fetched_bytes_sum") or 0) < len(PAGE) + 1_000
    assert figures("fetched_bytes_bucket", le="10000.0") == 1
    labels = {"method": "POST", "route": "/api/jobs", "status": "202"}
    assert figures("api_seconds_count", **labels) == 3
    assert figures("api_seconds_bucket", **labels, le="+Inf") == 3
    for status in ("200", "404"):
        labels = {"method": "GET", "route": "/api/results/<key>", "status": status}
        assert figures("api_seconds_count", **labels) == 1
    assert figures("api_seconds_count", method="GET", route="none", status="404") == 1
    # Nothing of a stranger's stands in it.
    assert not any(word in figures.text for word in (*keys, waiting, site.origin, "nowhere"))


def test_buckets_add_up(client: FlaskClient) -> None:
    tally = parts(client.application).tally
    from pagewords.metrics.tally import STAGE

    for value in (0.001, 0.005, 0.3, 1000):
        tally.observe(STAGE, value, "reading")
    figures = Scrape(client)
    labels = {"stage": "reading"}
    expected = {"0.005": 2, "0.25": 2, "0.5": 3, "20.0": 3, "+Inf": 4}
    assert {le: figures("stage_seconds_bucket", **labels, le=le) for le in expected} == expected
    assert figures("stage_seconds_sum", **labels) == pytest.approx(1000.306)


def test_attempts_that_break_off_are_counted_and_the_last_ends_the_job(
    app: Flask, client: FlaskClient
) -> None:
    submit(client, "https://words.example/")
    with app.app_context():
        job = db.session.query(Job).one()
        for attempt in (1, 2, 3):
            assert lifecycle.claim(job.key, attempt)
            for _ in range(2):
                reaper.give_back(parts(app).messenger, job.key, attempt, 3)
    figures = Scrape(client)
    assert figures("attempts_broken_off_total") == 2
    assert figures("jobs_ended_total", status="failed", code="gave_up") == 1
    assert (figures("job_attempts_count"), figures("job_attempts_sum")) == (1, 3)
    assert figures("job_wait_seconds_count") == 1


def test_a_wait_that_was_asked_for_is_not_slowness(client: FlaskClient) -> None:
    headers = {"Prefer": "wait=1"}
    assert client.post("/api/jobs", json={"text": "words"}, headers=headers).status_code == 202
    labels = {"method": "POST", "route": "/api/jobs", "status": "202"}
    assert (Scrape(client)("api_seconds_sum", **labels) or 9) < 0.8


def test_one_process_tells_the_figures_of_all(
    client: FlaskClient, environment: dict[str, str]
) -> None:
    other = create_app(config.from_environment(environment))
    submit(other.test_client(), "https://words.example/")
    wait_for(lambda: Scrape(client)("jobs_accepted_total") == 1, "the other's figures")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_a_worker_did_is_told_while_it_is_idle_and_after_its_end(
    client: FlaskClient, start: Callable[..., int]
) -> None:
    def finished() -> float | None:
        return Scrape(client)("jobs_ended_total", status="finished", code="")

    pid = start()
    client.post("/api/jobs", json={"text": "words"})
    wait_for(lambda: finished() == 1, "the figures of a worker that waits")
    key = client.post("/api/jobs", json={"text": "other words"}).get_json()["key"]
    wait_for(lambda: client.get(f"/api/jobs/{key}").get_json()["status"] == "finished", "the job")
    os.kill(pid, signal.SIGTERM)
    wait_for(lambda: finished() == 2, "the figures of a worker that has ended")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_workers_that_are_alive_are_counted_and_dead_ones_are_not(
    client: FlaskClient, start: Callable[..., int], redis: Redis
) -> None:
    def alive() -> float:
        figures = Scrape(client)
        return (figures("workers", state="idle") or 0) + (figures("workers", state="busy") or 0)

    assert alive() == 0
    killed = start(PAGEWORDS_WORKERS="2")
    stopped = start()
    wait_for(lambda: alive() == 3, "the start of three workers")
    os.kill(stopped, signal.SIGTERM)
    wait_for(lambda: alive() == 2, "the end of one worker")
    os.kill(killed, signal.SIGKILL)
    wait_for(lambda: alive() == 0, "the death of two workers", liveness.ALIVE_FOR + 10)
    assert redis.scard("pagewords:workers") == 0


def test_a_part_that_is_away_says_so_and_the_figures_come_when_it_is_back(
    environment: dict[str, str], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    socket = valkey.socket_folder(tmp_path) / "valkey.sock"
    environment["REDIS_URL"] = f"unix://{socket}"
    client = request.getfixturevalue("client")
    submit(client, "https://words.example/")
    figures = Scrape(client)
    assert (figures("part_up", part="redis"), figures("part_up", part="database")) == (0, 1)
    assert figures("jobs", status="queued") == 1
    assert figures("jobs_accepted_total") is None
    server = subprocess.Popen(valkey.command(socket, tmp_path))
    try:
        wait_for(lambda: valkey.answers(environment["REDIS_URL"]), "Valkey's start")
        wait_for(lambda: Scrape(client)("part_up", part="redis") == 1, "an answer of Redis")
        assert Scrape(client)("jobs_accepted_total") == 1
    finally:
        server.kill()
        server.wait()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_database_that_is_away_hides_no_figure_of_redis(
    environment: dict[str, str], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    environment["DATABASE_URL"] = f"sqlite:///{tmp_path}/nowhere/test.db"
    figures = Scrape(request.getfixturevalue("client"))
    assert (figures("part_up", part="redis"), figures("part_up", part="database")) == (1, 0)
    assert figures("queue_messages") == 0
    assert figures("jobs", status="queued") is None
