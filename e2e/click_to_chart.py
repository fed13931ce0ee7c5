"""Benchmarks the time from click to chart, against the same page polling every two seconds.

Prints the medians and their ratios. All alternate in one run, after a warm-up, on pages of 100 KB
that have not been counted before. `--before COMMIT` measures an older version beside them.
"""

import argparse
import contextlib
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from local_site import Site
from playwright.sync_api import Browser, Page, Route, sync_playwright
from stack import Stack, launch_options

ROOT = Path(__file__).parent.parent
ROUNDS, WARM_UPS = 15, 3
PAGE_BYTES = 100_000
NOW, TIMER = "this version", "a fixed timer of 2 s"
#: The baseline polls at once, then every two seconds.
FIXED = "export function delay() { return 2000; }"
FIRST_SLEEP = "if (after) await sleep(after, signal);"


def page_of(size: int) -> str:
    """A page of about `size` bytes: an article among menus and scripts."""
    rng = random.Random(1)
    words = [
        f"{a}{b}{c}"
        for a in ("ri", "moun", "val")
        for b in ("ver", "tain", "ley")
        for c in ("", "s", "ing")
    ]
    paragraphs = []
    while sum(map(len, paragraphs)) < size / 4:
        sentences = [" ".join(rng.choices(words, k=12)).capitalize() + "." for _ in range(6)]
        paragraphs.append(f"<p>{' '.join(sentences)}</p>")
    menu = "".join(
        f'<li><a href="/{n}" class="menu-item level-{n % 3}">Item {n}</a></li>' for n in range(200)
    )
    head = "<html lang=en><head><title>Measured</title></head><body>"
    page = f"{head}<ul>{menu}</ul><article>{''.join(paragraphs)}</article>"
    return f"{page}<script>{'var x;' * ((size - len(page)) // 6)}</script></body></html>"


def fix_delay(route: Route) -> None:
    """Serve poll.js with a fixed delay."""
    response = route.fetch()
    text = response.text()
    start = text.index("export function delay(")
    end = text.index("\n}", start) + 2
    fixed = text[:start] + FIXED + text[end:]
    assert FIRST_SLEEP in fixed
    route.fulfill(response=response, body=fixed.replace(FIRST_SLEEP, ""))


def seconds(page: Page, address: str, url: str) -> float:
    """Seconds from pressing Enter to the first bar."""
    page.goto(address)
    field = page.get_by_role("textbox").first
    field.fill(url)
    started = time.perf_counter()
    field.press("Enter")
    page.locator(".bar").first.wait_for()
    return time.perf_counter() - started


@contextlib.contextmanager
def checkout(commit: str) -> Iterator[Path]:
    """The files of a commit, in a folder of their own."""
    git = ["git", "-C", str(ROOT), "worktree"]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([*git, "add", "--detach", "--quiet", folder, commit], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run([*git, "remove", "--force", folder], check=True)


@contextlib.contextmanager
def running(root: Path, site: Site) -> Iterator[str]:
    """The address of a version of the program that runs."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(root / "backend")
        stack = Stack(Path(folder), PAGEWORDS_TRUSTED_SITES=site.origin, PYTHONPATH=path)
        try:
            yield stack.url
        finally:
            stack.end()


def measure(browser: Browser, addresses: dict[str, str], site: Site) -> dict[str, float]:
    """Median seconds of each version and of the first one on a fixed timer, taken in turns."""
    pages = {name: browser.new_context().new_page() for name in [*addresses, TIMER]}
    pages[TIMER].route("**/js/poll.js", fix_delay)
    ways = addresses | {TIMER: addresses[NOW]}
    times: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(WARM_UPS + ROUNDS):
        for kind, (name, address) in enumerate(ways.items()):
            url = f"{site.origin}/measured?{kind}-{number}"
            taken = seconds(pages[name], address, url)
            if number >= WARM_UPS:
                times[name].append(taken)
    return {name: statistics.median(taken) for name, taken in times.items()}


def main() -> int:
    """Measure and print. Exit status 1 unless this version is four times as fast as the timer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--before", metavar="COMMIT", help="an older version, measured beside")
    before = parser.parse_args().before
    site = Site()
    site.extra["/measured"] = page_of(PAGE_BYTES)
    with contextlib.ExitStack() as opened:
        opened.callback(site.close)
        addresses = {NOW: opened.enter_context(running(ROOT, site))}
        if before:
            older = opened.enter_context(checkout(before))
            addresses[before] = opened.enter_context(running(older, site))
        playwright = opened.enter_context(sync_playwright())
        browser = playwright.chromium.launch(**launch_options())  # type: ignore[arg-type]
        found = measure(browser, addresses, site)
    load = os.getloadavg()[0]
    print(f"click to chart, {PAGE_BYTES // 1000} KB page, median of {ROUNDS}, load {load:.1f}:")
    for name, taken in found.items():
        ratio = found[NOW] / taken
        print(f"  {name}: {1_000 * taken:.0f} ms, of which this version takes {ratio:.2f}")
    return 0 if found[TIMER] / found[NOW] >= 4 else 1


if __name__ == "__main__":
    sys.exit(main())
