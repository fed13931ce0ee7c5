"""Hostile files through a whole worker: each ends with a code, soon, and outside of the worker."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from pagewords.serving.processes import children_of

from ..conftest import Site, wait_for
from ..files.hostile import HOSTILE
from ..workers import submit

#: Seconds of the clock that a job has on a busy machine, with the start of the worker.
WITHIN = 100.0
#: Processor seconds of a job, its child included; bytes that a worker may grow by in all of them.
SECONDS, GROWTH = 3.0, 100_000_000
#: What a worker loads before it is measured.
HARMLESS = (
    "<p>The keeper lit the lamp.</p>",
    "<p>등대지기는 저녁마다 계단을 올라가 불을 켰다.</p>",
    "<p>灯台守は毎晩階段を上って明かりをともした。</p>",
)
pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]


def test_each_ends_soon_outside_of_the_worker_and_the_next_is_served(
    client: FlaskClient, site: Site, start: Callable[..., int]
) -> None:
    parent = start()

    def run(url: str) -> str | None:
        """Do a job to its end, and return the code of its error."""
        key = submit(client, url)

        def look() -> dict[str, Any] | None:
            nonlocal most
            most = max(most, own_bytes(worker)) if worker else 0
            job: dict[str, Any] = client.get(f"/api/jobs/{key}").get_json()
            return job if job["status"] in ("finished", "failed") else None

        error = wait_for(look, f"the end of {url}", WITHIN)["error"]
        return error and str(error["code"])

    worker = most = 0
    for number, markup in enumerate(HARMLESS):
        assert run(site.add(f"/{number}", markup)) is None
    (worker,) = children_of(parent)
    held = own_bytes(worker)
    for make, (name, codes) in HOSTILE.items():
        url = site.add(f"/{make.__name__}/{name}", make(), "application/octet-stream")
        spent = seconds(worker)
        code = run(url)
        # A text of no words is no error of a file.
        assert code in codes or (code == "no_words" and None in codes), make.__name__
        assert seconds(worker) - spent < SECONDS, make.__name__
        assert most - held < GROWTH, make.__name__
        assert run(f"{site.origin}/0") is None, make.__name__
    assert children_of(parent) == [worker]


def seconds(worker: int) -> float:
    """Processor seconds of a worker and of its children that have ended."""
    fields = Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def own_bytes(pid: int) -> int:
    """The memory of a process without the pages of files, which all that read them share."""
    status = Path(f"/proc/{pid}/status").read_text()
    return 1_024 * int(status.partition("RssAnon:")[2].split()[0])
