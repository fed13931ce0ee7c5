"""The start page: what its field takes, texts, the sample, and what is said of failures."""

import re
from collections.abc import Callable

import demo
import pytest
from local_site import Site
from playwright.sync_api import Page, Route, expect

Count = Callable[[str], None]
TEXT = "The river runs to the sea. The river rests.\n\nRivers are long."


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("The course of a river {link}", "Taken from what was pasted"),
        ("「{link}」", "Taken from what was pasted"),
        ("{link}를 보세요", "Taken from what was pasted"),
        ("htp://{host}/course.html", "The link was mended: http://"),
    ],
)
def test_the_field_takes_the_link_of_what_is_pasted(
    page: Page, site: Site, count: Count, pasted: str, said: str
) -> None:
    link = f"{site.origin}/course.html"
    count(pasted.format(link=link, host=site.origin.removeprefix("http://")))
    expect(page.locator("#title")).to_have_text("The course of a river")
    expect(page.locator("#url")).to_have_value(link)
    expect(page.locator("#note")).to_contain_text(said)


def test_two_links_are_compared(page: Page, site: Site, base_url: str) -> None:
    page.goto(base_url)
    paste(page, f"{site.origin}/course.html\n{site.origin}/korean.html")
    expect(page.get_by_role("heading", name="2 links")).to_be_focused()
    page.get_by_role("button", name="Compare the two").click()
    expect(page.locator("#title")).to_have_text("The course of a river")
    expect(page.locator(".compare table")).to_be_visible()
    expect(page.locator(".offer")).to_have_count(0)
    assert re.search(r"key=[\w-]+&view=compare&with=[\w-]+", page.url)


def test_several_links_are_counted_together(page: Page, site: Site, base_url: str) -> None:
    page.goto(base_url)
    links = [f"{site.origin}/{name}.html" for name in ("course", "korean", "arabic")]
    paste(page, "\n".join(links))
    expect(page.get_by_role("button", name="Compare the two")).to_have_count(0)
    page.get_by_role("button", name="Count all 3 together").click()
    expect(page).to_have_url(re.compile(r"\?set="))
    expect(page.locator(".offer")).to_have_count(0)
    expect(page.locator(".show")).to_have_count(0)


PASTE = """(text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text", text);
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(event);
}"""


def paste(page: Page, text: str) -> None:
    # Before the page listens a test's paste is lost; a person's stands in the field.
    expect(page.get_by_role("button", name="paste a text")).to_be_visible()
    page.locator("#url").focus()
    page.evaluate(PASTE, text)


def test_a_text_is_counted_live_named_and_edited(page: Page, base_url: str) -> None:
    page.goto(base_url)
    paste(page, TEXT)
    area = page.get_by_role("textbox", name="Your text")
    expect(area).to_be_focused()
    expect(area).to_have_value(TEXT)
    counts = page.locator("#text-counts")
    expect(counts).to_contain_text("60 characters · 49 without spaces · 12 words · 3 sentences")
    area.press("End")
    area.press_sequentially(" So")
    expect(counts).to_contain_text("63 characters")
    expect(page.locator("#text-kept")).to_have_text(
        "Kept for 7 days; whoever has the link can read it."
    )
    area.press("Control+Enter")
    expect(page.locator("#title")).to_have_text("The river runs to the sea. The river rests.")
    expect(page.locator("#note")).to_contain_text("Kept for 7 days")
    page.get_by_role("button", name="Edit and count again").click()
    expect(area).to_have_value(re.compile("^The river runs to the sea.*So$", re.DOTALL))
    page.get_by_role("textbox", name="Name").fill("Rivers")
    page.get_by_role("button", name="Count this text").click()
    expect(page.locator("#title")).to_have_text("Rivers")
    deleted = page.url
    page.get_by_role("button", name="Delete", exact=True).click()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.locator("#note")).to_have_text("The text and its result are deleted.")
    expect(page.locator("#recent")).not_to_contain_text("Rivers")
    page.go_back()
    expect(page.locator("#title")).to_have_text("The river runs to the sea. The river rests.")
    # The browser may have kept an answer.
    page.goto(deleted)
    expect(page.get_by_role("alert")).to_contain_text("This result is no longer kept.")


def test_a_korean_text_has_its_units(page: Page, base_url: str) -> None:
    page.goto(base_url)
    page.get_by_role("button", name="한국어", exact=True).click()
    page.get_by_role("button", name="글 붙여넣기").click()
    page.locator("#text").fill("강은 흐르고 쉰다. " * 30)
    expect(page.locator("#text-counts")).to_have_text(
        "329자 · 공백 빼고 240자 · 90어절 · 30문장 · 원고지 2매"
    )


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("text=A good read {link}", "The course of a river"),
        ("title=The course&url={link}", "The course of a river"),
    ],
)
def test_what_a_phone_shares_is_counted(
    page: Page, site: Site, base_url: str, query: str, title: str
) -> None:
    page.goto(f"{base_url}/?{query.format(link=site.origin + '/course.html')}")
    expect(page.locator("#title")).to_have_text(title)


def test_a_shared_text_opens_the_form(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}/?text=The river runs.")
    expect(page.get_by_role("textbox", name="Your text")).to_have_value("The river runs.")


