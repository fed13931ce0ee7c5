"""Bodies that are refused: each costs little, and nothing of it stays."""

import gc
import resource
import time
import tracemalloc
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

pytestmark = [
    pytest.mark.usefixtures("database_url"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
LETTERS = b"a" * 1_000_000
FORM = "multipart/form-data; boundary=b"


def form(name: bytes, content: bytes) -> bytes:
    part = b'--b\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
    file = part % (b"file", b'; filename="a.txt"', content)
    return file + part % (name, b"", b"x") + b"--b--\r\n"


class TestMemory:
    @pytest.fixture(autouse=True)
    def _without_collection(self) -> Iterator[None]:
        # The API's processes collect garbage rarely: a cycle that holds a body holds it for long.
        gc.disable()
        tracemalloc.start()
        yield
        tracemalloc.stop()
        gc.enable()

    @pytest.mark.parametrize(
        ("path", "body", "kind"),
        [
            ("/api/jobs", b'["%s"]' % LETTERS, "application/json"),
            ("/api/jobs", b'{"text":["%s"]}' % LETTERS, "application/json"),
            ("/api/jobs", b'{"text":"%s","titel":1}' % LETTERS, "application/json"),
            ("/api/jobs", b'{"text":"%s"}' % (6 * LETTERS), "application/json"),
            ("/api/jobs", b'{"text":"%s","url":"a.example"}' % LETTERS, "application/json"),
            ("/api/jobs", b'{"text":"%s' % LETTERS, "application/json"),
            ("/api/jobs", b'{"text":"%s\xff"}' % LETTERS, "application/json"),
            ("/api/jobs", b"[" * 1_000_000, "application/json"),
            ("/api/collections", b'{"urls":["%s",1]}' % LETTERS, "application/json"),
            ("/api/collections", b'{"urls":["%s","x"]}' % LETTERS, "application/json"),
            ("/api/jobs", form(b"titel", LETTERS), FORM),
            ("/api/jobs", form(b"title", LETTERS), FORM),
            ("/api/jobs", form(b"language", b"\n" * 1_000_000), FORM),
        ],
        ids=["list", "list in a field", "unknown field", "long text", "text and link", "no end",
             "no UTF-8", "brackets", "number for a link", "long link", "form", "title of a file",
             "empty file"],
    )  # fmt: skip
    def test_nothing_of_a_refused_body_stays(
        self, client: FlaskClient, path: str, body: bytes, kind: str
    ) -> None:
        def refuse() -> None:
            answer = client.post(path, data=body, content_type=kind)
            assert answer.status_code in (400, 413, 422), answer.text
            answer.close()

        refuse()
        before, _ = tracemalloc.get_traced_memory()
        for _ in range(20):
            refuse()
        grown = tracemalloc.get_traced_memory()[0] - before
        assert grown < len(body)


class TestTime:
    @pytest.fixture
    def environment(self, environment: dict[str, str]) -> dict[str, str]:
        return environment | {"PAGEWORDS_CLIENT_READ_SECONDS": "1"}

    def test_refused_bodies_take_a_client_so_much_time_a_minute(self, client: FlaskClient) -> None:
        body = b"[%s]" % (b"1," * 3_000_000)
        until = time.monotonic() + 40
        statuses = []
        while 429 not in statuses:
            assert time.monotonic() < until
            answer = client.post("/api/jobs", data=body, content_type="application/json")
            statuses.append(answer.status_code)
        assert set(statuses) == {400, 429}
        assert int(answer.headers["Retry-After"]) > 0
        text = {"text": "The river winds."}
        assert client.post("/api/collections", json=text).status_code == 429
        other = {"REMOTE_ADDR": "192.0.2.9"}
        assert client.post("/api/jobs", json=text, environ_overrides=other).status_code == 202


def test_a_form_for_which_the_disk_has_no_room_is_refused_for_now(client: FlaskClient) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        answer = client.post("/api/jobs", data=form(b"title", LETTERS), content_type=FORM)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    problem = answer.get_json()
    assert (answer.status_code, problem["code"]) == (503, "unavailable")
    assert "no room" in problem["detail"]
    assert answer.headers["Retry-After"] == "5"
