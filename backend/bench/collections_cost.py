"""What merging and reading collections cost: CPU milliseconds, and the memory of the API.

    python bench/collections_cost.py [FOLDER] [--memory]

Twenty pages are merged and stored: of 100 KB of text each, of 5,000 distinct words each and, of a
FOLDER of saved pages, those whose HTML is nearest to 100 KB; beside it the count of one such text.
The first list is made of the stored bytes, as the API does, then once more. With `--memory` the
whole program counts fifty collections of twenty pages of the FOLDER, or of pages with 100 KB of
text; each is read in every way that its page offers. Exits with 1 if the API took more than 400 MB.
"""

import argparse
import gc
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import requests
from local import Program
from pipeline import files
from queue_cost import Pages

from pagewords.jobs.pipeline import TOP_WORDS
from pagewords.page import read_page, read_text
from pagewords.serving.api import COLLECT_AFTER
from pagewords.stats import Index, build_index, count_totals, decode, encode, list_words, merge
from pagewords.stats.collocation import score_phrases
from pagewords.words import analyse
from pagewords.words.everyday import everyday

PAGES, TIMES = 20, 5
#: Collections that the API serves, of so many pages if there is no folder, and megabytes.
COLLECTIONS, OTHERS, MOST_MB = 50, 40, 400
WITHIN = 300.0
SETTINGS = {
    "PAGEWORDS_CLIENT_RATE": "1000000",
    "PAGEWORDS_CLIENT_WAITING": "1000000",
    "PAGEWORDS_CLIENT_READ_SECONDS": "100000",
}
#: What is read of each collection; the last two of its most frequent word.
READ = (
    "",
    *("/words?limit=50", "/words?limit=50&scope=page", "/words?limit=50&group=none"),
    *("/words?limit=50&unit=2", "/words?limit=50&unit=3&sort=likelihood"),
    *("/words.csv", "/text"),
    *("/contexts?word={word}", "/collocates?word={word}"),
)
#: Characters of a page, and distinct words of one that repeats none.
CHARACTERS, DISTINCT = 100_000, 5_000
_SYLLABLES = ("ri", "mo", "va", "ter", "lan", "so", "ke", "dun", "pel", "ga", "ni", "sto")


