"""Takes the pictures of the help pages from the real views: python e2e/help.py."""

import tempfile
from pathlib import Path

import demo
from playwright.sync_api import Page, expect, sync_playwright
from stack import Stack, launch_options

FOLDER = Path(__file__).parent.parent / "frontend" / "help"
WIDTH = 1000
#: Milliseconds: a busy machine is patient.
expect.set_options(timeout=60_000)


def chart(page: Page, url: str, tag: str) -> None:
    """The sample's result with its first word open."""
    page.goto(url)
    page.locator("#ways button").nth(2).click()
    expect(page.locator(".word-concordance li").first).to_be_visible()
    page.mouse.move(0, 0)
    page.screenshot(path=FOLDER / f"chart-{tag}.png", clip=_clip(620), animations="disabled")


def text(page: Page, url: str, tag: str) -> None:
    """The form with the sample's text."""
    page.goto(url)
    page.locator("#ways button").first.click()
    page.locator("#text").fill(demo.samples()[tag][1])
    expect(page.locator("#text-counts")).not_to_be_empty()
    page.evaluate("document.activeElement.blur()")
    page.evaluate("document.querySelector('#form').scrollIntoView()")
    page.screenshot(path=FOLDER / f"text-{tag}.png", clip=_clip(560), animations="disabled")


def _clip(height: int) -> dict[str, float]:
    return {"x": 0, "y": 0, "width": WIDTH, "height": height}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        stack = Stack(Path(folder))
        try:
            browser = playwright.chromium.launch(**launch_options())  # type: ignore[arg-type]
            for tag in demo.samples():
                size = {"width": WIDTH, "height": 860}
                page = browser.new_page(viewport=size, locale=tag)  # type: ignore[arg-type]
                chart(page, stack.url, tag)
                text(page, stack.url, tag)
                page.close()
        finally:
            stack.end()
    print(f"Wrote the pictures into {FOLDER}")


if __name__ == "__main__":
    main()
