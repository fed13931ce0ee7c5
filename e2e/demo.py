"""Counts the samples for the small chart of the start page: writes frontend/js/demo.js.

    python e2e/demo.py

A test holds the file to what the API says.
"""

import json
import re
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from stack import Stack

JS = Path(__file__).parent.parent / "frontend" / "js"
TARGET = JS / "demo.js"
HEAD = """/**
 * The samples' most frequent words, as the program counts them; e2e/demo.py writes this file.
 * Of each language and setting: a word, then the start and the end of each of its places.
 */

/** @type {Record<string, Record<string, string[]>>} */
export const demo = """
#: The settings that the small chart has.
SETTINGS = [(stop, group) for stop in ("hide", "show") for group in ("forms", "none")]
WORDS = 6
#: Seconds that counting a sample may take.
PATIENCE = 60.0


def samples() -> dict[str, tuple[str, str]]:
    """By language the title and the text of each sample."""
    source = (JS / "samples.js").read_text()
    found = re.findall(r'^  (\w\w): \{\s*title: "([^"]*)",\s*text: `([^`]*)`', source, re.MULTILINE)
    return {tag: (title, text) for tag, title, text in found}


def _call(url: str, body: dict[str, str] | None = None) -> Any:
    headers = {"Content-Type": "application/json", "Prefer": "wait=20"}
    request = urllib.request.Request(url, json.dumps(body).encode() if body else None, headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def counted(url: str) -> dict[str, dict[str, list[str]]]:
    """What the API at `url` says of the samples, in the file's form."""
    found: dict[str, dict[str, list[str]]] = {}
    for tag, (title, text) in samples().items():
        job = _call(f"{url}/api/jobs", {"title": title, "text": text, "language": tag})
        until = time.monotonic() + PATIENCE
        while job["status"] not in ("finished", "failed"):
            assert time.monotonic() < until
            job = _call(f"{url}/api/jobs/{job['key']}")
        result = f"{url}/api/results/{job['key']}"
        found[tag] = {
            f"{stop} {group}": [
                _places(result, {"stop_words": stop, "group": group}, item["word"], item["count"])
                for item in _words(result, stop, group)
            ]
            for stop, group in SETTINGS
        }
    return found


def _words(result: str, stop: str, group: str) -> Any:
    query = {"limit": WORDS, "stop_words": stop, "group": group}
    return _call(f"{result}/words?{urlencode(query)}")["items"]


def _places(result: str, settings: dict[str, str], word: str, count: int) -> str:
    query = {"word": word, "group": settings["group"], "limit": 100}
    items = _call(f"{result}/contexts?{urlencode(query)}")["items"]
    assert len(items) == count, (word, count, len(items))
    starts = sorted((one["position"], one["position"] + len(one["match"])) for one in items)
    return " ".join([word, *(f"{start}-{end}" for start, end in starts)])


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        stack = Stack(Path(folder))
        try:
            found = json.dumps(counted(stack.url), ensure_ascii=False, indent=2)
        finally:
            stack.end()
    TARGET.write_text(
        HEAD + re.sub(r'^(\s+)"(\w\w)":', r"\1\2:", found, flags=re.MULTILINE) + ";\n"
    )
    print(f"Wrote {TARGET}")


if __name__ == "__main__":
    main()
