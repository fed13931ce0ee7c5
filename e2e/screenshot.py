"""Makes the picture of the README; with a folder, pictures of every view and state besides.

Every view: in a desktop and a phone size, light and dark, English and Korean, to be looked at.
"""

import sys
import tempfile
from itertools import product
from pathlib import Path

from local_site import Site
from playwright.sync_api import Browser, Page, sync_playwright
from stack import Stack, launch_options
from states import STATES

PICTURE = Path(__file__).parent.parent / "backend" / "docs" / "page.png"
SIZES = {"1200": (1200, 860), "390": (390, 844)}


def picture_of_the_readme(browser: Browser, url: str) -> None:
    """The sample's result with a word opened."""
    page = browser.new_page(viewport={"width": 1200, "height": 860}, locale="en-US")
    page.goto(url)
    page.get_by_role("button", name="try a sample").click()
    page.get_by_role("button", name="village").click()
    page.locator(".contexts li").first.wait_for()
    page.mouse.move(0, 0)
    page.screenshot(path=PICTURE, animations="disabled")
    print(f"made {PICTURE}")


def pictures_of_all(browser: Browser, url: str, site: Site, folder: Path) -> None:
    """Every state in each size, colour and language."""
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
        for name, lead in STATES.items():
            page: Page = context.new_page()
            lead(page, url, site)
            page.screenshot(path=folder / f"{name}-{size}-{scheme}-{locale}.png", full_page=True)
            page.close()
            site.release()
        context.close()
    print(f"made {len(list(folder.glob('*.png')))} pictures in {folder}")


def main() -> int:
    site = Site()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        stack = Stack(Path(folder), PAGEWORDS_TRUSTED_SITES=site.origin)
        try:
            browser = playwright.chromium.launch(**launch_options())  # type: ignore[arg-type]
            if len(sys.argv) > 1:
                pictures_of_all(browser, stack.url, site, Path(sys.argv[1]))
            else:
                picture_of_the_readme(browser, stack.url)
        finally:
            stack.end()
            site.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
