"""Turns: no client's jobs hold up another's, and none waits for ever."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from pagewords.jobs import acceptance, lifecycle, turns
from pagewords.jobs.acceptance import ClientFullError, Submission
from pagewords.models import Job, Result, db

from ..conftest import Site

ONE, OTHER, THIRD = "192.0.2.1", "192.0.2.2", "2001:db8::/64"


@pytest.fixture
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def accept(client: str, name: str, size: int = 0, client_limit: int | None = None) -> Job:
    submission = Submission(f"https://words.example/{name}", client=client, size=size)
    return acceptance.accept(submission, fresh=True, limit=10_000, client_limit=client_limit)[0]


def accept_long(client: str) -> Job:
    size = turns.LONG_TEXT
    submission = Submission(text="long", client=client, size=size)
    return acceptance.accept(submission, fresh=True, limit=10_000)[0]


def order() -> list[str]:
    """The names of all queued jobs, in the order in which one worker after the other takes them."""
    found = []
    while (job := lifecycle.claim_next()) is not None:
        assert job.url is not None
        found.append(job.url.rpartition("/")[2])
        lifecycle.fail(job.key, job.attempt, "timeout", "The page took too long to answer.")
    return found


@pytest.mark.usefixtures("context")
class TestOrder:
    def test_a_clients_own_jobs_come_in_the_order_of_their_submission(self) -> None:
        for number in range(5):
            accept(ONE, str(number))
        assert order() == ["0", "1", "2", "3", "4"]

    def test_another_clients_first_job_comes_after_two_of_many_at_most(self) -> None:
        for number in range(50):
            accept(ONE, f"one-{number}")
        accept(OTHER, "other")
        assert order().index("other") <= 2

    def test_two_clients_take_turns(self) -> None:
        for client, name in ((ONE, "one"), (OTHER, "other")):
            for number in range(10):
                accept(client, f"{name}-{number}")
        names = [name.partition("-")[0] for name in order()]
        for at in range(2, 20):
            assert abs(names[:at].count("one") - names[:at].count("other")) <= 2, names

    def test_a_large_text_counts_for_many_pages(self) -> None:
        for number in range(5):
            accept(ONE, f"large-{number}", size=1_000_000)
        for number in range(8):
            accept(OTHER, f"small-{number}")
        found = order()
        assert [name for name in found[:9] if name.startswith("large")] == ["large-0"]

    def test_clients_that_keep_coming_do_not_hold_up_a_second_job_for_ever(self) -> None:
        for number in range(3):
            accept(ONE, f"one-{number}")
        started: list[str] = []
        for number in range(60):
            for part in range(2):
                accept(f"198.51.{number}.{part}", "new")
            job = lifecycle.claim_next()
            assert job is not None
            assert job.url is not None
            started.append(job.url.rpartition("/")[2])
            lifecycle.fail(job.key, job.attempt, "timeout", "Late.")
        assert [name for name in started if name != "new"] == ["one-0", "one-1", "one-2"]

    def test_a_free_worker_goes_to_the_client_with_the_fewest_at_work(self) -> None:
        for number in range(3):
            accept(ONE, f"one-{number}")
        first, second = lifecycle.claim_next(), lifecycle.claim_next()
        assert first is not None
        assert second is not None
        accept(OTHER, "other", size=1_000_000)
        third = lifecycle.claim_next()
        assert third is not None
        assert third.client == OTHER

    def test_a_job_that_a_second_client_waits_for_has_the_sooner_turn(self) -> None:
        for number in range(20):
            accept(ONE, f"one-{number}")
        link = "https://words.example/one-19"
        found = acceptance.find_duplicate(Submission(link, client=OTHER))
        assert found is not None
        assert order().index("one-19") <= 2

    def test_a_client_with_all_its_waiting_jobs_hastens_none_of_others(self) -> None:
        for number in range(20):
            accept(ONE, f"one-{number}")
        for number in range(2):
            accept(OTHER, f"other-{number}")
        last = Submission("https://words.example/one-19", client=OTHER)
        found = acceptance.find_duplicate(last, client_limit=2)
        assert found is not None
        db.session.refresh(found)
        assert found.client == ONE
        assert acceptance.find_duplicate(last, client_limit=3)
        db.session.refresh(found)
        assert found.client == OTHER

    def test_a_job_that_a_client_with_fewer_at_work_waits_for_is_that_clients(self) -> None:
        for number in range(3):
            accept(ONE, f"one-{number}")
        for _ in range(2):
            assert lifecycle.claim_next()
        found = acceptance.find_duplicate(Submission("https://words.example/one-2", client=OTHER))
        assert found is not None
        before = found.turn
        acceptance.find_duplicate(Submission("https://words.example/one-2", client=ONE))
        db.session.refresh(found)
        assert (found.client, found.turn) == (OTHER, before)

    def test_a_slow_client_that_joins_makes_a_job_no_later(self) -> None:
        for number in range(3):
            accept(ONE, f"one-{number}")
        accept_long(OTHER)
        joined = acceptance.find_duplicate(Submission("https://words.example/one-2", client=OTHER))
        assert joined is not None
        long = [lifecycle.claim_next() for _ in range(2)]
        assert OTHER in {job.client for job in long if job is not None}
        joined = acceptance.find_duplicate(Submission("https://words.example/one-2", client=OTHER))
        assert joined is not None
        db.session.refresh(joined)
        assert joined.client == ONE

    def test_joined_jobs_come_before_no_others_by_the_dozen(self) -> None:
        for number in range(2):
            accept(ONE, f"work-{number}")
            assert lifecycle.claim_next()
        for number in range(60):
            accept(ONE, f"one-{number}")
            joined = Submission(f"https://words.example/one-{number}", client=OTHER)
            assert acceptance.find_duplicate(joined)
        accept(THIRD, "third")
        assert order().index("third") <= 4

    def test_a_job_stays_its_clients_if_who_joins_has_others_waiting(self) -> None:
        for number in range(3):
            accept(ONE, f"one-{number}")
        accept(OTHER, "other")
        for _ in range(2):
            assert lifecycle.claim_next()
        found = acceptance.find_duplicate(Submission("https://words.example/one-2", client=OTHER))
        assert found is not None
        db.session.refresh(found)
        assert found.client == ONE

    def test_a_short_job_comes_before_the_long_ones_of_many_clients(self) -> None:
        for number in range(60):
            accept_long(f"198.51.100.{number}")
        first = lifecycle.claim_next()
        assert first is not None
        assert first.long
        short = accept(OTHER, "short")
        second, third = lifecycle.claim_next(), lifecycle.claim_next()
        assert second is not None
        assert second.key == short.key
        # Long ones take what nobody else waits for.
        assert third is not None
        assert third.long

    def test_a_long_job_comes_in_its_turn_when_no_other_long_one_is_at_work(self) -> None:
        long = [accept_long(ONE), accept_long(OTHER)]
        first = lifecycle.claim_next()
        assert first is not None
        assert first.key == long[0].key
        for number in range(20):
            accept(f"198.51.100.{number}", str(number))
        others = [lifecycle.claim_next() for _ in range(5)]
        assert long[1].key not in {job.key for job in others if job is not None}
        lifecycle.fail(first.key, first.attempt, "timeout", "Late.")
        following = [lifecycle.claim_next() for _ in range(12)]
        assert long[1].key in {job.key for job in following if job is not None}

    def test_the_place_in_the_queue_is_that_of_the_turn(self) -> None:
        jobs = [accept(ONE, f"one-{number}") for number in range(20)]
        other = accept(OTHER, "other")
        assert turns.position(other) <= 3
        assert turns.position(jobs[0]) == 1
        assert turns.position(jobs[-1]) == 21

    def test_one_client_has_so_many_waiting_jobs_and_no_more(self) -> None:
        for number in range(3):
            accept(ONE, str(number), client_limit=3)
        with pytest.raises(ClientFullError):
            accept(ONE, "more", client_limit=3)
        assert accept(OTHER, "other", client_limit=3)
        assert lifecycle.claim_next()
        assert accept(ONE, "more", client_limit=3)

    def test_whose_a_job_was_is_forgotten_when_it_ends(self) -> None:
        finished, failed = accept(ONE, "finished"), accept(ONE, "failed")
        for job in (finished, failed):
            assert lifecycle.claim(job.key, 1)
        result = Result(key=finished.key, title="", source="page", main_confidence=1.0,
                        language="en", approximate=False, fetched_at=0, totals={}, words=[],
                        index=b"")  # fmt: skip
        assert lifecycle.finish(finished.key, 1, result, None)
        assert lifecycle.fail(failed.key, 1, "timeout", "Late.")
        db.session.expire_all()
        assert [db.session.get_one(Job, job.key).client for job in (finished, failed)] == [None] * 2

    def test_making_way_is_no_interruption(self) -> None:
        job = accept(ONE, "long")
        for attempt in range(1, 8):
            assert lifecycle.claim(job.key, attempt)
            assert lifecycle.make_way(job.key, attempt) == attempt + 1
        assert lifecycle.claim(job.key, 8)
        assert lifecycle.requeue(job.key, 8, 2) == 9
        assert lifecycle.claim(job.key, 9)
        assert lifecycle.requeue(job.key, 9, 2) is None
        assert db.session.get_one(Job, job.key).error_code == "gave_up"


class TestLimits:
    @pytest.fixture
    def environment(self, environment: dict[str, str]) -> dict[str, str]:
        small = {"PAGEWORDS_CLIENT_WAITING": "3", "PAGEWORDS_CLIENT_TEXT_BYTES": "4000000"}
        return environment | small

    def test_the_answer_to_one_client_too_many_is_no_answer_to_others(
        self, client: FlaskClient, site: Site
    ) -> None:
        def send(number: int, address: str) -> int:
            answer = client.post(
                "/api/jobs",
                json={"url": f"{site.origin}/{number}"},
                environ_overrides={"REMOTE_ADDR": address},
            )
            if answer.status_code == 429:
                assert int(answer.headers["Retry-After"]) > 0
                assert answer.get_json()["code"] == "rate_limited"
            return answer.status_code

        sent = [send(number, f"2001:db8:1:{number}::1") for number in range(4)]
        assert sent == [202, 202, 202, 429]
        assert send(9, "2001:db8:1:100::1") == 202

    @pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
    def test_a_client_sends_so_many_bytes_of_text_a_minute(
        self, client: FlaskClient, run_jobs: Callable[[], None]
    ) -> None:
        text = "강 " * 400_000
        assert len(text.encode()) > 1_500_000
        found = [client.post("/api/jobs", json={"text": text}).status_code for _ in range(3)]
        assert found == [202, 202, 429]
        assert client.post("/api/jobs", json={"text": "a short one"}).status_code == 202


class TestStored:
    @pytest.fixture
    def environment(self, environment: dict[str, str]) -> dict[str, str]:
        return environment | {"PAGEWORDS_CLIENT_STORED_BYTES": "1000"}

    def test_the_results_of_a_client_take_so_much_room_an_hour(
        self, client: FlaskClient, site: Site, run_jobs: Callable[[], None]
    ) -> None:
        text = " ".join(f"word{number:x}" for number in range(1_000))
        link = site.add("/long", f"<p>{text}")
        assert client.post("/api/jobs", json={"url": link}).status_code == 202
        run_jobs()
        for path, body in (("jobs", {"text": "a short one"}), ("collections", {"urls": [link]})):
            answer = client.post(f"/api/{path}", json=body)
            assert answer.status_code == 429
            assert "more than 1000 bytes" in answer.get_json()["detail"]
            assert 60 < int(answer.headers["Retry-After"]) <= 3_600
        other = {"REMOTE_ADDR": "192.0.2.9"}
        answer = client.post("/api/jobs", json={"text": "a short one"}, environ_overrides=other)
        assert answer.status_code == 202
