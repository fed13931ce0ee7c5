"""The HTTP server, with real sockets: stalling clients delay nobody, each error is a problem."""

import contextlib
import json
import os
import re
import resource
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families
from redis import Redis

from pagewords.serving.channel import PIPELINED
from pagewords.serving.processes import children_of, listen
from pagewords.serving.room import UNSENT

from ..conftest import DEADLINE, wait_for

ORIGIN = "https://words.example"
CALLS = 40
JSON = "Content-Type: application/json\r\n"


class Api:
    """A running `pagewords.serving.api`."""

    def __init__(self, environ: dict[str, str], log: Path) -> None:
        self._log = log
        with listen("127.0.0.1", 0) as sock, log.open("w") as output:
            self.address: tuple[str, int] = sock.getsockname()
            descriptor = sock.fileno()
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pagewords.serving.api", "--fd", str(descriptor)],
                env={
                    "PATH": os.environ["PATH"],
                    "CORS_ORIGINS": f"{ORIGIN},https://other.example",
                    **environ,
                },
                pass_fds=[descriptor],
                stderr=output,
            )
        self.url = f"http://127.0.0.1:{self.address[1]}"
        assert requests.get(f"{self.url}/api/health", timeout=DEADLINE).status_code == 200

    def connect(self, sent: str | bytes = b"") -> socket.socket:
        """A connection on which something has been sent."""
        client = socket.create_connection(self.address, timeout=DEADLINE)
        client.sendall(sent.encode() if isinstance(sent, str) else sent)
        return client

    def children(self) -> list[int]:
        """The ids of its processes."""
        return children_of(self.process.pid)

    def said(self) -> str:
        return self._log.read_text()


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """SQLite alone: the server does not know the database."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'test.db')}"


@pytest.fixture
def start_api(
    environment: dict[str, str], redis: Redis, tmp_path: Path
) -> Iterator[Callable[..., Api]]:
    """Starts the API with some settings."""
    started: list[Api] = []

    def start(**settings: str) -> Api:
        started.append(Api(environment | settings, tmp_path / f"log-{len(started)}"))
        return started[-1]

    yield start
    for api in started:
        api.process.terminate()
        api.process.wait(DEADLINE)
        assert "Traceback" not in api.said()


def answer_of(client: socket.socket) -> tuple[int, dict[str, str], bytes]:
    """The status, headers and body of an answer, after which the server closes the connection."""
    with client, client.makefile("rb") as stream:
        head, _, body = stream.read().partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    return int(first.split()[1]), headers, body


def times(api: Api) -> list[float]:
    """The seconds that calls take, each on a connection of its own."""
    found = []
    for _ in range(CALLS):
        started = time.perf_counter()
        answer = requests.get(f"{api.url}/api/health/live", timeout=DEADLINE)
        found.append(time.perf_counter() - started)
        assert answer.status_code == 200
    return found


@pytest.mark.alone
def test_stalling_clients_delay_nobody(
    start_api: Callable[..., Api], capsys: pytest.CaptureFixture[str]
) -> None:
    api = start_api(PAGEWORDS_API_THREADS="2")
    figures = {"no others": times(api)}
    post = f"POST /api/jobs HTTP/1.1\r\nHost: localhost\r\n{JSON}"
    with ExitStack() as clients:
        half_sent = ["GET / HTTP/1.1\r\nHo", f'{post}Content-Length: 2000\r\n\r\n{{"text"']
        for number in range(40):
            clients.enter_context(api.connect(half_sent[number % 2]))
        heads = [post, f"{post}Content-Length: 2000\r\n\r\n"]
        dripping = [clients.enter_context(api.connect(heads[n % 2])) for n in range(20)]
        over = threading.Event()

        def drip() -> None:
            while not over.wait(1.0):
                for client in dripping:
                    client.sendall(b"x")

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            figures["40 half-sent, 20 dripping"] = times(api)
        finally:
            over.set()
            thread.join()
    with ExitStack() as clients:
        for _ in range(500):
            clients.enter_context(api.connect())
        figures["500 silent"] = times(api)
    with capsys.disabled():
        for name, seconds in figures.items():
            median, slowest = statistics.median(seconds) * 1e3, max(seconds) * 1e3
            print(f"\n{name}: a call takes {median:.1f} ms (median), at most {slowest:.1f}", end="")
    # Medians and nine calls in ten: a busy machine delays a single call for reasons of its own.
    usual = statistics.median(figures["no others"])
    for name, limit in (("40 half-sent, 20 dripping", 0.2), ("500 silent", 0.05)):
        assert statistics.median(figures[name]) - usual < limit
        assert statistics.quantiles(figures[name], n=10)[-1] - usual < 0.2


QUICK = """
import socket, sys
from pagewords.serving import channel, http_server
channel.ARRIVAL = 0.5
http_server.serve(lambda *_: [], socket.socket(fileno=int(sys.argv[1])), 1)
"""


def test_a_request_that_takes_too_long_to_arrive_is_dropped() -> None:
    with listen("127.0.0.1", 0) as sock:
        descriptor = sock.fileno()
        command = [sys.executable, "-c", QUICK, str(descriptor)]
        process = subprocess.Popen(command, pass_fds=[descriptor])
        address = sock.getsockname()
    try:
        with (
            socket.create_connection(address, timeout=DEADLINE) as dripping,
            socket.create_connection(address, timeout=DEADLINE) as silent,
        ):
            dripping.sendall(b"GET / HTTP/1.1\r\n")

            def is_dropped() -> bool:
                try:
                    dripping.sendall(b"x")
                except ConnectionError:
                    return True
                return False

            wait_for(is_dropped, "the end of a connection whose request drips")
            silent.settimeout(0.1)
            with pytest.raises(TimeoutError):
                silent.recv(1)
    finally:
        process.terminate()
        process.wait(DEADLINE)


HEAD = f"Host: localhost\r\nOrigin: {ORIGIN}\r\n"
POST = f"POST /api/jobs HTTP/1.1\r\n{HEAD}{JSON}"
GET = f"GET / HTTP/1.1\r\n{HEAD}"
CHUNKED = "Transfer-Encoding: chunked\r\n\r\n"
CLOSE = "Connection: close\r\n"
#: What the server itself rejects, and what it leaves to the application.
REJECTED: list[tuple[str, int, str]] = [
    ("GARBAGE\r\n\r\n", 400, "malformed_request"),
    (" \r\n\r\n" * 2_000, 400, "malformed_request"),
    (f"{GET}no colon\r\n\r\n", 400, "malformed_request"),
    (f"GET / HTTP/1.1\r\nX:{' ' * 33}y\r\n\r\n", 400, "malformed_request"),
    ("GET / HTTP/1.1.1\r\n\r\n", 400, "malformed_request"),
    ("GET / HTTP/1.1\r\nHost: \u00ff\r\n\r\n", 400, "malformed_request"),
    (f"GET / HTTP/1.1\r\nHost: {'a.' * 151}\r\n\r\n", 400, "malformed_request"),
    ("GET //languages?q=\u00ff HTTP/1.1\r\n\r\n", 400, "malformed_request"),
    (f"{POST}Content-Length: {'1' * 4_301}\r\n\r\n", 400, "malformed_request"),
    (f"{POST}{CHUNKED}zz\r\n{{}}\r\n", 400, "malformed_request"),
    # Each ends with the first byte that is too much of the framing of chunks.
    (f"{POST}{CHUNKED}5;{'x' * 16_383}", 400, "malformed_request"),
    (f"{POST}{CHUNKED}0\r\n{'x' * 16_382}", 400, "malformed_request"),
    (f"{POST}{CHUNKED}" + "1\r\nx\r\n" * 3_511, 400, "malformed_request"),
    # Data allow more framing, but no longer line.
    (f"{POST}{CHUNKED}30d40\r\n{'x' * 200_000}\r\n5;{'x' * 16_383}", 400, "malformed_request"),
    (f"{POST}Transfer-Encoding: gzip\r\n\r\n", 400, "malformed_request"),
    (f"GET /api/{'x' * 8_200} HTTP/1.1\r\n{HEAD}{CLOSE}\r\n", 414, "address_too_long"),
    (f"GET /{'x' * 16_379}", 414, "address_too_long"),
    (f"{GET}X: {'x' * 16_384}"[:16_384], 431, "headers_too_large"),
    # One field too many, and so many that the head takes several packets.
    (GET + "X:\r\n" * 99 + "\r\n", 431, "headers_too_large"),
    (GET + "X:\r\n" * 4_000 + "\r\n", 431, "headers_too_large"),
    (f"{POST}Content-Length: 20000000\r\n\r\n", 413, "body_too_large"),
    (
        f"{POST}{CLOSE}Content-Length: 10000000\r\n\r\n{'x' * 10_000_000}",
        413,
        "body_too_large",
    ),
    (f"{POST}{CLOSE}{CHUNKED}6acfc0\r\n{'x' * 7_000_000}\r\n0\r\n\r\n", 413, "body_too_large"),
]


def test_a_rejected_request_gets_a_problem(api: Api) -> None:
    for sent, status, code in REJECTED:
        got, headers, body = answer_of(api.connect(sent))
        problem = json.loads(body)
        case = sent[:60]
        assert (got, problem["status"], problem["code"]) == (status, status, code), case
        assert problem["detail"], case
        assert headers["content-type"] == "application/problem+json", case
        assert headers["x-content-type-options"] == "nosniff", case
        # A page on another origin may read it, if the server has read where the request is from.
        if "Origin" in sent[:9_000] and status != 431:
            assert headers["access-control-allow-origin"] == ORIGIN, case
    assert requests.get(f"{api.url}/api/health/live", timeout=DEADLINE).status_code == 200


def test_a_body_for_which_the_disk_has_no_room_is_refused_for_now(api: Api) -> None:
    for process in api.children():
        # Whatever files grow beyond, as they do on a full disk.
        resource.prlimit(process, resource.RLIMIT_FSIZE, (1_000_000, resource.RLIM_INFINITY))
    # Not all of it, since whoever still sends may miss the answer.
    sent = f"{POST}{CLOSE}Content-Length: 2000000\r\n\r\n{'x' * 1_000_001}"
    status, headers, body = answer_of(api.connect(sent))
    problem = json.loads(body)
    assert (status, problem["code"], headers["retry-after"]) == (503, "unavailable", "5")
    assert "no room" in problem["detail"]
    assert "event=no_room" in api.said()


def test_of_many_requests_sent_ahead_few_are_answered(api: Api) -> None:
    head = b"GET /api/languages HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with api.connect() as client:
        # All of them are read at once, and the last one is not whole.
        client.sendall(head * 100 + head[:20])
        with client.makefile("rb") as answers:
            said = answers.read()
    assert said.count(b"HTTP/1.1 200 OK") == PIPELINED
    assert said.count(b"\r\nConnection: close\r\n") == 1


def test_any_name_is_answered_where_any_is_set(start_api: Callable[..., Api]) -> None:
    api = start_api(PAGEWORDS_HOSTS="*")
    for host in ("xn--fa-hia.de", "xn--", "words.example"):
        for path in ("/", "/api/languages"):
            request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\n{CLOSE}\r\n"
            assert answer_of(api.connect(request))[0] == 200, (host, path)


def test_blank_lines_before_a_request_are_passed_over(api: Api) -> None:
    request = f"GET /api/languages HTTP/1.1\r\n{HEAD}"
    sent = "\r\n" * 2_000 + f"{request}\r\n" + "\r\n" * 2_001 + f"{request}{CLOSE}\r\n"
    with api.connect(sent) as client, client.makefile("rb") as answers:
        said = answers.read()
    assert said.count(b"HTTP/1.1 ") == said.count(b"HTTP/1.1 200 OK") == 2


@pytest.mark.parametrize("name", ["If-Modified-Since", "If-Range"])
def test_a_date_of_a_year_that_is_none_is_passed_over(api: Api, name: str) -> None:
    headers = {name: "Mon, 01 Jan 99999999999 00:00:00 GMT", "Range": "bytes=0-9"}
    for path in ("/", "/js/main.js"):
        answer = requests.get(f"{api.url}{path}", headers=headers, timeout=DEADLINE)
        assert answer.status_code < 300, path


def test_a_connection_ends_with_a_body_in_chunks(api: Api) -> None:
    body = '{"text": "The river runs."}'
    sent = "".join(f"1\r\n{sign}\r\n" for sign in body) + "0\r\n\r\n"
    with api.connect(f"{POST}{CHUNKED}{sent}") as client, client.makefile("rb") as answers:
        said = answers.read()
    assert said.startswith(b"HTTP/1.1 202 ")
    assert b"\r\nConnection: close\r\n" in said


def test_a_head_may_have_a_hundred_fields(api: Api) -> None:
    head = f"GET /api/health/live HTTP/1.1\r\n{HEAD}{CLOSE}"
    assert answer_of(api.connect(head + "X: y\r\n" * 97 + "\r\n"))[0] == 200


@pytest.fixture
def api(start_api: Callable[..., Api]) -> Api:
    return start_api()


def test_a_stop_finishes_requests_in_flight(start_api: Callable[..., Api]) -> None:
    api = start_api(PAGEWORDS_API_PROCESSES="2")
    waiting = api.connect(_waiting(api, 1))
    idle = api.connect()
    _until_it_waits(api)
    api.process.send_signal(signal.SIGTERM)
    status, headers, body = answer_of(waiting)
    assert (status, headers["preference-applied"]) == (202, "wait=1")
    assert json.loads(body)["status"] == "queued"
    assert api.process.wait(DEADLINE) == 0
    with idle:
        assert idle.recv(1) == b""
    with pytest.raises(ConnectionRefusedError):
        api.connect()


def _waiting(api: Api, seconds: int) -> str:
    """A submission that waits, since there are no workers."""
    body = json.dumps({"text": f"words {uuid.uuid4()}"})
    return (
        f"POST /api/jobs HTTP/1.1\r\nHost: localhost\r\n{JSON}Prefer: wait={seconds}\r\n"
        f"Connection: close\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    )


def _queued(api: Api) -> float:
    return _samples(api)[("pagewords_jobs", "queued")]


def _until_it_waits(api: Api, jobs: int = 1) -> None:
    """Wait until jobs are accepted: their requests wait from then on."""
    wait_for(lambda: _queued(api) == jobs, "the acceptance of a job")


def _samples(api: Api) -> dict[tuple[str, str], float]:
    text = requests.get(f"{api.url}/metrics", timeout=DEADLINE).text
    return {
        (sample.name, sample.labels.get("status", "")): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_a_client_that_has_gone_is_not_waited_for(start_api: Callable[..., Api]) -> None:
    # With two threads one of them may wait.
    api = start_api(PAGEWORDS_API_THREADS="2")
    with api.connect(_waiting(api, 10)):
        _until_it_waits(api)
        started = time.monotonic()
        status, _, _ = answer_of(api.connect(_waiting(api, 10)))
        assert status == 202
        assert time.monotonic() - started < 1

    def waits() -> bool:
        """Whether a client may wait now."""
        started = time.monotonic()
        answer_of(api.connect(_waiting(api, 1)))
        return time.monotonic() - started > 0.9

    wait_for(waits, "a thread that may wait", 5)


def test_requests_that_wait_for_jobs_give_way_to_others_of_their_client(
    start_api: Callable[..., Api],
) -> None:
    # Of six threads a client has two.
    api = start_api(PAGEWORDS_API_THREADS="6")
    started = time.monotonic()
    waiting = [api.connect(_waiting(api, 10)) for _ in range(2)]
    assert requests.get(f"{api.url}/api/health/live", timeout=DEADLINE).status_code == 200
    assert time.monotonic() - started < 5
    assert [answer_of(client)[0] for client in waiting] == [202, 202]


def test_processes_share_the_socket_and_the_metrics(start_api: Callable[..., Api]) -> None:
    api = start_api(PAGEWORDS_API_PROCESSES="2")
    before = wait_for(lambda: len(found := api.children()) == 2 and found, "two processes")
    for number in range(30):
        body = {"text": f"words of {number}"}
        assert requests.post(f"{api.url}/api/jobs", json=body, timeout=DEADLINE).status_code == 202
    # Whichever process answers, it counts what both have accepted.
    for _ in range(6):
        assert _samples(api)[("pagewords_jobs_accepted_total", "")] == 30
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    again = wait_for(
        lambda: len(found := api.children()) == 2 and not set(found) & set(before) and found,
        "new processes",
    )
    assert again
    assert _samples(api)[("pagewords_jobs_accepted_total", "")] == 30


def test_nothing_outlives_a_killed_parent(api: Api) -> None:
    children = wait_for(api.children, "a process")
    api.process.kill()
    wait_for(
        lambda: not any(_runs(pid) for pid in children), "the end of the processes of a killed one"
    )


def _runs(pid: int) -> bool:
    with contextlib.suppress(OSError):
        state = re.search(r"\) (\S)", Path(f"/proc/{pid}/stat").read_text())
        return state is not None and state[1] != "Z"
    return False


def run(*arguments: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "pagewords.serving.api", *arguments],
        env={"PATH": os.environ["PATH"], **environ},
        capture_output=True,
        text=True,
        timeout=DEADLINE,
    )


def test_a_start_that_is_not_possible_says_why(environment: dict[str, Any]) -> None:
    with listen("127.0.0.1", 0) as taken:
        done = run("--bind", f"127.0.0.1:{taken.getsockname()[1]}", **environment)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "Address already in use" in done.stderr
    wrong = environment | {"PAGEWORDS_API_THREADS": "many"}
    done = run("--bind", "127.0.0.1:0", **wrong)
    assert (done.returncode, done.stderr[:33]) == (1, "pagewords: PAGEWORDS_API_THREADS ")


#: A server with two threads, whose answers are larger than what it keeps in memory.
LARGE_ANSWERS = """
import socket, sys
from pagewords.serving.http_server import serve
def app(environ, start):
    start("200 OK", [("Content-Type", "text/plain")])
    if environ["PATH_INFO"] == "/":
        return [b"soon"]
    return (b"%09d " % n * 100_000 for n in range(30))
