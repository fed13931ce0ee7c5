"""Content codings: whole, in small pieces, cut short, mislabelled."""

import gzip
import random

import pytest

from pagewords.fetch import FetchError
from pagewords.fetch.coding import MOST_PARTS, PIECE, decoded

from .codings import compress

#: Text that neither repeats itself nor fits one piece.
_random = random.Random(5)
TEXT = " ".join(_random.choices(["등대지기", "keeper", "바람", "<p>", "light"], k=60_000)).encode()
CODINGS = ["gzip", "deflate", "raw deflate", "br", "zstd"]


def header(coding: str) -> str:
    return coding.removeprefix("raw ")


def pieces(data: bytes, size: int) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]


@pytest.mark.parametrize("size", [1, 700, 65_536, 10_000_000])
@pytest.mark.parametrize("coding", CODINGS)
def test_a_body_is_decoded_whole_in_bounded_pieces(coding: str, size: int) -> None:
    text = TEXT if size > 1 else TEXT[:9_000]
    found = [*decoded(pieces(compress(coding, [text]), size), f" {header(coding).upper()} ")]
    assert b"".join(found) == text
    assert max(map(len, found)) <= PIECE


@pytest.mark.parametrize("coding", CODINGS)
def test_what_packs_well_is_decoded_whole_too(coding: str) -> None:
    text = b"words " * 500_000
    found = [*decoded(pieces(compress(coding, [text]), 65_536), header(coding))]
    assert b"".join(found) == text
    assert max(map(len, found)) <= PIECE


@pytest.mark.parametrize("cut", [6, 20, 1_000])
@pytest.mark.parametrize("coding", CODINGS)
def test_a_stream_that_is_cut_short_is_read_as_far_as_it_came(coding: str, cut: int) -> None:
    wire = compress(coding, [TEXT])[:-cut]
    found = b"".join(decoded(pieces(wire, 1_000), header(coding)))
    assert TEXT.startswith(found)
    # zstd and brotli give whole blocks only.
    assert len(found) > (0.3 if coding in ("br", "zstd") else 0.9) * len(TEXT)


@pytest.mark.parametrize("coding", CODINGS)
def test_a_stream_of_which_nothing_comes_is_broken(coding: str) -> None:
    with pytest.raises(FetchError) as caught:
        b"".join(decoded([compress(coding, [TEXT])[:5]], header(coding)))
    assert caught.value.code == "bad_response"


@pytest.mark.parametrize("coding", CODINGS)
def test_an_empty_body_is_empty(coding: str) -> None:
    assert b"".join(decoded([], header(coding))) == b""
    assert b"".join(decoded([compress(coding, [])], header(coding))) == b""


def test_several_members_and_frames_are_one_body() -> None:
    for coding in ("gzip", "zstd"):
        both = compress(coding, [TEXT[:70_000]]) + compress(coding, [TEXT[70_000:]])
        assert b"".join(decoded(pieces(both, 9_000), coding)) == TEXT


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_more_members_or_frames_than_any_packer_makes_are_refused(coding: str) -> None:
    empty, text = compress(coding, []), compress(coding, [TEXT])
    most = pieces(empty * (MOST_PARTS - 1) + text, 9_000)
    assert b"".join(decoded(most, coding)) == TEXT
    with pytest.raises(FetchError) as caught:
        b"".join(decoded([*most, empty], coding))
    assert caught.value.code == "too_large"


@pytest.mark.parametrize(
    "encoding", ["", "identity", "utf-8", "none", "x-words", "utf-8, identity", "gzip"]
)
def test_what_is_not_encoded_is_taken_as_it_stands(encoding: str) -> None:
    assert b"".join(decoded(pieces(TEXT, 1), encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["", "identity", "utf-8"])
def test_a_packed_file_is_unpacked(encoding: str) -> None:
    assert b"".join(decoded(pieces(gzip.compress(TEXT), 1), encoding)) == TEXT


def test_an_unknown_coding_beside_a_known_one_does_not_count() -> None:
    assert b"".join(decoded([gzip.compress(TEXT)], "gzip, utf-8")) == TEXT


def test_a_cut_second_member_leaves_the_first() -> None:
    wire = gzip.compress(TEXT[:999]) + gzip.compress(TEXT[999:])[:-5]
    assert b"".join(decoded([wire], "gzip")) == TEXT
