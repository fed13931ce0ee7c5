"""DELETE: who submitted may cancel a job or delete its result, and nobody else."""

import io
import os
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from redis import Redis
from sqlalchemy import event
from werkzeug.test import TestResponse

from pagewords.api import stored
from pagewords.jobs import acceptance, collection, removal, stages, task
from pagewords.jobs.broker import message_id
from pagewords.models import Job, Result, Upload, db
from pagewords.worker.rq_worker import work

from ..conftest import Site
from ..workers import send, status

RunJobs = Callable[[], None]
LINK = "https://words.example/"


def remove(client: FlaskClient, key: str, token: str | None) -> TestResponse:
    return client.delete(
        f"/api/jobs/{key}", headers={} if token is None else {"Pagewords-Token": token}
    )


def addresses(key: str) -> list[str]:
    result = f"/api/results/{key}"
    compared = f"/api/comparisons?left={key}&right={key}"
    contexts = f"{result}/contexts?word=river"
    return [f"/api/jobs/{key}", result, f"{result}/words", f"{result}/text", contexts, compared]


class AtSaving:
    """The status of a worker that does something once, before it stores its first result."""

    def __init__(self, step: Callable[[], None]) -> None:
        self._steps = [step]

    def busy(self, *_: object) -> AbstractContextManager[None]:
        return nullcontext()

    def enter(self, stage: str, _: float) -> None:
        if stage == "saving" and self._steps:
            self._steps.pop()()


def test_the_token_is_given_to_the_submission_that_made_the_job_alone(
    app: Flask, client: FlaskClient
) -> None:
    made = client.post("/api/jobs", json={"url": LINK}).get_json()
    joined = client.post("/api/jobs", json={"url": LINK}).get_json()
    assert joined["key"] == made["key"]
    assert len(made["token"]) >= 32
    assert "token" not in joined
    assert "token" not in client.get(f"/api/jobs/{made['key']}").get_json()
    with app.app_context():
        job = db.session.query(Job).one()
        stored = [str(value) for value in vars(job).values()]
    assert not any(made["token"] in value for value in stored)


@pytest.mark.parametrize("way", ["jobs", "collections"])
def test_nobody_cancels_a_job_that_another_client_has_joined(
    client: FlaskClient, site: Site, run_jobs: RunJobs, way: str
) -> None:
    url = site.add("/page", "<p>The river runs</p>")
    made = client.post("/api/jobs", json={"url": url}).get_json()
    body = {"url": url} if way == "jobs" else {"urls": [url]}
    other = {"REMOTE_ADDR": "192.0.2.7"}
    assert client.post(f"/api/{way}", json=body, environ_overrides=other).status_code in (200, 202)
    answer = remove(client, made["key"], made["token"])
    assert (answer.status_code, answer.get_json()["code"]) == (403, "wrong_token")
    run_jobs()
    assert client.get(f"/api/results/{made['key']}").status_code == 200


@pytest.mark.parametrize("way", ["jobs", "collections"])
def test_nobody_deletes_a_result_that_another_client_shares(
    client: FlaskClient, site: Site, run_jobs: RunJobs, way: str
) -> None:
    url = site.add("/page", "<p>The river runs</p>")
    elsewhere = {"REMOTE_ADDR": "192.0.2.2"}
    own, shared = (client.post("/api/jobs", json={"url": url}).get_json() for _ in range(2))
    run_jobs()
    # Its maker may count and collect it again.
    again = client.post("/api/jobs", json={"url": url}).get_json()
    client.post("/api/collections", json={"urls": [url]})
    assert own["key"] == shared["key"] == again["key"]
    other = site.add("/other", "<p>The brook runs</p>")
    deletable = client.post("/api/jobs", json={"url": other}).get_json()
    run_jobs()
    assert client.post("/api/jobs", json={"url": other}).get_json()["key"] == deletable["key"]
    assert remove(client, deletable["key"], deletable["token"]).status_code == 204
    body = {"url": url} if way == "jobs" else {"urls": [url]}
    answer = client.post(f"/api/{way}", json=body, environ_base=elsewhere)
    assert answer.status_code in (200, 202)
    assert remove(client, own["key"], own["token"]).status_code == 403
    assert client.get(f"/api/results/{own['key']}").status_code == 200


