"""One network cannot take all connections, memory or disk of a process from others."""

import select
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from waitress.channel import HTTPChannel
from waitress.task import ThreadedTaskDispatcher
from werkzeug.http import parse_list_header

from pagewords.serving.channel import READ_PATHS, Channel
from pagewords.serving.processes import listen
from pagewords.serving.request_parser import Parser
from pagewords.serving.room import Line, Waiting, crowding, unfinished, untaken

from ..conftest import DEADLINE, wait_for

ADJUSTMENTS = SimpleNamespace(
    max_request_header_size=100_000,
    max_request_body_size=100_000,
    inbuf_overflow=100_000,
    url_scheme="http",
)

ONE, OTHER = "127.0.0.1", "127.0.0.2"
MEGABYTE = 1_000_000
Address = tuple[str, int]


def channel(network: str, size: int = 0, **more: Any) -> SimpleNamespace:
    """A connection that has so many megabytes to send, and as many of a body that is arriving."""
    arriving = SimpleNamespace(body_bytes_received=MEGABYTE * size)
    found = SimpleNamespace(
        network=network, total_outbufs_len=MEGABYTE * size, request=arriving, requests=[]
    )
    vars(found).update(more)
    return found


def test_those_with_most_to_send_are_closed_where_clients_take_too_little() -> None:
    channels = [channel(ONE, size) for size in (1, 60, 0, 30, 39, 8)]
    assert untaken(channels) == [channels[1]]
    assert untaken(channels[:1] + channels[2:]) == []
    assert untaken([channels[1]] * 3) == [channels[1]] * 2


def test_a_network_with_many_small_answers_does_not_end_the_large_one_of_another() -> None:
    small, large = [channel(ONE, 2) for _ in range(50)], channel(OTHER, 30)
    closed = untaken([*small, large])
    assert len(closed) == 15
    assert large not in closed


def test_bodies_that_arrive_make_room_for_those_that_are_complete() -> None:
    complete = SimpleNamespace(body_bytes_received=80 * MEGABYTE)
    at_work = channel(ONE, request=None, requests=[complete])
    arriving = [channel(ONE, size) for size in (5, 10, 7)]
    assert unfinished([at_work, *arriving], 100 * MEGABYTE) == [arriving[1]]
    assert len(unfinished([at_work, *arriving], 50 * MEGABYTE)) == 3
    assert unfinished([at_work, *arriving], 103 * MEGABYTE) == []


def test_complete_bodies_of_one_network_close_none_of_another() -> None:
    complete = [SimpleNamespace(body_bytes_received=80 * MEGABYTE)]
    at_work = [channel(ONE, request=None, requests=complete) for _ in range(2)]
    own, other = channel(ONE, 1), channel(OTHER, 30)
    assert unfinished([*at_work, own, other], 100 * MEGABYTE) == [own]


def test_no_connection_is_closed_whose_first_request_is_at_work() -> None:
    complete = [SimpleNamespace(body_bytes_received=0)]
    pipelined, alone = channel(ONE, 90, requests=complete), channel(ONE, 20)
    assert unfinished([pipelined, alone], 100 * MEGABYTE) == [alone]


def opened(network: str, last: float, *, at_work: bool = False, sends: int = 0) -> SimpleNamespace:
    """An open connection that was last active at a time."""
    requests = [object()] if at_work else []
    return channel(network, last_activity=last, requests=requests, total_outbufs_len=sends)


def test_the_longest_idle_connections_of_a_network_go_first() -> None:
    others = [opened(OTHER, 0)] * 3
    own = [opened(ONE, 4), opened(ONE, 1, at_work=True), opened(ONE, 2), opened(ONE, 3)]
    assert crowding(own + others, 7) == []
    assert crowding(own + others, 6) == [own[2]]
    assert own[0] not in crowding(own + others, 4)
    assert own[1] not in crowding(own + others, 2)


def test_connections_that_take_an_answer_go_where_none_is_idle() -> None:
    own = [opened(ONE, 1, at_work=True), opened(ONE, 3, sends=5), opened(ONE, 2, sends=5)]
    other = opened(OTHER, 0)
    assert crowding([*own, other], 2) == [own[1], own[2]]


