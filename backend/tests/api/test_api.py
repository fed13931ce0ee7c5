"""The API: what it takes, what it refuses and how it says so."""

import io
import json
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from redis import Redis

from pagewords.api import comparisons
from pagewords.api.stored import edition
from pagewords.jobs import lifecycle
from pagewords.models import Job, Result, db
from pagewords.serving.security import OF_DOCUMENTS

from ..conftest import Site

RunJobs = Callable[[], None]
LINK = "https://words.example/"
REFUSED = [
    ({}, "url"),
    ({"url": 5}, "url"),
    ({"url": None}, "url"),
    ({"url": ""}, "url"),
    ({"url": "ftp://example.com/"}, "url"),
    ({"url": "https://example.com/" + "x" * 5_000}, "url"),
    ({"url": "https://exa mple.com/"}, "url"),
    ({"url": "https://user:secret@example.com/"}, "url"),
    ({"url": "https://example.com/", "text": "words"}, "text"),
    ({"url": "https://example.com/", "colour": "red"}, "colour"),
    ({"url": "https://example.com/", "fresh": "yes"}, "fresh"),
    ({"url": "https://example.com/", "fresh": 0}, "fresh"),
    ({"url": "https://example.com/", "language": "not a tag"}, "language"),
    ({"url": "https://example.com/", "language": "en\n"}, "language"),
    ({"url": "https://example.com/", "title": "A title"}, "title"),
    ({"text": " \n "}, "text"),
    ({"text": "\0 \0"}, "text"),
    ({"text": ["words"]}, "text"),
    ({"text": "x" * 1_000_001}, "text"),
    ({"from": "not a key"}, "from"),
    ({"from": str(uuid.uuid4())}, "from"),
]


def queued(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Job).count()


@pytest.mark.parametrize(("body", "field"), REFUSED)
def test_a_bad_field_is_named_and_nothing_is_queued(
    app: Flask, client: FlaskClient, body: object, field: str
) -> None:
    answer = client.post("/api/jobs", json=body)
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    problem = answer.get_json()
    assert (problem["code"], problem["field"]) == ("invalid_field", field)
    assert problem["detail"].endswith(".")
    assert queued(app) == 0


@pytest.mark.parametrize("url", ["", "  "])
def test_no_link_is_not_said_to_be_too_long(client: FlaskClient, url: str) -> None:
    assert client.post("/api/jobs", json={"url": url}).get_json()["detail"].startswith("Give the")


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        (b"{", "application/json", 400, "malformed_json"),
        (b"[1]", "application/json", 422, "invalid_field"),
        (b'{"url":' * 100_000, "application/json", 400, "malformed_json"),
        (b"url=x", "application/x-www-form-urlencoded", 415, "not_json"),
        (b"{}", None, 415, "not_json"),
        (b"\xff\xfe", "application/json", 400, "malformed_json"),
        (
            b'{"text": "w", "fresh": ' + b"1" * 5_000 + b"}",
            "application/json",
            400,
            "malformed_json",
        ),
        (b'{"text": "w", "\\ud800": 1}', "application/json", 422, "invalid_field"),
        (b'{"url": "' + b"x" * 10_000_000 + b'"}', "application/json", 413, "body_too_large"),
    ],
)
def test_a_bad_body_is_refused(
    app: Flask, client: FlaskClient, body: bytes, content_type: str | None, status: int, code: str
) -> None:
    answer = client.post("/api/jobs", data=body, content_type=content_type)
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)
    assert queued(app) == 0


def test_a_body_of_unknown_length_is_refused_where_it_is_too_large(client: FlaskClient) -> None:
    body = b'{"text": "' + b"x" * 7_000_000 + b'"}'
    answer = client.post(
        "/api/jobs",
        input_stream=io.BytesIO(body),
        content_type="application/json",
        environ_overrides={"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"},
    )
    assert (answer.status_code, answer.get_json()["code"]) == (413, "body_too_large")


def test_a_field_named_like_a_part_of_the_request_is_named(client: FlaskClient) -> None:
    for name in ("json", "query", "headers"):
        problem = client.post("/api/jobs", json={"text": "words", name: 1}).get_json()
        assert (problem["code"], problem["field"]) == ("invalid_field", name)


def test_unknown_addresses_methods_and_keys(client: FlaskClient) -> None:
    assert client.get("/api/nothing").get_json()["code"] == "not_found"
    wrong = client.delete("/api/jobs")
    assert (wrong.status_code, wrong.get_json()["code"]) == (405, "method_not_allowed")
    assert "POST" in wrong.headers["Allow"]
    known = client.post("/api/jobs", json={"text": "The river runs"}).get_json()["key"]
    # Python's UUID takes these as the key that is known.
    lenient = (f"{{{known}}}", f"urn:uuid:{known}", f"%0a{known}", known.replace("-", ""))
    for key in (uuid.uuid4(), "nonsense", "%00", *lenient):
        for path in (f"/api/jobs/{key}", f"/api/results/{key}", f"/api/results/{key}/words"):
            answer = client.get(path)
            assert (answer.status_code, answer.get_json()["code"]) == (404, "unknown_key"), path


