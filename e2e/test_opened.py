"""An opened word is seen: beside the list, as a sheet on a phone, in every view, by keyboard."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from local_site import Site
from playwright.sync_api import Browser, Page, expect

Counted = Callable[[str], str]


@pytest.fixture
def phone(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    """A page on a phone with a touch screen."""
    size = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    with browser.new_context(**{**browser_context_args, **size}) as context:
        yield context.new_page()


def test_the_first_word_is_open_beside_the_list_until_it_is_closed(
    page: Page, base_url: str, counted: Counted
) -> None:
    page.goto(f"{base_url}/?key={counted('/course.html')}")
    panel = page.get_by_role("region", name="river")
    expect(panel.get_by_role("listitem").first).to_be_visible()
    assert "word=" not in page.url
    # The screen reader hears of the result, not of a word that nobody asked for.
    expect(page.locator("#live")).to_contain_text("Done")
    page.get_by_role("row", name="course").get_by_role("cell").last.click()
    expect(page.get_by_role("region", name="course")).to_be_visible()
    expect(panel).to_have_count(0)
    expect(page).to_have_url(re.compile("word=course"))
    page.get_by_role("region", name="course").get_by_role("button", name="Close").click()
    expect(page.locator(".word")).to_have_count(0)
    page.get_by_role("button", name="Show 25").click()
    expect(page.locator(".bar")).to_have_count(25)
    expect(page.locator(".word")).to_have_count(0)


def test_the_panel_stays_in_view_and_comes_after_its_row_by_keyboard(
    page: Page, base_url: str, counted: Counted
) -> None:
    page.set_viewport_size({"width": 1366, "height": 500})
    page.goto(f"{base_url}/?key={counted('/course.html')}&show=50&word=course")
    expect(page.locator(".word-concordance li").first).to_be_visible()
    page.mouse.wheel(0, 700)
    page.wait_for_function("scrollY > 300")
    expect(page.locator(".word h2")).to_be_in_viewport()
    page.get_by_role("button", name="course", exact=True).focus()
    page.keyboard.press("Tab")
    expect(page.locator(".word-close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".word")).to_have_count(0)
    expect(page.get_by_role("button", name="course", exact=True)).to_be_focused()


def test_back_closes_the_sheet_on_a_phone(phone: Page, base_url: str, counted: Counted) -> None:
    phone.goto(f"{base_url}/?key={counted('/course.html')}")
    expect(phone.locator(".bar").first).to_be_visible()
    link = phone.url
    expect(phone.locator(".word")).to_have_count(0)
    phone.locator("tr[data-word=water]").tap()
    sheet = phone.get_by_role("region", name="water")
    expect(sheet.get_by_role("listitem").first).to_be_in_viewport()
    phone.go_back()
    expect(sheet).to_have_count(0)
    assert phone.url == link
    phone.locator("tr[data-word=sand]").tap()
    phone.locator("tr[data-word=water]").tap()
    expect(sheet).to_be_visible()
    expect(phone.locator("tr[data-word=water]")).to_be_in_viewport(ratio=1)
    # Opened anew with the sheet, the result is remembered as any other.
    phone.reload()
    expect(sheet).to_be_visible()
    recent = phone.evaluate("JSON.parse(localStorage.getItem('pagewords-recent'))[0]")
    assert set(recent) <= {"key", "title", "words", "set", "token"}
    sheet.get_by_role("button", name="Close").tap()
    expect(sheet).to_have_count(0)
    assert phone.url == link
    phone.go_back()
    expect(phone.locator("#title")).to_have_count(0)


@pytest.mark.parametrize("view", ["chart", "table", "cloud", "text", "compare"])
def test_a_word_opens_in_every_view_whatever_its_rank(
    page: Page, base_url: str, counted: Counted, view: str
) -> None:
    page.goto(f"{base_url}/?key={counted('/course.html')}&view={view}&word=straight")
    panel = page.get_by_role("region", name="straight")
    expect(panel.get_by_role("listitem").first).to_contain_text("runs straight")
    expect(panel).to_contain_text(re.compile(r"rank \d+ · once"))
    page.goto(f"{base_url}/?key={counted('/course.html')}&view={view}&word=the&stop=hide")
    expect(page.get_by_role("region", name="the")).to_contain_text(re.compile(r"\d+ times"))


def test_a_row_of_the_table_opens_its_word(page: Page, base_url: str, counted: Counted) -> None:
    page.goto(f"{base_url}/?key={counted('/course.html')}&view=table")
    page.get_by_role("cell", name=re.compile("courses 2")).click()
    expect(page.get_by_role("region", name="course")).to_be_visible()
    word = page.get_by_role("button", name="course", exact=True)
    expect(word).to_have_attribute("aria-expanded", "true")
    word.press("Enter")
    expect(page.locator(".word")).to_have_count(0)
    expect(word).to_be_focused()


# A Korean page has the most controls, and English the longest names for them.
@pytest.mark.parametrize("path", ["/course.html", "/korean.html", "/arabic.html"])
@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_the_first_bar_is_high_on_a_laptop_and_on_a_phone_held_sideways(
    browser: Browser, site: Site, base_url: str, path: str, locale: str
) -> None:
    with browser.new_context(locale=locale) as context:
        page = context.new_page()
        page.set_viewport_size({"width": 1366, "height": 768})
        page.goto(f"{base_url}/?url={site.origin}{path}")
        bar = page.locator(".bar").first
        expect(page.locator(".export-more").first).to_be_visible()
        box = bar.bounding_box()
        assert box
        assert box["y"] <= 300
        for width, height in ((844, 390), (740, 360), (667, 375), (568, 320)):
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate("scrollTo(0, 0)")
            expect(bar).to_be_in_viewport(ratio=1)


def test_all_controls_stand_in_one_row_on_a_laptop(
    page: Page, base_url: str, counted: Counted
) -> None:
    # A Korean page has the most controls, and English the longest names for them.
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{base_url}/?key={counted('/korean.html')}")
    expect(page.locator(".export-more").first).to_be_visible()
    expect(page.get_by_role("option", name="Nouns only")).to_be_attached()
    box = page.locator(".bar").first.bounding_box()
    assert box
    assert box["y"] <= 300


def test_the_text_offers_words_to_mark(phone: Page, base_url: str, counted: Counted) -> None:
    phone.goto(f"{base_url}/?key={counted('/course.html')}&view=text")
    phone.locator(".text-hint").get_by_role("button", name="water").tap()
    expect(phone.locator(".text-blocks mark")).to_have_text(["water"] * 3)
    expect(phone.locator(".text-hint")).to_contain_text("water 3 times")
    # The marks are what is looked for: no sheet hides them.
    expect(phone.locator(".word")).to_be_hidden()
    phone.get_by_role("button", name="Unmark").tap()
    expect(phone.locator(".text-blocks mark")).to_have_count(0)


@pytest.mark.parametrize("language", ["English", "한국어"])
@pytest.mark.parametrize("text", ["The river runs.", "강은 바다로 흐르고 산은 그대로 있다."])
def test_a_text_on_a_phone_has_its_button_in_view_and_no_empty_row_above_its_bars(
    phone: Page, base_url: str, text: str, language: str
) -> None:
    phone.goto(f"{base_url}/?text={text}")
    phone.get_by_role("button", name=language, exact=True).tap()
    submit = phone.locator("#text-form button.primary")
    expect(submit).to_have_text(re.compile("Count" if language == "English" else "세기"))
    expect(submit).to_be_in_viewport(ratio=1)
    submit.tap()
    expect(phone.locator("#order")).to_be_visible()
    lowest = phone.locator(".result-settings").evaluate(
        "(it) => Math.max(...[...it.children].map((child) => child.getBoundingClientRect().bottom))"
    )
    bar = phone.locator(".bar").first.bounding_box()
    assert bar
    assert 0 < bar["y"] - lowest < 25


def test_an_opened_link_asks_for_its_result_at_once(
    page: Page, browser: Browser, base_url: str, counted: Counted
) -> None:
    url = f"{base_url}/?key={counted('/course.html')}"
    page.goto(url)
    expect(page.locator(".bar").first).to_be_visible()
    asked: list[str] = []
    with browser.new_context() as context:
        other = context.new_page()
        other.on("request", lambda request: asked.append(request.url))
        other.goto(url)
        expect(other.locator(".bar").first).to_be_visible()
    assert not [one for one in asked if "/api/jobs/" in one]
    # No module waits for another one to ask for it.
    chart = next(place for place, one in enumerate(asked) if one.endswith("views/chart.js"))
    assert chart < next(place for place, one in enumerate(asked) if "/api/results/" in one)