def test_several_networks_that_are_full_leave_the_others_room() -> None:
    many = [opened(str(number), 1) for number in range(5) for _ in range(10)]
    few = [opened(OTHER, 0) for _ in range(6)]
    closed = crowding(many + few, 36)
    assert len(closed) == 20
    assert not [one for one in few if one in closed]


def test_of_many_networks_with_one_connection_each_the_longest_idle_go() -> None:
    each = [opened(str(number), number) for number in range(40)]
    assert sorted(one.last_activity for one in crowding(each, 36)) == [0, 1, 2, 3]


SERVER = """
import socket, sys
from pagewords.serving import http_server
http_server.CONNECTIONS, http_server.BODIES = 40, 1
def app(environ, start):
    start("200 OK", [("Content-Type", "text/plain")])
    return [str(len(environ["wsgi.input"].read())).encode()]
http_server.serve(app, socket.socket(fileno=int(sys.argv[1])), 2)
"""


@contextmanager
def server(program: str = SERVER) -> Iterator[Address]:
    """A server of 40 connections, with room for 16 MB of bodies, or another."""
    with listen(ONE, 0) as sock:
        address: Address = sock.getsockname()
        command = [sys.executable, "-c", program, str(sock.fileno())]
        process = subprocess.Popen(command, pass_fds=[sock.fileno()])
    try:
        yield address
    finally:
        process.kill()
        process.wait(DEADLINE)


def connect(address: Address, network: str) -> socket.socket:
    return socket.create_connection(address, DEADLINE, source_address=(network, 0))


def post(size: int) -> bytes:
    return f"POST / HTTP/1.1\r\nConnection: close\r\nContent-Length: {size}\r\n\r\n".encode()


def answer(client: socket.socket) -> bytes:
    """The body of an answer after which the server closes."""
    with client.makefile("rb") as stream:
        return stream.read().partition(b"\r\n\r\n")[2]


def test_silent_connections_of_one_network_do_not_keep_out_another() -> None:
    with server() as address, ExitStack() as clients:
        for _ in range(120):
            clients.enter_context(connect(address, ONE))
        with connect(address, OTHER) as other:
            other.sendall(post(3) + b"abc")
            assert answer(other) == b"3"


def test_silent_connections_of_two_networks_do_not_keep_out_a_third() -> None:
    with server() as address, ExitStack() as clients:
        for network in (ONE, "127.0.0.3"):
            for _ in range(60):
                clients.enter_context(connect(address, network))
        with connect(address, OTHER) as other:
            other.sendall(post(3) + b"abc")
            assert answer(other) == b"3"


def test_half_sent_bodies_of_one_network_do_not_fill_the_disk_and_leave_those_of_another() -> None:
    body = b"x" * (7 * MEGABYTE)
    with server() as address, ExitStack() as clients, connect(address, OTHER) as other:
        other.sendall(post(len(body) + 1) + body)
        many = [clients.enter_context(connect(address, ONE)) for _ in range(4)]
        for client in many:
            client.sendall(post(len(body) + 1) + body[: 4 * MEGABYTE])

        def closed() -> int:
            count = 0
            for client in many:
                client.setblocking(False)
                try:
                    count += client.recv(1) == b""
                except BlockingIOError:
                    continue
                except ConnectionError:
                    count += 1
            return count

        wait_for(lambda: closed() == 2, "the end of two connections")
        other.sendall(b"x")
        assert answer(other) == b"7000001"


def waiter(network: str, *, name: str = "", is_read: bool = False) -> SimpleNamespace:
    """A channel whose request waits for a thread."""
    return SimpleNamespace(name=name, whose=lambda: Line(network, is_read))


def test_networks_take_turns_at_the_threads() -> None:
    waiting = Waiting(9, 99)
    names = ["one 1", "one 2", "one 3", "other 1", "third 1", "other 2"]
    for name in names:
        waiting.append(waiter(name.split()[0], name=name))
    assert len(waiting) == 6
    found = [waiting.popleft().name for _ in range(4)]
    assert found == ["one 1", "other 1", "third 1", "one 2"]
    waiting.append(waiter("fourth", name="fourth 1"))
    found = [waiting.popleft().name for _ in range(len(waiting))]
    assert found == ["other 2", "one 3", "fourth 1"]
    assert not waiting


