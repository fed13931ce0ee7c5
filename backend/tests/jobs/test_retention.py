"""What is old goes, on both databases, and its key says so."""

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from pagewords.jobs import retention
from pagewords.models import Job, Result, db, now
from pagewords.services import services_of

from ..conftest import Site, wait_for

DAY = 86_400_000


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return environment | {"PAGEWORDS_RESULT_DAYS": "30"}


@pytest.fixture
def results(
    client: FlaskClient, site: Site, run_jobs: Callable[[], None]
) -> Callable[[int, int], list[str]]:
    """Makes results of a page and of a text that are so many days old; returns their keys."""

    def make(page_days: int, text_days: int) -> list[str]:
        url = site.add("/page", "<p>The river runs</p>")
        bodies = [{"url": url, "fresh": True}, {"text": "river runs", "title": "My text"}]
        keys = [client.post("/api/jobs", json=body).get_json()["key"] for body in bodies]
        run_jobs()
        with client.application.app_context():
            for key, days in zip(keys, (page_days, text_days), strict=True):
                assert client.get(f"/api/results/{key}").status_code == 200
                result = db.session.get(Result, sa.Uuid().python_type(key))
                result.fetched_at = now() - days * DAY - 1_000
                db.session.commit()
        return keys

    return make


def remove(app: Flask) -> int:
    with app.app_context():
        return retention.remove_batch(services_of(app).settings)


@pytest.mark.parametrize(
    ("page_days", "text_days", "gone"),
    [(29, 6, [False, False]), (30, 6, [True, False]), (29, 7, [False, True])],
)
def test_pages_and_texts_have_separate_ages(
    app: Flask,
    client: FlaskClient,
    results: Callable[[int, int], list[str]],
    page_days: int,
    text_days: int,
    gone: list[bool],
) -> None:
    keys = results(page_days, text_days)
    assert remove(app) == sum(gone)
    for key, is_gone in zip(keys, gone, strict=True):
        for address in (f"/api/jobs/{key}", f"/api/results/{key}", f"/api/results/{key}/words"):
            # What was there a moment ago is taken to be there still, for a second.
            wait_for(lambda: client.get(address).status_code == (410 if is_gone else 200), address)  # noqa: B023
            assert not is_gone or client.get(address).get_json()["code"] == "expired"


def test_only_the_key_of_a_removed_result_stays(
    app: Flask, client: FlaskClient, results: Callable[[int, int], list[str]]
) -> None:
    keys = results(31, 8)
    assert remove(app) == 2
    assert remove(app) == 0
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Result)) == 0
        for job in db.session.scalars(sa.select(Job)):
            assert (job.url, job.title, job.text, job.dedup_key) == (None,) * 4
    again = client.post("/api/jobs", json={"from": keys[1], "language": "de"})
    assert again.status_code in (404, 410, 422)


def test_a_link_that_failed_goes_when_a_result_would(
    app: Flask, client: FlaskClient, site: Site, run_jobs: Callable[[], None]
) -> None:
    good, bad = site.add("/page", "<p>The river runs</p>"), f"{site.origin}/missing"
    kept = client.post("/api/jobs", json={"url": bad}).get_json()["key"]
    both = client.post("/api/collections", json={"urls": [good, bad]}).get_json()["key"]
    none = client.post("/api/collections", json={"urls": [f"{bad}/a", f"{bad}/b"]}).get_json()
    for key in (both, none["key"]):
        run_jobs()
        client.get(f"/api/collections/{key}")
    run_jobs()
    assert remove(app) == 0
    assert client.get(f"/api/jobs/{kept}").get_json()["status"] == "failed"

    with app.app_context():
        db.session.execute(sa.update(Job).values(ended_at=now() - 30 * DAY - 1_000))
        db.session.commit()
    # The collection without a result, then its links; the other one keeps its own.
    assert [remove(app) for _ in range(3)] == [1, 2, 0]
    assert client.get(f"/api/collections/{none['key']}").status_code == 410
    with app.app_context():
        links = sa.select(Job.url).where(Job.url.is_not(None), Job.status == "failed")
        assert {*db.session.scalars(links)} == {bad}
    assert client.get(f"/api/collections/{both}").status_code == 200
    with app.app_context():
        db.session.execute(sa.update(Result).values(fetched_at=1))
        db.session.commit()
    assert [remove(app) for _ in range(3)] == [2, 1, 0]
    answer = client.get(f"/api/jobs/{kept}")
    assert (answer.status_code, answer.get_json()["code"]) == (410, "expired")
    with app.app_context():
        assert not db.session.scalars(sa.select(Job.url).where(Job.url.is_not(None))).all()


