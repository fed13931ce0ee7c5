"""Bytes to characters: header, mark, page, detection; and labels that browsers take otherwise."""

import time

import pytest

from pagewords.page import read_page
from pagewords.page.charset import decode

KOREAN = "안녕하세요 여러분, 똠방각하 펲시콜라 이야기입니다. 오늘은 날씨가 맑습니다."
HTML = "text/html"


def read(text: str, encoding: str, content_type: str | None = HTML, meta: str = "") -> str:
    body = f"<html><head>{meta}</head><body><p>{text}</p></body></html>".encode(encoding)
    return read_page(body, content_type).page_text


@pytest.mark.parametrize(
    "label",
    ["euc-kr", "EUC-KR", "ks_c_5601-1987", "ksc5601", "korean", "windows-949", "uhc", "cp949"],
)
def test_each_korean_label_reads_all_of_cp949(label: str) -> None:
    # 똠 and 펲 are not among the 2,350 syllables of EUC-KR proper.
    assert read(KOREAN, "cp949", f"text/html; charset={label}") == KOREAN
    assert read(KOREAN, "cp949", HTML, f"<meta charset={label}>") == KOREAN


def test_utf_8_without_any_label_is_not_garbled() -> None:
    assert read("Käse — “naïve” 한국어", "utf-8", None) == "Käse — “naïve” 한국어"


def test_utf_8_with_a_damaged_byte_stays_utf_8() -> None:
    body = "<p>größere Übungen für Schüler, überall dafür</p>".encode() + b"<p>cut \xe2\x80"
    document = read_page(body, HTML)
    assert document.page_text.startswith("größere Übungen für Schüler")


@pytest.mark.parametrize("label", ["", "<meta charset=utf-8>", "<meta charset=windows-1252>"])
def test_a_replacement_character_that_was_sent_is_no_damage(label: str) -> None:
    text = "It\ufffds the keeper\ufffds lamp, and he doesn\ufffdt care."
    assert read(text, "utf-8", HTML, label) == text
    assert read(text, "utf-8", "text/html; charset=utf-8", label) == text


def test_halves_of_characters_in_utf_8_are_not_garbled() -> None:
    # CESU-8, as some databases send what is beyond the basic plane.
    body = "<p>A nice day \ud83d\ude00 to walk</p>".encode("utf-8", "surrogatepass")
    assert read_page(body, HTML).page_text.replace("\ufffd", "") == "A nice day  to walk"


def test_the_header_takes_precedence_over_the_page() -> None:
    meta = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'
    assert read("Grüße", "utf-8", "text/html; charset=utf-8", meta) == "Grüße"


def test_a_byte_order_mark_takes_precedence_over_the_header() -> None:
    body = "<p>Grüße</p>".encode("utf-8-sig")
    assert read_page(body, "text/html; charset=iso-8859-1").page_text == "Grüße"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_markup_in_utf_16_without_a_mark(encoding: str) -> None:
    for header in (HTML, "text/html; charset=utf-8"):
        assert read(KOREAN, encoding, header) == KOREAN


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_utf_16_with_a_mark(mark: bytes) -> None:
    encoding = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    assert read_page(mark + "<p>한글 words</p>".encode(encoding), HTML).page_text == "한글 words"


def test_latin_1_is_windows_1252() -> None:
    assert read("“quoted” – 5 €", "cp1252", "text/html; charset=iso-8859-1") == "“quoted” – 5 €"


@pytest.mark.parametrize("label", ["utf-7", "punycode", "rot13", "base64", "idna", "nonsense", "ü"])
def test_labels_that_are_not_taken(label: str) -> None:
    body = "<p>+ADw-script+AD4-alert ü</p>".encode()
    document = read_page(body, f"text/html; charset={label}")
    assert document.page_text == "+ADw-script+AD4-alert ü"


def test_a_page_that_says_utf_16_in_ascii_is_utf_8() -> None:
    assert read("plain words", "ascii", HTML, "<meta charset=utf-16>") == "plain words"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (KOREAN * 3, "cp949"),
        ("これは日本語の文章です。ひらがなとカタカナと漢字があります。" * 3, "cp932"),
        ("これは日本語の文章です。ひらがなとカタカナと漢字があります。" * 3, "euc_jp"),
        ("这是中国的一个地方，我们在这里有很多人，他们不是学生。" * 3, "gb18030"),
        ("這是中國的一個地方，我們在這裡有很多人，他們不是學生。" * 3, "big5"),
        ("Съешь же ещё этих мягких французских булок, да выпей чаю. " * 3, "cp1251"),
        ("Съешь же ещё этих мягких французских булок, да выпей чаю. " * 3, "koi8-r"),
        ("Η γρήγορη καφέ αλεπού πηδάει πάνω από το τεμπέλικο σκυλί. " * 3, "cp1253"),
        ("דג סקרן שט בים מאוכזב ולפתע מצא לו חברה נעימה כאן. " * 3, "cp1255"),
        ("Zażółć gęślą jaźń, a potem pójdź kiść tę chmurność w głąb. " * 3, "cp1250"),
        ("Falsches Üben von Xylophonmusik quält jeden größeren Zwerg. " * 3, "cp1252"),
    ],
)
def test_pages_in_older_encodings_without_a_label(text: str, encoding: str) -> None:
    assert read(text.strip(), encoding) == text.strip()


