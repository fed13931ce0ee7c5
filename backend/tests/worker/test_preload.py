"""Analysers that take seconds begin to load while a worker is idle."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from flask.testing import FlaskClient

from pagewords.worker.preload import Preload

from ..conftest import DEADLINE, Site, wait_for
from ..workers import ended, submit


def test_what_takes_long_is_loaded_in_order_once_idle() -> None:
    loaded: list[str] = []
    preload = Preload([lambda: loaded.append("first"), lambda: loaded.append("second")], 0.01)
    preload.start()
    preload.join(DEADLINE)
    assert loaded == ["first", "second"]


def test_no_load_begins_beside_a_job() -> None:
    loaded = Event()
    preload = Preload([loaded.set], 0.01)
    with preload.job():
        preload.start()
        assert not loaded.wait(0.2)
    assert loaded.wait(DEADLINE)


def test_a_job_does_not_wait_for_what_is_being_loaded() -> None:
    begun, go_on = Event(), Event()

    def load() -> None:
        begun.set()
        go_on.wait(DEADLINE)

    preload = Preload([load], 0.01)
    preload.start()
    assert begun.wait(DEADLINE)

    with preload.job():
        assert not go_on.is_set()
    go_on.set()
    preload.join(DEADLINE)
    assert not preload.is_alive()


@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_idle_worker_loads_the_analysers_and_does_its_jobs(
    client: FlaskClient, site: Site, start: Callable[..., int]
) -> None:
    parent = start()
    children = Path(f"/proc/{parent}/task/{parent}/children")
    wait_for(lambda: children.exists() and children.read_text().split(), "a child", 40)
    (child,) = children.read_text().split()
    maps = Path(f"/proc/{child}/maps")
    wait_for(lambda: "sudachidict_small" in maps.read_text(), "the last analyser", 60)
    assert "_kiwipiepy" in maps.read_text()
    url = site.add("/korean", "<p>한국어로 쓴 문장입니다.</p>")
    job = ended(client, submit(client, url))
    assert job["status"] == "finished"