def test_a_network_that_has_its_part_of_the_threads_is_passed_over() -> None:
    waiting = Waiting(2, 99)
    for name in ("one", "one", "one", "one", "other"):
        waiting.append(waiter(name))
    taken = [waiting.popleft() for _ in range(3)]
    assert [one.at_work.network for one in taken] == ["one", "other", "one"]
    assert (bool(waiting), len(waiting)) == (False, 2)
    assert waiting.is_held_up("one")
    assert not waiting.is_held_up("other")
    waiting.ended(taken[1].at_work)
    assert not waiting
    waiting.ended(taken[0].at_work)
    assert waiting
    assert not waiting.is_held_up("one")
    assert waiting.popleft().at_work.network == "one"
    assert not waiting


def test_some_threads_are_left_to_networks_that_have_none() -> None:
    waiting = Waiting(5, 16)
    for number in range(24):
        waiting.append(waiter(["one", "two", "three", "four"][number % 4]))
    taken = [waiting.popleft() for _ in range(14)]
    assert (bool(waiting), len(waiting)) == (False, 10)
    assert waiting.is_held_up("one")
    for name in ("five", "six", "six"):
        waiting.append(waiter(name))
    taken += [waiting.popleft() for _ in range(2)]
    assert [one.at_work.network for one in taken[14:]] == ["five", "six"]
    # Two free threads are left to others; a third is not.
    for channel in taken[:2]:
        waiting.ended(channel.at_work)
        assert not waiting
    waiting.ended(taken[2].at_work)
    assert waiting


def test_a_request_that_ends_may_free_two_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.queue = Waiting(5, 16)
    dispatcher.set_thread_count(16)

    class Held(Channel):
        """A connection with a request that takes until it is told."""

        def __init__(self, network: str, until: threading.Event) -> None:
            self.server = SimpleNamespace(task_dispatcher=dispatcher)
            self.line, self.until, self.begun = Line(network, False), until, threading.Event()
            dispatcher.add_task(self)

        def whose(self) -> Line:
            return self.line

    def service(channel: Held) -> None:
        channel.begun.set()
        channel.until.wait(DEADLINE)

    monkeypatch.setattr(HTTPChannel, "service", service)
    first, later = threading.Event(), threading.Event()
    try:
        held = [Held(f"network {number}", later) for number in range(13)] + [Held("one", first)]
        assert all(channel.begun.wait(DEADLINE) for channel in held)
        waiting = [Held("network 0", later), Held("one", later)]
        # The thread takes the first, and "one" has none at work now.
        first.set()
        assert all(channel.begun.wait(DEADLINE / 2) for channel in waiting)
    finally:
        first.set()
        later.set()
        dispatcher.shutdown()


def test_few_threads_are_left_to_nobody() -> None:
    waiting = Waiting(2, 4)
    for name in ("one", "one", "two", "two", "three"):
        waiting.append(waiter(name))
    assert [waiting.popleft().at_work.network for _ in range(4)] == ["one", "two", "three", "one"]


def test_a_network_has_two_reads_at_work_and_other_requests_pass_them() -> None:
    waiting = Waiting(5, 99)
    for number in range(4):
        waiting.append(waiter("one", name=f"read {number}", is_read=True))
    waiting.append(waiter("one", name="rest"))
    waiting.append(waiter("other", name="other's read", is_read=True))
    taken = [waiting.popleft() for _ in range(4)]
    assert [one.name for one in taken] == ["read 0", "rest", "other's read", "read 1"]
    assert (bool(waiting), len(waiting)) == (False, 2)
    # What waits for a job in the network's other threads is not what holds them up.
    assert not waiting.is_held_up("one")
    waiting.ended(taken[1].at_work)
    assert not waiting
    waiting.ended(taken[0].at_work)
    assert waiting.popleft().name == "read 2"


