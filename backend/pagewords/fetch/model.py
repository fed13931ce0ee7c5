"""Policy, limits and result of a fetch."""

from dataclasses import dataclass

from pagewords.fetch.url import origin_of, read_target


@dataclass(frozen=True, slots=True)
class Policy:
    """The sites exempt from the network rules, the contact in the User-Agent, the language.

    `trusted_sites` are exact origins, such as `http://127.0.0.1:8000`, exempt from the rules on
    addresses, names and ports. `contact` is a URL or an e-mail address. `language` is the primary
    tag of the reader's language, such as `ko`; English is asked for without it.
    """

    trusted_sites: frozenset[str] = frozenset()
    contact: str = ""
    language: str = ""

    def __post_init__(self) -> None:
        """Normalise the origins; raises `RefusedUrl` (a ValueError) for an invalid one."""
        sites = map(read_target, self.trusted_sites)
        origins = frozenset(origin_of(site.scheme, site.host, site.port) for site in sites)
        object.__setattr__(self, "trusted_sites", origins)

    def trusts(self, scheme: str, host: str, port: int) -> bool:
        """Whether an origin is one of the trusted sites."""
        return origin_of(scheme, host, port) in self.trusted_sites


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one fetch, redirects and refreshes included.

    `wire_bytes`: bytes received, before decompression. `decoded_bytes`: bytes of the page.
    `file_bytes`: both, of a body that is sent as neither HTML nor plain text.
    `seconds`: from the first DNS lookup to the last byte.
    """

    wire_bytes: int = 5_000_000
    decoded_bytes: int = 10_000_000
    file_bytes: int = 25_000_000
    seconds: float = 15.0
    redirects: int = 10


@dataclass(frozen=True, slots=True)
class Page:
    """A fetched page. `body` is decompressed; `wire_bytes` counts the bytes received.

    `final_url` is the address that was read in the end, which may be an export of `url`; `source`
    is `page`, or `oembed` where a site's oEmbed answer was read in place of its page.
    """

    url: str
    final_url: str
    status: int
    content_type: str | None
    body: bytes
    wire_bytes: int
    source: str = "page"
