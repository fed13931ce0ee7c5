"""simplemma's lists as tries that are read in place: a list takes no time and no memory to open.

`python -m pagewords.words.lemma_tries` makes the files, once for each version of simplemma: about
45 seconds of CPU time and 140 MB in all. A list whose file is missing is made when it is needed.

A trie has one entry for each form: the form as simplemma stores it, 0xFF, how many bytes to take
off its end, plus one, and the bytes to put there for the lemma. It is the code of simplemma's own
streams ("SMFC1"), which are read here because its public mapping takes twice the time; a test
compares the two. Some lists store their words backwards; these have an entry of 0xFF alone.
"""

import logging
import lzma
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from shutil import rmtree

from marisa_trie import LABEL_ORDER, BinaryTrie

log = logging.getLogger(__name__)

#: Where the files are: in the environment that simplemma is installed in.
FOLDER = Path(sys.prefix, "share", "pagewords", f"lemmas-{version('simplemma')}")
_DATA = files("simplemma.strategies.dictionaries").joinpath("data")
_MAGIC, _STORED = b"SMFC1", ".plzma"
_SEPARATOR = b"\xff"
_SAME_LEMMA, _WHOLE_LEMMA = 254, 255
#: What stands behind a form in a trie, by the number of bytes to take off.
_CUTS = [_SEPARATOR + bytes((cut + 1,)) for cut in range(_WHOLE_LEMMA)]


class LemmaList(Mapping[str, str]):
    """The lemma of each form of a language."""

    def __init__(self, trie: BinaryTrie) -> None:
        self._trie = trie
        self._backwards = _SEPARATOR in trie

    def __getitem__(self, form: str) -> str:
        if (lemma := self.get(form)) is None:
            raise KeyError(form)
        return lemma

    def get(self, form: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """The lemma of a form, without an exception where the list has none."""
        key = form.encode()[::-1] if self._backwards else form.encode()
        found = self._trie.keys(key + _SEPARATOR) if key else None
        if not found:
            return default
        entry, place = found[0], len(key) + 1
        lemma: bytes = key[: place - entry[place]] + entry[place + 1 :]
        return (lemma[::-1] if self._backwards else lemma).decode()

    def __iter__(self) -> Iterator[str]:
        for entry in self._trie.iterkeys():
            key = entry.partition(_SEPARATOR)[0]
            if key:
                yield (key[::-1] if self._backwards else key).decode()

    def __len__(self) -> int:
        return len(self._trie) - self._backwards


class LemmaLists:
    """The lists by language: simplemma's protocol of a factory of dictionaries."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self.get_dictionary = lru_cache(maxsize=None)(self._open)

    def _open(self, lang: str) -> Mapping[str, str]:
        """Return the list of a language. The name is part of the protocol."""
        path = self._folder / f"{lang}.trie"
        if path.is_file():
            return LemmaList(BinaryTrie().mmap(str(path)))
        trie = _make(lang)
        try:
            _save(trie, path)
        except OSError as error:
            log.warning("lemmas_not_saved", extra={"path": path, "error": error.strerror})
        return LemmaList(trie)


def languages() -> list[str]:
    """Return the languages of the installed simplemma, those with the longest lists first."""
    sizes = {
        one.name.removesuffix(_STORED): len(one.read_bytes())
        for one in _DATA.iterdir()
        if one.name.endswith(_STORED)
    }
    return sorted(sizes, key=lambda language: -sizes[language])


def _make(language: str) -> BinaryTrie:
    data = lzma.decompress((_DATA / f"{language}{_STORED}").read_bytes())
    # By label a trie is made a seventh faster than by weight, and read as fast.
    return BinaryTrie(_entries(data), order=LABEL_ORDER)


def _save(trie: BinaryTrie, path: Path) -> None:
    """Save a trie so that a reader finds all of it or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=path.parent)
    os.close(handle)
    try:
        trie.save(unfinished)
        Path(unfinished).chmod(0o644)
        Path(unfinished).replace(path)
    finally:
        Path(unfinished).unlink(missing_ok=True)


def _entries(data: bytes) -> Iterator[bytes]:
    """Yield the entries of a trie from a stream of simplemma.

    After magic, flag and count, a record has: how many bytes the form shares with the one before,
    the others with their length, then how many bytes to take off for the lemma and, with their
    length, those to put there. Two values of the third say that the lemma is the one before, and
    that it is written in full. Lengths are numbers in seven bits a byte.
    """
    if not data.startswith(_MAGIC):
        raise ValueError("This version of simplemma stores its lists in another way.")
    if data[len(_MAGIC)] & 1:
        yield _SEPARATOR
    _, place = _number(data, len(_MAGIC) + 1)
    cuts, end = _CUTS, len(data)
    before = ending = b""
    kept = 0
    while place < end:
        shared, length, start = data[place], data[place + 1], place + 2
        if shared > 127 or length > 127:
            shared, start = _number(data, place)
            length, start = _number(data, start)
        place = start + length
        form = before[:shared] + data[start:place]
        cut = data[place]
        if cut != _SAME_LEMMA:
            length, start = _number(data, place + 1)
            place = start + length
            ending = data[start:place]
            kept = 0 if cut == _WHOLE_LEMMA else len(form) - cut
        else:
            place += 1
            if shared < kept:
                ending = before[shared:kept] + ending
                kept = shared
        yield form + cuts[len(form) - kept] + ending
        before = form


def _number(data: bytes, place: int) -> tuple[int, int]:
    """Return the number at a place, and the place behind it."""
    number = shift = 0
    while (byte := data[place]) > 127:
        number |= (byte & 127) << shift
        place, shift = place + 1, shift + 7
    return number | byte << shift, place + 1


def make_file(language: str, folder: Path = FOLDER) -> None:
    """Make the file of a language if it is missing."""
    path = folder / f"{language}.trie"
    if not path.is_file():
        _save(_make(language), path)


def main() -> int:
    """Make the files that are missing, and remove those of other versions of simplemma."""
    try:
        for other in FOLDER.parent.glob("lemmas-*"):
            if other != FOLDER:
                rmtree(other)
        with ProcessPoolExecutor() as pool:
            list(pool.map(make_file, languages()))
    except OSError as error:
        print(f"pagewords: cannot make the lists in {FOLDER}: {error.strerror}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
