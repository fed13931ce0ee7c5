"""Two hundred clients: `python bench/load.py [--seconds 10]`.

First the throughput of `GET /api/results/<key>`, in full and as 304, beside a bare Flask route that
answers `{"ok": true}` under the same server with the same options, in turns. Then two hundred
clients submit links, poll their jobs and read results all at once. Prints statuses, latencies and
ratios; status 1 where an answer was an error other than 429 or 503, or where the ratio of full
answers is below 0.4.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import requests
from client import Request, Seen, drive
from local import Program, Site

from pagewords.serving.processes import listen

CLIENTS = 200
ROUNDS = 3
LEAST = 0.4
DECLARED = {200, 202, 304, 429, 503}
OPTIONS = ["--workers", "1", "--threads", "16", "--worker-class", "gthread", "--keep-alive", "30"]
ENVIRONMENT = {"PAGEWORDS_CLIENT_RATE": "100000", "PAGEWORDS_WORKERS": "1"}


class Bare:
    """A bare Flask application under the same server."""

    def __init__(self) -> None:
        with listen("127.0.0.1", 0) as sock:
            self.url = f"http://127.0.0.1:{sock.getsockname()[1]}"
            command = [sys.executable, "-m", "gunicorn", *OPTIONS, "--no-control-socket"]
            command += ["--bind", f"fd://{sock.fileno()}", "--log-level", "warning", "bare:app"]
            self._process = subprocess.Popen(
                command, cwd=Path(__file__).parent, pass_fds=[sock.fileno()]
            )
        requests.get(self.url, timeout=30)

    def end(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(30)


def same(name: str, path: str, **headers: str) -> Iterator[Request]:
    """The same request again and again."""
    while True:
        yield name, "GET", path, headers, b""


def everything(number: int, site: str, key: str) -> Iterator[Request]:
    """What a busy client does: submit a link, look at a job, read a result."""
    count = 0
    while True:
        count += 1
        body = f'{{"url": "{site}/page/{number}-{count}"}}'.encode()
        yield "submit", "POST", "/api/jobs", {"Content-Type": "application/json"}, body
        for _ in range(8):
            yield "poll", "GET", f"/api/jobs/{key}", {}, b""
        yield "result", "GET", f"/api/results/{key}", {}, b""
        yield "words", "GET", f"/api/results/{key}/words?limit=50", {}, b""


def finished(url: str, link: str) -> tuple[str, str]:
    """The key of a counted link, and its result's ETag."""
    headers = {"Prefer": "wait=10"}
    answer = requests.post(f"{url}/api/jobs", json={"url": link}, headers=headers, timeout=30)
    key = answer.json()["key"]
    result = requests.get(f"{url}/api/results/{key}", timeout=30)
    result.raise_for_status()
    return key, result.headers["ETag"]


def line(name: str, seen: Seen) -> str:
    """One row of the table."""
    statuses = ", ".join(f"{status}: {count}" for status, count in sorted(seen.statuses.items()))
    times = " | ".join(f"{seen.latency(share):.0f}" for share in (0.5, 0.95, 0.99))
    return f"| {name} | {seen.rate:.0f} | {times} | {statuses} |"


def compare(program: Program, bare: Bare, key: str, tag: str, seconds: float) -> float:
    """Print throughputs in turns; returns the ratio of full answers to the bare route's."""
    runs = {
        "bare route": (bare.url, lambda _: same("bare route", "/")),
        "result": (program.url, lambda _: same("result", f"/api/results/{key}")),
        "result, 304": (
            program.url,
            lambda _: same("result, 304", f"/api/results/{key}", **{"If-None-Match": tag}),
        ),
    }
    rounds: dict[str, list[Seen]] = {name: [] for name in runs}
    started, used = time.monotonic(), time.process_time()
    for _ in range(ROUNDS):
        for name, (url, make) in runs.items():
            rounds[name].append(drive(url, make, CLIENTS, seconds / ROUNDS)[name])
    busy = (time.process_time() - used) / (time.monotonic() - started)
    bare_rate = _middle(rounds["bare route"]).rate
    for name, seen in rounds.items():
        print(line(name, _middle(seen)))
    ratio, brief = (_middle(rounds[name]).rate / bare_rate for name in ("result", "result, 304"))
    print(f"\nresult: {ratio:.2f} of the bare route, as 304 {brief:.2f};", end=" ")
    print(f"the clients took {busy:.0%} of a core\n")
    return ratio


def _middle(rounds: list[Seen]) -> Seen:
    """The round whose throughput is the median."""
    return sorted(rounds, key=lambda seen: seen.rate)[len(rounds) // 2]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0)
    seconds = parser.parse_args().seconds
    site, bare = Site(), Bare()
    with tempfile.TemporaryDirectory() as folder:
        program = Program(Path(folder), PAGEWORDS_TRUSTED_SITES=site.origin, **ENVIRONMENT)
        try:
            key, tag = finished(program.url, f"{site.origin}/page/first")
            head = "| 200 clients | a second | median ms | 95 % | 99 % | statuses |"
            print(f"{head}\n|---|---:|---:|---:|---:|---|")
            ratio = compare(program, bare, key, tag, seconds)
            print(f"{head}\n|---|---:|---:|---:|---:|---|")
            seen = drive(program.url, lambda n: everything(n, site.origin, key), CLIENTS, seconds)
            for name, one in seen.items():
                print(line(name, one))
        finally:
            program.end()
            bare.end()
            site.close()
    undeclared = {status for one in seen.values() for status in one.statuses} - DECLARED
    print(f"\nundeclared errors: {sorted(undeclared) or 'none'}")
    return 0 if ratio >= LEAST and not undeclared else 1


if __name__ == "__main__":
    sys.exit(main())
