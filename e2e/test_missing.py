"""Whatever file of the page does not come, the page is never blank: it says so and has a way on."""

import json
import re
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from local_site import Site
from playwright.sync_api import Browser, Page, Route, expect

Counted = Callable[[str], str]
#: Whether the page shows a list, or says what is wrong.
SAID_OR_LISTED = """() => document.querySelector(".bar")?.checkVisibility()
  || /did not load|No connection to Pagewords/.test(document.body.innerText)"""
SAID_OR_STARTED = SAID_OR_LISTED.replace(".bar", "#ways button")
OPENED_OR_SAID = """(seen) => document.querySelector(seen)?.checkVisibility()
  || /did not load|No connection to Pagewords/.test(document.body.innerText)"""
FILE = re.compile(r"/(js|styles)/[\w/-]+\.(js|css)$")


#: What a reader does on a page.
Act = Callable[[Page], object]


def files(browser: Browser, url: str, seen: str, act: Act = lambda _: None) -> list[str]:
    """The paths of modules and stylesheets that the page loads until something is seen."""
    with browser.new_context(locale="en-US") as context:
        page = context.new_page()
        paths: list[str] = []
        page.on("request", lambda request: paths.append(request.url))
        page.goto(url)
        act(page)
        expect(page.locator(seen).first).to_be_visible()
        return sorted({found[0] for path in paths if (found := FILE.search(path))})


@contextmanager
def without(browser: Browser, path: str) -> Iterator[Page]:
    """A page to which one file never comes."""
    with browser.new_context(locale="en-US") as context:
        page = context.new_page()
        page.route(f"**{path}", lambda route: route.abort())
        yield page


@pytest.mark.timeout(300)
def test_the_start_page_without_one_of_its_files(browser: Browser, base_url: str) -> None:
    paths = files(browser, base_url, "#ways button")
    assert len(paths) > 20
    for path in paths:
        with without(browser, path) as page:
            page.goto(base_url)
            # The form is there in any case, and what is wrong is said unless nothing is.
            expect(page.locator("#url")).to_be_visible()
            page.wait_for_function(SAID_OR_STARTED)


@pytest.mark.timeout(300)
def test_a_result_without_one_of_its_files(
    browser: Browser, base_url: str, counted: Counted
) -> None:
    url = f"{base_url}/?key={counted('/course.html')}"
    start = files(browser, base_url, "#ways button")
    paths = set(files(browser, url, ".word-concordance li")) - set(start)
    assert len(paths) > 8
    for path in paths:
        with without(browser, path) as page:
            page.goto(url)
            # What the list does not need, such as the panel, may be missing in silence.
            page.wait_for_function(SAID_OR_LISTED)


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("&view=table", ".table td"),
        ("&view=cloud", ".cloud a"),
        ("&view=text", ".text-blocks p"),
        ("&view=compare", ".compare input"),
        ("&sort=keyness", ".special-phrases"),
    ],
)
def test_a_view_without_one_of_its_files(
    browser: Browser, base_url: str, counted: Counted, query: str, seen: str
) -> None:
    result = f"{base_url}/?key={counted('/course.html')}"
    found = files(browser, result + query, seen)
    # What loads after the chart may have begun to load when the chart is seen.
    name = seen.strip(".").partition(" ")[0].partition("-")[0]
    named = {path for path in found if f"/{name}." in path}
    assert named
    paths = named | set(found) - set(files(browser, result, ".bar"))
    for path in paths:
        with without(browser, path) as page:
            page.goto(result + query)
            page.wait_for_function(SAID_OR_LISTED.replace(".bar", f"{seen}, .bar"))


