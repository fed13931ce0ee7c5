"""Collections: several jobs, merged when they have ended."""

import csv
import dataclasses
import io
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from pagewords.jobs import acceptance, lifecycle, merge, reaper, retention
from pagewords.jobs.turns import WORK
from pagewords.models import CollectionMember, Job, Result, db, now
from pagewords.services import services_of

from ..conftest import Site

SEA = "<title>Sea</title><p>" + "The grey sea rises slowly. " * 30 + "The wind blows.</p>"
WOOD = "<title>Wood</title><p>" + "The green wood grows slowly. " * 30 + "The wind blows.</p>"


@pytest.fixture
def urls(site: Site) -> list[str]:
    return [site.add("/sea", SEA), site.add("/wood", WOOD)]


def submit(client: FlaskClient, urls: list[str], **fields: str) -> dict:
    answer = client.post("/api/collections", json={"urls": urls, **fields})
    assert answer.status_code == 202, answer.get_json()
    body = answer.get_json()
    assert answer.headers["Location"] == f"/api/collections/{body['key']}"
    return body


def finished(client: FlaskClient, run_jobs: Callable[[], None], urls: list[str]) -> str:
    """The key of a collection that has been merged."""
    key = submit(client, urls)["key"]
    run_jobs()
    client.get(f"/api/collections/{key}")
    run_jobs()
    assert client.get(f"/api/collections/{key}").get_json()["status"] == "finished"
    return key


def test_a_collection_waits_for_its_members_and_is_merged(
    client: FlaskClient, run_jobs: Callable[[], None], urls: list[str]
) -> None:
    body = submit(client, urls, title="Two")
    key = body["key"]
    assert body["status"] == "waiting"
    assert [one["status"] for one in body["members"]] == ["queued", "queued"]
    assert client.get(f"/api/collections/{key}/words").status_code == 202
    assert client.get(f"/api/results/{key}").get_json()["status"] == "waiting"
    run_jobs()
    assert client.get(f"/api/collections/{key}").headers["Retry-After"] == "1"
    run_jobs()
    done = client.get(f"/api/collections/{key}").get_json()
    assert done["status"] == "finished"
    assert [one["title"] for one in done["members"]] == ["Sea", "Wood"]
    result = client.get(f"/api/results/{key}").get_json()
    assert (result["title"], result["source"], result["url"]) == ("Two", "collection", None)
    sizes = [one["totals"]["main"]["words"] for one in done["members"]]
    assert result["totals"]["main"]["words"] == sum(sizes)
    items = client.get(f"/api/collections/{key}/words?limit=100").get_json()["items"]
    found = {item["word"]: (item["members"], item["in_members"]) for item in items}
    assert found["slowly"] == ([30, 30], 2)
    assert found["sea"] == ([30, 0], 1)


def test_contexts_distinctive_words_and_the_matrix(
    client: FlaskClient, run_jobs: Callable[[], None], urls: list[str]
) -> None:
    path = f"/api/collections/{finished(client, run_jobs, urls)}"
    places = client.get(f"{path}/contexts?word=wind").get_json()["items"]
    assert [place["member"] for place in places] == [0, 1]
    own = client.get(f"{path}/distinctive?limit=3").get_json()["items"]
    words = [{item["word"] for item in one["items"]} for one in own]
    assert words[0] & words[1] == set()
    assert "sea" in words[0]
    assert "wood" in words[1]
    assert client.get(f"{path}/distinctive?offset=3").status_code == 422
    file = client.get(f"{path}/words?format=csv").get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO(file.removeprefix("\ufeff"))))
    by_word = {row["word"]: (row["Sea"], row["Wood"], row["in_members"]) for row in rows}
    assert by_word["wood"] == ("0", "30", "1")


def test_members_share_the_results_of_single_links_and_equal_links_are_one(
    client: FlaskClient, run_jobs: Callable[[], None], urls: list[str], site: Site
) -> None:
    single = client.post("/api/jobs", json={"url": urls[0]}).get_json()["key"]
    run_jobs()
    body = submit(client, [urls[0], urls[1], urls[0]])
    assert [one["url"] for one in body["members"]] == urls
    assert body["members"][0]["key"] == single
    run_jobs()
    assert client.post("/api/jobs", json={"url": urls[1]}).get_json()["shared"]
    assert site.asked == ["/sea", "/wood"]


