"""Character references of HTML (`&amp;`, `&#38;`), as browsers read them."""

import html
import re

#: A number that is no character's, whatever its digits are; Python refuses to parse thousands.
_TOO_LARGE = re.compile("&#0*[1-9][0-9]{7,}")
#: A number with more zeros before it than anybody writes.
_ZEROS = re.compile("&#0{9,}")


def unescape(text: str) -> str:
    """The text with its references replaced; one to no character is U+FFFD."""
    return html.unescape(_ZEROS.sub("&#0", _TOO_LARGE.sub("&#99999999", text)))
