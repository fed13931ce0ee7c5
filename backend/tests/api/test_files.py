"""Files that are sent: accepted, counted, private, and deleted when their jobs end."""

import io
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from pagewords.app import SQLITE_LOG
from pagewords.jobs.submission import ALL_FILES, CLIENT_FILES
from pagewords.jobs.turns import NEWCOMERS
from pagewords.models import Upload, db

from ..files import writers

RunJobs = Callable[[], None]
FILE_BYTES = 300_000
REPORT = writers.docx(writers.word_paragraph("The river winds and the river rests."))


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return environment | {"PAGEWORDS_FILE_BYTES": str(FILE_BYTES)}


FORM = "multipart/form-data; boundary=b"


def form_of(content: bytes, name: bytes = b"file") -> bytes:
    head = b'--b\r\nContent-Disposition: form-data; name="%s"; filename="a.txt"\r\n\r\n'
    return head % name + content + b"\r\n--b--\r\n"


def send(client: FlaskClient, body: bytes, name: str = "report.docx", **fields: str) -> Any:
    data: dict[str, Any] = {"file": (io.BytesIO(body), name), **fields}
    return client.post("/api/jobs", data=data, content_type="multipart/form-data")


def waiting(client: FlaskClient) -> int:
    with client.application.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(Upload)) or 0


def test_a_file_is_counted_and_its_bytes_are_deleted(
    client: FlaskClient, run_jobs: RunJobs
) -> None:
    answer = send(client, REPORT, "../보고서.docx", language="en")
    assert answer.status_code == 202
    key = answer.get_json()["key"]
    assert answer.get_json()["url"] is None
    assert waiting(client) == 1
    run_jobs()
    found = client.get(f"/api/results/{key}")
    result = found.get_json()
    assert (result["source"], result["title"], result["url"]) == ("docx", "보고서.docx", None)
    assert result["words"][0]["word"] == "river"
    assert found.headers["Cache-Control"].startswith("private")
    assert waiting(client) == 0
    again = client.post("/api/jobs", json={"from": key, "language": "de"}).get_json()["key"]
    run_jobs()
    assert client.get(f"/api/results/{again}").get_json()["source"] == "docx"


def test_the_bytes_of_a_file_that_cannot_be_read_are_deleted_too(
    client: FlaskClient, run_jobs: RunJobs
) -> None:
    key = send(client, writers.ole({"WordDocument": b"x"}), "old.doc").get_json()["key"]
    run_jobs()
    error = client.get(f"/api/jobs/{key}").get_json()["error"]
    assert (error["code"], error["format"]) == ("not_a_page", "DOC")
    assert (
        error["detail"]
        == "This is a DOC file, which is not read. Save it as PDF, DOCX or plain text."
    )
    assert waiting(client) == 0


def test_equal_files_are_jobs_of_their_own(client: FlaskClient) -> None:
    keys = {send(client, REPORT).get_json()["key"] for _ in range(2)}
    assert len(keys) == 2


@pytest.mark.parametrize("body", [b"", b" \n"])
def test_an_empty_file_is_refused(client: FlaskClient, body: bytes) -> None:
    answer = send(client, body, "empty.pdf")
    assert answer.status_code == 422
    problem = answer.get_json()
    assert (problem["field"], problem["detail"]) == ("file", "The file is empty.")


class TestLargest:
    """Of files of the size that is allowed by default, more than a minute takes of pasted text."""

    @pytest.fixture
    def environment(self, environment: dict[str, str]) -> dict[str, str]:
        return environment | {"PAGEWORDS_FILE_BYTES": ""}

    def test_one_is_taken(self, client: FlaskClient) -> None:
        answer = send(client, b"The river winds.\n" * 1_400_000, "report.txt")
        assert (answer.status_code, waiting(client)) == (202, 1)
        assert '"file";q=400000000;w=60;qu="content-bytes"' in answer.headers["RateLimit-Policy"]

    @pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
    def test_the_log_of_a_sqlite_file_shrinks_after_one(
        self, client: FlaskClient, environment: dict[str, str]
    ) -> None:
        log = Path(environment["DATABASE_URL"].removeprefix("sqlite:///") + "-wal")
        send(client, b"The river winds.\n" * 1_400_000, "report.txt")
        assert log.stat().st_size > 20_000_000
        client.post("/api/jobs", json={"text": "words"})
        assert log.stat().st_size <= SQLITE_LOG


def test_a_minute_takes_twice_as_many_bytes_of_files_as_may_wait(
    client: FlaskClient, run_jobs: RunJobs
) -> None:
    body = b"The river winds. " * (FILE_BYTES // 17)
    for _ in range(2):
        for _ in range(CLIENT_FILES):
            assert send(client, body, "report.txt").status_code == 202
        run_jobs()
    answer = send(client, body, "report.txt")
    assert (answer.status_code, answer.get_json()["code"]) == (429, "rate_limited")
    assert "bytes of files" in answer.get_json()["detail"]


@pytest.mark.parametrize("size", [FILE_BYTES + 1, FILE_BYTES + 100_000])
def test_a_file_that_is_too_large_is_refused(client: FlaskClient, size: int) -> None:
    answer = send(client, b"x" * size)
    assert (answer.status_code, answer.get_json()["code"]) == (413, "body_too_large")
    assert "A file has at most 0.3 MB" in answer.get_json()["detail"]


@pytest.mark.parametrize("line", [b"", b"The river winds.\n", b"The river winds and rests.\r\n"])
def test_what_a_large_file_holds_does_not_matter(client: FlaskClient, line: bytes) -> None:
    # The form is read in parts, each of which may end with what could begin the file's end.
    body = line * (FILE_BYTES // len(line)) if line else random.Random(7).randbytes(FILE_BYTES)
    answer = send(client, body, "report.txt")
    assert (answer.status_code, waiting(client)) == (202, 1)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"url": "https://words.example/"}, "file"),
        ({"title": "x"}, "title"),
        ({"fresh": "yes"}, "fresh"),
    ],
)
def test_a_file_comes_alone(client: FlaskClient, fields: dict[str, str], field: str) -> None:
    answer = send(client, REPORT, **fields)
    assert (answer.status_code, answer.get_json()["field"]) == (422, field)


