"""A client that costs little: many kept connections in one thread, each a request after the other.

It reads answers that say their length, which is all that is measured here.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Seen:
    """What was answered: how often which status, and the seconds of each answer."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    elapsed: float = 0.0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.seconds) / self.elapsed

    def latency(self, share: float) -> float:
        """The milliseconds within which a share of the answers came."""
        return sorted(self.seconds)[int(share * (len(self.seconds) - 1))] * 1e3


#: A request: its name, method, path, headers and body.
Request = tuple[str, str, str, dict[str, str], bytes]
#: The requests of a client of some number.
Script = Callable[[int], Iterator[Request]]


def drive(
    url: str, requests: Callable[[int], Iterator[Request]], clients: int, seconds: float
) -> dict[str, Seen]:
    """Have so many clients make their requests for some seconds; what was answered, by name."""
    return asyncio.run(_drive(url, requests, clients, seconds))


async def _drive(
    url: str, requests: Callable[[int], Iterator[Request]], clients: int, seconds: float
) -> dict[str, Seen]:
    seen: dict[str, Seen] = {}
    until = time.perf_counter() + seconds
    await asyncio.gather(*(_client(url, requests(n), until, seen) for n in range(clients)))
    for one in seen.values():
        one.elapsed = seconds
    return seen


async def _client(
    url: str, requests: Iterator[Request], until: float, seen: dict[str, Seen]
) -> None:
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    for name, method, path, headers, body in requests:
        started = time.perf_counter()
        if started > until:
            break
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {parts.netloc}",
            f"Content-Length: {len(body)}",
        ]
        lines += [f"{key}: {value}" for key, value in headers.items()]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        status, close = await _answer(reader)
        one = seen.setdefault(name, Seen())
        one.statuses[status] += 1
        one.seconds.append(time.perf_counter() - started)
        if close:
            writer.close()
            reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bool]:
    """The status, and whether the server closes the connection."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if b"content-length:" in head:
        length = int(head.partition(b"content-length:")[2].partition(b"\r")[0])
        await reader.readexactly(length)
    return int(head.split(b" ", 2)[1]), b"connection: close" in head
