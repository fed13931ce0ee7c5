"""CSV and TSV that no spreadsheet calculates."""

import csv
import io

import pytest

from pagewords.stats import list_words

from .samples import index, to_csv, to_tsv


def read(text, delimiter):
    return list(
        csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    )


@pytest.mark.parametrize(("write", "delimiter"), [(to_csv, ","), (to_tsv, "\t")])
def test_all_rows_can_be_read_back(write, delimiter):
    items = list_words(index("#Sea", "seas, red")).items
    rows = read(write(items), delimiter)
    assert [(row["word"], row["count"], row["heading"], row["body"]) for row in rows] == [
        ("Sea", "2", "1", "1"),
        ("red", "1", "0", "1"),
    ]
    assert rows[0]["forms"] == "Sea (1) seas (1)"


def item(word):
    return {
        "rank": 1,
        "word": word,
        "count": 1,
        "share": 1.0,
        "stop_word": False,
        "class": None,
        "forms": [{"form": word, "count": 1}],
        "zones": {"body": 1},
    }


@pytest.mark.parametrize(
    "word", ["=cmd()", "+1", "-x", "@SUM", "|x", "%x", "\tx", "\rx", "\n=x", "＝x", " =x"]
)
@pytest.mark.parametrize(("write", "delimiter"), [(to_csv, ","), (to_tsv, "\t")])
def test_no_cell_is_a_formula(write, delimiter, word):
    (row,) = read(write([item(word)]), delimiter)
    assert row["word"].startswith("'")
    assert row["word"].split() == f"'{word}".split()
    assert row["forms"].split() == f"'{word} (1)".split()


@pytest.mark.parametrize(
    ("word", "cell"),
    [
        ("a;=1+1", "a;'=1+1"),
        ("a; @x;+y", "a;' @x;'+y"),
        ("=x;-y", "'=x;'-y"),
        ("a;b =1", "a;b =1"),
        ('a;"=1', "a;'\"=1"),
    ],
)
def test_no_part_of_a_cell_behind_a_semicolon_is_a_formula(word, cell):
    (row,) = read(to_csv([item(word)]), ",")
    assert row["word"] == cell
    (row,) = read(to_tsv([item(word)]), "\t")
    assert row["word"].lstrip("'") == word


@pytest.mark.parametrize("write", [to_csv, to_tsv])
def test_a_table_without_rows_has_the_columns_of_others(write):
    assert write([]).splitlines()[0] == write([item("x")]).splitlines()[0]


def test_lines_and_quotes_are_those_of_rfc_4180():
    text = to_csv([item('say "x", y')], bom=False)
    head, row, end = text.split("\r\n")
    assert head.startswith("rank,word,count,")
    assert row.startswith('1,"say ""x"", y",1,')
    assert end == ""


def test_excel_is_told_that_it_is_utf_8():
    assert to_csv([]).startswith("\ufeffrank,")
    assert to_csv([], bom=False).startswith("rank,")


def test_likelihood_is_a_column_where_it_was_asked_for():
    assert "likelihood" not in to_csv([item("x")])
    (row,) = read(to_csv([{**item("x y"), "likelihood": 12.5}]), ",")
    assert row["likelihood"] == "12.5"
    (row,) = read(to_csv([{**item("x y"), "likelihood": None}]), ",")
    assert row["likelihood"] == ""
