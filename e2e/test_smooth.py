"""What the clock measures: changes of a page of 20,000 different words, and a slow network."""

import itertools
from collections.abc import Callable

import pytest
from local_site import Site
from playwright.sync_api import Browser, Page, expect

Counted = Callable[[str], str]
MANY = 20_000
#: Milliseconds; an idle machine needs a frame or two, a busy one more.
LIMIT = 150
#: Milliseconds; an idle machine needs 1,200, and 2,100 if a third round is waited for.
PAINT_LIMIT = 1_400

#: Records when the last answer arrived and when the list that it changed was painted.
WATCH = """() => {
  const watched = { answered: 0, painted: 0, draws: 0 };
  window.watched = watched;
  const originalFetch = window.fetch;
  window.fetch = async (...request) => {
    const response = await originalFetch(...request);
    const text = await response.clone().text();
    // Key phrases and a word's places come after the list.
    const isList = /\\/words\\?/.test(request[0]) && !/sort=likelihood/.test(request[0]);
    if (isList) watched.answered = performance.now();
    return new Response(text, response);
  };
  new MutationObserver(() => {
    watched.draws += 1;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { watched.painted = performance.now(); };
      port2.postMessage("");
    });
  }).observe(document.getElementById("list"), { childList: true });
}"""


@pytest.fixture(scope="session")
def huge(site: Site, counted: Counted) -> str:
    """The key of a page of many different words, a few of them frequent."""
    letters = itertools.product("bdfgklmnprstvz", "aeiou", "bdfgklmnprstvz", "aeiou", "lnrst")
    words = ["".join(part) + "x" for part in itertools.islice(letters, MANY)]
    text = ". ".join(" ".join(words[at : at + 20]) for at in range(0, MANY, 20))
    often = " ".join(" ".join([word] * (150 - place)) for place, word in enumerate(words[:100]))
    site.extra["/huge.html"] = f"<html lang=en><title>Huge</title><p>{text}. {often}."
    return counted("/huge.html")


@pytest.mark.timeout(240)
def test_a_change_is_painted_soon_after_its_answer(page: Page, base_url: str, huge: str) -> None:
    page.goto(f"{base_url}/?key={huge}")
    expect(page.get_by_text(f"10 of {MANY:,} different words")).to_be_visible(timeout=60_000)
    page.evaluate(WATCH)
    page.get_by_role("button", name="Settings").click()
    best: dict[str, float] = {}

    def measure(name: str, act: Callable[[], object]) -> None:
        before = page.evaluate("watched.answered = 0, watched.painted = 0, watched.draws")
        act()
        page.wait_for_function("(before) => watched.draws > before", arg=before, timeout=60_000)
        page.wait_for_function("() => watched.painted > watched.answered")
        if page.evaluate("watched.answered") > 0:  # else the list was cached
            took = page.evaluate("watched.painted - watched.answered")
            best[name] = min(took, best.get(name, took))

    def all_changes() -> None:
        measure("100 bars", page.get_by_role("button", name="Show 100").click)
        measure("filter", lambda: page.get_by_role("searchbox").press_sequentially("ba", delay=20))
        measure("filter emptied", lambda: page.get_by_role("searchbox").fill(""))
        measure("unit", lambda: page.get_by_role("radio", name="2-word").check(force=True))
        measure("words", lambda: page.get_by_role("radio", name="Words").check(force=True))
        measure("table", page.get_by_role("tab", name="Table").click)
        measure("next page", page.get_by_role("button", name="Next").click)
        measure("by count", page.get_by_role("button", name="Count", exact=True).click)
        measure("by word", page.get_by_role("button", name="Word", exact=True).click)
        measure("by rank", page.get_by_role("button", name="Word", exact=True).click)
        measure("cloud", page.get_by_role("tab", name="Cloud").click)
        measure("chart", page.get_by_role("tab", name="Chart").click)
        measure("10 bars", page.get_by_role("button", name="Show 10", exact=True).click)

    # The best of some: other programs may be busy on the same machine.
    for _ in range(8):
        all_changes()
        if max(best.values()) < LIMIT:
            break
    print({name: round(milliseconds) for name, milliseconds in best.items()})
    assert max(best.values()) < LIMIT, best


def test_the_first_paint_is_soon_on_a_slow_network(
    browser: Browser, base_url: str, counted: Counted
) -> None:
    # Slow 3G. What the paint needs comes in one round of six connections after the page.
    slow = {"latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    painted = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
    for url in (base_url, f"{base_url}/?key={counted('/course.html')}"):
        times = []
        for _ in range(3):
            with browser.new_context() as context:
                page = context.new_page()
                network = context.new_cdp_session(page)
                network.send("Network.emulateNetworkConditions", {"offline": False, **slow})
                page.goto(url, wait_until="commit")
                times.append(page.wait_for_function(painted).json_value())
        print(f"{url}: painted after {min(times):.0f} ms")
        assert min(times) <= PAINT_LIMIT
