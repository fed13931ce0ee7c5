"""What a page asks for while it is drawn: methods, redirects, and how often others are asked."""

import socket
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from pagewords.fetch import FetchError, Limits, Policy
from pagewords.fetch.resolver import MAX_LOOKUPS
from pagewords.fetch.resource import MOST_FOREIGN, Resources

from .conftest import DEADLINE, Names

FOUND = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwords"


def moved(place: str, status: str = "302 Found") -> bytes:
    return f"HTTP/1.1 {status}\r\nLocation: {place}\r\nContent-Length: 0\r\n\r\n".encode()


def resources(*trusted: str, seconds: float = DEADLINE) -> Resources:
    """Those of a page at 127.0.0.1; `localhost` is another host on the same machine."""
    policy, until = Policy(frozenset(trusted)), time.monotonic() + seconds
    names = Names({"localhost": [["127.0.0.1"]]})
    return Resources("127.0.0.1", policy, until, 1_000_000, names)


def test_a_foreign_host_is_asked_so_often_and_no_more(site: Any) -> None:
    foreign = f"http://localhost:{site.port}"
    page = resources(site.origin, foreign)
    site.responses |= {"/there": FOUND, "/go": moved(f"{foreign}/there")}
    found = [page.fetch("GET", f"{site.origin}/go", {}, None) for _ in range(MOST_FOREIGN + 1)]
    assert [one is not None for one in found] == [True] * MOST_FOREIGN + [False]
    assert page.fetch("GET", f"{foreign}/there", {}, None) is None
    # Its own host it may ask as often as it may ask at all.
    assert page.fetch("GET", f"{site.origin}/there", {}, None) is not None
    asked = [request.split(b" ", 2)[1] for request in site.requests]
    assert asked.count(b"/there") == MOST_FOREIGN + 1


def test_a_page_knows_that_an_address_may_not_be_asked_now(site: Any) -> None:
    def count(address: str) -> None:
        raise FetchError("rate_limited")

    policy, until = Policy(frozenset((site.origin,))), time.monotonic() + DEADLINE
    names = Names({name: [["93.184.215.14"]] for name in ("api.words.example", "else.example")})
    page = Resources("www.words.example", policy, until, 1_000_000, names, count)
    site.responses["/there"] = FOUND
    assert page.fetch("GET", f"{site.origin}/there", {}, None) is not None
    assert page.fetch("GET", "http://10.0.0.1/there", {}, None) is None
    assert not page.was_limited
    assert page.fetch("GET", "http://else.example/there", {}, None) is None
    assert not page.was_limited
    assert page.fetch("GET", "http://api.words.example/there", {}, None) is None
    assert page.was_limited


def test_another_private_site_is_not_reached(site: Any, watch: Any) -> None:
    other = f"http://localhost:{site.port}/there"
    page = resources(site.origin)
    site.responses |= {"/there": FOUND, "/go": moved(other)}
    assert page.fetch("GET", other, {}, None) is None
    assert page.fetch("GET", f"{site.origin}/go", {}, None) is None
    assert [request.split(b" ", 2)[1] for request in site.requests] == [b"/go"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "CONNECT", "TRACE"])
def test_a_page_may_ask_and_no_more(site: Any, method: str) -> None:
    site.responses["/"] = FOUND
    assert resources(site.origin).fetch(method, f"{site.origin}/", {}, None) is None
    assert site.requests == []


def test_what_was_for_one_site_is_not_sent_to_the_next(site: Any) -> None:
    foreign = f"http://localhost:{site.port}"
    site.responses |= {"/there": FOUND, "/go": moved(f"{foreign}/there", "303 See Other")}
    headers = {"authorization": "secret", "cookie": "a=b", "x-mine": "1", "sec-fetch-mode": "cors"}
    page = resources(site.origin, foreign)
    answer = page.fetch("POST", f"{site.origin}/go", headers, b"question")
    assert answer is not None
    assert (answer.url, answer.status, answer.body) == (f"{foreign}/there", 200, b"words")
    first, second = (request.lower() for request in site.requests)
    assert first.startswith(b"post ")
    assert second.startswith(b"get ")
    for sent in (b"authorization: secret", b"cookie: a=b"):
        assert sent in first
        assert sent not in second
    assert b"x-mine: 1" in second
    assert b"sec-fetch-mode" not in first


def test_the_dead_hosts_of_a_drawn_page_do_not_hold_up_the_next_page(
    site: Any, refused: Callable[..., FetchError]
) -> None:
    release = threading.Event()

    def hang(host: str, port: int) -> list[Any]:
        release.wait(DEADLINE)
        return []

    page = Resources("words.example", Policy(), time.monotonic() + 0.5, 1_000_000, hang)
    drawing = [
        threading.Thread(
            target=page.fetch, args=("GET", f"http://dead-{number}.example/", {}, None)
        )
        for number in range(MAX_LOOKUPS)
    ]
    try:
        for thread in drawing:
            thread.start()
        for thread in drawing:
            thread.join(DEADLINE)
        lookups = [thread for thread in threading.enumerate() if thread.name == "lookup"]
        assert len(lookups) == MAX_LOOKUPS
        # Nor what the next one asks for while it is drawn.
        site.responses["/there"] = FOUND
        there = f"http://localhost:{site.port}"
        following = resources(there, seconds=DEADLINE / 2)
        assert following.fetch("GET", f"{there}/there", {}, None) is not None
        failure = refused("http://next.example/", names=lambda *_: [], limits=Limits(seconds=1.0))
        assert failure.code == "unreachable"
    finally:
        release.set()
        for thread in lookups:
            thread.join(DEADLINE)


def test_what_a_page_asked_for_ends_with_the_page(site: Any) -> None:
    page, found, asked = resources(site.origin), [], threading.Event()

    def answer(connection: socket.socket) -> None:
        asked.set()
        site.hang(connection)

    site.responses |= {"/slow": answer, "/there": FOUND}

    def fetch() -> None:
        found.append(page.fetch("GET", f"{site.origin}/slow", {}, None))

    thread = threading.Thread(target=fetch)
    thread.start()
    assert asked.wait(5)
    page.close()
    thread.join(DEADLINE / 2)
    assert found == [None]
    assert page.fetch("GET", f"{site.origin}/there", {}, None) is None
