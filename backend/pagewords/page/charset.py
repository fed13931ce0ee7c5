"""Bytes → characters: which encoding, and how.

A byte order mark comes first, then the header's label, then the page's own where the bytes do not
say that it is wrong, then detection. Where more than a few of the characters cannot be decoded, the
next of them is tried. Some encodings decode nearly all, among them iso-8859-1, which many servers
send with any page: such a header is not believed where the page's own label and detection agree on
another.
Labels mean what browsers take them to mean (WHATWG Encoding Standard): euc-kr is cp949 and
iso-8859-1 is windows-1252. Only labels of the list are taken: utf-7 turns plain text into markup,
and punycode takes time quadratic in its input.
"""

import codecs
import re
from email.message import Message

from bs4.dammit import EncodingDetector

from pagewords.page.detection import beyond_ascii, detect, is_utf8

#: Python's name of an encoding → the encoding that browsers use for its labels.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "euc_kr": "cp949",
    "johab": "johab",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
    "utf-16": "utf-16-le",
}
_TAKEN = frozenset((
    "utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs", "cp932", "euc_jp", "iso2022_jp",
    "cp949", "johab", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "cp866", "cp874", "cp1250",
    "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "iso8859-2",
    "iso8859-3", "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-10",
    "iso8859-13", "iso8859-14", "iso8859-15", "iso8859-16",
))  # fmt: skip
#: Labels that Python does not know.
_LABELS = {
    **dict.fromkeys(("ks_c_5601-1989", "ksc_5601", "windows-949", "x-windows-949"), "cp949"),
    "x-sjis": "cp932",
    "x-gbk": "gb18030",
    "unicode": "utf-16-le",
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Encodings that decode nearly all bytes, whatever they are.
_DECODES_ALL = frozenset(("cp1252", "cp932", "cp949", "gb18030", "big5hkscs"))
#: What markup begins with in UTF-16 without a mark (as XML 1.0, appendix F).
_UNMARKED = (
    (re.compile(rb"<\0[!?A-Za-z]\0"), "utf-16-le"),
    (re.compile(rb"\0<\0[!?A-Za-z]"), "utf-16-be"),
)
#: Bytes in which a page's own label is looked for, and in which a NUL tells of UTF-16.
LABEL, HEAD = 32_768, 4_096
#: Where it may stand: in an XML declaration and in tags, each short, as bs4 looks at what it is
#: given in cubic time.
_SAYING = re.compile(rb"\A\s*<\?[^>]{1,200}>|<\s*meta[^<>]{1,1000}>", re.IGNORECASE)
#: Characters of a header that are read.
MOST_HEADER = 1_000
#: The share of damaged ones among the characters beyond ASCII from which a label is wrong.
DAMAGED = 0.05


def decode(body: bytes, content_type: str | None) -> str:
    """The text of a body; what cannot be decoded becomes U+FFFD."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    for begins, encoding in _UNMARKED:
        if begins.match(body):
            return body.decode(encoding, "replace")
    told = named(_header_label(content_type))
    own = named(
        EncodingDetector.find_declared_encoding(
            b"\n".join(_SAYING.findall(body[:LABEL])), is_html=True, search_entire_document=True
        )
    )
    # The bytes are asked where the page's label may be old, and where it denies the header's: no
    # text of another encoding with more than a few letters beyond ASCII is UTF-8 by chance.
    asked = own not in (None, "utf-8") if told is None else own == "utf-8" != told
    if asked and not body.isascii() and is_utf8(body):
        return body.decode("utf-8", "replace")
    if told in _DECODES_ALL and own not in (None, told) and detect(body) == own:
        told = own
    encoding = told or own or detect(body)
    if encoding.startswith("utf-16") and b"\0" not in body[:HEAD]:
        # A page whose label could be read as ASCII is not in UTF-16 (WHATWG HTML, 13.2.3.2).
        encoding = "utf-8"
    try:
        # A replacement character that was sent is no damage.
        return body.decode(encoding)
    except UnicodeDecodeError:
        text = body.decode(encoding, "replace")
    if _damage(text) > DAMAGED:
        # What the page's own label and detection make of its bytes; UTF-16 makes characters of any.
        others = [name for name in (own, detect(body)) if name and name[:6] != "utf-16"]
        return min([text, *(body.decode(other, "replace") for other in others)], key=_damage)
    return text


def _damage(text: str) -> float:
    """The share of replacement characters among a text's characters beyond ASCII."""
    wrong = text.count("\ufffd")
    return wrong / beyond_ascii(text) if wrong else 0.0


def named(label: str | None) -> str | None:
    """The encoding that a label means, None where it means none that is taken."""
    label = (label or "").strip(" \t\r\n\f\"'").lower()
    if not label.isascii() or not label:
        return None
    if label in _LABELS:
        return _LABELS[label]
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    name = _WIDER.get(name, name)
    return name if name in _TAKEN else None


def _header_label(content_type: str | None) -> str | None:
    if not content_type or "charset" not in content_type.lower():
        return None
    message = Message()
    message["Content-Type"] = content_type[:MOST_HEADER]
    label = message.get_param("charset")
    return label if isinstance(label, str) else None
