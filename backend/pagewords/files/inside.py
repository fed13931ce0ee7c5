"""Reads a file in a child process that has caps: the side of the child.

`python -m pagewords.files.inside KIND` reads the bytes from its standard input. A reader is
imported when a file needs it, since a start should take no longer than the file.
"""

import os
import sys
from collections.abc import Callable
from importlib import import_module

from pagewords.files.caps import cap, say
from pagewords.files.model import FileError, FileText

#: Characters of a file's text: the longest books have five million.
MOST_CHARACTERS = 8_000_000

#: For each kind the module and function that read it.
READERS = {
    "pdf": ("pdf", "read_pdf"),
    "zip": ("zipped", "read_zip"),
    "ole": ("hwp", "read_ole"),
    "rtf": ("plain", "read_rtf"),
    "csv": ("plain", "read_csv"),
    "subtitles": ("plain", "read_subtitles"),
    "markdown": ("markdown", "read_markdown"),
    "feed": ("feed", "read_feed"),
    "sitemap": ("feed", "read_sitemap"),
}
Reader = Callable[[bytes], FileText]


def read(kind: str, body: bytes) -> dict[str, object]:
    """The text of a file, or why there is none, as a message."""
    module, function = READERS[kind]
    try:
        reader: Reader = getattr(import_module(f"pagewords.files.{module}"), function)
        text = reader(body)
        if sum(len(paragraph.text) for paragraph in text.paragraphs) > MOST_CHARACTERS:
            raise FileError("too_complex")
        return text._asdict()
    except FileError as error:
        return {"code": error.code, "format": error.format}
    except (MemoryError, RecursionError):
        return {"code": "too_complex"}
    except Exception as error:
        # What a library raises for a damaged file is told by none of them.
        return {"code": "not_a_page", "error": f"{kind}: {type(error).__name__}"}


def main() -> None:
    """Read the file, and end without what Python does at an end."""
    cap()
    say(read(sys.argv[1], sys.stdin.buffer.read()))
    os._exit(0)


if __name__ == "__main__":
    main()