def test_a_submission_answers_at_once_with_its_job(
    client: FlaskClient, site: Site, redis: Redis
) -> None:
    answer = client.post("/api/jobs", json={"url": f"  {site.origin.upper()}/a "})
    job = answer.get_json()
    assert answer.status_code == 202
    assert answer.headers["Location"] == f"/api/jobs/{job['key']}"
    assert int(answer.headers["Retry-After"]) > 0
    assert (job["url"], job["status"], job["position"]) == (f"{site.origin}/a", "queued", 1)
    assert redis.lrange("rq:queue:default", 0, -1) == [f"{job['key']}-1".encode()]
    assert site.asked == []


def test_totals_that_an_older_version_did_not_store_are_counted(
    app: Flask, client: FlaskClient, run_jobs: RunJobs
) -> None:
    key = client.post("/api/jobs", json={"text": "Red sea. The red hat " * 125}).get_json()["key"]
    run_jobs()
    with app.app_context():
        row = db.session.get_one(Result, uuid.UUID(key))
        complete = row.totals
        new = ("words_once", "mean_sentence_length", "lexical_diversity")
        row.totals = complete | {
            scope: {name: one for name, one in complete[scope].items() if name not in new}
            for scope in ("main", "page")
        }
        db.session.commit()
        assert "words_once" not in db.session.get_one(Result, row.key).totals["main"]
    totals = client.get(f"/api/results/{key}").get_json()["totals"]
    assert totals == complete
    assert totals["main"]["lexical_diversity"] == 0.008
    assert totals["main"]["words_once"] == 0


def test_the_words_of_a_page(client: FlaskClient, site: Site, run_jobs: RunJobs) -> None:
    url = site.add("/page", PAGE)
    key = client.post("/api/jobs", json={"url": url}).get_json()["key"]
    waiting = client.get(f"/api/results/{key}")
    assert waiting.status_code == 202
    assert "Retry-After" in waiting.headers
    run_jobs()
    result = client.get(f"/api/results/{key}").get_json()
    assert result["title"] == "Course notes"
    assert result["language"] == "en"
    assert [item["word"].lower() for item in result["words"]][:2] == ["course", "river"]
    assert result["words"][0]["count"] == 4
    counts = [item["count"] for item in result["words"]]
    assert counts == sorted(counts, reverse=True)
    listed = client.get(f"/api/results/{key}/words?stop_words=show&limit=1000").get_json()
    assert sum(item["count"] for item in listed["items"]) == result["totals"]["main"]["words"]
    assert listed["items"][0]["word"].lower() == "the"
    assert client.get(f"/api/jobs/{key}").get_json()["status"] == "finished"


def test_the_tutorials_route_leads_to_the_result(client: FlaskClient) -> None:
    key = uuid.uuid4()
    answer = client.get(f"/results/{key}")
    assert answer.status_code == 308
    assert answer.headers["Location"].endswith(f"/api/results/{key}")


