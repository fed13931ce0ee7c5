"""Each format gives the words that a reader of the printed document sees, quickly."""

import threading
import time
from pathlib import Path

import pytest

from pagewords.files import PAGE, FileError, kind_of, read_file
from pagewords.files.distributed import decrypt_blocks
from pagewords.files.inside import read
from pagewords.jobs.file import read_sent

from . import writers

MOVED = "<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"
HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
BOX = (
    "<w:r><w:p><w:r><w:t>boxed</w:t></w:r></w:p>"
    '<mc:Fallback xmlns:mc="m"><w:p><w:r><w:t>boxed</w:t></w:r></w:p></mc:Fallback></w:r>'
)
RSS = """<?xml version="1.0"?><rss xmlns:content="c"><channel><title>The news</title>
<item><title>First &amp; only</title><description>Short</description>
<content:encoded>&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two words&lt;/p&gt;</content:encoded></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title>
<entry><title>A</title><summary>short</summary>
<content type="html">&lt;b&gt;b&lt;/b&gt;old text</content></entry>
<entry><title>B</title>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>In a div</p></div></content>
</entry>
<entry><title>C</title><content>1 &lt; 2 plain</content></entry></feed>"""
MARKDOWN = """---
title: "A guide"
---
# Heading

Some *emph*asised text with `code` and a [link](https://example.com).

```
plain words in a fence
```

| a | b |
|---|---|
| cell | other |
"""
VTT = """WEBVTT - title

NOTE a note

STYLE
::cue { color: red }

intro
00:00:01.000 --> 00:00:02.000 align:start
<v Ann>We went to

00:00:02.000 --> 00:00:03.000
We went to
the river &amp; back.

00:00:03.000 --> 00:00:04.000
<c.yellow>Then</c> home"""
SRT = (
    "1\n00:00:01,000 --> 00:00:02,000\n<i>Hello</i> there.\n\n2\n00:00:03,000 --> 00:00:04,000\nBye"
)
RTF = (
    rb"{\rtf1\ansi\ansicpg1252 {\fonttbl{\f0 Times;}}The {\b bold} river\par "
    rb"caf\'e9{\pict 0102ff}\par}"
)
HEAD = writers.record(71, 1, b"daeh" + bytes(8)) + writers.record(
    67, 3, "running head".encode("utf-16-le")
)

