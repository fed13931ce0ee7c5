"""Bodies in each content coding."""

import gzip
import zlib
from collections.abc import Iterable

import brotli
from backports import zstd


def compress(coding: str, pieces: Iterable[bytes]) -> bytes:
    """The pieces as one stream: `gzip`, `deflate`, `raw deflate`, `br` or `zstd`."""
    if coding == "gzip":
        return gzip.compress(b"".join(pieces))
    if coding == "br":
        stream = brotli.Compressor(quality=4)
        return b"".join([*(stream.process(piece) for piece in pieces), stream.finish()])
    if coding == "zstd":
        frame = zstd.ZstdCompressor()
        return b"".join([*(frame.compress(piece) for piece in pieces), frame.flush()])
    bits = -zlib.MAX_WBITS if coding == "raw deflate" else zlib.MAX_WBITS
    deflate = zlib.compressobj(wbits=bits)
    return b"".join([*(deflate.compress(piece) for piece in pieces), deflate.flush()])
