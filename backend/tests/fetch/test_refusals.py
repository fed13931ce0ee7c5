"""No URL, DNS answer or redirect connects to a private address; legitimate URLs pass."""
# ruff: noqa: SIM905 - lists of words read better as words

import logging
from collections.abc import Callable
from typing import Any

import pytest

from pagewords.fetch import FetchError, fetch_page

PUBLIC = "93.184.215.14"
UNREACHABLE = str(FetchError("unreachable"))

SPELLINGS = """
127.0.0.1 127.0.0.2 127.255.255.254 127.1 127.0.1 2130706433 0x7f000001 0x7f.0.0.1 0x7f.1
0177.0.0.1 00177.1 017700000001 0x7F000001 127.0.0.1. 127.00.0.1 127.0.0.01 127.0.0.0x1 0 0.0.0.0
0x0 00 4294967295 4294967296 127.0.0.1.5 127.0.0.256 1.1 1.2.3 169.254.169.254 2852039166
0xa9fea9fe 0251.0376.0251.0376 169.254.43518 169.16689662 10.1 10.0.0.1 192.168.1 172.16.1
①②⑦.⓪.⓪.① １２７.０.０.１ 127。0。0。1 127．0．0．1 127｡0｡0｡1 𝟏𝟐𝟕.𝟎.𝟎.𝟏 ⑫⑦.0.0.1 ١٢٧.٠.٠.١
%31%32%37.0.0.1
127%2e0%2e0%2e1 127.0.0.1%00 0x7f.0x0.0x0.0x1 0x.0x.0x.0x
""".split()
RANGES = """
0.1.2.3 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.53 168.63.129.16
169.254.0.1 169.254.170.2 172.16.0.1 172.31.255.255 192.0.0.192 192.0.0.8 192.0.2.1 192.31.196.1
192.52.193.1 192.88.99.1 192.168.0.1 192.175.48.1 198.18.0.1 198.19.255.255 198.51.100.1
203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
""".split()
IPV6 = """
[::] [::1] [0:0:0:0:0:0:0:1] [0000:0000:0000:0000:0000:0000:0000:0001] [::127.0.0.1]
[::ffff:127.0.0.1] [::ffff:7f00:1] [::FFFF:169.254.169.254] [::ffff:10.0.0.1] [::ffff:0:127.0.0.1]
[0:0:0:0:0:ffff:c0a8:0101] [64:ff9b::127.0.0.1] [64:ff9b::a9fe:a9fe] [64:ff9b:1::1] [100::1]
[2001::1] [2001:0:4136:e378:8000:63bf:3fff:fdd2] [2001:2::1] [2001:10::1] [2001:20::1]
[2001:db8::1] [2002:7f00:1::] [2002:a9fe:a9fe::1] [2620:4f:8000::1] [3fff::1] [5f00::1] [fc00::1]
[fd00:ec2::254] [fd12:3456::1] [fe80::1] [fe80::1%25eth0] [fe80::1%eth0] [febf::1] [fec0::1]
[ff02::1] [ff0e::1] [4000::1] [e000::1] [::1%25lo] [::1]. [::1
""".split()
NAMES = """
localhost LOCALHOST localhost. localhost.localdomain foo.localhost ip6-localhost router intranet
metadata metadata.google.internal instance-data.ec2.internal printer.local db.corp nas.lan
server.home kubernetes.default.svc.cluster.local gateway.home.arpa wpad.intranet ｌｏｃａｌｈｏｓｔ
ⓛⓞⓒⓐⓛⓗⓞⓢⓣ lo\u00adcalhost local\u200bhost example.onion vault.private
""".split()
TRICKS = [
    "http://example.com@127.0.0.1/",
    "http://127.0.0.1@example.com/",
    "http://127.0.0.1#@example.com/",
    "http://127.0.0.1?@example.com/",
    "http://127.0.0.1\\@example.com/",
    "http://example.com\\@127.0.0.1/",
    "http://127.0.0.1;@example.com/",
    "http://example.com&@127.0.0.1#@example.com/",
    "http://127.1.1.1:80\\@127.2.2.2:80/",
    "http://127.0.0.1:80@example.com:80/",
    "http://127.0.0.1 example.com/",
    "http://127.0.0.1\texample.com/",
    "http://127.0.0.1\r\nHost: example.com/",
    "http://127.0.0.1\x00.example.com/",
    "http://127.0.0.1%2f.example.com@127.0.0.1/",
    "http:///127.0.0.1/",
    "http:127.0.0.1/",
    "http:\\\\127.0.0.1/",
    "http://[::1]@example.com/",
    "http://[127.0.0.1]/",
    "http://example.com:80:127.0.0.1/",
    "//127.0.0.1/",
    "127.0.0.1",
    "[::1]",
    "localhost",
]
PORTS = [22, 25, 53, 6379, 5432, 8000, 8080, 8443, 65535, 79, 81, 442, 444]
SCHEMES = """
file:///etc/passwd ftp://127.0.0.1/ gopher://127.0.0.1:6379/_INFO dict://127.0.0.1:11211/stats
ldap://127.0.0.1/ tftp://127.0.0.1/x jar:http://127.0.0.1!/ netdoc:///etc/passwd
unix:///run/docker.sock http+unix://%2frun%2fdocker.sock/ javascript:alert(1) data:text/html,x
ws://127.0.0.1/ httpx://127.0.0.1/ socks5://127.0.0.1/
""".split()
HOSTILE = [
    *(f"http://{host}/" for host in (*SPELLINGS, *RANGES, *IPV6, *NAMES)),
    *(
        f"https://{host}:443/latest/meta-data/"
        for host in ("169.254.169.254", "[::1]", "localhost")
    ),
    *TRICKS,
    *(f"http://example.com:{port}/" for port in PORTS),
    *SCHEMES,
]
ANSWERS = [
    ["127.0.0.1"],
    ["10.0.0.5"],
    ["169.254.169.254"],
    ["100.100.100.200"],
    ["192.0.0.192"],
    ["0.0.0.0"],
    ["::1"],
    ["::"],
    ["fe80::1%eth0"],
    ["fd00:ec2::254"],
    ["::ffff:127.0.0.1"],
    ["::ffff:169.254.169.254"],
    ["64:ff9b::7f00:1"],
    ["2002:7f00:1::1"],
    ["2001::1"],
    [PUBLIC, "127.0.0.1"],
    ["127.0.0.1", PUBLIC],
    [PUBLIC, "2606:4700::1111", "fd00::1"],
    [*(f"93.184.215.{number}" for number in range(40)), "10.0.0.1"],
    ["garbage"],
    [],
]


