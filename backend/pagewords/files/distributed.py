"""HWP's 배포용 copies, which can be read and not changed: the key stands in each section's head.

Hancom's "HWP document file format: documents for distribution", revision 1.2; AES is FIPS 197,
written with numpy for all blocks at once. Nothing is protected here: the key is public.
"""

import struct
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from pagewords.files.model import FileError

_Bytes = npt.NDArray[np.uint8]
#: The record that a section begins with, its bytes, and where its key may begin at the earliest.
_RECORD, _SIZE, _FIRST = 28, 256, 4
_BLOCK, _ROUNDS = 16, 10
#: Blocks that are worked on at once.
_SLICE = 65_536


def decrypt(section: bytes) -> bytes:
    """A section of `ViewText` as `BodyText` has it; raises `FileError` where it is damaged."""
    head = int.from_bytes(section[:4], "little")
    if head & 0x3FF != _RECORD or head >> 20 != _SIZE or len(section) < 4 + _SIZE:
        raise FileError("not_a_page")
    body = section[4 + _SIZE :]
    return decrypt_blocks(_key(section[4 : 4 + _SIZE]), body[: len(body) // _BLOCK * _BLOCK])


def _key(record: bytes) -> bytes:
    """The key, which lies under runs of bytes of Microsoft's `rand`, sown by the first four."""
    (seed,) = struct.unpack_from("<I", record)
    state, left, mask, clear = seed, 0, 0, bytearray()
    for byte in record:
        if not left:
            state = (state * 214_013 + 2_531_011) & 0xFFFFFFFF
            mask = state >> 16 & 0xFF
            state = (state * 214_013 + 2_531_011) & 0xFFFFFFFF
            left = (state >> 16 & 0xF) + 1
        clear.append(byte ^ mask)
        left -= 1
    start = _FIRST + (seed & 0xF)
    return bytes(clear[start : start + _BLOCK])


def _times(factor: int, values: Any) -> _Bytes:
    """Products in the field of 256 elements."""
    values, total = np.asarray(values, np.uint16), np.zeros(np.shape(values), np.uint16)
    while factor:
        total ^= values * (factor & 1)
        values = (values << 1) ^ (values >> 7) * 0x11B
        factor >>= 1
    return total.astype(np.uint8)


def _boxes() -> tuple[_Bytes, _Bytes]:
    """The substitution of bytes and its inverse: the inverse in the field, then a rotation sum."""
    box, one, inverse = np.zeros(256, np.uint8), 1, 1
    for _ in range(255):
        one, inverse = int(_times(3, one)), int(_times(0xF6, inverse))
        turned = inverse * 0x101
        box[one] = (inverse ^ turned >> 7 ^ turned >> 6 ^ turned >> 5 ^ turned >> 4 ^ 0x63) & 0xFF
    box[0] = 0x63
    return box, np.argsort(box).astype(np.uint8)


_BOX, _BACK = _boxes()
#: Where each byte of a block stood before its rows were shifted, and what columns are mixed by.
_SHIFTED: Final = [(4 * (at // 4 - at % 4) + at % 4) % _BLOCK for at in range(_BLOCK)]
_MIXED: Final = [_times(factor, np.arange(256)) for factor in (14, 11, 13, 9)]


def _round_keys(key: bytes) -> _Bytes:
    words, factor = [np.frombuffer(key, np.uint8)[at : at + 4] for at in range(0, _BLOCK, 4)], 1
    while len(words) < 4 * (_ROUNDS + 1):
        word = words[-1]
        if len(words) % 4 == 0:
            word = _BOX[np.roll(word, -1)] ^ np.array([factor, 0, 0, 0], np.uint8)
            factor = int(_times(2, factor))
        words.append(words[-4] ^ word)
    return np.concatenate(words).reshape(-1, _BLOCK)


def decrypt_blocks(key: bytes, data: bytes) -> bytes:
    """Blocks of AES-128, each by itself (ECB)."""
    keys, out = _round_keys(key), []
    blocks = np.frombuffer(data, np.uint8).reshape(-1, _BLOCK)
    for start in range(0, len(blocks), _SLICE):
        state = blocks[start : start + _SLICE] ^ keys[-1]
        for number in range(_ROUNDS - 1, -1, -1):
            state = _BACK[state[:, _SHIFTED]] ^ keys[number]
            if number:
                columns = state.reshape(-1, 4, 4)
                mixed = np.zeros_like(columns)
                for step, table in enumerate(_MIXED):
                    mixed ^= table[np.roll(columns, -step, axis=2)]
                state = mixed.reshape(-1, _BLOCK)
        out.append(state.tobytes())
    return b"".join(out)
