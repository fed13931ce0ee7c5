"""Measure the accuracy of the main text as benchmarks of article extraction do.

The folder has the layout of scrapinghub/article-extraction-benchmark: `ground-truth.json` (id to
`articleBody`) and `html/<id>.html.gz` or `.html`. Precision and recall are of shingles of four
words, normalised by page and averaged over pages; F1 is that of the two averages.
"""

import gzip
import json
import re
import statistics
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from pagewords.page import PageError, read_page

_TOKEN = re.compile(r"\w+")
SHINGLE, TOP = 4, 20
#: Words of at most so many characters are no top words: most are function words.
SHORT = 3


class Quality(NamedTuple):
    """Averages over the pages of a benchmark, each from 0 to 1."""

    pages: int
    precision: float
    recall: float
    f1: float
    top: float


def measure(folder: Path) -> Quality:
    """Read each page of a benchmark and compare its main text with the article."""
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    precisions, recalls, tops = [], [], []
    for name, entry in truth.items():
        article = entry.get("articleBody", "")
        found = _main_text(_body(folder / "html", name))
        wanted, got = _shingles(article), _shingles(found)
        shared = (wanted & got).total()
        if got:
            precisions.append(shared / got.total())
        if wanted:
            recalls.append(shared / wanted.total())
            tops.append(_overlap(article, found))
    precision, recall = statistics.mean(precisions), statistics.mean(recalls)
    f1 = 2 * precision * recall / (precision + recall)
    return Quality(len(truth), precision, recall, f1, statistics.mean(tops))


def _body(folder: Path, name: str) -> bytes:
    packed = folder / f"{name}.html.gz"
    return (
        gzip.decompress(packed.read_bytes())
        if packed.exists()
        else (folder / f"{name}.html").read_bytes()
    )


def _main_text(body: bytes) -> str:
    try:
        return read_page(body, "text/html").main_text
    except PageError:
        return ""


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _TOKEN.findall(text)
    return Counter(
        tuple(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1)) if words
    )


def _overlap(article: str, found: str) -> float:
    """Return the proportion of the article's top words that are also the found text's."""
    wanted, got = _top(article), _top(found)
    return len(wanted & got) / len(wanted) if wanted else 1.0


def _top(text: str) -> set[str]:
    words = Counter(word for word in _TOKEN.findall(text.lower()) if len(word) > SHORT)
    return {word for word, _ in words.most_common(TOP)}
