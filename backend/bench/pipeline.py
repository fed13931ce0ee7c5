"""Compare the pipeline with the steps of a common tutorial, on any folder of pages.

    python bench/pipeline.py FOLDER [--rounds 3] [--growth] [--memory] [--truth FOLDER]

Runs both in one process, alternating page by page, and measures CPU time; a page's figure is the
median of its rounds, and the ratio is the tutorial's time over ours. `--growth` and `--memory`
enlarge a page by repeating its body; each memory figure is from a separate process. `--truth`
compares the main text with a benchmark of articles. Prints Markdown.
"""

import argparse
import datetime
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

import tutorial

from pagewords.page import charset, head, main_text, read_page, tree, walk
from pagewords.stats import build_index, encode
from pagewords.stats.collocation import score_phrases
from pagewords.words import analyse

Value = TypeVar("Value")
#: Sizes in MB to which a page is enlarged, and the pair whose times are compared.
SIZES = (0.1, 0.2, 0.4, 1.0, 2.0, 4.0, 5.0)
SMALL, LARGE = 0.4, 4.0
MEMORY_MB = 5.0
STAGES = ("read", "words", "index", "encode")
INSIDE = ("decode", "head", "parse", "walk", "main")


class Clock:
    """CPU seconds of one page, by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, name: str, work: Callable[..., Value], *values: object) -> Value:
        started = time.process_time()
        answer = work(*values)
        self.seconds[name] = time.process_time() - started
        return answer


def run_ours(body: bytes) -> tuple[dict[str, float], int]:
    """Return the seconds of each stage from bytes to the stored form, and its bytes."""
    clock = Clock()
    document = clock.time("read", read_page, body, "text/html")
    analysis = clock.time("words", analyse, document.page_text, None, document.language)
    index = clock.time("index", build_index, document, analysis, score_phrases)
    stored = clock.time("encode", partial(encode, index))
    return clock.seconds, len(stored)


def run_inside(body: bytes) -> dict[str, float]:
    """Return the seconds of each part of reading."""
    clock = Clock()
    markup, _ = clock.time("decode", charset.decode, body, "text/html")
    markup = markup.replace("\0", "")
    said = clock.time("head", head.read_head, markup, None)
    root = clock.time("parse", tree.parse, markup)
    walked = walk.Walk(main_text.model().names)
    clock.time("walk", walked.run, root)
    if walked.lines:
        clock.time("main", main_text.find_main, walked, said)
    return clock.seconds


def measure_pages(pages: list[bytes], rounds: int) -> None:
    """Print the table of stages, and the ratio to the tutorial."""
    ours: list[dict[str, float]] = []
    theirs: list[float] = []
    shares: list[float] = []
    for body in pages:
        mine: list[dict[str, float]] = []
        other: list[float] = []
        for _ in range(rounds):
            clock = Clock()
            clock.time("tutorial", tutorial.count, body)
            other.append(clock.seconds["tutorial"])
            seconds, stored = run_ours(body)
            mine.append(seconds | {f" {name}": value for name, value in run_inside(body).items()})
        theirs.append(statistics.median(other))
        ours.append(
            {name: statistics.median(one.get(name, 0.0) for one in mine) for name in mine[0]}
        )
        shares.append(stored / len(body))
    totals = [sum(one[stage] for stage in STAGES) for one in ours]
    print_stages(theirs, ours, totals)
    ratios = [their / our for their, our in zip(theirs, totals, strict=True)]
    size = sum(map(len, pages)) / 1e6
    print(
        f"\n{len(pages)} pages, {size:.1f} MB, {size / sum(totals):.1f} MB/s. The tutorial's time"
        f" over ours: **{sum(theirs) / sum(totals):.2f}** for all pages together,"
        f" **{statistics.median(ratios):.2f}** for the median page, {min(ratios):.2f} for the"
        f" worst. Stored: {statistics.median(shares):.0%} of the HTML's bytes (median)."
    )


def print_stages(theirs: list[float], ours: list[dict[str, float]], totals: list[float]) -> None:
    """Format one row a stage: median and mean milliseconds a page, share of our total."""
    print("| stage | median ms | mean ms | share |\n|---|---:|---:|---:|")
    rows = [("tutorial, all", theirs), ("Pagewords, all", totals)]
    for stage in STAGES:
        rows.append((stage, [one[stage] for one in ours]))
        if stage == "read":
            rows += [(f"· {name}", [one.get(f" {name}", 0.0) for one in ours]) for name in INSIDE]
    for name, values in rows:
        share = "" if name == "tutorial, all" else f"{sum(values) / sum(totals):.0%}"
        middle, mean = statistics.median(values) * 1e3, statistics.mean(values) * 1e3
        print(f"| {name} | {middle:.2f} | {mean:.2f} | {share} |")


def enlarge(body: bytes, size: int) -> bytes:
    """Repeat the content of a page's body until it has about so many bytes."""
    match = re.search(rb"<body\b[^>]*>(.*)</body>", body, re.DOTALL | re.IGNORECASE)
    start, end = match.span(1) if match else (0, len(body))
    times = max(1, round((size - len(body)) / max(1, end - start)) + 1)
    return body[:start] + body[start:end] * times + body[end:]


