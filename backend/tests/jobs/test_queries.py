"""What the program asks of the database: as much with many rows as with few, always by an index."""

import json
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from pagewords.jobs import collection, lifecycle, reaper, recent_use, retention
from pagewords.models import CollectionMember, Job, Result, db, now
from pagewords.services import services_of
from pagewords.worker.rq_worker import work

from ..conftest import Site
from ..rows import TOKEN as TOKEN_OF_ROWS
from ..rows import Rows, fill

TOKEN = "a-token-of-the-tests"
#: Queries of one call of the API, of one job from its claim to its result, of a round that finds
#: nothing to put right or to remove.
OF_A_CALL, OF_A_JOB, OF_A_ROUND = 7, 5, 4
#: Indexes that hold live jobs only: they are as long as the queue, whatever was done before.
LIVE = ("ix_jobs_queued", "ix_jobs_client", "ix_jobs_started", "ix_jobs_waiting")

Asked = list[tuple[str, Any]]


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return environment | {
        "PAGEWORDS_METRICS_TOKEN": TOKEN,
        "PAGEWORDS_RESULT_DAYS": "3650",
        "PAGEWORDS_QUEUE_LIMIT": "100000",
    }


@contextmanager
def counting(app: Flask) -> Iterator[Asked]:
    """Notes the queries that are made, with their values."""
    asked: Asked = []

    def note(_: object, __: object, statement: str, values: Any, *___: object) -> None:
        asked.append((statement, values))

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def calls(rows: Rows) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every call of the API, each with a result of its own, since answers are kept ready."""
    results = iter(rows.finished)
    yield "POST", "/api/jobs", {"json": {"url": "https://words.example/new"}}
    yield "POST", "/api/jobs", {"json": {"url": "https://words.example/new"}}
    yield "POST", "/api/jobs", {"json": {"url": "https://words.example/new", "fresh": True}}
    yield "POST", "/api/jobs", {"json": {"text": "Some words"}}
    yield "POST", "/api/jobs", {"json": {"from": str(next(results)), "language": "de"}}
    for key in (rows.queued[0], rows.queued[-1], rows.started[0], rows.failed[0], rows.finished[0]):
        yield "GET", f"/api/jobs/{key}", {}
    yield "GET", f"/api/jobs/{uuid.uuid4()}", {}
    for key, token in (
        (rows.queued[2], TOKEN_OF_ROWS),
        (rows.finished[-1], TOKEN_OF_ROWS),
        (rows.started[0], ""),
    ):
        yield "DELETE", f"/api/jobs/{key}", {"headers": {"Pagewords-Token": token}}
    for key in (rows.queued[0], rows.started[0], rows.failed[0], next(results)):
        yield "GET", f"/api/results/{key}", {}
    yield "GET", f"/results/{next(results)}", {}
    yield "GET", f"/api/results/{next(results)}/words", {}
    yield "GET", f"/api/results/{next(results)}/words?format=csv&unit=2", {}
    yield "GET", f"/api/results/{next(results)}/words.csv", {}
    yield "GET", f"/api/results/{next(results)}/words.tsv?unit=2", {}
    yield "GET", f"/api/results/{next(results)}/contexts?word=river", {}
    yield "GET", f"/api/results/{next(results)}/collocates?word=river", {}
    yield "GET", f"/api/results/{next(results)}/text", {}
    links = [rows.urls[0], *(f"https://site{n}.example/" for n in range(19))]
    yield "POST", "/api/collections", {"json": {"urls": links, "title": "Twenty"}}
    for path in ("", "/words", "/words?format=csv", "/contexts?word=river", "/distinctive"):
        yield "GET", f"/api/collections/{rows.collection}{path}", {}
    yield "GET", f"/api/results?url={rows.urls[0]}&limit=5", {}
    yield "GET", f"/api/results?url={rows.urls[0]}&limit=100", {}
    yield "GET", f"/api/comparisons?left={next(results)}&right={next(results)}", {}
    yield "GET", f"/api/feeds?url={rows.urls[0]}", {}
    yield "GET", "/api/health", {}
    yield "GET", "/api/health/live", {}
    yield "GET", "/api/languages", {}
    yield "GET", "/api/qr", {"query_string": {"text": "https://words.example/"}}
    yield "GET", "/api", {}
    yield "GET", "/api/", {}
    yield "GET", "/api.html", {}
    yield "GET", "/api/openapi.json", {}
    yield "GET", "/metrics", {"headers": {"Authorization": f"Bearer {TOKEN}"}}


def costs(client: FlaskClient, rows: Rows) -> list[tuple[str, int]]:
    """How many queries each call makes."""
    found = []
    for method, path, options in calls(rows):
        with counting(client.application) as asked:
            answer = client.open(path, method=method, **options)
        assert answer.status_code < 500
        template = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "<key>", path)
        found.append((f"{method} {template} {answer.status_code}", len(asked)))
    return found


def _without(costs: list[tuple[str, int]], name: str) -> list[tuple[str, int]]:
    return [call for call in costs if call[0] != name]


def test_every_call_makes_as_many_queries_with_many_rows_as_with_few(client: FlaskClient) -> None:
    few = costs(client, fill(client, 40, 20))
    with client.application.app_context():
        for table in (CollectionMember, Result, Job):
            db.session.execute(sa.delete(table))
        db.session.commit()
    many = costs(client, fill(client, 4_000, 2_000))
    # Health writes a row at most once a second, and only asks in between.
    health = "GET /api/health 200"
    assert [call for call in many if call[0] != health] == [
        call for call in few if call[0] != health
    ]
    assert dict(many).keys() == dict(few).keys()
    assert max(number for _, number in many) <= OF_A_CALL, many
    assert max(number for _, number in few) <= OF_A_CALL, few
    covered = {call.split()[1].split("?")[0] for call, _ in few}
    routes = {rule.rule for rule in client.application.url_map.iter_rules()}
    assert covered >= {rule for rule in routes if rule.startswith(("/api", "/results", "/metrics"))}


@pytest.mark.parametrize(("ended", "live"), [(40, 20), (4_000, 2_000)])
def test_a_job_and_each_round_make_few_queries(
    client: FlaskClient, app: Flask, site: Site, ended: int, live: int
) -> None:
    fill(client, ended, live)
    url = site.add("/page", "<p>The river runs</p>")
    client.post("/api/jobs", json={"url": url})
    with counting(app) as asked:
        work(app, burst=True)
    assert len(asked) <= OF_A_JOB, asked
    with app.app_context():
        for step in (
            lambda: reaper.reap(services_of().broker, 3),
            lambda: retention.remove_batch(services_of().settings),
        ):
            with counting(app) as asked:
                assert step() == 0
            assert len(asked) <= OF_A_ROUND, asked


def test_every_query_is_served_by_an_index(client: FlaskClient, app: Flask, site: Site) -> None:
    rows = fill(client, 6_000, 200)
    with app.app_context():
        old = sa.select(Result.key).order_by(Result.fetched_at).limit(300).scalar_subquery()
        old_texts = sa.select(Result.key).where(Result.url.is_(None)).scalar_subquery()
        unsynchronized = {"synchronize_session": False}
        for chosen in (old, old_texts):
            query = sa.update(Result).where(Result.key.in_(chosen)).values(fetched_at=1)
            db.session.execute(query, execution_options=unsynchronized)
        db.session.commit()
    with counting(app) as asked:
        costs(client, rows)
        whole_life(app, client, site, rows)
    kinds = {statement: values for statement, values in asked if not statement.startswith("INSERT")}
    assert len(kinds) > 20
    is_sqlite = str(app.config["SQLALCHEMY_DATABASE_URI"]).startswith("sqlite")
    explain = _sqlite_scans if is_sqlite else _postgres_scans
    with app.app_context(), db.engine.connect() as connection:
        for statement, values in kinds.items():
            assert not (found := explain(connection, statement, values)), (statement, found)


def whole_life(app: Flask, client: FlaskClient, site: Site, rows: Rows) -> None:
    """All that workers, reapers and retention ask: jobs that end, break off, are lost, removed."""
    bodies: list[dict[str, str]] = [
        {"url": site.add("/page", "<p>The river runs</p>")},
        {"url": f"{site.origin}/missing"},
        {"text": "words"},
        {"from": str(rows.finished[0]), "language": "fr"},
    ]
    keys = []
    with app.app_context():
        # The row that `costs` cancels had none, so that another's went.
        services_of().broker.enqueue(rows.queued[0], 2)
    for body in bodies:
        keys.append(client.post("/api/jobs", json=body).get_json()["key"])
        # The rows of others have no messages, and would come before whoever has just had a worker.
        with app.app_context():
            services_of().broker.redis.delete(recent_use.ALL, recent_use.SLOW)
        work(app, burst=True)
    statuses = [client.get(f"/api/jobs/{key}").get_json()["status"] for key in keys]
    assert statuses == ["finished", "failed", "finished", "finished"]
    with app.app_context():
        broker = services_of().broker
        key = rows.queued[0]
        assert lifecycle.claim(key, 1)
        assert lifecycle.renew_lease(key, 1)
        reaper.requeue(broker, key, 1, 3)
        for left in (rows.queued[1], rows.started[0]):
            db.session.get_one(Job, left).lease_until = now() - 1
            db.session.get_one(Job, left).enqueued_at = now() - reaper.OVERDUE - 1
        db.session.commit()
        assert reaper.reap(broker, 3) >= 2
        assert collection.release(broker, rows.waiting)
        assert retention.remove_batch(services_of().settings) > 200


def _sqlite_scans(connection: sa.Connection, statement: str, values: Any) -> list[str]:
    """The steps that read a table, or an index of all jobs or results, from end to end."""
    steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
    return [
        step[3]
        for step in steps
        if re.match(r"SCAN (jobs|results)\b", step[3]) and not any(name in step[3] for name in LIVE)
    ]


def _postgres_scans(connection: sa.Connection, statement: str, values: Any) -> list[str]:
    """The same, where there is any other way: few rows may be cheaper to read than an index."""
    connection.exec_driver_sql("SET enable_seqscan = off")
    plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", values).scalar_one()
    plan = plan if isinstance(plan, list) else json.loads(plan)
    return [node["Node Type"] for node in _nodes(plan[0]["Plan"]) if _reads_all(node)]


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("Plans", []):
        yield from _nodes(child)


def _reads_all(node: dict[str, Any]) -> bool:
    if node["Node Type"].endswith("Seq Scan"):
        return node["Relation Name"] in ("jobs", "results")
    if "Index Name" in node:
        return "Index Cond" not in node and node["Index Name"] not in LIVE
    return False
