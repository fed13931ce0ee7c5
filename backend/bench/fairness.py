"""Whether one client holds up another: `python bench/fairness.py [--seconds 30]`.

Starts the whole program with two workers. A greedy client submits as fast as it can: first texts
of a million Korean characters, then links to a site that takes 10 s to answer, then such links of
which it cancels each. Meanwhile another client submits a small text every few seconds. Prints how
long its jobs waited for their start and for their end; status 1 where one waited longer than 2 s
for its start.
"""

import argparse
import contextlib
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import requests
from local import Program

GREEDY, OTHER = {"X-Forwarded-For": "192.0.2.1"}, {"X-Forwarded-For": "192.0.2.2"}
EVERY, START_WITHIN, END_WITHIN = 3.0, 2.0, 300.0
#: Seconds that the greedy client has before the other one comes.
AHEAD = 4.0
SLOW = 10.0
SENTENCE = "한국어 문서의 낱말을 세는 일은 조사와 어미를 떼어 내는 일에서 시작합니다. "
LARGE = (SENTENCE * 30_000)[:1_000_000]


class _Slow(BaseHTTPRequestHandler):
    """Answers late."""

    def do_GET(self) -> None:
        time.sleep(SLOW)
        # A worker that made way has hung up.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def be_greedy(
    url: str, make: object, cancel: bool, over: threading.Event, answers: Counter[int]
) -> None:
    """Submit one job after the other, and cancel it; a refusal is answered with a short pause."""
    number = 0
    with requests.Session() as session:
        while not over.is_set():
            number += 1
            body = make(number)  # type: ignore[operator]
            answer = session.post(f"{url}/api/jobs", json=body, headers=GREEDY, timeout=60)
            answers[answer.status_code] += 1
            if answer.status_code != 202:
                over.wait(0.2)
            elif cancel:
                job = answer.json()
                headers = GREEDY | {"Pagewords-Token": job["token"]}
                session.delete(f"{url}/api/jobs/{job['key']}", headers=headers, timeout=60)


def ask(url: str, number: int) -> tuple[float, float]:
    """Submit a small job and follow it; the seconds until its start and until its end."""
    with requests.Session() as session:
        begun = time.monotonic()
        body = {"text": f"A few words that somebody waits for, number {number}"}
        job = session.post(f"{url}/api/jobs", json=body, headers=OTHER, timeout=60).json()
        started = 0.0
        while job["status"] not in ("finished", "failed"):
            if time.monotonic() - begun > END_WITHIN:
                return END_WITHIN, END_WITHIN
            time.sleep(0.03)
            job = session.get(f"{url}/api/jobs/{job['key']}", timeout=60).json()
            if not started and job["status"] != "queued":
                started = time.monotonic() - begun
        return started, time.monotonic() - begun


def measure(program: Program, name: str, make: object, cancel: bool, seconds: float) -> float:
    """Print how long the other client waited; returns its longest wait for a start."""
    over, answers = threading.Event(), Counter[int]()
    greedy = threading.Thread(target=be_greedy, args=(program.url, make, cancel, over, answers))
    greedy.start()
    time.sleep(AHEAD)
    waits: list[tuple[float, float]] = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        waits.append(ask(program.url, len(waits)))
        time.sleep(EVERY)
    over.set()
    greedy.join()
    starts, ends = zip(*waits, strict=True)
    sent = ", ".join(f"{status}: {count}" for status, count in sorted(answers.items()))
    print(f"{len(waits)} small jobs, while another client sends {name} ({sent}):")
    print(
        f"  started after {statistics.median(starts):.2f} s (median), {max(starts):.2f} s at most"
    )
    print(f"  ended after {statistics.median(ends):.2f} s (median), {max(ends):.2f} s at most")
    return max(starts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30.0)
    seconds = parser.parse_args().seconds
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Slow)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_port}"
    kinds: list[tuple[str, object, bool]] = [
        ("a million Korean characters", lambda _: {"text": LARGE}, False),
        ("links that take 10 s", lambda n: {"url": f"{origin}/{n}"}, False),
        ("such links and cancels them", lambda n: {"url": f"{origin}/{n}"}, True),
    ]
    longest = 0.0
    for name, make, cancel in kinds:
        with tempfile.TemporaryDirectory() as folder:
            settings = {"PAGEWORDS_WORKERS": "2", "PAGEWORDS_PROXIES": "1"}
            program = Program(Path(folder), PAGEWORDS_TRUSTED_SITES=origin, **settings)
            try:
                longest = max(longest, measure(program, name, make, cancel, seconds))
            finally:
                program.end()
    server.shutdown()
    return 0 if longest <= START_WITHIN else 1


if __name__ == "__main__":
    sys.exit(main())
