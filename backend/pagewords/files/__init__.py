"""Files → text in paragraphs: PDF, office, HWP, e-books, feeds, Markdown, subtitles, tables.

`kind_of` tells what a body is by its bytes. `read_file` reads it in a child process with caps,
which is started for the file and ends with it. docs/files.md describes the formats and the limits.
"""

from pagewords.files.child import read_file
from pagewords.files.kind import PAGE, kind_of
from pagewords.files.line_ends import decide_line_ends
from pagewords.files.model import Entry, FileError, FileText, Paragraph

__all__ = [
    "PAGE",
    "Entry",
    "FileError",
    "FileText",
    "Paragraph",
    "decide_line_ends",
    "kind_of",
    "read_file",
]
