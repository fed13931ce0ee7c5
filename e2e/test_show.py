"""A result for others: printed, presented, shared, and installed as a program."""

import io
import itertools
import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pypdfium2
import pytest
from local_site import Site
from playwright.sync_api import Browser, Page, expect

#: Instead of the browser's dialog: what it tells the page before it opens.
STUB = "window.print = () => dispatchEvent(new Event('beforeprint'))"


def pixels(pdf: bytes) -> Any:
    """The first page, as rows of red, green and blue."""
    return pypdfium2.PdfDocument(io.BytesIO(pdf))[0].render(rev_byteorder=True).to_numpy()


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.fixture
def result(page: Page, site: Site, base_url: str) -> Page:
    """A result in the dark theme, with its buttons."""
    page.emulate_media(color_scheme="dark")
    page.goto(f"{base_url}/?url={site.origin}/course.html")
    expect(page.locator("#title")).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    return page


def test_the_printed_sheet_has_bars_link_and_code_and_no_controls(result: Page, site: Site) -> None:
    pdf = result.pdf(print_background=False, margin={"top": "1cm", "left": "1cm"})
    text = words_of(pdf)
    assert f"{site.origin}/course.html" in text
    assert "key=" in text
    assert "river" in text
    for control in ("Settings", "Whole page", "Export", "Compare", "Count words", "Present"):
        assert control not in text
    sheet = pixels(pdf)
    assert sheet[2, 2, :3].min() > 240, "the paper is light in the dark theme, too"
    # A bar is a long run of green, with no backgrounds asked for.
    green = (sheet[:, :, 1].astype(int) - sheet[:, :, 0] > 30).sum(axis=1)
    assert green.max() > sheet.shape[1] / 4
    expect(result.locator(".show-sheet")).to_have_count(0)


def assert_code(page: Page) -> None:
    """The sheet has the code of the page's link, loaded: else it would be missing on paper."""
    link = re.sub(r"&.*", "", page.url)
    code = page.locator(".show-sheet img")
    expect(code).to_have_attribute("alt", f"Code of the link {link}")
    assert code.evaluate("image => image.complete && image.naturalWidth > 0")
    asked = parse_qs(urlsplit(str(code.get_attribute("src"))).query)
    assert asked == {"text": [link]}


def test_the_code_loads_when_it_is_printed(result: Page) -> None:
    result.evaluate(STUB)
    loaded = "performance.getEntriesByType('resource').filter(it => it.name.includes('/qr')).length"
    assert result.evaluate(loaded) == 0
    result.get_by_role("button", name="Print").click()
    assert_code(result)
    assert result.evaluate(loaded) == 1


def test_the_code_loads_once_control_is_pressed(result: Page) -> None:
    with result.expect_event("requestfinished", lambda request: "/api/qr" in request.url):
        result.keyboard.press("Control")
    # Loaded is not yet decoded.
    result.wait_for_function("""() => {
      dispatchEvent(new Event("beforeprint"));
      return document.querySelector(".show-sheet img");
    }""")
    assert_code(result)


def test_a_code_that_does_not_come_holds_no_print_up(result: Page) -> None:
    result.evaluate(STUB)
    result.route("**/api/qr?*", lambda route: None)
    result.get_by_role("button", name="Print").click()
    expect(result.locator(".show-sheet")).to_contain_text("key=", timeout=5_000)
    expect(result.locator(".show-sheet img")).to_have_count(0)


@pytest.mark.whole_chromium
def test_a_result_is_presented_word_by_word(result: Page) -> None:
    result.get_by_role("button", name="Present").click()
    screen = result.get_by_role("dialog")
    current = screen.locator("[aria-current]")
    expect(current).to_contain_text("river")
    result.keyboard.press("ArrowDown")
    result.keyboard.press("PageDown")
    expect(screen.get_by_role("button").nth(3)).to_be_focused()
    expect(current).to_contain_text("ground")
    result.keyboard.press("End")
    result.keyboard.press("ArrowRight")
    expect(current).to_contain_text("chooses")
    # A phone has room for whole words.
    result.set_viewport_size({"width": 390, "height": 844})
    words = screen.locator("b")
    assert words.evaluate_all("(all) => all.every((one) => one.scrollWidth <= one.clientWidth)")
    result.keyboard.press("Escape")
    expect(screen).to_have_count(0)


def test_a_result_is_shared_where_the_browser_can(
    browser: Browser, browser_context_args: dict[str, Any], site: Site, base_url: str
) -> None:
    with browser.new_context(**browser_context_args) as context:
        context.add_init_script("navigator.share = async (what) => { window.shared = what; }")
        page = context.new_page()
        page.goto(f"{base_url}/?url={site.origin}/course.html")
        page.get_by_role("button", name="Share").click()
        shared = page.evaluate("window.shared")
        assert shared == {"title": "The course of a river", "url": page.url}


