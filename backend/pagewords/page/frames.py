"""The frames of a page that may hold its text: those of the same site, the largest first."""

from selectolax.lexbor import LexborNode

from pagewords.page.links import absolute, same_site

#: Frames that are looked into.
MOST_FRAMES = 4
#: Pixels that a frame has without a size, and that 100 % stands for.
_WIDTH, _HEIGHT, _WHOLE = 300, 150, 1_000
#: Pixels below which a frame is not for readers.
_LEAST = 50


def read_frames(root: LexborNode, url: str | None) -> tuple[str, ...]:
    """The absolute URLs of frames of the same site, by their declared size."""
    sizes: dict[str, int] = {}
    for node in root.css("frame, iframe"):
        attributes = node.attributes
        source = absolute((attributes.get("src") or "").strip(), url)
        width = _pixels(attributes.get("width"), _WIDTH)
        height = _pixels(attributes.get("height"), _HEIGHT)
        if source and same_site(source, url) and min(width, height) >= _LEAST:
            sizes.setdefault(source.partition("#")[0], width * height)
    return tuple(sorted(sizes, key=lambda source: -sizes[source])[:MOST_FRAMES])


def _pixels(text: str | None, default: int) -> int:
    """A declared width or height; a share of the page counts as that of a thousand pixels."""
    number = (text or "").strip().removesuffix("px")
    if number.endswith("%") and number[:-1].isdecimal():
        return _WHOLE * min(int(number[:-1][:4]), 100) // 100
    return int(number[:6]) if number.isdecimal() else default