def posted(url: str, body: dict[str, object]) -> str:
    """The key of what was submitted and has ended."""
    request = urllib.request.Request(
        url, json.dumps(body).encode(), {"Content-Type": "application/json", "Prefer": "wait=20"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return str(json.load(answer)["key"])


def press(name: str) -> Act:
    return lambda page: page.get_by_role("button", name=name).first.click()


def paste_two(page: Page) -> None:
    page.locator("#url").fill("https://example.com/one https://example.com/two")
    page.locator("#url").press("Enter")


@pytest.fixture
def addresses(base_url: str, site: Site, counted: Counted) -> dict[str, str]:
    """Where what is opened stands, by the page that it is opened on."""
    items = "".join(f"<item><title>Day {n}</title><link>/{n}</link></item>" for n in range(3))
    site.extra["/news.xml"] = f"<rss><channel><title>News</title>{items}</channel></rss>"
    urls = [f"{site.origin}{path}" for path in ("/course.html", "/korean.html")]
    text = posted(f"{base_url}/api/jobs", {"text": "A river runs. The river is old.", "title": "R"})
    together = posted(f"{base_url}/api/collections", {"urls": urls})
    return {
        "start": base_url,
        "word": f"{base_url}/?key={counted('/course.html')}&word=course",
        "feed": f"{base_url}/?key={counted('/news.xml')}",
        "text": f"{base_url}/?key={text}",
        "collection": f"{base_url}/?set={together}",
        "heat": f"{base_url}/?set={together}&as=heat",
    }


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("on", "act", "seen", "named"),
    [
        ("word", press("All 10 places"), ".concordance-line", "concordance"),
        ("collection", lambda _: None, ".collection-legend li", "collection"),
        ("heat", lambda _: None, ".collection-heat td", "collection"),
        ("feed", lambda _: None, ".entries li", "entries"),
        ("start", press("paste a text"), "#text", "write"),
        ("start", paste_two, ".offer li", "offer"),
        ("text", lambda _: None, "#note button", "write"),
    ],
    ids=["concordance", "collection", "heat", "feed", "write", "offer", "text"],
)
def test_what_is_opened_without_one_of_its_files(
    browser: Browser, addresses: dict[str, str], on: str, act: Act, seen: str, named: str
) -> None:
    paths = set(files(browser, addresses[on], seen, act))
    before = {"start": ("start", "#ways button"), "word": ("word", ".word-concordance li")}
    paths -= set(files(browser, addresses["start"], "#ways button"))
    if on in before:
        paths -= set(files(browser, addresses[before[on][0]], before[on][1]))
    assert any(f"/{named}." in path for path in paths), paths
    for path in paths:
        with without(browser, path) as page:
            page.goto(addresses[on])
            act(page)
            page.wait_for_function(OPENED_OR_SAID, arg=seen)


def test_a_missing_module_can_be_loaded_again(browser: Browser, base_url: str) -> None:
    with without(browser, "/js/dom.js") as page:
        page.goto(base_url)
        expect(page.get_by_text("A part of this page did not load.")).to_be_visible()
        page.unroute("**/js/dom.js")
        page.get_by_role("button", name="Load it again").click()
        expect(page.locator("#ways button").first).to_be_visible()
        expect(page.get_by_text("A part of this page did not load.")).to_be_hidden()


def test_what_is_typed_before_the_modules_come_is_kept(
    page: Page, base_url: str, counted: Counted
) -> None:
    held: list[Route] = []
    page.route("**/js/page.js", lambda route: held.append(route))
    page.goto(base_url, wait_until="commit")
    expect(page.get_by_role("heading", name="What is this page made of?")).to_be_visible()
    field = page.get_by_role("textbox", name="Link of the page")
    field.fill("https://example.com/typed")
    for route in held:
        route.continue_()
    expect(page.locator("#ways button").first).to_be_visible()
    expect(field).to_have_value("https://example.com/typed")

    held.clear()
    page.goto(f"{base_url}/?key={counted('/course.html')}", wait_until="commit")
    expect(page.get_by_role("heading", name="What is this page made of?")).to_be_hidden()
    field.click()
    field.fill("https://example.com/next")
    for route in held:
        route.continue_()
    page.unroute("**/js/page.js")
    expect(page.locator(".bar").first).to_be_visible()
    expect(field).to_have_value("https://example.com/next")


def test_the_first_paint_speaks_the_readers_language(browser: Browser, base_url: str) -> None:
    with browser.new_context(locale="ko-KR") as context:
        page = context.new_page()
        page.route("**/js/main.js", lambda route: route.abort())
        page.goto(base_url)
        expect(page.get_by_role("button", name="단어 세기")).to_be_visible()
        expect(page.get_by_role("button", name="Count words")).to_have_count(0)
        expect(page.get_by_text("페이지의 일부를 불러오지 못했습니다.")).to_be_visible()
