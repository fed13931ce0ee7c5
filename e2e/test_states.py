"""Every view and state is accessible by axe, fits any screen, and respects reduced motion."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from local_site import Site
from playwright.sync_api import Browser, Page, expect
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


@pytest.mark.parametrize("name", STATES)
def test_every_state_is_accessible_and_fits(
    browser: Browser, context_options: dict[str, Any], site: Site, base_url: str, name: str
) -> None:
    with browser.new_context(**context_options) as context:
        page = context.new_page()
        STATES[name](page, base_url, site)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert violations(page) == [], scheme
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