def test_a_collection_of_what_is_counted_already_is_merged_at_once(
    client: FlaskClient, run_jobs: Callable[[], None], urls: list[str]
) -> None:
    finished(client, run_jobs, urls)
    key = submit(client, urls)["key"]
    run_jobs()
    assert client.get(f"/api/collections/{key}").get_json()["status"] == "finished"


def test_the_work_of_a_merge_is_that_of_its_members(
    app: Flask, client: FlaskClient, run_jobs: Callable[[], None], site: Site
) -> None:
    urls = [site.add(f"/{number}", SEA) for number in range(5)]
    finished(client, run_jobs, urls)
    for _ in range(2):
        submit(client, urls)
    page = client.post("/api/jobs", json={"text": "One page."}).get_json()["key"]
    with app.app_context():
        waiting = sa.select(Job.turn).where(Job.ended_at.is_(None)).order_by(Job.turn)
        turns = [*db.session.scalars(waiting)]
        assert db.session.get_one(Job, uuid.UUID(page)).turn == turns[-1]
    assert [turn // WORK for turn in turns] == [5, 10, 11]


def test_members_that_fail_say_why_and_the_rest_counts(
    client: FlaskClient, run_jobs: Callable[[], None], urls: list[str], site: Site
) -> None:
    key = finished(client, run_jobs, [urls[0], f"{site.origin}/missing", urls[1]])
    members = client.get(f"/api/collections/{key}").get_json()["members"]
    assert [one["status"] for one in members] == ["finished", "failed", "finished"]
    assert members[1]["error"]["code"] == "http_status"
    assert members[1]["error"]["status"] == 404
    items = client.get(f"/api/collections/{key}/words?q=slowly").get_json()["items"]
    assert items[0]["members"] == [30, 0, 30]


def test_a_collection_of_failures_fails(
    client: FlaskClient, run_jobs: Callable[[], None], site: Site
) -> None:
    key = submit(client, [f"{site.origin}/missing"], title="Nothing")["key"]
    run_jobs()
    client.get(f"/api/collections/{key}")
    run_jobs()
    body = client.get(f"/api/collections/{key}").get_json()
    assert (body["status"], body["error"]["code"]) == ("failed", "no_members")
    # Whoever tries again sends it once more.
    assert body["title"] == "Nothing"
    answer = client.get(f"/api/collections/{key}/words")
    assert (answer.status_code, answer.get_json()["code"]) == (404, "no_members")


@pytest.mark.parametrize(("most", "status"), [(62, "finished"), (61, "failed")])
def test_the_pages_of_a_collection_have_so_many_characters_and_no_more(
    client: FlaskClient, run_jobs: Callable[[], None], site: Site, monkeypatch: pytest.MonkeyPatch,
    most: int, status: str,
) -> None:  # fmt: skip
    # Of full stops by the million a page keeps a few bytes, and takes all of them to read.
    monkeypatch.setattr(merge, "MOST_CHARACTERS", most)
    urls = [site.add(f"/{name}", f"<p>The river {name}{'.' * 20}") for name in "ab"]
    key = submit(client, urls)["key"]
    run_jobs()
    client.get(f"/api/collections/{key}")
    run_jobs()
    body = client.get(f"/api/collections/{key}").get_json()
    assert body["status"] == status, body["members"]
    if status == "failed":
        assert body["error"]["code"] == "too_complex"
        assert "61 characters" in body["error"]["detail"]


def test_bad_links_are_all_named_and_nothing_is_submitted(
    app: Flask, client: FlaskClient, urls: list[str]
) -> None:
    wrong = ["ftp://words.example/", "mailto:somebody@words.example"]
    answer = client.post("/api/collections", json={"urls": [urls[0], wrong[0], urls[1], wrong[1]]})
    body = answer.get_json()
    assert (answer.status_code, body["code"], body["field"]) == (422, "invalid_field", "urls")
    assert [one["url"] for one in body["links"]] == wrong
    assert all(link in body["detail"] for link in wrong)
    for bodies in ({"urls": []}, {"urls": [urls[0]] * 21}, {}, {"urls": [3]}, {"urls": "x"}):
        answer = client.post("/api/collections", json=bodies)
        assert (answer.status_code, answer.get_json()["field"]) == (422, "urls")
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Job)) == 0


