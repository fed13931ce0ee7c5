"""The page itself: languages, small screens, keyboard, accessibility, another origin."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from local_site import Site
from playwright.sync_api import Browser, Page, expect
from stack import Stack

Count = Callable[[str], None]
FRONTEND = Path(__file__).parent.parent / "frontend"


def violations(page: Page) -> list[str]:
    """What axe finds, in words."""
    return [
        f"{found['id']}: {[node['html'][:120] for node in found['nodes']]}"
        for found in Axe().run(page).response["violations"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_no_accessibility_violation(
    browser: Browser,
    browser_context_args: dict[str, Any],
    site: Site,
    base_url: str,
    scheme: str,
    locale: str,
) -> None:
    options = {
        **browser_context_args,
        "color_scheme": scheme,
        "locale": locale,
        "reduced_motion": "reduce",
    }
    with browser.new_context(**options) as context:
        page = context.new_page()
        page.goto(base_url)
        assert violations(page) == []
        page.get_by_role("textbox").first.fill(f"{site.origin}/course.html")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="river").click()
        expect(page.locator(".contexts li").first).to_be_visible()
        assert violations(page) == []
        page.get_by_role("tab").nth(1).click()
        expect(page.get_by_role("columnheader").nth(4)).to_be_visible()
        assert violations(page) == []
        page.goto(f"{base_url}/?key=00000000-0000-4000-8000-000000000000")
        expect(page.get_by_role("alert")).not_to_be_empty()
        assert violations(page) == []


def test_korean_by_the_browsers_language_and_by_choice(
    browser: Browser, browser_context_args: dict[str, Any], base_url: str
) -> None:
    with browser.new_context(**{**browser_context_args, "locale": "ko-KR"}) as context:
        page = context.new_page()
        page.goto(base_url)
        expect(page.get_by_role("button", name="단어 세기")).to_be_visible()
        korean = page.get_by_role("button", name="한국어", exact=True)
        expect(korean).to_have_attribute("aria-pressed", "true")
        page.get_by_role("button", name="English", exact=True).click()
        expect(page.get_by_role("button", name="Count words")).to_be_visible()
        page.reload()
        expect(page.get_by_role("button", name="Count words")).to_be_visible()


def test_the_first_bar_is_on_a_phones_first_screen(
    browser: Browser, browser_context_args: dict[str, Any], site: Site, base_url: str
) -> None:
    with browser.new_context(
        **{**browser_context_args, "viewport": {"width": 390, "height": 844}}
    ) as context:
        page = context.new_page()
        page.goto(f"{base_url}/?url={site.origin}/course.html")
        bar = page.locator(".bar-line").first
        expect(bar).to_be_in_viewport()
        expect(page.get_by_role("button", name="Settings")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390])
def test_no_sideways_scrolling(
    browser: Browser, browser_context_args: dict[str, Any], site: Site, base_url: str, width: int
) -> None:
    with browser.new_context(
        **{**browser_context_args, "viewport": {"width": width, "height": 700}}
    ) as context:
        page = context.new_page()
        for path in ("/", f"/?url={site.origin}/course.html", f"/?url={site.origin}/status/403"):
            page.goto(base_url + path)
            if "course" in path:
                page.get_by_role("button", name="river").click()
                expect(page.locator(".contexts li").first).to_be_visible()
            elif "403" in path:
                expect(page.get_by_role("alert")).not_to_be_empty()
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, path


def test_everything_works_by_keyboard(page: Page, site: Site, base_url: str) -> None:
    page.goto(base_url)
    field = page.get_by_role("textbox").first
    field.focus()
    page.keyboard.type(f"{site.origin}/course.html")
    page.keyboard.press("Enter")
    word = page.get_by_role("button", name="course", exact=True)
    expect(word).to_be_visible()
    word.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="course")).to_be_visible()
    page.get_by_role("radio", name="Main text").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Whole page")).to_be_checked()
    expect(page.get_by_role("button", name="Imprint")).to_have_count(0)


def test_the_page_from_another_origin(
    page: Page, site: Site, stack: Stack, page_origin: tuple[str, Path]
) -> None:
    origin, folder = page_origin
    for name in ("js", "styles", "icons"):
        shutil.copytree(FRONTEND / name, folder / name, dirs_exist_ok=True)
    html = (FRONTEND / "index.html").read_text()
    meta = '<meta name="pagewords-api" content="">'
    assert meta in html
    (folder / "index.html").write_text(html.replace(meta, meta.replace('""', f'"{stack.url}"')))
    page.goto(f"{origin}/?url={site.origin}/course.html")
    expect(page.get_by_role("table")).to_be_visible()
    page.goto(f"{origin}/?url=ftp://example.com")
    expect(page.get_by_role("alert")).to_contain_text("That is not a link that can be read.")
    answer = page.evaluate(
        """async (api) => {
          const body = JSON.stringify({ text: "one word" });
          const headers = { "Content-Type": "application/json" };
          const answer = await fetch(api + "/api/jobs", { method: "POST", body, headers });
          return [answer.headers.get("Retry-After"), answer.headers.get("Location")];
        }""",
        stack.url,
    )
    assert answer[0] is not None
    assert re.fullmatch(r"/api/jobs/[0-9a-f-]{36}", answer[1])


def test_no_request_to_any_other_host(page: Page, site: Site, base_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{base_url}/?url={site.origin}/course.html")
    expect(page.get_by_role("table")).to_be_visible()
    assert asked
    assert [url for url in asked if not url.startswith((base_url, "blob:", "data:"))] == []
