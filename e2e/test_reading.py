"""What a result tells at its head and to those who listen, and what can be copied from it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from local_site import Site
from playwright.sync_api import Browser, Page, Route, expect
from states import STATES

Counted = Callable[[str], str]


@pytest.fixture
def clipboard(page: Page) -> Callable[[], str]:
    """What the page has copied."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return lambda: page.evaluate("navigator.clipboard.readText()")


def test_the_counts_at_the_head_are_copied_by_one_press(
    page: Page, base_url: str, counted: Counted, clipboard: Callable[[], str]
) -> None:
    key = counted("/korean.html")
    page.goto(f"{base_url}/?key={key}")
    expect(page.locator("#title")).to_be_visible()
    totals = page.request.get(f"{base_url}/api/results/{key}").json()["totals"]["main"]
    counts = page.locator("#counts")
    expect(counts.locator("strong")).to_have_text(f"{totals['words']} words")
    expect(counts).to_contain_text(f"{totals['characters']} characters")
    expect(counts).to_contain_text(f"{totals['characters_without_spaces']} without spaces")
    expect(counts).to_contain_text(f"{-(-totals['characters'] // 200)} manuscript pages")
    counts.get_by_role("button", name="Copy").click()
    expect(counts.get_by_role("button", name="Copied")).to_be_visible()
    lines = clipboard().splitlines()
    assert lines[0] == f"{totals['words']} words"
    assert lines[1] == f"{totals['characters']} characters"
    page.get_by_role("radio", name="Whole page").check(force=True)
    expect(counts).not_to_contain_text(f"{totals['characters']} characters")


def test_a_text_has_no_choice_of_scope(page: Page, base_url: str) -> None:
    page.goto(base_url)
    page.get_by_role("button", name="try a sample").click()
    expect(page.get_by_role("radio", name="2-word")).to_be_visible()
    expect(page.get_by_role("radio", name="Whole page")).to_have_count(0)


def test_hidden_words_leave_a_trace_that_undoes_them(
    page: Page, base_url: str, counted: Counted
) -> None:
    page.goto(f"{base_url}/?key={counted('/course.html')}&hide=river,course")
    rows = page.get_by_role("rowheader")
    expect(rows.first).to_have_text("ground")
    trace = page.locator(".export-trace")
    expect(trace).to_contain_text("2 hidden: river, course")
    trace.get_by_role("button", name="Undo").click()
    expect(rows.first).to_have_text("course")
    trace.get_by_role("button", name="Undo").click()
    expect(rows.first).to_have_text("river")
    expect(trace).to_have_count(0)


def test_a_chart_is_copied_as_one_line_a_row(
    page: Page, base_url: str, counted: Counted, clipboard: Callable[[], str]
) -> None:
    page.goto(f"{base_url}/?key={counted('/course.html')}")
    expect(page.get_by_role("region", name="river").get_by_role("listitem").first).to_be_visible()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.chart tbody'))")
    page.keyboard.press("Control+c")
    lines = clipboard().splitlines()
    assert len(lines) == 10
    assert re.fullmatch(r"river\t13\t\d\.\d%", lines[0])


def test_the_live_region_says_what_is_now(page: Page, base_url: str, counted: Counted) -> None:
    page.goto(f"{base_url}/?key={counted('/course.html')}&word=course")
    said = page.locator("#live")
    expect(said).to_contain_text("course: rank 2")
    page.get_by_role("region", name="course").get_by_role("button", name="Close").click()
    expect(said).to_be_empty()
    page.get_by_role("button", name="Show 25").click()
    expect(said).to_contain_text("rows")
    page.get_by_role("tab", name="Text").click()
    expect(page.locator(".text-blocks")).to_be_visible()
    expect(said).to_be_empty()


def test_home_and_end_walk_the_tabs(page: Page, base_url: str, counted: Counted) -> None:
    page.goto(f"{base_url}/?key={counted('/course.html')}")
    page.get_by_role("tab", name="Chart").focus()
    for key, name in (("End", "Compare"), ("Home", "Chart"), ("ArrowLeft", "Compare")):
        page.keyboard.press(key)
        expect(page.get_by_role("tab", name=name)).to_be_focused()
        expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")


