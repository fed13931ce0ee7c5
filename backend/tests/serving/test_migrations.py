"""Migrations: up and down on both databases, and nothing between them and the models."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade

from pagewords import config, create_app
from pagewords.models import db

from ..conftest import migrate
from ..postgres import Cluster


def test_migrations_go_down_and_up_again(app: Flask) -> None:
    with app.app_context():
        downgrade(revision="base")
        assert set(sa.inspect(db.engine).get_table_names()) <= {"alembic_version"}
        upgrade()
        assert {"jobs", "results"} <= set(sa.inspect(db.engine).get_table_names())


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


@pytest.mark.parametrize(("revision", "age"), [("0003", "an older"), ("in_2030", "a newer")])
def test_the_tables_of_another_version_are_refused_and_left_alone(
    environment: dict[str, str], app: Flask, revision: str, age: str
) -> None:
    with app.app_context():
        db.session.execute(
            sa.text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision}
        )
        db.session.commit()
    done = subprocess.run(
        [sys.executable, "-m", "pagewords.serving.migrate"],
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=50,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"pagewords: The database was made by {age} version")
    assert len(done.stderr.splitlines()) == 1
    with app.app_context():
        found = db.session.scalar(sa.text("SELECT version_num FROM alembic_version"))
        assert found == revision
        assert {"jobs", "results"} <= set(sa.inspect(db.engine).get_table_names())


@pytest.mark.parametrize(
    "url", ["sqlite:///:memory:", "sqlite:///", "sqlite:///file:a?mode=memory&uri=true"]
)
def test_a_database_that_no_other_process_can_read_is_refused(tmp_path: Path, url: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pagewords.serving.migrate"],
        env={**os.environ, "DATABASE_URL": url},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=50,
    )
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("pagewords: DATABASE_URL names a database in memory")


def test_a_file_that_it_makes_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "new.db"
    subprocess.run(
        [sys.executable, "-m", "pagewords.serving.migrate"],
        env={**os.environ, "DATABASE_URL": f"sqlite:///{file}"},
        umask=0o022,
        check=True,
        timeout=60,
    )
    assert file.stat().st_mode & 0o777 == 0o600
