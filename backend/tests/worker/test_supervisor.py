"""The worker process: what it ends from outside, and what it puts right after a death."""

import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from redis import Redis

from pagewords.jobs import recent_use
from pagewords.services import services_of
from pagewords.serving.processes import children_of
from pagewords.words import ANALYSERS
from pagewords.worker.rq_worker import MAX_RSS, MIN_RSS, max_rss
from pagewords.worker.supervisor import RENEW_EVERY

from ..conftest import Site, wait_for
from ..workers import WITHIN, ended, send, status, submit

pytestmark = pytest.mark.timeout(120)

#: Jobs that are cancelled one after the other.
JOBS = 8


def start_idle(client: FlaskClient, start: Callable[..., int]) -> None:
    """Start a worker, and wait until it has told what it has loaded, which is before its first
    job."""
    broker = services_of(client.application).broker
    for analyser in ANALYSERS:
        broker.tell_analyser(analyser.name, loaded=False)
    start()
    wait_for(lambda: not broker.missing_analysers(), "a worker that has its analysers", WITHIN)


def started(client: FlaskClient, key: str) -> None:
    wait_for(lambda: status(client, key) == "started", "its start")


def hold(site: Site, number: int) -> tuple[list[str], threading.Event]:
    """Links that are not answered before an event."""
    over = threading.Event()

    def wait(request: Any) -> None:
        over.wait(WITHIN)
        request.close_connection = True

    paths = [f"/held/{place}" for place in range(number)]
    site.pages |= dict.fromkeys(paths, wait)
    return [site.origin + path for path in paths], over


def test_a_page_that_holds_the_parser_is_ended_and_the_next_is_served(
    client: FlaskClient, site: Site, start: Callable[..., int]
) -> None:
    start(PAGEWORDS_ATTEMPT_SECONDS="1")
    hostile = site.add("/hostile", "<div>x" * 140_000)
    harmless = site.add("/harmless", "<p>harmless words</p>")
    keys = [submit(client, url) for url in (hostile, harmless)]
    assert ended(client, keys[0])["error"]["code"] == "too_complex"
    assert ended(client, keys[1])["status"] == "finished"


def test_a_page_that_takes_too_much_memory_is_ended(
    client: FlaskClient, site: Site, start: Callable[..., int]
) -> None:
    start(PAGEWORDS_MEMORY_MB="200")
    words = " ".join(f"word{number}" for number in range(400_000))
    key = submit(client, site.add("/large", f"<p>{words}</p>", "text/plain"))
    small = submit(client, site.add("/small", "<p>small words</p>"))
    error = ended(client, key)["error"]
    assert error["code"] == "too_complex"
    assert "more memory" in error["detail"]
    assert ended(client, small)["status"] == "finished"


