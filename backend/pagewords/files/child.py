"""Reads a file in a child process that has caps: the side of the worker.

A reader may abort, loop or take all memory for a file that was made for it (PDFium ends its
process when an allocation fails), so none runs in the worker. The child gets the bytes by a pipe
and answers in lines of JSON: how far it is, then the text or a code. `inside` is the other side.
"""

import json
import logging
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from pagewords.files.model import Entry, FileError, FileText, Paragraph

log = logging.getLogger(__name__)

#: Bytes of an answer, which has at most as many characters as `inside` lets through.
MOST_OUTPUT = 40_000_000
_PIECE = 262_144

OnPage = Callable[[int, int], None]


def read_file(kind: str, body: bytes, deadline: float, on_page: OnPage | None = None) -> FileText:
    """Read a file of a kind that `kind_of` told, until `deadline` of `time.monotonic()`.

    `on_page` is called with the number of the page that is being read and that of all, now and
    then. Raises `FileError`.
    """
    process = subprocess.Popen(  # noqa: S603 - of no text but the kind
        [sys.executable, "-I", "-X", "utf8", "-m", "pagewords.files.inside", kind],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        # A Ctrl-C at the terminal is for the supervisor, which lets jobs end.
        start_new_session=True,
    )
    writer = threading.Thread(target=_write, args=(process, body), daemon=True)
    try:
        writer.start()
        for message in _messages(process, deadline):
            if "page" not in message:
                return _text(message)
            if on_page is not None:
                on_page(message["page"], message["pages"])
    finally:
        process.kill()
        process.wait()
        writer.join()
        if process.stdout is not None:
            process.stdout.close()
    # It was ended by a cap, or by a failed allocation.
    raise FileError("too_complex")


def _write(process: "subprocess.Popen[bytes]", body: bytes) -> None:
    """Send the bytes; a child that has ended reads no more of them."""
    assert process.stdin is not None
    with suppress(OSError):
        process.stdin.write(body)
    with suppress(OSError):
        process.stdin.close()


def _messages(process: "subprocess.Popen[bytes]", deadline: float) -> Iterator[dict[str, Any]]:
    """What the child says, until it ends or until the deadline."""
    assert process.stdout is not None
    descriptor = process.stdout.fileno()
    line = bytearray()
    while (seconds := deadline - time.monotonic()) > 0:
        if not select.select([descriptor], [], [], seconds)[0]:
            continue
        piece = os.read(descriptor, _PIECE)
        line += piece
        if not piece or len(line) > MOST_OUTPUT:
            return
        if b"\n" in piece:
            *whole, rest = line.split(b"\n")
            yield from map(json.loads, whole)
            line = rest


def _text(message: dict[str, Any]) -> FileText:
    if "code" in message:
        if error := message.get("error"):
            log.warning("file_not_read", extra={"error": error})
        raise FileError(message["code"], message.get("format", ""))
    return FileText(
        source=message["source"],
        paragraphs=tuple(Paragraph(text, zone) for text, zone in message["paragraphs"]),
        title=message["title"],
        entries=tuple(Entry(*entry) for entry in message["entries"]),
    )
