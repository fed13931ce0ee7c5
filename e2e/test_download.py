"""Downloads: complete lists and pictures, harmless whatever words a page has."""

import csv
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from local_site import Site
from playwright.sync_api import Page, expect

Counted = Callable[[str], str]
TITLE = "<img src=x onerror=alert(1)> and =cmd()"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def hostile(page: Page, base_url: str, counted: Counted) -> Page:
    """The result of a page whose words and title are markup and formulas."""
    page.goto(f"{base_url}/?key={counted('/hostile.html')}&show=100")
    expect(page.get_by_role("table")).to_be_visible()
    return page


def downloaded(page: Page, name: str) -> Path:
    """The file that a button or link downloads."""
    with page.expect_download() as download:
        page.locator("#export").get_by_text(name, exact=True).click()
    assert download.value.suggested_filename.startswith("pagewords")
    assert download.value.suggested_filename.endswith(f".{name.lower()}")
    return download.value.path()


@pytest.mark.parametrize(("name", "delimiter"), [("CSV", ","), ("TSV", "\t")])
def test_lists_have_all_rows_and_no_formula(hostile: Page, name: str, delimiter: str) -> None:
    hostile.get_by_role("button", name="Settings").click()
    hostile.get_by_role("checkbox", name="Hide stop words").uncheck()
    expect(hostile.get_by_role("rowheader", name="the", exact=True)).to_be_visible()
    with downloaded(hostile, name).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=delimiter))
    words = [row[rows[0].index("word")] for row in rows[1:]]
    assert words == hostile.get_by_role("table").locator("tbody th").all_inner_texts()
    assert {"alert", "script", "cmd"} <= set(words)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_json_has_all_rows_and_the_unchanged_title(hostile: Page) -> None:
    found = json.loads(downloaded(hostile, "JSON").read_text())
    words = [item["word"] for item in found["items"]]
    assert words == hostile.get_by_role("table").locator("tbody th").all_inner_texts()
    assert found["title"] == TITLE


@pytest.mark.parametrize("view", ["chart", "cloud"])
def test_pictures_have_words_title_link_and_date_as_text(
    hostile: Page, site: Site, view: str
) -> None:
    hostile.get_by_role("tab", name=view.title()).click()
    words = hostile.locator("#list bdi")
    expect(hostile.locator(f".{view}")).to_be_visible()
    svg = ElementTree.parse(downloaded(hostile, "SVG")).getroot()
    assert {part.tag.removeprefix(SVG) for part in svg.iter()} <= {"svg", "title", "rect", "text"}
    assert [part.text for part in svg.iter(f"{SVG}title")] == [TITLE]
    texts = [part.text or "" for part in svg.iter(f"{SVG}text")]
    assert texts[0] == TITLE
    assert f"{site.origin}/hostile.html" in texts[1]
    assert str(datetime.now(UTC).year) in texts[1]
    assert set(words.all_inner_texts()) <= set(texts)

    png = downloaded(hostile, "PNG").read_bytes()
    assert png.startswith(b"\x89PNG")
    width, height = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
    assert (width, height) == (2 * int(svg.get("width", "0")), 2 * int(svg.get("height", "0")))


def test_hostile_words_and_titles_run_nothing_in_any_view(hostile: Page, base_url: str) -> None:
    events: list[str] = []
    hostile.on("dialog", lambda dialog: (events.append(dialog.message), dialog.dismiss()))
    hostile.on("pageerror", lambda error: events.append(str(error)))
    hostile.get_by_role("button", name="onerror", exact=True).click()
    expect(hostile.locator(".word-concordance li").first).to_contain_text("onerror=alert(1)>")
    for view in ("Table", "Cloud", "Compare"):
        hostile.get_by_role("tab", name=view).click()
        expect(hostile.get_by_role("tab", name=view)).to_have_attribute("aria-selected", "true")
        expect(hostile.locator("#list")).not_to_be_empty()
        assert hostile.locator("main img, main script").count() == 0
    hostile.goto(base_url)
    expect(hostile.locator("#recent a").first).to_have_text(TITLE)
    assert hostile.locator("main img, main script").count() == 0
    assert events == []
