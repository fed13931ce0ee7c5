"""Takes the screenshot of the README, or with a folder, one of every view and state.

Each view is taken on a desktop and on a phone, light and dark, in English and in Korean.
"""

import sys
import tempfile
from itertools import product
from pathlib import Path

from local_site import Site
from playwright.sync_api import Browser, Page, expect, sync_playwright
from stack import Stack, launch_options
from states import STATES

PICTURE = Path(__file__).parent.parent / "backend" / "docs" / "page.png"
#: Milliseconds: a worker that has just started loads its analysers first.
TIMEOUT = 60_000
#: Else what is below the window would not be in the picture.
SEEN = "* { content-visibility: visible !important }"
SIZES = {"1200": (1200, 860), "390": (390, 844)}


def take_readme(browser: Browser, url: str) -> None:
    """The sample's result with an opened word."""
    page = browser.new_page(viewport={"width": 1200, "height": 860}, locale="en-US")
    page.goto(url)
    page.get_by_role("button", name="try a sample").click()
    page.get_by_role("button", name="village", exact=True).click()
    page.locator(".word-concordance li").first.wait_for()
    page.mouse.move(0, 0)
    page.screenshot(path=PICTURE, animations="disabled")
    print(f"Wrote {PICTURE}")


def take_all(browser: Browser, url: str, site: Site, folder: Path) -> None:
    """Every state in each size, colour scheme and language."""
    folder.mkdir(parents=True, exist_ok=True)
    for (size, (width, height)), scheme, locale in product(
        SIZES.items(), ("light", "dark"), ("en", "ko")
    ):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            locale=locale,
            reduced_motion="reduce",
        )
        context.set_default_timeout(TIMEOUT)
        for name, open_state in STATES.items():
            page: Page = context.new_page()
            open_state(page, url, site)
            # A dialog covers the window, not the page below it.
            whole = page.locator("dialog[open]").count() == 0
            path = folder / f"{name}-{size}-{scheme}-{locale}.png"
            page.screenshot(path=path, full_page=whole, style=SEEN)
            page.close()
            site.release()
        context.close()
    print(f"Wrote {len(list(folder.glob('*.png')))} screenshots into {folder}")


def main() -> int:
    site = Site()
    expect.set_options(timeout=TIMEOUT)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        stack = Stack(Path(folder), PAGEWORDS_TRUSTED_SITES=site.origin)
        try:
            browser = playwright.chromium.launch(**launch_options())  # type: ignore[arg-type]
            if len(sys.argv) > 1:
                take_all(browser, stack.url, site, Path(sys.argv[1]))
            else:
                take_readme(browser, stack.url)
        finally:
            stack.end()
            site.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
