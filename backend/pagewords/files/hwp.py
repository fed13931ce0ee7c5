"""OLE files: HWP 5 → paragraphs; the old formats of Microsoft's office are refused by name.

HWP's records are those of Hancom's "HWP document file format 5.0", revision 1.3.
"""

import io
import re
import struct
import zlib
from collections.abc import Iterator

import olefile

from pagewords.files.distributed import decrypt
from pagewords.files.model import FileError, FileText, Paragraph

#: Bytes that the text may inflate to, all sections together.
MOST_BYTES = 80_000_000
_REFUSED = (
    ("WordDocument", "DOC"),
    ("Workbook", "XLS"),
    ("Book", "XLS"),
    ("PowerPoint Document", "PPT"),
    ("__properties_version1.0", "MSG"),
)
#: Flags of the file's head.
_COMPRESSED, _PASSWORD, _DISTRIBUTED, _DRM = 1, 2, 4, 16
#: Tags of records: the text of a paragraph, and the head of a control.
_PARAGRAPH_TEXT, _CONTROL = 67, 71
_EXTENDED_SIZE = 0xFFF
#: Controls whose paragraphs are no part of the text: running heads and feet, hidden comments.
_APART = frozenset((b"daeh", b"toof", b"tmct"))
#: Characters that take eight units with what belongs to them; all others below 32 take one.
_WIDE = frozenset((*range(1, 10), 11, 12, *range(14, 24)))
_SINGLE = {9: " ", 10: "\n", 24: "-", 30: " ", 31: " "}
_SECTION = re.compile(r"Section(\d+)")
_TITLE = 2


def read_ole(body: bytes) -> FileText:
    """Read an HWP file; raises `FileError`."""
    ole = olefile.OleFileIO(io.BytesIO(body))
    if ole.exists("EncryptedPackage"):
        raise FileError("encrypted")
    if not ole.exists("FileHeader"):
        name = next((name for stream, name in _REFUSED if ole.exists(stream)), "OLE")
        raise FileError("not_a_page", name)
    (flags,) = struct.unpack_from("<I", ole.openstream("FileHeader").read(256), 36)
    if flags & (_PASSWORD | _DRM):
        raise FileError("encrypted")
    found: list[Paragraph] = []
    left = MOST_BYTES
    for section in _sections(ole, "ViewText" if flags & _DISTRIBUTED else "BodyText"):
        data = ole.openstream(section).read()
        if flags & _DISTRIBUTED:
            data = decrypt(data)
        if flags & _COMPRESSED:
            data = _inflate(data, left)
        left -= len(data)
        for text in _texts(data):
            lines = (" ".join(line.split()) for line in text.split("\n"))
            found += [Paragraph(line) for line in lines if line]
    return FileText("hwp", tuple(found), _title(ole))


def _sections(ole: olefile.OleFileIO, folder: str) -> list[list[str]]:
    found = [
        (int(match[1]), entry)
        for entry in ole.listdir()
        if entry[0] == folder and len(entry) == 2 and (match := _SECTION.fullmatch(entry[1]))
    ]
    return [entry for _, entry in sorted(found)]


def _inflate(data: bytes, limit: int) -> bytes:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    found = inflater.decompress(data, max(limit, 1))
    if inflater.unconsumed_tail:
        raise FileError("too_complex")
    return found


def _texts(data: bytes) -> Iterator[str]:
    """The texts of the paragraphs of a section."""
    place, apart = 0, None
    while place + 4 <= len(data):
        (head,) = struct.unpack_from("<I", data, place)
        tag, level, size = head & 0x3FF, head >> 10 & 0x3FF, head >> 20
        place += 4
        if size == _EXTENDED_SIZE:
            if place + 4 > len(data):
                return
            (size,) = struct.unpack_from("<I", data, place)
            place += 4
        if apart is not None and level <= apart:
            apart = None
        if tag == _CONTROL and apart is None and data[place : place + 4] in _APART:
            apart = level
        elif tag == _PARAGRAPH_TEXT and apart is None:
            yield _characters(data[place : place + size])
        place += size


def _characters(data: bytes) -> str:
    """The text of a paragraph without its controls."""
    units = memoryview(data[: len(data) & ~1]).cast("H")
    pieces: list[str] = []
    place = start = 0
    while place < len(units):
        unit = units[place]
        if unit >= 32:
            place += 1
            continue
        pieces.append(units[start:place].tobytes().decode("utf-16-le", "ignore"))
        pieces.append(_SINGLE.get(unit, ""))
        place += 8 if unit in _WIDE else 1
        start = place
    pieces.append(units[start:].tobytes().decode("utf-16-le", "ignore"))
    return "".join(pieces)


def _title(ole: olefile.OleFileIO) -> str:
    if not ole.exists("\x05HwpSummaryInformation"):
        return ""
    title = ole.getproperties("\x05HwpSummaryInformation").get(_TITLE, "")
    if isinstance(title, bytes):
        title = title.decode("utf-8", "ignore")
    return " ".join(str(title).replace("\0", "").split())
