"""A reader of a file has a deadline; what hostile files do to a whole worker is in tests/worker."""

import time

import pytest

from pagewords.files import FileError, read_file

from .hostile import stars


@pytest.mark.alone
def test_a_reader_that_takes_too_long_is_ended_at_the_deadline() -> None:
    started = time.monotonic()
    with pytest.raises(FileError, match="more time or memory"):
        read_file("markdown", stars(), started + 0.2)
    assert time.monotonic() - started < 10
