"""Each view of a result on a desktop and on a phone: cloud, table, comparison, opened word."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from local_site import Site
from playwright.sync_api import Browser, Page, Route, expect

Counted = Callable[[str], str]
SIZES = {"desktop": (1280, 720), "phone": (390, 844)}
MANY = 230


@pytest.fixture(params=SIZES)
def sized(
    request: pytest.FixtureRequest, browser: Browser, browser_context_args: dict[str, Any]
) -> Iterator[Page]:
    """A page in each size; the phone has a touch screen."""
    width, height = SIZES[request.param]
    phone = request.param == "phone"
    size = {"viewport": {"width": width, "height": height}, "has_touch": phone, "is_mobile": phone}
    with browser.new_context(**{**browser_context_args, **size}) as context:
        yield context.new_page()


@pytest.fixture(scope="session")
def many(site: Site, counted: Counted) -> str:
    """The key of a page of many different words, each with another count."""
    words = [f"w{chr(97 + place // 26)}{chr(97 + place % 26)}x" for place in range(MANY)]
    text = " ".join(" ".join([word] * (place + 1)) + "." for place, word in enumerate(words))
    site.extra["/many.html"] = f"<html lang=en><title>Many</title><article><p>{text}</p></article>"
    return counted("/many.html")


def listed(page: Page, base_url: str, key: str, query: str) -> Any:
    """The API's word list."""
    return page.request.get(f"{base_url}/api/results/{key}/words?{query}").json()


def test_the_cloud_has_every_word_as_a_link(sized: Page, base_url: str, many: str) -> None:
    sized.add_init_script("addEventListener('error', (event) => (self.failed ??= event.message))")
    sized.goto(f"{base_url}/?key={many}&view=cloud")
    links = sized.locator(".cloud a")
    expect(links).to_have_count(120)
    expect(sized.locator(".cloud")).to_have_attribute("style", re.compile("height"))
    # The page would take it for a part that did not load.
    assert sized.evaluate("self.failed") is None
    expected = [item["word"] for item in listed(sized, base_url, many, "limit=120")["items"]]
    assert sized.locator(".cloud > [data-word] bdi").all_inner_texts() == sorted(expected)
    width = sized.evaluate("innerWidth")
    sizes = {}
    for link in links.all():
        box = link.bounding_box()
        assert box
        assert box["width"] > 0
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        sizes[link.locator("bdi").inner_text()] = box["height"]
    heights = [sizes[word] for word in expected]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] > 1.5 * heights[-1]
    href = sized.get_by_role("link", name=re.compile(f"^{expected[0]} ")).get_attribute("href")
    assert href
    sized.goto(f"{base_url}/{href}")
    expect(sized.get_by_role("region", name=expected[0])).to_be_visible()
    expect(sized.locator(".cloud [aria-current]")).to_have_text(re.compile(expected[0]))


def test_the_table_is_complete_page_by_page_and_sorts(
    sized: Page, base_url: str, many: str
) -> None:
    sized.goto(f"{base_url}/?key={many}&view=table")
    rows = sized.locator("tbody th")
    expect(rows).to_have_count(100)
    all_words = listed(sized, base_url, many, "limit=1000")["items"]
    assert len(all_words) == MANY
    seen = rows.all_inner_texts()
    for start, left in ((101, 100), (201, 30)):
        sized.get_by_role("button", name="Next").click()
        expect(sized.locator("td.rank").first).to_have_text(str(start))
        expect(rows).to_have_count(left)
        seen += rows.all_inner_texts()
    assert seen == [item["word"] for item in all_words]
    expect(sized.get_by_text(f"201–{MANY} of {MANY}")).to_be_visible()
    sized.reload()
    expect(sized.locator("td.rank").first).to_have_text("201")

    sized.get_by_role("button", name="Count", exact=True).click()
    expect(rows.first).to_have_text(all_words[-1]["word"])
    head = sized.get_by_role("columnheader", name="Count")
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(sized.get_by_text(f"1–100 of {MANY}")).to_be_visible()
    sized.get_by_role("button", name="Word", exact=True).click()
    expect(rows.first).to_have_text(min(seen))
    expect(head).to_have_attribute("aria-sort", "none")
    expect(sized).to_have_url(re.compile("order=word"))


def test_a_list_is_greyed_out_while_the_next_one_loads(
    sized: Page, base_url: str, many: str
) -> None:
    sized.goto(f"{base_url}/?key={many}")
    expect(sized.locator(".bar")).to_have_count(10)
    held: list[Route] = []
    sized.route("**/words?*limit=25*", lambda route: held.append(route))
    sized.get_by_role("button", name="Show 25").click()
    expect(sized.locator("#list")).to_have_attribute("aria-busy", "true")
    held[0].continue_()
    expect(sized.locator(".bar")).to_have_count(25)
    expect(sized.locator("#list")).not_to_have_attribute("aria-busy", "true")