def test_there_are_at_least_150_hostile_urls() -> None:
    assert len(set(HOSTILE)) >= 150


@pytest.mark.parametrize("url", HOSTILE, ids=lambda url: repr(url))
def test_a_hostile_url_is_refused_before_any_socket_is_connected(
    url: str, refused: Callable[..., FetchError], watch: Any
) -> None:
    failure = refused(url, names={"example.com": [[PUBLIC]]})
    assert watch.connects == []
    assert watch.lookups == []
    assert (failure.code, str(failure)) == ("unreachable", UNREACHABLE)


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://[::1]/", "localhost", "file:///x"])
def test_the_bare_call_has_the_full_policy(url: str, watch: Any) -> None:
    with pytest.raises(FetchError) as caught:
        fetch_page(url)
    assert (caught.value.code, watch.connects) == ("unreachable", [])


@pytest.mark.parametrize("addresses", ANSWERS, ids=lambda addresses: " ".join(addresses)[-40:])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_name_with_one_denied_address_is_refused(
    scheme: str, addresses: list[str], refused: Callable[..., FetchError], watch: Any
) -> None:
    failure = refused(f"{scheme}://evil.example/", names={"evil.example": [addresses]})
    assert watch.connects == []
    assert (failure.code, str(failure)) == ("unreachable", UNREACHABLE)


def test_rebinding_has_no_effect_since_the_checked_address_is_connected_to(
    refused: Callable[..., FetchError], watch: Any
) -> None:
    names = {"rebind.example": [[PUBLIC], ["127.0.0.1"]]}
    assert refused("http://rebind.example/", names=names).code == "unreachable"
    assert watch.connects == [(PUBLIC, 80)]
    assert refused("http://rebind.example/", names=names).code == "unreachable"
    assert watch.connects == [(PUBLIC, 80)]


