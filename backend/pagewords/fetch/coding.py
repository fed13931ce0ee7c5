"""Content codings: gzip, deflate, br and zstd, decoded while they stream in bounded pieces.

A stream that is cut short gives what came of it, as in browsers. A coding that nobody knows
(`utf-8`, `none`) is no coding, and what says gzip and is not gzip is taken as it stands. What says
nothing and is gzip is a packed file, such as a sitemap, and is unpacked, too.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

import brotli

from pagewords.fetch.errors import FetchError

try:
    from compression import zstd  # type: ignore[import-not-found,unused-ignore]
except ImportError:  # before Python 3.14
    from backports import zstd

#: Bytes of a decoded piece, at most.
PIECE = 65_536
#: The greatest window of zstd: 8 MB (RFC 9659).
_ZSTD_OPTIONS = {zstd.DecompressionParameter.window_log_max: 23}
#: Members of gzip or frames of zstd in a body, at most; packers make one for 64 KB or more.
MOST_PARTS = 10_000
GZIP_MAGIC = b"\x1f\x8b\x08"
_GZIP_BITS = 16 + zlib.MAX_WBITS
_BROKEN = (zlib.error, brotli.error, zstd.ZstdError)

Chunks = Iterable[bytes]


def decoded(chunks: Chunks, encoding: str) -> Iterator[bytes]:
    """Decode the chunks of a body by its Content-Encoding, in pieces of at most `PIECE` bytes.

    Raises `FetchError` `bad_response` for two codings at once, for a corrupt stream, and for one
    that is cut off before anything came of it; `too_large` for more than `MOST_PARTS` parts, which
    may be empty.
    """
    names = [part.strip().lower() for part in encoding.split(",")]
    decoders = [_DECODERS[name] for name in names if name in _DECODERS] or [_gunzip]
    if len(decoders) > 1:
        raise FetchError("bad_response")
    try:
        yield from decoders[0](chunks)
    except _BROKEN:
        raise FetchError("bad_response") from None


def _start(chunks: Chunks, size: int) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes of a body, as many as `size` where it has them, and all of its chunks."""
    rest, start = iter(chunks), b""
    for chunk in rest:
        start += chunk
        if len(start) >= size:
            break
    return start[:size], chain([start], rest) if start else iter(())


def _gunzip(chunks: Chunks) -> Iterator[bytes]:
    """Decompress one or more gzip members; what is not gzip stays as it is."""
    magic, chunks = _start(chunks, len(GZIP_MAGIC))
    if not GZIP_MAGIC.startswith(magic):
        yield from chunks
        return
    member, began, any_data, ended = zlib.decompressobj(_GZIP_BITS), False, False, 0
    for chunk in chunks:
        data = chunk
        while data:
            if ended and not began and not GZIP_MAGIC.startswith(data[:3]):
                return  # padding after the last member
            began = True
            piece = member.decompress(data, PIECE)
            any_data = any_data or bool(piece) or member.eof
            yield piece
            data = member.unconsumed_tail or member.unused_data
            if member.eof:
                member, began, ended = zlib.decompressobj(_GZIP_BITS), False, _counted(ended)
    _check(any_data or not began)


def _inflate(chunks: Chunks) -> Iterator[bytes]:
    """Decompress deflate: zlib's format, or without its head, as some servers send it."""
    head, chunks = _start(chunks, 2)
    is_zlib = len(head) == 2 and head[0] & 15 == 8 and int.from_bytes(head, "big") % 31 == 0
    stream = zlib.decompressobj(zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)
    any_data = False
    for chunk in chunks:
        data = chunk
        while data and not stream.eof:
            piece = stream.decompress(data, PIECE)
            any_data = any_data or bool(piece)
            yield piece
            data = stream.unconsumed_tail
    _check(any_data or stream.eof or not head)


def _unbrotli(chunks: Chunks) -> Iterator[bytes]:
    stream, any_data, received = brotli.Decompressor(), False, False
    for chunk in chunks:
        data, received = chunk, True
        # `can_accept_more_data` is true while output is held back: ask until nothing comes.
        while not stream.is_finished():
            # It rounds its limit up, to twice as much and more.
            piece = stream.process(data, output_buffer_limit=PIECE // 4)
            if not piece and not data:
                break
            any_data = any_data or bool(piece)
            yield piece
            data = b""
    _check(any_data or stream.is_finished() or not received)


def _unzstd(chunks: Chunks) -> Iterator[bytes]:
    """Decompress one or more zstd frames."""
    frame, ended = zstd.ZstdDecompressor(options=_ZSTD_OPTIONS), 0
    any_data = received = False
    for chunk in chunks:
        data, received = chunk, True
        while data or not (frame.needs_input or frame.eof):
            if frame.eof:
                frame = zstd.ZstdDecompressor(options=_ZSTD_OPTIONS)
            piece = frame.decompress(data, PIECE)
            any_data = any_data or bool(piece)
            yield piece
            data = b""
            if frame.eof:
                data, ended = frame.unused_data, _counted(ended)
    _check(any_data or frame.eof or not received)


def _counted(ended: int) -> int:
    """One more member or frame that has ended. Raises for too many."""
    if ended == MOST_PARTS:
        raise FetchError("too_large")
    return ended + 1


def _check(sound: bool) -> None:
    """Raise unless something came of a stream that has ended."""
    if not sound:
        raise FetchError("bad_response")


_DECODERS: dict[str, Callable[[Chunks], Iterator[bytes]]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
#: The Accept-Encoding of what can be decoded.
ACCEPTED = "gzip, deflate, br, zstd"
