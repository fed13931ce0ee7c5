"""Measure the analysis of 100 KB in each language: `python bench/languages.py FOLDER` of pages.

Joins the texts of all pages in a language, repeats or cuts them to 100 KB (UTF-8), and analyses
them twice. Only the second run counts, since the first one loads the analyser. Lines stay as they
are in the pages.
"""

import sys
import time
from collections import defaultdict
from pathlib import Path

from pipeline import files

from pagewords.page import read_page
from pagewords.words import analyse
from pagewords.words.language import detect_language

SIZE = 100_000


def texts(folder: Path) -> dict[str, str]:
    """Return `SIZE` bytes of text in each language of a folder of pages."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in files(folder):
        document = read_page(path.read_bytes(), "text/html")
        found[detect_language(document.page_text, document.language)].append(document.page_text)
    return {language: _sized("\n".join(parts)) for language, parts in sorted(found.items())}


def _sized(text: str) -> str:
    body = (text + "\n").encode()
    return (body * (SIZE // len(body) + 1))[:SIZE].decode("utf-8", "ignore")


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    print("| language | words | seconds |\n|---|---:|---:|")
    for language, text in texts(Path(sys.argv[1])).items():
        analyse(text, language)
        started = time.process_time()
        found = analyse(text, language)
        print(f"| {language} | {len(found.ids)} | {time.process_time() - started:.2f} |")


if __name__ == "__main__":
    main()
