"""Whether reads of large results hold up other clients: `python bench/reads.py [--seconds 15]`.

Starts the whole program. Some clients read from five connections each, nothing twice: lists of
results of almost 100,000 words, then of 150,000, then of 100,000 blocks; tables of which they take
nothing; then, of results that are just not large, comparisons, whole tables of these, and the
places of a word in 25,000 blocks.
Meanwhile three others ask for the health, for a list of a small result and for one of a large
result, each without an end. Prints what these took; status 1 where the health or a small list took
longer than a second, or where fewer than half of the large lists were answered.
"""

import argparse
import itertools
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import requests
from local import Program

CONNECTIONS, EVERY, AHEAD, TIMEOUT = 5, 0.2, 2.0, 90.0
#: Results and words of each, by the name of their size.
SIZES = {
    "small": (20, 2_000),
    "just not large": (10, 24_900),
    "middling": (12, 99_000),
    "large": (6, 150_000),
}
#: Blocks of a text that has few other words.
BLOCKS = 100_000
WITHIN = 1.0
LINE = 12
#: A list that hides a new word or moves a block is in no cache: the API has to count it.
LIST = "/api/results/{key}/words?limit=200&hide=x{new}"
DEAR = "unit=3&scope=page&group=none&hide=x{new}&blocks={block}"
LISTS = f"/api/results/{{key}}/words?limit=200&{DEAR}"
COMPARISONS = f"/api/comparisons?left={{key}}&right={{other}}&{DEAR}"
PLACES = (
    "/api/results/{key}/contexts?word=a&company=a&scope=page&limit=1000&width=300&sort=left"
    "&offset={new}&blocks={block}"
)
TABLES = "/api/results/{key}/contexts?word=river&width=300&format=csv&offset={new}"
#: The size of results, what is read of them, by its name, and the clients that do so.
CASES = [
    ("middling", "lists", LISTS, 3),
    ("middling", "lists", LISTS, 5),
    ("large", "lists", LISTS, 3),
    ("of blocks", "lists", LISTS, 5),
    ("one word", "tables", TABLES, 3),
    ("just not large", "comparisons", f"{COMPARISONS}&limit=1000", 5),
    ("just not large", "tables of comparisons", f"{COMPARISONS}&format=csv", 5),
    ("tiny blocks", "places", PLACES, 5),
]
_new = itertools.count(1)
_LETTERS = str.maketrans("0123456789", "ghijklmnop")


def text(number: int, words: int) -> str:
    """So many words, of which a third is distinct, in many blocks."""
    names = [f"{(at * at + number) % (words // 3):x}".translate(_LETTERS) for at in range(words)]
    return "\n\n".join(" ".join(names[at : at + LINE]) + "." for at in range(0, words, LINE))


class Reader(threading.Thread):
    """A client's connection, which reads the next path without pause or after one."""

    def __init__(self, url: str, paths: Iterator[str], client: int, pause: float = 0.0) -> None:
        super().__init__()
        self._url, self._paths, self._pause = url, paths, pause
        self._address = {"X-Forwarded-For": f"192.0.2.{client}"}
        self.took: list[float] = []
        self.answers: Counter[int] = Counter()
        self.over = threading.Event()

    def run(self) -> None:
        with requests.Session() as session, ExitStack() as untaken:
            while not self.over.wait(self._pause):
                path, begun = next(self._paths), time.monotonic()
                how = {"headers": self._address, "timeout": TIMEOUT, "stream": "csv" in path}
                answer = session.get(f"{self._url}{path}", **how)  # type: ignore[arg-type]
                self.answers[answer.status_code] += 1
                if answer.status_code == 200:
                    untaken.callback(answer.close)
                    self.took.append(time.monotonic() - begun)
                else:
                    answer.close()
                    self.over.wait(EVERY)

    def tell(self, name: str) -> None:
        """Print what the answers took."""
        if self.took:
            middle, most = statistics.median(self.took), max(self.took)
            print(f"  {name}: {middle:.2f} s (median), {most:.2f} s at most, {dict(self.answers)}")
        else:
            print(f"  {name}: none, {dict(self.answers)}")


def paths(keys: list[str], what: str) -> Iterator[str]:
    """The same of each result in turn, without an end, and never twice."""
    for number, key in enumerate(itertools.cycle(keys)):
        other = keys[(number + 1) % len(keys)]
        yield what.format(key=key, other=other, new=next(_new), block=number % 150)


def fill(url: str) -> dict[str, list[str]]:
    """Have the results made; their keys by size."""
    texts = {
        size: [text(number, words) for number in range(count)]
        for size, (count, words) in SIZES.items()
    }
    texts["of blocks"] = [f"{chr(97 + number)}\n\n" * BLOCKS for number in range(6)]
    texts["one word"] = ["river " * 90_000]
    tiny = "a\n\n" * 24_900 + ".\n\n" * 49_000
    texts["tiny blocks"] = [tiny + chr(98 + number) for number in range(10)]
    keys: dict[str, list[str]] = {}
    with requests.Session() as session:
        for size, number, words in (
            (s, n, w) for s, own in texts.items() for n, w in enumerate(own)
        ):
            address = {"X-Forwarded-For": f"198.51.100.{number}"}
            body = {"text": words, "language": "en"}
            answer = session.post(f"{url}/api/jobs", json=body, headers=address, timeout=TIMEOUT)
            keys.setdefault(size, []).append(answer.json()["key"])
        for key in itertools.chain(*keys.values()):
            wait, status = {"Prefer": "wait=10"}, ""
            while status not in ("finished", "failed"):
                job = session.get(f"{url}/api/jobs/{key}", headers=wait, timeout=TIMEOUT)
                status = job.json()["status"]
    return keys


def measure(
    url: str, keys: dict[str, list[str]], case: tuple[str, str, str, int], seconds: float
) -> bool:
    """Print what others' reads took meanwhile; returns whether that is fair."""
    size, name, what, clients = case
    greedy = [
        Reader(url, paths(keys[size], what), client)
        for client in range(1, clients + 1)
        for _ in range(CONNECTIONS)
    ]
    asked = {
        "health": itertools.repeat("/api/health"),
        "a small list": paths(keys["small"], LIST),
        "a large list": paths(keys["large"], LIST),
    }
    others = {
        name: Reader(url, paths, 90 + number, EVERY)
        for number, (name, paths) in enumerate(asked.items())
    }
    _run(greedy, AHEAD, lambda: _run([*others.values()], seconds, lambda: None))
    answers = sum((one.answers for one in greedy), Counter[int]())
    print(f"{clients} clients, {name} of results ({size}), {dict(answers)}:")
    for asked_for, one in others.items():
        one.tell(asked_for)
    large = others["a large list"].answers
    small = max(others["health"].took + others["a small list"].took, default=TIMEOUT)
    return small <= WITHIN and large[200] > large.total() / 2


def _run(readers: list[Reader], seconds: float, then: Callable[[], None]) -> None:
    """Have some read for so long, and until something else was done."""
    for one in readers:
        one.start()
    time.sleep(seconds)
    then()
    for one in readers:
        one.over.set()
    for one in readers:
        one.join()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=15.0)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as folder:
        program = Program(Path(folder), PAGEWORDS_PROXIES="1")
        try:
            keys = fill(program.url)
            fair = [measure(program.url, keys, case, seconds) for case in CASES]
        finally:
            program.end()
    return 0 if all(fair) else 1


if __name__ == "__main__":
    sys.exit(main())
