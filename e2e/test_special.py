"""What is special on a page: its words, key phrases, a word's company, and all its places."""

import csv
import io
import re
import urllib.request
from collections.abc import Callable

import pytest
from local_site import Site
from playwright.sync_api import Page, expect

Counted = Callable[[str], str]
PLACES, SPECIAL = 130, 20
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@pytest.fixture(scope="session")
def lighthouse(site: Site, counted: Counted) -> str:
    """The key of a page on which people are more frequent and lighthouses more special."""
    days = " ".join(f"On {DAYS[place % 7]} people walk home." for place in range(PLACES))
    text = f"{days} {'One old lighthouse stands. ' * SPECIAL}"
    site.extra["/lighthouse.html"] = (
        f"<html lang=en><title>Lighthouse</title><article><p>{text}</p></article>"
    )
    return counted("/lighthouse.html")


def test_words_are_sorted_by_what_is_special_here(
    page: Page, base_url: str, lighthouse: str
) -> None:
    page.goto(f"{base_url}/?key={lighthouse}")
    rows = page.get_by_role("rowheader")
    expect(rows.first).to_have_text(re.compile("people|walk|home|day"))
    special = page.get_by_role("radio", name="Special")
    expect(page.get_by_role("radio", name="Frequent")).to_be_checked()
    special.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("sort=keyness"))
    expect(special).to_be_focused()
    expect(page.get_by_role("button", name="lighthouse", exact=True)).to_be_visible()
    page.reload()
    expect(special).to_be_checked()
    expect(page.get_by_role("link", name="CSV").first).to_have_attribute(
        "href", re.compile("sort=keyness")
    )
    page.get_by_text("2-word").click()
    expect(special).to_be_hidden()
    page.locator("#settings").get_by_text("Words", exact=True).click()
    expect(special).to_be_checked()


def test_a_language_without_a_list_says_so(
    page: Page, base_url: str, site: Site, counted: Counted
) -> None:
    site.extra["/thai.html"] = (
        "<html lang=th><title>แมว</title><article><p>"
        + "แมวกินปลาในบ้านของแมว " * 30
        + "</p></article>"
    )
    page.goto(f"{base_url}/?key={counted('/thai.html')}")
    expect(page.get_by_role("radio", name="Special")).to_be_disabled()
    expect(
        page.get_by_text("there is no list of everyday words in this language (Thai)")
    ).to_be_visible()


def test_key_phrases_stand_under_the_chart_and_open(
    page: Page, base_url: str, lighthouse: str
) -> None:
    page.goto(f"{base_url}/?key={lighthouse}")
    phrases = page.get_by_role("region", name="Key phrases")
    expect(phrases.get_by_role("button", name="people walk", exact=True)).to_be_visible()
    expect(phrases.get_by_role("button", name="people walk home", exact=True)).to_be_visible()
    phrases.get_by_role("button", name="old lighthouse", exact=True).click()
    expect(page.get_by_role("region", name="old lighthouse")).to_be_visible()
    expect(page).to_have_url(re.compile("unit=2.*word=old"))


def test_a_words_company_keeps_the_places_beside_it(
    page: Page, base_url: str, lighthouse: str
) -> None:
    page.goto(f"{base_url}/?key={lighthouse}&word=lighthouse")
    panel = page.get_by_role("region", name="lighthouse", exact=True)
    company = panel.get_by_role("group", name="Its company").get_by_role("button")
    expect(company).to_have_text(["old", "stands"])
    expect(panel.get_by_role("button", name=f"All {SPECIAL} places")).to_be_visible()
    old = company.first
    old.press("Enter")
    expect(old).to_have_attribute("aria-pressed", "true")
    expect(panel.get_by_text("Places with old")).to_be_visible()
    old.press("Enter")
    expect(panel.get_by_text("Places with old")).to_have_count(0)


@pytest.mark.parametrize("width", [1366, 390])
def test_all_places_are_paged_sorted_unfolded_and_taken_away(
    page: Page, base_url: str, lighthouse: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{base_url}/?key={lighthouse}&word=people")
    opener = page.get_by_role("button", name=f"All {PLACES} places")
    opener.press("Enter")
    dialog = page.get_by_role("dialog", name="people")
    lines = dialog.get_by_role("listitem")
    expect(lines).to_have_count(50)
    # Two clicks before the first is answered turn two parts; the focus stays at the turning.
    turn = dialog.get_by_role("button", name="Next")
    turn.focus()
    turn.evaluate("button => { button.click(); button.click(); }")
    expect(dialog.get_by_text(f"101–{PLACES} of {PLACES}")).to_be_visible()
    expect(lines).to_have_count(PLACES - 100)
    expect(dialog.get_by_role("button", name="Previous")).to_be_focused()
    dialog.get_by_label("Sort by").select_option("word to the left")
    # A narrow page has less text on each side, cut at words.
    expect(lines.first.locator(".left")).to_have_text(re.compile(r"^(.*\. |…)?On Friday $"))
    lines.first.locator("summary").press("Enter")
    expect(lines.first.locator("p")).to_have_text("On Friday people walk home.")
    href = dialog.get_by_role("link", name="CSV").get_attribute("href")
    assert href
    with urllib.request.urlopen(f"{base_url}{href}", timeout=10) as answer:
        rows = list(csv.DictReader(io.StringIO(answer.read().decode("utf-8-sig"))))
    assert len(rows) == PLACES
    assert rows[0]["sentence"] == "On Friday people walk home."
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()
