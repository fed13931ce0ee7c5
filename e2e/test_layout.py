"""Where things stand: no empty rows, no squeezed columns."""

import re
from collections.abc import Callable

import pytest
from local_site import Site
from playwright.sync_api import Locator, Page, expect

Counted = Callable[[str], str]
PHONE = {"width": 390, "height": 844}
#: The empty pixels between the settings and the list.
GAP = """() => {
  const labels = [...document.querySelectorAll("#settings label, #settings button")];
  const last = Math.max(...labels.map((it) => it.getBoundingClientRect().bottom));
  return document.getElementById("list").getBoundingClientRect().top - last;
}"""
#: Whether the first page of a collection stands in the row of its number.
IS_BESIDE = """() => {
  const boxes = [".collection-mark", "bdi"].map((part) =>
    document.querySelector(`.collection-progress li ${part}`).getBoundingClientRect());
  return boxes[1].top < boxes[0].bottom;
}"""


@pytest.mark.parametrize("name", ["2-word phrases", "Text", "Compare"])
def test_no_row_is_kept_free_on_a_phone_for_what_does_not_come(
    page: Page, base_url: str, counted: Counted, name: str
) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{base_url}/?key={counted('/course.html')}")
    expect(page.locator("#order")).to_be_visible()
    page.locator(".result-bar").get_by_text(name, exact=True).click()
    expect(page.locator("#order")).to_be_hidden()
    page.wait_for_function(f"() => ({GAP})() < 32")


def test_a_comparison_has_no_heading_of_files_that_are_not_there(
    page: Page, base_url: str, counted: Counted
) -> None:
    page.goto(f"{base_url}/?key={counted('/course.html')}&view=compare")
    expect(page.get_by_role("button", name="Run again")).to_be_visible()
    expect(page.get_by_text("Export", exact=True)).to_have_count(0)


def test_a_phone_has_room_for_what_a_code_means(page: Page, base_url: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{base_url}/api.html")
    meaning = page.locator("tr", has_text="too_many_redirects").locator("td").last
    box = meaning.bounding_box()
    assert box is not None
    assert box["width"] > PHONE["width"] * 0.8


@pytest.mark.parametrize("path", ["", "api.html", "help/en.html"])
def test_every_page_has_the_same_header_in_one_row_on_a_phone(
    page: Page, base_url: str, path: str
) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{base_url}/{path}")
    header = page.locator("header")
    expect(header.get_by_role("button", name="Colours: as the system")).to_be_visible()
    for name in ("Help", "API"):
        expect(header.get_by_role("link", name=name)).to_be_visible()
    tops = header.locator("nav a, nav button").evaluate_all(
        "them => them.map((it) => it.getBoundingClientRect().top)"
    )
    brand = header.locator(".header-brand").bounding_box()
    assert brand is not None
    assert all(abs(top - brand["y"]) < brand["height"] for top in tops)
    languages = header.get_by_role("button", name=re.compile("English|한국어"))
    assert (
        len({box["y"] + box["height"] for box in map(Locator.bounding_box, languages.all()) if box})
        == 1
    )
    header.get_by_role("button", name="한국어").click()
    expect(header.get_by_role("link", name="도움말")).to_be_visible()
    header.get_by_role("button", name="화면 테마: 시스템 설정").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_a_page_stands_beside_its_number_in_a_collection(
    page: Page, base_url: str, site: Site
) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    site.hold()
    page.goto(base_url)
    held = [f"{site.origin}/hold/a-page-with-quite-a-long-address.html?{one}" for one in "12"]
    page.get_by_role("textbox").first.fill(" ".join(held))
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Count all 2 together").click()
    expect(page.locator(".collection-progress")).to_contain_text("a-page-with")
    is_beside = page.evaluate(IS_BESIDE)
    site.release()
    assert is_beside