def test_a_result_is_tagged_and_may_be_cached(
    client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    key = client.post("/api/jobs", json={"url": site.add("/p", PAGE)}).get_json()["key"]
    text = client.post("/api/jobs", json={"text": "private words"}).get_json()["key"]
    run_jobs()
    answer = client.get(f"/api/results/{key}")
    assert answer.headers["Cache-Control"].startswith("public")
    again = client.get(f"/api/results/{key}", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    weak = {"If-None-Match": f"W/{answer.headers['ETag']}"}
    assert client.get(f"/api/results/{key}", headers=weak).status_code == 304
    answer = client.get(f"/api/results/{text}")
    assert answer.headers["Cache-Control"].startswith("private")
    held = {"If-None-Match": answer.headers["ETag"]}
    unchanged = client.get(f"/api/results/{text}", headers=held)
    assert unchanged.status_code == 304
    assert unchanged.headers["Cache-Control"].startswith("private")


def test_a_tag_of_an_earlier_version_of_the_program_is_no_longer_good(tmp_path: Path) -> None:
    source = tmp_path / "stats" / "listing.py"
    source.parent.mkdir()
    source.write_text("COLUMNS = 6")
    before = edition(tmp_path)
    assert edition(tmp_path) == before
    source.write_text("COLUMNS = 10")
    assert edition(tmp_path) != before


def test_the_same_link_shares_its_job_unless_fresh(
    client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    url = site.add("/p", PAGE)
    first = client.post("/api/jobs", json={"url": url}).get_json()["key"]
    assert client.post("/api/jobs", json={"url": url}).get_json()["key"] == first
    assert client.post("/api/jobs", json={"url": url, "language": "de"}).get_json()["key"] != first
    run_jobs()
    assert client.post("/api/jobs", json={"url": url}).get_json()["key"] == first
    fresh = client.post("/api/jobs", json={"url": url, "fresh": True}).get_json()["key"]
    assert fresh != first
    assert client.post("/api/jobs", json={"url": url}).get_json()["key"] == fresh


def test_texts_are_never_shared_or_listed(client: FlaskClient, run_jobs: RunJobs) -> None:
    keys = {
        client.post("/api/jobs", json={"text": "a text of words"}).get_json()["key"] for _ in "ab"
    }
    assert len(keys) == 2
    run_jobs()
    for key in keys:
        assert client.get(f"/api/results/{key}").get_json()["url"] is None


def test_earlier_results_of_a_link(client: FlaskClient, site: Site, run_jobs: RunJobs) -> None:
    url = site.add("/p", PAGE)
    keys = []
    for _ in range(3):
        keys.append(client.post("/api/jobs", json={"url": url, "fresh": True}).get_json()["key"])
        run_jobs()
    listed = client.get("/api/results", query_string={"url": url, "limit": 2}).get_json()
    assert listed["total"] == 3
    assert [item["key"] for item in listed["items"]] == keys[:0:-1]


def test_another_language_for_the_same_text(
    client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    key = client.post("/api/jobs", json={"url": site.add("/p", PAGE)}).get_json()["key"]
    run_jobs()
    asked = len(site.asked)
    other = client.post("/api/jobs", json={"from": key, "language": "de"}).get_json()["key"]
    run_jobs()
    result = client.get(f"/api/results/{other}").get_json()
    assert (result["language"], result["title"]) == ("de", "Course notes")
    assert len(site.asked) == asked


def test_waiting_for_a_job(client: FlaskClient, site: Site, run_jobs: RunJobs) -> None:
    url = site.add("/p", PAGE)
    answer = client.post("/api/jobs", json={"url": url}, headers={"Prefer": "wait=0"})
    assert (answer.status_code, answer.headers["Preference-Applied"]) == (202, "wait=0")
    run_jobs()
    answer = client.post("/api/jobs", json={"url": url}, headers={"Prefer": "wait=5"})
    assert (answer.status_code, answer.get_json()["status"]) == (200, "finished")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.timeout(60)
def test_at_most_half_of_the_threads_wait_for_jobs(
    environment: dict[str, str], request: pytest.FixtureRequest
) -> None:
    environment["PAGEWORDS_API_THREADS"] = "4"
    client: FlaskClient = request.getfixturevalue("client")
    key = client.post("/api/jobs", json={"url": LINK}).get_json()["key"]
    answered = threading.Semaphore(0)

    def wait(seconds: int) -> None:
        body = {"url": LINK}
        headers = {"Prefer": f"wait={seconds}"}
        answer = client.application.test_client().post("/api/jobs", json=body, headers=headers)
        assert answer.get_json()["key"] == key
        answered.release()

    threads = [threading.Thread(target=wait, args=(10,)) for _ in range(5)]
    for thread in threads:
        thread.start()
    # Two of the five wait; the other three are answered at once.
    for _ in range(3):
        assert answered.acquire(timeout=8)
    assert not answered.acquire(timeout=0.5)
    with client.application.app_context():
        assert lifecycle.claim(uuid.UUID(key), 1)
        assert lifecycle.fail(uuid.UUID(key), 1, "timeout", "The page took too long to answer.")
    for thread in threads:
        thread.join(8)
        assert not thread.is_alive()


@pytest.mark.parametrize(
    ("kind", "mark"), [("csv", "\ufeffrank,word,count"), ("tsv", "rank\tword\tcount")]
)
def test_lists_are_taken_away_whole_and_harmless(
    client: FlaskClient, site: Site, run_jobs: RunJobs, kind: str, mark: str
) -> None:
    words = " ".join(f"word{number}" for number in range(30))
    key = client.post("/api/jobs", json={"text": words}).get_json()["key"]
    run_jobs()
    answer = client.get(f"/api/results/{key}/words?format={kind}")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.text.startswith(mark)
    assert len(answer.text.splitlines()) == 31
    # With the mark or without it, as is asked for: in Excel, and in a program.
    for said, first in (("yes", "\ufeffrank"), ("no", "rank")):
        again = client.get(f"/api/results/{key}/words.{kind}?mark={said}")
        assert again.text.startswith(first)
        assert again.text.removeprefix("\ufeff") == answer.text.removeprefix("\ufeff")


def test_contexts_and_comparison(client: FlaskClient, site: Site, run_jobs: RunJobs) -> None:
    keys = [
        client.post("/api/jobs", json={"text": text}).get_json()["key"]
        for text in ("The river runs. The river winds.", "The mountain stands. The mountain waits.")
    ]
    run_jobs()
    found = client.get(f"/api/results/{keys[0]}/contexts?word=river").get_json()
    assert found["total"] == 2
    assert found["items"][0]["match"] == "river"
    query = {"left": keys[0], "right": keys[1]}
    compared = client.get("/api/comparisons", query_string=query).get_json()
    assert compared["left"]["items"][0]["word"] == "river"
    assert compared["right"]["items"][0]["word"] == "mountain"
    waiting = client.post("/api/jobs", json={"text": "words that wait"}).get_json()["key"]
    unknown = client.get(f"/api/comparisons?left={waiting}&right={uuid.uuid4()}")
    assert (unknown.status_code, unknown.get_json()["code"]) == (404, "unknown_key")
    for left, right in ((waiting, keys[0]), (keys[0], waiting)):
        answer = client.get("/api/comparisons", query_string={"left": left, "right": right})
        assert (answer.status_code, answer.get_json()["key"]) == (202, waiting)


@pytest.fixture
def two(client: FlaskClient, run_jobs: RunJobs) -> dict[str, str]:
    """Two pasted texts that have been counted."""
    texts = {
        "left": "The red sea is cold. The red sea is deep. Red.\n\nA harbour.",
        "right": "A red hat. Red hats, red hats!",
    }
    keys = {
        side: client.post("/api/jobs", json={"text": text, "title": side, "language": "en"})
        for side, text in texts.items()
    }
    run_jobs()
    return {side: answer.get_json()["key"] for side, answer in keys.items()}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({}, {"sea", "cold", "deep", "harbour", "hats", "red"}),
        ({"unit": 2}, {"red sea", "red hat"}),
        ({"group": "none", "q": "HAT"}, {"hat", "hats"}),
        ({"stop_words": "show", "q": "the"}, {"The"}),
        ({"keep": "is, the", "hide": "sea,harbours"}, {"The", "is", "cold", "deep", "harbour",
                                                        "hats", "red"}),
        ({"blocks": "1"}, {"sea", "cold", "deep", "hats", "red"}),
    ],
)  # fmt: skip
def test_a_comparison_takes_the_parameters_of_lists(
    client: FlaskClient, two: dict[str, str], query: dict[str, str], words: set[str]
) -> None:
    found = client.get("/api/comparisons", query_string=two | query).get_json()
    items = [item for part in ("left", "right", "both") for item in found[part]["items"]]
    assert {item["word"] for item in items} == words
    assert found["total"] == len(words)
    for side, key in two.items():
        query = {**query, "blocks": query.get("blocks", "") if side == "left" else ""}
        listed = client.get(f"/api/results/{key}/words", query_string=query).get_json()
        assert found[side]["words"] == listed["words"]
        counts = {row["word"]: row["count"] for row in listed["items"]}
        for item in items:
            assert item[f"{side}_count"] == sum(counts[word] for word in item[f"{side}_words"])


def test_a_comparison_comes_in_parts_and_as_a_file(
    client: FlaskClient, two: dict[str, str]
) -> None:
    found = client.get("/api/comparisons", query_string=two).get_json()
    assert (found["left"]["title"], found["left"]["language"]) == ("left", "en")
    assert [found[part]["total"] for part in ("left", "right", "both")] == [4, 1, 1]
    second = client.get("/api/comparisons", query_string=two | {"limit": 2, "offset": 1})
    for part in ("left", "right", "both"):
        assert second.get_json()[part]["items"] == found[part]["items"][1:3]
    table = client.get("/api/comparisons", query_string=two | {"format": "csv"})
    assert table.mimetype == "text/csv"
    assert "pagewords%20left%20right.csv" in table.headers["Content-Disposition"]
    lines = table.get_data(as_text=True).splitlines()
    assert [line.split(",")[1] for line in lines] == [
        "word",
        *(item["word"] for part in ("left", "right", "both") for item in found[part]["items"]),
    ]
    cut = client.get("/api/comparisons", query_string=two | {"format": "tsv", "limit": 1,
                                                             "offset": 4})  # fmt: skip
    assert cut.get_data(as_text=True).splitlines()[1].startswith("right\thats\t0\t3\t")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"unit": 4}, "unit"),
        ({"class": "noun"}, "class"),
        ({"class": "noun", "unit": 2}, "class"),
        ({"blocks": "99"}, "blocks"),
        ({"limit": 1_001}, "limit"),
        ({"sort": "count"}, "sort"),
        ({"right": "not a key"}, "right"),
    ],
)
def test_a_comparison_names_a_bad_parameter(
    client: FlaskClient, two: dict[str, str], query: dict[str, object], field: str
) -> None:
    answer = client.get("/api/comparisons", query_string=two | query)
    assert (answer.status_code, answer.get_json().get("field")) == (422, field), answer.text