def test_who_joins_a_job_that_is_cancelled_meanwhile_has_one_of_their_own(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = client.post("/api/jobs", json={"url": LINK}).get_json()
    reusable = acceptance.is_reusable

    def cancel_then(job: Job) -> bool:
        found = reusable(job)
        monkeypatch.undo()
        assert remove(app.test_client(), made["key"], made["token"]).status_code == 204
        return found

    monkeypatch.setattr(acceptance, "is_reusable", cancel_then)
    other = {"REMOTE_ADDR": "192.0.2.7"}
    joined = client.post("/api/jobs", json={"url": LINK}, environ_overrides=other)
    assert joined.status_code == 202
    assert joined.get_json()["key"] != made["key"]


def test_a_result_and_its_text_are_deleted(
    app: Flask, client: FlaskClient, run_jobs: RunJobs
) -> None:
    job = client.post("/api/jobs", json={"text": "The river runs", "title": "Mine"}).get_json()
    key = job["key"]
    run_jobs()
    # They are in this process's caches.
    assert {client.get(address).status_code for address in addresses(key)} == {200}
    answer = remove(client, key, job["token"])
    assert (answer.status_code, answer.data) == (204, b"")
    for address in addresses(key):
        gone = client.get(address)
        assert (gone.status_code, gone.get_json()["code"]) == (410, "expired"), address
    assert remove(client, key, job["token"]).status_code == 410
    with app.app_context():
        assert db.session.query(Result).count() == 0
        row = db.session.query(Job).one()
        assert (row.title, row.text, row.token_digest, row.status) == (None, None, None, "finished")


def test_a_collection_goes_at_once_with_the_text_of_its_member(
    client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    urls = [site.add(f"/{name}", f"<p>The {name} runs to the sea.") for name in ("river", "brook")]
    first = client.post("/api/jobs", json={"url": urls[0]}).get_json()
    key = client.post("/api/collections", json={"urls": urls}).get_json()["key"]
    run_jobs()
    assert client.get(f"/api/collections/{key}").status_code == 200
    run_jobs()
    read = (f"/api/collections/{key}/words", f"/api/results/{key}/text", f"/api/results/{key}")
    assert {client.get(address).status_code for address in read} == {200}
    assert remove(client, first["key"], first["token"]).status_code == 204
    assert {client.get(address).status_code for address in read} == {410}


@pytest.mark.parametrize("stage", ["waiting", "queued", "started"])
def test_a_collection_that_has_not_ended_goes_on_without_a_removed_page(
    client: FlaskClient,
    site: Site,
    run_jobs: RunJobs,
    monkeypatch: pytest.MonkeyPatch,
    stage: str,
) -> None:
    """Whoever counted a link before somebody else collects it ends nothing of theirs."""
    urls = [site.add(f"/{name}", f"<p>The {name} runs to the sea.") for name in ("river", "brook")]
    first = client.post("/api/jobs", json={"url": urls[0]}).get_json()
    run_jobs()
    key = client.post("/api/collections", json={"urls": urls}).get_json()["key"]
    if stage != "waiting":
        run_jobs()
        assert client.get(f"/api/collections/{key}").get_json()["status"] == "queued"
    removed: list[int] = []

    def remove_first() -> None:
        removed.append(remove(client, first["key"], first["token"]).status_code)

    if stage == "started":
        # The worker has the page's text then.
        monkeypatch.setattr(stages, "_status", AtSaving(remove_first))
    else:
        remove_first()
    for _ in range(2):
        run_jobs()
        found = client.get(f"/api/collections/{key}").get_json()
    assert removed == [204]
    assert found["status"] == "finished"
    assert [one["status"] for one in found["members"]] == ["failed", "finished"]
    words = client.get(f"/api/collections/{key}/words").get_json()["items"]
    assert "river" not in {one["word"] for one in words}


@pytest.mark.parametrize("bound", [("AT_ONCE", 4), ("BYTES_AT_ONCE", 1)])
def test_the_collections_of_a_page_go_a_few_at_a_time(
    client: FlaskClient,
    site: Site,
    run_jobs: RunJobs,
    monkeypatch: pytest.MonkeyPatch,
    bound: tuple[str, int],
) -> None:
    url = site.add("/river", "<p>The river runs to the sea.")
    page = client.post("/api/jobs", json={"url": url}).get_json()
    run_jobs()
    made = [client.post("/api/collections", json={"urls": [url]}).get_json() for _ in range(40)]
    for one in made:
        assert client.get(f"/api/collections/{one['key']}").status_code == 200
    run_jobs()
    largest = 0

    def look(*given: object) -> None:
        nonlocal largest
        largest = max(largest, len(given[3]))  # type: ignore[arg-type] # what fills its places

    monkeypatch.setattr(collection, *bound)
    monkeypatch.setattr(removal, "PAUSE", 0.0)
    with client.application.app_context():
        event.listen(db.engine, "before_cursor_execute", look)
    assert remove(client, page["key"], page["token"]).status_code == 204
    # One statement takes 65,535 values in PostgreSQL, and keeps others from writing in SQLite.
    assert largest < 30
    gone = [page["key"], *(one["key"] for one in made)]
    assert {client.get(f"/api/jobs/{key}").status_code for key in gone} == {410}


def test_to_remove_what_is_large_writes_little(
    app: Flask, client: FlaskClient, run_jobs: RunJobs
) -> None:
    text = client.post("/api/jobs", json={"text": "The river runs."}).get_json()
    run_jobs()
    with app.app_context():
        db.session.execute(sa.update(Result).values(index=os.urandom(20_000_000)))
        db.session.commit()
        if db.engine.dialect.name == "postgresql":
            return  # It marks rows alone.
        db.session.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
        log = Path(f"{db.engine.url.database}-wal")
        assert log.stat().st_size == 0
        # Whoever writes keeps others from it.
        assert remove(client, text["key"], text["token"]).status_code == 204
        assert 0 < log.stat().st_size < 1_000_000


def test_a_wrong_token_removes_nothing(client: FlaskClient, run_jobs: RunJobs) -> None:
    first, second = (
        client.post("/api/jobs", json={"text": f"The river runs {n}"}).get_json() for n in "ab"
    )
    run_jobs()
    for token in (None, "", "x", second["token"], first["token"][:-1]):
        answer = remove(client, first["key"], token)
        assert (answer.status_code, answer.get_json()["code"]) == (403, "wrong_token"), token
    assert client.get(f"/api/results/{first['key']}").status_code == 200
    unknown = "01234567-89ab-4cde-8f01-23456789abcd"
    assert remove(client, unknown, first["token"]).status_code == 404


def test_a_wrong_token_looks_through_no_answers(client: FlaskClient, run_jobs: RunJobs) -> None:
    key = client.post("/api/jobs", json={"text": "The river runs."}).get_json()["key"]
    run_jobs()
    for number in range(60_000):
        stored._answers.add((uuid.UUID(int=number), None, ""), b"", "")
    begun = time.process_time()
    for _ in range(40):
        assert remove(client, key, "wrong").status_code == 403
    spent = time.process_time() - begun
    stored._answers.forget(lambda _: True)
    assert spent < 0.6


def test_a_job_from_before_there_were_tokens_cannot_be_removed(
    app: Flask, client: FlaskClient
) -> None:
    key = client.post("/api/jobs", json={"url": LINK}).get_json()["key"]
    with app.app_context():
        db.session.query(Job).one().token_digest = None
        db.session.commit()
    assert remove(client, key, "").status_code == 403


def test_a_queued_job_is_cancelled_and_its_link_can_be_submitted_again(
    app: Flask, client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    url = site.add("/page", "<p>The river runs</p>")
    job = client.post("/api/jobs", json={"url": url}).get_json()
    assert remove(client, job["key"], job["token"]).status_code == 204
    assert client.get(f"/api/jobs/{job['key']}").status_code == 410
    again = client.post("/api/jobs", json={"url": url}).get_json()
    assert again["shared"] is False
    assert again["position"] == 1
    run_jobs()
    assert client.get(f"/api/results/{again['key']}").status_code == 200
    assert client.get(f"/api/jobs/{job['key']}").status_code == 410
    with app.app_context():
        assert db.session.query(Result).count() == 1


def test_the_message_of_a_cancelled_job_does_not_stay_in_redis(
    client: FlaskClient, redis: Redis
) -> None:
    other = client.post("/api/jobs", json={"text": "Another river"}).get_json()
    before = set(redis.scan_iter())
    job = client.post("/api/jobs", json={"text": "The river runs"}).get_json()
    assert remove(client, job["key"], job["token"]).status_code == 204
    assert not [name for name in redis.scan_iter() if job["key"].encode() in name]
    assert redis.lrange("rq:queue:default", 0, -1) == [
        message_id(uuid.UUID(other["key"]), 1).encode()
    ]
    assert set(redis.scan_iter()) == before


def test_a_deleted_result_takes_no_other_jobs_message(
    client: FlaskClient, redis: Redis, app: Flask
) -> None:
    """A worker takes any message for the job whose turn it is."""
    others = [send(client, {"text": f"River {number}"}) for number in range(3)]
    job = client.post(
        "/api/jobs", json={"text": "Brook"}, environ_base={"REMOTE_ADDR": "192.0.2.2"}
    ).get_json()
    for _ in range(3):
        key, attempt = redis.lpop("rq:queue:default").decode().rsplit("-", 1)  # type: ignore[union-attr]
        with app.app_context():
            task.run(key, int(attempt))
    assert remove(client, job["key"], job["token"]).status_code == 204
    states = sorted(status(client, key) for key in others)
    assert states == ["finished", "finished", "queued"]
    assert redis.llen("rq:queue:default") == 1


def test_there_is_a_message_for_each_queued_job_whatever_is_cancelled(
    client: FlaskClient, redis: Redis, app: Flask
) -> None:
    """A worker may have taken the message of the cancelled job for another."""
    other = send(client, {"text": "River"})
    job = client.post("/api/jobs", json={"text": "Brook"}).get_json()
    left = send(client, {"text": "Lake"})
    own = message_id(uuid.UUID(job["key"]), 1)
    redis.lrem("rq:queue:default", 1, own)
    with app.app_context():
        task.run(job["key"], 1)
    states = [status(client, key) for key in (other, job["key"], left)]
    assert states == ["finished", "queued", "queued"]
    assert remove(client, job["key"], job["token"]).status_code == 204
    assert redis.llen("rq:queue:default") == 1
    # That of the job which is queued, and that which a worker had.
    assert len([*redis.scan_iter("rq:job:*")]) == 2


def test_the_file_of_a_cancelled_job_is_deleted(app: Flask, client: FlaskClient) -> None:
    file = {"file": (io.BytesIO(b"The river runs"), "words.txt")}
    job = client.post("/api/jobs", data=file).get_json()
    assert remove(client, job["key"], job["token"]).status_code == 204
    with app.app_context():
        assert db.session.query(Upload).count() == 0


def test_what_a_worker_finds_after_the_cancellation_is_not_stored(
    app: Flask, client: FlaskClient, site: Site
) -> None:
    asked, answered = threading.Event(), threading.Event()
    url = site.add("/held", "<p>The river runs</p>")
    served = site.pages["/held"]

    def hold(request: object) -> None:
        asked.set()
        answered.wait(20)
        served(request)

    site.pages["/held"] = hold
    job = client.post("/api/jobs", json={"url": url}).get_json()
    found: list[int] = []

    def cancel() -> None:
        assert asked.wait(20)
        found.append(remove(app.test_client(), job["key"], job["token"]).status_code)
        answered.set()

    other = threading.Thread(target=cancel)
    other.start()
    work(app, burst=True)
    other.join(20)
    assert found == [204]
    assert client.get(f"/api/results/{job['key']}").status_code == 410
    with app.app_context():
        assert db.session.query(Result).count() == 0
        assert acceptance.count_queued(10) == 0
