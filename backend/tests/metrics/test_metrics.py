"""Metrics: the API's with the gauges of the queue, and those of a supervisor's workers."""

import os
import re
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from pagewords import config
from pagewords.config import SettingsError
from pagewords.jobs import lifecycle, reaper
from pagewords.metrics.instruments import STAGE_SECONDS
from pagewords.models import Job, db
from pagewords.services import services_of
from pagewords.serving import valkey
from pagewords.serving.processes import children_of

from ..conftest import Site, wait_for
from ..workers import submit

TOKEN = "a-token-of-the-tests"
HEADERS = {"Authorization": f"Bearer {TOKEN}"}
PAGE = "<p>The river runs and the river winds</p>"

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return environment | {"PAGEWORDS_METRICS_TOKEN": TOKEN}


class Scrape:
    """The samples of one scrape, by name and labels."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.values: Samples = {
            (sample.name, frozenset(sample.labels.items())): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }

    def __call__(self, name: str, **labels: str) -> float | None:
        return self.values.get((f"pagewords_{name}", frozenset(labels.items())))

    def since(self, before: "Scrape") -> Callable[..., float]:
        """How much a sample has grown; the counters of this process live through all tests."""
        return lambda name, **labels: (self(name, **labels) or 0) - (before(name, **labels) or 0)


def scrape(client: FlaskClient) -> Scrape:
    """Scrapes the API."""
    answer = client.get("/metrics", headers=HEADERS)
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain")
    return Scrape(answer.get_data(as_text=True))


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
def test_an_invalid_token_stops_the_start(token: str) -> None:
    with pytest.raises(SettingsError, match="PAGEWORDS_METRICS_TOKEN"):
        config.from_environment({"PAGEWORDS_METRICS_TOKEN": token})


def test_events_are_counted(client: FlaskClient, site: Site, run_jobs: Callable[[], None]) -> None:
    before = scrape(client)
    keys = [submit(client, site.add("/page", PAGE)), submit(client, f"{site.origin}/missing")]
    run_jobs()
    for key in keys:
        client.get(f"/api/results/{key}")
    client.get("/nowhere")
    waiting = client.post("/api/jobs", json={"text": "words that wait"}).get_json()["key"]
    after = scrape(client)
    assert after("jobs", status="queued") == 1
    assert after("jobs", status="started") == 0
    assert after("queue_messages") == 1
    assert 0 <= (after("queue_oldest_seconds") or 0) < 20
    grown = after.since(before)
    assert grown("jobs_accepted_total") == 3
    assert grown("jobs_ended_total", status="finished", code="") == 1
    assert grown("jobs_ended_total", status="failed", code="http_status") == 1
    assert grown("jobs_requeued_total") == 0
    assert grown("job_attempts_count") == grown("job_attempts_sum") == 2
    assert grown("job_wait_seconds_count") == 2
    assert grown("job_seconds_count") == 1
    for stage, times in (("fetching", 2), ("reading", 1), ("counting", 1), ("saving", 1)):
        assert grown("stage_seconds_count", stage=stage) == times
    assert grown("fetched_bytes_count") == 1
    assert len(PAGE) < grown("fetched_bytes_sum") < len(PAGE) + 1_000
    assert grown("fetched_bytes_bucket", le="10000.0") == 1
    labels = {"method": "POST", "route": "/api/jobs", "status": "202"}
    assert grown("api_seconds_count", **labels) == 3
    assert grown("api_seconds_bucket", **labels, le="+Inf") == 3
    for status in ("200", "404"):
        labels = {"method": "GET", "route": "/api/results/<key>", "status": status}
        assert grown("api_seconds_count", **labels) == 1
    assert grown("api_seconds_count", method="GET", route="none", status="404") == 1
    # No label has anything that a client chose.
    assert not any(word in after.text for word in (*keys, waiting, site.origin, "nowhere"))


def test_buckets_add_up(client: FlaskClient) -> None:
    before = scrape(client)
    for value in (0.001, 0.005, 0.3, 1000):
        STAGE_SECONDS.labels("reading").observe(value)
    grown = scrape(client).since(before)
    labels = {"stage": "reading"}
    expected = {"0.005": 2, "0.25": 2, "0.5": 3, "20.0": 3, "+Inf": 4}
    assert {le: grown("stage_seconds_bucket", **labels, le=le) for le in expected} == expected
    assert grown("stage_seconds_sum", **labels) == pytest.approx(1000.306)


def test_interrupted_attempts_are_counted_and_the_last_ends_the_job(
    app: Flask, client: FlaskClient
) -> None:
    before = scrape(client)
    submit(client, "https://words.example/")
    with app.app_context():
        job = db.session.query(Job).one()
        for attempt in (1, 2, 3):
            assert lifecycle.claim(job.key, attempt)
            for _ in range(2):
                reaper.requeue(services_of(app).broker, job.key, attempt, 3)
    grown = scrape(client).since(before)
    assert grown("jobs_requeued_total") == 2
    assert grown("jobs_ended_total", status="failed", code="gave_up") == 1
    assert (grown("job_attempts_count"), grown("job_attempts_sum")) == (1, 3)
    assert grown("job_wait_seconds_count") == 1


def test_a_wait_that_the_client_asked_for_is_not_counted(client: FlaskClient) -> None:
    before = scrape(client)
    headers = {"Prefer": "wait=1"}
    assert client.post("/api/jobs", json={"text": "words"}, headers=headers).status_code == 202
    labels = {"method": "POST", "route": "/api/jobs", "status": "202"}
    grown = scrape(client).since(before)
    assert grown("api_seconds_count", **labels) == 1
    assert grown("api_seconds_sum", **labels) < 0.8


def folder_of_metrics(process: int) -> Path:
    """Where the files of metrics are that a process has mapped."""
    maps = Path(f"/proc/{process}/maps").read_text()
    (folder,) = set(re.findall(r"(/\S+/pagewords-metrics-[^/]+)/", maps))
    return Path(folder)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_supervisor_exposes_the_metrics_of_its_workers_dead_ones_included(
    client: FlaskClient, start: Callable[..., int]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    def workers() -> Scrape:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
                return Scrape(answer.read().decode())
        except OSError:
            return Scrape("")

    supervisor = start(PAGEWORDS_WORKER_METRICS=f"127.0.0.1:{port}")
    wait_for(lambda: workers()("workers", state="idle") == 1, "the start of a worker")
    # As a process's that has just made it.
    folder = folder_of_metrics(supervisor)
    # In memory: on a full disk, a write to a mapped file kills the process.
    assert folder.parent == Path("/dev/shm")
    folder.joinpath("counter_new.db").touch()
    assert workers()("workers", state="busy") == 0
    ended = {"status": "finished", "code": ""}
    client.post("/api/jobs", json={"text": "words"})
    wait_for(lambda: workers()("jobs_ended_total", **ended) == 1, "the metrics of a worker")
    (worker,) = children_of(supervisor)
    os.kill(worker, signal.SIGKILL)
    client.post("/api/jobs", json={"text": "other words"})
    wait_for(lambda: workers()("jobs_ended_total", **ended) == 2, "the metrics of both workers")
    # Workers that are ended by the thousand fill no disk.
    assert {file.name.rpartition("_")[2] for file in folder.iterdir()} == {
        "supervisor.db",
        "worker-0.db",
        "new.db",
    }


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_supervisor_exposes_nothing_unless_it_is_told_to(
    start: Callable[..., int], client: FlaskClient
) -> None:
    supervisor = start()
    key = client.post("/api/jobs", json={"text": "words"}).get_json()["key"]
    wait_for(lambda: client.get(f"/api/jobs/{key}").get_json()["status"] == "finished", "the job")
    inodes = {
        str(link.readlink()).removeprefix("socket:[").removesuffix("]")
        for link in Path(f"/proc/{supervisor}/fd").iterdir()
    }
    listening = [
        line.split()
        for name in ("tcp", "tcp6")
        for line in Path(f"/proc/{supervisor}/net/{name}").read_text().splitlines()[1:]
    ]
    assert not [entry for entry in listening if entry[3] == "0A" and entry[9] in inodes]


@pytest.mark.parametrize("value", ["9101", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:x", ":9101"])
def test_a_wrong_address_for_worker_metrics_stops_the_start(value: str) -> None:
    with pytest.raises(SettingsError, match="PAGEWORDS_WORKER_METRICS"):
        config.from_environment({"PAGEWORDS_WORKER_METRICS": value})


def test_a_service_that_is_down_is_named_and_comes_back(
    environment: dict[str, str], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    path = valkey.socket_folder(tmp_path) / "valkey.sock"
    environment["REDIS_URL"] = f"unix://{path}"
    client = request.getfixturevalue("client")
    submit(client, "https://words.example/")
    samples = scrape(client)
    assert samples("service_up", service="redis") == 0
    assert samples("service_up", service="database") == 1
    assert samples("jobs", status="queued") == 1
    assert samples("queue_messages") is None
    server = subprocess.Popen(valkey.command(path, tmp_path))
    try:
        wait_for(lambda: valkey.answers(environment["REDIS_URL"]), "Valkey's start")
        wait_for(lambda: scrape(client)("service_up", service="redis") == 1, "an answer of Redis")
        assert scrape(client)("queue_messages") == 0
    finally:
        server.kill()
        server.wait()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_database_that_is_down_hides_no_metric_of_redis(
    environment: dict[str, str], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    environment["DATABASE_URL"] = f"sqlite:///{tmp_path}/nowhere/test.db"
    samples = scrape(request.getfixturevalue("client"))
    assert samples("service_up", service="redis") == 1
    assert samples("service_up", service="database") == 0
    assert samples("queue_messages") == 0
    assert samples("jobs", status="queued") is None
