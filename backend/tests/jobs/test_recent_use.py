"""Who has had the least of the workers lately comes first, and nobody starves by it."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from redis import Redis

from pagewords.jobs import acceptance, lifecycle, recent_use, task
from pagewords.jobs.acceptance import Submission
from pagewords.jobs.recent_use import ALL, LONG_MOST, LONG_TIMES, MOST, SLOW, TIMES
from pagewords.models import Job, now

ONE, OTHER, THIRD = (f"192.0.2.{number}" for number in range(1, 4))
MANY = [f"198.51.100.{number}" for number in range(5)]

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.moment = now()

    def __call__(self) -> int:
        return self.moment


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(recent_use, "now", found)
    return found


def accept(client: str, count: int = 1) -> None:
    for _ in range(count):
        submission = Submission(text="A few words", client=client, size=11)
        acceptance.accept(submission, fresh=True, limit=10_000)


def claim() -> Job:
    job = lifecycle.claim_next()
    assert job is not None
    return job


def end(job: Job, client: str, seconds: float) -> None:
    """Note a job that has taken so many seconds."""
    lifecycle.fail(job.key, job.attempt, "timeout", "Late.")
    recent_use.note(client, seconds)


@pytest.mark.usefixtures("clock")
def test_somebody_new_comes_before_many_whose_jobs_are_just_not_long() -> None:
    for client in MANY:
        accept(client, 2)
    for client in MANY:
        end(claim(), client, 1.9)
    accept(ONE)
    assert claim().client == ONE


@pytest.mark.usefixtures("clock")
def test_the_worker_notes_what_a_job_has_taken() -> None:
    for client in (ONE, OTHER):
        accept(client, 2)
    task.run("00000000-0000-0000-0000-000000000000", 1)
    assert set(recent_use.known().until) == {ONE}
    assert claim().client == OTHER


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("maker", "joining", "others"), [(ONE, OTHER, MANY[0]), (OTHER, ONE, OTHER)]
)
def test_a_job_of_two_is_the_ones_who_has_had_less_lately(
    maker: str, joining: str, others: str
) -> None:
    """Somebody new takes over the job that she joins; whoever has had much takes none with it."""
    recent_use.note(ONE, 10.0)
    accept(others, 3)
    first = Submission(url="https://words.example/", client=maker)
    acceptance.accept(first, fresh=False, limit=100)
    joined = acceptance.find_duplicate(replace(first, client=joining))
    assert joined is not None
    assert joined.client == OTHER


@pytest.mark.usefixtures("clock")
def test_of_those_who_have_had_workers_who_had_less_comes_first() -> None:
    for client, seconds in ((ONE, 1.0), (OTHER, 0.5), (THIRD, 0.7)):
        accept(client)
        recent_use.note(client, seconds)
    assert [claim().client for _ in range(3)] == [OTHER, THIRD, ONE]


def test_what_was_taken_is_remembered_five_times_as_long(clock: Clock, redis: Redis) -> None:
    def left(name: str) -> dict[str, float]:
        found = redis.zrange(name, 0, -1, withscores=True)
        return {one.decode(): (until - clock.moment) / 1_000 for one, until in found}

    for client, seconds in ((ONE, 0.5), (ONE, 1.5), (OTHER, 3.0), (THIRD, 100.0), ("", 3.0)):
        recent_use.note(client, seconds)
    assert left(ALL) == {ONE: TIMES * 2.0, OTHER: TIMES * 3.0, THIRD: MOST}
    recent_use.note(THIRD, 2.5)
    assert left(SLOW) == {OTHER: LONG_TIMES * 3.0, THIRD: LONG_MOST}
    assert recent_use.known().slow == {OTHER, THIRD}
    assert 0 < redis.ttl(ALL) <= LONG_MOST
    assert 0 < redis.ttl(SLOW) <= LONG_MOST
    clock.moment += round(1_000 * TIMES * 2.0)
    assert recent_use.known().until.keys() == recent_use.known().slow == {OTHER, THIRD}
    clock.moment += round(1_000 * TIMES)
    assert recent_use.known().until.keys() == {THIRD}
    assert recent_use.known().slow == {OTHER, THIRD}
    recent_use.note(THIRD, 0.1)
    assert left(ALL).keys() == {THIRD}
    clock.moment += round(1_000 * MOST)
    assert recent_use.known().until == {}
    clock.moment += round(1_000 * LONG_MOST)
    assert recent_use.known() == recent_use.NOBODY


def serve(
    clock: Clock, seconds: dict[str, float], arrive: Callable[[], None], until: int
) -> list[tuple[int, str]]:
    """Two workers serve what waits until a moment; a client's job takes its `seconds`, or one.

    Returns when which client's job ended.
    """
    at_work: list[tuple[int, Job, str]] = []
    ended = []
    while clock.moment < until:
        arrive()
        while len(at_work) < 2 and (job := lifecycle.claim_next()):
            client = job.client or ""
            at_work.append((clock.moment + round(1_000 * seconds.get(client, 1.0)), job, client))
        first = min(at_work, key=lambda one: one[0])
        at_work.remove(first)
        clock.moment, job, client = first
        end(job, client, seconds.get(client, 1.0))
        ended.append((clock.moment, client))
    return ended


def test_nobody_starves_while_others_come_for_the_first_time(clock: Clock) -> None:
    """They keep both workers busy; whoever has had more waits until that is forgotten."""
    accept(ONE, 30)
    accept("one at first")
    recent_use.note(ONE, 1_000.0)
    began, numbers = clock.moment, itertools.count()
    ended = serve(clock, {ONE: 1.9}, lambda: accept(f"newcomer {next(numbers)}"), began + 240_000)
    moments = [moment for moment, client in ended if client == ONE]
    waits = [(later - before) / 1_000 for before, later in itertools.pairwise([began, *moments])]
    assert waits[0] < MOST + 5
    assert max(waits[1:]) < TIMES * 1.9 + 5
    # A sixth of a worker.
    assert len(moments) >= (240 - MOST) // (6 * 1.9 + 1)


def test_a_class_behind_one_address_is_served_as_often_as_each_of_many(clock: Clock) -> None:
    for client in (*MANY, ONE):
        accept(client, 60)
    seconds = {ONE: 0.5} | dict.fromkeys(MANY, 1.9)
    ended = serve(clock, seconds, lambda: None, clock.moment + 60_000)
    jobs = Counter(client for _, client in ended)
    assert jobs.most_common(1)[0][0] == ONE
    assert jobs[ONE] > len(ended) / 6
