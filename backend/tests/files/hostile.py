"""Makers of files that are made to break their readers, and how each ends."""

import copy
import functools
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from itertools import pairwise

from . import writers
from .writers import ODF, WORD, docx, epub, hwp_of, odt, record, word_paragraph, zipped

PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
    b"/Resources<</XObject<</X 6 0 R>>/Font<</F 5 0 R>>>>>>"
)
CATALOG, ONE = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def pdf(*objects: bytes) -> bytes:
    """A PDF of objects that are numbered from 1."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return bytes(out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, start))


def stream(data: bytes, more: bytes = b"/Filter/FlateDecode") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), more, data)


@functools.cache
def spaces() -> bytes:
    """A gigabyte of spaces in a megabyte of zlib."""
    packer = zlib.compressobj(9)
    pieces = [packer.compress(b" " * 1_000_000) for _ in range(1_000)]
    return b"".join([*pieces, packer.flush()])


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def flate_bomb() -> bytes:
    return pdf(CATALOG, ONE, PAGE, stream(spaces()), FONT)


def double_flate_bomb() -> bytes:
    data = zlib.compress(spaces(), 9)
    return pdf(CATALOG, ONE, PAGE, stream(data, b"/Filter[/FlateDecode/FlateDecode]"), FONT)


def endless_text() -> bytes:
    text = b"BT /F 9 Tf " + b"(word word) Tj 0 -1 Td " * 4_000_000 + b"ET"
    return pdf(CATALOG, ONE, PAGE, stream(zlib.compress(text)), FONT)


def forms_in_forms() -> bytes:
    """Twenty-six forms, each of which draws the next three times."""

    def form(number: int) -> bytes:
        last = number == 25
        drawn = b"BT /F 9 Tf (word) Tj ET" if last else b"/X Do /X Do /X Do"
        names = b"/Font<</F 5 0 R>>" if last else b"/XObject<</X %d 0 R>>" % (7 + number)
        more = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<<%s>>" % names
        return stream(drawn, more)

    return pdf(CATALOG, ONE, PAGE, stream(b"/X Do", b""), FONT, *map(form, range(26)))


def pages(count: int) -> bytes:
    """A tree of pages, all of them the same one."""
    return b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * count, count)


def many_pages() -> bytes:
    return pdf(CATALOG, pages(300_000), PAGE, stream(b"", b""), FONT)


def slow_pages() -> bytes:
    """Two thousand pages that show the same long text."""
    text = b"BT /F 9 Tf " + b"(word word) Tj 0 -1 Td " * 30_000 + b"ET"
    return pdf(CATALOG, pages(2_000), PAGE, stream(zlib.compress(text)), FONT)


def deep_page_tree() -> bytes:
    nodes = (b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % number for number in range(3, 50_003))
    return pdf(CATALOG, *nodes, PAGE)


def table_loop() -> bytes:
    """A table of objects that names itself as the one before it."""
    whole = pdf(CATALOG, ONE, PAGE, stream(b"", b""), FONT)
    place = whole.rpartition(b"startxref\n")[2].partition(b"\n")[0]
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev " + place)


def letters_of_letters() -> bytes:
    """A font whose letter is drawn with itself."""
    more = (
        b"/FirstChar 65/LastChar 65/Widths[1]/Encoding<</Differences[65/A]>>/CharProcs<</A 6 0 R>>"
    )
    font = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]%s%s>>"
    own = b"/Resources<</Font<</F 5 0 R>>>>"
    drawn = stream(b"BT /F 9 Tf (AAAA) Tj ET", b"")
    return pdf(CATALOG, ONE, PAGE, drawn, font % (more, own), drawn)


def many_filters() -> bytes:
    filters = b"/Filter[" + b"/ASCIIHexDecode" * 100_000 + b"]"
    return pdf(CATALOG, ONE, PAGE, stream(b"BT /F 9 Tf (word) Tj ET", filters), FONT)


def page_tree_loop() -> bytes:
    return pdf(CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>", PAGE)


def false_count() -> bytes:
    return pdf(CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 99999999>>", PAGE, b"null", FONT)


def deep_array() -> bytes:
    return pdf(CATALOG, ONE, PAGE, b"[" * 500_000 + b"]" * 500_000, FONT)


def no_table() -> bytes:
    return b"%PDF-1.7\n" + b"1 0 obj <<" * 200_000


def zip_bomb() -> bytes:
    return docx(word_paragraph("word " * 40_000_000))


def many_members() -> bytes:
    return zipped(word__document_d_xml="<x/>", **{f"m{number}": "" for number in range(20_000)})


def zip_that_lies() -> bytes:
    """A member that says that it is small."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("word/document.xml", "word " * 20_000_000)
    body = bytearray(file.getvalue())
    place = body.rindex(b"PK\x01\x02")
    body[place + 24 : place + 28] = (1_000).to_bytes(4, "little")
    return bytes(body)


def laughs(inside: str) -> str:
    """Ten entities, each of which is ten of the one before."""
    names = "abcdefghij"
    entities = "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names)
    )
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol ">{entities}]>{inside}'


def billion_laughs() -> bytes:
    text = f"<w:document {WORD}><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:document>"
    return zipped(word__document_d_xml=laughs(text))


def deep_xml() -> bytes:
    return zipped(word__document_d_xml=f"<w:document {WORD}>" + "<w:p>" * 300_000)


def many_paragraphs() -> bytes:
    return docx(word_paragraph("a") * 800_000)


def stars() -> bytes:
    return b"*a **a " * 400_000


def braces() -> bytes:
    return b"{\\rtf1 " + b"{" * 5_000_000


