"""Fixtures: the real stack, as `make run` starts it, and a local site with test pages."""

import json
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from local_site import Site  # noqa: E402 - needs the path above
from stack import Stack, launch_options  # noqa: E402

expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """The local site."""
    site = Site()
    yield site
    site.close()


@pytest.fixture(scope="session")
def page_origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Another origin: a file server and its folder, for a copy of the front end."""
    folder = tmp_path_factory.mktemp("static")
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", folder
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def stack(
    site: Site, page_origin: tuple[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    """The whole program."""
    stack = Stack(
        tmp_path_factory.mktemp("stack"),
        PAGEWORDS_TRUSTED_SITES=site.origin,
        CORS_ORIGINS=page_origin[0],
    )
    yield stack
    stack.end()


@pytest.fixture(scope="session")
def base_url(stack: Stack) -> str:
    """The base URL of pytest-playwright."""
    return stack.url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The headless shell, with the options that all scripts here use."""
    return {**browser_type_launch_args, **launch_options(headless_shell=True)}


@pytest.fixture(scope="session")
def whole_chromium(launch_browser: Callable[..., Browser]) -> Iterator[Browser]:
    """The whole Chromium, which has what the headless shell lacks."""
    browser = launch_browser(**launch_options())
    yield browser
    browser.close()


@pytest.fixture
def browser(request: pytest.FixtureRequest, browser: Browser) -> Browser:
    """The headless shell; the whole Chromium in a test that is marked so."""
    if request.node.get_closest_marker("whole_chromium"):
        return request.getfixturevalue("whole_chromium")
    return browser


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """English unless a test chooses another language."""
    return {**browser_context_args, "locale": "en-US"}


@pytest.fixture
def count(page: Page, base_url: str) -> Callable[[str], None]:
    """Enters a link on the start page and presses Enter."""

    def paste(url: str) -> None:
        page.goto(base_url)
        field = page.get_by_role("textbox").first
        field.fill(url)
        field.press("Enter")

    return paste


@pytest.fixture(scope="session")
def counted(stack: Stack, site: Site) -> Callable[..., str]:
    """Counts a page of the site once and returns its key; the job may still be running."""
    keys: dict[str, str] = {}

    def key(path: str) -> str:
        if path not in keys:
            request = urllib.request.Request(
                f"{stack.url}/api/jobs",
                json.dumps({"url": site.origin + path}).encode(),
                {"Content-Type": "application/json", "Prefer": "wait=20"},
            )
            with urllib.request.urlopen(request, timeout=30) as answer:
                keys[path] = json.load(answer)["key"]
        return keys[path]

    return key


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Add the page's text and the stack's output to the report of a failed test."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    used = getattr(item, "funcargs", {})
    if not report.failed:
        return
    if (page := used.get("page")) is not None and not page.is_closed():
        report.sections.append(("page", f"{page.url}\n{page.locator('body').inner_text()[:2000]}"))
    if (stack := used.get("stack")) is not None:
        report.sections.append(("stack", stack.output()[-5000:]))
