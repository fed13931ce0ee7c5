"""Measure the overhead of the queue: `python bench/queue_cost.py FOLDER [--rounds 3]`, of pages.

Compares jobs a second of the whole program (Redis, database, fetch from a local site), with one
worker process pinned to a core, with pages a second of the bare pipeline on the same core: the same
pages, from bytes to the stored form. Alternates both after a warm-up and prints medians. The API,
Valkey and the site run on the other cores, as they may run on other machines. All jobs are queued
first; the time is from the first start of a job to the last end.
"""

import argparse
import os
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import requests
from local import Program
from pipeline import files, run_ours

MIN_COUNT = 0.5
WITHIN = 300.0
SETTINGS = {
    "PAGEWORDS_CLIENT_RATE": "1000000",
    "PAGEWORDS_CLIENT_WAITING": "1000000",
    "PAGEWORDS_WORKERS": "1",
}


class Pages:
    """A site that serves the folder's pages."""

    def __init__(self, bodies: list[bytes]) -> None:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Head and body in one packet each, at once.
            wbufsize = -1
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                body = bodies[int(self.path.strip("/").partition("?")[0])]
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Log nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()


@dataclass(frozen=True)
class Run:
    """Jobs that went through the queue: their number, the seconds from the first start to the last
    end, and the CPU seconds of this process (site and client) meanwhile."""

    jobs: int
    seconds: float
    generator: float

    @property
    def rate(self) -> float:
        """Jobs a second."""
        return self.jobs / self.seconds


def through_queue(program: Program, session: requests.Session, links: list[str]) -> Run:
    """Queue all links while the workers are stopped, then resume the workers."""
    worker = program.processes("pagewords.worker")
    for pid in worker:
        os.kill(pid, signal.SIGSTOP)
    keys = []
    for link in links:
        body = {"url": link, "fresh": True}
        keys.append(session.post(f"{program.url}/api/jobs", json=body, timeout=30).json()["key"])
    before = time.process_time()
    for pid in worker:
        os.kill(pid, signal.SIGCONT)
    until = time.monotonic() + WITHIN
    while session.get(f"{program.url}/api/jobs/{keys[-1]}", timeout=30).json()["ended_at"] is None:
        if time.monotonic() > until:
            raise SystemExit("the jobs did not end")
        time.sleep(0.1)
    generator = time.process_time() - before
    with sqlite3.connect(f"file:{program.data / 'pagewords.db'}?mode=ro", uri=True) as database:
        first, last, count = database.execute(
            "SELECT min(started_at), max(ended_at), count(*) FROM"
            " (SELECT * FROM jobs ORDER BY created_at DESC LIMIT ?) WHERE status = 'finished'",
            [len(keys)],
        ).fetchone()
    return Run(count, (last - first) / 1e3, generator)


def bare(folder: Path, rounds: int) -> float:
    """Return the pages a second of the bare pipeline, in a process pinned to the core."""
    command = [sys.executable, __file__, str(folder), "--bare", "--rounds", str(rounds)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def print_bare(bodies: list[bytes], rounds: int) -> None:
    """Print the pages a second of the bare pipeline."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    for body in bodies:
        run_ours(body)
    started = time.perf_counter()
    for _ in range(rounds):
        for body in bodies:
            run_ours(body)
    print(rounds * len(bodies) / (time.perf_counter() - started))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--bare", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    bodies = [path.read_bytes() for path in files(options.folder)]
    if not bodies:
        parser.error(f"no pages in {options.folder}")
    if options.bare:
        print_bare(bodies, options.rounds)
        return 0
    cores = os.sched_getaffinity(0)
    site = Pages(bodies)
    links = [f"{site.origin}/{number}" for number in range(len(bodies))]
    with tempfile.TemporaryDirectory() as folder:
        program = Program(Path(folder), PAGEWORDS_TRUSTED_SITES=site.origin, **SETTINGS)
        try:
            os.sched_setaffinity(0, cores - {max(cores)} or cores)
            for pid in program.processes():
                os.sched_setaffinity(pid, cores - {max(cores)} or cores)
            for pid in program.processes("pagewords.worker"):
                os.sched_setaffinity(pid, {max(cores)})
            with requests.Session() as session:
                through_queue(program, session, links)
                queued, alone = [], []
                for _ in range(options.rounds):
                    queued.append(through_queue(program, session, links * 3).rate)
                    os.sched_setaffinity(0, cores)
                    alone.append(bare(options.folder, 3))
                    os.sched_setaffinity(0, cores - {max(cores)} or cores)
        finally:
            program.end()
    jobs, pages = statistics.median(queued), statistics.median(alone)
    print(f"through the queue: {jobs:.1f} jobs a second; the bare pipeline: {pages:.1f} pages")
    print(f"ratio: {jobs / pages:.2f} (at least {MIN_COUNT})")
    return 0 if jobs / pages >= MIN_COUNT else 1


if __name__ == "__main__":
    sys.exit(main())
