"""Measure what one job costs: `python bench/costs.py FOLDER`, any folder of pages.

First measures the idle program. Then submits each page of a local site, one after the other, as
the front end does: submit, poll the job, read the result and its words. Prints the average cost of
a job above idle: the CPU time of each part, API calls, Redis commands and bytes, database bytes;
and the median size of a result as a proportion of its page's HTML. Exits with 1 if that is over a
half.
"""

import argparse
import sqlite3
import statistics
import sys
import tempfile
import time
import uuid
from collections import Counter
from pathlib import Path

import requests
from local import Program
from pipeline import files
from queue_cost import Pages
from redis import Redis

from pagewords.serving.valkey import socket_folder

MOST_STORED = 0.5
#: The page's rhythm: the first pause in seconds, its growth, the longest.
FIRST, GROWTH, LONGEST = 0.15, 1.35, 2.0
#: Seconds that a job may take, and that are looked at while nothing happens.
WITHIN, IDLE = 60.0, 10.0
PARTS = {"workers": "pagewords.worker", "API": "pagewords.serving.api", "Valkey": "valkey-server"}


class Page:
    """A client that calls the API as the front end does, and counts its calls."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._session = requests.Session()
        self.calls = 0

    def count(self, link: str) -> str:
        """Submit a page and read its words; return the key of the job."""
        until, pause = time.monotonic() + WITHIN, FIRST
        job = self._call("POST", "jobs", {"url": link, "fresh": True})
        key = str(job["key"])
        while job["status"] != "finished":
            if job["status"] == "failed" or time.monotonic() > until:
                raise SystemExit(f"{link} was not counted: {job['status']}, {job['error']}")
            time.sleep(pause)
            pause = min(pause * GROWTH, LONGEST)
            job = self._call("GET", f"jobs/{key}")
        self._call("GET", f"results/{key}")
        self._call("GET", f"results/{key}/words")
        return key

    def _call(self, method: str, path: str, body: object = None) -> dict[str, object]:
        self.calls += 1
        answer = self._session.request(method, f"{self._url}/api/{path}", json=body, timeout=30)
        answer.raise_for_status()
        found: dict[str, object] = answer.json()
        return found


def taken(program: Program, redis: Redis) -> Counter[str]:
    """The resources used so far."""
    stats, commands = redis.info("stats"), redis.info("commandstats")
    return Counter(
        {f"{part}: ms of a core": round(program.cpu(name) * 1e3) for part, name in PARTS.items()}
        | {
            "Redis: commands": sum(one["calls"] for one in commands.values()),
            "Redis: bytes in": stats["total_net_input_bytes"],
            "Redis: bytes out": stats["total_net_output_bytes"],
        }
    )


def stored(data: Path) -> tuple[dict[str, int], int]:
    """Return the bytes of each result by key (all columns), and of the whole database."""
    with sqlite3.connect(f"file:{data / 'pagewords.db'}?mode=ro", uri=True) as database:
        columns = [name for _, name, *_ in database.execute("PRAGMA table_info(results)")]
        size = " + ".join(f'coalesce(length(CAST("{name}" AS BLOB)), 0)' for name in columns)
        rows = database.execute(f"SELECT key, {size} FROM results").fetchall()
        (pages,) = database.execute("PRAGMA page_count").fetchone()
        (bytes_a_page,) = database.execute("PRAGMA page_size").fetchone()
    return {str(uuid.UUID(str(key))): count for key, count in rows}, pages * bytes_a_page


def measure(program: Program, bodies: list[bytes], origin: str) -> list[float]:
    """Print the cost of a job; return the size of each result as a proportion of its page."""
    redis = Redis.from_url(f"unix://{socket_folder(program.data) / 'valkey.sock'}")
    page = Page(program.url)
    # Analysers are loaded and both databases have their tables before anything is measured.
    for number in range(len(bodies)):
        page.count(f"{origin}/{number}")
    before = taken(program, redis)
    time.sleep(IDLE)
    idle = taken(program, redis)
    idle.subtract(before)
    page.calls, (_, bytes_before) = 0, stored(program.data)
    before, started = taken(program, redis), time.monotonic()
    keys = [page.count(f"{origin}/{number}") for number in range(len(bodies))]
    seconds = time.monotonic() - started
    busy = taken(program, redis)
    busy.subtract(before)
    sizes, bytes_after = stored(program.data)
    results = [sizes[key] for key in keys]
    print(f"{len(keys)} pages, {statistics.mean(map(len, bodies)):,.0f} bytes on average\n")
    print("| of one job | on average | a second while nothing happens |\n|---|---|---|")
    for name, count in busy.items():
        rest = idle[name] / IDLE
        print(f"| {name} | {(count - rest * seconds) / len(keys):,.1f} | {rest:,.1f} |")
    print(f"| API: calls | {page.calls / len(keys):.1f} | |")
    print(f"| database: rows | {2} | |")
    print(f"| database: bytes of the result | {statistics.mean(results):,.0f} | |")
    print(f"| database: bytes of its file | {(bytes_after - bytes_before) / len(keys):,.0f} | |")
    return [size / len(body) for size, body in zip(results, bodies, strict=True)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    bodies = [path.read_bytes() for path in files(parser.parse_args().folder)]
    if not bodies:
        parser.error("no pages in that folder")
    site = Pages(bodies)
    with tempfile.TemporaryDirectory() as folder:
        program = Program(
            Path(folder),
            PAGEWORDS_TRUSTED_SITES=site.origin,
            PAGEWORDS_CLIENT_RATE="1000000",
            PAGEWORDS_CLIENT_WAITING="1000000",
            PAGEWORDS_CLIENT_TEXT_BYTES="1000000000",
            PAGEWORDS_WORKERS="1",
        )
        try:
            shares = measure(program, bodies, site.origin)
        finally:
            program.end()
    share = statistics.median(shares)
    print(f"\nA result takes {share:.1%} of the HTML's bytes (median; at most {MOST_STORED:.0%}).")
    return 0 if share <= MOST_STORED else 1


if __name__ == "__main__":
    sys.exit(main())
