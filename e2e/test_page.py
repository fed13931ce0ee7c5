"""The page: languages, small screens, keyboard, and an API on another origin."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from local_site import Site
from playwright.sync_api import Browser, Page, expect
from stack import Stack

Count = Callable[[str], None]
FRONTEND = Path(__file__).parent.parent / "frontend"


def test_the_language_follows_the_browser_and_the_choice(
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


def test_the_title_changes_with_the_language(page: Page, site: Site, count: Count) -> None:
    site.hold()
    count(f"{site.origin}/hold/status/404?title")
    expect(page).to_have_title("Counting… – Pagewords")
    page.get_by_role("button", name="한국어", exact=True).click()
    expect(page).to_have_title("단어 세는 중… – Pagewords")
    site.release()
    expect(page).to_have_title("단어를 세지 못했습니다 – Pagewords")
    page.get_by_role("button", name="English", exact=True).click()
    expect(page).to_have_title("Not counted – Pagewords")


def test_the_first_bar_is_on_a_phones_first_screen(
    browser: Browser, browser_context_args: dict[str, Any], site: Site, base_url: str
) -> None:
    with browser.new_context(
        **{**browser_context_args, "viewport": {"width": 390, "height": 844}}
    ) as context:
        page = context.new_page()
        page.goto(f"{base_url}/?url={site.origin}/course.html")
        bar = page.locator(".bar").first
        expect(bar).to_be_in_viewport()
        expect(page.get_by_role("button", name="Settings")).to_be_visible()


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
    expect(page.get_by_role("alert")).to_contain_text("Only links that start with http")
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


def test_no_request_to_another_host(page: Page, site: Site, base_url: str) -> None:
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(f"{base_url}/?url={site.origin}/course.html")
    expect(page.get_by_role("table")).to_be_visible()
    assert requested
    assert [url for url in requested if not url.startswith((base_url, "blob:", "data:"))] == []
