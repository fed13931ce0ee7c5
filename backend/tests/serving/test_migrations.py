"""Migrations: up and down on both databases, and nothing between them and the models."""

import json
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import downgrade, upgrade

from pagewords import config, create_app
from pagewords.models import Job, Result, db

from ..conftest import Site, migrate
from ..postgres import Cluster


def test_migrations_go_down_and_up_again(app: Flask) -> None:
    with app.app_context():
        downgrade(revision="base")
        assert set(sa.inspect(db.engine).get_table_names()) <= {"alembic_version"}
        upgrade()
        assert {"jobs", "results"} <= set(sa.inspect(db.engine).get_table_names())


def test_every_step_down_and_up_keeps_what_is_there(
    app: Flask, client: FlaskClient, site: Site, run_jobs: Callable[[], None]
) -> None:
    url = site.add("/page", "<p>The river runs</p>")
    key = client.post("/api/jobs", json={"url": url}).get_json()["key"]
    run_jobs()
    before = client.get(f"/api/results/{key}").get_json()
    with app.app_context():
        downgrade(revision="0001")
        upgrade()
    assert client.get(f"/api/results/{key}").get_json() == before
    found = client.get("/api/results", query_string={"url": url}).get_json()
    assert [item["key"] for item in found["items"]] == [key]


# Of an index over an expression SQLAlchemy reads nothing on SQLite; PostgreSQL's is compared.
@pytest.mark.filterwarnings("ignore:.*expression-based index")
def test_the_migrations_make_what_the_models_say(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, db.metadata) == []


def test_a_database_in_ascii_answers_in_text(postgres: Cluster | None) -> None:
    if postgres is None:
        pytest.skip("PostgreSQL's programs (initdb, postgres) are not on this machine")
    name, url = postgres.create_ascii()
    migrate(url)
    app = create_app(config.from_environment({"DATABASE_URL": url}))
    with app.app_context():
        assert db.session.scalar(sa.text("SELECT '단어'")) == "단어"
        db.engine.dispose()
    postgres.drop(name)


def test_results_of_before_are_read_after(app: Flask) -> None:
    key = uuid.uuid4()
    scope = {"words": 3, "distinct": 2, "distinct_grouped": 1, "sentences": 1, "characters": 12}
    scope |= {"characters_without_spaces": 10, "reading_seconds": 1}
    totals = {"main": scope, "page": scope | {"eojeol": 3}}
    totals |= {"main_share": 1.0, "main_found": True, "approximate": False}
    words = [
        {
            "rank": 1,
            "word": "책",
            "count": 3,
            "share": 0.5,
            "stop_word": False,
            "forms": [{"form": "책", "count": 2}, {"form": "책들", "count": 1}],
            "zones": {"body": 2, "heading": 1},
        }
    ]
    words.append(words[0] | {"rank": 2, "forms": [{"form": "책", "count": 3}]})
    insert = sa.text(
        "INSERT INTO results (key, title, language, approximate, fetched_at, totals, words, "
        "\"index\") VALUES (:key, 't', 'ko', :no, 1, :totals, :words, :index)"
    ).bindparams(sa.bindparam("key", type_=sa.Uuid()))
    select = sa.text("SELECT totals, words FROM results").columns(totals=sa.JSON, words=sa.JSON)
    with app.app_context():
        downgrade(revision="0002")
        db.session.add(Job(key=key, status="finished"))
        db.session.flush()
        values = {"totals": json.dumps(totals), "words": json.dumps(words)}
        db.session.execute(insert, values | {"key": key, "no": False, "index": b""})
        db.session.commit()
        upgrade()
        result = db.session.get_one(Result, key)
        assert (result.totals, result.words) == (totals, words)
        assert len(json.dumps(db.session.execute(select).one()._asdict())) < 400
        db.session.commit()
        downgrade(revision="0002")
        assert tuple(db.session.execute(select).one()) == (totals, words)
        db.session.commit()
        upgrade()
        # A worker of before, while the upgrade is under way.
        update = sa.text("UPDATE results SET totals = :totals, words = :words")
        db.session.execute(update, values)
        db.session.commit()
        result = db.session.get_one(Result, key, populate_existing=True)
        assert (result.totals, result.words) == (totals, words)
        db.session.rollback()
