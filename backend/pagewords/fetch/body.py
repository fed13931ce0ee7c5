"""The body of an answer: decompressed while it streams, within its limits, or refused."""

import zlib
from collections.abc import Iterable

from pagewords.fetch.budget import Meter
from pagewords.fetch.errors import FetchError

_PIECE = 65_536
_GZIP_MAGIC = b"\x1f\x8b\x08"
_GZIP_BITS = 16 + zlib.MAX_WBITS


def read_body(pieces: Iterable[bytes], coding: str, limit: int, meter: Meter) -> bytes:
    """Join the pieces of a body; `coding` is the Content-Encoding, `limit` the bytes it may have.

    Raises `FetchError`: `too_large`, or `bad_response` for codings other than one gzip, for gzip
    that is broken or cut off, and for gzip within gzip.
    """
    body = bytearray()
    for piece in _decoded(pieces, coding):
        body += piece
        if len(body) > limit:
            raise FetchError("too_large")
        meter.left()
    if body.startswith(_GZIP_MAGIC):
        raise FetchError("bad_response")
    return bytes(body)


def _decoded(pieces: Iterable[bytes], coding: str) -> Iterable[bytes]:
    coding = coding.strip().lower()
    if coding in ("", "identity"):
        return pieces
    if coding in ("gzip", "x-gzip"):
        return _gunzip(pieces)
    raise FetchError("bad_response")


def _gunzip(pieces: Iterable[bytes]) -> Iterable[bytes]:
    """Decompress one or more gzip members, at most `_PIECE` bytes at a time."""
    member = zlib.decompressobj(_GZIP_BITS)
    begun, another = False, False
    for piece in pieces:
        data = piece
        while data:
            if another and not begun and not _GZIP_MAGIC.startswith(data[:3]):
                return  # what follows the last member is padding
            begun = True
            try:
                decoded = member.decompress(data, _PIECE)
            except zlib.error:
                raise FetchError("bad_response") from None
            yield decoded
            data = member.unconsumed_tail or member.unused_data
            if member.eof:
                member, begun, another = zlib.decompressobj(_GZIP_BITS), False, True
    if begun:
        raise FetchError("bad_response")
