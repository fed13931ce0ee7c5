"""The form of links: what is forgiven, what is refused, and that no two programs read one apart."""

import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from urllib3.util import parse_url as urllib3_parse_url

from pagewords.fetch import RefusedUrl, SubmittedUrl, parse_url
from pagewords.fetch.url import MAX_URL_LENGTH

SPELLINGS = [
    ("https://example.com", "https://example.com/", False),
    ("  HTTPS://EXAMPLE.com/Path \n", "https://example.com/Path", False),
    ("\ufeffhttps://example.com/\u200b", "https://example.com/", False),
    (
        "\u3000\u200b \ufeff\thttps://example.com/\u200b\u2003\u200b\n",
        "https://example.com/",
        False,
    ),
    ("example.com", "https://example.com/", True),
    ("//example.com/a", "https://example.com/a", True),
    ("Example.COM/Some/Path?Q=1", "https://example.com/Some/Path?Q=1", True),
    ("example.com:443/a", "https://example.com/a", True),
    ("example.com:8080", "https://example.com:8080/", True),
    ("localhost:8000/x", "https://localhost:8000/x", True),
    ("127.0.0.1:8000", "https://127.0.0.1:8000/", True),
    ("http://example.com:80/", "http://example.com/", False),
    ("https://example.com:00443/", "https://example.com/", False),
    ("http://example.com:/", "http://example.com/", False),
    ("http://example.com:443/", "http://example.com:443/", False),
    ("http://example.com./a", "http://example.com/a", False),
    ("http://example.com#part", "http://example.com/", False),
    ("http://example.com?q", "http://example.com/?q", False),
    ("http://example.com/?a[]=1&b={}", "http://example.com/?a%5B%5D=1&b=%7B%7D", False),
    ("http://example.com/100%", "http://example.com/100%25", False),
    ("http://example.com/a%20b%2F", "http://example.com/a%20b%2F", False),
    ("http://example.com/@user;v=1", "http://example.com/@user;v=1", False),
    ("http://my_site.example.com/", "http://my_site.example.com/", False),
    ("http://1.example.com/", "http://1.example.com/", False),
    ("http://BÜCHER.example/", "http://xn--bcher-kva.example/", False),
    ("http://faß.example/", "http://xn--fa-hia.example/", False),
    (
        "한국.kr/위키?질문=가",
        "https://xn--3e0b707e.kr/%EC%9C%84%ED%82%A4?%EC%A7%88%EB%AC%B8=%EA%B0%80",
        True,
    ),
    ("http://例え。jp/", "http://xn--r8jz45g.jp/", False),
    ("http://[2606:4700:0:0::1111]/", "http://[2606:4700::1111]/", False),
    ("http://[2606:4700::1111]:80/", "http://[2606:4700::1111]/", False),
    ("http://8.8.8.8/", "http://8.8.8.8/", False),
]


@pytest.mark.parametrize(("text", "url", "assumed"), SPELLINGS, ids=lambda value: repr(value))
def test_links_are_normalised(text: str, url: str, assumed: bool) -> None:
    assert parse_url(text) == SubmittedUrl(url, assumed)


REFUSED = [
    "",
    "   ",
    "hello",
    "not a url",
    "http://",
    "https:///path",
    "http:example.com",
    "http:/example.com",
    "http://?q",
    "http://#x",
    "ftp://example.com/",
    "file:///etc/passwd",
    "gopher://example.com:70/_x",
    "javascript:alert(1)",
    "data:text/html,<p>x</p>",
    "mailto:someone@example.com",
    "about:blank",
    "view-source:http://example.com",
    "unix:///run/x.sock",
    "ws://example.com/",
    "http://user@example.com/",
    "http://user:secret@example.com/",
    "someone@example.com",
    "http://exa mple.com/",
    "http://example.com/a b",
    "http://example.com/a\tb",
    "http://example.com/\r\nHost: other",
    "http://example.com/\x00",
    "http://example.com/\x7f",
    "http://example.com/\u00a0x",
    "http://example.com\\@other.example/",
    "http://example.com/\ud800",
    "http://exa%6dple.com/",
    "http://example.com:port/",
    "http://example.com:0/",
    "http://example.com:65536/",
    "http://example.com:999999999999/",
    "http://example.com:1000080/",
    "http://example.com:80:80/",
    "http://example.com:８０/",
    "http://.example.com/",
    "http://example..com/",
    "http://example.com../",
    "http://-example.com/",
    "http://exam*ple.com/",
    "http://exam<ple.com/",
    "http://" + "a" * 64 + ".com/",
    "http://" + "a." * 127 + "com/",
    "http://example.com/" + "a" * MAX_URL_LENGTH,
    "http://example.com/" + "가" * 500,
    "http://[::1/",
    "http://::1/",
    "http://[::1]x/",
    "http://[fe80::1%25eth0]/",
    "http://[v1.x]/",
    "http://[127.0.0.1]/",
    "http://1.2.3/",
    "http://1.2.3.4.5/",
    "http://256.1.1.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://example.0x1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://ex\u2044ample.com/",
    "http://example.com／path/",
    "http://\u202eexample.com/",
]


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: repr(text[:40]))
def test_what_can_never_be_fetched_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(RefusedUrl) as caught:
        parse_url(text)
    assert isinstance(caught.value, ValueError)
    assert str(caught.value).endswith(".")


HOSTS = st.sampled_from(["example.com", "한국.kr", "[2606:4700::1]", "8.8.8.8", "a_b.c"])


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.builds("http://{}{}".format, HOSTS, st.text())))
def test_a_normalised_link_is_stable_and_all_parsers_agree_on_it(text: str) -> None:
    try:
        url = parse_url(text).url
    except RefusedUrl:
        return
    assert url.isascii()
    assert parse_url(url) == SubmittedUrl(url, scheme_assumed=False)
    ours, theirs = urlsplit(url), urllib3_parse_url(url)
    assert (ours.scheme, ours.netloc, ours.port) == (theirs.scheme, theirs.netloc, theirs.port)


def test_the_part_for_the_api_imports_no_http_library() -> None:
    program = (
        "import sys, pagewords.fetch as fetch; fetch.parse_url('https://example.com/');"
        "fetch.Policy(); fetch.FetchError('tls');"
        "print(sorted({'requests', 'urllib3', 'idna'} & set(sys.modules)));"
        "print(callable(fetch.fetch_page), 'requests' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stdout.split("\n")[:2] == ["[]", "True True"]


def test_what_is_around_a_link_is_looked_at_once() -> None:
    # Feeds and frames give links of any length.
    begun = time.process_time()
    with pytest.raises(RefusedUrl):
        parse_url("\u2003\u200b" * 1_000_000)
    assert time.process_time() - begun < 1
