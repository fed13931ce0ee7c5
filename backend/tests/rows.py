"""Many rows, as years of work leave them, without the work."""

import uuid
from dataclasses import dataclass, field

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from pagewords.jobs import turns
from pagewords.jobs.submission import digest_of
from pagewords.models import CollectionMember, Job, Result, db, now
from pagewords.stats import decode, encode, merge
from pagewords.worker.rq_worker import work

#: The token of every job.
TOKEN = "a-token-of-the-rows"
#: Results of one URL.
SAME = 20


@dataclass
class Rows:
    """The keys of what was made, and the URLs of the results."""

    finished: list[uuid.UUID] = field(default_factory=list)
    queued: list[uuid.UUID] = field(default_factory=list)
    started: list[uuid.UUID] = field(default_factory=list)
    failed: list[uuid.UUID] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    #: A collection that is merged, and one that waits.
    collection: uuid.UUID = field(default_factory=uuid.uuid4)
    waiting: uuid.UUID = field(default_factory=uuid.uuid4)


def rename(app: Flask, old: str, new: str) -> None:
    """Give a table another name."""
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(db.text(f"ALTER TABLE {old} RENAME TO {new}"))


def fill(client: FlaskClient, ended: int, live: int) -> Rows:
    """Make so many jobs that ended, every tenth without a result, and so many that have not."""
    app: Flask = client.application
    key = client.post("/api/jobs", json={"text": "The river runs and winds."}).get_json()["key"]
    work(app, burst=True)
    with app.app_context():
        result = db.session.get_one(Result, uuid.UUID(key))
        names = [column.name for column in sa.inspect(Result).columns]
        model = {name: getattr(result, name) for name in names}
        rows = Rows()
        moment = now()
        jobs, results = [], []
        for number in range(ended):
            job = _job(number, moment - 60_000 * number)
            failed = number % 10 == 9
            end = {"ended_at": job["created_at"] + 500}
            if failed:
                jobs.append(job | end | {"status": "failed", "error_code": "timeout"})
                rows.failed.append(job["key"])
            else:
                jobs.append(job | end | {"status": "finished"})
                rows.finished.append(job["key"])
                of = {"url": job["url"], "final_url": job["url"], "fetched_at": job["created_at"]}
                results.append(model | of | {"key": job["key"]})
                rows.urls.append(job["url"])
        for number in range(live):
            # As the turns of one client's jobs lie, so that another's newest comes among the first.
            job = _job(ended + number, moment - number) | {"turn": number * turns.WORK}
            started = number % 10 == 9
            if started:
                job |= {"status": "started", "started_at": moment, "lease_until": moment + 10**7}
            jobs.append(job)
            (rows.started if started else rows.queued).append(job["key"])
        for key, status in ((rows.collection, "finished"), (rows.waiting, "waiting")):
            one = _job(len(jobs), moment) | {"key": key, "dedup_key": None, "url": None}
            jobs.append(one | {"kind": "collection", "status": status, "ended_at": None})
        merged = merge([decode(model["index"])] * 2)
        of = {"key": rows.collection, "source": "collection", "index": encode(merged)}
        results.append(model | of)
        db.session.execute(sa.insert(Job), [{"kind": "count", **job} for job in jobs])
        db.session.execute(sa.insert(Result), results)
        pairs = [
            (rows.collection, rows.finished[-2]),
            (rows.collection, rows.finished[-3]),
            (rows.waiting, rows.finished[-2]),
            (rows.waiting, rows.started[-1]),
        ]
        members = [
            {"collection": key, "position": at, "member": member}
            for at, (key, member) in enumerate(pairs)
        ]
        db.session.execute(sa.insert(CollectionMember), members)
        db.session.commit()
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("ANALYZE"))
    return rows


def _job(number: int, moment: int) -> dict[str, object]:
    return {
        "key": uuid.uuid4(),
        "url": f"https://words.example/{number // SAME}",
        "dedup_key": f"{number:064}",
        "token_digest": digest_of(TOKEN),
        "status": "queued",
        "created_at": moment,
        # Sent a moment ago, however long the test takes: the reaper looks for none of them.
        "enqueued_at": moment + 3_600_000,
        "lease_until": None,
        "ended_at": None,
        "error_code": None,
    }