def text(chance: random.Random, vocabulary: int, characters: int) -> str:
    """A text with words of a vocabulary: the rarer the later, as in any text."""
    names = ["".join(chance.choices(_SYLLABLES, k=4)) for _ in range(vocabulary)]
    weights = [1 / (rank + 1) for rank in range(vocabulary)]
    words = names if not characters else chance.choices(names, weights, k=characters // 9)
    lines = (" ".join(words[at : at + 12]) + "." for at in range(0, len(words), 12))
    return "\n".join(lines)


def page(chance: random.Random, vocabulary: int, characters: int) -> Index:
    """The index of such a text."""
    document = read_text(text(chance, vocabulary, characters), "")
    return build_index(document, analyse(document.page_text, "en", None))


def saved(body: bytes) -> Index:
    """The index of a saved page."""
    document = read_page(body, "text/html")
    return build_index(document, analyse(document.page_text, None, document.language))


def cost(task: Callable[[], object]) -> float:
    """CPU milliseconds of a call."""
    begun = time.process_time()
    task()
    return (time.process_time() - begun) * 1_000


def count(text: str) -> None:
    """Count a text as a worker does, up to what is stored."""
    document = read_text(text, "")
    analysis = analyse(document.page_text, "en", None)
    store(build_index(document, analysis, score_phrases, everyday))


def merged(stored: list[bytes]) -> Index:
    """Stored pages merged as a worker does."""
    return merge([decode(one) for one in stored], score_phrases, everyday)


def store(index: Index) -> None:
    """Make what is stored of an index."""
    count_totals(index)
    list_words(index, limit=TOP_WORDS)
    encode(index)


def measure(name: str, pages: list[Index]) -> None:
    """Print what merging pages costs, and the lists of what is merged."""
    single = [encode(one) for one in pages]
    counting = statistics.median(cost(lambda: count(pages[0].text)) for _ in range(TIMES))
    merging = statistics.median(cost(lambda: store(merged(single))) for _ in range(TIMES))
    print(f"{name}: merging {merging:.0f} ms, counting one of the texts {counting:.0f}")
    stored = encode(merged(single))
    first, again = [], []
    for _ in range(TIMES):
        first.append(cost(lambda: list_words(decode(stored), limit=TOP_WORDS)))
        index = decode(stored)
        list_words(index, limit=TOP_WORDS)
        again.append(cost(lambda index=index: list_words(index, limit=TOP_WORDS)))
    read = statistics.median(cost(lambda: decode(stored)) for _ in range(TIMES))
    print(
        f"{name}: {len(index.ids):,} words, {len(index.spellings):,} spellings,"
        f" {len(stored):,} bytes: first {statistics.median(first):.0f} ms"
        f" (of it decoding {read:.0f}), again {statistics.median(again):.1f} ms"
    )


def read(session: requests.Session, url: str, links: list[str]) -> None:
    """Have a collection counted, and read it."""
    made = session.post(f"{url}/api/collections", json={"urls": links}, timeout=60).json()
    here, until = f"{url}/api/collections/{made['key']}", time.monotonic() + WITHIN
    while session.get(here, timeout=60).json()["ended_at"] is None:
        if time.monotonic() > until:
            raise SystemExit("the collection did not end")
        time.sleep(0.1)
    session.get(f"{here}/distinctive", timeout=60).raise_for_status()
    result, word = f"{url}/api/results/{made['key']}", ""
    for part in READ:
        answer = session.get(result + part.format(word=word), timeout=60)
        answer.raise_for_status()
        word = word or answer.json()["words"][0]["word"]


def measure_memory(bodies: list[bytes]) -> bool:
    """Print the most memory of the API after some collections; whether it is little enough."""
    chance, site = random.Random(2), Pages(bodies)
    links = [f"{site.origin}/{number}" for number in range(len(bodies))]
    with tempfile.TemporaryDirectory() as folder, requests.Session() as session:
        program = Program(Path(folder), PAGEWORDS_TRUSTED_SITES=site.origin, **SETTINGS)
        try:
            most = [peak(program)]
            for _ in range(COLLECTIONS):
                read(session, program.url, chance.sample(links, min(PAGES, len(links))))
                most.append(peak(program))
        finally:
            program.end()
    print(
        f"the API took at most {most[0]} MB at its start, {most[10]} after 10 collections,"
        f" {most[-1]} after {COLLECTIONS} (at most {MOST_MB})"
    )
    return most[-1] <= MOST_MB


def peak(program: Program) -> int:
    """The most memory that the larger process of the API had so far, in MB: that which answers."""
    said = [
        Path(f"/proc/{pid}/status").read_text()
        for pid in program.processes("pagewords.serving.api")
    ]
    return max(int(one.partition("VmHWM:")[2].split()[0]) for one in said) * 1_024 // 1_000_000


def main() -> int:
    """Measure the lists, and the memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--memory", action="store_true")
    options = parser.parse_args()
    # As the API has it: looking for garbage takes longer than making an index.
    gc.set_threshold(COLLECT_AFTER, 20, 100)
    chance = random.Random(1)
    bodies = [path.read_bytes() for path in files(options.folder)] if options.folder else []
    if options.memory:
        others = [text(chance, 3_000, CHARACTERS).encode() for _ in range(OTHERS)]
        return 0 if measure_memory(bodies or others) else 1
    if bodies:
        near = sorted(bodies, key=lambda body: abs(len(body) - CHARACTERS))[:PAGES]
        size = statistics.median(map(len, near)) // 1_000
        measure(f"{len(near)} pages of {size:.0f} KB", [*map(saved, near)])
    measure("20 x 100 KB of text", [page(chance, 3_000, CHARACTERS) for _ in range(PAGES)])
    measure("20 x 5,000 distinct", [page(chance, DISTINCT, 0) for _ in range(PAGES)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
