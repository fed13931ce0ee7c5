"""Whether some clients hold up another: `python bench/fairness.py [--seconds 30]`.

Starts the whole program with two workers. A greedy client submits as fast as it can: first texts
of a million Korean characters, then links to a site that takes 10 s to answer, then such links of
which it cancels each. Then four greedy clients do so at once, with such texts and with such links,
and five with links that take just too little to be long. Meanwhile another client submits a small
text every few seconds. Prints how long its jobs waited for their start and for their end, and how
many jobs of the greedy ended meanwhile; status 1 where a small job waited longer than 2 s for its
start, or where none of the greedy ended that was not cancelled.
"""

import argparse
import contextlib
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import requests
from local import Program

OTHER = {"X-Forwarded-For": "192.0.2.99"}
EVERY, START_WITHIN, END_WITHIN = 3.0, 2.0, 300.0
#: Seconds that the greedy have before the other client comes. What four of them send has shown by
#: then that it takes long; somebody who comes before waits a few seconds for each.
AHEAD, AHEAD_OF_MANY = 4.0, 12.0
SLOW, JUST_NOT_LONG = 10.0, 1.85
SENTENCE = "한국어 문서의 낱말을 세는 일은 조사와 어미를 떼어 내는 일에서 시작합니다. "
LARGE = (SENTENCE * 30_000)[:1_000_000]


class _Slow(BaseHTTPRequestHandler):
    """Answers after as many seconds as its path says."""

    def do_GET(self) -> None:
        time.sleep(float(self.path.split("/")[1]))
        # A worker that made way has hung up.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass
class Greedy:
    """What greedy clients send: a name, the body of each submission, whether they cancel it, and
    how many they are."""

    name: str
    body: Callable[[int], dict[str, str]]
    cancel: bool = False
    clients: int = 1
    over: threading.Event = field(default_factory=threading.Event)
    answers: Counter[int] = field(default_factory=Counter)
    keys: list[str] = field(default_factory=list)

    def run(self, url: str, client: int) -> None:
        """Submit one job after the other; a refusal is answered with a short pause."""
        address = {"X-Forwarded-For": f"192.0.2.{client}"}
        number = 1_000_000 * client
        with requests.Session() as session:
            while not self.over.is_set():
                number += 1
                body = self.body(number)
                answer = session.post(f"{url}/api/jobs", json=body, headers=address, timeout=60)
                self.answers[answer.status_code] += 1
                if answer.status_code != 202:
                    self.over.wait(0.2)
                    continue
                job = answer.json()
                self.keys.append(job["key"])
                if self.cancel:
                    headers = address | {"Pagewords-Token": job["token"]}
                    session.delete(f"{url}/api/jobs/{job['key']}", headers=headers, timeout=60)

    def ended(self, url: str) -> int:
        """How many of their jobs have ended, of those that came first: later ones wait."""
        with requests.Session() as session:
            first = (f"{url}/api/jobs/{key}" for key in self.keys[:50])
            jobs = [session.get(link, timeout=60).json() for link in first]
        return sum(job["status"] in ("finished", "failed") for job in jobs)


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


def measure(program: Program, greedy: Greedy, seconds: float) -> bool:
    """Print how long the other client waited; returns whether that and the others' part is fair."""
    clients = [
        threading.Thread(target=greedy.run, args=(program.url, number))
        for number in range(1, greedy.clients + 1)
    ]
    for client in clients:
        client.start()
    time.sleep(AHEAD if greedy.clients == 1 else AHEAD_OF_MANY)
    waits: list[tuple[float, float]] = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        waits.append(ask(program.url, len(waits)))
        time.sleep(EVERY)
    greedy.over.set()
    for client in clients:
        client.join()
    starts, ends = zip(*waits, strict=True)
    sent = ", ".join(f"{status}: {count}" for status, count in sorted(greedy.answers.items()))
    print(f"{len(waits)} small jobs, while {greedy.name} ({sent}):")
    print(
        f"  started after {statistics.median(starts):.2f} s (median), {max(starts):.2f} s at most"
    )
    print(f"  ended after {statistics.median(ends):.2f} s (median), {max(ends):.2f} s at most")
    ended = greedy.ended(program.url)
    if not greedy.cancel:
        print(f"  of the greedy ended meanwhile: {ended}")
    return max(starts) <= START_WITHIN and (greedy.cancel or ended > 0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30.0)
    seconds = parser.parse_args().seconds
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Slow)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_port}"

    def text(number: int) -> dict[str, str]:
        return {"text": f"{number} {LARGE}"[:1_000_000]}

    def link(number: int) -> dict[str, str]:
        return {"url": f"{origin}/{SLOW}/{number}"}

    def shorter(number: int) -> dict[str, str]:
        return {"url": f"{origin}/{JUST_NOT_LONG}/{number}"}

    are_fair = True
    for greedy in (
        Greedy("another client sends a million Korean characters", text),
        Greedy("another client sends links that take 10 s", link),
        Greedy("another client sends such links and cancels them", link, cancel=True),
        Greedy("four clients send a million Korean characters", text, clients=4),
        Greedy("four clients send links that take 10 s", link, clients=4),
        Greedy("five clients send links that take 1.85 s", shorter, clients=5),
    ):
        with tempfile.TemporaryDirectory() as folder:
            settings = {"PAGEWORDS_WORKERS": "2", "PAGEWORDS_PROXIES": "1"}
            program = Program(Path(folder), PAGEWORDS_TRUSTED_SITES=origin, **settings)
            try:
                are_fair &= measure(program, greedy, seconds)
            finally:
                program.end()
    server.shutdown()
    return 0 if are_fair else 1


if __name__ == "__main__":
    sys.exit(main())
