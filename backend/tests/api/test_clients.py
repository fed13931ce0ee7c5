"""Who a client is, and what site a link is of, for their rates."""

import pytest

from pagewords.api.rate_limits import site_of
from pagewords.fetch import client_of


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2ff:3:4:5:6", "2001:db8:1:200::/56"),
        ("2001:db8:1:200::9", "2001:db8:1:200::/56"),
        ("fe80::1%eth0", "fe80::/56"),
        ("203.0.113.7:51234", "203.0.113.7"),
        ("[2001:db8:1:2::9]:51234", "2001:db8:1::/56"),
        ("[2001:db8:1:2::9]", "2001:db8:1::/56"),
        ("unknown", "unknown"),
        ("x" * 99, "x" * 45),
        ("203.0.113.7:", "203.0.113.7:"),
        ("", ""),
    ],
)
def test_a_client_is_an_ipv4_address_or_a_56(address: str, client: str) -> None:
    assert client_of(address) == client


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("words.example.co.uk", "example.co.uk"),
        ("a.b.c.d.e.f.g.h.i.j.example.com", "example.com"),
        ("news.example.co.kr", "example.co.kr"),
        ("me.github.io", "me.github.io"),
        ("co.uk", "co.uk"),
        ("xn--3e0b707e", "xn--3e0b707e"),
        ("192.0.2.9", "192.0.2.9"),
        ("[2001:db8:1:2::9]", "2001:db8:1:2::/64"),
        ("www.example.com.", "example.com"),
    ],
)
def test_a_site_is_a_registrable_domain_or_an_address(host: str, site: str) -> None:
    assert site_of(host) == site
