"""Every problem has a plain message and something that the reader can do."""

import re
from collections.abc import Callable

import pytest
from local_site import Site
from playwright.sync_api import Page, Route, expect

Count = Callable[[str], None]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/status/403", "That site did not let us read the page (it answered 403)."),
        ("/file.pdf", "The link leads to something other than a page of text."),
        ("/empty.html", "There are no words on that page."),
        ("/program.html", "That page is drawn by a program in the browser"),
        ("/loop", "The address redirects again and again and never leads to a page."),
    ],
)
def test_a_failed_page_says_why(
    page: Page, site: Site, count: Count, path: str, message: str
) -> None:
    count(site.origin + path)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(message)
    alert.get_by_role("button", name="paste the text instead").click()
    expect(page.get_by_role("textbox", name="Your text")).to_be_focused()


def test_a_forbidden_address(page: Page, count: Count) -> None:
    count("http://127.0.0.1:9/")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("That address is inside a private network")
    expect(alert).to_contain_text("Whoever runs this server can allow it.")
    alert.get_by_role("button", name="Enter another link").click()
    expect(page.get_by_role("textbox").first).to_be_focused()


def test_not_a_link(page: Page, count: Count) -> None:
    count("ftp://example.com/file")
    expect(page.get_by_role("alert")).to_contain_text("Only links that start with http:// or")
    expect(page.get_by_role("textbox").first).to_have_value("ftp://example.com/file")


def test_a_text_that_is_too_long(page: Page, base_url: str) -> None:
    page.goto(base_url)
    page.get_by_role("button", name="paste a text").click()
    page.locator("#text").evaluate("field => { field.value = 'word '.repeat(200_001) }")
    page.get_by_role("button", name="Count this text").click()
    expect(page.get_by_role("alert")).to_contain_text("The text is too long.")


def test_more_own_words_than_a_link_can_hold(page: Page, site: Site, count: Count) -> None:
    count(f"{site.origin}/course.html")
    page.get_by_role("button", name="Settings").click()
    page.get_by_text("My words").click()
    words = page.get_by_role("textbox", name="Also hide")
    words.fill(", ".join(f"가나다라마바{number}" for number in range(200)))
    words.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Too many words for a link.")
    expect(page.get_by_role("rowheader").first).to_have_text("river")
    words.fill("river")
    words.press("Enter")
    expect(page.get_by_role("rowheader").first).to_have_text("course")
    expect(page.get_by_role("alert")).to_be_empty()


def test_a_double_click_sends_a_text_once(page: Page, base_url: str) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.goto(base_url)
    page.get_by_role("button", name="paste a text").click()
    page.locator("#text").fill("The river runs.")
    page.get_by_role("button", name="Count this text").dblclick()
    expect(page.locator("#title")).to_be_visible()
    assert sent.count("POST") == 1


def test_no_link(page: Page, count: Count) -> None:
    count("")
    expect(page.get_by_role("alert")).to_contain_text("Paste a link first.")


def test_no_link_before_the_modules_came(page: Page, base_url: str) -> None:
    """The browser itself sends the form then."""
    page.goto(f"{base_url}/?url=")
    expect(page.get_by_role("alert")).to_contain_text("Paste a link first.")


def test_an_unknown_key(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}/?key=00000000-0000-4000-8000-000000000000")
    expect(page.get_by_role("alert")).to_contain_text("There is no result with this link.")


def test_a_page_of_stop_words_says_so(page: Page, site: Site, count: Count) -> None:
    count(f"{site.origin}/links.html")
    expect(page.get_by_text("No words are left.")).to_be_visible()
    # Nothing was left out of this page, so the whole page has no more.
    expect(page.get_by_role("button", name="Show the whole page")).to_have_count(0)
    page.get_by_role("button", name="Show stop words").click()
    expect(page.get_by_role("rowheader").first).to_have_text("the")


