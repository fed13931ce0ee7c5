"""How long 100 KB of text take, language by language: `python bench/languages.py FOLDER` of pages.

The texts of the folder's pages in one language are put together and repeated or cut to 100 KB
(UTF-8), and analysed twice: the second time counts, when the language's analyser has been loaded.
Longer lines than pages have would flatter nobody, so the lines stay as they are.
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
    """The text of each language in a folder of pages, of `SIZE` bytes."""
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