def test_comparing_with_a_second_link(
    sized: Page, base_url: str, site: Site, counted: Counted, many: str
) -> None:
    sized.goto(f"{base_url}/?key={counted('/course.html')}")
    sized.get_by_role("tab", name="Compare").click()
    field = sized.get_by_role("textbox", name="Link to compare with")
    field.fill(f"{site.origin}/status/404")
    field.press("Enter")
    expect(sized.locator(".compare").get_by_role("alert")).to_contain_text("404")
    field.fill(f"{site.origin}/many.html")
    sized.get_by_role("button", name="Compare", exact=True).click()
    table = sized.get_by_role("table")
    expect(table.get_by_role("columnheader").nth(2)).to_have_text("Many")
    row = sized.get_by_role("row").filter(has=sized.get_by_role("rowheader", name="river"))
    left, right = row.locator(".count").all_inner_texts()
    assert int(left) > 0
    assert right == "0"
    expect(sized).to_have_url(re.compile("view=compare.*with="))
    sized.reload()
    expect(sized.get_by_role("rowheader", name=re.compile("^river "))).to_be_visible()


def test_comparing_with_an_earlier_result_of_the_same_link(
    page: Page, base_url: str, site: Site
) -> None:
    text = "<html lang=en><title>News</title><article><p>{}</p></article>"
    site.extra["/news.html"] = text.format("The harbour opens. A harbour is a harbour. " * 5)
    page.goto(f"{base_url}/?url={site.origin}/news.html")
    expect(page.get_by_role("rowheader").first).to_have_text("harbour")
    first = page.url
    site.extra["/news.html"] = text.format("The lighthouse closes. A lighthouse is tall. " * 5)
    page.get_by_role("textbox").first.fill("a link typed meanwhile")
    page.get_by_role("button", name="Run again").click()
    expect(page.get_by_role("rowheader").first).to_have_text("lighthouse")
    assert page.url != first
    page.get_by_text("Earlier counts of this page").click()
    page.locator(".export-more").get_by_role("link", name="Compare").click()
    expect(page.get_by_role("rowheader", name="harbour")).to_be_visible()
    expect(page.get_by_role("rowheader", name="lighthouse")).to_be_visible()
    page.go_back()
    page.get_by_text("Earlier counts of this page").click()
    page.locator(".export-more li a").first.click()
    expect(page.get_by_role("rowheader").first).to_have_text("harbour")


def test_a_word_opens_by_mouse_or_touch_and_closes(
    sized: Page, base_url: str, counted: Counted
) -> None:
    sized.goto(f"{base_url}/?key={counted('/course.html')}")
    phone = sized.evaluate("innerWidth") < 600
    word = sized.get_by_role("button", name="course", exact=True)
    if phone:
        word.tap()
    else:
        word.click()
    panel = sized.get_by_role("region", name="course")
    expect(sized.locator("#live")).to_have_text(re.compile(r"^course: rank \d+ · \d+ times"))
    expect(panel.locator(".word-forms")).to_have_text(re.compile(r"course \d+, courses \d+"))
    expect(panel.locator(".word-zones")).to_have_text(re.compile(r"text \d+\s· headings \d+"))
    expect(panel.get_by_role("listitem")).to_have_count(4)
    total = int(re.findall(r"(\d+) times", panel.inner_text())[0])
    expect(panel.locator(".word-dispersion i")).to_have_count(total)
    panel.get_by_role("button", name=f"All {total} places").click()
    dialog = sized.get_by_role("dialog", name="course")
    expect(dialog.get_by_role("listitem")).to_have_count(total)
    marks = dialog.locator("summary mark").all_inner_texts()
    assert {mark.lower() for mark in marks} == {"course", "courses"}
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)
    beside, row = sized.locator(".opened-panel").bounding_box(), word.bounding_box()
    assert beside
    assert row
    assert sized.locator("tr.open + tr.opened .word").count() == 1
    if phone:
        assert beside["y"] >= row["y"] + row["height"] - 1
        assert beside["y"] + beside["height"] == sized.evaluate("innerHeight")
    else:
        assert beside["x"] > row["x"] + row["width"]
    expect(sized).to_have_url(re.compile("word=course"))
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_have_count(0)


def test_an_opened_phrase_shows_its_places(sized: Page, base_url: str, counted: Counted) -> None:
    requested: list[str] = []
    sized.on("request", lambda request: requested.append(request.url))
    sized.goto(f"{base_url}/?key={counted('/course.html')}&unit=2")
    # The first one may be open already.
    sized.get_by_role("rowheader").nth(1).get_by_role("button").click()
    expect(sized.locator(".word-concordance mark").first).to_be_visible()
    assert " " in sized.locator(".word-concordance mark").first.inner_text()
    assert [url for url in requested if "/contexts?" in url and "unit=2" in url]


def test_the_mark_touches_the_particle_of_a_korean_word(
    sized: Page, base_url: str, counted: Counted
) -> None:
    sized.goto(f"{base_url}/?key={counted('/korean.html')}&word=파이썬&show=25")
    places = sized.get_by_role("region", name="파이썬").get_by_role("listitem")
    expect(places.first).to_be_visible()
    place = places.filter(has=sized.locator(".right").get_by_text(re.compile("^은 배우기")))
    mark = place.locator("mark")
    expect(mark).to_have_text("파이썬")
    gap = place.evaluate(
        """(li) => li.querySelector(".right").getBoundingClientRect().left
             - li.querySelector("mark").getBoundingClientRect().right"""
    )
    assert abs(gap) < 1


