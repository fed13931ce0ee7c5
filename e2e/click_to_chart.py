"""Benchmarks the time from click to chart, against the same page polling every two seconds.

Prints both medians and their ratio. The two alternate in one run, after a warm-up, on pages of
100 KB that have not been counted before.
"""

import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from local_site import Site
from playwright.sync_api import Browser, Page, Route, sync_playwright
from stack import Stack, launch_options

ROUNDS, WARM_UPS = 15, 3
PAGE_BYTES = 100_000
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


def measure(browser: Browser, address: str, site: Site) -> tuple[list[float], list[float]]:
    """Times of ours and of the baseline in seconds, taken in turns."""
    ours, fixed = browser.new_context().new_page(), browser.new_context().new_page()
    fixed.route("**/js/poll.js", fix_delay)
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(WARM_UPS + ROUNDS):
        for kind, page in enumerate((ours, fixed)):
            taken = seconds(page, address, f"{site.origin}/measured?{kind}-{number}")
            if number >= WARM_UPS:
                times[kind].append(taken)
    return times


def main() -> int:
    """Measure and print. Exit status 1 unless ours is four times as fast."""
    site = Site()
    site.extra["/measured"] = page_of(PAGE_BYTES)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        stack = Stack(Path(folder), PAGEWORDS_TRUSTED_SITES=site.origin)
        try:
            browser = playwright.chromium.launch(**launch_options())  # type: ignore[arg-type]
            ours, fixed = (statistics.median(times) for times in measure(browser, stack.url, site))
        finally:
            stack.end()
            site.close()
    print(f"click to chart, {PAGE_BYTES // 1000} KB page, median of {ROUNDS}: {ours * 1000:.0f} ms")
    print(f"the same on a fixed timer of 2 s: {fixed * 1000:.0f} ms")
    print(f"ratio: {fixed / ours:.1f}")
    return 0 if fixed / ours >= 4 else 1


if __name__ == "__main__":
    sys.exit(main())
