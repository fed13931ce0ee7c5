"""Read a response body: decode it while it streams, within its limits."""

from collections.abc import Iterable

from pagewords.fetch.budget import Budget
from pagewords.fetch.coding import GZIP_MAGIC, decoded
from pagewords.fetch.errors import FetchError


def read_body(chunks: Iterable[bytes], encoding: str, limit: int, budget: Budget) -> bytes:
    """Decode and join the chunks of a body, at most `limit` bytes.

    `encoding` is the Content-Encoding. Raises `FetchError`: `too_large`, or `bad_response` for
    what `decoded` cannot decode and for nested gzip.
    """
    body = bytearray()
    for piece in decoded(chunks, encoding):
        body += piece
        if len(body) > limit:
            raise FetchError("too_large")
        budget.remaining()
    if body.startswith(GZIP_MAGIC):
        raise FetchError("bad_response")
    return bytes(body)