def test_a_comparison_of_too_many_words_is_refused(
    client: FlaskClient, run_jobs: RunJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ("The river runs and winds", "The river runs on")
    keys = [client.post("/api/jobs", json={"text": text}).get_json()["key"] for text in texts]
    run_jobs()
    path = f"/api/comparisons?left={keys[0]}&right={keys[1]}"
    monkeypatch.setattr(comparisons, "MOST_WORDS", 8)
    answer = client.get(path)
    assert answer.status_code == 422
    assert "have 9 words together" in answer.get_json()["detail"]
    monkeypatch.setattr(comparisons, "MOST_WORDS", 9)
    assert client.get(path).status_code == 200
    assert client.get(f"/api/comparisons?left={keys[0]}&right={keys[0]}").status_code == 422


def test_a_concordance_is_sorted_filtered_and_taken_away(
    client: FlaskClient, run_jobs: RunJobs
) -> None:
    text = "The wide river runs. A cold river winds to the sea. The cold river winds on. " * 3
    key = client.post("/api/jobs", json={"text": text, "title": "Rivers"}).get_json()["key"]
    run_jobs()
    here = f"/api/results/{key}/contexts?word=river"
    left = client.get(f"{here}&sort=left&limit=3&offset=6&width=10").get_json()
    assert [item["left"] for item in left["items"]] == ["The wide ", "…The wide ", "…The wide "]
    assert left["items"][0]["sentence"] == ["The wide ", " runs."]
    assert client.get(f"{here}&company=winds").get_json()["total"] == 6
    table = client.get(f"{here}&company=sea&format=tsv")
    assert len(table.text.splitlines()) == 4
    assert "Rivers%20river.tsv" in table.headers["Content-Disposition"]
    assert client.get(f"{here}&sort=middle").get_json()["field"] == "sort"


def test_the_company_of_a_word(client: FlaskClient, run_jobs: RunJobs) -> None:
    sentences = "A cold river winds to the sea. Nobody walked along the whole of that valley. " * 3
    key = client.post("/api/jobs", json={"text": sentences}).get_json()["key"]
    run_jobs()
    found = client.get(f"/api/results/{key}/collocates?word=RIVER&limit=2")
    assert found.get_json()["total"] == 3
    assert 'rel="next"' in found.headers["Link"]
    first = found.get_json()["items"][0]
    assert (first["word"], first["count"], first["left"], first["right"]) == ("cold", 3, 3, 0)
    assert client.get(f"/api/results/{key}/collocates").get_json()["field"] == "word"


def test_words_of_one_class(client: FlaskClient, run_jobs: RunJobs) -> None:
    text = "猫は魚をゆっくり食べた。京都の猫は静かだ。"
    key = client.post("/api/jobs", json={"text": text, "language": "ja"}).get_json()["key"]
    run_jobs()
    assert client.get(f"/api/results/{key}").get_json()["words"][0]["class"] == "noun"
    listed = client.get(f"/api/results/{key}/words").get_json()
    assert listed["classes"] == ["noun", "name", "verb", "adjective", "adverb", "other"]
    assert {item["word"]: item["class"] for item in listed["items"]} == {
        "猫": "noun",
        "魚": "noun",
        "ゆっくり": "adverb",
        "食べる": "verb",
        "京都": "name",
        "静か": "adjective",
    }
    found = client.get(f"/api/results/{key}/words?class=noun").get_json()
    assert [(item["word"], item["count"]) for item in found["items"]] == [("猫", 2), ("魚", 1)]
    table = client.get(f"/api/results/{key}/words?class=verb&format=tsv").get_data(as_text=True)
    head, row = table.splitlines()
    assert dict(zip(head.split("\t"), row.split("\t"), strict=True))["class"] == "verb"


def test_words_that_are_special_here(client: FlaskClient, run_jobs: RunJobs) -> None:
    text = "The people walk a new way to the lighthouse. New people ask the way. A lighthouse."
    answers = [
        client.post("/api/jobs", json={"text": text, "language": tag}) for tag in ("en", "th")
    ]
    english, thai = (f"/api/results/{answer.get_json()['key']}/words" for answer in answers)
    run_jobs()
    plain = client.get(english).get_json()
    assert plain["keyness"] == "known"
    assert plain["items"][0]["word"] == "people"
    special = client.get(f"{english}?sort=keyness").get_json()
    assert special["items"][0]["word"] == "lighthouse"
    table = client.get(f"{english}?sort=keyness&format=csv").text
    assert table.splitlines()[0].endswith(",keyness")
    assert client.get(thai).get_json()["keyness"] == "no_list"
    for query in (f"{thai}?sort=keyness", f"{english}?sort=keyness&unit=2"):
        refused = client.get(query)
        assert (refused.status_code, refused.get_json()["field"]) == (422, "sort")


def test_a_class_of_a_page_that_has_none_is_refused_in_a_sentence(
    client: FlaskClient, run_jobs: RunJobs
) -> None:
    key = client.post("/api/jobs", json={"text": "words"}).get_json()["key"]
    run_jobs()
    assert client.get(f"/api/results/{key}/words").get_json()["classes"] == []
    answer = client.get(f"/api/results/{key}/words?class=noun").get_json()
    assert (answer["status"], answer["field"]) == (422, "class")
    assert answer["detail"] == "The words of this result have no classes."


def test_tags_of_a_language_are_the_same_in_any_case_and_length(
    client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    url = site.add("/tags", "<p>The river runs</p>")
    jobs = [
        client.post("/api/jobs", json={"url": url, "language": tag}).get_json()["key"]
        for tag in ("KO", "ko", "kor")
    ]
    assert jobs[0] == jobs[1]
    run_jobs()
    results = [client.get(f"/api/results/{key}").get_json()["language"] for key in jobs]
    assert results == ["ko", "ko", "ko"]


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=1001",
        "limit=x",
        "offset=-1",
        "unit=4",
        "scope=moon",
        "colour=red",
        "format=xml",
        "class=pronoun",
        "class=noun&unit=2",
        "class=noun",  # English has no classes
    ],
)
def test_a_bad_query_is_named(client: FlaskClient, run_jobs: RunJobs, query: str) -> None:
    key = client.post("/api/jobs", json={"text": "words"}).get_json()["key"]
    run_jobs()
    answer = client.get(f"/api/results/{key}/words?{query}")
    assert answer.status_code == 422
    assert answer.get_json()["field"] == query.partition("=")[0]