@pytest.mark.parametrize(
    ("status", "message", "way"),
    [
        (404, "There is no page at that address", "Enter another link"),
        (410, "There is no page at that address", "Enter another link"),
        (429, "That site did not let us read the page", "paste the text instead"),
        (500, "That site is not working", "Try again"),
        (418, "That site answered with an error (418)", "paste the text instead"),
    ],
)
def test_an_error_of_a_site_is_said_by_its_status(
    page: Page, site: Site, count: Count, status: int, message: str, way: str
) -> None:
    count(f"{site.origin}/status/{status}?start")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(message)
    expect(alert.get_by_role("button", name=way)).to_be_visible()


def test_a_result_is_read_again_where_the_service_is_busy_for_a_moment(
    page: Page, site: Site, count: Count
) -> None:
    refused: list[str] = []

    def refuse_once(route: Route) -> None:
        path = route.request.url.partition("?")[0]
        if path in refused:
            route.continue_()
        else:
            refused.append(path)
            problem = {"code": "rate_limited", "status": 429}
            route.fulfill(status=429, headers={"Retry-After": "1"}, json=problem)

    page.route(re.compile(r"/api/results/[^/]+(/words.*)?$"), refuse_once)
    count(f"{site.origin}/course.html?busy")
    expect(page.locator("[data-word]").first).to_be_visible()
    assert len(refused) == 2, "the result and its words"
    expect(page.get_by_role("alert")).to_be_empty()


def test_a_result_is_not_read_again_where_the_service_says_not_soon(
    page: Page, site: Site, count: Count
) -> None:
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        problem = {"code": "rate_limited", "status": 429}
        route.fulfill(status=429, headers={"Retry-After": "40"}, json=problem)

    page.route(re.compile(r"/api/results/.*/words"), refuse)
    count(f"{site.origin}/course.html?refused")
    expect(page.get_by_role("alert")).to_contain_text("Too many")
    assert len(asked) == 1


def test_a_page_that_is_too_large_names_the_limit(page: Page, site: Site, count: Count) -> None:
    def fail(route: Route) -> None:
        response = route.fetch()
        job = response.json() | {"status": "failed", "error": {"code": "too_large", "detail": ""}}
        route.fulfill(response=response, json=job)

    page.route(re.compile(r"/api/jobs/"), fail)
    count(f"{site.origin}/course.html?large")
    expect(page.get_by_role("alert")).to_contain_text("too large: at most 5 MB are read.")


@pytest.mark.parametrize("name", ["paste a text", "choose a file", "try a sample", "한국어"])
def test_offline_is_said_at_any_press_of_the_start_page(
    page: Page, base_url: str, name: str
) -> None:
    page.goto(base_url)
    button = page.get_by_role("button", name=name)
    expect(button).to_be_visible()
    page.context.set_offline(True)
    # Whatever had been loaded by then works offline.
    page.route("**/js/views/*.js", lambda route: route.abort())
    page.route("**/js/samples.js", lambda route: route.abort())
    button.click()
    works = page.locator("#text, html[lang=ko]")
    expect(page.get_by_role("alert").filter(has_text="No connection").or_(works)).to_be_visible()
    page.context.set_offline(False)


def test_the_sample_is_what_the_program_counts(page: Page, base_url: str) -> None:
    page.goto(base_url)
    shown = page.evaluate("import('/js/demo.js').then((module) => module.demo)")
    assert shown == demo.counted(base_url)


def test_the_sample_can_be_played_with(page: Page, base_url: str) -> None:
    page.goto(base_url)
    sample = page.locator(".home-sample")
    bars = sample.locator(".home-row")
    expect(bars).to_have_count(6)
    expect(sample.locator("mark")).to_have_text(["bridge"] * 2 + ["bridges"] + ["bridge"] * 4)
    sample.get_by_role("button", name="river").click()
    expect(sample.locator("mark")).to_have_text(["river"] * 5)
    # Said to those who listen, and once.
    page.evaluate("""() => {
      window.drawn = 0;
      new MutationObserver((changes) => { window.drawn += changes.length; })
        .observe(document.querySelector(".home-bars"), { childList: true });
    }""")
    sample.get_by_role("button", name="bridge").click()
    expect(sample.locator("mark")).to_have_count(7)
    assert page.evaluate("drawn") == 1
    sample.get_by_label("Group forms").uncheck()
    expect(bars.first).to_have_text("bridge6")
    sample.get_by_label("Hide stop words").uncheck()
    expect(bars.first).to_have_text("the19")
    sample.get_by_role("button", name="Open the whole result").click()
    expect(page.locator("#title")).to_have_text("The bridge that was built twice")


def test_the_bookmarklet_says_how_it_works(page: Page, base_url: str) -> None:
    page.goto(base_url)
    page.get_by_role("button", name="Count with Pagewords").click()
    expect(page.locator(".home-bookmark li").first).to_contain_text("Show the bookmarks bar")
    expect(page).to_have_url(f"{base_url}/")


def test_the_footer_says_what_is_stored(page: Page, base_url: str) -> None:
    page.goto(base_url)
    expect(page.locator("footer")).to_contain_text("Pasted texts and files go after 7 days.")
    expect(page.locator("footer").get_by_role("link", name="Help")).to_be_visible()
    page.locator("footer").get_by_role("link", name="What is stored").click()
    expect(page.get_by_role("heading", name="What is stored")).to_be_in_viewport()
