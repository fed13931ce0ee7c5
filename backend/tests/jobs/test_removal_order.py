"""Removals and ends of collections that meet on PostgreSQL: they wait for each other in one order,
and none for ever."""

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from pagewords.jobs import acceptance, lifecycle, retention
from pagewords.jobs.submission import digest_of
from pagewords.models import CollectionMember, Job, Result, db
from pagewords.services import services_of

from ..conftest import DEADLINE, wait_for

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

LOW, HIGH = uuid.UUID(int=1), uuid.UUID(int=2)
TOKEN = "a-token"


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return environment | {"PAGEWORDS_RESULT_DAYS": "30"}


@pytest.fixture
def members(app: Flask, client: FlaskClient, run_jobs: Callable[[], None]) -> list[uuid.UUID]:
    """Two old pages that stand in two collections, of which the second is stored first."""
    text = {"text": "The river runs."}
    keys = [uuid.UUID(client.post("/api/jobs", json=text).get_json()["key"]) for _ in range(2)]
    run_jobs()
    with app.app_context():
        old = {"url": "https://words.example/", "source": "page", "fetched_at": 1}
        db.session.execute(sa.update(Result).values(old))
        db.session.execute(sa.update(Job).values(token_digest=digest_of(TOKEN)))
        for key in (HIGH, LOW):
            db.session.add(Job(key=key, kind="collection", status="finished", ended_at=1))
            db.session.flush()
            for position, member in enumerate(keys):
                row = CollectionMember(collection=key, position=position, member=member)
                db.session.add(row)
        db.session.commit()
    return keys


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as pool:
        yield pool


def one(key: uuid.UUID) -> sa.Select[tuple[uuid.UUID]]:
    return sa.select(Job.key).where(Job.key == key)


def waiting(connection: sa.Connection) -> int:
    """How many others wait for a lock of the database."""
    where = "datname = current_database() AND wait_event_type = 'Lock'"
    count = connection.scalar(sa.text(f"SELECT count(*) FROM pg_stat_activity WHERE {where}"))
    # A transaction sees the same statistics to its end.
    connection.rollback()
    return count or 0


def remove_old(app: Flask) -> int:
    with app.app_context():
        return retention.remove_batch(services_of(app).settings)


def test_collections_are_locked_in_the_order_of_their_keys(
    app: Flask, members: list[uuid.UUID], threads: ThreadPoolExecutor
) -> None:
    with app.app_context(), db.engine.connect() as other, db.engine.connect() as looking:
        other.execute(one(LOW).with_for_update())
        removing = threads.submit(remove_old, app)
        wait_for(lambda: waiting(looking), "a removal that waits for the first collection")
        looking.execute(one(HIGH).with_for_update(nowait=True))
        looking.rollback()
        other.rollback()
        assert removing.result(DEADLINE) == len(members) + 2


def test_a_page_is_deleted_while_retention_removes_another_of_its_collections(
    app: Flask, client: FlaskClient, members: list[uuid.UUID], threads: ThreadPoolExecutor
) -> None:
    def delete() -> int:
        path = f"/api/jobs/{members[0]}"
        return client.delete(path, headers={"Pagewords-Token": TOKEN}).status_code

    with app.app_context(), db.engine.connect() as other, db.engine.connect() as looking:
        other.execute(one(LOW).with_for_update())
        deleting: Future[int] = threads.submit(delete)
        wait_for(lambda: waiting(looking) == 1, "a deletion that waits")
        removing = threads.submit(remove_old, app)
        wait_for(lambda: waiting(looking) == 2, "a retention that waits")
        other.rollback()
        assert deleting.result(DEADLINE) == 204
        assert removing.result(DEADLINE) > 0
        assert not db.session.scalars(sa.select(Result.key)).all()


def test_the_end_of_a_collection_that_waited_for_a_removal_sees_it(
    app: Flask, members: list[uuid.UUID], threads: ThreadPoolExecutor
) -> None:
    key = uuid.UUID(int=3)

    def finish() -> bool:
        with app.app_context():
            result = Result(key=key, title="", source="collection", index=b"", fetched_at=1)
            return lifecycle.finish(key, 1, result, None, len(members))

    with app.app_context(), db.engine.connect() as other, db.engine.connect() as looking:
        db.session.add(Job(key=key, kind="collection", status="started"))
        db.session.flush()
        for position, member in enumerate(members):
            db.session.add(CollectionMember(collection=key, position=position, member=member))
        db.session.commit()
        other.execute(sa.update(Job).where(Job.key == members[0]).values(removed_at=1))
        other.execute(sa.delete(Result).where(Result.key == members[0]))
        ending = threads.submit(finish)
        wait_for(lambda: waiting(looking) == 1, "an end that waits")
        other.commit()
        with pytest.raises(lifecycle.MemberRemovedError):
            ending.result(DEADLINE)


def test_links_that_are_collected_again_wait_for_no_collection_that_ends(
    app: Flask, members: list[uuid.UUID], threads: ThreadPoolExecutor
) -> None:
    """Both lock the pages in the order of their keys."""
    low, high = sorted(members)

    def collect() -> None:
        with app.app_context():
            acceptance.pass_on(["low", "high"], fresh=False)
            db.session.commit()

    with app.app_context(), db.engine.connect() as other, db.engine.connect() as looking:
        # A table is read in the order of its last changes.
        for key, name in ((high, "high"), (low, "low")):
            db.session.execute(sa.update(Job).where(Job.key == key).values(dedup_key=name))
            db.session.commit()
        other.execute(one(low).with_for_update(read=True))
        collecting = threads.submit(collect)
        wait_for(lambda: waiting(looking) == 1, "a collection that waits for the first page")
        other.execute(one(high).with_for_update(read=True, nowait=True))
        other.rollback()
        collecting.result(DEADLINE)


def test_collections_of_the_same_links_in_any_order_are_all_accepted(
    app: Flask, client: FlaskClient, threads: ThreadPoolExecutor
) -> None:
    def collect(links: list[str], address: str) -> int:
        elsewhere = {"REMOTE_ADDR": address}
        own = app.test_client()
        answer = own.post("/api/collections", json={"urls": links}, environ_base=elsewhere)
        return answer.status_code

    found = []
    for number in range(60):
        links = [f"https://words{page}-{number}.example/" for page in range(10)]
        pair = [threads.submit(collect, links, f"192.0.2.{number}")]
        pair.append(threads.submit(collect, links[::-1], f"198.51.100.{number}"))
        found += [one.result(DEADLINE) for one in pair]
    assert found == [202] * len(found)