def test_only_listed_origins_may_call(
    environment: dict[str, str], request: pytest.FixtureRequest
) -> None:
    environment["CORS_ORIGINS"] = "https://words.example"
    client = request.getfixturevalue("client")
    ours = client.get("/api/health", headers={"Origin": "https://words.example"})
    assert ours.headers["Access-Control-Allow-Origin"] == "https://words.example"
    assert "Retry-After" in ours.headers["Access-Control-Expose-Headers"]
    for other in ("https://words.example.evil.example", "http://words.example", "null"):
        assert (
            "Access-Control-Allow-Origin"
            not in client.get("/api/health", headers={"Origin": other}).headers
        )


def test_an_origin_with_an_address_in_brackets_is_allowed_and_no_other(
    environment: dict[str, str], request: pytest.FixtureRequest
) -> None:
    environment["CORS_ORIGINS"] = "http://[::1]:8000,http://[fd00::a]"
    client = request.getfixturevalue("client")
    others = ("http://1:8000.evil.example", "http://a.example", "http://fd00", "http://[::1]:80001")
    for origin in ("http://[::1]:8000", "http://[fd00::a]", *others):
        headers = client.get("/api/health", headers={"Origin": origin}).headers
        allowed = None if origin in others else origin
        assert headers.get("Access-Control-Allow-Origin") == allowed, origin


