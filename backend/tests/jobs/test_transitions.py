"""The transitions of a job's row: what each may change, and what it must leave alone."""

import uuid
from collections.abc import Iterator

import pytest
from flask import Flask

from pagewords.jobs import acceptance, lifecycle, turns
from pagewords.jobs.acceptance import ContestedError, QueueFullError, Submission
from pagewords.models import Job, db, now

LINK = Submission("https://words.example/")


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def accept(submission: Submission = LINK, *, fresh: bool = False, limit: int = 100) -> Job:
    return acceptance.accept(submission, fresh=fresh, limit=limit)[0]


def reload(job: Job) -> Job:
    db.session.expire_all()
    return db.session.get_one(Job, job.key)


def test_a_failed_job_is_not_shared() -> None:
    job = accept()
    assert acceptance.find_duplicate(LINK) is not None
    assert lifecycle.claim(job.key, 1)
    assert lifecycle.fail(job.key, 1, "timeout", "The page took too long to answer.")
    assert acceptance.find_duplicate(LINK) is None
    assert accept().key != job.key


def test_a_finished_job_is_shared_for_a_while() -> None:
    job = accept()
    job.status, job.ended_at = "finished", now()
    db.session.commit()
    found = acceptance.find_duplicate(LINK)
    assert found is not None
    assert found.key == job.key
    job.ended_at = now() - acceptance.REUSE_FOR - 1
    db.session.commit()
    assert acceptance.find_duplicate(LINK) is None


def test_a_removed_job_is_not_shared() -> None:
    job = accept()
    job.status, job.ended_at, job.removed_at = "finished", now(), now()
    db.session.commit()
    assert acceptance.find_duplicate(LINK) is None


def test_a_live_job_keeps_its_dedup_key() -> None:
    job = accept()
    key = job.dedup_key
    again, new = acceptance.accept(LINK, fresh=False, limit=100)
    assert (again.key, new) == (job.key, False)
    assert reload(job).dedup_key == key
    assert lifecycle.claim(job.key, 1)
    assert acceptance.accept(LINK, fresh=False, limit=100)[0].key == job.key
    assert reload(job).dedup_key == key


def test_a_fresh_submission_takes_the_dedup_key() -> None:
    first, second = accept(), accept(fresh=True)
    assert first.key != second.key
    assert reload(first).dedup_key is None
    assert reload(second).dedup_key == LINK.dedup_key


@pytest.mark.parametrize(
    "other",
    [
        Submission("https://words.example/other"),
        Submission("https://words.example/", scheme_assumed=True),
        Submission("https://words.example/", language="ko"),
        Submission("https://words.example/", reader="ko"),
        Submission("https://words.example/", source=uuid.uuid4()),
    ],
)
def test_only_equal_submissions_share_a_job(other: Submission) -> None:
    job = accept()
    assert accept(other).key != job.key


def test_texts_have_no_dedup_key() -> None:
    text = Submission(text="words")
    assert text.dedup_key is None
    assert accept(text).key != accept(text).key


def test_positions_count_from_one() -> None:
    jobs = [accept(Submission(f"https://words.example/{number}")) for number in range(3)]
    for number, job in enumerate(jobs):
        job.created_at = 1_000 + number
    db.session.commit()
    assert [turns.position(job) for job in jobs] == [1, 2, 3]
    assert lifecycle.claim(jobs[0].key, 1)
    assert [turns.position(job) for job in jobs[1:]] == [1, 2]


def test_the_queue_has_a_limit() -> None:
    accept(limit=1)
    with pytest.raises(QueueFullError):
        accept(Submission("https://words.example/other"), limit=1)
    assert acceptance.count_queued(100) == 1


def test_a_submission_that_others_are_always_faster_than_is_told_so() -> None:
    # A row that has the key and that no look finds, as if it came after each of them.
    accept().removed_at = 1
    db.session.commit()
    with pytest.raises(ContestedError):
        accept()


def test_a_second_attempt_keeps_when_the_job_was_started() -> None:
    job = accept()
    assert lifecycle.claim(job.key, 1)
    job = reload(job)
    job.started_at = 1_000
    db.session.commit()
    assert lifecycle.requeue(job.key, 1, 3) == 2
    assert reload(job).status == "queued"
    assert lifecycle.claim(job.key, 2)
    assert reload(job).started_at == 1_000


def test_each_attempt_is_claimed_once() -> None:
    job = accept()
    assert lifecycle.claim(job.key, 2) is None
    claimed = lifecycle.claim(job.key, 1)
    assert claimed is not None
    assert claimed.status == "started"
    assert claimed.lease_until is not None
    assert 0 < claimed.lease_until - now() <= lifecycle.LEASE
    assert lifecycle.claim(job.key, 1) is None


def test_a_renewed_lease_lasts_longer_and_another_attempt_cannot_renew_it() -> None:
    job = accept()
    assert not lifecycle.renew_lease(job.key, 1)
    assert lifecycle.claim(job.key, 1)
    job = reload(job)
    job.lease_until = now()
    db.session.commit()
    assert not lifecycle.renew_lease(job.key, 2)
    assert lifecycle.renew_lease(job.key, 1)
    assert (reload(job).lease_until or 0) > now()


def test_a_failure_ends_a_job_and_forgets_its_text_and_title() -> None:
    job = accept(Submission(text="words", title="My words"))
    assert not lifecycle.fail(job.key, 1, "no_words", "It was not started.")
    assert lifecycle.claim(job.key, 1)
    assert lifecycle.fail(job.key, 1, "http_status", "The site says no.", 503)
    job = reload(job)
    assert (job.status, job.text, job.title, job.lease_until) == ("failed", None, None, None)
    assert (job.error_code, job.error_detail) == ("http_status", "The site says no.")
    assert job.error_status == 503
    assert job.ended_at is not None
    assert not lifecycle.fail(job.key, 1, "timeout", "Again.")
    assert reload(job).error_code == "http_status"


def test_the_last_attempt_gives_up() -> None:
    job = accept()
    assert lifecycle.claim(job.key, 1)
    assert lifecycle.requeue(job.key, 1, 2) == 2
    assert lifecycle.requeue(job.key, 1, 2) is None
    assert reload(job).status == "queued"
    assert lifecycle.claim(job.key, 2)
    assert lifecycle.requeue(job.key, 2, 2) is None
    assert (reload(job).status, reload(job).error_code) == ("failed", "gave_up")
