"""How much a text says, by its characters: Korean, Chinese and Japanese say as much in half of them
as Latin letters do, or in fewer."""

import re

#: How many characters of Latin letters one of those scripts is worth, at least.
DENSER = 2
#: The share of signs of those scripts from which a text is dense, menus and numbers included.
SHARE = 0.3
_OTHERS = re.compile("[^\u1100-\u11ff\u3040-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+")


def is_dense(text: str) -> bool:
    """Whether a text is in one of those scripts."""
    return _count(text) > SHARE * len(text)


def weight(text: str) -> int:
    """The number of characters of which those of a dense script count for `DENSER`."""
    return len(text) + (DENSER - 1) * _count(text)


def _count(text: str) -> int:
    return 0 if text.isascii() else len(_OTHERS.sub("", text))