def test_rebinding_between_https_and_http_has_no_effect(
    refused: Callable[..., FetchError], watch: Any
) -> None:
    names = {"rebind.example": [[PUBLIC], ["127.0.0.1"]]}
    refused("rebind.example", names=names)
    assert watch.connects == [(PUBLIC, 443)]


REDIRECTS = [
    *(f"http://{host}/" for host in ("127.0.0.1", "127.1", "2130706433", "0", "localhost")),
    *(f"http://{host}/" for host in ("[::1]", "[::ffff:127.0.0.1]", "169.254.169.254", "10.0.0.1")),
    "http://evil.example/",
    "https://evil.example/",
    "//evil.example/",
    "//127.0.0.1/",
    "/\\127.0.0.1/",
    "\\\\127.0.0.1\\",
    "http://127.0.0.1:6379/",
    "http://public.example:6379/",
    "http://user@public.example/",
    "http://public.example@127.0.0.1/",
    "http://127.0.0.1 .public.example/",
    "http://127.0.0.1\t/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_x",
    "javascript:alert(1)",
    "data:text/html,<p>x</p>",
    "unix:/run/x",
    "http://[",
    "https:127.0.0.1",
    "\x7f",
]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("location", REDIRECTS, ids=lambda location: repr(location))
def test_a_redirect_is_checked_like_a_first_url(
    location: str, status: int, site: Any, refused: Callable[..., FetchError], watch: Any
) -> None:
    site.responses["/"] = (
        f"HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode()
    )
    names = {"evil.example": [["127.0.0.1"]], "public.example": [[PUBLIC]]}
    failure = refused(site.origin + "/", names=names, trusted=(site.origin,))
    assert watch.connects == [("127.0.0.1", site.port)]
    assert failure.code == "unreachable"


SENDS_ON = {
    "a header": ("", "Refresh: 0;url={}"),
    "a page": ('<meta http-equiv="refresh" content="0;url={}">', "X: y"),
    "a page without scripts": (
        '<noscript><meta http-equiv="refresh" content="0;url={}"></noscript>',
        "X: y",
    ),
    "a script": ('<script>location.replace("{}")</script>', "X: y"),
    "a body's attribute": ("<body onload=\"location='{}'\">", "X: y"),
    "a base": ('<base href="{}"><meta http-equiv="refresh" content="0;url=?x">', "X: y"),
}


@pytest.mark.parametrize("how", SENDS_ON)
@pytest.mark.parametrize("location", REDIRECTS, ids=lambda location: repr(location))
def test_a_page_that_sends_on_leads_to_no_denied_address(
    location: str, how: str, site: Any, fetch: Callable[..., Any], watch: Any
) -> None:
    body, header = (text.replace("{}", location) for text in SENDS_ON[how])
    head = f"HTTP/1.1 200 OK\r\n{header}\r\nContent-Length: {len(body.encode())}\r\n\r\n"
    site.responses["/"] = (head + body).encode()
    names = {"evil.example": [["127.0.0.1"]], "public.example": [[PUBLIC]]}
    code = None  # a link that is none of the web leaves the page as it is
    try:
        fetch(site.origin + "/", names=names, trusted=(site.origin,))
    except FetchError as failure:
        code = failure.code
    assert code in (None, "unreachable", "http_status")
    assert set(watch.connects) == {("127.0.0.1", site.port)}


@pytest.mark.parametrize("location", ["///127.0.0.1/", "http://", "", "?q", "127.0.0.1:6379"])
def test_a_redirect_without_a_host_stays_where_it_is(
    location: str, site: Any, refused: Callable[..., FetchError], watch: Any
) -> None:
    site.responses["/"] = f"HTTP/1.1 302 Found\r\nLocation: {location}\r\n\r\n".encode()
    refused(site.origin + "/", trusted=(site.origin,))
    assert set(watch.connects) == {("127.0.0.1", site.port)}


