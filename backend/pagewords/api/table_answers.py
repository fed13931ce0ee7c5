"""Answers as files: tables that are made and sent a part at a time, named after their results."""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from flask import Response

from pagewords.api import stored

#: Rows that are made and sent at once.
PART = 1_000
_TYPES = {"csv": "text/csv", "tsv": "text/tab-separated-values"}
_MARK = "\ufeff"
#: Characters of a title in a file's name.
NAME_CHARACTERS = 80


def tables() -> dict[int, Any]:
    """Documents that what is answered as JSON is answered as a table, too."""
    text = {"schema": {"type": "string"}}
    return {200: {"content": dict.fromkeys(_TYPES.values(), text)}}


def table(kind: str, parts: Iterable[str], mark: str = "auto") -> stored.Made:
    """The parts of a table as the body of an answer, with the byte order mark that `kind` has, or
    as `mark` says: `yes` or `no`."""
    return _encoded(parts, mark), f"{_TYPES[kind]}; charset=utf-8"


def _encoded(parts: Iterable[str], mark: str) -> Iterator[bytes]:
    for number, part in enumerate(parts):
        if number == 0 and mark != "auto":
            part = (_MARK if mark == "yes" else "") + part.removeprefix(_MARK)
        yield part.encode()


def name_file(response: Response, kind: str, *keys: str, word: str = "") -> Response:
    """Name the file of a table after its results, and the word that it is about."""
    if response.status_code == 200:
        try:
            title = " ".join(filter(None, [*map(stored.title, keys), word]))
        except BaseException:
            # Nobody else ends the turn of a table that is not sent.
            response.close()
            raise
        response.headers["Content-Disposition"] = attachment(title, kind)
    return response


def attachment(title: str, kind: str) -> str:
    """Content-Disposition (RFC 6266) of a file that is named after a page.

    Characters that file systems reject are left out; clients that know ASCII only get a plain name.
    """
    words = re.sub(r"[^\w.,'()+&-]+", " ", title).strip(" .")[:NAME_CHARACTERS]
    name = quote(f"pagewords {words}".rstrip(" .") + f".{kind}", safe="")
    return f"attachment; filename=\"pagewords.{kind}\"; filename*=UTF-8''{name}"
