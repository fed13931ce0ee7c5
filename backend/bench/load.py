"""Load test with two hundred clients: `python bench/load.py [--seconds 10]`.

First measures the throughput of `GET /api/results/<key>`, as 200 and as 304, and of a bare Flask
route that returns `{"ok": true}` on the same server with as many threads, alternately. Then two
hundred clients submit links, poll their jobs and read results. The clients are Locust's. Prints
statuses, latencies and ratios; exits with 1 if a response was an error other than 429 or 503, or if
the ratio of the 200 responses to the bare route is below 0.5.
"""

# First, since it replaces Python's sockets and threads.
import locust  # isort: skip

import argparse
import logging
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import gevent
import requests
from local import Program, Site
from locust.contrib.fasthttp import FastHttpUser
from locust.env import Environment
from locust.stats import StatsEntry

from pagewords.serving.processes import listen

CLIENTS = 200
ROUNDS = 3
MIN_COUNT = 0.5
#: Seconds that the first job may take, with the start of a worker.
FINISH_WITHIN = 60.0
DECLARED = {200, 202, 304, 429, 503}
ENVIRONMENT = {
    "PAGEWORDS_CLIENT_RATE": "100000",
    "PAGEWORDS_CLIENT_WAITING": "100000",
    "PAGEWORDS_WORKERS": "1",
}
IDENTITY = {"Accept-Encoding": "identity"}
HEAD = "| 200 clients | a second | median ms | 95 % | 99 % |\n|---|---:|---:|---:|---:|"


class Bare:
    """A bare Flask application on the same server."""

    def __init__(self) -> None:
        with listen("127.0.0.1", 0) as sock:
            self.url = f"http://127.0.0.1:{sock.getsockname()[1]}"
            command = [sys.executable, str(Path(__file__).with_name("bare.py")), str(sock.fileno())]
            self._process = subprocess.Popen(command, pass_fds=[sock.fileno()])
        requests.get(self.url, timeout=30)

    def end(self) -> None:
        """Stop it."""
        self._process.terminate()
        self._process.wait(30)


class Client(FastHttpUser):  # type: ignore[misc]
    """A client that sends its next request as soon as it has a response."""

    abstract = True

    def ask(self, name: str, method: str, path: str, **more: Any) -> None:
        """Send a request, recorded under a name; 429 and 503 are no failures."""
        more["headers"] = IDENTITY | more.get("headers", {})
        with self.client.request(method, path, name=name, catch_response=True, **more) as answer:
            if answer.status_code in DECLARED:
                answer.success()


def same(name: str, path: str, **headers: str) -> type[Client]:
    """A client that repeats one request."""

    class Same(Client):
        @locust.task
        def get(self) -> None:
            self.ask(name, "GET", path, headers=headers)

    return Same


def everything(site: str, key: str) -> type[Client]:
    """A client that submits links, polls jobs and reads results."""

    class Everything(Client):
        count = 0

        @locust.task
        def work(self) -> None:
            self.count += 1
            link = f"{site}/page/{id(self)}-{self.count}"
            self.ask("submit", "POST", "/api/jobs", json={"url": link})
            for _ in range(8):
                self.ask("poll", "GET", f"/api/jobs/{key}")
            self.ask("result", "GET", f"/api/results/{key}")
            self.ask("words", "GET", f"/api/results/{key}/words?limit=50")

    return Everything


def drive(url: str, user: type[Client], seconds: float) -> tuple[list[StatsEntry], Counter[int]]:
    """Run the clients for some seconds; return the figures by name, and the statuses."""
    statuses: Counter[int] = Counter()
    environment = Environment(user_classes=[user], host=url)

    @environment.events.request.add_listener
    def note(response: Any, **_: object) -> None:
        statuses[getattr(response, "status_code", 0)] += 1

    runner = environment.create_local_runner()
    runner.start(CLIENTS, spawn_rate=CLIENTS)
    gevent.sleep(seconds)
    entries = list(environment.stats.entries.values())
    runner.quit()
    return entries, statuses


def finished(url: str, link: str) -> tuple[str, str]:
    """Count a link; return its key and its result's ETag."""
    headers = {"Prefer": "wait=10"}
    answer = requests.post(f"{url}/api/jobs", json={"url": link}, headers=headers, timeout=30)
    key = answer.json()["key"]
    until = time.monotonic() + FINISH_WITHIN
    path = f"{url}/api/results/{key}"
    # The ETag depends on the encoding.
    while (result := requests.get(path, headers=IDENTITY, timeout=30)).status_code == 202:
        if time.monotonic() > until:
            raise SystemExit("The first job did not end.")
        time.sleep(0.1)
    result.raise_for_status()
    return key, result.headers["ETag"]


def line(entry: StatsEntry) -> str:
    """Format one row of the table."""
    percentiles = (entry.get_response_time_percentile(share) for share in (0.5, 0.95, 0.99))
    times = " | ".join(f"{time:.0f}" for time in percentiles)
    return f"| {entry.name} | {entry.total_rps:.0f} | {times} |"


def compare(
    program: Program, bare: Bare, key: str, tag: str, seconds: float
) -> tuple[float, Counter[int]]:
    """Print the throughputs; return the ratio to the bare route's, and the statuses."""
    path = f"/api/results/{key}"
    runs = {
        "bare route": (bare.url, same("bare route", "/")),
        "result": (program.url, same("result", path)),
        "result, 304": (program.url, same("result, 304", path, **{"If-None-Match": tag})),
    }
    rounds: dict[str, list[StatsEntry]] = {name: [] for name in runs}
    statuses: Counter[int] = Counter()
    started, used = time.monotonic(), time.process_time()
    for _ in range(ROUNDS):
        for name, (url, user) in runs.items():
            entries, seen = drive(url, user, seconds / ROUNDS)
            rounds[name] += entries
            statuses += seen
    busy = (time.process_time() - used) / (time.monotonic() - started)
    print(HEAD)
    rates = {}
    for name, found in rounds.items():
        middle = sorted(found, key=lambda entry: float(entry.total_rps))[len(found) // 2]
        rates[name] = float(middle.total_rps)
        print(line(middle))
    ratio, brief = (rates[name] / rates["bare route"] for name in ("result", "result, 304"))
    print(f"\nresult: {ratio:.2f} of the bare route, as 304 {brief:.2f};", end=" ")
    print(f"the clients took {busy:.0%} of a core\n")
    return ratio, statuses


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0)
    seconds = parser.parse_args().seconds
    # It warns of two hundred clients that start at once.
    logging.getLogger("locust.runners").setLevel(logging.ERROR)
    site, bare = Site(), Bare()
    with tempfile.TemporaryDirectory() as folder:
        program = Program(Path(folder), PAGEWORDS_TRUSTED_SITES=site.origin, **ENVIRONMENT)
        try:
            key, tag = finished(program.url, f"{site.origin}/page/first")
            ratio, statuses = compare(program, bare, key, tag, seconds)
            entries, seen = drive(program.url, everything(site.origin, key), seconds)
            print("\n".join([HEAD, *map(line, entries)]))
        finally:
            program.end()
            bare.end()
            site.close()
    statuses += seen
    print("\nstatuses:", ", ".join(f"{status}: {n}" for status, n in sorted(statuses.items())))
    undeclared = set(statuses) - DECLARED
    print(f"undeclared errors: {sorted(undeclared) or 'none'}")
    return 0 if ratio >= MIN_COUNT and not undeclared else 1


if __name__ == "__main__":
    sys.exit(main())
