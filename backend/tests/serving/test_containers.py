"""What the container files promise."""

import json
import re
import subprocess
import sys
from typing import Any

import pytest
import yaml
from prometheus_client import start_http_server
from werkzeug.http import HTTP_STATUS_CODES

from pagewords import errors
from pagewords.serving import static_files
from pagewords.serving.security import HEADERS, OF_DOCUMENTS

from ..conftest import DEADLINE
from ..test_documents import IN_CODE, ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
NGINX = (ROOT / "frontend/nginx.conf").read_text()
BACKEND = ("migrate", "api", "api-next", "worker")


def locations() -> dict[str, str]:
    """The locations of nginx.conf: their patterns and what stands in them."""
    return dict(
        re.findall(r"location (?:~ |= (?=/\S))?(= /|\S+) \{\n(.*?)\n    \}\n", NGINX, re.DOTALL)
    )


def test_only_web_publishes_a_port() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert published == {"web": ["${PORT:-8080}:8080"]}


@pytest.mark.parametrize("name", BACKEND)
def test_every_setting_is_passed_to_the_back_end(name: str) -> None:
    passed = SERVICES[name]["environment"]
    # Where it listens is a matter of the containers, and it has no data folder.
    assert set(passed) == IN_CODE - {"HOST", "PORT", "PAGEWORDS_DATA"}
    own = {"DATABASE_URL", "REDIS_URL", "PAGEWORDS_DRAW_SERVICE"}
    for setting in set(passed) - own:
        assert re.fullmatch(rf"\$\{{{setting}:-[\d.:*]*\}}", passed[setting]), setting


def test_no_message_of_nginx_has_the_address_of_a_client() -> None:
    # Those about requests do, at every level but the last.
    assert re.search(r"^error_log stderr emerg;$", NGINX, re.MULTILINE)
    assert "remote_addr" not in re.findall(r"log_format [^;]*;", NGINX)[0]


def said(pattern: str) -> int:
    """The largest number that nginx.conf gives a directive."""
    found = re.findall(pattern, NGINX)
    assert found, pattern
    return max(map(int, found))


@pytest.mark.parametrize(
    ("length", "sizes"),
    [
        ("99999", []),
        ("100000", ["medium"]),
        ("1999999", ["medium"]),
        ("2000000", ["large"]),
        ("26000000", ["large"]),
        # nginx takes zeros before a number.
        ("000099999", []),
        ("000100000", ["medium"]),
        ("0002000000", ["large"]),
    ],
)
def test_bodies_count_by_their_size(length: str, sizes: list[str]) -> None:
    maps = dict(re.findall(r"map [^{]*\$(large|medium) \{(.*?)\n  \}", NGINX, re.DOTALL))

    def counts(name: str, value: str) -> bool:
        return any(re.search(one, value) for one in re.findall(r'"~(.*)"', maps[name]))

    found = [name for name in ("large", "medium") if counts(name, length + " " * (name == "large"))]
    assert found == sizes


def test_five_addresses_cannot_fill_the_folder_of_nginx() -> None:
    connections, large, medium = (
        said(rf"limit_conn {zone} (\d+);") for zone in ("clients", "large", "medium")
    )
    # From two megabytes on, from a hundred thousand bytes on, and all others.
    bodies = large * said(r"client_max_body_size (\d+)m;") + 2 * medium
    bodies += 0.1 * (connections - large - medium)
    megabytes = bodies + connections * said(r"proxy_max_temp_file_size (\d+)k;") / 1000
    assert 5 * megabytes <= folder_of_nginx()


def test_nginx_has_memory_for_its_folder_and_all_its_connections() -> None:
    processes, connections = said(r"worker_processes (\d+);"), said(r"worker_connections (\d+);")
    # Of half a head: its buffers, and what nginx takes beside them.
    kilobytes = 8 * said(r"large_client_header_buffers (\d+) 8k;") + 10
    megabytes = processes * (30 + connections * kilobytes / 1000)
    web = SERVICES["web"]
    assert folder_of_nginx() + megabytes <= int(web["mem_limit"].removesuffix("m"))
    # As many files as connections may each have one.
    assert web["ulimits"] == {"nofile": 2 * connections}


def test_whoever_asks_for_too_much_keeps_no_connection() -> None:
    # Whatever is asked for, also where nothing is: `return` answers before the limits of requests.
    assert re.search(r"^    limit_req zone=files ", NGINX, re.MULTILINE)
    assert "return" not in locations()["/"]
    assert "keepalive_timeout 0;" in locations()["@too_many"]


def folder_of_nginx() -> int:
    """The size of nginx's folder in MB."""
    (folder,) = SERVICES["web"]["tmpfs"]
    return int(folder.removeprefix("/tmp:size=").removesuffix("m"))


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
    nets = {name: set(service.get("networks", ())) for name, service in SERVICES.items()}
    assert nets["db"] == nets["redis"] == nets["migrate"] == {"store"}
    assert nets["web"] == {"front"}
    # Whatever a page's program does in the browser, there is nothing to reach.
    assert [name for name, names in nets.items() if not names] == ["draw"]
    assert SERVICES["draw"]["network_mode"] == "none"
    assert {name for name, names in nets.items() if "outside" in names} == {"worker"}


def test_no_password_has_a_default() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    assert set(re.findall(r"\$\{\w+_PASSWORD[^}]*\}", text)) == {
        "${POSTGRES_PASSWORD:?set it in .env}",
        "${REDIS_PASSWORD:?set it in .env}",
    }


