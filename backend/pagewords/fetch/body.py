"""Read a response body: decompress it while it streams, within its limits."""

import zlib
from collections.abc import Iterable

from pagewords.fetch.budget import Budget
from pagewords.fetch.errors import FetchError

_CHUNK_BYTES = 65_536
_GZIP_MAGIC = b"\x1f\x8b\x08"
_GZIP_BITS = 16 + zlib.MAX_WBITS


def read_body(chunks: Iterable[bytes], encoding: str, limit: int, budget: Budget) -> bytes:
    """Decode and join the chunks of a body, at most `limit` bytes.

    `encoding` is the Content-Encoding. Raises `FetchError`: `too_large`, or `bad_response` for
    encodings other than a single gzip and for corrupt, truncated or nested gzip.
    """
    body = bytearray()
    for chunk in _decoded(chunks, encoding):
        body += chunk
        if len(body) > limit:
            raise FetchError("too_large")
        budget.remaining()
    if body.startswith(_GZIP_MAGIC):
        raise FetchError("bad_response")
    return bytes(body)


def _decoded(chunks: Iterable[bytes], encoding: str) -> Iterable[bytes]:
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        return chunks
    if encoding in ("gzip", "x-gzip"):
        return _gunzip(chunks)
    raise FetchError("bad_response")


def _gunzip(chunks: Iterable[bytes]) -> Iterable[bytes]:
    """Decompress one or more gzip members, at most `_CHUNK_BYTES` bytes at a time."""
    member = zlib.decompressobj(_GZIP_BITS)
    begun, another = False, False
    for chunk in chunks:
        data = chunk
        while data:
            if another and not begun and not _GZIP_MAGIC.startswith(data[:3]):
                return  # padding after the last member
            begun = True
            try:
                decoded = member.decompress(data, _CHUNK_BYTES)
            except zlib.error:
                raise FetchError("bad_response") from None
            yield decoded
            data = member.unconsumed_tail or member.unused_data
            if member.eof:
                member, begun, another = zlib.decompressobj(_GZIP_BITS), False, True
    if begun:
        raise FetchError("bad_response")
