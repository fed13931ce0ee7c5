"""Measure the gain of a second worker: `python bench/throughput.py FOLDER [--rounds 5]`, of pages.

Alternates the whole program with one worker process and with two, and prints the median jobs a
second. All jobs are queued first. The site runs on the same cores, unlike a real one, so its CPU
time is subtracted: if it uses a tenth of the cores' time, the two workers have nine tenths. Prints
the rates and the ratio, as measured and as corrected; exits with 1 if the corrected ratio is under
1.8 or a job ended twice.
"""

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

import requests
from chaos import ended_twice
from local import Program
from pipeline import files
from queue_cost import Pages, Run, through_queue

MIN_COUNT = 1.8
#: Submissions of each page in a round.
REPEAT = 3


def accounted(one: Run, two: Run, cores: int) -> float:
    """Return the ratio of the rates, corrected for the CPU time of the load generator."""
    taken = two.generator / (two.seconds * cores)
    return two.rate / one.rate / (1 - taken)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    bodies = [path.read_bytes() for path in files(options.folder)]
    if not bodies:
        parser.error(f"no pages in {options.folder}")
    cores = len(os.sched_getaffinity(0))
    if cores < 2:
        parser.error("this machine has one core, which two workers would share")
    site = Pages(bodies)
    links = [f"{site.origin}/{number}" for number in range(len(bodies))]
    settings = {
        "PAGEWORDS_TRUSTED_SITES": site.origin,
        "PAGEWORDS_CLIENT_RATE": "1000000",
        "PAGEWORDS_CLIENT_WAITING": "1000000",
    }
    programs = []
    with tempfile.TemporaryDirectory() as folder, requests.Session() as session:
        try:
            for count in ("1", "2"):
                data = Path(folder, count)
                data.mkdir()
                programs.append(Program(data, PAGEWORDS_WORKERS=count, **settings))
                through_queue(programs[-1], session, links)
            rounds = [
                [through_queue(program, session, links * REPEAT) for program in programs]
                for _ in range(options.rounds)
            ]
        finally:
            for program in programs:
                program.end()
        twice = sum(ended_twice(program.said()) for program in programs)
    for number, runs in enumerate(zip(*rounds, strict=True), 1):
        rate = statistics.median(run.rate for run in runs)
        print(f"workers: {number}, jobs a second: {rate:.1f} ({runs[0].jobs} jobs a round)")
    measured = statistics.median(two.rate / one.rate for one, two in rounds)
    ratio = statistics.median(accounted(one, two, cores) for one, two in rounds)
    print(f"ratio: {measured:.2f}, without the load generator {ratio:.2f} (at least {MIN_COUNT})")
    print(f"ended twice: {twice}")
    return 0 if ratio >= MIN_COUNT and not twice else 1


if __name__ == "__main__":
    sys.exit(main())
