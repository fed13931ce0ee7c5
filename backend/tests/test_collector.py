"""The collector is held back only where it ran, and comes back whatever happens."""

import gc
from collections.abc import Iterator

import pytest

from pagewords.collector import held_back


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    enabled = gc.isenabled()
    yield
    (gc.enable if enabled else gc.disable)()


def test_it_comes_back_after_an_error():
    gc.enable()

    @held_back()
    def fail() -> None:
        assert not gc.isenabled()
        raise ValueError("within")

    with pytest.raises(ValueError, match="within"):
        fail()
    assert gc.isenabled()


def test_it_stays_off_where_it_was_off():
    gc.disable()
    with held_back():
        assert not gc.isenabled()
    assert not gc.isenabled()
