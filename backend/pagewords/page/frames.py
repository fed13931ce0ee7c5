"""The frames of a page that may hold its text: those of the same site, the largest first."""

from selectolax.lexbor import LexborNode

from pagewords import links

#: Frames that are looked into, and those among which they are looked for.
MOST_FRAMES, MOST_LOOKED = 4, 1_000
#: Pixels that a frame has without a size, and that 100 % stands for.
_WIDTH, _HEIGHT, _WHOLE = 300, 150, 1_000
#: Pixels below which a frame is not for readers.
_LEAST = 50


def read_frames(root: LexborNode, url: str | None) -> tuple[str, ...]:
    """The absolute URLs of frames of the same site, by their declared size."""
    here = _host(url or "")
    if not here:
        return ()
    site = _site(here)
    sizes: dict[str, int] = {}
    for node in root.css("frame, iframe")[:MOST_LOOKED]:
        attributes = node.attributes
        width = _pixels(attributes.get("width"), _WIDTH)
        height = _pixels(attributes.get("height"), _HEIGHT)
        link = (attributes.get("src") or "").strip()
        if min(width, height) < _LEAST or not link:
            continue
        source = _joined(url or "", link)
        there = _host(source)
        if there and (there == here or _site(there) == site):
            sizes.setdefault(source.partition("#")[0], width * height)
    return tuple(sorted(sizes, key=lambda source: -sizes[source])[:MOST_FRAMES])


def _joined(url: str, link: str) -> str:
    try:
        return links.join(url, link)
    except ValueError:
        return ""


def _host(url: str) -> str:
    """The host of a web address, empty where it has none or is of another scheme."""
    try:
        parts = links.split(url)
    except ValueError:
        return ""
    return parts.hostname or "" if parts.scheme in ("http", "https") else ""


def _site(host: str) -> str:
    """The name that a host is registered under; an address is its own."""
    if ":" in host or host.rpartition(".")[2].isdigit():
        return host
    return links.registrable(host)


def _pixels(text: str | None, default: int) -> int:
    """A declared width or height; a share of the page counts as that of a thousand pixels."""
    number = (text or "").strip().removesuffix("px")
    if number.endswith("%") and number[:-1].isdecimal():
        return _WHOLE * min(int(number[:-1][:4]), 100) // 100
    return int(number[:6]) if number.isdecimal() else default
