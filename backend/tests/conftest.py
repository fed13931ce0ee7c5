"""The real parts that tests run on: Valkey, SQLite and PostgreSQL, a local site, a burst worker."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

# As in a worker, before anything imports numpy: CPU seconds of idle threads are not a page's.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from redis import Redis

from pagewords import config, create_app
from pagewords.models import db
from pagewords.serving import valkey
from pagewords.worker.rq_worker import work

from .postgres import Cluster, find_programs

#: Tests that start processes, load the word lists of many languages or read hostile pages.
SLOW = (
    "tests/serving/",
    "tests/worker/",
    "tests/metrics/",
    "tests/test_operations.py",
    "tests/api/test_generated_client.py",
    "tests/api/test_openapi.py",
    "tests/page/test_hostile.py",
    "tests/words/test_hostile.py",
    "tests/words/test_spelling.py",
    "tests/words/test_names_and_numbers.py",
)
DEADLINE = 20.0
# The clock says nothing on a busy machine.
hypothesis.settings.register_profile("pagewords", deadline=None)
hypothesis.settings.load_profile("pagewords")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark slow tests, which `make test-fast` leaves out."""
    for item in items:
        if any(name in item.nodeid for name in SLOW):
            item.add_marker("slow")


def wait_for(ready: Callable[[], Any], what: str, seconds: float = DEADLINE) -> Any:
    """Look until something is so; fails the test when it is not so in time."""
    until = time.monotonic() + seconds
    pause = threading.Event()
    while not (value := ready()):
        assert time.monotonic() < until, f"{what} did not happen within {seconds} s"
        pause.wait(0.02)
    return value


@pytest.fixture(scope="session")
def valkey_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Valkey of the tests' own."""
    data = tmp_path_factory.mktemp("valkey")
    socket = valkey.socket_folder(data) / "valkey.sock"
    process = subprocess.Popen(valkey.command(socket, data))
    url = f"unix://{socket}"
    wait_for(lambda: valkey.answers(url), "Valkey's start")
    yield url
    process.terminate()
    process.wait(DEADLINE)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster | None]:
    """A PostgreSQL of the tests' own, where its programs are found."""
    programs = find_programs()
    if programs is None:
        yield None
        return
    with Cluster(programs) as cluster:
        yield cluster


def migrate(url: str) -> None:
    """Bring a database up to date, as a start does."""
    app = create_app(config.from_environment({"DATABASE_URL": url}))
    with app.app_context():
        upgrade()
        db.engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database to copy."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgres_template(postgres: Cluster | None) -> str | None:
    """The name of a migrated PostgreSQL database to copy."""
    if postgres is None:
        return None
    name, url = postgres.create()
    migrate(url)
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    sqlite_template: Path,
    postgres: Cluster | None,
    postgres_template: str | None,
) -> Iterator[str]:
    """A migrated, empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'test.db')}"
    elif postgres is None:
        pytest.skip("PostgreSQL's programs (initdb, postgres) are not on this machine")
    else:
        name, url = postgres.create(postgres_template)
        yield url
        postgres.drop(name)


@pytest.fixture
def redis(valkey_url: str) -> Iterator[Redis]:
    """The tests' Valkey, emptied."""
    client = Redis.from_url(valkey_url)
    client.flushall()
    yield client
    client.close()


Handler = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A site of the tests' own on loopback, which counts what is asked of it."""

    def __init__(self) -> None:
        self.pages: dict[str, Handler] = {}
        self.asked: list[str] = []
        site = self

        class _Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.pages.get(self.path, _not_found)(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def add(
        self,
        path: str,
        body: str | bytes,
        content_type: str | None = "text/html; charset=utf-8",
        status: int = 200,
        **headers: str,
    ) -> str:
        """Serve a page; returns its URL."""
        content = body.encode() if isinstance(body, str) else body

        def handler(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            if content_type is not None:
                request.send_header("Content-Type", content_type)
            for name, value in headers.items():
                request.send_header(name, value)
            request.send_header("Content-Length", str(len(content)))
            request.end_headers()
            request.wfile.write(content)

        self.pages[path] = handler
        return self.origin + path

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()


def _not_found(request: BaseHTTPRequestHandler) -> None:
    request.send_response(404)
    request.send_header("Content-Length", "0")
    request.end_headers()


@pytest.fixture
def site() -> Iterator[Site]:
    """A local site."""
    site = Site()
    yield site
    site.close()


@pytest.fixture
def environment(database_url: str, valkey_url: str, site: Site, tmp_path: Path) -> dict[str, str]:
    """The settings of the application under test, as its environment; tests may change it first."""
    return {
        "DATABASE_URL": database_url,
        "REDIS_URL": valkey_url,
        "PAGEWORDS_DATA": str(tmp_path / "data"),
        "PAGEWORDS_TRUSTED_SITES": site.origin,
        # The browser tests draw pages.
        "PAGEWORDS_DRAW_SECONDS": "0",
    }


@pytest.fixture
def app(environment: dict[str, str], redis: Redis) -> Iterator[Flask]:
    """The application on real parts."""
    app = create_app(config.from_environment(environment))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Calls the API."""
    return app.test_client()


@pytest.fixture
def run_jobs(app: Flask) -> Callable[[], None]:
    """Does all that is queued, with the real worker."""
    return lambda: work(app, burst=True)


@pytest.fixture
def start(environment: dict[str, str], client: FlaskClient) -> Iterator[Callable[..., int]]:
    """Starts a worker with some settings; returns its process id."""
    started: list[subprocess.Popen[bytes]] = []

    def run(**settings: str) -> int:
        environ = {"PATH": os.environ["PATH"], "PAGEWORDS_WORKERS": "1", **environment, **settings}
        started.append(subprocess.Popen([sys.executable, "-m", "pagewords.worker"], env=environ))
        return started[-1].pid

    yield run
    for process in started:
        process.terminate()
        process.wait(2 * DEADLINE)
