"""Thirty clients at one address, as in a classroom: `python bench/classroom.py`.

All submit the same link, then thirty different ones, half of them to Korean pages, and poll their
jobs as the front end does, until each has its list of words; then all open one result of 120,000
words in the same instant; with `--drawn` thirty more links, which a
program draws (it needs `make browser`). All settings are the defaults, except
that the local site is trusted. Prints the statuses, the requests to the site, the clients' waiting
times, and the memory of all processes (PSS: shared pages divided by their users); exits with 1 if a
submission was refused, a job failed, or the memory is over the limit.
"""

import random
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import requests
from local import Program, Site, pss

PUPILS = 30
#: The front end's polling interval: the first in seconds, its growth factor, the longest.
FIRST, GROWTH, LONGEST = 0.15, 1.35, 2.0
WITHIN = 120.0
#: Reads of one list in all, and the longest wait in seconds for which the front end reads again.
READS, LONGEST_WAIT = 6, 10
#: Different words of the large result.
LARGE = 120_000
MOST_MB = 1_500


class Class:
    """Thirty clients and the responses they got."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.answers: Counter[str] = Counter()
        self.seconds: list[float] = []

    def send(self, links: list[str]) -> None:
        """Run all clients: each submits its link and waits for its words."""
        self.run(self._count, links)

    def run(self, work: Callable[[str], None], names: list[str]) -> None:
        """Run a client with each name, all at once."""
        pupils = [threading.Thread(target=work, args=(name,)) for name in names]
        for pupil in pupils:
            pupil.start()
        for pupil in pupils:
            pupil.join()

    def _count(self, link: str) -> None:
        started = time.monotonic()
        with requests.Session() as session:
            answer = session.post(f"{self._url}/api/jobs", json={"url": link}, timeout=30)
            self.answers[f"submitted: {answer.status_code}"] += 1
            if answer.status_code not in (200, 202):
                return
            job, pause = answer.json(), FIRST
            while job["status"] not in ("finished", "failed"):
                if time.monotonic() - started > WITHIN:
                    break
                time.sleep(pause)
                pause = min(pause * GROWTH, LONGEST)
                job = session.get(f"{self._url}/api/jobs/{job['key']}", timeout=30).json()
            self.answers[job["status"]] += 1
            self._read(session, job["key"])
        self.seconds.append(time.monotonic() - started)

    def open(self, key: str) -> None:
        """Read the words of a result."""
        started = time.monotonic()
        with requests.Session() as session:
            self._read(session, key)
        self.seconds.append(time.monotonic() - started)

    def _read(self, session: requests.Session, key: str) -> None:
        for left in reversed(range(READS)):
            words = session.get(f"{self._url}/api/results/{key}/words", timeout=30)
            wait = int(words.headers.get("Retry-After", "0"))
            if not left or words.status_code != 429 or wait > LONGEST_WAIT:
                break
            self.answers["read again"] += 1
            time.sleep(wait + random.random())
        self.answers[f"words: {words.status_code}"] += 1

    def tell(self, way: str) -> bool:
        """Print the figures of a way that all went; return whether all have their words."""
        print(" ", ", ".join(f"{name} {count}" for name, count in sorted(self.answers.items())))
        middle, longest = statistics.median(self.seconds), max(self.seconds)
        print(f"  from {way}: {middle:.2f} s (median), {longest:.2f} s at most")
        return self.answers["words: 200"] == PUPILS


def memory(program: Program) -> float:
    """Return the memory of all processes in thousands of KiB, shared pages counted once."""
    return sum(map(pss, program.processes())) / 1e3


def teach(program: Program, site: Site, links: list[str]) -> bool:
    """Submit some links at once and print the figures; return whether all jobs finished."""
    site.asked.clear()
    pupils = Class(program.url)
    pupils.send(links)
    print(
        f"{len(set(links))} link(s) from {PUPILS} clients, the site asked {len(site.asked)} times"
    )
    return pupils.tell("link to words") and pupils.answers["finished"] == PUPILS


def open_large(program: Program) -> bool:
    """Let all open one large result at once and print the figures; return whether all read it."""
    pupils = Class(program.url)
    text = " ".join(f"w{number}" for number in range(LARGE))
    with requests.Session() as session:
        sent = session.post(f"{program.url}/api/jobs", json={"text": text}, timeout=30).json()
        wait = {"Prefer": "wait=10"}
        while sent["status"] not in ("finished", "failed"):
            job = f"{program.url}/api/jobs/{sent['key']}"
            sent = session.get(job, headers=wait, timeout=30).json()
    pupils.run(pupils.open, [sent["key"]] * PUPILS)
    print(f"one result of {LARGE:,} words, opened by {PUPILS} clients")
    return pupils.tell("opening to words")


def main() -> int:
    site = Site()
    with tempfile.TemporaryDirectory() as folder:
        program = Program(Path(folder), PAGEWORDS_TRUSTED_SITES=site.origin)
        try:
            same = teach(program, site, [f"{site.origin}/page/same"] * PUPILS)
            kinds = ("page", "korean")
            links = [f"{site.origin}/{kinds[n % 2]}/{n}" for n in range(PUPILS)]
            fine = same and teach(program, site, links)
            fine = open_large(program) and fine
            if "--drawn" in sys.argv:
                drawn = [f"{site.origin}/drawn/{n}" for n in range(PUPILS)]
                fine = teach(program, site, drawn) and fine
            held = memory(program)
        finally:
            program.end()
            site.close()
    print(f"memory of all processes: {held:.0f} MB (limit {MOST_MB})")
    return 0 if fine and held <= MOST_MB else 1


if __name__ == "__main__":
    sys.exit(main())