@pytest.mark.parametrize(
    ("path", "is_read"),
    [
        ("/api/results/x/words", True),
        ("/api/results/x/words.csv", True),
        ("/api/collections/x/distinctive", True),
        ("/api/comparisons", True),
        ("/api/qr", True),
        ("///api/results/x/words", True),
        ("/api/results/x", False),
        ("/api/results", False),
        ("/api/collections/x", False),
        ("/api/jobs/x", False),
        ("/api/health", False),
    ],
)
def test_reads_are_those_of_what_is_in_results(path: str, is_read: bool) -> None:
    assert bool(READ_PATHS.match(path)) is is_read


HOLDING = """
import socket, sys, threading
from pagewords.errors import Problem
from pagewords.serving import http_server
free = threading.Event()
def app(environ, start):
    path = environ["PATH_INFO"]
    if path == "/raises":
        raise ValueError(path)
    if path == "/held":
        free.wait(60)
    if path == "/free":
        free.set()
    start("200 OK", [("Content-Type", "text/plain")])
    broken = {"/fails": ValueError(), "/refuses": Problem(429, "rate_limited", "")}
    return breaking_off(broken[path]) if path in broken else [path.encode()]
def breaking_off(error):
    yield b"a part"
    raise error
http_server.serve(app, socket.socket(fileno=int(sys.argv[1])), 3)
"""


def get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nConnection: close\r\n\r\n".encode()


def ask(address: Address, network: str, path: str) -> bytes:
    """The body of the answer to a request of a network."""
    with connect(address, network) as client:
        client.sendall(get(path))
        return answer(client)


def test_requests_of_one_network_do_not_hold_all_threads() -> None:
    with server(HOLDING) as address, ExitStack() as clients:
        held = [clients.enter_context(connect(address, ONE)) for _ in range(6)]
        for client in held:
            client.sendall(get("/held"))
        assert ask(address, OTHER, "/other") == b"/other"
        assert ask(address, OTHER, "/free") == b"/free"
        assert [answer(client) for client in held] == [b"/held"] * 6


def test_requests_that_fail_or_whose_client_has_gone_are_at_work_no_longer() -> None:
    with server(HOLDING) as address:
        for _ in range(3):
            assert ask(address, ONE, "/raises") == b"/api/"
            # The last chunk is missing, so that no client takes it for whole.
            assert (
                ask(address, ONE, "/fails") == ask(address, ONE, "/refuses") == b"6\r\na part\r\n"
            )
            with connect(address, ONE) as client:
                client.sendall(b"GET /first HTTP/1.1\r\n\r\n" + get("/second"))
                assert answer(client).endswith(b"/second")
        for _ in range(3):
            with connect(address, ONE) as gone:
                gone.sendall(get("/held"))
        assert ask(address, OTHER, "/free") == b"/free"
        assert ask(address, ONE, "/again") == b"/again"


#: A server with one thread, behind a proxy, whose answers take a while.
SLOW = """
import socket, sys, time
from pagewords.serving import http_server
def app(environ, start):
    time.sleep(0.1)
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"ok"]
http_server.serve(app, socket.socket(fileno=int(sys.argv[1])), 1, proxies=1)
"""


def test_a_request_is_of_the_client_that_the_last_proxy_names_and_else_of_its_peer() -> None:
    def network(hops: int, forwarded: str | None) -> str:
        made = Channel.__new__(Channel)
        made._peer, made.server = OTHER, SimpleNamespace(proxies=hops)
        headers = {} if forwarded is None else {"X_FORWARDED_FOR": forwarded}
        made.requests = [SimpleNamespace(headers=headers, path="/api/health")]
        return made.whose().network

    assert network(1, "forged, 192.0.2.1") == "192.0.2.1"
    assert network(2, "192.0.2.1, 192.0.2.2") == "192.0.2.1"
    assert network(0, "forged, 192.0.2.1") == OTHER
    assert network(2, "192.0.2.1") == OTHER
    assert network(1, None) == network(1, "") == OTHER


