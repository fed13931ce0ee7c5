"""Two pages side by side: the three parts, the settings, the places of a word, files, waiting."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from local_site import Site
from playwright.sync_api import Page, expect

Counted = Callable[[str], str]
SIZES = [(1280, 720), (390, 844)]


def page_of(title: str, *paragraphs: str) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html lang=en><title>{title}</title><article><h1>{title}</h1>{text}</article>"


@pytest.fixture
def two(site: Site, counted: Counted) -> tuple[str, str]:
    """The keys of two pages that show different forms of the same words."""
    site.extra["/first.html"] = page_of(
        "First course",
        "This course is for beginners. The beginners write programs, and beginners read programs. "
        "A harbour is quiet. The harbour is old, and the harbour is deep.",
        "Every beginner learns by the harbour. The teacher helps beginners and the teacher waits.",
    )
    site.extra["/second.html"] = page_of(
        "Second course",
        "We welcome Beginners. In the library Beginners meet Beginners, and the library is quiet. "
        "The library has many programs, and the teacher reads them in the library.",
        "The teacher opens the library, and the teacher closes the library when it is late.",
    )
    return counted("/first.html"), counted("/second.html")


@pytest.fixture
def compared(page: Page, base_url: str, two: tuple[str, str]) -> Page:
    """Both pages side by side."""
    page.goto(f"{base_url}/?key={two[0]}&view=compare&with={two[1]}")
    expect(page.locator(".compare-table")).to_be_visible()
    return page


def cells(page: Page, word: str) -> list[str]:
    """The counts of a word."""
    row = page.locator(f'.compare-table tr[data-word="{word}"]')
    return row.locator(".count").all_inner_texts()


def test_forms_of_both_pages_are_one_word(compared: Page) -> None:
    names = compared.locator(".compare-table tr[data-word] th").all_inner_texts()
    assert [name for name in names if "beginner" in name.lower()] == ["beginners"]
    assert cells(compared, "beginners") == ["5", "3"]


def test_parts_marks_and_the_link_to_the_other_page(compared: Page, two: tuple[str, str]) -> None:
    parts = compared.locator(".compare-part th").all_inner_texts()
    assert [part.split(" · ")[0] for part in parts] == [
        "More in First course",
        "More in Second course",
        "About as often in both",
    ]
    harbour = compared.locator('tr[data-word="harbour"]')
    expect(harbour).to_contain_text("only here")
    assert cells(compared, "harbour") == ["4", "0"]
    expect(compared.get_by_text("may be chance").first).to_be_visible()
    compared.get_by_role("columnheader", name="Second course").get_by_role("link").click()
    expect(compared.locator("#title")).to_have_text("Second course")
    expect(compared).to_have_url(re.compile(f"key={two[1]}"))


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("&unit=2", "beginners write", "harbour"),
        ("&stop=show", "the", ""),
        ("&hide=harbour,library", "teacher", "harbour"),
        ("&keep=when", "when", ""),
        ("&q=HARB", "harbour", "library"),
        ("&group=none", "beginner", ""),
    ],
)  # fmt: skip
def test_every_setting_is_honoured(
    page: Page, base_url: str, two: tuple[str, str], query: str, there: str, gone: str
) -> None:
    page.goto(f"{base_url}/?key={two[0]}&view=compare&with={two[1]}&show=100{query}")
    expect(page.locator(".compare-table")).to_be_visible()
    words = page.locator("tr[data-word]").evaluate_all("rows => rows.map(row => row.dataset.word)")
    folded = [word.lower() for word in words]
    assert there in folded
    assert gone not in folded


@pytest.mark.parametrize("size", SIZES)
def test_a_word_opens_its_places_in_both_pages_by_keyboard(
    compared: Page, size: tuple[int, int]
) -> None:
    compared.set_viewport_size({"width": size[0], "height": size[1]})
    button = compared.get_by_role("button", name="beginners")
    button.focus()
    compared.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(button).to_be_focused()
    opened = compared.locator(".compare-opened")
    first = opened.get_by_role("region", name="First course")
    expect(first.locator("li mark").first).to_be_visible()
    second = opened.get_by_role("region", name="Second course")
    expect(second.locator("mark")).to_have_text(["Beginners"] * 3)
    expect(second).to_contain_text("3 times")
    first.get_by_role("button", name="All 5 places").press("Enter")
    expect(first.locator("mark")).to_have_count(5)
    expect(first.get_by_role("list")).to_be_focused()
    compared.reload()
    expect(second.locator("mark")).to_have_count(3)
    compared.get_by_role("button", name="beginners").focus()
    compared.keyboard.press("Enter")
    expect(opened).to_have_count(0)
    width = compared.evaluate("document.documentElement.scrollWidth")
    assert width <= size[0]


def downloaded(page: Page, name: str) -> Path:
    with page.expect_download() as download:
        page.locator(".compare").get_by_text(name, exact=True).click()
    assert download.value.suggested_filename.endswith(f".{name.lower()}")
    return download.value.path()


def test_files_are_of_the_comparison(compared: Page) -> None:
    expect(compared.locator("#export").get_by_text("CSV", exact=True)).to_have_count(0)
    with downloaded(compared, "CSV").open(encoding="utf-8-sig", newline="") as file:
        rows = [*csv.DictReader(file)]
    assert {row["part"] for row in rows} == {"left", "right", "both"}
    (beginners,) = [row for row in rows if row["word"] == "beginners"]
    assert (beginners["left_count"], beginners["right_count"]) == ("5", "3")
    assert downloaded(compared, "TSV").read_text().startswith("part\tword\tleft_count")
    found = json.loads(downloaded(compared, "JSON").read_text())
    listed = [item for part in ("left", "right", "both") for item in found[part]["items"]]
    assert len(listed) == found["total"] == len(rows)
    picture = ElementTree.parse(downloaded(compared, "SVG"))
    words = [node.text for node in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert {"harbour", "library", "First course | Second course"} <= {*words}
    assert downloaded(compared, "PNG").read_bytes().startswith(b"\x89PNG")


def test_more_rows_are_shown_and_counted(
    page: Page, base_url: str, site: Site, counted: Counted, two: tuple[str, str]
) -> None:
    words = [f"{one}{two}ock" for one in "bdfglmprst" for two in ("l", "r", "w")]
    site.extra["/many-words.html"] = page_of("Many", f"The {' and the '.join(words)} stand here.")
    key = counted("/many-words.html")
    page.goto(f"{base_url}/?key={key}&view=compare&with={two[0]}")
    expect(page.get_by_text(re.compile(r"More in Many · 10 of 3\d"))).to_be_visible()
    page.get_by_role("button", name="Show 50 rows of each part").click()
    expect(page.get_by_text(re.compile(r"More in Many · 3\d of 3\d"))).to_be_visible()
    total = page.locator(".compare-footer").get_by_text("rows in all").inner_text()
    assert int(total.split()[0]) == page.locator("tr[data-word]").count()


def test_waiting_has_stages_and_can_be_stopped(
    page: Page, base_url: str, site: Site, two: tuple[str, str]
) -> None:
    site.hold()
    page.goto(f"{base_url}/?key={two[0]}&view=compare")
    field = page.get_by_role("textbox", name="Link to compare with")
    field.fill(f"{site.origin}/hold/second.html?stopped")
    field.press("Enter")
    waiting = page.locator(".compare .progress")
    expect(waiting.get_by_role("progressbar")).to_be_visible()
    expect(waiting.locator("[aria-current]")).to_be_visible()
    # A setting that changes meanwhile stops nothing.
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("checkbox", name="Hide stop words").uncheck()
    expect(page).to_have_url(re.compile("stop=show"))
    expect(waiting).to_be_visible()
    expect(field).to_have_value(re.compile("stopped"))
    waiting.get_by_role("button").click()
    expect(waiting).to_have_count(0)
    site.release()
    expect(page).not_to_have_url(re.compile("with="))


def test_a_running_comparison_joins_its_own_page_only(
    page: Page, base_url: str, site: Site, counted: Counted, two: tuple[str, str]
) -> None:
    site.extra["/third.html"] = page_of("Third course", "A lighthouse is tall. " * 5)
    site.hold()
    page.goto(f"{base_url}/?key={two[0]}&view=compare")
    field = page.get_by_role("textbox", name="Link to compare with")
    field.fill(f"{site.origin}/hold/third.html")
    field.press("Enter")
    expect(page.locator(".compare .progress")).to_be_visible()
    # In another view it goes on, and is there when the reader comes back.
    page.get_by_role("tab", name="Chart").click()
    expect(page.locator(".chart")).to_be_visible()
    page.get_by_role("tab", name="Compare").click()
    expect(page.locator(".compare .progress")).to_be_visible()
    # Another page is opened without leaving this one's document.
    page.evaluate(f"history.pushState(null, '', '?key={two[1]}&view=compare')")
    page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
    expect(page.locator("#title")).to_have_text("Second course")
    expect(page.locator(".compare .progress")).to_have_count(0)
    site.release()
    # The job has ended: its page can be read, and nobody was told.
    assert counted("/hold/third.html")
    page.get_by_role("tab", name="Chart").click()
    expect(page.locator(".chart")).to_be_visible()
    assert "with=" not in page.url
    page.get_by_role("tab", name="Compare").click()
    expect(page.locator(".compare-offers")).to_be_visible()
    expect(page.locator(".compare-table")).to_have_count(0)


def test_a_page_that_cannot_be_compared_says_why_and_any_text_holds_a_link(
    page: Page, base_url: str, site: Site, two: tuple[str, str]
) -> None:
    page.goto(f"{base_url}/?key={two[0]}&view=compare")
    field = page.get_by_role("textbox", name="Link to compare with")
    field.fill(f"See “{site.origin}/status/404”.")
    field.press("Enter")
    notice = page.locator(".compare").get_by_role("alert")
    expect(notice).to_contain_text("There is no page at that address (the site answered 404).")
    expect(field).to_have_value(f"{site.origin}/status/404")
    # A word that a page does not have has no bar there.
    page.goto(f"{base_url}/?key={two[0]}&view=compare&with={two[1]}")
    expect(page.locator("tr[data-word=harbour] .bar")).to_have_count(1)


@pytest.mark.parametrize("bad_first", [True, False])
def test_of_two_links_the_one_that_fails_is_named_and_the_other_one_kept(
    page: Page, base_url: str, site: Site, count: Callable[[str], None], bad_first: bool
) -> None:
    path = f"/late-{bad_first}.html"
    site.extra[path] = "<title>Nothing</title>"
    links = [site.origin + path, f"{site.origin}/course.html"]
    count(" ".join(links if bad_first else links[::-1]))
    page.get_by_role("button", name="Compare the two").click()
    expect(page.locator("#title")).to_have_text("The course of a river")
    notice = page.locator(".compare").get_by_role("alert")
    expect(notice.locator("bdi")).to_have_text(links[0])
    expect(notice).to_contain_text("There are no words on that page.")
    expect(page.locator("#live")).not_to_have_text("Comparing…")
    expect(page.locator("#problem")).to_be_empty()
    page.reload()
    expect(notice).to_contain_text(links[0])
    site.extra[path] = page_of("Late", "The harbour is quiet and the harbour is old. " * 9)
    page.locator(".compare").get_by_role("button", name="Try again").click()
    expect(page.locator("tr[data-word=harbour]")).to_be_visible()
