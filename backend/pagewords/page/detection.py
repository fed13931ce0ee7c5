"""Which encoding a body has that nobody labels: UTF-8, else judged by what it would read as."""

import re

#: Bytes that are looked at, and in which the page's language is looked for.
SAMPLE, HEAD = 16_384, 4_096
#: Valid characters beyond ASCII for each invalid one, from which a page is taken for damaged UTF-8
#: and for a damaged East Asian page.
SOUND_UTF8, SOUND = 3, 10
#: For each East Asian encoding what its text is full of, and the least share of it among the
#: characters beyond ASCII. Hangul, kana, and the commonest characters of either Chinese.
_EAST_ASIAN = (
    ("cp949", re.compile("[가-힣]"), 0.8),
    ("euc_jp", re.compile("[ぁ-ん]"), 0.2),
    ("cp932", re.compile("[ぁ-ん]"), 0.2),
    ("gb18030", re.compile("[的一是不在有这为个时可以们和中大到上说国用对于]"), 0.05),
    ("big5hkscs", re.compile("[的一是不在有這為個時可以們和中大到上說國用對於]"), 0.05),
)
#: What browsers fall back to by language; the rest of the alphabets is windows-1252.
_BY_LANGUAGE = {
    **dict.fromkeys(["cs", "pl", "hu", "ro", "sk", "sl", "hr", "bs", "sq"], "cp1250"),
    **dict.fromkeys(["ru", "uk", "bg", "be", "mk", "sr"], "cp1251"),
    **dict.fromkeys(["ar", "fa", "ur"], "cp1256"),
    **dict.fromkeys(["et", "lv", "lt"], "cp1257"),
    "el": "cp1253",
    "tr": "cp1254",
    "az": "cp1254",
    "he": "cp1255",
    "vi": "cp1258",
    "th": "cp874",
    **dict.fromkeys(
        ["en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb", "no", "fi", "ca", "id"],
        "cp1252",
    ),
}
_LANGUAGE = re.compile(
    rb"""<(?:html|body)\b[^>]*\blang\s*=\s*["']?([a-zA-Z]{2,3})""", re.IGNORECASE
)
#: Other encodings and the letters that their text is full of. The wrong one gives rarer letters, or
#: capitals in the middle of words.
_LATIN = (
    ("cp1252", re.compile("[äöüßéèêëàâáçñíìîóòôúùûãõøåæœÄÖÜÉÅØÀ’“”–—«»]")),
    ("cp1250", re.compile("[ąćęłńóśźżáčďéěíňřšťúůýžäöüőűăâîşţđŁŚŻČŠŘŽ’“”–„]")),
    ("iso8859-2", re.compile("[ąćęłńóśźżáčďéěíňřšťúůýžäöüőűăâîşţđŁŚŻČŠŘŽ]")),
    ("cp1254", re.compile("[çğıöşüâîÇĞİÖŞÜ’“”]")),
)
_OTHER = (
    ("cp1255", re.compile("[א-ת]")),
    ("cp1251", re.compile("[а-яёіїєў]")),
    ("koi8-r", re.compile("[а-яё]")),
    ("cp1253", re.compile("[ΐά-ώ]")),
    ("cp1256", re.compile("[ء-ي]")),
    ("cp874", re.compile("[ก-๎]")),
)
#: Mean length of runs of bytes beyond ASCII above which the script is not a Latin one.
RUN = 1.8
_NOT_ASCII = re.compile(rb"[\x80-\xff]+")


def detect(body: bytes) -> str:
    """The Python name of the likeliest encoding of a body without a label."""
    if is_utf8(body):
        return "utf-8"
    return _east_asian(body) or _by_language(body) or _by_letters(body)


def is_utf8(body: bytes) -> bool:
    """Whether a body is UTF-8; a few damaged bytes, as where it was cut off, are forgiven."""
    try:
        # With halves of characters, as some databases send them, and with U+FFFD that was sent.
        body.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
        wrong = text.count("\ufffd")
        return beyond_ascii(text) - wrong >= SOUND_UTF8 * wrong
    return True


def beyond_ascii(text: str) -> int:
    """How many of a text's characters are not ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def _east_asian(body: bytes) -> str | None:
    beyond = b"".join(_NOT_ASCII.findall(body[:SAMPLE]))
    if len(beyond) < 4:
        return None
    best, score = None, 1.0
    for encoding, typical, least in _EAST_ASIAN:
        text = body.decode(encoding, "replace")
        characters = beyond_ascii(text)
        if not characters or text.count("\ufffd") * SOUND > characters:
            continue
        share = len(typical.findall(text)) / characters / least
        if share > score:
            best, score = encoding, share
    return best


def _by_language(body: bytes) -> str | None:
    match = _LANGUAGE.search(body[:HEAD])
    return _BY_LANGUAGE.get(match.group(1).decode().lower()) if match else None


def _by_letters(body: bytes) -> str:
    joined = b" ".join(_NOT_ASCII.findall(body))[:SAMPLE]
    table = _LATIN if len(joined) < (RUN + 1) * (joined.count(b" ") + 1) else _OTHER
    shares = (
        (len(typical.findall(joined.decode(encoding, "replace"))), encoding)
        for encoding, typical in table
    )
    # The first of equals, which for Latin letters is what browsers take. A script without
    # capitals stands before those that would read it as small letters.
    return max(shares, key=lambda share: share[0])[1]