def test_try_again_after_the_network_came_back(page: Page, site: Site, base_url: str) -> None:
    page.goto(base_url)
    field = page.get_by_role("textbox").first
    # Its modules are there before the connection goes.
    expect(page.locator("#ways button").first).to_be_visible()
    page.context.set_offline(True)
    field.fill(f"{site.origin}/course.html")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("No connection to Pagewords.")
    page.context.set_offline(False)
    page.locator("#problem").get_by_role("button", name="Try again").click()
    expect(page.get_by_role("table")).to_be_visible()


def test_a_failed_change_can_be_tried_again(page: Page, site: Site, count: Count) -> None:
    count(f"{site.origin}/course.html")
    expect(page.locator(".bar")).to_have_count(10)
    # What loads beside the result has come: its own failure would be another.
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    for part in ("#export", ".special-order", ".special-phrases", ".word-company"):
        expect(page.locator(part)).not_to_be_empty()
    page.context.set_offline(True)
    page.get_by_role("button", name="Show 25").click()
    expect(page.get_by_role("alert")).to_contain_text("No connection to Pagewords.")
    expect(page).to_have_title("The course of a river – Pagewords")
    page.context.set_offline(False)
    page.locator("#problem").get_by_role("button", name="Try again").click()
    expect(page.locator(".bar")).to_have_count(25)
    expect(page.get_by_role("alert")).to_be_empty()


def test_a_module_that_failed_to_load_can_be_loaded_again(
    page: Page, site: Site, count: Count
) -> None:
    page.route("**/js/views/result.js", lambda route: route.abort())
    count(f"{site.origin}/course.html?part")
    expect(page.get_by_role("alert")).to_contain_text("No connection to Pagewords.")
    page.unroute("**/js/views/result.js")
    page.locator("#problem").get_by_role("button", name="Try again").click()
    expect(page.get_by_role("table")).to_be_visible()


@pytest.mark.parametrize("file", ["js/views/table.js", "styles/views/table.css"])
def test_a_view_that_failed_to_load_can_be_loaded_again(
    page: Page, site: Site, count: Count, file: str
) -> None:
    count(f"{site.origin}/course.html")
    expect(page.locator(".bar")).to_have_count(10)
    page.route(f"**/{file}", lambda route: route.abort())
    page.get_by_role("tab", name="Table").click()
    expect(page.get_by_role("alert")).to_contain_text("No connection to Pagewords.")
    page.unroute(f"**/{file}")
    page.locator("#problem").get_by_role("button", name="Try again").click()
    expect(page.get_by_role("columnheader", name="Forms")).to_be_visible()
    expect(page.locator("table.table td").first).to_have_css("padding-left", "9.6px")


def test_waiting_survives_a_lost_connection(page: Page, site: Site, count: Count) -> None:
    site.hold()
    count(f"{site.origin}/hold/course.html?lost")
    expect(page.get_by_text("fetching…")).to_be_visible()
    page.context.set_offline(True)
    expect(page.get_by_text("No connection. Trying again…")).to_be_visible()
    page.context.set_offline(False)
    site.release()
    expect(page.get_by_role("table")).to_be_visible()


def test_a_new_job_replaces_the_one_that_is_waited_for(
    page: Page, site: Site, count: Count
) -> None:
    site.hold()
    count(f"{site.origin}/hold/course.html?first")
    progress = page.get_by_role("region", name="Progress")
    expect(progress.get_by_text("fetching…")).to_be_visible()
    field = page.get_by_role("textbox").first
    field.fill(f"{site.origin}/hold/course.html?second")
    field.press("Enter")
    expect(page).to_have_url(re.compile("key="))
    expect(progress.get_by_role("button", name="Stop waiting")).to_be_visible()
    site.release()
    expect(page.get_by_role("table")).to_be_visible()