def test_the_page_can_be_installed_and_shared_to(page: Page, base_url: str) -> None:
    page.goto(base_url)
    link = page.locator("link[rel=manifest]").evaluate("(it) => it.href")
    answer = page.request.get(link)
    assert answer.headers["content-type"].startswith("application/json")
    manifest = json.loads(answer.text())
    for icon in manifest["icons"]:
        picture = page.request.get(f"{base_url}/icons/{icon['src']}")
        assert picture.headers["content-type"].startswith(icon["type"])
        width, height = picture.body()[16:20], picture.body()[20:24]
        if icon["sizes"] != "any":
            assert f"{int.from_bytes(width)}x{int.from_bytes(height)}" == icon["sizes"], icon["src"]
    session = page.context.new_cdp_session(page)
    found = session.send("Page.getAppManifest")
    assert found["errors"] == []
    assert found["url"] == link
    assert manifest["share_target"]["params"] == {"title": "title", "text": "text", "url": "url"}


def test_what_other_programs_show_of_a_link(result: Page, base_url: str) -> None:
    html = result.request.get(result.url).text()
    assert '<meta property="og:title" content="The course of a river">' in html
    assert 'content="river 13 · course 10' in html
    picture = result.request.get(f"{base_url}/icons/card.png")
    assert picture.body()[:8] == b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(("shape", "size"), [("Square", (1080, 1080)), ("Story", (1080, 1920))])
def test_a_cloud_has_pictures_for_posting(result: Page, shape: str, size: tuple[int, int]) -> None:
    result.get_by_role("tab", name="Cloud").click()
    expect(result.locator(".cloud li").first).to_be_visible()
    words = set(result.locator(".cloud > [data-word] bdi").all_inner_texts())
    with result.expect_download() as download:
        result.get_by_role("button", name=f"{shape} SVG").click()
    svg = download.value.path().read_text()
    assert f'viewBox="0 0 {size[0]} {size[1]}"' in svg
    assert words <= set(re.findall(r">([^<>]+)</text>", svg))
    with result.expect_download() as download:
        result.get_by_role("button", name=f"{shape} PNG").click()
    png = download.value.path().read_bytes()
    assert int.from_bytes(png[16:20]) == 2 * size[0]
    assert int.from_bytes(png[20:24]) == 2 * size[1]


def test_no_word_of_a_cloud_is_over_another(result: Page) -> None:
    result.get_by_role("tab", name="Cloud").click()
    words = result.locator(".cloud > [data-word] bdi")
    expect(words.first).to_be_visible()
    boxes = words.evaluate_all(
        "(all) => all.map((it) => it.getBoundingClientRect()).map((it) => [it.x, it.y, it.right])"
    )
    assert len({tuple(box) for box in boxes}) == len(boxes) > 30
    lines = sorted(boxes, key=lambda box: (box[1], box[0]))
    for one, other in itertools.pairwise(lines):
        assert one[1] != other[1] or one[2] <= other[0] + 1


def test_the_link_is_copied_beside_the_other_ways_to_show_it(result: Page) -> None:
    result.context.grant_permissions(["clipboard-read", "clipboard-write"])
    result.get_by_role("tab", name="Table").click()
    expect(result.locator(".table")).to_be_visible()
    copy = result.locator(".show").get_by_role("button", name="Copy link")
    copy.click()
    expect(result.locator(".show").get_by_role("button", name="Copied")).to_be_visible()
    assert result.evaluate("navigator.clipboard.readText()") == result.url
    assert "view=table" in result.url
    result.get_by_role("tab", name="Chart").click()
    expect(copy).to_be_visible()


def test_the_ways_to_show_it_are_in_view_on_a_laptop(result: Page) -> None:
    result.set_viewport_size({"width": 1366, "height": 768})
    press = result.locator(".show").get_by_role("button", name="Print")
    title = result.locator("#title").bounding_box()
    expect(press).to_be_in_viewport(ratio=1)
    # They move nothing: the title has kept their place.
    result.locator(".show").evaluate("(it) => it.remove()")
    assert result.locator("#title").bounding_box() == title
    result.get_by_role("button", name="한국어").click()
    expect(result.get_by_role("button", name="인쇄하기")).to_be_in_viewport(ratio=1)
    expect(result.locator(".show")).to_have_count(1)
    # Without the room they are below the result.
    result.set_viewport_size({"width": 600, "height": 844})
    expect(result.locator("#result + .show")).to_be_visible()
