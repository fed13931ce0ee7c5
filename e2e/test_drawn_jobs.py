"""Drawn pages in the whole program: their jobs end once, whatever is killed, and leave nothing;
and they reach no site but their own that only the settings allow."""

import json
import os
import signal
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_processes import gone_within, parent, processes_below, within
from drawn_pages import PROSE, SHOW, app
from local_site import Site
from stack import Stack

from pagewords import draw

pytestmark = [
    pytest.mark.skipif(bool(draw.why_not()), reason=draw.why_not() or "it can"),
    pytest.mark.timeout(240),
]
#: Seconds: for a browser to begin or a job to end, and for processes to be gone.
WITHIN, GONE = 60.0, 10.0
HELD = app(f"{SHOW} show(await (await fetch('/hold/prose.txt')).text())")
#: How a process that is killed is found from the first of the browser's namespaces.
VICTIMS: dict[str, Callable[[int], int]] = {
    "supervisor": lambda first: parent(parent(parent(first))),
    "worker": lambda first: parent(parent(first)),
    "namespaces": parent,
    "browser": lambda first: first,
    "chromium": lambda first: chromium(processes_below(parent(first))),
}


def chromium(pids: list[int]) -> int:
    """The Chromium among processes that began the others of its kind; 0 if there is none."""
    for pid in pids:
        command = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
        name = command[0].rpartition("/")[2]
        if (
            name.startswith("chrom")
            and "crashpad" not in name
            and "--type=" not in " ".join(command)
        ):
            return pid
    return 0


@pytest.fixture(scope="module")
def held() -> Iterator[Site]:
    """A site whose page waits for its text."""
    site = Site()
    site.extra["/held.html"] = HELD
    site.files["/prose.txt"] = ("text/plain; charset=utf-8", PROSE.encode())
    yield site
    site.close()


@pytest.fixture(scope="module")
def other() -> Iterator[Site]:
    """Another site that the program may fetch from, which no page of the first may."""
    site = Site()
    site.files["/prose.txt"] = ("text/plain; charset=utf-8", PROSE.encode())
    yield site
    site.close()


@pytest.fixture(scope="module")
def folders() -> Iterator[Path]:
    """The folder of temporary files, where each browser has one of its own.

    Its path is short: Chromium makes a Unix socket there, and such a path has 108 bytes at most.
    """
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def stack(
    held: Site, other: Site, folders: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    """A program with one worker; it leaves no process of a browser and no folder."""
    stack = Stack(
        tmp_path_factory.mktemp("stack"),
        PAGEWORDS_TRUSTED_SITES=f"{held.origin},{other.origin}",
        PAGEWORDS_WORKERS="1",
        PAGEWORDS_DRAW_SECONDS="30",
        TMPDIR=str(folders),
    )
    yield stack
    browsers = processes_below(stack.process.pid)
    stack.end()
    gone_within(GONE, browsers)
    within(GONE, lambda: not list(folders.glob("pagewords-draw-*")))


@pytest.mark.parametrize(
    ("victim", "moment", "ends"),
    [
        ("supervisor", "asks", "finished"),
        ("worker", "begins", "finished"),
        ("worker", "asks", "finished"),
        ("namespaces", "asks", "needs_javascript"),
        ("browser", "begins", "needs_javascript"),
        ("browser", "asks", "needs_javascript"),
        ("chromium", "asks", "needs_javascript"),
    ],
)
def test_a_job_ends_once_whatever_is_killed(
    stack: Stack, held: Site, folders: Path, victim: str, moment: str, ends: str
) -> None:
    held.hold()
    held.asked.clear()
    end_browsers(stack)
    key = call(stack, "jobs", {"url": f"{held.origin}/held.html", "fresh": True})["key"]
    within(WITHIN, lambda: bool(processes_below(stack.process.pid)))
    if moment == "asks":
        within(WITHIN, lambda: "/hold/prose.txt" in held.asked)
    browser = processes_below(stack.process.pid)
    os.kill(VICTIMS[victim](browser[0]), signal.SIGKILL)
    gone_within(GONE, browser)
    held.release()
    job = ended(stack, key)
    assert (job["error"] or {"code": job["status"]})["code"] == ends
    if ends == "finished":
        assert call(stack, f"results/{key}")["source"] == "drawn"
    # That of the browser which has drawn the page for another worker.
    kept = ends == "finished"
    within(GONE, lambda: len(list(folders.glob("pagewords-draw-*"))) == kept)
    told = [line for line in stack.output().splitlines() if f"key={key}" in line]
    assert sum("event=job_finished" in line or "event=job_failed" in line for line in told) == 1


def test_a_drawn_page_reaches_no_other_site_that_is_only_trusted(
    stack: Stack, held: Site, other: Site
) -> None:
    sent = f"fetch('{other.origin}/prose.txt', {{ mode: 'no-cors' }})"
    held.extra["/own.html"] = app(f"{SHOW} await {sent}.catch(() => 0); show(`{PROSE}`)")
    key = call(stack, "jobs", {"url": f"{held.origin}/own.html", "fresh": True})["key"]
    assert ended(stack, key)["status"] == "finished"
    assert call(stack, f"results/{key}")["source"] == "drawn"
    assert other.asked == []
    # The program itself may.
    own = call(stack, "jobs", {"url": f"{other.origin}/prose.txt", "fresh": True})["key"]
    assert ended(stack, own)["status"] == "finished"
    assert other.asked == ["/prose.txt"]


def ended(stack: Stack, key: str) -> Any:
    """The job, once it has ended."""
    job: dict[str, Any] = {}

    def has_ended() -> bool:
        job.update(call(stack, f"jobs/{key}"))
        return job["status"] in ("finished", "failed")

    within(WITHIN, has_ended)
    return job


def end_browsers(stack: Stack) -> None:
    """End the browsers without a page, so that the next page has one begun."""
    browser = processes_below(stack.process.pid)
    for pid in browser[:1]:
        os.kill(pid, signal.SIGKILL)
    gone_within(GONE, browser)


def call(stack: Stack, path: str, body: object = None) -> Any:
    """Call the API."""
    sent = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{stack.url}/api/{path}", sent, headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)