def test_every_response_has_security_headers(client: FlaskClient) -> None:
    for path in ("/", "/api/health", "/api/nothing"):
        headers = client.get(path).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/js/main.js", "/styles/base.css"])
def test_parts_of_a_page_come_without_the_headers_of_documents(
    client: FlaskClient, path: str
) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    for name in (*OF_DOCUMENTS, "Content-Disposition"):
        assert name not in headers
    # A picture can be opened as a document.
    assert "Content-Security-Policy" in client.get("/icons/pagewords.svg").headers


def test_the_page_is_served_and_its_tests_are_not(client: FlaskClient) -> None:
    assert b"<main" in client.get("/").data
    assert client.get("/js/main.js").status_code == 200
    for path in ("/tests/poll.test.js", "/package.json", "/js/../package.json", "/js/nothing.js"):
        assert client.get(path).status_code == 404, path


def test_too_many_waiting_jobs_are_refused(
    environment: dict[str, str], request: pytest.FixtureRequest
) -> None:
    environment["PAGEWORDS_QUEUE_LIMIT"] = "3"
    client = request.getfixturevalue("client")
    for _ in range(3):
        assert client.post("/api/jobs", json={"text": "words"}).status_code == 202
    answer = client.post("/api/jobs", json={"text": "words"})
    assert (answer.status_code, answer.get_json()["code"]) == (503, "queue_full")
    assert int(answer.headers["Retry-After"]) > 0

    def statuses(address: str, path: str, body: object) -> list[int]:
        other = {"REMOTE_ADDR": address}
        return [
            client.post(f"/api/{path}", json=body, environ_overrides=other).status_code
            for _ in range(2)
        ]

    # Those who have filled the queue refuse nobody else, up to twice as many.
    text = {"text": "words"}
    assert statuses("192.0.2.7", "jobs", text) == [202, 503]
    assert statuses("192.0.2.8", "collections", {"urls": [LINK]}) == [202, 503]
    assert statuses("192.0.2.9", "jobs", text) == [202, 503]
    assert statuses("192.0.2.10", "jobs", text) == [503, 503]