def test_a_full_queue_takes_all_or_nothing(client: FlaskClient, app: Flask) -> None:
    links = [f"https://site.example/{number}" for number in range(12)]
    waiting = services_of(app).settings.client_waiting
    with app.app_context():
        for number in range(waiting - 5):
            one = acceptance.Submission(url=f"https://words.example/{number}", client="127.0.0.1")
            acceptance.accept(one, fresh=False, limit=5_000)
    answer = client.post("/api/collections", json={"urls": links})
    assert answer.status_code == 429
    # Nor is it taken off what others may have of the site.
    assert '"host"' not in answer.headers["RateLimit"]
    with app.app_context():
        count = sa.select(sa.func.count())
        assert db.session.scalar(count.select_from(Job)) == waiting - 5
        assert db.session.scalar(count.select_from(CollectionMember)) == 0


def test_a_collection_that_is_refused_moves_no_job_of_others(
    client: FlaskClient, app: Flask, site: Site
) -> None:
    links = [f"{site.origin}/{number}" for number in range(3)]
    settings = services_of(app).settings

    def rows() -> list[tuple[str | None, int]]:
        db.session.expire_all()
        jobs = db.session.scalars(sa.select(Job).where(Job.url.in_(links[:2])).order_by(Job.key))
        return [(job.client, job.turn) for job in jobs]

    with app.app_context():
        limit = settings.client_waiting
        for number in range(2 * limit):
            other = acceptance.Submission(url=f"https://o.example/{number}", client="192.0.2.1")
            acceptance.accept(other, fresh=False, limit=5_000)
        for link in links[:2]:
            other = acceptance.Submission(url=link, client="192.0.2.1")
            acceptance.accept(other, fresh=False, limit=5_000)
        own = [
            acceptance.accept(
                acceptance.Submission(url=f"https://words.example/{number}", client="127.0.0.1"),
                fresh=False,
                limit=5_000,
            )[0].key
            for number in range(limit - 1)
        ]
        before = rows()
        assert client.post("/api/collections", json={"urls": links}).status_code == 429
        assert rows() == before
        db.session.execute(sa.update(Job).where(Job.key == own[0]).values(status="finished"))
        db.session.commit()
        assert client.post("/api/collections", json={"urls": links}).status_code == 202
        assert rows() == before
        gone = sa.update(Job).where(Job.key.in_(own)).values(status="finished")
        db.session.execute(gone)
        db.session.commit()
        body = {"urls": [*links[:2], f"{site.origin}/another"]}
        assert client.post("/api/collections", json=body).status_code == 202
        assert {owner for owner, _ in rows()} == {"127.0.0.1"}


def test_links_that_others_always_submit_first_are_not_a_full_queue(
    app: Flask, client: FlaskClient, urls: list[str]
) -> None:
    with app.app_context():
        link = acceptance.Submission(urls[0])
        # A row that has the key and that no look finds, as if it came after each of them.
        db.session.add(acceptance.new_job(link, 0))
        db.session.execute(sa.update(Job).values(removed_at=1))
        db.session.commit()
    answer = client.post("/api/collections", json={"urls": urls})
    assert (answer.status_code, answer.get_json()["code"]) == (503, "unavailable")
    assert "Others submit the same" in answer.get_json()["detail"]
    assert answer.headers["Retry-After"]


def test_members_take_turns_with_other_clients(app: Flask, client: FlaskClient, site: Site) -> None:
    submit(client, [f"{site.origin}/{number}" for number in range(20)])
    with app.app_context():
        other = acceptance.Submission(url=f"{site.origin}/other", client="192.0.2.1")
        job, _ = acceptance.accept(other, fresh=False, limit=100)
        turns = sa.select(sa.func.count()).where(Job.turn < job.turn)
        assert db.session.scalar(turns) <= 2


def test_the_reaper_queues_a_collection_that_nobody_asks_for(
    app: Flask, client: FlaskClient, run_jobs: Callable[[], None], urls: list[str]
) -> None:
    key = submit(client, urls)["key"]
    with app.app_context():
        assert reaper.reap(services_of().broker, 3) == 0
        db.session.remove()
    run_jobs()
    with app.app_context():
        assert reaper.reap(services_of().broker, 3) == 1
        assert reaper.reap(services_of().broker, 3) == 0
        db.session.remove()
    run_jobs()
    assert client.get(f"/api/collections/{key}").get_json()["status"] == "finished"


def test_a_collection_whose_merge_breaks_off_is_merged_again(
    app: Flask, client: FlaskClient, run_jobs: Callable[[], None], urls: list[str]
) -> None:
    key = submit(client, urls)["key"]
    run_jobs()
    client.get(f"/api/collections/{key}")
    with app.app_context():
        assert lifecycle.claim(uuid.UUID(key), 1)
        job = db.session.get_one(Job, uuid.UUID(key))
        job.lease_until = now() - 1
        db.session.commit()
        assert reaper.reap(services_of().broker, 3) == 1
        db.session.remove()
    run_jobs()
    assert client.get(f"/api/collections/{key}").get_json()["status"] == "finished"


