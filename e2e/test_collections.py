"""Collections: several links together, their progress, bars split by page, heat table and cards."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from local_site import Site
from playwright.sync_api import Page, expect

SPEECHES = {
    "/harbour": ("Harbour", "The harbour needs ships, workers and books. "),
    "/school": ("School", "The school needs teachers and books. "),
    "/forest": ("Forest", "The forest needs rain and patience. "),
}
SUBMIT = """async ([urls, title]) => {
  const { submitCollection } = await import("/js/views/collection-send.js");
  submitCollection(urls, title);
}"""

Submit = Callable[[list[str], str], None]


@pytest.fixture
def urls(site: Site) -> list[str]:
    for path, (title, sentence) in SPEECHES.items():
        text = f"<p>{sentence * 12}</p><p>{'The town talks about money. ' * 20}</p>"
        site.extra[path] = f"<html lang=en><title>{title}</title><h1>{title}</h1>{text}</html>"
    return [site.origin + path for path in SPEECHES]


@pytest.fixture
def submit(page: Page, base_url: str) -> Submit:
    page.goto(base_url)
    expect(page.get_by_role("textbox").first).to_be_visible()
    return lambda urls, title: page.evaluate(SUBMIT, [urls, title])


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()


def test_which_words_each_of_three_speeches_owns(
    page: Page, count: Callable[[str], None], urls: list[str]
) -> None:
    count(" and ".join(urls))
    page.get_by_role("button", name="Count all 3 together").click()
    expect(page.get_by_role("heading", name="3 pages")).to_be_visible()
    expect(page.locator(".chart")).to_be_visible()
    assert re.search(r"\?set=[0-9a-f-]{36}$", page.url)
    expect(page.locator("tr[data-word=town] .collection-bar i")).to_have_count(3)
    expect(page.locator("tr[data-word=harbour] .collection-bar i")).to_have_count(1)
    expect(page.locator("tr[data-word=town] .count")).to_have_text("60 in 3 of 3 pages")
    tab(page, "Pages")
    own = page.locator(".collection-cards > li")
    expect(own).to_have_count(3)
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text }")
    page.get_by_role("button", name="Copy link").click()
    page.wait_for_function("() => window.copied === location.href")
    for number, words in enumerate(("harbour ships workers", "school teachers", "forest rain")):
        for word in words.split():
            expect(own.nth(number)).to_contain_text(word)
    # What both of the others say, and this one does not.
    expect(own.nth(2)).to_contain_text("books in 2 of 3 pages")
    expect(page.get_by_text("Others say, and it does not:")).to_have_count(1)
    own.nth(1).get_by_role("button", name="teachers").click()
    places = page.locator("#places")
    expect(places.locator("mark").first).to_have_text("teachers")
    expect(places.locator("li")).to_have_count(12)
    page.reload()
    expect(page.locator("#places mark").first).to_have_text("teachers")
    expect(own).to_have_count(3)


def test_a_link_to_the_cards_opens_with_its_settings(
    page: Page, submit: Submit, urls: list[str]
) -> None:
    submit(urls, "Cards")
    tab(page, "Pages")
    own = page.locator(".collection-cards > li")
    expect(own.nth(1)).to_contain_text("teachers")
    page.goto(f"{page.url}&hide=teachers")
    expect(own.nth(1)).to_contain_text("school")
    expect(own.nth(1)).not_to_contain_text("teachers")


def test_the_heat_table_follows_the_settings_and_its_file_has_the_matrix(
    page: Page, submit: Submit, urls: list[str]
) -> None:
    submit(urls, "Heat")
    tab(page, "Words by page")
    heat = page.locator(".collection-heat")
    row = heat.get_by_role("row", name="forest")
    expect(row.get_by_role("cell")).to_have_text(["0", "0", "13", "13"])
    expect(heat.get_by_role("row", name="the")).to_have_count(0)
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Hide stop words").uncheck()
    expect(heat.get_by_role("row", name=re.compile("^The "))).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    head = download.value.path().read_text(encoding="utf-8-sig").splitlines()[0]
    assert head.endswith("in_members,dispersion,Harbour,School,Forest")


def test_a_page_that_fails_says_why_and_the_rest_counts(
    page: Page, submit: Submit, urls: list[str], site: Site
) -> None:
    submit([urls[0], f"{site.origin}/status/403"], "One fails")
    failed = page.get_by_role("button", name="1 could not be counted")
    expect(failed).to_be_visible()
    expect(page.locator(".collection-legend")).to_have_text("1Harbour")
    expect(page.locator("tr[data-word=town] .count")).to_have_text("20 in 1 of 1 pages")
    failed.click()
    expect(page.get_by_role("tab", name="Pages", exact=True)).to_have_attribute(
        "aria-selected", "true"
    )
    said = "did not let us read the page (it answered 403)"
    expect(page.locator(".collection-cards > li").nth(1)).to_contain_text(said)


def test_try_again_counts_the_links_of_a_failed_collection_again(
    page: Page, submit: Submit, urls: list[str], site: Site
) -> None:
    late = [f"{site.origin}/late/{number}" for number in range(2)]
    submit(late, "Late")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("None of these pages could be counted.")
    expect(page.get_by_role("textbox").first).to_have_value(" ".join(late))
    expect(page.locator(".collection-progress li")).to_contain_text(["no page", "no page"])
    expect(page.get_by_role("progressbar")).to_have_count(0)
    page.set_viewport_size({"width": 390, "height": 844})
    height = "them => them[0].getBoundingClientRect().height"
    assert page.locator(".collection-progress li bdi").evaluate_all(height) < 60
    for link, page_there in zip(late, urls, strict=False):
        site.extra[urlsplit(link).path] = site.extra[urlsplit(page_there).path]
    # What stands in the field is another page.
    page.get_by_role("textbox").first.fill(urls[2])
    alert.get_by_role("button", name="Try again").click()
    expect(page.locator("tr[data-word=school] .collection-bar i")).to_have_count(1)
    expect(page.get_by_role("heading", name="Late")).to_be_visible()
    expect(page.locator("tr[data-word=forest]")).to_have_count(0)


def test_a_collection_read_as_one_text_is_kept_and_stays_a_collection(
    page: Page, submit: Submit, urls: list[str]
) -> None:
    submit(urls, "As one")
    expect(page.locator(".chart")).to_be_visible()
    collection = page.url
    page.get_by_role("button", name="Settings").click()
    expect(page.locator("#language")).to_be_visible()
    page.get_by_role("link", name="read as one text").click()
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    page.get_by_role("button", name="Settings").click()
    expect(page.get_by_label("Filter words")).to_be_visible()
    expect(page.locator("#language")).to_have_count(0)
    # Pasted texts and files alone are deleted after a time.
    expect(page.locator("#note")).to_be_empty()
    page.goto(collection.split("?")[0])
    expect(page.locator("#recent a")).to_have_attribute("href", re.sub(r"^[^?]*", "", collection))
    page.locator("#recent a").click()
    expect(page.locator("tr[data-word=town] .collection-bar i")).to_have_count(3)


def test_progress_shows_each_page_and_wrong_links_are_named(
    page: Page, submit: Submit, urls: list[str], site: Site
) -> None:
    site.hold()
    submit([urls[1], f"{site.origin}/hold/course.html"], "Waiting")
    progress = page.locator(".collection-progress")
    expect(progress.locator("li")).to_have_count(2)
    expect(progress).to_contain_text("1 of 2 pages done")
    site.release()
    expect(page.locator(".chart")).to_be_visible()
    submit([urls[0], "ftp://words.example/"], "Wrong")
    expect(page.locator("#problem")).to_contain_text("ftp://words.example/")


def test_it_reads_in_korean_on_a_phone_by_keyboard_and_is_accessible(
    page: Page, submit: Submit, urls: list[str]
) -> None:
    page.set_viewport_size({"width": 375, "height": 720})
    submit(urls, "Phone")
    expect(page.locator(".chart")).to_be_visible()
    page.get_by_role("tab", name="Chart").focus()
    for name in ("Words by page", "Pages"):
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("tab", name=name, exact=True)).to_be_focused()
        assert page.evaluate("document.documentElement.scrollWidth") <= 375
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    page.get_by_role("button", name="한국어").click()
    expect(page.get_by_role("tab", name="페이지별 단어")).to_be_visible()
    page.get_by_role("link", name="한 글로 합쳐 보기").click()
    expect(page.locator("#facts")).to_contain_text("모음")
    expect(page.locator(".chart")).to_be_visible()


def test_on_a_phone_nothing_is_kept_free_and_nothing_said_twice(
    page: Page, submit: Submit, urls: list[str]
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    submit(urls, "")
    expect(page.locator(".chart")).to_be_visible()
    expect(page.get_by_text("3 pages", exact=True)).to_have_count(1)
    last = page.locator("#settings label").last.bounding_box()
    after = page.get_by_role("button", name="Settings").bounding_box()
    assert last is not None
    assert after is not None
    assert after["y"] - (last["y"] + last["height"]) < 32


def test_the_pages_that_a_feed_lists_are_chosen_and_counted_together(
    page: Page, base_url: str, count: Callable[[str], None], urls: list[str], site: Site
) -> None:
    page.set_viewport_size({"width": 375, "height": 740})
    items = "".join(
        f"<item><title>{title}</title><link>{path}</link><pubDate>2026-01-0{day}</pubDate></item>"
        for day, (path, (title, _)) in enumerate(SPEECHES.items(), 1)
    )
    feed = f"<rss><channel><title>The town</title>{items}</channel></rss>"
    index = f"<sitemapindex><sitemap><loc>{site.origin}/feed.xml</loc></sitemap></sitemapindex>"
    site.extra |= {"/feed.xml": feed, "/sitemap.xml": index}
    count(f"{site.origin}/sitemap.xml")
    page.locator(".entries").get_by_role("button", name="/feed.xml").click()
    entries = page.locator(".entries li")
    expect(entries).to_have_text([re.compile(title) for title in ("Forest", "School", "Harbour")])
    expect(page.locator(".chart")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    # By keyboard: one is taken out.
    together = page.get_by_role("button", name="Count 3 together")
    expect(together).to_be_enabled()
    page.get_by_label("School").focus()
    page.keyboard.press("Space")
    together = page.get_by_role("button", name="Count 2 together")
    together.press("Enter")
    expect(page.get_by_role("heading", name="The town")).to_be_visible()
    expect(page.locator("tr[data-word=forest] .collection-bar i")).to_have_count(1)
    expect(page.locator("tr[data-word=school]")).to_have_count(0)
    expect(page.locator("tr[data-word=town] .count")).to_have_text("40 in 2 of 2 pages")
    expect(page.locator(".entries")).to_have_count(0)


def test_a_collection_that_could_not_be_sent_is_sent_again(
    page: Page, base_url: str, site: Site
) -> None:
    page.route("**/api/collections", lambda route: route.abort())
    page.goto(base_url)
    page.get_by_role("textbox").first.fill(f"{site.origin}/course.html {site.origin}/arabic.html")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Count all 2 together").click()
    expect(page.get_by_role("alert")).to_contain_text("No connection to Pagewords.")
    expect(page).to_have_title(re.compile("^Not counted"))
    page.unroute("**/api/collections")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".collection-bar").first).to_be_visible()
