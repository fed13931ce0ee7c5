"""Which worker makes way for another client's job, and that some job always ends."""

import random
from collections.abc import Iterator

import pytest
from flask import Flask

from pagewords.jobs import acceptance, lifecycle, recent_use, schedule, turns
from pagewords.jobs.acceptance import Submission
from pagewords.jobs.schedule import Schedule
from pagewords.models import Job, db
from pagewords.worker.sharing import PATIENCE, who_makes_way
from pagewords.worker.status import Attempt

ONE, OTHER, THIRD, FOURTH = (f"192.0.2.{number}" for number in range(1, 5))
LONG = "x" * turns.LONG_TEXT


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def accept(client: str, text: str = "A few words") -> Job:
    """A job that has waited for long enough."""
    submission = Submission(text=text, client=client, size=len(text))
    job, _ = acceptance.accept(submission, fresh=True, limit=1_000)
    job.enqueued_at -= 2 * PATIENCE
    db.session.commit()
    return job


class Workers:
    """What the workers of a supervisor do."""

    def __init__(self) -> None:
        self.busy: list[Attempt] = []
        self._clock = 0.0

    def claim(self) -> Job:
        job = lifecycle.claim_next()
        assert job is not None
        self._clock += 1
        one = Attempt(
            job.key, job.attempt, self._clock, 0.0, "", "", 0, 0.0, self._clock, 0.0, "counting"
        )
        self.busy.append(one)
        return job

    def share(self) -> Attempt | None:
        """End the attempt that makes way, and queue its job again."""
        chosen = who_makes_way(self.busy)
        if chosen is not None:
            self.busy.remove(chosen)
            assert lifecycle.make_way(chosen.key, chosen.attempt)
            # Nobody follows while the free worker takes its next job.
            assert who_makes_way(self.busy) is None
            db.session.get_one(Job, chosen.key).enqueued_at -= 2 * PATIENCE
            db.session.commit()
        return chosen


@pytest.fixture
def workers() -> Workers:
    return Workers()


def test_long_jobs_of_several_clients_leave_half_of_the_workers_to_short_ones(
    workers: Workers,
) -> None:
    for client in (ONE, OTHER, THIRD):
        accept(client, LONG)
    first, second = workers.claim(), workers.claim()
    short = accept(FOURTH)
    chosen = workers.share()
    assert chosen is not None
    assert chosen.key == second.key
    assert workers.claim().key == short.key
    # One more short one waits for that one, and so do the long ones.
    accept("192.0.2.9")
    assert workers.share() is None
    assert first.key in {one.key for one in workers.busy}


def test_one_that_has_waited_is_not_held_up_by_one_that_came_a_moment_ago(
    workers: Workers,
) -> None:
    """Whoever submits and cancels all the time would keep anybody from making way."""
    for _ in range(2):
        accept(ONE, LONG)
        last = workers.claim()
    recent_use.note(OTHER, 1.0)
    accept(OTHER)
    young = accept(THIRD)
    young.enqueued_at += 2 * PATIENCE
    db.session.commit()
    chosen = who_makes_way(workers.busy)
    assert chosen is not None
    assert chosen.key == last.key
    # The worker takes the one that is first all the same.
    following = Schedule.load().next()
    assert following is not None
    assert following.key == young.key


def test_the_first_that_was_started_goes_on_however_often_others_come(workers: Workers) -> None:
    for client in (ONE, OTHER):
        accept(client, LONG)
    first, second = workers.claim(), workers.claim()
    for number in range(5):
        accept(f"198.51.100.{number}")
        chosen = workers.share()
        assert chosen is not None
        assert chosen.key == second.key
        short = workers.claim()
        assert workers.busy.pop().key == short.key
        lifecycle.fail(short.key, short.attempt, "timeout", "Late.")
        # The long one has the worker again, as long as no short one waits.
        assert workers.claim().key == second.key
    assert workers.busy[0].key == first.key


def test_one_that_was_started_before_goes_on_though_its_turn_is_later(workers: Workers) -> None:
    accept(ONE, 2 * LONG)
    first = workers.claim()
    # The queue was empty: turns begin anew.
    accept(OTHER, LONG)
    second = workers.claim()
    assert second.turn < first.turn
    accept(THIRD)
    chosen = workers.share()
    assert chosen is not None
    assert chosen.key == second.key


def test_a_long_job_makes_way_for_no_long_one_of_another_client(workers: Workers) -> None:
    for client in (ONE, OTHER, THIRD):
        accept(client, LONG)
    workers.claim()
    workers.claim()
    assert workers.share() is None


def test_a_client_with_two_long_jobs_makes_way_for_anothers_long_one(workers: Workers) -> None:
    for client in (ONE, ONE):
        accept(client, LONG)
    workers.claim()
    second = workers.claim()
    other = accept(OTHER, LONG)
    chosen = workers.share()
    assert chosen is not None
    assert chosen.key == second.key
    assert workers.claim().key == other.key
    assert workers.share() is None


