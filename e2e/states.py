"""Brings the page into each view and state that a reader can see, in either language."""

import itertools
from collections.abc import Callable

from local_site import Site
from playwright.sync_api import Page, expect

#: Brings a page into a state, given the address of Pagewords.
Open = Callable[[Page, str, Site], None]

_numbers = itertools.count()


def start(page: Page, url: str, site: Site) -> None:
    """The start page without recent results."""
    page.goto(url)
    page.evaluate("localStorage.removeItem('pagewords-recent')")
    page.reload()
    expect(page.locator("#ways button").first).to_be_visible()


def paste(page: Page, url: str, site: Site) -> None:
    """The form for a text."""
    start(page, url, site)
    page.locator("#ways button").first.click()
    page.locator("#text").fill("The river runs.")


def offer(page: Page, url: str, site: Site) -> None:
    """Several links, with what can be done with them."""
    start(page, url, site)
    page.locator("#url").fill(f"{site.origin}/course.html {site.origin}/arabic.html")
    page.locator("#url").press("Enter")
    expect(page.locator(".offer")).to_be_visible()


def present(page: Page, url: str, site: Site) -> None:
    """A result on a screen."""
    STATES["chart"](page, url, site)
    page.locator(".show button").last.click()
    expect(page.locator(".show-present [aria-current]")).to_be_visible()


def own_text(page: Page, url: str, site: Site) -> None:
    """The result of a pasted text, with what its owner can do."""
    paste(page, url, site)
    page.locator("#text-form button.primary").click()
    expect(page.locator("#title")).to_be_visible()
    expect(page.locator("#note button").first).to_be_visible()


def help_page(page: Page, url: str, site: Site) -> None:
    """The help page in the reader's language."""
    start(page, url, site)
    page.goto(page.locator("#help-link").evaluate("(it) => it.href"))
    expect(page.locator("#stored")).to_be_visible()


def waiting(page: Page, url: str, site: Site) -> None:
    """A job that is being fetched until `site.release` is called."""
    site.hold()
    page.goto(url)
    page.locator("#url").fill(f"{site.origin}/hold/course.html?{next(_numbers)}")
    page.locator("#url").press("Enter")
    expect(page.locator(".progress-current")).to_be_visible()
    expect(page.locator(".progress-done")).to_have_count(1)


def stopped(page: Page, url: str, site: Site) -> None:
    """The reader stopped waiting."""
    waiting(page, url, site)
    page.locator(".progress button").click()
    expect(page.locator("#problem")).not_to_be_empty()


def _failed(path: str) -> Open:
    def open_state(page: Page, url: str, site: Site) -> None:
        page.goto(f"{url}/?url={site.origin}{path}")
        expect(page.locator("#problem")).not_to_be_empty()

    return open_state


def unknown(page: Page, url: str, site: Site) -> None:
    """A link with an unknown key."""
    page.goto(f"{url}/?key=00000000-0000-4000-8000-000000000000")
    expect(page.locator("#problem")).not_to_be_empty()


def _result(path: str, query: str, selector: str) -> Open:
    def open_state(page: Page, url: str, site: Site) -> None:
        page.goto(f"{url}/?url={site.origin}{path}")
        expect(page.locator("#title")).to_be_visible()
        page.goto(f"{page.url}{query}")
        expect(page.locator(selector).first).to_be_visible()

    return open_state


def own_words(page: Page, url: str, site: Site) -> None:
    """All settings unfolded, with the reader's own words."""
    STATES["chart"](page, url, site)
    page.locator("#options-toggle").click()
    page.locator(".options-own summary").click()
    expect(page.locator(".options-own input").first).to_be_visible()


def compare(page: Page, url: str, site: Site) -> None:
    """Two results side by side."""
    page.goto(f"{url}/?url={site.origin}/korean.html")
    expect(page.locator("#title")).to_be_visible()
    other = page.url.partition("key=")[2]
    page.goto(f"{url}/?url={site.origin}/course.html")
    expect(page.locator("#title")).to_be_visible()
    page.goto(f"{page.url}&view=compare&with={other}")
    expect(page.locator(".compare-table")).to_be_visible()
    expect(page.locator(".compare-offers li").first).to_be_visible()


def compare_failed(page: Page, url: str, site: Site) -> None:
    """A comparison with a link that cannot be read."""
    STATES["chart"](page, url, site)
    page.locator("#tab-compare").click()
    page.locator(".compare input").fill(f"{site.origin}/status/404")
    page.locator(".compare input").press("Enter")
    expect(page.locator(".compare .notice")).to_be_visible()


