"""Kill processes and check that no job is lost: `python bench/chaos.py [--seconds 60]`.

Starts the whole program and submits links without pause, one in ten to a slow page, all with
`fresh`. Meanwhile kills a worker (SIGKILL) every 2 s, and Valkey or the API every 7 s; then stops
Valkey for 30 s. After that every job that was accepted with 202 must end. Prints the figures; exits
with 1 if a job was lost or ended twice.
"""

import argparse
import os
import random
import signal
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import requests
from local import Program, Site

CLIENTS, PAUSE = 4, 0.25
KILL_WORKER_EVERY, KILL_OTHER_EVERY = 2.0, 7.0
#: Seconds that Valkey is away at the end.
AWAY = 30.0
#: Seconds that the jobs have to end after the last kill.
END_WITHIN = 120.0
SETTINGS = {
    "PAGEWORDS_WORKERS": "2",
    "PAGEWORDS_HOST_RATE": "100000",
    "PAGEWORDS_CLIENT_RATE": "100000",
    "PAGEWORDS_CLIENT_WAITING": "100000",
    # More than chance can use up: what breaks off so often is no chaos but a defect.
    "PAGEWORDS_ATTEMPTS": "10",
}


@dataclass
class Record:
    """Counts of what the clients and the killer did."""

    keys: list[str] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    answered: list[float] = field(default_factory=list)
    kills: Counter[str] = field(default_factory=Counter)
    waiting: int = 0
    #: Seconds that each submission took which was accepted while Valkey was away.
    answered_away: list[float] = field(default_factory=list)


def submit(number: int, url: str, site: str, record: Record, over: threading.Event) -> None:
    """Run one client: submit, record the key of each 202, continue after any error."""
    count = 0
    while not over.is_set():
        count += 1
        kind = "slow" if count % 10 == 0 else "page"
        body = {"url": f"{site}/{kind}/{number}-{count}", "fresh": True}
        started = time.perf_counter()
        try:
            answer = requests.post(f"{url}/api/jobs", json=body, timeout=10)
        except requests.RequestException as error:
            record.refused[type(error).__name__] += 1
        else:
            if answer.status_code == 202:
                record.keys.append(answer.json()["key"])
                record.answered.append(time.perf_counter() - started)
            else:
                record.refused[str(answer.status_code)] += 1
        over.wait(PAUSE)


def kill(program: Program, record: Record, until: float) -> None:
    """Kill one process after the other until a given time."""
    chance = random.Random(1)
    others = ["valkey-server", "pagewords.serving.api"]
    next_other = time.monotonic() + KILL_OTHER_EVERY
    while time.monotonic() < until:
        time.sleep(KILL_WORKER_EVERY)
        _kill(program, "pagewords.worker", record, chance)
        if time.monotonic() >= next_other:
            next_other += KILL_OTHER_EVERY
            _kill(program, others[0], record, chance)
            others.reverse()


def take_valkey_away(program: Program, record: Record) -> None:
    """Stop Valkey for a while, and count the jobs accepted meanwhile."""
    before = len(record.answered)
    with program.without("valkey-server"):
        time.sleep(AWAY)
        record.answered_away = record.answered[before:]


def _kill(program: Program, name: str, record: Record, chance: random.Random) -> None:
    if found := program.processes(name):
        try:
            os.kill(chance.choice(found), signal.SIGKILL)
        except ProcessLookupError:
            return
        record.kills[name] += 1


def wait_for_all(data: Path, keys: list[str]) -> float:
    """Wait until every job has ended; return the seconds waited."""
    started = time.monotonic()
    while time.monotonic() - started < END_WITHIN and statuses(data, keys)["queued/started"]:
        time.sleep(0.2)
    return time.monotonic() - started


def statuses(data: Path, keys: list[str]) -> Counter[str]:
    """Count the keys by final status; `lost` are those not in the database."""
    with sqlite3.connect(f"file:{data / 'pagewords.db'}?mode=ro", uri=True, timeout=30) as database:
        rows = database.execute("SELECT key, status, error_code FROM jobs").fetchall()
    known = {str(uuid.UUID(str(key))): (status, code) for key, status, code in rows}
    found: Counter[str] = Counter()
    for key in keys:
        status, code = known.get(key, ("lost", None))
        name = "queued/started" if status in ("queued", "started") else status
        found[f"{name}: {code}" if code else name] += 1
    return found


def ended_twice(log: str) -> int:
    """Return the jobs whose end is logged more than once."""
    ends = Counter(
        line.partition(" key=")[2].partition(" ")[0]
        for line in log.splitlines()
        if " event=job_finished" in line or " event=job_failed" in line
    )
    return sum(count > 1 for count in ends.values())


def report(record: Record, found: Counter[str], twice: int, took: float, attempts: int) -> bool:
    """Print the figures; return whether no job was lost or ended twice."""
    accepted = len(record.keys)
    kept = not (found["lost"] or found["queued/started"] or twice)
    median = statistics.median(record.answered) * 1e3
    slowest = max(record.answered) * 1e3
    print(f"accepted: {accepted}, in {median:.0f} ms (median), {slowest:.0f} ms at most")
    away = len(record.answered_away)
    median = statistics.median(record.answered_away) * 1e3
    print(f"of these while Valkey was away for {AWAY:.0f} s: {away}, in {median:.0f} ms (median)")
    print("not accepted:", ", ".join(f"{name} {n}" for name, n in record.refused.items()) or 0)
    print("killed:", ", ".join(f"{name} {count}" for name, count in record.kills.items()))
    print("ended:", ", ".join(f"{name} {count}" for name, count in sorted(found.items()) if count))
    print(f"ended twice: {twice}; attempts that broke off: {attempts}")
    print(f"{record.waiting} waited when Valkey came back; the last ended after {took:.1f} s")
    print("every accepted job ended, each once" if kept else "THE PROMISE WAS BROKEN")
    return kept


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    seconds = parser.parse_args().seconds
    record, over, site = Record(), threading.Event(), Site()
    with tempfile.TemporaryDirectory() as folder:
        program = Program(Path(folder), PAGEWORDS_TRUSTED_SITES=site.origin, **SETTINGS)
        try:
            clients = [
                threading.Thread(target=submit, args=(n, program.url, site.origin, record, over))
                for n in range(CLIENTS)
            ]
            for client in clients:
                client.start()
            kill(program, record, time.monotonic() + seconds)
            take_valkey_away(program, record)
            over.set()
            for client in clients:
                client.join()
            record.waiting = statuses(program.data, record.keys)["queued/started"]
            took = wait_for_all(program.data, record.keys)
        finally:
            over.set()
            program.end()
            site.close()
        found, log = statuses(program.data, record.keys), program.said()
    broken = log.count("event=worker_died") + log.count("event=lease_expired")
    return 0 if report(record, found, ended_twice(log), took, broken) else 1


if __name__ == "__main__":
    sys.exit(main())
