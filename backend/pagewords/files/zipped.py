"""What a zip holds: DOCX, PPTX, ODF, HWPX, EPUB; anything else is refused by its name."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable

from lxml import etree

from pagewords.files.model import FileError, FileText

#: Members of a zip, and bytes that one of them and all together may inflate to. They are counted
#: while they are read: what the zip says of them is not believed.
MOST_MEMBERS, MEMBER_BYTES, ALL_BYTES = 10_000, 40_000_000, 80_000_000
_PIECE = 65_536
_ENCRYPTED = 1
#: Zips that are told by a member and are not read.
_REFUSED = (
    ("xl/workbook.xml", "XLSX"),
    ("xl/workbook.bin", "XLSB"),
    ("Index/Document.iwa", "Pages/Numbers/Keynote"),
    ("Index.zip", "Pages/Numbers/Keynote"),
    ("META-INF/MANIFEST.MF", "JAR"),
    ("AndroidManifest.xml", "APK"),
)
_SLIDE = re.compile(r"ppt/slides/slide\d+\.xml")


class Box:
    """A zip of a stranger."""

    def __init__(self, body: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
        except (zipfile.BadZipFile, NotImplementedError, ValueError):
            raise FileError("not_a_page") from None
        self.names = self._zip.namelist()
        self._left = ALL_BYTES
        if len(self.names) > MOST_MEMBERS:
            raise FileError("too_complex")
        if any(member.flag_bits & _ENCRYPTED for member in self._zip.infolist()):
            raise FileError("encrypted")

    def read(self, name: str) -> bytes:
        """The bytes of a member, empty where there is none; raises `FileError`."""
        found = bytearray()
        try:
            with self._zip.open(name) as member:
                while piece := member.read(_PIECE):
                    found += piece
                    self._left -= len(piece)
                    if len(found) > MEMBER_BYTES or self._left < 0:
                        raise FileError("too_complex")
        except KeyError:
            return b""
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError):
            raise FileError("not_a_page") from None
        return bytes(found)

    def xml(self, name: str) -> etree._Element:
        """The root of a member in XML; raises `FileError` where it is missing or broken."""
        return parse_xml(self.read(name))

    def numbered(self, pattern: str) -> list[str]:
        """The members whose whole name fits a pattern, in order of the last number in it."""
        found = [name for name in self.names if re.fullmatch(pattern, name)]
        return sorted(found, key=lambda name: int(re.findall(r"\d+", name)[-1]))


def parse_xml(data: bytes) -> etree._Element:
    """The root of XML: no entity is put in, nothing is loaded, and what is broken is left out."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(data, parser) if data else None
    if root is None:
        raise FileError("not_a_page")
    return root


def read_zip(body: bytes) -> FileText:
    """Read what a zip holds; raises `FileError`."""
    box = Box(body)
    names = frozenset(box.names)
    said = box.read("mimetype").strip().decode("ascii", "replace") if "mimetype" in names else ""
    read = _reader(names, said)
    if read is not None:
        return read(box)
    known = next((name for member, name in _REFUSED if member in names), "ZIP")
    raise FileError("not_a_page", known)


def _reader(names: frozenset[str], said: str) -> Callable[[Box], FileText] | None:
    from pagewords.files import epub, office

    if "word/document.xml" in names:
        return office.read_docx
    if any(map(_SLIDE.fullmatch, names)):
        return office.read_pptx
    if said.startswith("application/hwp") or "Contents/content.hpf" in names:
        return office.read_hwpx
    if said == "application/epub+zip" or (not said and "META-INF/container.xml" in names):
        return epub.read_epub
    if said.startswith("application/vnd.oasis.opendocument"):
        return office.read_odf
    return None