def earlier(page: Page, url: str, site: Site) -> None:
    """The earlier results of a link."""
    STATES["chart"](page, url, site)
    page.locator("#earlier summary").click()
    expect(page.locator("#earlier ul, #earlier p")).to_be_visible()


def recent(page: Page, url: str, site: Site) -> None:
    """The start page with recent results."""
    STATES["chart"](page, url, site)
    page.goto(url)
    expect(page.locator("#recent li").first).to_be_visible()


def concordance(page: Page, url: str, site: Site) -> None:
    """All places of a word, one of them unfolded."""
    STATES["word"](page, url, site)
    page.locator(".word .link").first.click()
    page.locator(".concordance summary").first.click()
    expect(page.locator(".concordance details p").first).to_be_visible()


def cloud_many(page: Page, url: str, site: Site) -> None:
    """A cloud of as many words as it shows."""
    words = [f"w{chr(97 + place // 26)}{chr(97 + place % 26)}x" for place in range(130)]
    text = " ".join(" ".join([word] * (1 + place // 9)) for place, word in enumerate(words))
    site.extra["/words.html"] = f"<html lang=en><title>Words</title><article><p>{text}.</p>"
    _result("/words.html", "&view=cloud", ".cloud a")(page, url, site)


def _collection(query: str, selector: str) -> Open:
    def open_state(page: Page, url: str, site: Site) -> None:
        offer(page, url, site)
        page.locator(".offer button").first.click()
        expect(page.locator(".chart")).to_be_visible()
        page.goto(f"{page.url}{query}")
        expect(page.locator(selector).first).to_be_visible()

    return open_state


def entries(page: Page, url: str, site: Site) -> None:
    """The result of a feed, with what it lists to choose from."""
    items = "".join(
        f"<item><title>{title}</title><link>/{day}</link><pubDate>2026-01-0{day}</pubDate></item>"
        for day, title in enumerate(("The bridge opens", "다리가 열린다", "A long day"), 1)
    )
    site.extra["/feed.xml"] = f"<rss><channel><title>News</title>{items}</channel></rss>"
    _result("/feed.xml", "", ".entries li")(page, url, site)


def collection_waiting(page: Page, url: str, site: Site) -> None:
    """Two pages of a collection, of which one waits until `site.release` is called."""
    site.hold()
    start(page, url, site)
    held = f"{site.origin}/hold/course.html?{next(_numbers)}"
    page.locator("#url").fill(f"{site.origin}/course.html {held}")
    page.locator("#url").press("Enter")
    page.locator(".offer button").first.click()
    expect(page.locator(".collection-progress li")).to_have_count(2)


def api_page(page: Page, url: str, site: Site) -> None:
    """The reference of the API, with a call unfolded."""
    page.goto(f"{url}/api.html")
    page.locator("details summary").first.click()
    expect(page.locator("details[open]").first).to_be_visible()


STATES: dict[str, Open] = {
    "start": start,
    "paste": paste,
    "offer": offer,
    "own-text": own_text,
    "present": present,
    "help": help_page,
    "waiting": waiting,
    "stopped": stopped,
    "error": _failed("/status/403"),
    "no-link": _failed("/loop"),
    "unknown": unknown,
    "chart": _result("/course.html", "", ".chart"),
    "chart-korean": _result("/korean.html", "&show=25", ".chart"),
    "chart-arabic": _result("/arabic.html", "&show=25", ".chart"),
    "phrases": _result("/course.html", "&unit=2", ".chart"),
    "word": _result("/course.html", "&word=course", ".word-concordance li"),
    "special": _result("/course.html", "&sort=keyness", ".special-phrases"),
    "concordance": concordance,
    "word-korean": _result("/korean.html", "&word=파이썬&show=25", ".word-concordance li"),
    "word-arabic": _result("/arabic.html", "&word=النهر&show=25", "#result"),
    "cloud": _result("/course.html", "&view=cloud", ".cloud"),
    "cloud-many": cloud_many,
    "cloud-word": _result("/course.html", "&view=cloud&word=course", ".word-concordance li"),
    "table": _result("/course.html", "&view=table", ".table"),
    "text": _result("/course.html", "&view=text", ".text-blocks p"),
    "text-word": _result("/course.html", "&view=text&word=course&blocks=0", ".text-blocks mark"),
    "compare": compare,
    "compare-failed": compare_failed,
    "collection": _collection("&word=course", "#places mark"),
    "collection-heat": _collection("&as=heat", ".collection-heat"),
    "collection-cards": _collection("&as=cards", ".collection-cards li"),
    "collection-waiting": collection_waiting,
    "entries": entries,
    "api": api_page,
    "empty": _result("/links.html", "", ".empty"),
    "own-words": own_words,
    "earlier": earlier,
    "recent": recent,
}
