"""Links of pages and files: joined and taken apart in little time, whatever they are made of."""

import time
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import pytest

from pagewords import links
from pagewords.fetch.onward import onward
from pagewords.fetch.url import RefusedUrl, next_target, read_target
from pagewords.files.feed import read_feed
from pagewords.jobs.file import links_of
from pagewords.page import read_page

URL = "https://words.example/a/b"
#: A host of marks that the standard library puts in order, one by one.
MARKS = "\u0f73\u0f74" * 45_000
LONG = f"http://{MARKS}/a"


def follow() -> object:
    with pytest.raises(RefusedUrl):
        next_target(read_target(URL), LONG)
    return None


@pytest.mark.parametrize(
    "use",
    [
        lambda: read_page(f"<p>words<iframe src='{LONG}'></iframe>".encode(), "text/html", URL),
        lambda: onward(f'<meta http-equiv=refresh content="0;url={LONG}">'.encode()[:200_000], URL),
        lambda: onward(
            f"<base href='{LONG[:60_000]}'><script>location='/a'</script>".encode(), URL
        ),
        follow,
        lambda: links_of(read_feed(FEED.encode()).entries, URL),
    ],
    ids=["frame", "refresh", "base", "redirect", "entry"],
)
def test_a_long_host_takes_no_time(use: Callable[[], object]) -> None:
    begun = time.process_time()
    use()
    assert time.process_time() - begun < 1


FEED = f"<rss><channel><item><title>Words</title><link>{LONG}</link></item></channel></rss>"


@pytest.mark.parametrize("before", ["http://", "//", " \t//", "ht\ntp:/\t/", "\x00 https:/\r\n/"])
def test_a_host_has_its_longest_name(before: str) -> None:
    assert len(links.split(f"{before}{'b' * 300}/a").netloc) == 300
    with pytest.raises(ValueError, match="too long"):
        links.split(f"{before}{'b' * 301}/a")


@pytest.mark.parametrize(
    "link",
    [
        f"/{'b' * 400}",
        f"a?b=//{'b' * 400}",
        f"https://words.example//{'b' * 400}",
        f"https://words.example/?u=https://{'b' * 400}",
        "https://단어.example/가나다",
        "#part",
        "",
    ],
)
def test_others_are_as_the_standard_library_has_them(link: str) -> None:
    assert links.split(link) == urlsplit(link)
    assert links.join(URL, link) == urljoin(URL, link)