def measure_growth(body: bytes) -> None:
    """Print how time grows with size, for ours and the tutorial."""
    print("\n| page MB | Pagewords s | tutorial s |\n|---:|---:|---:|")
    seconds: dict[float, float] = {}
    for size in SIZES:
        page = enlarge(body, int(size * 1e6))
        seconds[size] = min(sum(run_ours(page)[0].values()) for _ in range(2))
        clock = Clock()
        clock.time("tutorial", tutorial.count, page)
        print(f"| {len(page) / 1e6:.2f} | {seconds[size]:.3f} | {clock.seconds['tutorial']:.3f} |")
    times = seconds[LARGE] / seconds[SMALL]
    print(f"\nA page of {LARGE} MB takes **{times:.1f} times** as long as one of {SMALL} MB.")


def measure_memory(path: Path) -> None:
    """Print the peak memory of an idle process, and of one that counts a large page."""
    for size in (0.0, MEMORY_MB):
        command = [sys.executable, __file__, str(path), "--peak", str(size)]
        peak = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
        print(f"\nPeak memory of a process, page of {size} MB: **{peak} MB**", end="")
    print()


def print_peak(path: Path, size: float) -> None:
    """Count an enlarged page once and print this process's peak memory in MB."""
    if size:
        run_ours(enlarge(path.read_bytes(), int(size * 1e6)))
    status = Path("/proc/self/status")
    if status.exists():
        # What getrusage says began with the parent's peak, where the process was forked from it.
        match = re.search(r"VmHWM:\s*(\d+) kB", status.read_text())
        peak = int(match.group(1)) * 1024 if match else 0
    else:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(peak // 1_000_000)


def measure_truth(folder: Path) -> None:
    """Print the accuracy of the main text."""
    import quality

    found = quality.measure(folder)
    print(
        f"\nMain text of {found.pages} articles: F1 **{found.f1:.3f}**, precision"
        f" {found.precision:.3f}, recall {found.recall:.3f}; of the article's top {quality.TOP}"
        f" words **{found.top:.2f}**."
    )


def files(folder: Path) -> Iterator[Path]:
    """Return the pages of a folder, in order."""
    yield from sorted(
        path for path in folder.rglob("*") if path.suffix in (".html", ".htm", ".xhtml")
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--peak", type=float, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peak is not None:
        print_peak(options.folder, options.peak)
        return
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    paths = list(files(options.folder))
    if not paths:
        parser.error(f"no pages in {options.folder}")
    pages = [path.read_bytes() for path in paths]
    for body in pages:
        # Once unmeasured: the analysers of the pages' languages load when first needed.
        run_ours(body)
    today = datetime.datetime.now(tz=datetime.UTC).date()
    print(f"{today}, {platform.machine()}, one core, Python {platform.python_version()}\n")
    measure_pages(pages, options.rounds)
    middle = sorted(paths, key=lambda path: path.stat().st_size)[len(paths) // 2]
    if options.growth:
        measure_growth(middle.read_bytes())
    if options.memory:
        measure_memory(middle)
    if options.truth:
        measure_truth(options.truth)


if __name__ == "__main__":
    main()
