"""The main use: paste a link, watch the stages, see the chart, and come back to it."""

import re
from collections.abc import Callable

from local_site import Site
from playwright.sync_api import Page, expect

Count = Callable[[str], None]
KEY = re.compile(r"\?key=[0-9a-f-]{36}")


def words(page: Page) -> list[str]:
    """The words of the chart, in order."""
    return page.get_by_role("table").get_by_role("rowheader").all_inner_texts()


def test_a_link_becomes_a_sorted_chart(page: Page, site: Site, count: Count) -> None:
    count(f"{site.origin}/course.html")
    expect(page.get_by_role("heading", name="The course of a river")).to_be_visible()
    expect(page.locator(".chart tr[data-word]")).to_have_count(10)
    assert words(page)[:2] == ["river", "course"]
    counts = page.locator(".chart .count").all_inner_texts()
    assert [int(count) for count in counts] == sorted(map(int, counts), reverse=True)
    expect(page).to_have_url(KEY)
    expect(page).to_have_title("The course of a river – Pagewords")


def test_menus_scripts_and_code_are_not_counted(page: Page, site: Site, count: Count) -> None:
    count(f"{site.origin}/course.html")
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("searchbox", name="Filter words").fill("javascript")
    expect(page.get_by_text("No words are left.")).to_be_visible()
    page.get_by_role("searchbox", name="Filter words").fill("imprint")
    expect(page.get_by_text("No words are left.")).to_be_visible()
    page.get_by_role("radio", name="Whole page").check(force=True)
    expect(page.get_by_role("button", name="Imprint")).to_be_visible()


def test_the_stages_show_as_they_pass(page: Page, site: Site, count: Count) -> None:
    site.hold()
    count(f"{site.origin}/hold/course.html?stages")
    progress = page.get_by_role("region", name="Progress")
    expect(progress.get_by_text("fetching…")).to_be_visible()
    expect(progress.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "1")
    expect(page).to_have_title("Counting… – Pagewords")
    site.release()
    expect(page.get_by_role("table")).to_be_visible()
    expect(progress).to_be_hidden()


def test_waiting_can_be_stopped_and_resumed(page: Page, site: Site, count: Count) -> None:
    site.hold()
    count(f"{site.origin}/hold/course.html?stopped")
    expect(page).to_have_url(KEY)
    page.get_by_role("button", name="Stop waiting").click()
    expect(page.get_by_role("alert")).to_contain_text("You stopped waiting.")
    site.release()
    page.get_by_role("button", name="Look again").click()
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_role("textbox").first).to_have_value(re.compile("stopped$"))


def test_reload_back_and_a_shared_link_show_the_same(page: Page, site: Site, count: Count) -> None:
    count(f"{site.origin}/course.html")
    page.get_by_role("radio", name="Whole page").check(force=True)
    expect(page).to_have_url(re.compile("scope=page"))
    link = page.url
    page.reload()
    expect(page.get_by_role("radio", name="Whole page")).to_be_checked()
    expect(page.get_by_role("table")).to_be_visible()
    page.goto(link.partition("?")[0])
    expect(page.get_by_role("heading", name="What is this page made of?")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="The course of a river")).to_be_visible()
    expect(page).to_have_url(link)


def test_more_bars_phrases_stop_words_and_the_table(page: Page, site: Site, count: Count) -> None:
    count(f"{site.origin}/course.html")
    page.get_by_role("button", name="Show 25").click()
    expect(page.locator(".chart tr[data-word]")).to_have_count(25)
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("checkbox", name="Hide stop words").uncheck()
    expect(page.get_by_role("rowheader").first).to_have_text("the")
    page.get_by_role("checkbox", name="Hide stop words").check()
    page.get_by_role("radio", name="2-word").check(force=True)
    expect(page.get_by_role("rowheader", name="old course")).to_be_visible()
    page.get_by_role("radio", name="Words", exact=True).check(force=True)
    page.get_by_role("tab", name="Table").click()
    expect(page.get_by_role("columnheader", name="Forms")).to_be_visible()
    expect(page.get_by_role("cell", name=re.compile(r"course \d+, courses \d+"))).to_be_visible()


def test_a_word_opens_and_shows_its_places(page: Page, site: Site, count: Count) -> None:
    count(f"{site.origin}/course.html")
    page.get_by_role("button", name="course", exact=True).click()
    panel = page.get_by_role("region", name="course")
    expect(panel.get_by_text("rank 2")).to_be_visible()
    expect(panel.get_by_role("listitem").first).to_contain_text("course")
    expect(page.get_by_role("button", name="course", exact=True)).to_have_attribute(
        "aria-expanded", "true"
    )


def test_a_korean_page_is_counted_in_words(page: Page, site: Site, count: Count) -> None:
    count(f"{site.origin}/korean.html")
    # Not the buttons of an opened word's company, which have the same names.
    for word in ("대기열", "작업"):
        expect(page.locator(f'.chart [data-focus="word:{word}"]')).to_be_visible()
    assert not [word for word in words(page) if word.endswith(("에", "을", "의"))]
    expect(page.get_by_text("Korean", exact=False).first).to_be_visible()


def test_the_sample_needs_no_network(page: Page, base_url: str) -> None:
    page.goto(base_url)
    page.get_by_role("button", name="try a sample").click()
    expect(page.get_by_role("heading", name="The bridge that was built twice")).to_be_visible()
    expect(page.get_by_role("rowheader").first).to_have_text("bridge")


def test_a_text_can_be_pasted(page: Page, base_url: str) -> None:
    page.goto(base_url)
    page.get_by_role("button", name="paste a text").click()
    page.get_by_role("textbox", name="Your text").fill("Lighthouse keepers keep lighthouses.")
    page.get_by_role("button", name="Count this text").click()
    expect(page.get_by_role("rowheader").first).to_have_text(re.compile("lighthouse", re.I))


def test_a_link_in_the_address_starts_at_once(page: Page, base_url: str, site: Site) -> None:
    page.goto(f"{base_url}/?url={site.origin}/course.html")
    expect(page.get_by_role("table")).to_be_visible()
    expect(page).to_have_url(KEY)


def test_hostile_words_are_shown_as_text(page: Page, site: Site, count: Count) -> None:
    page.on("dialog", lambda dialog: dialog.dismiss())
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    count(f"{site.origin}/hostile.html")
    title = page.get_by_role("heading", name="<img src=x onerror=alert(1)> and =cmd()")
    expect(title).to_be_visible()
    expect(page.get_by_role("rowheader").first).to_have_text("alert")
    assert page.locator("main img").count() == 0
    assert dialogs == []
