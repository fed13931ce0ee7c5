"""RTF, tables as text (CSV, TSV) and subtitles (WebVTT, SubRip) → paragraphs."""

import csv
import io
import re

from pagewords.entities import unescape
from pagewords.files.model import FileText, Paragraph

#: Characters of a cell of a table.
_LONGEST_CELL = 1_000_000
_PICTURE = re.compile(r"\{\\(?:\*\\)?(?:shppict|nonshppict|pict|objdata|themedata|datastore)\b")
_TAG = re.compile(r"<[^<>]*>|\{\\an?\d\}")
_ENDED = re.compile(r"[.?!。！？…♪][\"'”’」』)\]]*$")
#: Characters after which a paragraph of subtitles ends without the end of a sentence.
_LONGEST_SENTENCE = 500
_NOT_CUES = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)\b")


def read_rtf(body: bytes) -> FileText:
    """Read Rich Text Format, in the encoding that it names."""
    from striprtf.striprtf import rtf_to_text

    text = _without_pictures(body.decode("latin-1"))
    lines = rtf_to_text(text, errors="replace").splitlines()  # type: ignore[no-untyped-call]
    folded = (" ".join(line.replace("|", " ").split()) for line in lines)
    return FileText("rtf", tuple(Paragraph(line) for line in folded if line))


def _without_pictures(text: str) -> str:
    """Take the groups of pictures out, which are most of a file and none of its text."""
    pieces, place = [], 0
    while found := _PICTURE.search(text, place):
        pieces.append(text[place : found.start()])
        depth, place = 1, found.end()
        while depth:
            brace = re.compile(r"(?<!\\)[{}]").search(text, place)
            if brace is None:
                return "".join(pieces)
            depth += 1 if brace[0] == "{" else -1
            place = brace.end()
    return "".join([*pieces, text[place:]])


def read_csv(body: bytes) -> FileText:
    """Read a table in UTF-8 between commas, semicolons or tabs: a paragraph a cell."""
    text = body.decode("utf-8", "replace").lstrip("\ufeff")
    first = text[: text.find("\n") if "\n" in text else None]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    cells = (" ".join(cell.split()) for row in rows for cell in row)
    return FileText("csv", tuple(Paragraph(cell) for cell in cells if cell))


def read_subtitles(body: bytes) -> FileText:
    """Read WebVTT or SubRip in UTF-8: what is said, a sentence a paragraph.

    Captions that roll up say each line again with the next; a line that the cue before had too is
    said once.
    """
    text = body.decode("utf-8", "replace").lstrip("\ufeff").replace("\r\n", "\n")
    found: list[Paragraph] = []
    sentence, before = "", [""]
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.strip("\n").split("\n")
        timed = next((number for number, line in enumerate(lines) if "-->" in line), None)
        if timed is None or _NOT_CUES.match(block):
            continue
        cue = [" ".join(unescape(_TAG.sub("", line)).split()) for line in lines[timed + 1 :]]
        for line in cue:
            if not line or line in before:
                continue
            sentence = f"{sentence} {line}".strip()
            if _ENDED.search(line) or len(sentence) > _LONGEST_SENTENCE:
                found.append(Paragraph(sentence))
                sentence = ""
        before = [line for line in cue if line] or before
    return FileText("subtitles", (*found, *([Paragraph(sentence)] if sentence else ())))