serve(app, socket.socket(fileno=int(sys.argv[1])), 2)
"""


@pytest.fixture
def large_answers() -> Iterator[tuple[int, tuple[str, int]]]:
    """The process and the address of such a server."""
    with listen("127.0.0.1", 0) as sock:
        address = sock.getsockname()
        command = [sys.executable, "-c", LARGE_ANSWERS, str(sock.fileno())]
        process = subprocess.Popen(command, pass_fds=[sock.fileno()])
    yield process.pid, address
    process.kill()
    process.wait(DEADLINE)


def ask_and_take_nothing(clients: ExitStack, address: tuple[str, int], many: int) -> None:
    """Ask for large answers, of which clients take the first byte alone."""
    for _ in range(many):
        client = clients.enter_context(socket.socket())
        client.settimeout(DEADLINE)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        client.connect(address)
        client.sendall(b"GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert client.recv(1)


def test_clients_that_take_nothing_of_large_answers_hold_no_thread(
    large_answers: tuple[int, tuple[str, int]],
) -> None:
    _, address = large_answers
    with ExitStack() as clients:
        ask_and_take_nothing(clients, address, 2)
        answer = requests.get(f"http://127.0.0.1:{address[1]}/", timeout=DEADLINE)
        assert answer.text == "soon"


def connections(pid: int) -> int:
    """The sockets that a process has open: its connections, and the one on which it listens."""
    found = 0
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            found += str(link.readlink()).startswith("socket:")
    return found


def test_clients_that_take_nothing_are_closed_where_much_waits_for_them(
    large_answers: tuple[int, tuple[str, int]],
) -> None:
    pid, address = large_answers
    many = 3 * UNSENT // 30_000_000
    with ExitStack() as clients:
        ask_and_take_nothing(clients, address, 1)
        before = connections(pid)
        ask_and_take_nothing(clients, address, many)
        wait_for(lambda: connections(pid) <= before + many // 2, "the end of some")
        answer = requests.get(f"http://127.0.0.1:{address[1]}/", timeout=DEADLINE)
        assert answer.text == "soon"


def test_an_answer_for_which_the_disk_has_no_room_is_broken_off(
    large_answers: tuple[int, tuple[str, int]],
) -> None:
    pid, address = large_answers
    # Whatever files grow beyond, as they do on a full disk.
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (500_000, resource.RLIM_INFINITY))
    with socket.socket() as client:
        client.settimeout(DEADLINE)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        client.connect(address)
        client.sendall(b"GET /large HTTP/1.0\r\n\r\n")
        # At once, and not when the connection has been silent for a minute.
        wait_for(lambda: connections(pid) == 1, "the end of the connection", 5.0)
        taken = bytearray()
        with contextlib.suppress(ConnectionError):
            while part := client.recv(65_536):
                taken += part
    body = taken.partition(b"\r\n\r\n")[2]
    whole = b"".join(b"%09d " % number * 100_000 for number in range(30))
    # Nothing that stands at another place of the answer.
    assert whole.startswith(body)
    assert len(body) < len(whole)
    answer = requests.get(f"http://127.0.0.1:{address[1]}/", timeout=DEADLINE)
    assert answer.text == "soon"
