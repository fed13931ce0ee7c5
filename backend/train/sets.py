"""The pages to learn from, laid out in a folder, and what is known of each.

A set is a folder of that folder. It has `truth.jsonl` with a line a page (`page`, `url`, `kind`,
and `main`, a text, or `with` and `without`, pieces that must and must not be in it) and the pages
in `html/`; or it has pages alone, whose elements are marked (`data-truth="main"`, see `marks`), in
which case a page's name begins with its language and its site. `verdict.jsonl.gz` may hold for
pages with pieces alone which blocks another program took.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

#: How much a page of a set weighs: how near its truth is to the convention.
WEIGHTS = {"readability": 1.0, "postlight": 0.4, "wcxb": 1.0}
MARKED, VERDICT, PIECES = 1.5, 0.8, 0.4


@dataclass
class Truth:
    """A page and what is known of its main text. Pages of a `group` are held out together."""

    path: Path
    set: str
    group: str
    weight: float
    kind: str = ""
    main: str | None = None
    pieces: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    verdict: list[str] | None = None
    marked: bool = False
    name: str = field(init=False)

    def __post_init__(self) -> None:
        self.name = f"{self.set}/{self.path.name.removesuffix('.html')}"


def read_sets(folder: Path) -> list[Truth]:
    """All pages of a folder's sets, in order."""
    out: list[Truth] = []
    for place in sorted(path for path in folder.iterdir() if path.is_dir()):
        out += _listed(place) if (place / "truth.jsonl").exists() else _marked(place)
    return out


def _listed(folder: Path) -> Iterator[Truth]:
    verdicts = _verdicts(folder / "verdict.jsonl.gz")
    for line in (folder / "truth.jsonl").read_text("utf-8").split("\n"):
        if not line:
            continue
        entry: dict[str, Any] = json.loads(line)
        path = folder / "html" / f"{entry['page']}.html"
        main = entry.get("main")
        verdict = verdicts.get(entry["page"]) if main is None else None
        pieces = tuple(entry.get("with") or ()), tuple(entry.get("without") or ())
        weight = WEIGHTS.get(folder.name, 1.0)
        if main is None:
            weight = PIECES if verdict is None else VERDICT
        yield Truth(
            path, folder.name, _site(entry["url"], entry["page"]), weight,
            entry.get("kind") or "", main, pieces, verdict,
        )  # fmt: skip


def _verdicts(path: Path) -> dict[str, list[str]]:
    if not path.exists():
        return {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return {entry["page"]: entry["blocks"] for entry in map(json.loads, file)}


def _marked(folder: Path) -> Iterator[Truth]:
    for path in sorted(folder.glob("**/*.html")):
        language, site = path.name.split(".")[:2]
        yield Truth(path, folder.name, f"{language}.{site}", MARKED, language, marked=True)


def _site(url: str, page: str) -> str:
    """The name that a page's host is registered under, more or less."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    if not host or host == "fakehost":
        return page
    labels = host.split(".")
    return ".".join(labels[-3:] if len(labels) > 2 and len(labels[-2]) <= 3 else labels[-2:])