def test_the_keys_of_the_tabs_work_before_what_handles_them_has_come(
    page: Page, base_url: str, counted: Counted
) -> None:
    key = counted("/course.html")
    waiting: list[Route] = []
    page.route("**/views/changes.js", lambda route: waiting.append(route))
    with page.expect_request("**/views/changes.js"):
        page.goto(f"{base_url}/?key={key}")
    page.get_by_role("tab", name="Chart").focus()
    scrolled = page.evaluate("scrollY")
    page.keyboard.press("End")
    for route in waiting:
        route.continue_()
    expect(page.get_by_role("tab", name="Compare")).to_be_focused()
    assert page.evaluate("scrollY") == scrolled


def test_a_right_to_left_text_has_its_table_and_forms_from_the_right(
    page: Page, base_url: str, counted: Counted
) -> None:
    page.goto(f"{base_url}/?key={counted('/arabic.html')}&view=table")
    cells = page.locator(".table tbody tr").first.locator("th, td")
    rank, word = cells.nth(0).bounding_box(), cells.nth(1).bounding_box()
    assert rank
    assert word
    assert rank["x"] > word["x"]
    page.get_by_role("tab", name="Cloud").click()
    expect(page.locator(".cloud")).to_have_css("direction", "rtl")


@pytest.mark.parametrize(
    "name",
    [
        "chart",
        "table",
        "text",
        "word",
        "own-words",
        "cloud-many",
        "special",
        "compare",
        "collection",
    ],
)
def test_what_can_be_pressed_is_large_enough(
    browser: Browser, browser_context_args: dict[str, Any], base_url: str, site: Site, name: str
) -> None:
    with browser.new_context(**browser_context_args) as context:
        page = context.new_page()
        page.set_viewport_size({"width": 390, "height": 844})
        STATES[name](page, base_url, site)
        only = {"runOnly": {"type": "rule", "values": ["target-size"]}}
        found = Axe().run(page, options=only).response
        assert [node["html"] for rule in found["violations"] for node in rule["nodes"]] == []
        assert found["passes"]


CONTRAST = """([front, back]) => {
  const light = (selector, property) => {
    let element = document.querySelector(selector);
    let colour = getComputedStyle(element)[property];
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
      .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  };
  const [a, b] = [light(...front), light(...back)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_bars_and_the_borders_of_controls_stand_out(
    page: Page, base_url: str, site: Site, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    STATES["word"](page, base_url, site)
    paper = ["body", "backgroundColor"]
    for selector, colour in (
        (".bar", "backgroundColor"),
        (".segmented", "borderTopColor"),
        ("#form", "borderTopColor"),
        (".open .bar", "backgroundColor"),
    ):
        assert page.evaluate(CONTRAST, [[selector, colour], paper]) >= 3, selector
    assert (
        page.evaluate(
            CONTRAST, [["tr:not(.open) .bar", "backgroundColor"], [".open", "backgroundColor"]]
        )
        >= 3
    )


def test_forced_colours_tell_what_is_chosen(page: Page, base_url: str, site: Site) -> None:
    page.emulate_media(forced_colors="active")
    STATES["word"](page, base_url, site)
    colour = "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]"
    for chosen, other, name in (
        ("[role=tab][aria-selected=true]", "[role=tab][aria-selected=false]", "borderBottomColor"),
        (".segmented :checked + span", ".segmented :not(:checked) + span", "backgroundColor"),
        (".word-concordance mark", ".word-concordance .left", "backgroundColor"),
        (".open .bar", "tr:not(.open) .bar", "backgroundColor"),
    ):
        assert page.evaluate(colour, [chosen, name]) != page.evaluate(colour, [other, name]), chosen


def test_code_is_offered_only_where_there_is_some(
    page: Page, base_url: str, counted: Counted
) -> None:
    for path, number in (("/course.html", 1), ("/korean.html", 0)):
        page.goto(f"{base_url}/?key={counted(path)}")
        with page.expect_response(re.compile("code=in")):
            page.get_by_role("button", name="Settings").click()
        expect(page.get_by_role("checkbox", name="Hide stop words")).to_be_checked()
        expect(page.get_by_role("checkbox", name="Count code")).to_have_count(number)