#: For each file what it is read as, its title, and the lines of its text.
FILES: dict[str, tuple[bytes, str, str, list[str]]] = {
    "a.docx": (
        writers.docx(
            writers.word_paragraph("The title", "Heading1")
            + f"<w:p>{MOVED}{HIDDEN}<w:r><w:t>ri</w:t></w:r><w:r><w:t>ver</w:t><w:tab/>"
            "<w:t>bank</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
            f"<w:p>{BOX}</w:p>",
            "My title",
        ),
        "docx", "My title", ["The title", "river bank", "boxed"],
    ),
    "b.pptx": (
        writers.pptx(["one", "two"], *[["more"]] * 8, ["ten"]),
        "pptx", "b.pptx", ["one", "two", *["more"] * 8, "ten"],
    ),
    "c.hwpx": (
        writers.hwpx(
            "<hp:p><hp:run><hp:ctrl><hp:header><hp:p><hp:t>head</hp:t></hp:p></hp:header></hp:ctrl>"
            "<hp:t>한국어<hp:fwSpace/>문서<hp:lineBreak/>둘째 줄</hp:t></hp:run></hp:p>"
            "<hp:p><hp:tbl><hp:p><hp:t>칸</hp:t></hp:p></hp:tbl></hp:p>",
            "제목",
        ),
        "hwpx", "제목", ["한국어 문서", "둘째 줄", "칸"],
    ),
    "d.odt": (
        writers.odt(
            "<text:h>Head</text:h><text:p>some<text:s/>words<text:note><text:note-citation>1"
            "</text:note-citation><text:note-body><text:p>A note</text:p></text:note-body>"
            "</text:note> here</text:p><text:p><text:span>ri</text:span>ver</text:p>"
        ),
        "odt", "d.odt", ["Head", "some words here", "A note", "river"],
    ),
    "e.epub": (
        writers.epub(["<h1>One</h1><p>a<br/>b&nbsp;c</p>", "<p>Two <i/>words</p>"], "A book"),
        "epub", "A book", ["One", "a", "b c", "Two words"],
    ),
    "f.hwp": (
        writers.hwp(["첫 문단입니다", "표\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b 안\x18밖"], extra=HEAD),
        "hwp", "f.hwp", ["첫 문단입니다", "표 안-밖"],
    ),
    "fd.hwp": (
        writers.hwp_distributed(), "hwp", "fd.hwp", ["민원 처리 지침", "둘째 문단은 조금 더 길다."],
    ),
    "g.hwp": (writers.hwp(["짧은 글"], flags=0), "hwp", "g.hwp", ["짧은 글"]),
    "h.xml": (RSS.encode(), "feed", "The news", ["First & only", "One", "Two words"]),
    "i.atom": (
        ATOM.encode(), "feed", "Notes", ["A", "bold text", "B", "In a div", "C", "1 < 2 plain"],
    ),
    "j.md": (
        MARKDOWN.encode(), "markdown", "A guide",
        ["Heading", "Some emphasised text with code and a link.", "a", "b", "cell", "other"],
    ),
    "k.vtt": (VTT.encode(), "subtitles", "k.vtt", ["We went to the river & back.", "Then home"]),
    "l.srt": (SRT.encode(), "subtitles", "l.srt", ["Hello there.", "Bye"]),
    "m.csv": ("이름;값\n강;\"3;4\"\n".encode("cp949"), "csv", "m.csv", ["이름", "값", "강", "3;4"]),
    "n.rtf": (RTF, "rtf", "n.rtf", ["The bold river", "café"]),
    # 𠮷野, of which the first has two units of UTF-16, and half a character.
    "q.rtf": (
        rb"{\rtf1\ansi \u-10174?\u-8265?\u-28210? \u-10174?\par}", "rtf", "q.rtf", ["𠮷野 \ufffd"],
    ),
    # No book is written so: it would be half a character, and the end of a line of a PDF.
    "r.epub": (
        writers.epub([r"<p>\ud55c\x1f\ud800</p>"], encoding="unicode_escape"), "epub", "r.epub",
        [r"\ud55c\x1f\ud800"],
    ),
    "s.epub": (
        writers.epub(["<p>caf\u00e9</p>"], encoding="latin1"), "epub", "s.epub", ["cafÃ©"],
    ),
    "o.html": (b"<title>Page</title><p>Some text</p>", "page", "Page", ["Some text"]),
    "p.txt": (b"Plain text\n", "page", "p.txt", ["Plain text"]),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_gives_its_text(name: str) -> None:
    body, source, title, lines = FILES[name]
    document = read_sent(body, name, time.monotonic() + 20, lambda *_: None)
    assert document.main_text.splitlines() == lines
    assert (document.source, document.title) == (source, title)


def test_fences_are_code_whatever_stands_in_them() -> None:
    document = read_sent(MARKDOWN.encode(), "a.md", time.monotonic() + 20, lambda *_: None)
    code = [document.page_text[block.start : block.end] for block in document.blocks if block.code]
    assert code == ["plain words in a fence"]


#: Twenty pages of text.
PAGES, PARAGRAPHS = "The river winds through the valley and rests. " * 12, 100
LONG = {
    "docx": writers.docx(writers.word_paragraph(PAGES) * PARAGRAPHS),
    "pptx": writers.pptx(*[[PAGES] * 5] * 20),
    "hwpx": writers.hwpx(writers.hwpx_paragraph(PAGES) * PARAGRAPHS),
    "odt": writers.odt(f"<text:p>{PAGES}</text:p>" * PARAGRAPHS),
    "epub": writers.epub([f"<p>{PAGES}</p>" * PARAGRAPHS]),
    "hwp": writers.hwp([PAGES] * PARAGRAPHS),
}


@pytest.mark.alone
@pytest.mark.parametrize("kind", LONG)
def test_twenty_pages_take_a_tenth_of_a_second(kind: str) -> None:
    body = LONG[kind]
    read(kind_of(body), body)  # imports its reader
    started = time.process_time()
    found = read(kind_of(body), body)
    assert time.process_time() - started < 0.1
    assert found["source"] == kind
    assert len(str(found["paragraphs"])) > len(PAGES) * PARAGRAPHS


def children() -> str:
    """The processes that this thread has started and that are still there."""
    own = Path(f"/proc/self/task/{threading.get_native_id()}/children")
    return own.read_text() if own.exists() else ""


def test_a_child_is_started_for_a_file_and_ends_with_it() -> None:
    before = children()
    text = read_file("zip", LONG["docx"], time.monotonic() + 20)
    assert len(text.paragraphs) == PARAGRAPHS
    assert children() == before


OLE = writers.ole
REFUSED = {
    "DOC": OLE({"WordDocument": b"x"}),
    "XLS": OLE({"Workbook": b"x"}),
    "PPT": OLE({"PowerPoint Document": b"x"}),
    "XLSX": writers.zipped(xl__workbook_d_xml="<x/>"),
    "ZIP": writers.zipped(readme_d_txt="words"),
    "HWP 3": b"HWP Document File V3.00 \x1a\x01",
    "PNG": b"\x89PNG\r\n\x1a\n",
    "MP4": b"\0\0\0 ftypisom",
    "XZ": b"\xfd7zXZ\0\0",
    "WOFF": b"wOF2\0\1\0\0",
    "JPEG": b"\r\n\xff\xd8\xff\xe0 JFIF",
    "JPEG XL": b"\0\0\0\x0cJXL \r\n\x87\n",
    "JPEG 2000": b"\0\0\0\x0cjP  \r\n\x87\n",
    "SVG": b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><text>words</text></svg>',
}
LOCKED = {
    "hwp": writers.hwp(["글"], flags=3),
    "docx": OLE({"EncryptedPackage": b"x"}),
    "hwpx": writers.hwpx("<x/>", manifest="<encryption-data/>"),
}


def code_of(body: bytes, name: str = "") -> tuple[str, str]:
    with pytest.raises(FileError) as caught:
        read_file(kind_of(body, None, name), body, time.monotonic() + 20)
    assert str(caught.value).endswith(".")
    return caught.value.code, caught.value.format


@pytest.mark.parametrize("known", REFUSED)
def test_what_is_not_read_is_refused_by_its_name(known: str) -> None:
    assert code_of(REFUSED[known]) == ("not_a_page", known)


@pytest.mark.parametrize(
    "body",
    [
        b"<svg viewBox='0 0 9 9'><text>words</text></svg>",
        b'<?xml version="1.0"?><!-- drawn --><!DOCTYPE svg PUBLIC "x" "y"><svg><path/></svg>',
        b'<!DOCTYPE svg [<!ENTITY a "b">]>\n<svg><text>words</text></svg>',
        b"\xef\xbb\xbf <svg:svg xmlns:svg='http://www.w3.org/2000/svg'/>",
    ],
)
def test_a_picture_in_svg_is_refused_unless_it_is_sent_as_a_page(body: bytes) -> None:
    for said in (None, "text/plain", "application/octet-stream", "image/svg+xml"):
        with pytest.raises(FileError) as caught:
            kind_of(body, said)
        assert (caught.value.code, caught.value.format) == ("not_a_page", "SVG")
    # A page may begin with its icons.
    assert kind_of(b"<svg hidden><symbol id=a /></svg><p>words</p>", "text/html") == PAGE
    assert kind_of(b"<!DOCTYPE HTML><svg hidden></svg><p>words</p>") == PAGE


@pytest.mark.parametrize("space", [b"\n", b"\r\n\r\n", b" "])
def test_white_space_before_a_file_does_not_make_a_page_of_it(space: bytes) -> None:
    for body in (REFUSED["PNG"], REFUSED["MP4"], REFUSED["JPEG XL"]):
        with pytest.raises(FileError):
            kind_of(space + body, "text/html")
    body = space + writers.docx(writers.word_paragraph("one two"))
    found = read_file(kind_of(body, "text/html"), body, time.monotonic() + 20)
    assert [paragraph.text for paragraph in found.paragraphs] == ["one two"]


@pytest.mark.parametrize("name", LOCKED)
def test_a_file_with_a_password_is_told(name: str) -> None:
    assert code_of(LOCKED[name]) == ("encrypted", "")


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.pdf", b"%PDF-1.7 words"),
        ("a.pdf", bytes(range(256))),
        ("a.docx", writers.docx("x")[:-30]),
        ("a.hwp", writers.hwp(["글"])[:900]),
        ("b.hwp", writers.hwp_distributed(b"no head of a section")),
        ("a.epub", writers.zipped(mimetype="application/epub+zip")),
    ],
)
def test_a_damaged_or_misnamed_file_is_told(name: str, body: bytes) -> None:
    assert code_of(body, name) == ("not_a_page", "")


def test_blocks_are_decrypted_as_the_standard_says() -> None:
    # FIPS 197, appendix C.1
    block = bytes.fromhex("69c4e0d86a7b0430d8cdb78070b4c55a")
    plain = "00112233445566778899aabbccddeeff"
    assert decrypt_blocks(bytes(range(16)), block * 2).hex() == plain * 2
    assert decrypt_blocks(bytes(16), b"") == b""