HOSTILE_HEADS = {
    "blank lines": b"\r\n" * 8_000,
    "blanks": b"GET / HTTP/1.1\r\nA:%sx" % (b" " * 16_000),
    "tabs": b"GET / HTTP/1.1\r\nA:%sx" % (b"\t" * 16_000),
    "folded blanks": b"GET / HTTP/1.1\r\nA:%s x" % (b" " * 150 + b"\r\n") * 90,
    "blanks before each value": b"GET / HTTP/1.1%s" % (b"\r\nA:" + b" " * 31 + b"x") * 98,
    "an address without a version": b"GET a://%s " % (b"a" * 16_000),
    "an address before no version": b"GET a://%s HTTP/." % (b"1" * 16_000),
    "a version too long": b"GET a://%s HTTP/1.0.0" % (b"1" * 16_000),
    "many fields": b"GET / HTTP/1.1%s" % (b"\r\nA: b" * 98),
    "many addresses": b"GET / HTTP/1.1\r\nX-Forwarded-For: %s" % (b"1," * 8_000),
    "many codings": b"POST / HTTP/1.1\r\nTransfer-Encoding: %s" % (b"chunked," * 2_000),
    "many escapes": b"GET /%s HTTP/1.1" % (b"%41" * 5_000),
    "many schemes": b"GET %s HTTP/1.1" % (b"a://" * 4_000),
    "many brackets": b"GET //[%s] HTTP/1.1" % (b":" * 16_000),
    "many digits": b"GET / HTTP/1.1\r\nContent-Length: %s" % (b"0" * 4_000),
}


@pytest.mark.parametrize("name", HOSTILE_HEADS)
def test_a_head_takes_little_of_the_loop(name: str) -> None:
    head = HOSTILE_HEADS[name] + b"\r\n\r\n"
    begun = time.thread_time()
    Parser(ADJUSTMENTS).received(head)
    # A few of the worst take a second, and a usual one a thousandth of this.
    assert time.thread_time() - begun < 0.05


def test_of_forwarded_addresses_those_that_proxies_added_are_read() -> None:
    request = Parser(ADJUSTMENTS)
    forged = b'"forged", ' + b"1," * 30_000 + b'"'
    head = b"GET / HTTP/1.1\r\nX-Forwarded-For: " + forged
    request.received(head + b"\r\nX-Forwarded-For: 192.0.2.1, 192.0.2.2\r\n\r\n")
    forwarded = request.headers["X_FORWARDED_FOR"]
    assert parse_list_header(forwarded)[-2:] == ["192.0.2.1", "192.0.2.2"]
    assert len(forwarded) <= 2_000


def test_of_long_lists_in_a_head_the_beginning_is_read() -> None:
    request = Parser(ADJUSTMENTS)
    languages = b"ko," + b"a/b;c=d," * 1_900
    request.received(b"GET / HTTP/1.1\r\nAccept-Language: %s\r\n\r\n" % languages)
    assert request.headers["ACCEPT_LANGUAGE"] == languages[:1_000].decode()


def test_little_at_once_is_read_and_taken_of_a_body_in_chunks() -> None:
    head = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(b"x" * 5_000)
        made = Channel.__new__(Channel)
        made.socket, made.request = ours, None
        assert len(made.recv(1_000)) == 1_000
        for line, most in ((b"", 512), (b"%x\r\n" % 700, 700), (b"%x\r\n" % 2_000, 1_000)):
            made.request = Parser(ADJUSTMENTS)
            assert made.request.received(head) == len(head)
            made.request.received(line)
            assert len(made.recv(1_000)) == most
            assert made.request.received(b"x" * 1_000) == most


def test_a_client_that_asks_all_the_time_does_not_make_another_wait() -> None:
    def ask(client: str) -> bytes:
        return f"GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: {client}\r\n\r\n".encode()

    with server(SLOW) as address, ExitStack() as clients:
        many = [clients.enter_context(connect(address, ONE)) for _ in range(100)]
        for client in many:
            client.sendall(ask("forged, 192.0.2.1"))
        assert many[0].recv(1_000)
        with connect(address, ONE) as other:
            other.sendall(ask("forged, 192.0.2.2"))
            assert other.recv(1_000)
        answered, _, _ = select.select(many, [], [], 0)
        assert len(answered) < 20
