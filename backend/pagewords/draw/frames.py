"""Messages between the worker and the browser's process: JSON and bytes, each with its length."""

import json
import struct
from typing import Any, BinaryIO

_LENGTHS = struct.Struct(">II")
#: Bytes of the JSON and of the bytes of one message.
MOST_HEAD, MOST_BODY = 1_000_000, 60_000_000

Message = tuple[dict[str, Any], bytes]


def pack(head: dict[str, Any], body: bytes = b"") -> bytes:
    """A message as bytes."""
    text = json.dumps(head).encode()
    return _LENGTHS.pack(len(text), len(body)) + text + body


def read(stream: BinaryIO) -> Message | None:
    """The next message; None at the end of the stream. Raises ValueError for what is no message."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head_size, body_size = _LENGTHS.unpack(lengths)
    if head_size > MOST_HEAD or body_size > MOST_BODY:
        raise ValueError("a message is too long")
    text, body = stream.read(head_size), stream.read(body_size)
    if len(text) < head_size or len(body) < body_size:
        return None
    head = json.loads(text)
    if not isinstance(head, dict):
        raise ValueError("a message is no object")
    return head, body
