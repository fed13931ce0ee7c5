"""Compare the pipeline with the steps of a common tutorial, on any folder of pages.

    python bench/pipeline.py FOLDER [--rounds 3] [--growth] [--memory] [--truth FOLDER]

Both are run in one process, alternating page by page, on CPU time, with the models, the
analysers and the word lists of the pages' languages loaded. The first round has pages that the
process has never seen, as a worker meets them; the rounds after it repeat them, and a page's figure
is their median. The ratio is the tutorial's time over ours, from bytes to all that a job stores.
`--growth` and `--memory` enlarge a page by repeating its body; each memory figure comes from a
process of its own. `--truth` measures the main text against a benchmark of articles. Everything is
printed as Markdown.
"""

import argparse
import datetime
import gc
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

# As in a worker.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import tutorial

from pagewords.page import charset, head, read_page, tree
from pagewords.page.blocks.walk import Walk
from pagewords.page.main_text.find import find_main, model
from pagewords.stats import build_index, count_totals, encode, list_words
from pagewords.stats.collocation import score_phrases
from pagewords.words import ANALYSERS, analyse
from pagewords.words.everyday import everyday

Value = TypeVar("Value")
#: Sizes in MB to which a page is enlarged, and the pair whose times are compared.
SIZES = (0.1, 0.2, 0.4, 1.0, 2.0, 4.0, 5.0)
SMALL, LARGE = 0.4, 4.0
MEMORY_MB = 5.0
STAGES = ("read", "words", "index", "totals", "encode")
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
    index = clock.time("index", build_index, document, analysis, score_phrases, everyday)
    clock.time("totals", lambda: (count_totals(index), list_words(index)))
    stored = clock.time("encode", partial(encode, index))
    return clock.seconds, len(stored)


def run_inside(body: bytes) -> dict[str, float]:
    """Return the seconds of each part of reading."""
    clock = Clock()
    markup = clock.time("decode", charset.decode, body, "text/html")
    markup = markup.replace("\0", "")
    said = clock.time("head", head.read_head, markup)
    root = clock.time("parse", tree.parse, markup)
    walked = Walk(model().names)
    clock.time("walk", walked.run, root)
    if walked.lines:
        clock.time("main", find_main, walked, said)
    return clock.seconds


def measure_pages(pages: list[bytes], rounds: int) -> None:
    """Print how much faster than the tutorial ours is, at first sight and repeated, and a table of
    the stages at first sight."""
    open_lists(pages)
    first = [run_both(body) for body in pages]
    again = [[run_both(body) for _ in range(rounds)] for body in pages]
    size = sum(map(len, pages)) / 1e6
    print(f"{len(pages)} pages, {size:.1f} MB. Stages at first sight:\n")
    print_stages([one["tutorial"] for one in first], first, [total(one) for one in first])
    print()
    print_ratio("at first sight", first)
    medians = [
        {name: statistics.median(one[name] for one in runs) for name in runs[0]} for runs in again
    ]
    print_ratio("repeated", medians)
    shares = [run_ours(body)[1] / len(body) for body in pages]
    print(f"\nStored: {statistics.median(shares):.0%} of the HTML's bytes (median).")


def open_lists(pages: list[bytes]) -> None:
    """Load what a worker in use has loaded: models, analysers and the word lists of the pages'
    languages. No page is looked at but for what it says of its language."""
    run_ours(b"<p>A page that says nothing of the others, but takes what each of them needs.</p>")
    for analyser in ANALYSERS:
        analyser()
    decoded = [charset.decode(body, "text/html") for body in pages]
    for language in {head.read_head(markup).language for markup in decoded}:
        for text in ("a \u00e9", "a \u00e9 \ud55c"):
            analysis = analyse(text, language)
            everyday(analysis.language, analysis.spellings)


def run_both(body: bytes) -> dict[str, float]:
    """The seconds of the tutorial and of each of our stages."""
    clock = Clock()
    clock.time("tutorial", tutorial.count, body)
    gc.collect()
    gc.disable()  # as a worker does while a job runs
    seconds, _ = run_ours(body)
    gc.enable()
    return clock.seconds | seconds | {f" {name}": value for name, value in run_inside(body).items()}


def total(seconds: dict[str, float]) -> float:
    return sum(seconds[stage] for stage in STAGES)


def print_ratio(when: str, runs: list[dict[str, float]]) -> None:
    """How many times as fast as the tutorial ours is."""
    theirs, ours = sum(one["tutorial"] for one in runs), sum(map(total, runs))
    ratios = [one["tutorial"] / total(one) for one in runs]
    print(
        f"The tutorial's time over ours {when}: **{theirs / ours:.2f}** for all pages together,"
        f" {statistics.median(ratios):.2f} for the median page, {min(ratios):.2f} for the worst."
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
