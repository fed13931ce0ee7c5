"""Find where sentences start. A new line always starts one: blocks are lines."""

import re
from collections.abc import Sequence

import numpy as np
import regex

#: A run that may end a sentence: searched first, ten times as fast as `_END`. It starts with a
#: single character class, which `re` finds several times as fast as alternatives.
_CANDIDATE = re.compile(
    "[\n.!?…؟।॥。！？｡](?:(?<=[.!?…؟।॥])[.!?…؟।॥]++|(?<=[。！？｡])[。！？｡]++)?"
)
#: Repeats are bounded: on millions of repeats regex runs out of memory.
_END = regex.compile(
    r"""(?<![。！？｡])[。！？｡]{1,64}+[」』）)”’"]{0,64}+
      | (?<![!?…؟।॥.])(?:[!?…؟।॥]|\.(?!\p{Ll}|\p{N})){1,64}+ ["'”’»)\]]{0,64}+ \s++
        (?=["'“‘«(\[¿¡-]?[\p{Lu}\p{Lt}\p{Lo}\p{N}])
    """,
    regex.VERBOSE | regex.VERSION1,
)
#: Abbreviations, which do not end a sentence.
_ABBREVIATION = regex.compile(
    r"(?:^|[\s(\[])(?:\p{L}|Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|vs|No|Nr|bzw|ca|z\.B|d\.h|u\.a|Fig|Abb|Vol|pp?)\.\s*$"
)
_LOOK_BACK = 12


def sentence_starts(text: str, starts: Sequence[int]) -> list[int]:
    """Return the start offsets of the sentences that contain a term.

    `starts` are the sorted start offsets of the terms.
    """
    bounds = [0]
    for candidate in _CANDIDATE.finditer(text):
        place = candidate.start()
        if place < bounds[-1]:
            continue
        if text[place] == "\n":
            bounds.append(place + 1)
        elif found := _END.match(text, place):
            before, end = max(0, place - _LOOK_BACK), found.end()
            if text[place] != "." or not _ABBREVIATION.search(text, before, end):
                bounds.append(end)
    # The number of terms before each sentence, and before the end.
    terms = np.append(np.searchsorted(starts, bounds), len(starts))
    kept: list[int] = np.array(bounds)[terms[:-1] < terms[1:]].tolist()
    return kept
