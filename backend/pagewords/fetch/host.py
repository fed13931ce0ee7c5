"""Host names: one canonical spelling for each, and the names that are never public.

Anything that two programs could read as two hosts is refused: numbers that are not a plain
dotted IPv4 address, percent signs, zone ids, empty labels.
"""

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address

_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_LONGEST_NAME = 253

#: Endings of names that belong to one network and not to the public name system (RFC 6761, 6762,
#: 8375, ICANN's resolution on .internal, and what is never delegated for its private use).
_PRIVATE_ENDINGS = frozenset(
    {
        "localhost",
        "local",
        "localdomain",
        "internal",
        "intranet",
        "private",
        "corp",
        "home",
        "lan",
        "onion",
    }
)


def canonical_host(text: str) -> str:
    """The host as it goes on the wire: lower case, ASCII, an IPv6 address in brackets.

    International names become their A-labels (UTS 46, as in browsers); one dot at the end is
    dropped. Raises ValueError for what is no host.
    """
    if text.startswith("["):
        return f"[{_ipv6(text)}]"
    name = text if text.isascii() else _ascii_name(text)
    name = name.lower().removesuffix(".")
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        if not text.isascii():
            raise ValueError("digits of another script")
        return str(IPv4Address(name))
    if len(name) > _LONGEST_NAME or not all(_LABEL.fullmatch(label) for label in labels):
        raise ValueError("not a host name")
    return name


def literal_address(host: str) -> IPv4Address | IPv6Address | None:
    """The address that a canonical host spells, None where it is a name."""
    try:
        return IPv6Address(host.strip("[]")) if ":" in host else IPv4Address(host)
    except AddressValueError:
        return None


def is_private_name(host: str) -> bool:
    """Whether a canonical name can only mean something inside one network."""
    labels = host.split(".")
    return len(labels) == 1 or labels[-1] in _PRIVATE_ENDINGS or labels[-2:] == ["home", "arpa"]


def _ipv6(text: str) -> IPv6Address:
    inner = text.removeprefix("[").removesuffix("]")
    if len(inner) != len(text) - 2 or "%" in inner:
        raise ValueError("not an IPv6 address")
    return IPv6Address(inner)


def _ascii_name(text: str) -> str:
    import idna  # here: it comes with requests, and most links do not need it

    return idna.encode(text, uts46=True, std3_rules=True).decode("ascii")