def test_a_result_removed_between_two_requests_is_gone(
    app: Flask, client: FlaskClient, results: Callable[[int, int], list[str]]
) -> None:
    key = results(31, 0)[0]
    assert client.get(f"/api/results/{key}").status_code == 200
    remove(app)
    answer = client.get(f"/api/results/{key}/words")
    assert (answer.status_code, answer.get_json()["code"]) == (410, "expired")


def test_the_same_link_is_counted_anew(
    app: Flask, client: FlaskClient, results: Callable[[int, int], list[str]], site: Site
) -> None:
    keys = results(31, 0)
    remove(app)
    job = client.post("/api/jobs", json={"url": f"{site.origin}/page"}).get_json()
    assert job["key"] not in keys
    assert job["status"] == "queued"


def test_many_results_are_removed_in_batches(
    app: Flask, results: Callable[[int, int], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        results(31, 8)
    monkeypatch.setattr(retention, "BATCH", 2)
    assert [remove(app) for _ in range(3)] == [4, 2, 0]


def test_the_timer_is_due_soon_while_there_are_more(
    app: Flask, results: Callable[[int, int], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    results(31, 8)
    timer = retention.Timer()
    for name, seconds in {"SOON": 0.0, "LATER": 1_000.0}.items():
        monkeypatch.setattr(retention.Timer, name, seconds)
    with app.app_context():
        timer.tick(services_of(app).settings)
        assert remove(app) == 0
        results(31, 8)
        timer.tick(services_of(app).settings)
        assert remove(app) == 0
        timer.tick(services_of(app).settings)
        results(31, 8)
        timer.tick(services_of(app).settings)
        assert remove(app) == 2


def test_the_command_removes_everything_that_is_old_and_prints_the_number(
    environment: dict[str, str],
    app: Flask,
    results: Callable[[int, int], list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for _ in range(2):
        results(31, 8)
    results(29, 6)
    monkeypatch.setattr(retention, "BATCH", 1)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert retention.main() == 0
    assert capsys.readouterr().out == "Results removed: 4\n"
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Result)) == 2


def test_the_command_says_in_one_line_why_it_cannot_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/missing/words.db")
    assert retention.main() == 1
    monkeypatch.setenv("PAGEWORDS_RESULT_DAYS", "many")
    assert retention.main() == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("pagewords: The database cannot be used: ")
    assert lines[1].startswith("pagewords: ")
    assert "PAGEWORDS_RESULT_DAYS" in lines[1]


def test_a_full_batch_makes_the_timer_due_soon_and_any_other_later(
    app: Flask, results: Callable[[int, int], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "BATCH", 1)
    monkeypatch.setattr(retention.Timer, "SOON", 0.0)
    for _ in range(2):
        results(31, 8)
    timer = retention.Timer()
    settings = services_of(app).settings
    with app.app_context():
        # A page and a text each time; the last time there is nothing left.
        for left in (2, 0, 0):
            timer.tick(settings)
            assert db.session.scalar(sa.select(sa.func.count()).select_from(Result)) == left
        results(31, 8)
        timer.tick(settings)
        assert remove(app) == 2


def test_a_batch_has_so_many_bytes_or_one_result(
    app: Flask, results: Callable[[int, int], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        results(31, 0)
    with app.app_context():
        sizes = sa.select(sa.func.length(Result.index)).where(Result.url.is_not(None))
        size = max(db.session.scalars(sizes))
    monkeypatch.setattr(retention, "BATCH_BYTES", 2 * size)
    assert [remove(app) for _ in range(3)] == [2, 1, 0]
    results(31, 0)
    monkeypatch.setattr(retention, "BATCH_BYTES", 1)
    assert [remove(app) for _ in range(2)] == [1, 0]
