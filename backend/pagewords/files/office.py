"""DOCX, PPTX, ODF and HWPX → paragraphs: what a reader of the printed document sees, in order.

Running heads and feet, comments, deleted and hidden text are left out; foot- and endnotes are read.
"""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from pagewords.files.model import FileError, FileText, Paragraph
from pagewords.files.zipped import Box, parse_xml

_HEADING = re.compile(r"heading|title|berschrift|titre|제목|見出し|标题", re.IGNORECASE)
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
#: What stands for a character in each format.
_CHARACTERS = {
    "br": "\n", "cr": "\n", "lineBreak": "\n", "line-break": "\n", "tab": " ", "ptab": " ",
    "noBreakHyphen": "-", "hyphen": "-", "s": " ", "nbSpace": " ", "fwSpace": " ",
}  # fmt: skip
_BLANK = re.compile(r"[^\S\n]+")


def read_docx(box: Box) -> FileText:
    """Word's format since 2007."""
    parts = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"]
    found: list[Paragraph] = []
    for name in parts:
        if name in box.names:
            found += _word_paragraphs(box.xml(name))
    return FileText("docx", tuple(found), _core_title(box))


def _word_paragraphs(root: etree._Element) -> Iterator[Paragraph]:
    # Shapes have a second form for old programs, moved text its old place, readings their base.
    _empty(root, "{*}Fallback", "{*}moveFrom", "{*}rt")
    for hidden in root.iter("{*}vanish"):
        run = hidden.getparent().getparent()
        if _name(run) == "r" and hidden.values() not in (["0"], ["false"]):
            run.clear(keep_tail=True)
    found: dict[etree._Element, list[str]] = {}
    for piece in root.iter("{*}t", "{*}br", "{*}cr", "{*}tab", "{*}ptab", "{*}noBreakHyphen"):
        # Formulas have runs too, and tab stops the name of tabs.
        if _name(piece.getparent()) == "r" and "wordprocessingml" in etree.QName(piece).namespace:
            found.setdefault(_paragraph_of(piece), []).append(_said(piece))
    for paragraph, pieces in found.items():
        style = next(paragraph.iter("{*}pStyle"), None)
        heading = style is not None and _HEADING.search(" ".join(map(str, style.values())))
        yield from _lines("".join(pieces), "heading" if heading else "")


def read_pptx(box: Box) -> FileText:
    """PowerPoint's format since 2007: the slides, without the speaker's notes."""
    found: list[Paragraph] = []
    for name in box.numbered(r"ppt/slides/slide\d+\.xml"):
        root = box.xml(name)
        # Numbers of slides and dates.
        _empty(root, "{*}fld")
        found += _grouped(root, "{*}t", "{*}br")
    return FileText("pptx", tuple(found), _core_title(box))


def read_hwpx(box: Box) -> FileText:
    """Hangul's format in XML (KS X 6101)."""
    if b"encryption-data" in box.read("META-INF/manifest.xml"):
        raise FileError("encrypted")
    found: list[Paragraph] = []
    for name in box.numbered(r"Contents/section\d+\.xml"):
        root = box.xml(name)
        _empty(root, "{*}header", "{*}footer", "{*}hiddenComment", "{*}deleteBegin")
        found += _grouped(root, "{*}t", "{*}lineBreak", "{*}tab")
    if not found and not box.numbered(r"Contents/section\d+\.xml"):
        raise FileError("not_a_page")
    head = box.read("Contents/content.hpf")
    titles = parse_xml(head).iter("{*}title") if head else iter(())
    return FileText("hwpx", tuple(found), _text_of(next(titles, None)))


def read_odf(box: Box) -> FileText:
    """OpenDocument: texts, and the words of tables and slides."""
    if b"encryption-data" in box.read("META-INF/manifest.xml"):
        raise FileError("encrypted")
    root = box.xml("content.xml")
    _empty(root, "{*}tracked-changes", "{*}annotation", "{*}note-citation", "{*}ruby-text")
    found: list[Paragraph] = []
    for paragraph in root.iter("{*}p", "{*}h"):
        zone = "heading" if _name(paragraph) == "h" else ""
        found += _lines("".join(_flow(paragraph)), zone)
    meta = box.read("meta.xml")
    title = next(parse_xml(meta).iter(_TITLE), None) if meta else None
    return FileText("odt", tuple(found), _text_of(title))


def _flow(element: etree._Element) -> Iterator[str]:
    """The text of a paragraph without what has paragraphs of its own; 256 levels at most."""
    yield element.text or ""
    for child in element:
        name = _name(child)
        if name in _CHARACTERS:
            yield _CHARACTERS[name]
        elif name not in ("p", "h", "frame", "note", "custom-shape"):
            yield from _flow(child)
        yield child.tail or ""


def _grouped(root: etree._Element, *names: str) -> Iterator[Paragraph]:
    """The paragraphs that pieces of text stand in, in order of their first pieces."""
    found: dict[etree._Element, list[str]] = {}
    for piece in root.iter(*names):
        if _name(piece.getparent()) != "t" and (paragraph := _paragraph_of(piece)) is not None:
            found.setdefault(paragraph, []).append(_said(piece))
    for pieces in found.values():
        yield from _lines("".join(pieces))


def _said(piece: etree._Element) -> str:
    """What a piece of text says; in HWPX some characters are elements in it."""
    name = _name(piece)
    if name in _CHARACTERS:
        return _CHARACTERS[name]
    text = [piece.text or ""]
    for child in piece:
        text += [_CHARACTERS.get(_name(child), ""), child.tail or ""]
    return "".join(text)


def _lines(text: str, zone: str = "") -> Iterator[Paragraph]:
    """A paragraph for each line of one."""
    for line in text.split("\n"):
        if folded := _BLANK.sub(" ", line).strip():
            yield Paragraph(folded, zone)


def _paragraph_of(piece: etree._Element) -> etree._Element:
    return next(piece.iterancestors("{*}p"), None)


def _empty(root: etree._Element, *names: str) -> None:
    for element in [*root.iter(*names)]:
        element.clear(keep_tail=True)


def _name(element: etree._Element | None) -> str:
    if element is None or not isinstance(element.tag, str):
        return ""
    return element.tag.rpartition("}")[2]


def _core_title(box: Box) -> str:
    data = box.read("docProps/core.xml")
    return _text_of(next(parse_xml(data).iter(_TITLE), None)) if data else ""


def _text_of(element: etree._Element | None) -> str:
    texts: Iterable[str] = element.itertext() if element is not None else ()
    return " ".join("".join(texts).split())
