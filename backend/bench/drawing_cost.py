"""Measure what drawing costs pages that need none: `python bench/drawing_cost.py FOLDER`, of pages.

Counts the pages with the whole program where drawing is on and where it is off, one after the other
in turns, with one worker each, and prints the CPU milliseconds of a page in the workers: medians of
the rounds, and of their ratio. Exits with 1 if pages cost more than a twentieth more with drawing
on, or if one of them was drawn. It needs Linux and `make browser`.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

import requests
from drawn import browsers
from local import Program
from pipeline import files
from queue_cost import SETTINGS, Pages, through_queue

MOST = 1.05
WORKER = "pagewords.worker"


def cpu_of(program: Program, session: requests.Session, links: list[str]) -> float:
    """CPU milliseconds of the workers for a page."""
    before = program.cpu(WORKER)
    run = through_queue(program, session, links)
    return (program.cpu(WORKER) - before) * 1e3 / run.jobs


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    site = Pages([path.read_bytes() for path in files(options.folder)])
    links = [f"{site.origin}/{number}" for number, _ in enumerate(files(options.folder))]
    if not links:
        parser.error(f"no pages in {options.folder}")
    programs: list[Program] = []
    with tempfile.TemporaryDirectory() as folder, requests.Session() as session:
        try:
            for name, seconds in (("on", "10"), ("off", "0")):
                data = Path(folder, name)
                data.mkdir()
                own = {"PAGEWORDS_TRUSTED_SITES": site.origin, "PAGEWORDS_DRAW_SECONDS": seconds}
                programs.append(Program(data, **SETTINGS, **own))
                through_queue(programs[-1], session, links)
            rounds = []
            for number in range(options.rounds):
                # Who is first may find the machine cold.
                order = range(2) if number % 2 else range(1, -1, -1)
                found = {at: cpu_of(programs[at], session, links) for at in order}
                rounds.append((found[0], found[1]))
            is_on, is_drawn = "drawing_on" in programs[0].said(), bool(browsers(programs[0]))
        finally:
            for program in programs:
                program.end()
    if not is_on or is_drawn:
        sys.exit("A page of the folder was drawn." if is_on else "Pages cannot be drawn here.")
    on, off = (statistics.median(ms) for ms in zip(*rounds, strict=True))
    ratio = statistics.median(with_it / without for with_it, without in rounds)
    print(f"{len(links)} pages, {options.rounds} rounds; of a core for a page: {on:.0f} ms with")
    print(f"drawing on, {off:.0f} ms with it off; ratio {ratio:.3f} (at most {MOST})")
    return 0 if ratio <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