@pytest.mark.alone
@pytest.mark.parametrize("which", ["child", "parent"])
def test_a_killed_workers_job_is_done_by_another_within_ten_seconds(
    client: FlaskClient, site: Site, start: Callable[..., int], which: str, redis: Redis,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    held, asked = threading.Event(), threading.Event()
    served = site.pages[site.add("/held", "<p>held words</p>").removeprefix(site.origin)]

    def hold(request: Any) -> None:
        asked.set()
        held.wait(WITHIN)
        served(request)

    site.pages["/held"] = hold
    # Longer than another worker takes to start: a page held so long is given up otherwise.
    parent = start(PAGEWORDS_ATTEMPT_SECONDS=str(int(WITHIN)))
    key = submit(client, f"{site.origin}/held")
    started(client, key)
    # A moment after the row says so the worker has noted the attempt for its supervisor.
    assert asked.wait(WITHIN)
    if which == "parent":
        start_idle(client, start)
    os.kill(children_of(parent)[0] if which == "child" else parent, signal.SIGKILL)
    killed = time.monotonic()
    if which == "child":
        # The one that follows it has not ended, so that this is what the dead one had.
        wait_for(lambda: redis.zscore(recent_use.ALL, "127.0.0.1"), "its use of a worker", 10.0)
    held.set()
    found: dict[str, Any] = wait_for(
        lambda: (job := client.get(f"/api/jobs/{key}").get_json())["status"] == "finished" and job,
        "the job after the death of its worker",
        killed + 10.0 - time.monotonic(),
    )
    assert found["error"] is None
    logged = "worker_killed_from_outside" in capfd.readouterr().err
    assert logged == (which == "child")


def test_a_cancelled_jobs_attempt_is_ended_and_the_next_is_served(
    client: FlaskClient, site: Site, start: Callable[..., int]
) -> None:
    held = threading.Event()
    site.add("/held", "<p>held words</p>")
    site.pages["/held"] = lambda _: held.wait(WITHIN)
    parent = start()
    job = client.post("/api/jobs", json={"url": f"{site.origin}/held"}).get_json()
    started(client, job["key"])
    worker = children_of(parent)
    headers = {"Pagewords-Token": job["token"]}
    assert client.delete(f"/api/jobs/{job['key']}", headers=headers).status_code == 204
    wait_for(lambda: not set(children_of(parent)) & set(worker), "the end of the attempt", 10.0)
    small = submit(client, site.add("/small", "<p>small words</p>"))
    assert ended(client, small)["status"] == "finished"
    held.set()
    assert client.get(f"/api/jobs/{job['key']}").status_code == 410


@pytest.mark.alone
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_client_that_cancels_one_job_after_the_other_holds_the_worker_for_none_of_them(
    client: FlaskClient, site: Site, start: Callable[..., int]
) -> None:
    over = threading.Event()
    site.pages |= {f"/held/{number}": lambda _: over.wait(WITHIN) for number in range(JOBS)}
    start(PAGEWORDS_ATTEMPT_SECONDS="30")
    begun = 0.0
    for number in range(JOBS):
        job = client.post("/api/jobs", json={"url": f"{site.origin}/held/{number}"}).get_json()
        started(client, job["key"])
        begun = begun or time.monotonic()
        headers = {"Pagewords-Token": job["token"]}
        assert client.delete(f"/api/jobs/{job['key']}", headers=headers).status_code == 204
    small = send(client, {"text": "Small words"})
    assert ended(client, small)["status"] == "finished"
    took = time.monotonic() - begun
    print(f"\n{JOBS} cancelled jobs held the worker for {took:.1f} s")
    # Each of them would have it until its lease should be renewed.
    assert took < JOBS * RENEW_EVERY
    over.set()


def test_workers_together_hold_a_third_of_the_machine_between_jobs() -> None:
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for workers in (1, 2, 8, 256):
        assert MIN_RSS <= max_rss(workers) <= MAX_RSS
        assert max_rss(workers) == MIN_RSS or 3 * workers * max_rss(workers) <= machine
    assert max_rss(256) <= max_rss(1)


@pytest.mark.alone
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_client_with_all_workers_makes_way_for_another(
    client: FlaskClient, site: Site, start: Callable[..., int]
) -> None:
    links, over = hold(site, 4)
    parent = start(PAGEWORDS_WORKERS="2", PAGEWORDS_ATTEMPT_SECONDS="30")
    wait_for(lambda: len(children_of(parent)) == 2, "two workers", WITHIN)
    keys = [submit(client, link) for link in links]

    def statuses() -> list[str]:
        return [status(client, key) for key in keys]

    wait_for(lambda: statuses().count("started") == 2, "two jobs at work", WITHIN)
    short = send(client, {"text": "Few words"}, "192.0.2.7")
    wait_for(lambda: status(client, short) == "finished", "another client's job", 8.0)
    assert set(statuses()) <= {"queued", "started"}
    over.set()


@pytest.mark.alone
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_slow_links_of_two_clients_make_way_for_a_third(
    client: FlaskClient, site: Site, start: Callable[..., int]
) -> None:
    links, over = hold(site, 2)
    # Each of the two supervisors has one worker.
    for _ in range(2):
        start(PAGEWORDS_ATTEMPT_SECONDS="30")
    keys = [send(client, {"url": link}, f"192.0.2.{place}") for place, link in enumerate(links)]
    for key in keys:
        started(client, key)
    short = send(client, {"text": "Few words"}, "192.0.2.7")
    wait_for(lambda: status(client, short) == "finished", "another client's job", 8.0)
    assert "finished" not in {status(client, key) for key in keys}
    with client.application.app_context():
        # The other is at work: its row says that it is long.
        assert recent_use.known().slow == {"192.0.2.1"}
    over.set()


@pytest.mark.alone
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_long_texts_of_two_clients_make_way_for_a_third(
    client: FlaskClient, start: Callable[..., int]
) -> None:
    parent = start(PAGEWORDS_WORKERS="2")
    wait_for(lambda: len(children_of(parent)) == 2, "two workers", WITHIN)
    text = "한국어 문서의 낱말을 세는 일은 조사와 어미를 떼어 내는 일에서 시작합니다. " * 10_000
    body = {"text": text, "language": "ko"}
    long = [send(client, body, f"192.0.2.{number}") for number in range(2)]
    for key in long:
        started(client, key)
    short = send(client, body | {"text": "짧은 글입니다."}, "192.0.2.7")
    wait_for(lambda: status(client, short) == "finished", "another client's job", 8.0)
    assert "finished" not in {status(client, key) for key in long}
    for key in long:
        assert ended(client, key)["status"] == "finished"


def counting(client: FlaskClient, parent: int) -> tuple[str, int]:
    """A job at the stage of counting, and its worker, which is stopped."""
    (child,) = wait_for(lambda: children_of(parent), "a worker", WITHIN)
    words = " ".join(f"word{number}s" for number in range(60_000))
    key = send(client, {"text": words, "language": "en"})
    wait_for(
        lambda: client.get(f"/api/jobs/{key}").get_json()["stage"] == "counting", "counting", WITHIN
    )
    os.kill(child, signal.SIGSTOP)
    return key, child


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_machine_with_much_to_do_ends_no_job_that_takes_little_of_it(
    client: FlaskClient, start: Callable[..., int]
) -> None:
    key, child = counting(client, start(PAGEWORDS_ATTEMPT_SECONDS="3", PAGEWORDS_CPU_SECONDS="5"))
    threading.Event().wait(6)
    os.kill(child, signal.SIGCONT)
    job = ended(client, key)
    assert (job["status"], job["error"]) == ("finished", None)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_worker_that_hangs_is_ended_by_the_clock(
    client: FlaskClient, start: Callable[..., int]
) -> None:
    settings = {"PAGEWORDS_ATTEMPT_SECONDS": "3", "PAGEWORDS_WALL_SECONDS": "4"}
    key, _ = counting(client, start(**settings))
    assert ended(client, key)["error"]["code"] == "too_complex"
    small = send(client, {"text": "Small words"})
    assert ended(client, small)["status"] == "finished"