def test_four_workers_are_halved(workers: Workers) -> None:
    for client in (ONE, OTHER, THIRD):
        accept(client, LONG)
    for _ in range(3):
        workers.claim()
    accept(FOURTH)
    workers.claim()
    for number in range(3):
        accept(f"198.51.100.{number}")
    assert workers.share() is not None
    assert workers.claim().client == "198.51.100.0"
    assert workers.share() is None


def test_of_several_supervisors_that_with_the_last_started_ends_it(workers: Workers) -> None:
    for client in (ONE, OTHER):
        accept(client, LONG)
    workers.claim()
    second = workers.claim()
    accept(THIRD)
    first_one, second_one = workers.busy
    assert who_makes_way([first_one]) is None
    assert who_makes_way([second_one]) == second_one
    assert second_one.key == second.key


def test_nobody_makes_way_for_a_job_that_has_not_waited(workers: Workers) -> None:
    for client in (ONE, OTHER):
        accept(client, LONG)
    workers.claim()
    workers.claim()
    accept(THIRD).enqueued_at += 4 * PATIENCE
    db.session.commit()
    assert workers.share() is None


def test_short_and_long_jobs_of_equal_weight_come_in_turn() -> None:
    short, long = accept(ONE), accept(OTHER, LONG)
    found = Schedule.load()
    assert [job.key for job in found.waiting] == [short.key, long.key]
    chosen = found.next()
    assert chosen is not None
    assert (chosen.key, chosen.attempt) == (short.key, 1)


def test_what_is_being_saved_ends_by_itself(workers: Workers) -> None:
    for client in (ONE, OTHER):
        accept(client, LONG)
    workers.claim()
    workers.claim()
    accept(THIRD)
    workers.busy[-1] = workers.busy[-1]._replace(stage="saving")
    assert workers.share() is None


def test_a_worker_alone_makes_no_way(workers: Workers) -> None:
    accept(ONE, LONG)
    workers.claim()
    accept(OTHER)
    assert workers.share() is None


def test_a_job_that_took_long_stays_long(workers: Workers) -> None:
    for client in (ONE, OTHER):
        accept(client)
    jobs = workers.claim(), workers.claim()
    accept(THIRD)
    assert workers.share() is None
    for job in jobs:
        assert lifecycle.renew_lease(job.key, job.attempt, long=True)
    assert lifecycle.renew_lease(jobs[1].key, jobs[1].attempt)
    chosen = workers.share()
    assert chosen is not None
    assert chosen.key == jobs[1].key
    assert db.session.get_one(Job, chosen.key, populate_existing=True).long


def test_what_slow_clients_send_next_is_taken_for_long(workers: Workers) -> None:
    """They would otherwise hold a worker with each job until it turns out to be long."""
    for client in (ONE, OTHER, THIRD):
        accept(client, LONG)
    first, second = workers.claim(), workers.claim()
    for client in (ONE, OTHER, THIRD):
        accept(client)
    other = accept(FOURTH)
    chosen = workers.share()
    assert chosen is not None
    assert chosen.key == second.key
    assert workers.claim().key == other.key
    assert workers.busy[0].key == first.key


def test_a_client_is_slow_for_some_time_after_its_long_job(workers: Workers) -> None:
    for client in (ONE, OTHER):
        accept(client)
        long = workers.claim()
        recent_use.note(client, 3.0)
        lifecycle.fail(long.key, long.attempt, "timeout", "Late.")
    workers.busy.clear()
    for client in (ONE, OTHER):
        accept(client)
    assert workers.claim().client == ONE
    short = accept(THIRD)
    assert workers.claim().key == short.key


@pytest.mark.parametrize("candidates", [2, 3, schedule.CANDIDATES])
@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whatever_waits_workers_settle(
    workers: Workers, count: int, candidates: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The free worker takes another job than the one that made way, and that does not go on."""
    monkeypatch.setattr(schedule, "CANDIDATES", candidates)
    chance = random.Random(count)
    for _ in range(12):
        for _ in range(chance.randrange(2, 6)):
            accept(chance.choice((ONE, OTHER, THIRD)), chance.choice((LONG, "short")))
        while len(workers.busy) < count and Schedule.load().waiting:
            workers.claim()
        first = Schedule.load().started[0].key
        for _ in range(count):
            if len(workers.busy) < count or (chosen := workers.share()) is None:
                break
            assert workers.claim().key != chosen.key
        else:
            pytest.fail("workers make way again and again")
        (going_on,) = (one for one in workers.busy if one.key == first)
        workers.busy.remove(going_on)
        lifecycle.fail(going_on.key, going_on.attempt, "timeout", "Late.")