def test_what_is_no_file_is_refused(client: FlaskClient) -> None:
    answer = client.post("/api/jobs", json={"file": "words"})
    assert (answer.status_code, answer.get_json()["field"]) == (422, "file")
    form = client.post("/api/jobs", data={"file": "x"}, content_type="multipart/form-data")
    assert (form.status_code, form.get_json()["field"]) == (422, "file")


def test_the_files_of_a_client_that_wait_are_capped(client: FlaskClient, run_jobs: RunJobs) -> None:
    body = b"word " * (FILE_BYTES // 5)
    for _ in range(CLIENT_FILES):
        assert send(client, body, "a.txt").status_code == 202
    answer = send(client, body, "a.txt")
    assert (answer.status_code, answer.get_json()["code"]) == (429, "rate_limited")
    assert int(answer.headers["Retry-After"]) > 0
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    data = {"file": (io.BytesIO(body), "a.txt")}
    other = client.post("/api/jobs", data=data, environ_overrides=elsewhere)
    assert other.status_code == 202
    run_jobs()
    assert send(client, body, "a.txt").status_code == 202


def test_clients_that_fill_the_places_refuse_no_newcomer(client: FlaskClient) -> None:
    def send_from(address: str) -> int:
        data = {"file": (io.BytesIO(b"word " * (FILE_BYTES // 5)), "a.txt")}
        elsewhere = {"REMOTE_ADDR": address}
        return client.post("/api/jobs", data=data, environ_overrides=elsewhere).status_code

    for address in range(ALL_FILES // CLIENT_FILES):
        for _ in range(CLIENT_FILES):
            assert send_from(f"192.0.2.{address}") == 202
    more = (NEWCOMERS - 1) * ALL_FILES
    assert [send_from(f"198.51.100.{address}") for address in range(more)] == [202] * more
    # Its first file was let in beyond the limit, its second is not; and there is an end to it.
    assert (send_from("198.51.100.0"), send_from("203.0.113.1")) == (429, 429)


class TestForms:
    """Of files of the size that is allowed by default."""

    @pytest.fixture
    def environment(self, environment: dict[str, str]) -> dict[str, str]:
        return environment | {"PAGEWORDS_FILE_BYTES": ""}

    @pytest.mark.alone
    @pytest.mark.parametrize("held", [b"\r\n--bx", b"\n" * 60_000 + b"--bx", b"\r\n--bx\r\n\r\n"])
    def test_what_begins_like_a_boundary_takes_little(
        self, client: FlaskClient, held: bytes
    ) -> None:
        body = form_of(held * (24_900_000 // len(held)))
        client.get("/api/health/live")
        begun = time.process_time()
        answer = client.post("/api/jobs", data=body, content_type=FORM)
        took = time.process_time() - begun
        assert (answer.status_code, answer.get_json()["code"]) == (413, "body_too_large")
        assert took < 0.5

    def test_boundaries_are_seen_where_the_body_is_cut(self, client: FlaskClient) -> None:
        before = len(form_of(b"").partition(b"\r\n--b--")[0])
        # Each begins in one of the parts that are read, and ends in the next.
        content = b"x" * (65_535 - before) + (b"--bx" + b"\n" * 65_532) * 20
        answer = client.post("/api/jobs", data=form_of(content), content_type=FORM)
        assert answer.status_code == 413

    def test_refused_forms_count_as_files(self, client: FlaskClient) -> None:
        body = form_of(b"x" * 24_900_000, name=b"files")
        statuses = [
            client.post("/api/jobs", data=body, content_type=FORM).status_code for _ in range(18)
        ]
        assert statuses[:16] == [422] * 16
        assert statuses[-1] == 429


@pytest.mark.parametrize(("parts", "status"), [(9, 422), (10, 413)])
def test_a_form_has_few_parts(client: FlaskClient, parts: int, status: int) -> None:
    part = b'--b\r\nContent-Disposition: form-data; name="%d"\r\n\r\nx\r\n'
    more = b"".join(part % number for number in range(parts))
    answer = client.post("/api/jobs", data=more + form_of(b"words"), content_type=FORM)
    assert answer.status_code == status


@pytest.mark.parametrize(("signs", "status"), [(4_000, 202), (4_100, 413), (190_000, 413)])
@pytest.mark.parametrize("before", [5, 64_000])
@pytest.mark.parametrize("line_ends", [1, 2])
def test_the_head_of_a_part_is_short(
    client: FlaskClient, signs: int, status: int, before: int, line_ends: int
) -> None:
    # It ends in the next of the pieces that are read where enough stands before it.
    head = b'Content-Disposition: form-data; name="file"; filename="a.txt"\r\nX: '
    head += b"x" * (signs - len(head) - 2)
    head = b"\r\n" * line_ends + head
    body = b"y" * before + b"\r\n--b%s\r\n\r\nwords\r\n--b--\r\n" % head
    answer = client.post("/api/jobs", data=body, content_type=FORM)
    refused = {413: "body_too_large"}.get(status)
    assert (answer.status_code, answer.get_json().get("code")) == (status, refused)
