"""Draws the icons of the web manifest and the picture of shared links: python e2e/icons.py."""

from pathlib import Path

from playwright.sync_api import sync_playwright
from stack import launch_options

ICONS = Path(__file__).parent.parent / "frontend" / "icons"
PAPER, INK, MUTED, ACCENT, BAR = "#fbfaf6", "#1d1c1a", "#6b6860", "#0f6b5c", "#bfe0d6"
MARK = '<path d="M0 0h13v4H0zM0 7h9v4H0zM0 14h13v4H0z"/>'
#: Words of the picture, with the length of each bar.
BARS = [("word", 1.0), ("page", 0.74), ("reader", 0.52), ("단어", 0.38)]


def icon(size: int) -> str:
    """The mark on paper, small enough for any mask."""
    side = size * 0.46
    return (
        f'<body style="margin:0;height:{size}px;background:{PAPER};display:grid;'
        'place-items:center">'
        f'<svg viewBox="0 0 13 18" height="{side}" fill="{ACCENT}">{MARK}</svg>'
    )


def card() -> str:
    """1200 by 630: the name, the question, and a chart."""
    bars = "".join(
        f'<p><b>{word}</b><i style="width:{560 * ratio}px;{first}"></i></p>'
        for (word, ratio), first in zip(BARS, [f"background:{ACCENT}", "", "", ""], strict=True)
    )
    return (
        f"<style>body{{margin:0;padding:80px 90px;background:{PAPER};color:{INK};"
        "font:40px 'Noto Serif','Noto Serif CJK KR',serif}"
        f"h1{{display:flex;align-items:center;gap:24px;margin:0;font-size:76px}}"
        f"h1+p{{margin:14px 0 44px;color:{MUTED}}}div p{{display:flex;align-items:center;"
        "margin:0;height:66px}b{width:190px;padding-right:24px;text-align:right;"
        f"font-weight:400}}i{{height:42px;border-radius:0 8px 8px 0;background:{BAR}}}</style>"
        f'<h1><svg viewBox="0 0 13 18" height="64" fill="{ACCENT}">{MARK}</svg>Pagewords</h1>'
        f"<p>What is this page made of?</p><div>{bars}</div>"
    )


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())  # type: ignore[arg-type]
        for name, size, html in (
            ("192", (192, 192), icon(192)),
            ("512", (512, 512), icon(512)),
            ("card", (1200, 630), card()),
        ):
            page = browser.new_page(viewport={"width": size[0], "height": size[1]})
            page.set_content(html)
            page.screenshot(path=ICONS / f"{name}.png")
            page.close()
    print(f"Wrote {ICONS}")


if __name__ == "__main__":
    main()