def test_nginx_gives_the_headers_of_the_api_once() -> None:
    headers = {**HEADERS, **OF_DOCUMENTS}
    given = dict(re.findall(r'add_header (\S+) "(.*)" always;', NGINX))
    assert given == headers
    hidden = re.findall(r"proxy_hide_header (\S+);", NGINX)
    assert sorted(hidden) == sorted(headers)
    # In a location it would take the place of all those above.
    assert NGINX.count("add_header") == len(headers) + 1


def test_nginx_passes_on_the_api_and_nothing_else() -> None:
    passing = [pattern for pattern, body in locations().items() if "proxy_pass" in body]
    # The page itself, and the one for submissions, which alone takes bodies as large as files.
    assert [pattern for pattern in passing if "^" not in pattern] == ["= /", "/api/jobs"]
    assert "client_max_body_size 26m" in locations()["/api/jobs"]
    assert NGINX.count("client_max_body_size") == 2
    passing = [pattern for pattern in passing if "^" in pattern]
    assert len(passing) == 1
    led_on = ["/api/", "/help", "/index.html"]
    for path in ("/api/jobs", "/api/results/x/words", "/results/x", "/api/health/live", *led_on):
        assert re.search(passing[0], path), path
    for path in ("/metrics", "/metrics/", "/apis", "/js/api/x", "/", "/help/", "/index.htmlx"):
        assert not re.search(passing[0], path), path


def test_nginx_refuses_as_the_api_does() -> None:
    problems = [json.loads(one) for one in re.findall(r"return \d+ '(.*?)\\n';", NGINX)]
    assert {problem["status"] for problem in problems} == {413, 429, 503}
    for problem in problems:
        assert problem.pop("detail")
        status = problem["status"]
        title, code = HTTP_STATUS_CODES[status], errors._CODES[status]
        assert problem == {"type": "about:blank", "title": title, "status": status, "code": code}


def test_no_service_takes_the_machine_from_the_others() -> None:
    for name, service in SERVICES.items():
        assert service["pids_limit"], name
        assert service["mem_limit"], name
        for mount in service.get("tmpfs", []):
            assert ":size=" in mount, name


def test_nginx_limits_each_client() -> None:
    assert "limit_conn clients" in NGINX
    assert "client_max_body_size 7m;" in NGINX
    passing = [body for body in locations().values() if "proxy_pass" in body]
    assert len(passing) == 3
    assert all("limit_req zone=requests" in body for body in passing)


def test_nginx_serves_the_folders_of_the_page() -> None:
    folders = static_files.FOLDERS.replace(",", "|")
    assert f"^/({folders})/" in locations()
    assert f"expires {static_files.MAX_AGE}s;" in locations()[f"^/({folders})/"]


def test_the_page_comes_from_the_api_or_else_as_it_is() -> None:
    assert "=200 @page;" in locations()["= /"]
    assert "try_files /index.html" in locations()["@page"]
    for name in ("api", "api-next"):
        assert SERVICES[name]["volumes"] == ["./frontend:/frontend:ro"]
        # Where the program looks for it: its package is in /app.
        assert "WORKDIR /app" in (ROOT / "backend/Dockerfile").read_text()


@pytest.mark.parametrize("name", ["Dockerfile", "draw.Dockerfile"])
def test_what_an_image_is_made_of_is_locked(name: str) -> None:
    installs = re.findall(r"pip install [^&\n]*", (ROOT / "backend" / name).read_text())
    # The last one is our own package, which brings nothing with it.
    assert all("--require-hashes" in line for line in installs[:-1])
    assert installs[-1].split()[-3:] == ["--no-deps", "-e", "."]


def test_a_worker_and_the_service_that_draws_share_a_socket_and_nothing_else() -> None:
    draw, worker = SERVICES["draw"], SERVICES["worker"]
    assert draw["profiles"] == ["draw"]
    assert (draw["volumes"], worker["volumes"]) == (["draw:/draw"], ["draw:/draw:ro"])
    assert "environment" not in draw
    path = worker["environment"]["PAGEWORDS_DRAW_SERVICE"]
    assert path in draw["healthcheck"]["test"][-1]
    file = (ROOT / "backend/draw.Dockerfile").read_text()
    assert f'CMD ["python", "-m", "pagewords.draw.service", "{path}"]' in file
    # Whichever of the two makes the volume, both are this user.
    for text in (file, (ROOT / "backend/Dockerfile").read_text()):
        assert "install -d -o 10001 -m 700 /draw" in text
        assert "USER 10001" in text


@pytest.mark.parametrize("name", ["api", "api-next", "worker"])
def test_a_service_starts_once_the_tables_are_there(name: str) -> None:
    conditions = {what: one["condition"] for what, one in SERVICES[name]["depends_on"].items()}
    assert conditions.pop("migrate") == "service_completed_successfully"
    assert conditions.pop("db") == "service_healthy"
    assert conditions == ({"redis": "service_healthy"} if name == "worker" else {})


def test_the_health_check_of_workers_reads_their_metrics() -> None:
    kind, program, *arguments = SERVICES["worker"]["healthcheck"]["test"]
    assert (kind, program) == ("CMD", "python")

    def status(address: str) -> int:
        environ = {"PAGEWORDS_WORKER_METRICS": address}
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, env=environ, timeout=DEADLINE, capture_output=True
        ).returncode

    server, thread = start_http_server(0, "127.0.0.1")
    port = server.server_port
    assert status(f"0.0.0.0:{port}") == 0
    server.shutdown()
    server.server_close()
    thread.join(DEADLINE)
    assert status(f"0.0.0.0:{port}") == 1