def hwp_bomb() -> bytes:
    return hwp_of(spaces()[2:-4])


def hwp_garbage() -> bytes:
    return hwp_of(bytes(range(256)) * 100)


def hwp_records() -> bytes:
    return hwp_of(raw_deflate(record(67, 1, b"a\0") * 10_000_000))


def hwp_long_record() -> bytes:
    return hwp_of(raw_deflate(struct.pack("<II", 67 | 0xFFF << 20, 0xFFFFFFFF) + b"a\0" * 100))


def hwp_chain_loop() -> bytes:
    """An OLE file of whose sectors each is followed by the first."""
    body = writers.hwp(["글"])
    return body[: -writers.SECTOR] + bytes(writers.SECTOR)


def epub_bomb() -> bytes:
    return epub(["<p>word word</p>" * 5_000_000])


def epub_tags() -> bytes:
    return epub(["<b>a" * 90_000 + "</b>" * 90_000] * 11)


def epub_again() -> bytes:
    """A chapter that is read a hundred thousand times."""
    once = '<itemref idref="c0"/>'
    return _replaced(epub(["<p>" + "word " * 1_000]), "book/b.opf", once, once * 100_000)


def _replaced(body: bytes, name: str, old: str, new: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as box, zipfile.ZipFile(file, "w", 8) as written:
        for member in box.namelist():
            text = box.read(member).decode()
            written.writestr(member, text.replace(old, new) if member == name else text)
    return file.getvalue()


def overlapping_members() -> bytes:
    """Nine thousand chapters that are all the same bytes of the zip."""
    file = io.BytesIO(epub(["<p>word</p>" + " " * 30_000_000] + ["-"] * 9_000))
    with zipfile.ZipFile(file, "a") as box:
        first = box.getinfo("book/c0.xhtml")
        for member in box.infolist():
            if member.filename.startswith("book/c"):
                name, same = member.filename, copy.copy(first)
                same.filename = name
                box.filelist[box.filelist.index(member)] = same
        box.comment = b"written anew"
    return file.getvalue()


def odt_bomb() -> bytes:
    return odt("<text:p>" + "word " * 30_000_000 + "</text:p>")


def odt_laughs() -> bytes:
    text = laughs(f"<o {ODF}><text:p>&j;</text:p></o>")
    return zipped(mimetype="application/vnd.oasis.opendocument.text", content_d_xml=text)


def hwpx_bomb() -> bytes:
    return writers.hwpx(writers.hwpx_paragraph("word " * 30_000_000))


def feed_laughs() -> bytes:
    return laughs("<rss><channel><item><title>&j;</title></item></channel></rss>").encode()


def feed_items() -> bytes:
    item = b"<item><description>&lt;p>a</description></item>"
    return b"<rss><channel>" + item * 450_000 + b"</channel></rss>"


def links() -> bytes:
    return b"[" * 500_000 + b"a" + b"](b)" * 500_000


def many_words() -> bytes:
    return docx(word_paragraph("a b " * 1_900_000))


#: For each file a name, which tells kinds of text, and the code; None where it has a text, or none.
HOSTILE: dict[Callable[[], bytes], tuple[str, tuple[str | None, ...]]] = {
    flate_bomb: ("a.pdf", ("too_complex",)),
    double_flate_bomb: ("a.pdf", ("too_complex",)),
    endless_text: ("a.pdf", ("too_complex",)),
    forms_in_forms: ("a.pdf", ("too_complex", "no_text")),
    many_pages: ("a.pdf", ("too_complex",)),
    slow_pages: ("a.pdf", ("too_complex",)),
    deep_page_tree: ("a.pdf", ("no_text", "not_a_page")),
    table_loop: ("a.pdf", ("no_text", "not_a_page")),
    letters_of_letters: ("a.pdf", (None, "no_text")),
    many_filters: ("a.pdf", (None, "no_text")),
    page_tree_loop: ("a.pdf", ("no_text", "not_a_page")),
    false_count: ("a.pdf", ("no_text", "too_complex")),
    deep_array: ("a.pdf", ("no_text", "too_complex")),
    no_table: ("a.pdf", ("not_a_page",)),
    zip_bomb: ("a.docx", ("too_complex",)),
    many_members: ("a.docx", ("too_complex",)),
    zip_that_lies: ("a.docx", ("not_a_page", "too_complex")),
    billion_laughs: ("a.docx", (None,)),
    deep_xml: ("a.docx", (None, "not_a_page")),
    many_paragraphs: ("a.docx", ("too_complex",)),
    stars: ("a.md", ("too_complex",)),
    braces: ("a.rtf", (None, "too_complex")),
    hwp_bomb: ("a.hwp", ("too_complex",)),
    hwp_garbage: ("a.hwp", ("not_a_page",)),
    hwp_records: ("a.hwp", ("too_complex",)),
    hwp_long_record: ("a.hwp", (None,)),
    hwp_chain_loop: ("a.hwp", (None, "not_a_page")),
    epub_bomb: ("a.epub", ("too_complex",)),
    epub_tags: ("a.epub", ("too_complex",)),
    epub_again: ("a.epub", ("too_complex",)),
    overlapping_members: ("a.epub", ("too_complex", "not_a_page")),
    odt_bomb: ("a.odt", ("too_complex",)),
    odt_laughs: ("a.odt", (None,)),
    hwpx_bomb: ("a.hwpx", ("too_complex",)),
    feed_laughs: ("a.xml", (None,)),
    feed_items: ("a.xml", ("too_complex",)),
    links: ("a.md", ("too_complex",)),
    many_words: ("a.docx", ("too_complex",)),
}
