"""PDF → paragraphs: PDFium's lines, put together by `layout`."""

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import regex

from pagewords.files.caps import pages
from pagewords.files.layout import HYPHEN, Line, drop_repeated, join
from pagewords.files.model import FileError, FileText
from pagewords.text import join_surrogates

#: Pages, and characters, beyond which a PDF is not read: the longest books have half as many.
MOST_PAGES, MOST_CHARACTERS = 5_000, 8_000_000
#: PDFium's error for a document that needs a password.
_PASSWORD = 4
#: What PDFium puts where it has joined two lines at a hyphen, and its own ends of lines.
_REMOVED_HYPHEN = "\x02\ufffe"
_LINE = regex.compile(r"[^\r\n\x02\ufffe]+(?:[\x02\ufffe]|(?=[\r\n])|$)")
#: Characters that no text is made of: the letters of a font that does not say which they are.
_MEANINGLESS = regex.compile(r"[\p{Co}\p{Cn}\p{Cc}\ufffd--[\n\r\t]]", regex.VERSION1)
MOST_MEANINGLESS = 0.15
#: Letters a page, on average, below which a PDF of several pages is a scan.
FEWEST_LETTERS, SEVERAL = 10, 3
_LETTER = regex.compile(r"\p{L}")
#: Titles that programs make up.
_NO_TITLE = regex.compile(
    r"(?i)untitled.*|microsoft (?:word|powerpoint|excel) ?-.*|(?:제목 ?없음|無題|无标题).*|slide ?1"
    r"|\S*\.(?:docx?|hwpx?|pptx?|xlsx?|pdf|tex|dvi|indd|odt|rtf|qxd|html?|md)|about:blank|\W*"
)


def read_pdf(body: bytes) -> FileText:
    """Read a PDF; raises `FileError`."""
    try:
        document = pdfium.PdfDocument(body)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD
        raise FileError("encrypted" if locked else "not_a_page") from None
    count = len(document)
    if count > MOST_PAGES:
        raise FileError("too_complex")
    sheets: list[list[Line]] = []
    characters = 0
    for number in pages(count, len(body)):
        sheets.append([*_lines(document, number)])
        characters += sum(len(line.text) for line in sheets[-1])
        if characters > MOST_CHARACTERS:
            raise FileError("too_complex")
    if not count:
        raise FileError("not_a_page")
    drop_repeated(sheets)
    _check(sheets)
    return FileText("pdf", tuple(join(sheets)), _title(document))


def _lines(document: pdfium.PdfDocument, number: int) -> Iterator[Line]:
    """The lines of a page in the order of its content; none of a page that is damaged."""
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return
    text_page = page.get_textpage()
    handle = text_page.raw
    size = raw.FPDFText_CountChars(handle)
    buffer = (ctypes.c_ushort * (size + 1))()
    written = raw.FPDFText_GetText(handle, 0, size, buffer)
    # PDFium counts UTF-16's units: a letter beyond U+FFFF, such as one of maths, has two places.
    text = "".join(map(chr, buffer[: max(written - 1, 0)]))
    boxes = _Boxes(handle)
    for match in _LINE.finditer(text):
        found = match.group()
        start = match.start() + len(found) - len(found.lstrip())
        end = match.start() + len(found.rstrip(_REMOVED_HYPHEN + " ")) - 1
        if start > end:
            continue
        left, bottom, top = boxes.of(start, "left")
        right, low, high = boxes.of(end, "right")
        hyphen = found[-1] in _REMOVED_HYPHEN or boxes.is_hyphen(end)
        words = " ".join(join_surrogates(found).strip(_REMOVED_HYPHEN).split())
        if boxes.is_hyphen(end):
            words = words[:-1]
        yield Line(
            words + HYPHEN * hyphen,
            left,
            right,
            min(bottom, low),
            max(top, high),
            boxes.size(start),
        )
    text_page.close()
    page.close()


class _Boxes:
    """Where characters stand; a character is named by its place in the page's text."""

    def __init__(self, handle: object) -> None:
        self._handle = handle
        self._sides = [ctypes.c_double() for _ in range(4)]

    def of(self, place: int, side: str) -> tuple[float, float, float]:
        """The left or right end of a character, its bottom and its top, in points."""
        left, right, bottom, top = self._sides
        raw.FPDFText_GetCharBox(self._handle, self._index(place), left, right, bottom, top)
        return (left if side == "left" else right).value, bottom.value, top.value

    def size(self, place: int) -> float:
        """The font's size in points; 0 where PDFium cannot tell."""
        return float(raw.FPDFText_GetFontSize(self._handle, self._index(place)))

    def is_hyphen(self, place: int) -> bool:
        """Whether it is a hyphen that the end of the line has made."""
        return bool(raw.FPDFText_IsHyphen(self._handle, self._index(place)) == 1)

    def _index(self, place: int) -> int:
        return int(raw.FPDFText_GetCharIndexFromTextIndex(self._handle, place))


def _check(sheets: list[list[Line]]) -> None:
    """Raise `no_text` for a scan, and for fonts that do not say which letters theirs are."""
    text = "".join(line.text for lines in sheets for line in lines)
    letters = len(_LETTER.findall(text))
    few = FEWEST_LETTERS * len(sheets) if len(sheets) >= SEVERAL else 1
    if letters < few or len(_MEANINGLESS.findall(text)) > MOST_MEANINGLESS * len(text):
        raise FileError("no_text")


def _title(document: pdfium.PdfDocument) -> str:
    title = " ".join(document.get_metadata_value("Title").split())
    return "" if _NO_TITLE.fullmatch(title) else title
