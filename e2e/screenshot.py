"""Makes the picture of the page in the README: the sample's result with a word opened."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from stack import Stack, launch_options

PICTURE = Path(__file__).parent.parent / "backend" / "docs" / "page.png"


def main() -> int:
    """Take the picture."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        stack = Stack(Path(folder))
        try:
            browser = playwright.chromium.launch(**launch_options())  # type: ignore[arg-type]
            page = browser.new_page(viewport={"width": 1200, "height": 860}, locale="en-US")
            page.goto(stack.url)
            page.get_by_role("button", name="try a sample").click()
            page.get_by_role("button", name="village").click()
            page.locator(".contexts li").first.wait_for()
            page.mouse.move(0, 0)
            page.screenshot(path=PICTURE, animations="disabled")
        finally:
            stack.end()
    print(f"made {PICTURE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