def test_rates_of_a_client_and_of_a_target(
    environment: dict[str, str], request: pytest.FixtureRequest, site: Site
) -> None:
    environment |= {"PAGEWORDS_CLIENT_RATE": "4", "PAGEWORDS_HOST_RATE": "1"}
    client = request.getfixturevalue("client")
    assert client.post("/api/jobs", json={"url": "https://example.com/a"}).status_code == 202
    target = client.post("/api/jobs", json={"url": "https://example.com/b"})
    assert (target.status_code, target.get_json()["code"]) == (429, "rate_limited")
    assert int(target.headers["Retry-After"]) > 0
    for path in ("/a", "/b"):
        assert client.post("/api/jobs", json={"url": site.origin + path}).status_code == 202
    assert client.post("/api/jobs", json={"url": f"{site.origin}/c"}).status_code == 429


def test_one_client_and_two_leave_others_a_part_of_a_site(
    environment: dict[str, str], request: pytest.FixtureRequest
) -> None:
    environment["PAGEWORDS_HOST_RATE"] = "9"
    client = request.getfixturevalue("client")

    def submit(number: int, address: str) -> int:
        body = {"url": f"https://example.com/{number}"}
        answer = client.post("/api/jobs", json=body, environ_overrides={"REMOTE_ADDR": address})
        return int(answer.status_code)

    assert [submit(number, "192.0.2.1") for number in range(8)] == [202] * 6 + [429] * 2
    assert [submit(number, "192.0.2.2") for number in range(10, 14)] == [202] * 2 + [429] * 2
    # Each leaves as many as it has had.
    assert [submit(number, "192.0.2.3") for number in range(20, 22)] == [202, 429]


