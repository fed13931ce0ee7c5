"""A database that goes away at any moment of a request: the answer stands, or is a declared 503."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask, Response
from flask.testing import FlaskClient

from pagewords.models import db

from ..conftest import wait_for

EVENTS = (
    "checkout",
    "begin",
    "before_cursor_execute",
    "after_cursor_execute",
    "commit",
    "rollback",
)
OTHERS = """SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""


class Moments:
    """The moments of a request, one of which loses every connection to the database."""

    def __init__(self, url: str, app: Flask) -> None:
        self._admin = psycopg.connect(url, autocommit=True)
        self._passed, self._fatal = 0, -1
        app.after_request(self._answered)
        with app.app_context():
            for name in EVENTS:
                sa.event.listen(db.engine, name, self._pass)

    def _answered(self, answer: Response) -> Response:
        self._pass()
        return answer

    def _pass(self, *_: object, **__: object) -> None:
        self._passed += 1
        if self._passed == self._fatal:
            self._admin.execute(f"SELECT pg_terminate_backend(pid) FROM ({OTHERS}) AS others")
            wait_for(lambda: not self._admin.execute(OTHERS).fetchall(), "the connections' end")

    def each(self) -> Iterator[int]:
        """One after the other, until a request has had no such moment."""
        while self._passed >= self._fatal:
            self._passed, self._fatal = 0, max(self._fatal, 0) + 1
            yield self._fatal

    def close(self) -> None:
        """Leave the database."""
        self._admin.close()


@pytest.fixture
def moments(app: Flask, environment: dict[str, str]) -> Iterator[Moments]:
    moments = Moments(environment["DATABASE_URL"], app)
    yield moments
    moments.close()


def submit(client: FlaskClient) -> Any:
    return client.post("/api/jobs", json={"text": "kept words"})


def ask(client: FlaskClient) -> Any:
    return client.get("/api/jobs/01234567-89ab-4cde-8f01-23456789abcd")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize(("call", "whole"), [(submit, 202), (ask, 404)])
def test_every_answer_is_whole_or_a_declared_503(
    call: Callable[[FlaskClient], Any], whole: int, client: FlaskClient, moments: Moments
) -> None:
    statuses = []
    for _ in moments.each():
        answer = call(client)
        statuses.append(answer.status_code)
        if answer.status_code == 503:
            assert int(answer.headers["Retry-After"]) > 0
            assert answer.get_json()["code"] == "unavailable"
    assert set(statuses) == {whole, 503}
    assert len(statuses) > 5
    # The moments after the last statement, and the round in which nothing was lost.
    assert statuses[-4:] == [whole] * 4