def test_a_collection_goes_with_the_first_of_its_members(
    environment: dict[str, str],
    app: Flask,
    client: FlaskClient,
    run_jobs: Callable[[], None],
    urls: list[str],
) -> None:
    key = finished(client, run_jobs, urls)
    member = client.get(f"/api/collections/{key}").get_json()["members"][0]["key"]
    waiting = submit(client, urls)["key"]
    with app.app_context():
        # A collection is no pasted text, whose age would be that of texts.
        db.session.get_one(Result, uuid.UUID(key)).fetched_at = 1
        db.session.commit()
        settings = services_of().settings
        assert retention.remove_batch(settings) == 0
        db.session.get_one(Result, uuid.UUID(member)).fetched_at = 1
        db.session.commit()
        assert retention.remove_batch(dataclasses.replace(settings, result_days=1)) == 2
        left = db.session.scalars(sa.select(Result.url)).all()
        assert left == [urls[1]]
    for one in (key, member):
        assert client.get(f"/api/collections/{one}").status_code == 410
    # One that has not ended holds no text, and goes on with the others.
    assert client.get(f"/api/collections/{waiting}").status_code == 200
    run_jobs()
    found = client.get(f"/api/collections/{waiting}").get_json()
    assert found["status"] == "finished"
    assert [one["totals"] is None for one in found["members"]] == [True, False]


def test_its_token_deletes_a_collection_and_leaves_its_members(
    client: FlaskClient, run_jobs: Callable[[], None], urls: list[str]
) -> None:
    body = submit(client, urls)
    run_jobs()
    client.get(f"/api/collections/{body['key']}")
    run_jobs()
    path = f"/api/jobs/{body['key']}"
    assert "token" not in client.get(f"/api/collections/{body['key']}").get_json()
    assert client.delete(path, headers={"Pagewords-Token": "guessed"}).status_code == 403
    assert client.delete(path, headers={"Pagewords-Token": body["token"]}).status_code == 204
    assert client.get(f"/api/collections/{body['key']}/words").status_code == 410
    for member in body["members"]:
        assert client.get(f"/api/results/{member['key']}").status_code == 200


def test_a_member_that_is_cancelled_counts_as_failed_and_one_that_is_deleted_takes_all_along(
    client: FlaskClient, run_jobs: Callable[[], None], urls: list[str]
) -> None:
    own = client.post("/api/jobs", json={"url": urls[0]}).get_json()
    key = submit(client, urls)["key"]
    remove = {"headers": {"Pagewords-Token": own["token"]}}
    assert client.delete(f"/api/jobs/{own['key']}", **remove).status_code == 204
    run_jobs()
    members = client.get(f"/api/collections/{key}").get_json()["members"]
    assert [one["status"] for one in members] == ["failed", "finished"]
    assert members[0]["error"]["code"] == "removed"
    run_jobs()
    assert client.get(f"/api/collections/{key}").get_json()["status"] == "finished"
    own = client.post("/api/jobs", json={"url": urls[0]}).get_json()
    run_jobs()
    key = finished(client, run_jobs, urls)
    remove = {"headers": {"Pagewords-Token": own["token"]}}
    assert client.delete(f"/api/jobs/{own['key']}", **remove).status_code == 204
    assert client.get(f"/api/collections/{key}").status_code == 410


def test_what_is_no_collection_is_not_found(
    client: FlaskClient, run_jobs: Callable[[], None], urls: list[str]
) -> None:
    single = client.post("/api/jobs", json={"url": urls[0]}).get_json()["key"]
    for path in ("", "/words", "/distinctive", "/contexts?word=sea"):
        for key in (single, uuid.uuid4(), "x"):
            answer = client.get(f"/api/collections/{key}{path}")
            assert (answer.status_code, answer.get_json()["code"]) == (404, "unknown_key")


def test_a_collection_is_not_counted_in_another_language(
    client: FlaskClient, run_jobs: Callable[[], None], urls: list[str]
) -> None:
    key = finished(client, run_jobs, urls)
    answer = client.post("/api/jobs", json={"from": key, "language": "de"})
    assert (answer.status_code, answer.get_json()["field"]) == (422, "from")
