"""What clients need: safe retries, quotas, all errors at once, tables with their own address."""

import io
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from pagewords.models import Job, db

from ..conftest import Site

RunJobs = Callable[[], None]
TEXT = {"text": "The river runs", "title": "Mine", "language": "en"}


def send(client: FlaskClient, body: dict[str, Any], key: str) -> TestResponse:
    return client.post("/api/jobs", json=body, headers={"Idempotency-Key": key})


def count(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Job).count()


def test_a_retry_of_a_text_is_answered_with_its_job(app: Flask, client: FlaskClient) -> None:
    first, again = send(client, TEXT, "one"), send(client, TEXT | {"fresh": True}, "one")
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.get_json()["key"] == again.get_json()["key"]
    assert count(app) == 1
    # The first answer may have been lost, and its token with it.
    job = again.get_json()
    assert job["shared"] is False
    headers = {"Pagewords-Token": job["token"]}
    assert client.delete(f"/api/jobs/{job['key']}", headers=headers).status_code == 204
    assert send(client, TEXT, "one").get_json()["key"] != job["key"]


def test_a_retry_is_answered_with_the_job_that_failed(
    app: Flask, client: FlaskClient, run_jobs: RunJobs
) -> None:
    key = send(client, {"text": "?!"}, "one").get_json()["key"]
    run_jobs()
    again = send(client, {"text": "?!"}, "one")
    assert (again.status_code, again.get_json()["key"]) == (200, key)
    assert again.get_json()["status"] == "failed"


def test_a_name_stands_for_one_body_of_one_client(app: Flask, client: FlaskClient) -> None:
    send(client, TEXT, "one")
    for change in ({"text": "Other words"}, {"title": "Other"}, {"language": "de"}):
        problem = send(client, TEXT | change, "one").get_json()
        assert (problem["status"], problem["code"]) == (422, "idempotency_key_reused")
        assert problem["field"] == "Idempotency-Key"
    assert count(app) == 1
    send(client, TEXT, "two")
    elsewhere = {"REMOTE_ADDR": "192.0.2.9"}
    other = client.post(
        "/api/jobs", json=TEXT, headers={"Idempotency-Key": "one"}, environ_overrides=elsewhere
    )
    assert "token" in other.get_json()
    assert count(app) == 3


def test_a_retry_of_a_file_is_answered_with_its_job(app: Flask, client: FlaskClient) -> None:
    def post(content: bytes) -> TestResponse:
        file = {"file": (io.BytesIO(content), "words.txt")}
        return client.post("/api/jobs", data=file, headers={"Idempotency-Key": "one"})

    assert post(b"The river").get_json()["key"] == post(b"The river").get_json()["key"]
    assert post(b"The sea").get_json()["code"] == "idempotency_key_reused"
    assert count(app) == 1


@pytest.mark.parametrize("key", ["", "x" * 256, "two words", "caf\u00e9"])
def test_a_name_that_is_none_is_refused(app: Flask, client: FlaskClient, key: str) -> None:
    problem = send(client, TEXT, key).get_json()
    assert (problem["code"], problem["field"]) == ("invalid_field", "Idempotency-Key")
    # A link needs no name, and takes none that is wrong.
    assert send(client, {"url": "https://words.example/"}, key).status_code == 422
    assert count(app) == 0


def test_answers_to_submissions_say_what_is_left(client: FlaskClient) -> None:
    answer = client.post("/api/jobs", json={"url": "https://words.example/"})
    assert answer.headers["RateLimit-Policy"] == '"client";q=1500;w=60, "host";q=30;w=60'
    client_rest, host_rest = answer.headers["RateLimit"].split(", ")
    assert client_rest.startswith('"client";r=1499;t=')
    assert host_rest.startswith('"host";r=29;t=')
    text = client.post("/api/jobs", json=TEXT)
    assert ';w=60;qu="content-bytes"' in text.headers["RateLimit-Policy"]
    assert "RateLimit" not in client.get("/api/languages").headers


