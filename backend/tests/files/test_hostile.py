"""Files made to break their readers: each ends with a code, soon, and outside the worker."""

import io
import os
import resource
import time
import zipfile
import zlib
from collections.abc import Callable
from itertools import pairwise

import pytest

from pagewords.files import FileError, kind_of, read_file
from pagewords.files.caps import MEMORY
from pagewords.serving.processes import resident_bytes

from .writers import WORD, docx, word_paragraph, zipped

#: Processor seconds of a file, start of Python included; bytes that the worker may grow by.
SECONDS, GROWTH = 3.0, 60_000_000
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


def spaces(count: int) -> bytes:
    packer = zlib.compressobj(9)
    pieces = [packer.compress(b" " * 1_000_000) for _ in range(count // 1_000_000)]
    return b"".join([*pieces, packer.flush()])


def flate_bomb() -> bytes:
    return pdf(CATALOG, ONE, PAGE, stream(spaces(1_000_000_000)), FONT)


def double_flate_bomb() -> bytes:
    data = zlib.compress(spaces(1_000_000_000), 9)
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


def many_pages() -> bytes:
    kids = b"3 0 R " * 300_000
    return pdf(
        CATALOG, b"<</Type/Pages/Kids[%s]/Count 300000>>" % kids, PAGE, stream(b"", b""), FONT
    )


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


#: For each file a name, which tells kinds of text, and the code; None where it has a text, or none.
HOSTILE: dict[Callable[[], bytes], tuple[str, tuple[str | None, ...]]] = {
    flate_bomb: ("a.pdf", ("too_complex",)),
    double_flate_bomb: ("a.pdf", ("too_complex",)),
    endless_text: ("a.pdf", ("too_complex",)),
    forms_in_forms: ("a.pdf", ("too_complex", "no_text")),
    many_pages: ("a.pdf", ("too_complex",)),
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
}


@pytest.mark.parametrize("make", HOSTILE, ids=lambda make: make.__name__)
def test_a_hostile_file_ends_soon_and_outside_the_worker(make: Callable[[], bytes]) -> None:
    name, codes = HOSTILE[make]
    body = make()
    held, spent = resident_bytes(os.getpid()), children_seconds()
    code = None
    try:
        found = read_file(kind_of(body, None, name), body, time.monotonic() + 30)
        assert sum(len(part.text) for part in found.paragraphs) < 1_000
    except FileError as error:
        code = error.code
    assert code in codes
    assert children_seconds() - spent < SECONDS
    assert resident_bytes(os.getpid()) - held < GROWTH


def children_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def test_a_reader_that_takes_too_long_is_ended_at_the_deadline() -> None:
    started = time.monotonic()
    with pytest.raises(FileError, match="more time or memory"):
        read_file("markdown", stars(), started + 0.2)
    assert time.monotonic() - started < 10
    assert MEMORY < 1_000_000_000