def test_try_again_fetches_a_page_that_had_answered_503(
    page: Page, site: Site, count: Count
) -> None:
    count(f"{site.origin}/status/503")
    expect(page.get_by_role("alert")).to_contain_text("answered 503")
    first = page.url
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("answered 503")
    page.locator("#problem").get_by_role("button", name="Try again").click()
    expect(page).not_to_have_url(first)
    expect(page.get_by_role("alert")).to_contain_text("answered 503")


def test_try_again_after_back_and_forward_is_about_the_page_that_failed(
    page: Page, site: Site, count: Count
) -> None:
    count(f"{site.origin}/course.html")
    expect(page.get_by_role("table")).to_be_visible()
    field = page.get_by_role("textbox").first
    field.fill(f"{site.origin}/status/503?forward")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("answered 503")
    page.go_back()
    expect(page.get_by_role("table")).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("alert")).to_contain_text("answered 503")
    expect(field).to_have_value(f"{site.origin}/status/503?forward")
    failed = page.url
    page.locator("#problem").get_by_role("button", name="Try again").click()
    expect(page).not_to_have_url(failed)
    expect(page.get_by_role("alert")).to_contain_text("answered 503")


@pytest.mark.parametrize("key", ["nothing", "../../health", "."])
def test_an_invalid_key_is_unknown(page: Page, base_url: str, key: str) -> None:
    page.goto(f"{base_url}/?key={key}")
    expect(page.get_by_role("alert")).to_contain_text("There is no result with this link.")


@pytest.mark.parametrize(
    ("status", "code", "message"),
    [
        (503, "queue_full", "Many pages are waiting already."),
        (429, "rate_limited", "Too many pages in a short time."),
        (503, "unavailable", "Pagewords cannot take pages right now."),
        (500, "internal", "Something went wrong in Pagewords."),
    ],
)
def test_a_refusal_says_why(page: Page, count: Count, status: int, code: str, message: str) -> None:
    def refuse(route: Route) -> None:
        route.fulfill(
            status=status,
            json={"type": "about:blank", "title": "", "status": status, "code": code, "detail": ""},
        )

    page.route("**/api/jobs", refuse)
    count("https://example.com/")
    expect(page.get_by_role("alert")).to_contain_text(message)
    expect(page.get_by_role("alert").get_by_role("button", name="Try again")).to_be_visible()


@pytest.mark.parametrize(
    "code",
    [
        "tls",
        "timeout",
        "bad_response",
        "too_complex",
        "not_saved",
        "gave_up",
    ],
)
def test_a_failure_has_its_message(page: Page, site: Site, count: Count, code: str) -> None:
    def fail(route: Route) -> None:
        response = route.fetch()
        job = response.json() | {"status": "failed", "error": {"code": code, "detail": ""}}
        route.fulfill(response=response, json=job)

    page.route(re.compile(r"/api/jobs/"), fail)
    count(f"{site.origin}/course.html")
    alert = page.get_by_role("alert")
    expect(alert.get_by_role("button", name="Try again")).to_be_visible()
    expect(alert).not_to_contain_text("Something went wrong in Pagewords.")


def test_an_expired_result(page: Page, base_url: str) -> None:
    page.route(
        re.compile(r"/api/jobs/"),
        lambda route: route.fulfill(
            status=410,
            json={
                "type": "about:blank",
                "title": "Gone",
                "status": 410,
                "code": "expired",
                "detail": "",
            },
        ),
    )
    page.goto(f"{base_url}/?key=00000000-0000-4000-8000-000000000000")
    expect(page.get_by_role("alert")).to_contain_text("This result is no longer kept.")


def test_waiting_too_long_keeps_the_link(page: Page, site: Site, count: Count) -> None:
    page.clock.install()
    site.hold()
    count(f"{site.origin}/hold/course.html?slow")
    expect(page.get_by_text("fetching…")).to_be_visible()
    for _ in range(60):
        page.clock.fast_forward(2_000)
        if page.get_by_text("This takes longer than it should.").is_visible():
            break
    expect(page.get_by_text("This takes longer than it should.")).to_be_visible()
    assert "?key=" in page.url
    site.release()