def test_all_fields_that_are_wrong_are_named_at_once(client: FlaskClient) -> None:
    body = {"url": 5, "fresh": "yes", "language": "no tag", "colour": "red"}
    problem = client.post("/api/jobs", json=body).get_json()
    assert {error["field"] for error in problem["errors"]} == set(body)
    assert problem["errors"][0] == {"field": problem["field"], "detail": problem["detail"]}
    assert all(error["detail"].endswith(".") for error in problem["errors"])
    one = client.post("/api/jobs", json={"url": "ftp://example.com/"}).get_json()
    assert one["errors"] == [{"field": "url", "detail": one["detail"]}]


def test_a_body_of_wrong_fields_is_not_answered_with_all_of_them(client: FlaskClient) -> None:
    answer = client.post("/api/jobs", json={f"field {n}": 1 for n in range(900)})
    assert (answer.status_code, len(answer.get_json()["errors"])) == (422, 20)


@pytest.mark.alone
@pytest.mark.parametrize("path", ["/api/jobs", "/api/collections"])
def test_a_body_of_hundreds_of_thousands_of_members_takes_little(
    client: FlaskClient, path: str
) -> None:
    body = {f"a{number}": 1 for number in range(400_000)}
    content = json.dumps(body)
    client.get("/api/health/live")
    begun = time.process_time()
    answer = client.post(path, data=content, content_type="application/json")
    took = time.process_time() - begun
    assert (answer.status_code, answer.get_json()["code"]) == (400, "malformed_json")
    assert took < 0.15
    long = client.post("/api/jobs", json={"x" * 1_000_000: 1})
    assert len(long.data) < 2_000


@pytest.mark.alone
@pytest.mark.parametrize(
    ("path", "content", "status"),
    [
        ("/api/collections", '{"urls": [%s1]}' % ("1," * 900), 422),
        ("/api/collections", '{"urls": [%s1]}' % ("1," * 3_000_000), 400),
        ("/api/collections", '{"urls": [%s""]}' % ('"",' * 2_000_000), 400),
        ("/api/collections", '{"urls": [%s""]}' % (r'"\\\"",' * 900_000), 400),
        ("/api/jobs", "[%s1]" % ("1e0," * 1_500_000), 400),
        ("/api/jobs", '""' * 3_000_000, 400),
        ("/api/jobs", '{"text": [%s{}]}' % ("{}," * 2_000_000), 400),
        ("/api/jobs", '{"text": [%s[]]}' % ("[]," * 2_000_000), 400),
    ],
)
def test_a_body_of_millions_of_items_takes_little(
    client: FlaskClient, path: str, content: str, status: int
) -> None:
    client.get("/api/health/live")
    begun = time.process_time()
    answer = client.post(path, data=content, content_type="application/json")
    took = time.process_time() - begun
    assert answer.status_code == status
    assert took < 0.3


def test_brackets_and_commas_in_a_text_are_no_items(client: FlaskClient) -> None:
    text = 'The "river" \\ runs. ' + '[{,\\"' * 1_000
    assert client.post("/api/jobs", json={"text": text}).status_code == 202


def test_the_result_of_a_failed_job_says_why_as_the_job_does(
    client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    key = client.post("/api/jobs", json={"url": f"{site.origin}/missing"}).get_json()["key"]
    run_jobs()
    answer = client.get(f"/api/results/{key}")
    assert answer.status_code == 404
    assert answer.get_json()["error"] == client.get(f"/api/jobs/{key}").get_json()["error"]
    assert answer.get_json()["error"]["status"] == 404


@pytest.mark.parametrize("kind", ["csv", "tsv"])
def test_tables_have_an_address_of_their_own(
    client: FlaskClient, run_jobs: RunJobs, kind: str
) -> None:
    key = client.post("/api/jobs", json=TEXT).get_json()["key"]
    words = f"/api/results/{key}/words"
    assert client.get(f"{words}.{kind}").status_code == 202
    run_jobs()
    table, before = (
        client.get(f"{words}.{kind}?unit=2"),
        client.get(f"{words}?unit=2&format={kind}"),
    )
    assert (table.status_code, table.data) == (200, before.data)
    assert table.content_type == before.content_type
    assert table.headers["Content-Disposition"] == before.headers["Content-Disposition"]
    tags = {client.get(f"{words}{end}").headers["ETag"] for end in ("", ".csv", ".tsv")}
    assert len(tags) == 3
    assert client.get(f"{words}.{kind}?format=json").get_json()["field"] == "format"