def test_the_api_process_loads_nothing_of_the_workers() -> None:
    heavy = [
        "requests",
        "bs4",
        "lxml",
        "selectolax",
        "nltk",
        "kiwipiepy",
        "sudachipy",
        "simplemma",
        "wordfreq",
    ]
    code = (
        "import sys, json\n"
        "from pagewords import create_app, config\n"
        "create_app(config.from_environment({'DATABASE_URL': 'sqlite:///:memory:'}))\n"
        f"print(json.dumps([name for name in {heavy} if name in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=50)
    assert json.loads(done.stdout) == []


PAGE = """<!doctype html><html lang="en"><head><title>Course notes</title></head><body>
<nav><a href="/">Home</a></nav><article><h1>Course notes</h1>
<p>The Course of the river is long, and the course of the river is old. Nobody has walked the
whole of it.</p>
<p>Every course ends in the sea, the river says, and the sea says nothing at all about the
matter.</p>
</article><footer>Imprint</footer></body></html>"""


def page_of_two_blocks(client: FlaskClient, run_jobs: RunJobs) -> str:
    text = "The river runs.\nThe mountain waits."
    key: str = client.post("/api/jobs", json={"text": text, "title": "Two"}).get_json()["key"]
    run_jobs()
    return f"/api/results/{key}"


def test_the_text_of_a_result(client: FlaskClient, site: Site, run_jobs: RunJobs) -> None:
    here = page_of_two_blocks(client, run_jobs)
    found = client.get(f"{here}/text").get_json()
    assert (found["title"], found["language"]) == ("Two", "en")
    assert [block["text"] for block in found["blocks"]] == [
        "The river runs.",
        "The mountain waits.",
    ]
    plain = client.get(f"{here}/text?format=text&blocks=0")
    assert (plain.text, plain.mimetype) == ("The mountain waits.\n", "text/plain")
    assert client.get(here).get_json()["main_confidence"] == 1


def test_moved_blocks_change_lists_places_and_files(
    client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    here = page_of_two_blocks(client, run_jobs)
    listed = client.get(f"{here}/words?blocks=0").get_json()
    assert listed["words"] == 3
    assert [item["word"] for item in listed["items"]] == ["mountain", "waits"]
    assert client.get(f"{here}/contexts?word=river&blocks=0").get_json()["total"] == 0
    assert "river" not in client.get(f"{here}/words?blocks=0&format=csv").text
    tags = {client.get(f"{here}/{what}").headers["ETag"] for what in ("text", "text?blocks=0")}
    assert len(tags) == 2


@pytest.mark.parametrize("what", ["words?", "words?format=csv&", "contexts?word=river&", "text?"])
@pytest.mark.parametrize(
    ("blocks", "said"),
    [
        ("2", "The page has 2 blocks, numbered from 0."),
        ("x", "Send numbers of blocks separated by commas, such as 3,4,17."),
        ("-1", "Send numbers of blocks separated by commas, such as 3,4,17."),
        (",".join(["0"] * 201), "At most 200 blocks can be moved."),
    ],
)
def test_blocks_that_cannot_be_moved_are_named(
    client: FlaskClient, site: Site, run_jobs: RunJobs, what: str, blocks: str, said: str
) -> None:
    here = page_of_two_blocks(client, run_jobs)
    answer = client.get(f"{here}/{what}blocks={blocks}")
    assert answer.status_code == 422
    problem = answer.get_json()
    assert (problem["field"], problem["detail"]) == ("blocks", said)


def test_a_job_that_is_found_is_said_to_be_shared(client: FlaskClient) -> None:
    made = client.post("/api/jobs", json={"url": LINK})
    found = client.post("/api/jobs", json={"url": LINK})
    fresh = client.post("/api/jobs", json={"url": LINK, "fresh": True})
    assert [one.status_code for one in (made, found, fresh)] == [202, 200, 202]
    assert [one.get_json()["shared"] for one in (made, found, fresh)] == [False, True, False]
    assert found.headers["Location"] == made.headers["Location"]
    assert "shared" not in client.get(found.headers["Location"]).get_json()


def test_parts_of_lists_lead_to_the_next(
    client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    words = " ".join(f"word{number}" for number in range(25))
    key = client.post("/api/jobs", json={"text": words}).get_json()["key"]
    run_jobs()
    for _ in "ab":  # made, then from a cache
        path, seen = f"/api/results/{key}/words?q=word", []
        while path:
            answer = client.get(path)
            seen += [item["rank"] for item in answer.get_json()["items"]]
            link = answer.headers.get("Link", "")
            assert not link or link.endswith('; rel="next"')
            path = link.partition(">")[0].removeprefix("<")
        assert seen == list(range(1, 26))
    places = client.get(f"/api/results/{key}/contexts?word=word1")
    assert places.get_json()["total"] == 1
    assert "Link" not in places.headers


@pytest.mark.parametrize(
    ("tag", "language"), [("und", "en"), ("mul", "en"), ("UND-Latn", "en"), ("de", "de")]
)
def test_tags_of_no_language_mean_that_it_is_detected(
    client: FlaskClient, run_jobs: RunJobs, tag: str, language: str
) -> None:
    text = "The river runs to the sea, and the people of the town follow it every day."
    key = client.post("/api/jobs", json={"text": text, "language": tag}).get_json()["key"]
    run_jobs()
    assert client.get(f"/api/results/{key}").get_json()["language"] == language


def test_the_languages_are_listed_and_others_are_refused(client: FlaskClient) -> None:
    listed = {one["tag"]: one for one in client.get("/api/languages").get_json()["items"]}
    assert listed["ko"]["name"] == "Korean"
    assert listed["ko"]["exact"]
    assert not listed["aa"]["exact"]
    assert {tag for tag, one in listed.items() if one["classes"]} == {"ja", "ko"}
    for tag in ("xx", "qqq-Latn"):
        problem = client.post("/api/jobs", json={"text": "words", "language": tag}).get_json()
        assert problem["field"] == "language"
        assert "/api/languages" in problem["detail"]


def test_what_is_sent_twice_is_refused(app: Flask, client: FlaskClient) -> None:
    body = b'{"text": "words", "language": "en", "language": "de"}'
    problem = client.post("/api/jobs", data=body, content_type="application/json").get_json()
    assert (problem["code"], problem["field"]) == ("invalid_field", "language")
    assert queued(app) == 0
    problem = client.get(f"/api/results?url={LINK}&limit=1&limit=2").get_json()
    assert (problem["code"], problem["field"]) == ("invalid_field", "limit")


def test_a_file_is_named_after_its_page_and_has_booleans_as_json(
    client: FlaskClient, run_jobs: RunJobs
) -> None:
    body = {"text": "the river", "title": 'Flüsse: "a/b"'}
    key = client.post("/api/jobs", json=body).get_json()["key"]
    run_jobs()
    answer = client.get(f"/api/results/{key}/words?format=csv&stop_words=show")
    assert {row.split(",")[4] for row in answer.text.splitlines()[1:]} == {"true", "false"}
    named = answer.headers["Content-Disposition"]
    assert named.startswith('attachment; filename="pagewords.csv"; ')
    assert named.endswith("filename*=UTF-8''pagewords%20Fl%C3%BCsse%20a%20b.csv")


def test_caches_are_told_that_the_origin_counts(
    environment: dict[str, str], request: pytest.FixtureRequest
) -> None:
    environment["CORS_ORIGINS"] = "https://words.example"
    client = request.getfixturevalue("client")
    for headers in ({}, {"Origin": "https://words.example"}, {"Origin": "https://other.example"}):
        assert "Origin" in client.get("/api/health", headers=headers).vary
    asked = {
        "Origin": "https://words.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "if-none-match, idempotency-key",
    }
    allowed = client.options("/api/jobs", headers=asked).headers["Access-Control-Allow-Headers"]
    assert {"if-none-match", "idempotency-key"} <= set(allowed.lower().split(", "))
    exposed = client.get("/api/health", headers={"Origin": "https://words.example"}).headers
    names = set(exposed["Access-Control-Expose-Headers"].split(", "))
    assert {"Link", "Content-Disposition", "RateLimit"} <= names