def test_a_label_that_the_bytes_contradict_is_ignored() -> None:
    # A page that was saved anew as UTF-8 keeps the label that it had.
    markup = "<meta charset=euc-kr><p>한국어 문서를 읽습니다</p>"
    for encoding in ("utf-8", "cp949"):
        document = read_page(markup.encode(encoding), "text/html")
        assert document.page_text == "한국어 문서를 읽습니다"


def test_a_header_that_the_bytes_contradict_is_wrong() -> None:
    old = f"<meta charset=euc-kr><p>{KOREAN}</p>"
    for markup, encoding, header in (
        (old, "cp949", "utf-8"),
        (old, "utf-8", "euc-kr"),
        (f"<meta charset=utf-8><p>{KOREAN}</p>", "utf-8", "euc-kr"),
        (f"<p>{KOREAN}</p>", "cp949", "utf-8"),
        (f"<p>{KOREAN}</p>", "utf-8", "euc-kr"),
    ):
        document = read_page(markup.encode(encoding), f"text/html; charset={header}")
        assert document.page_text == KOREAN
    # One-byte encodings can decode all: the page's own label must deny them.
    latin = "Grüße aus Köln, überall schöne Häuser und Gärten"
    header = "text/html; charset=iso-8859-1"
    assert read(latin, "utf-8", header, "<meta charset=utf-8>") == latin


@pytest.mark.parametrize(
    ("text", "encoding", "header"),
    [
        (
            "夜明けにフェリーは羊四十頭を乗せて港を出た。羊は眠り、料理人はスープを作った。",
            "euc_jp",
            "Shift_JIS",
        ),
        (KOREAN, "cp949", "GBK"),
    ],
)
def test_an_east_asian_header_that_page_and_detection_deny(
    text: str, encoding: str, header: str
) -> None:
    meta = f"<meta charset={encoding}>"
    assert read(text, encoding, f"text/html; charset={header}", meta) == text
    # A server that turns pages into another encoding leaves their own labels as they were.
    japanese = "これは日本語の文章です。ひらがなとカタカナと漢字があります。"
    meta = "<meta charset=euc-jp>"
    assert read(japanese, "cp932", "text/html; charset=Shift_JIS", meta) == japanese


@pytest.mark.parametrize(
    ("text", "encoding", "label"),
    [
        (KOREAN, "cp949", "euc-kr"),
        ("这是中国的一个地方，我们在这里有很多人，他们不是学生。", "gb18030", "gb2312"),
        ("Съешь же ещё этих мягких французских булок, да выпей чаю.", "cp1251", "windows-1251"),
    ],
)
def test_iso_8859_1_in_the_header_is_what_servers_send_with_any_page(
    text: str, encoding: str, label: str
) -> None:
    header = "text/html; charset=ISO-8859-1"
    assert read(text, encoding, header, f"<meta charset={label}>") == text
    # The page's own label alone is not enough: detection must say the same.
    assert read("Grüße aus Köln", "cp1252", header, f"<meta charset={label}>") == "Grüße aus Köln"


def test_a_header_is_believed_where_a_few_bytes_are_damaged() -> None:
    text = f"{KOREAN * 3}\n\ufffd"
    body = f"<p>{KOREAN * 3}</p>".encode("cp949") + b"\xff"
    assert read_page(body, "text/html; charset=euc-kr").page_text == text
    body = f"<meta charset=euc-kr><p>{KOREAN * 3}</p>".encode() + b"\xec"
    assert read_page(body, "text/html; charset=utf-8").page_text == text


def test_one_damaged_byte_does_not_make_utf_8_the_encoding_of_a_wrong_label() -> None:
    meta = "<meta http-equiv='Content-Type' content='text/html; charset=euc-kr'>"
    body = f"<html><head>{meta}</head><body><p>{KOREAN}</p></body></html>".encode()
    damaged = body.replace("맑".encode(), "맑".encode()[:2])
    assert read_page(damaged, HTML).page_text == KOREAN.replace("맑", "\ufffd")


def test_a_label_behind_long_scripts_is_read() -> None:
    script = f"<script>{'x' * 9_000}</script>"
    assert read("Žluťoučký kůň", "iso8859-2", HTML, f"{script}<meta charset=iso-8859-2>") == (
        "Žluťoučký kůň"
    )


@pytest.mark.parametrize(
    "label",
    [
        "<META content='text/html; charset=euc-kr'>",
        "< meta\n charset = euc-kr />",
        "<meta name=a content='" + "x" * 1_500 + "'><meta charset='euc-kr'>",
        "\n<?xml version='1.0' encoding='euc-kr'?><html>",
    ],
)
def test_where_a_page_may_say_its_encoding(label: str) -> None:
    assert decode(label.encode() + "똠방각하".encode("cp949"), "text/html").endswith("똠방각하")


@pytest.mark.alone
@pytest.mark.parametrize(
    ("body", "header"),
    [
        (b"<meta" * 6_500, ""),
        # Once in time cubic in their size: a tenth of what may be looked at, and a third.
        (b"<metacharset=" * 250, ""),
        (b"<?xml " + b'encoding="' * 1_000, ""),
        (b"abc", '; charset="' + ";" * 60_000),
    ],
    ids=["meta", "charset", "xml", "quote"],
)
def test_hostile_labels_take_no_time(body: bytes, header: str) -> None:
    started = time.process_time()
    decode(body, "text/html" + header)
    assert time.process_time() - started < 0.3
