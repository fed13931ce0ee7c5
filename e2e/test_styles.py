"""Browsers that know less CSS: the page keeps its light colours without light-dark()."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from local_site import Site
from playwright.sync_api import Page, Route
from states import STATES

#: Every colour of the page by the element that it is read from: text and surfaces.
COLOURS = """() => Object.fromEntries([
    "body", ".header-brand", ".primary", ".result-facts", ".segmented :checked + span",
    ".bar", ".open", ".word", ".word-dispersion", ".word-dispersion i", ".word-concordance mark",
  ].map((selector) => {
    const style = getComputedStyle(document.querySelector(selector));
    return [selector, [style.color, style.backgroundColor, style.colorScheme]];
  }))"""


def without_light_dark(route: Route) -> None:
    """Serve the tokens as a browser without light-dark() understands them."""
    response = route.fetch()
    text = response.text()
    assert "light-dark(" in text
    route.fulfill(response=response, body=text.replace("light-dark(", "unknown-function("))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", ["auto", "dark"])
def test_the_page_is_legible_without_light_dark(
    page: Page, base_url: str, site: Site, scheme: str, theme: str
) -> None:
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    STATES["word"](page, base_url, site)
    light = page.evaluate(COLOURS)
    assert len({background for _, background, _ in light.values()}) > 5

    page.route("**/styles/tokens.css", without_light_dark)
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.evaluate("(theme) => localStorage.setItem('pagewords-theme', theme)", theme)
    STATES["word"](page, base_url, site)
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    fallback = page.evaluate(COLOURS)
    assert {name: colours[:2] for name, colours in fallback.items()} == {
        name: colours[:2] for name, colours in light.items()
    }
    # The browser's own fields and scroll bars are light too.
    assert {scheme for _, _, scheme in fallback.values()} == {"light"}
    assert Axe().run(page).response["violations"] == []
