"""Small writers of the formats that are read: as much of each as a reader looks at."""

import base64
import io
import struct
import zipfile
import zlib

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DRAWING = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
HANCOM = 'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph"'
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'


def zipped(**members: str | bytes) -> bytes:
    """A zip; in the names of members `__` stands for a slash and `_d_` for a dot."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as box:
        for name, data in members.items():
            box.writestr(name.replace("__", "/").replace("_d_", "."), data)
    return file.getvalue()


def docx(body: str, title: str = "") -> bytes:
    return zipped(
        word__document_d_xml=f"<w:document {WORD}><w:body>{body}</w:body></w:document>",
        docProps__core_d_xml=f"<p {DC}><dc:title>{title}</dc:title></p>",
    )


def word_paragraph(text: str, style: str = "") -> str:
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}<w:r><w:t>{text}</w:t></w:r></w:p>"


def pptx(*slides: list[str]) -> bytes:
    members = {
        f"ppt__slides__slide{number}_d_xml": f"<s {DRAWING}>"
        + "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in slide)
        + "</s>"
        for number, slide in enumerate(slides, 1)
    }
    return zipped(**members)


def hwpx(body: str, title: str = "", manifest: str = "") -> bytes:
    return zipped(
        mimetype="application/hwp+zip",
        Contents__section0_d_xml=f"<s {HANCOM}>{body}</s>",
        Contents__content_d_hpf=f'<o xmlns:opf="x"><opf:title>{title}</opf:title></o>',
        **{"META-INF__manifest_d_xml": manifest or "<m/>"},
    )


def hwpx_paragraph(text: str) -> str:
    return f"<hp:p><hp:run><hp:t>{text}</hp:t></hp:run></hp:p>"


def odt(body: str) -> bytes:
    return zipped(
        mimetype="application/vnd.oasis.opendocument.text",
        content_d_xml=f"<office:document-content {ODF}>{body}</office:document-content>",
    )


def epub(chapters: list[str], title: str = "", encoding: str = "utf-8") -> bytes:
    items = "".join(
        f'<item id="c{number}" href="c{number}.xhtml"/>' for number in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{number}"/>' for number in range(len(chapters)))
    head = f"<?xml version='1.0' encoding='{encoding}'?><html><head><title/></head>"
    return zipped(
        mimetype="application/epub+zip",
        **{"META-INF__container_d_xml": '<c><rootfile full-path="book/b.opf"/></c>'},
        book__b_d_opf=f"<package {DC}><dc:title>{title}</dc:title>"
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
        **{
            f"book__c{number}_d_xhtml": f"{head}<body>{chapter}</body></html>"
            for number, chapter in enumerate(chapters)
        },
    )


SECTOR, MINI, FREE, END, FAT = 512, 64, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
#: Bytes from which a stream stands in sectors of its own.
CUTOFF = 4_096


def ole(streams: dict[str, bytes]) -> bytes:
    """A compound file (MS-CFB); its streams stand in one level of storages, or in none."""
    storages = sorted({name.split("/")[0] for name in streams if "/" in name})
    names = ["Root Entry", *storages, *streams]
    data, starts, fat = b"", {}, []
    for name, content in streams.items():
        padded = content.ljust(max(CUTOFF, -(-len(content) // SECTOR) * SECTOR), b"\0")
        starts[name] = len(fat)
        count = len(padded) // SECTOR
        fat += [*range(len(fat) + 1, len(fat) + count), END]
        data += padded
    folder = len(fat)
    directory = b"".join(_entry(name, names, storages, starts, streams) for name in names)
    directory = directory.ljust(-(-len(directory) // SECTOR) * SECTOR, b"\0")
    count = len(directory) // SECTOR
    fat += [*range(len(fat) + 1, len(fat) + count), END]
    tables = 1
    while (len(fat) + tables) * 4 > tables * SECTOR:
        tables += 1
    place = len(fat)
    fat += [FAT] * tables
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(tables * SECTOR, b"\xff")
    blocks = [*range(place, place + tables)]
    head = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, tables, folder, 0, CUTOFF, END, 0, END, 0, blocks[0],
    )  # fmt: skip
    head += struct.pack(f"<{len(blocks) - 1}I", *blocks[1:])
    return head.ljust(SECTOR, b"\xff") + data + directory + table


def _entry(
    name: str,
    names: list[str],
    storages: list[str],
    starts: dict[str, int],
    streams: dict[str, bytes],
) -> bytes:
    """An entry of the directory; brothers are a list to the right."""
    number = names.index(name)
    parent = "" if "/" not in name else name.split("/")[0]
    if number == 0:
        kind, children = 5, [one for one in names[1:] if "/" not in one]
    elif name in storages:
        kind, children = 1, [one for one in names if one.startswith(f"{name}/")]
    else:
        kind, children = 2, []
    brothers = [one for one in names[1:] if (one.split("/")[0] if "/" in one else "") == parent]
    after = brothers[brothers.index(name) + 1 :] if number else []
    label = name.rpartition("/")[2].encode("utf-16-le")
    size = max(len(streams[name]), CUTOFF) if kind == 2 else 0
    return struct.pack(
        "<64sHBBIII36xIQ",
        label, len(label) + 2, kind, 1, FREE,
        names.index(after[0]) if after else FREE,
        names.index(children[0]) if children else FREE,
        starts.get(name, END if kind == 5 else 0), size,
    )  # fmt: skip


def record(tag: int, level: int, data: bytes) -> bytes:
    """A record of HWP 5."""
    if len(data) < 0xFFF:
        return struct.pack("<I", tag | level << 10 | len(data) << 20) + data
    return struct.pack("<II", tag | level << 10 | 0xFFF << 20, len(data)) + data


def hwp(paragraphs: list[str], *, flags: int = 1, extra: bytes = b"") -> bytes:
    """An HWP 5 file; `extra` are records before the paragraphs."""
    section = extra + b"".join(
        record(66, 0, bytes(22)) + record(67, 1, (text + "\r").encode("utf-16-le"))
        for text in paragraphs
    )
    section += record(90, 0, bytes(CUTOFF))
    if flags & 1:
        packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
        section = packer.compress(section) + packer.flush()
    return hwp_of(section, flags)


def hwp_of(section: bytes, flags: int = 1, folder: str = "BodyText") -> bytes:
    """An HWP 5 file of one section, as it stands in the file."""
    head = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05000300, flags)
    return ole({"FileHeader": head, f"{folder}/Section0": section})


#: A section of an HWP copy for distribution, encrypted by OpenSSL.
_DISTRIBUTED = (
    "HAAAEBYVfitsxS96v4WwiMuIyohLeUt5SnlOeT158mRSfkmkXeZZ/2eebi7O/6tra+xF4QFwrXrgKZacgTpxF1rjYKBO"
    "3xaG1b8cCkZ7HxLmKXAW8nafbFlOxWSArmFOlzdI1H8T9DXvq1d52eLapbnkoPFCHdB+PHHtkzhRR39+9Tbn8zDZ5rcO"
    "edPUcOCPjE2rcrJ5wO6Id5sKi0UT+gN9LpNTRXTmj86HJ6/I8xQhiJ6R1CV3aLalFSCUxjBZUaFfeLf1/jf/cHmZ09BW"
    "bykXVuNJ24k/KXRevByb3uOniQozFojZs39G/IeOoPyLdmwljVjKkLzaT3ZebRw7Mbxbn3a/DXKwqZ44uTchdSWlWi60"
    "1mavNGgyVpbYtz6gU1Cw9B2IU6T9/MGqYsoDhqrfv3qWqeCmBervqhz2bX0VxPHEa2pmWXxQf3ATAdJqI+Q1bA=="
)


def hwp_distributed(section: bytes = base64.b64decode(_DISTRIBUTED)) -> bytes:
    """An HWP 5 file for distribution."""
    return hwp_of(section, 5, "ViewText")
