"""What a shared link looks like elsewhere."""

import re
import uuid
from collections.abc import Callable
from html import unescape

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from pagewords.models import Job, Result, db
from pagewords.worker.rq_worker import work

from ..conftest import Site

TITLE = 'Rivers <b> & "seas"'
PROSE = "The river winds and the river rests by the old bridge of stone. " * 20


def tags(client: FlaskClient, query: str = "") -> dict[str, str]:
    """The page's meta elements with what they say, and its title."""
    answer = client.get(f"/{query}")
    assert answer.status_code == 200
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', answer.text)
    title = re.search(r"<title>([^<]*)</title>", answer.text)
    assert title
    return {name: unescape(text) for name, text in found} | {"title": unescape(title[1])}


def counted(client: FlaskClient, body: dict[str, str]) -> str:
    key: str = client.post("/api/jobs", json=body).get_json()["key"]
    work(client.application, burst=True)
    assert client.get(f"/api/jobs/{key}").get_json()["status"] == "finished"
    return key


def rename(app: Flask, key: str, title: str, url: str | None) -> None:
    """Give a result a title and a URL."""
    with app.app_context():
        which = Result.key == uuid.UUID(key)
        db.session.execute(sa.update(Result).where(which).values(title=title, url=url))
        db.session.commit()


def test_a_result_has_a_title_and_its_five_most_frequent_words(
    app: Flask, client: FlaskClient
) -> None:
    key = counted(client, {"text": PROSE})
    rename(app, key, TITLE, "https://example.com/")
    found = tags(client, f"?key={key}&view=cloud")
    assert found["og:title"] == TITLE
    assert found["title"] == f"{TITLE} – Pagewords"
    assert found["og:description"].startswith("river 40 · ")
    assert len(found["og:description"].split(" · ")) == 5
    assert found["description"] == found["og:description"]
    assert found["og:url"] == f"http://localhost/?key={key}"
    assert found["og:image"] == "http://localhost/icons/card.png"
    assert "<b>" not in client.get(f"/?key={key}").text


def test_a_title_cannot_turn_the_text_around_it(app: Flask, client: FlaskClient) -> None:
    key = counted(client, {"text": PROSE})
    # Marks of direction stay, which titles in Hebrew and Arabic need.
    rename(app, key, "bank\u202egnp.exe\u2066 \u200fשלום", "https://example.com/")
    found = tags(client, f"?key={key}")
    assert found["og:title"] == "bankgnp.exe \u200fשלום"
    assert found["title"] == "bankgnp.exe \u200fשלום – Pagewords"


def test_a_collection_has_the_titles_of_its_pages_and_its_words(
    client: FlaskClient, run_jobs: Callable[[], None], site: Site
) -> None:
    urls = [
        site.add(f"/{name}", f"<html lang=en><title>{name}</title><p>{PROSE}</p></html>")
        for name in ("Rivers", "Bridges")
    ]

    def collected(**fields: str) -> str:
        body = {"urls": urls, **fields}
        key: str = client.post("/api/collections", json=body).get_json()["key"]
        run_jobs()
        client.get(f"/api/collections/{key}")
        run_jobs()
        return key

    key = collected()
    found = tags(client, f"?set={key}&as=cards")
    assert found["og:title"] == "Rivers · Bridges"
    assert found["og:description"].startswith("river 80 · ")
    assert found["og:url"] == f"http://localhost/?set={key}"
    named = collected(title="Water")
    for parameter in ("set", "key"):
        assert tags(client, f"?{parameter}={named}")["og:title"] == "Water"
    assert tags(client, f"?set={uuid.uuid4()}") == tags(client)


def test_a_text_says_nothing_of_itself(client: FlaskClient) -> None:
    key = counted(client, {"text": PROSE, "title": "My diary"})
    answer = client.get(f"/?key={key}")
    assert "diary" not in answer.text
    assert "river" not in answer.text
    assert tags(client, f"?key={key}") == tags(client)


def test_what_is_not_a_result_is_the_plain_page(app: Flask, client: FlaskClient) -> None:
    key = counted(client, {"text": PROSE})
    rename(app, key, "", "https://example.com/")
    for query in (f"?key={key}", f"?key={uuid.uuid4()}", "?key=../x", "?key=%00", "?key="):
        found = tags(client, query)
        assert found == tags(client)
        assert found["og:title"] == "Pagewords"
        assert found["og:description"] == found["description"] != ""


def test_a_removed_result_is_forgotten_at_once(app: Flask, client: FlaskClient) -> None:
    key = counted(client, {"text": PROSE})
    rename(app, key, "Rivers", "https://example.com/")
    first = client.get(f"/?key={key}")
    tag = {"If-None-Match": first.headers["ETag"]}
    assert client.get(f"/?key={key}", headers=tag).status_code == 304
    with app.app_context():
        db.session.execute(sa.delete(Result).where(Result.key == uuid.UUID(key)))
        db.session.execute(sa.delete(Job).where(Job.key == uuid.UUID(key)))
        db.session.commit()
    again = client.get(f"/?key={key}", headers=tag)
    assert again.status_code == 200
    assert "Rivers" not in again.text


@pytest.fixture
def strict(environment: dict[str, str]) -> None:
    environment |= {
        "PAGEWORDS_TEXT_DAYS": "3",
        "PAGEWORDS_WIRE_BYTES": "2000000",
        "PAGEWORDS_CONTACT": "who@example.com",
    }


@pytest.mark.usefixtures("strict")
def test_the_page_says_what_the_operator_allows(client: FlaskClient) -> None:
    assert tags(client)["pagewords-limits"] == "3 2000000 who@example.com"


def test_without_a_database_the_page_is_there(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        db.session.execute(sa.text("DROP TABLE results"))
        db.session.commit()
    assert tags(client, f"?key={uuid.uuid4()}")["og:title"] == "Pagewords"