def test_trust_in_a_site_covers_no_other_port_or_name(
    site: Any, refused: Callable[..., FetchError], watch: Any
) -> None:
    names = {"other.example": [["127.0.0.1"]]}
    for url in (
        f"https://127.0.0.1:{site.port}/",
        f"http://127.0.0.2:{site.port}/",
        f"http://localhost:{site.port}/",
        f"http://other.example:{site.port}/",
        "http://127.0.0.1/",
    ):
        assert refused(url, names=names, trusted=(site.origin,)).code == "unreachable"
    assert watch.connects == []


LEGITIMATE = [
    ("http://example.com/", (PUBLIC, 80)),
    ("https://example.com/", (PUBLIC, 443)),
    ("HTTPS://EXAMPLE.COM/Path", (PUBLIC, 443)),
    ("http://example.com:80/", (PUBLIC, 80)),
    ("https://example.com:443/", (PUBLIC, 443)),
    ("http://example.com:443/", (PUBLIC, 443)),
    ("http://example.com./", (PUBLIC, 80)),
    ("http://example.com:/", (PUBLIC, 80)),
    ("https://bücher.example/straße?q=ü", (PUBLIC, 443)),
    ("https://위키.한국/문서", (PUBLIC, 443)),
    ("https://xn--bcher-kva.example/", (PUBLIC, 443)),
    ("http://8.8.8.8/", ("8.8.8.8", 80)),
    ("http://[2606:4700:4700::1111]/", ("2606:4700:4700::1111", 80)),
    ("https://[2606:4700:4700:0:0:0:0:1111]:443/", ("2606:4700:4700::1111", 443)),
    ("http://[::ffff:8.8.8.8]/", ("8.8.8.8", 80)),
    ("http://six.example/", ("2606:4700::1", 80)),
    ("http://mapped.example/", ("8.8.4.4", 80)),
    ("http://a_b.example.com/", (PUBLIC, 80)),
    ("http://1.example.com/127.0.0.1?u=http://127.0.0.1/", (PUBLIC, 80)),
    ("http://example.com/@localhost:8080//", (PUBLIC, 80)),
    ("http://127.0.0.1.example.com/", (PUBLIC, 80)),
    ("http://localhost.example.com/", (PUBLIC, 80)),
    ("http://example.com?q=a%20b&r[]=é", (PUBLIC, 80)),
]
NAMES_OF_PUBLIC = """
example.com xn--bcher-kva.example xn--9q5b29o.xn--3e0b707e a_b.example.com 1.example.com
127.0.0.1.example.com localhost.example.com
""".split()
KNOWN = {
    **{name: [[PUBLIC]] for name in NAMES_OF_PUBLIC},
    "six.example": [["2606:4700::1"]],
    "mapped.example": [["::ffff:8.8.4.4"]],
}


@pytest.mark.parametrize(("url", "address"), LEGITIMATE, ids=lambda value: repr(value))
def test_a_legitimate_url_is_connected_to(
    url: str, address: tuple[str, int], refused: Callable[..., FetchError], watch: Any
) -> None:
    refused(url, names=KNOWN)  # the watch lets no packet out, so that none can answer
    assert watch.connects == [address]


def test_each_address_of_a_name_is_tried(refused: Callable[..., FetchError], watch: Any) -> None:
    refused("http://two.example/", names={"two.example": [["2606:4700::1", PUBLIC, PUBLIC]]})
    assert watch.connects == [("2606:4700::1", 80), (PUBLIC, 80)]


def test_blocked_refused_and_unknown_hosts_look_the_same(
    refused: Callable[..., FetchError], site: Any, caplog: pytest.LogCaptureFixture
) -> None:
    site.close()
    caplog.set_level(logging.INFO)
    failures = [
        refused("http://10.1.2.3/"),
        refused("http://nowhere.example/"),
        refused("http://inside.example/", names={"inside.example": [["10.1.2.3"]]}),
        refused(site.origin, trusted=(site.origin,)),
    ]
    for failure in failures:
        assert (failure.code, failure.status, str(failure)) == ("unreachable", None, UNREACHABLE)
        assert failure.args == ("unreachable", None)
        assert failure.__cause__ is None
        assert failure.__context__ is None
    assert caplog.records == []
