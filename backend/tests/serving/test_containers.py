"""What the container files promise, and waiting for what a service needs."""

import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import yaml
from flask import Flask
from flask_migrate import downgrade
from redis import Redis
from werkzeug.http import HTTP_STATUS_CODES

from pagewords import config, create_app, errors
from pagewords.models import db
from pagewords.serving import static_files, wait
from pagewords.serving.security import HEADERS

from ..conftest import wait_for
from ..test_documents import IN_CODE, ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
NGINX = (ROOT / "frontend/nginx.conf").read_text()
BACKEND = ("migrate", "api", "api-next", "worker")


def locations() -> dict[str, str]:
    """The locations of nginx.conf: their patterns and what stands in them."""
    return dict(re.findall(r"location (?:~ |= )?(\S+) \{\n(.*?)\n    \}\n", NGINX, re.DOTALL))


def test_only_web_publishes_a_port() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert published == {"web": ["${PORT:-8080}:8080"]}


@pytest.mark.parametrize("name", BACKEND)
def test_every_setting_is_passed_to_the_back_end(name: str) -> None:
    passed = SERVICES[name]["environment"]
    # Where it listens is a matter of the containers, and it has no data folder.
    assert set(passed) == IN_CODE - {"HOST", "PORT", "PAGEWORDS_DATA"}
    own = {"DATABASE_URL", "REDIS_URL"}
    for setting in set(passed) - own:
        assert re.fullmatch(rf"\$\{{{setting}:-[\d.:]*\}}", passed[setting]), setting


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_locked(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    # The database's image starts as root and gives that up itself.
    assert ("cap_add" in service) == (name == "db")
    assert ("healthcheck" in service) == (name != "migrate")
    assert service["logging"]["options"]["max-size"]
    assert service["restart"] == ("no" if name == "migrate" else "always")


def test_nothing_outside_is_reached_from_the_stores_nor_they_from_nginx() -> None:
    assert COMPOSE["networks"]["store"] == {"internal": True}
    nets = {name: set(service["networks"]) for name, service in SERVICES.items()}
    assert nets["db"] == nets["redis"] == nets["migrate"] == {"store"}
    assert nets["web"] == {"front"}
    assert {name for name, names in nets.items() if "outside" in names} == {"worker"}


def test_no_password_has_a_default() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    assert set(re.findall(r"\$\{\w+_PASSWORD[^}]*\}", text)) == {
        "${POSTGRES_PASSWORD:?set it in .env}",
        "${REDIS_PASSWORD:?set it in .env}",
    }


def test_nginx_gives_the_headers_of_the_api_once() -> None:
    given = dict(re.findall(r'add_header (\S+) "(.*)" always;', NGINX))
    assert given == HEADERS
    hidden = re.findall(r"proxy_hide_header (\S+);", NGINX)
    assert sorted(hidden) == sorted(HEADERS)
    # In a location it would take the place of all those above.
    assert NGINX.count("add_header") == len(HEADERS) + 1


def test_nginx_passes_on_the_api_and_nothing_else() -> None:
    passing = [pattern for pattern, body in locations().items() if "proxy_pass" in body]
    assert len(passing) == 1
    for path in ("/api/jobs", "/api/results/x/words", "/results/x", "/api/health/live"):
        assert re.search(passing[0], path), path
    for path in ("/metrics", "/metrics/", "/apis", "/js/api/x", "/"):
        assert not re.search(passing[0], path), path


def test_nginx_refuses_as_the_api_does() -> None:
    problems = [json.loads(one) for one in re.findall(r"return \d+ '(.*?)\\n';", NGINX)]
    assert {problem["status"] for problem in problems} == {413, 503}
    for problem in problems:
        assert problem.pop("detail")
        status = problem["status"]
        title, code = HTTP_STATUS_CODES[status], errors._CODES[status]
        assert problem == {"type": "about:blank", "title": title, "status": status, "code": code}


def test_nginx_serves_the_folders_of_the_page() -> None:
    folders = static_files.FOLDERS.replace(",", "|")
    assert f"^/({folders})/" in locations()
    assert f"expires {static_files.MAX_AGE}s;" in locations()[f"^/({folders})/"]


def test_what_the_image_is_made_of_is_locked() -> None:
    installs = re.findall(r"pip install [^&\n]*", (ROOT / "backend/Dockerfile").read_text())
    # The last one is our own package, which brings nothing with it.
    assert all("--require-hashes" in line for line in installs[:-1])
    assert installs[-1].split()[-4:] == ["-q", "--no-deps", "-e", "."]


@pytest.fixture
def waiting(database_url: str, valkey_url: str) -> Flask:
    """An application with a database and a Redis."""
    settings = {"DATABASE_URL": database_url, "REDIS_URL": valkey_url}
    return create_app(config.from_environment(settings))


def test_what_is_there_is_not_waited_for(waiting: Flask) -> None:
    assert wait.wait(waiting, ["database", "redis"], 0) is None


def test_a_database_without_its_tables_is_waited_for(waiting: Flask) -> None:
    with waiting.app_context():
        downgrade(revision="base")
        db.engine.dispose()
    assert "not up to date" in (wait.wait(waiting, ["database"], 0) or "")


def test_a_database_of_a_later_version_is_good_enough(waiting: Flask) -> None:
    with waiting.app_context():
        db.session.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
        db.session.commit()
    assert wait.wait(waiting, ["database"], 0) is None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_worker_on_this_machine_is_known(
    waiting: Flask, redis: Redis, start: Callable[..., int]
) -> None:
    assert "No worker" in (wait.wait(waiting, ["worker"], 0) or "")
    start()
    wait_for(lambda: wait.wait(waiting, ["worker"], 0) is None, "the start of a worker")


def test_what_comes_in_time_is_found(waiting: Flask) -> None:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(next(answers))
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    answers = iter([503, 200])
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    assert wait.wait(waiting, [address], 20) is None
    server.shutdown()
    server.server_close()
    assert address in (wait.wait(waiting, [address], 0) or "")


def run(*arguments: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    """Run the module as a container does."""
    return subprocess.run(
        [sys.executable, "-m", "pagewords.serving.wait", *arguments],
        env={"PATH": os.environ["PATH"], **environ},
        capture_output=True,
        text=True,
        timeout=50,
    )


def test_the_command_takes_the_place_of_the_waiting(
    database_url: str, valkey_url: str, tmp_path: Path
) -> None:
    done = run(
        *("5", "database", "redis", "--", "echo", "here", "--it", "is"),
        DATABASE_URL=database_url,
        REDIS_URL=valkey_url,
        PAGEWORDS_DATA=str(tmp_path),
    )
    assert (done.returncode, done.stdout) == (0, "here --it is\n")


def test_what_is_missing_is_told_in_a_sentence(tmp_path: Path) -> None:
    closed = "redis://:secret@127.0.0.1:1/0"
    refused = partial(run, REDIS_URL=closed, PAGEWORDS_DATA=str(tmp_path))
    started = time.monotonic()
    done = refused("1", "redis", "--", "echo", "not", "reached")
    assert time.monotonic() - started < 20
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "pagewords: Redis does not answer, or refuses the password of REDIS_URL. Waited for 1 s.\n"
    )
    assert refused("soon", "redis").returncode == 2
    assert refused("1").returncode == 2
    assert refused("1", "elsewhere").returncode == 2
