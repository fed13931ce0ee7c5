"""The tables of addresses: every closed block from its first address to its last, and no more."""
# ruff: noqa: SIM905 - lists of words read better as words

from ipaddress import ip_address, ip_network

import pytest

from pagewords.fetch.addresses import is_public, parse_address

CLOSED = """
0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12
192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16
192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 ::/128
::1/128 ::/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16
2620:4f:8000::/48 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8
""".split()

OPEN = """
1.0.0.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0
168.63.129.15 168.63.129.17 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 192.0.1.0
192.0.3.0 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 203.0.112.255 203.0.114.0
223.255.255.255 2000::1 2001:200::1 2001:4860:4860::8888 2003::1 2400:cb00::1 2606:4700::1111
2a00:1450:4001::1 ::ffff:8.8.8.8
""".split()


@pytest.mark.parametrize("block", CLOSED)
def test_a_closed_block_is_closed_from_end_to_end(block: str) -> None:
    network = ip_network(block)
    assert not is_public(network[0])
    assert not is_public(network[-1])
    if network.version == 4:
        for end in (network[0], network[-1]):
            assert not is_public(ip_address(f"::ffff:{end}")), "wrapped"


@pytest.mark.parametrize("address", OPEN)
def test_addresses_next_to_a_closed_block_are_open(address: str) -> None:
    assert is_public(ip_address(address))


def test_a_mapped_address_is_unwrapped() -> None:
    assert parse_address("::ffff:8.8.8.8") == ip_address("8.8.8.8")


@pytest.mark.parametrize("text", ["fe80::1%eth0", "2606:4700::1%1", "127.1", "", "localhost"])
def test_what_is_no_plain_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"address"):
        parse_address(text)
