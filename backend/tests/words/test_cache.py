"""What is kept of words is what is worked out anew, and is bounded."""

from pagewords.words.cache import Kept


def test_each_string_is_worked_out_once():
    made = []

    def double(name: str) -> str:
        made.append(name)
        return name * 2

    kept = Kept(double, most=10, longest=3)
    assert [kept["a"], kept["b"], kept["a"]] == ["aa", "bb", "aa"]
    assert made == ["a", "b"]


def test_no_more_is_kept_than_was_agreed():
    kept = Kept(len, most=3, longest=4)
    names = ["a", "bb", "ccc", "dddd", "eeeee", "a"]
    assert [kept[name] for name in names] == [1, 2, 3, 4, 5, 1]
    assert len(kept) <= 3
    assert "eeeee" not in kept
