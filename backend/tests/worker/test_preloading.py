"""The analysers that take seconds are loaded once, before workers start."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pagewords.serving.processes import children_of

from ..conftest import wait_for
from ..workers import WITHIN


@pytest.mark.timeout(120)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("client")
def test_a_new_worker_has_the_analysers_before_its_first_job(start: Callable[..., int]) -> None:
    parent = start()
    (child,) = wait_for(lambda: children_of(parent), "it", WITHIN)
    # A thread would not survive the fork.
    assert len(list(Path(f"/proc/{parent}/task").iterdir())) == 1
    for pid in (parent, child):
        loaded = Path(f"/proc/{pid}/maps").read_text()
        assert "_kiwipiepy" in loaded
        assert "sudachidict_small" in loaded
