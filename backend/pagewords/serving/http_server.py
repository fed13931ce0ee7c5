"""The API's HTTP server: waitress, with this program's limits.

waitress reads requests and sends responses in one loop, and gives its threads complete requests
only, so clients that stall hold no thread. docs/operations.md says how it was chosen.
"""

import resource
import signal
import socket
import time
from typing import Any

from flask import Flask, abort, request
from waitress import create_server, wasyncore

from pagewords.config import client_threads
from pagewords.errors import Problem, no_room
from pagewords.serving.channel import Channel
from pagewords.serving.request_parser import HEAD_BYTES, NoRoom
from pagewords.serving.room import BODIES, UNSENT, Waiting, crowding, unfinished, untaken
from pagewords.serving.tasks import REJECTED

#: Bytes of a request's body. Larger ones get an answer before they are read, as larger heads do.
#: A client that is still sending may miss it, so a body may be larger than the application allows.
BODY_BYTES = 16_000_000
#: Bytes of a body with a file beyond those of the largest file.
UPLOAD_MARGIN = 2_000_000
#: Characters of a request's target: a link of 2,048 characters is longer once it is encoded.
TARGET_CHARACTERS = 8_190
#: Open connections of one process, if the system grants twice as many files.
CONNECTIONS = 2_000
#: The parts of them beyond which some are closed, and that are left.
CROWDED, UNCROWDED = 0.9, 0.8
#: Connections accepted in one turn of the loop, whose cost grows with the open ones.
ACCEPT_AT_ONCE = 32
#: Seconds that a connection may be silent.
SILENCE = 60
#: Seconds that requests in flight have when the server stops.
DRAIN_WITHIN = 12.0
#: Seconds: how often the loop looks at its connections.
LOOK_EVERY = 1.0


def register(app: Flask) -> None:
    """Answer what the server rejects, and targets that are too long, as any other error."""

    @app.before_request
    def reject() -> None:
        if status := request.environ.get(REJECTED):
            if status == NoRoom.code:
                raise no_room()
            if status not in (413, 414, 431):
                raise Problem(400, "malformed_request", "This request is not valid HTTP/1.1.")
            abort(status)
        if len(request.environ.get("REQUEST_URI", "")) > TARGET_CHARACTERS:
            abort(414)


def serve(
    app: Any, listening: socket.socket, threads: int, file_bytes: int = 0, proxies: int = 0
) -> None:
    """Serve a WSGI application until SIGTERM or SIGINT, then finish requests in flight.

    `file_bytes` is the size of the largest file that may be submitted, `proxies` how many add to
    `X-Forwarded-For`.
    """
    channels: dict[int, Any] = {}
    server = _create(app, listening, threads, channels, file_bytes)
    server.proxies = proxies
    server.task_dispatcher.queue = Waiting(client_threads(threads), threads)
    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True
        server.pull_trigger()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    looked = 0.0
    while not stopping:
        wasyncore.loop(timeout=LOOK_EVERY, use_poll=True, map=channels, count=1)
        if time.monotonic() - looked > LOOK_EVERY:
            looked = time.monotonic()
            # waitress marks those that were silent, and closes them when their client takes more.
            _close(one for one in _active(server) if one.will_close or one.is_late())
            _close(untaken(_active(server)))
            _close(unfinished(_active(server), BODIES * server.adj.upload_bytes))
    _drain(server, channels)


def _create(
    app: Any, listening: socket.socket, threads: int, channels: dict[int, Any], file_bytes: int
) -> Any:
    """waitress's server on a listening socket; it keeps its connections in `channels`."""
    server = create_server(
        app,
        map=channels,
        sockets=[listening],
        threads=threads,
        connection_limit=_connections(),
        channel_timeout=SILENCE,
        cleanup_interval=10,
        # One, so that a client's end is noticed while its request is at work.
        channel_request_lookahead=1,
        max_request_header_size=HEAD_BYTES,
        max_request_body_size=BODY_BYTES,
        outbuf_high_watermark=UNSENT,
        # ProxyFix in the application reads them.
        clear_untrusted_proxy_headers=False,
    )
    server.channel_class = Channel
    server.adj.upload_bytes = max(BODY_BYTES, file_bytes + UPLOAD_MARGIN)
    accept_one, limit = server.handle_accept, server.adj.connection_limit

    def accept() -> None:
        for _ in range(ACCEPT_AT_ONCE):
            before = len(channels)
            accept_one()
            if len(channels) == before:
                break
        # Some at once, since each look goes through all of them.
        if len(channels) > CROWDED * limit:
            _close(crowding(_active(server), int(UNCROWDED * limit)))

    server.handle_accept = accept
    return server


def _drain(server: Any, channels: dict[int, Any]) -> None:
    """Accept nothing more, answer requests in flight and close each connection when it is idle."""
    # This closes the listening socket alone; threads still need the server's trigger.
    wasyncore.dispatcher.close(server)
    until = time.monotonic() + DRAIN_WITHIN
    while server.active_channels and time.monotonic() < until:
        _close(channel for channel in server.active_channels.values() if not channel.in_flight())
        wasyncore.loop(timeout=0.1, use_poll=True, map=channels, count=1)
    server.task_dispatcher.shutdown(timeout=1)


def _active(server: Any) -> list[Any]:
    return [*server.active_channels.values()]


def _close(channels: Any) -> None:
    """Close channels at once. waitress closes one that only `will_close` when its client takes more
    bytes, which one that reads nothing never does."""
    for channel in [*channels]:
        channel.will_close = True
        channel.handle_close()


def _connections() -> int:
    """How many connections a process may have; raises its limit of open files if it can."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * CONNECTIONS
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return CONNECTIONS if soft == resource.RLIM_INFINITY else min(CONNECTIONS, soft // 2)