def test_a_right_to_left_page(sized: Page, base_url: str, counted: Counted) -> None:
    sized.goto(f"{base_url}/?key={counted('/arabic.html')}")
    word = sized.get_by_role("rowheader").first.get_by_role("button")
    expect(word).to_have_text(re.compile("النهر|نهر"))
    sized.goto(f"{sized.url}&word={word.inner_text()}")
    contexts = sized.locator(".word-concordance")
    expect(contexts).to_have_attribute("dir", "rtl")
    for label in sized.get_by_role("rowheader").get_by_role("button").all():
        assert label.evaluate("(it) => it.scrollWidth <= it.clientWidth")
    order = contexts.locator("li").first.evaluate(
        """(li) => [".left", "mark", ".right"].map((part) =>
             li.querySelector(part).getBoundingClientRect().left)"""
    )
    assert order == sorted(order, reverse=True)
    first = sized.locator(".word-dispersion i").first.bounding_box()
    strip = sized.locator(".word-dispersion").bounding_box()
    assert first
    assert strip
    assert first["x"] > strip["x"] + strip["width"] / 2
    assert sized.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_text_of_very_many_lines_is_shown(
    page: Page, site: Site, base_url: str, counted: Counted
) -> None:
    site.extra["/lines.html"] = "<html lang=en><title>Lines</title>" + "<p>river</p>" * 66_000
    page.goto(f"{base_url}/?key={counted('/lines.html')}&view=text")
    expect(page.locator(".text-blocks p")).to_have_count(66_000, timeout=60_000)


def test_the_text_shows_what_was_counted_and_a_reader_moves_its_blocks(
    sized: Page, site: Site, base_url: str, counted: Counted
) -> None:
    lines = [f"The river of village {name} runs to the sea." for name in "abc"]
    rows = "".join(f"<p>{line}</p>" for line in lines)
    site.extra["/text.html"] = (
        "<html lang=en><title>Rivers</title><nav><a href=/>Home page</a></nav>"
        f"<article><h1>Rivers 𐐷</h1>{rows}</article><footer>Imprint of harbour</footer></html>"
    )
    key = counted("/text.html")
    sized.goto(f"{base_url}/?key={key}&word=river")
    expect(sized.get_by_role("region", name="river")).to_be_visible()
    sized.get_by_role("tab", name="Text").click()
    blocks = sized.locator(".text-blocks p")
    expect(blocks).to_have_text(["Home page", "Rivers 𐐷", *lines, "Imprint of harbour"])
    expect(sized.locator(".text-blocks mark")).to_have_text(["Rivers", "river", "river", "river"])
    pressed = [block.get_attribute("aria-pressed") for block in blocks.all()]
    assert pressed == ["false", "true", "true", "true", "true", "false"]
    expect(sized.locator("#facts strong")).to_have_text("29 words")

    blocks.nth(4).click()
    expect(blocks.nth(4)).to_have_attribute("aria-pressed", "false")
    expect(sized.locator("#facts strong")).to_have_text("20 words")
    expect(blocks.nth(4)).to_be_focused()
    sized.keyboard.press("ArrowDown")
    sized.keyboard.press("Enter")
    expect(blocks.nth(5)).to_have_attribute("aria-pressed", "true")
    expect(sized.locator("#facts strong")).to_have_text("23 words")
    sized.get_by_role("tab", name="Chart").click()
    expect(sized.get_by_role("rowheader", name="harbour")).to_be_visible()
    sized.reload()
    expect(sized.get_by_role("rowheader", name="harbour")).to_be_visible()
    sized.get_by_role("tab", name="Text").click()
    sized.get_by_role("button", name="Undo").click()
    expect(sized.locator("#facts strong")).to_have_text("29 words")


def test_nouns_alone_can_be_listed_where_the_language_knows_classes(
    sized: Page, base_url: str, counted: Counted
) -> None:
    sized.goto(f"{base_url}/?key={counted('/korean.html')}&show=25")
    rows = sized.get_by_role("rowheader")
    expect(rows.filter(has_text="배우다")).to_have_count(1)
    sized.get_by_label("All classes").select_option("Nouns only")
    expect(rows.filter(has_text="배우다")).to_have_count(0)
    expect(rows.first).to_have_text("작업")
    assert "class=noun" in sized.url
    sized.goto(f"{base_url}/?key={counted('/course.html')}")
    expect(rows.first).to_be_visible()
    expect(sized.get_by_label("All classes")).to_have_count(0)


def test_word_classes_are_offered_after_a_result_that_opened_in_compare(
    page: Page, base_url: str, counted: Counted
) -> None:
    page.goto(f"{base_url}/?key={counted('/korean.html')}&view=compare")
    expect(page.locator(".compare")).to_be_visible()
    page.get_by_role("tab", name="Chart").click()
    expect(page.get_by_label("All classes")).to_be_visible()
