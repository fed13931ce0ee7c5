"""Every view and state is accessible by axe, fits any screen, and respects reduced motion."""

import base64
import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from local_site import Site
from playwright.sync_api import Browser, Locator, Page, expect
from states import STATES


def violations(page: Page) -> list[str]:
    """What axe reports, one line a rule."""
    return [
        f"{found['id']}: {[node['html'][:120] for node in found['nodes']]}"
        for found in Axe().run(page).response["violations"]
    ]


@pytest.fixture(params=["en-US", "ko-KR"])
def context_options(
    request: pytest.FixtureRequest, browser_context_args: dict[str, Any]
) -> dict[str, Any]:
    """Both languages of the interface."""
    return {**browser_context_args, "locale": request.param, "reduced_motion": "reduce"}


#: What is presented asks for the full screen.
FULL_SCREEN = pytest.param("present", marks=pytest.mark.whole_chromium)


@pytest.mark.parametrize("name", [FULL_SCREEN, *(name for name in STATES if name != "present")])
def test_every_state_is_accessible_and_fits(
    browser: Browser, context_options: dict[str, Any], site: Site, base_url: str, name: str
) -> None:
    with browser.new_context(**context_options) as context:
        page = context.new_page()
        STATES[name](page, base_url, site)
        for scheme, forced in (("light", "none"), ("dark", "none"), ("dark", "active")):
            page.emulate_media(color_scheme=scheme, forced_colors=forced)  # type: ignore[arg-type]
            assert violations(page) == [], (scheme, forced)
        scroll_width = "document.documentElement.scrollWidth"
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": 640})
            assert page.evaluate(scroll_width) <= width
        # Text of twice the size, on half a screen.
        page.set_viewport_size({"width": 640, "height": 640})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate(scroll_width) <= 640
        site.release()


def test_nothing_is_animated_with_reduced_motion(
    browser: Browser, context_options: dict[str, Any], site: Site, base_url: str
) -> None:
    with browser.new_context(**context_options) as context:
        page = context.new_page()
        STATES["word"](page, base_url, site)
        assert page.evaluate("document.getAnimations().length") == 0
        page.locator(".chart-sizes button").nth(1).click()
        expect(page.locator(".bar")).to_have_count(25)
        assert page.evaluate("document.getAnimations().length") == 0


def test_bars_are_visible_with_forced_colours(page: Page, base_url: str, site: Site) -> None:
    page.emulate_media(forced_colors="active")
    STATES["word"](page, base_url, site)
    colour = "(it) => getComputedStyle(it).backgroundColor"
    background = page.locator("body").evaluate(colour)
    for part in (".bar", ".word-dispersion i"):
        assert page.locator(part).first.evaluate(colour) != background


#: The colours of the browser's own boxes and bars, of the page's accent, and behind them.
OWN_COLOURS = """() => {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = "var(--accent)";
  const accent = getComputedStyle(probe).color;
  probe.remove();
  const own = [...document.querySelectorAll("[type=checkbox], progress")];
  const behind = (it) => {
    const { backgroundColor } = getComputedStyle(it);
    return backgroundColor === "rgba(0, 0, 0, 0)" ? behind(it.parentElement) : backgroundColor;
  };
  return [accent, own.map((it) => [getComputedStyle(it).accentColor, behind(it.parentElement)])];
}"""


#: How much of a picture is unlike the page's ground, black or white with forced colours: 0 to 1.
FILLED = """async (url) => {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const paper = matchMedia("(prefers-color-scheme: dark)").matches ? 0 : 255;
  let filled = 0;
  for (let at = 0; at < data.length; at += 4) filled += Math.abs(data[at] - paper) > 128;
  return filled / (data.length / 4);
}"""


def luminance(colour: str) -> float:
    """Relative luminance of rgb(…), as WCAG 2 defines it."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["start", "own-words", "entries", "collection-waiting"])
def test_the_browsers_own_boxes_and_bars_are_in_the_pages_colour(
    page: Page, site: Site, base_url: str, name: str, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    STATES[name](page, base_url, site)
    expect(page.locator("[type=checkbox], progress").first).to_be_attached()
    accent, own = page.evaluate(OWN_COLOURS)
    site.release()
    assert own
    for colour, behind in own:
        assert colour == accent
        darker, lighter = sorted([luminance(colour), luminance(behind)])
        assert (lighter + 0.05) / (darker + 0.05) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_difference_that_may_be_chance_looks_so_with_forced_colours(
    page: Page, base_url: str, counted: Callable[[str], str], site: Site, scheme: str
) -> None:
    article = "<html lang=en><title>{0}</title><article><h1>{0}</h1><p>{1}</p></article>"
    harbour = "The harbour is quiet. " * 60 + "A boat waits. " * 2
    library = "The library is quiet. " * 60 + "A bus waits. " * 2
    site.extra["/harbour.html"] = article.format("Harbour", harbour)
    site.extra["/library.html"] = article.format("Library", library)
    keys = [counted(f"/{name}.html") for name in ("harbour", "library")]
    page.emulate_media(color_scheme=scheme, forced_colors="active")  # type: ignore[arg-type]
    page.goto(f"{base_url}/?key={keys[0]}&view=compare&with={keys[1]}")
    sure = page.locator("[data-word=harbour] .bar").first
    chance = page.locator(".compare-chance .bar").first
    expect(chance).to_be_visible()
    filled = [page.evaluate(FILLED, _data_url(bar)) for bar in (sure, chance)]
    assert filled[0] > 0.9
    assert 0.1 < filled[1] < 0.7


def _data_url(bar: Locator) -> str:
    """A picture of a bar when it has its length."""
    picture = bar.screenshot(animations="disabled")
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"
