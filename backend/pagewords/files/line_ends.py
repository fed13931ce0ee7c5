"""Korean line ends of a PDF: whether a space stood there, or the line broke within a word.

Korean may break within words, and a PDF keeps no space where a line ends. The document's own words
decide first; what they leave open is left to an analyser, which knows Korean.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from pagewords.files.model import LINE_END, Paragraph

#: Words before and after a line's end that the analyser is given.
BEFORE, AFTER = 3, 2
#: Characters of them, at most: lines without spaces would be one word that grows with each.
NEAR = 40
#: Line ends after which it shows whether a document breaks lines at spaces alone, and the share of
#: spaces among those from which all the others are taken for spaces too.
ENOUGH, ALL_SPACES = 60, 0.95
#: Characters that the analyser is given in all, at most: those of 6,000 line ends, at 0.3 ms each.
MOST_ASKED = 150_000

Decide = Callable[[str, str], bool]


def decide_line_ends(paragraphs: Sequence[Paragraph], is_one_word: Decide) -> list[Paragraph]:
    """Put a space or nothing in the place of each `LINE_END`.

    `is_one_word(before, after)` says whether the last word of a text and the first of the next are
    one.
    """
    if not any(LINE_END in paragraph.text for paragraph in paragraphs):
        return list(paragraphs)
    decider = _Decider(paragraphs, is_one_word)
    return [
        paragraph._replace(text=decider.join(paragraph.text.split(LINE_END)))
        if LINE_END in paragraph.text
        else paragraph
        for paragraph in paragraphs
    ]


class _Decider:
    """Decides line ends in order; the first ones tell how the document breaks its lines."""

    def __init__(self, paragraphs: Sequence[Paragraph], is_one_word: Decide) -> None:
        self._words = Counter[str]()
        for paragraph in paragraphs:
            for line in paragraph.text.split(LINE_END):
                self._words.update(line.split()[1:-1])
        self._is_one_word = is_one_word
        self._asked = self._spaces = self._seen = 0

    def join(self, lines: list[str]) -> str:
        """The lines of a paragraph as one."""
        pieces, before = [lines[0]], lines[0]
        for line in lines[1:]:
            separator = "" if self._glued(before, line) else " "
            pieces += [separator, line]
            # The words before the next end may begin on an earlier line.
            before = _end(" ".join(before.split()[-BEFORE:])) + separator + line
        return "".join(pieces)

    def _glued(self, before: str, after: str) -> bool:
        left, right = before.split()[-BEFORE:], after.split()[:AFTER]
        if not left or not right:
            return False
        if self._seen >= ENOUGH and self._spaces > ALL_SPACES * self._seen:
            return False
        glued = self._by_own_words(left[-1], right[0])
        if glued is None:
            near = _end(" ".join(left)), _beginning(" ".join(right))
            self._asked += sum(map(len, near))
            if self._asked > MOST_ASKED:
                return False
            glued = self._is_one_word(*near)
        self._seen += 1
        self._spaces += not glued
        return glued

    def _by_own_words(self, left: str, right: str) -> bool | None:
        """What the document's words say: it has one of both, or both apart."""
        one = self._words[left + right]
        both = min(self._words[left], self._words[right])
        if one > both:
            return True
        return False if both > 1 and not one else None


def _end(text: str) -> str:
    """The last characters of a text, from a space on where there is one."""
    near = text[-NEAR:]
    return near if near == text else near.partition(" ")[2] or near


def _beginning(text: str) -> str:
    """The first characters of a text, up to a space where there is one."""
    near = text[:NEAR]
    return near if near == text else near.rpartition(" ")[0] or near
