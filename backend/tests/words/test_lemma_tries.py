"""simplemma's lists as tries: the same entries, read in place."""

import subprocess
import sys
from pathlib import Path

import pytest
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from pagewords.words import lemma_tries
from pagewords.words.lemma_tries import LemmaList, LemmaLists


@pytest.mark.parametrize(
    "language",
    ["en", "id", *(pytest.param(one, marks=pytest.mark.slow) for one in ("fa", "fr", "sw"))],
)
@pytest.mark.timeout(300)
def test_each_entry_is_the_one_of_simplemma(language: str) -> None:
    theirs = DefaultDictionaryFactory(cache_max_size=1).get_dictionary(language)
    ours = LemmaLists().get_dictionary(language)
    assert len(ours) == len(theirs) > 10_000
    assert all(ours[form] == theirs[form] for form in theirs)
    assert set(ours) == set(theirs)


def test_what_is_not_in_a_list_has_no_lemma() -> None:
    ours = LemmaLists().get_dictionary("en")
    for form in ("", "qwxyz", "house\xff", "hous"):
        assert ours.get(form) is None
    assert ours["houses"] == "house"


def test_set_up_makes_the_list_of_every_language() -> None:
    have = {path.stem for path in lemma_tries.FOLDER.glob("*.trie")}
    assert have == set(lemma_tries.languages())


def test_a_missing_file_is_made_once(tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    assert LemmaLists(folder).get_dictionary("id")["kata-kata"] == "kata"
    (made,) = folder.iterdir()
    assert made.name == "id.trie"
    written = made.stat().st_mtime_ns
    assert LemmaLists(folder).get_dictionary("id")["kata-kata"] == "kata"
    lemma_tries.make_file("id", folder)
    assert made.stat().st_mtime_ns == written


def test_a_list_that_cannot_be_saved_is_read_from_memory(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    found = LemmaLists(tmp_path / "file" / "lists").get_dictionary("id")
    assert isinstance(found, LemmaList)
    assert found["kata-kata"] == "kata"
    assert caplog.messages == ["lemmas_not_saved"]


_OPEN_ALL = """
import resource, sys, time
from pagewords.words.lemmas import lemma
lemma("house", "en")
before = resource.getrusage(resource.RUSAGE_SELF)
for language in sys.argv[1:]:
    lemma("house", language)
after = resource.getrusage(resource.RUSAGE_SELF)
print(after.ru_utime - before.ru_utime, after.ru_maxrss - before.ru_maxrss)
"""


@pytest.mark.alone
def test_twenty_lists_open_at_once_and_take_no_memory() -> None:
    languages = [
        "pl",
        "fi",
        "et",
        "sw",
        "la",
        "ru",
        "tr",
        "de",
        "hu",
        "sv",
        "pt",
        "sk",
        "es",
        "da",
        "lt",
        "hbs",
        "uk",
        "nb",
        "cs",
        "it",
    ]
    asked = subprocess.run(
        [sys.executable, "-c", _OPEN_ALL, *languages],
        capture_output=True,
        check=True,
        text=True,
        timeout=50,
    )
    seconds, kilobytes = map(float, asked.stdout.split())
    assert seconds < 0.2
    assert kilobytes < 60_000
