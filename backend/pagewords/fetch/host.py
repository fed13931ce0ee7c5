"""Normalise host names, and recognise private ones.

Refuses every host that two parsers could read differently: numbers other than dotted decimal
IPv4, percent signs, zone ids, empty labels.
"""

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address

_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_MAX_NAME_LENGTH = 253

#: Top-level names outside the public DNS (RFC 6761, 6762, 8375, ICANN's resolution on .internal,
#: and names never delegated because private networks use them).
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
    """Return the host as sent: lower case, ASCII, an IPv6 address in brackets.

    Converts international names to A-labels (UTS 46, as browsers do) and drops a trailing dot.
    Raises ValueError if the text is not a host.
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
    if len(name) > _MAX_NAME_LENGTH or not all(_LABEL.fullmatch(label) for label in labels):
        raise ValueError("not a host name")
    return name


def literal_address(host: str) -> IPv4Address | IPv6Address | None:
    """Return the address of a numeric canonical host, None for a name."""
    try:
        return IPv6Address(host.strip("[]")) if ":" in host else IPv4Address(host)
    except AddressValueError:
        return None


def is_private_name(host: str) -> bool:
    """Whether a canonical name belongs to a private network."""
    labels = host.split(".")
    return len(labels) == 1 or labels[-1] in _PRIVATE_ENDINGS or labels[-2:] == ["home", "arpa"]


def _ipv6(text: str) -> IPv6Address:
    inner = text.removeprefix("[").removesuffix("]")
    if len(inner) != len(text) - 2 or "%" in inner:
        raise ValueError("not an IPv6 address")
    return IPv6Address(inner)


def _ascii_name(text: str) -> str:
    import idna  # lazily: most links do not need it

    return idna.encode(text, uts46=True, std3_rules=True).decode("ascii")
