"""The plain values of fetching: what is allowed, how much of it, and what comes back."""

from dataclasses import dataclass

from pagewords.fetch.url import origin_of, read_target


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may be reached beyond the public web, and how we introduce ourselves.

    `trusted_sites` are exact origins, such as `http://127.0.0.1:8000`, that the rules on
    addresses, names and ports let through: nothing else does. `contact` is a URL or an address
    of mail that the User-Agent names.
    """

    trusted_sites: frozenset[str] = frozenset()
    contact: str = ""

    def __post_init__(self) -> None:
        """Spell the origins as URLs are spelt; raises `RefusedUrl` (a ValueError) for no origin."""
        sites = map(read_target, self.trusted_sites)
        origins = frozenset(origin_of(site.scheme, site.host, site.port) for site in sites)
        object.__setattr__(self, "trusted_sites", origins)

    def trusts(self, scheme: str, host: str, port: int) -> bool:
        """Whether an origin is one of the trusted sites."""
        return origin_of(scheme, host, port) in self.trusted_sites


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may take, redirects included.

    `wire_bytes` are those received, before decompression; `decoded_bytes` those of the page;
    `seconds` go from the first look-up of a name to the last byte.
    """

    wire_bytes: int = 5_000_000
    decoded_bytes: int = 10_000_000
    seconds: float = 15.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Page:
    """What a URL answered: `body` is decompressed, `wire_bytes` counts what was received."""

    url: str
    final_url: str
    status: int
    content_type: str | None
    body: bytes
    wire_bytes: int
