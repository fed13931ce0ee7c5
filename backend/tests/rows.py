"""Many rows, as years of work leave them, without the work."""

import uuid
from dataclasses import dataclass, field

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from pagewords.models import Job, Result, db, now
from pagewords.worker.rq_worker import work

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
            job = _job(ended + number, moment - number)
            started = number % 10 == 9
            jobs.append(
                job | ({"status": "started", "lease_until": moment + 10**7} if started else {})
            )
            (rows.started if started else rows.queued).append(job["key"])
        db.session.execute(sa.insert(Job), jobs)
        db.session.execute(sa.insert(Result), results)
        db.session.commit()
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("ANALYZE"))
    return rows


def _job(number: int, moment: int) -> dict[str, object]:
    return {
        "key": uuid.uuid4(),
        "url": f"https://words.example/{number // SAME}",
        "dedup_key": f"{number:064}",
        "status": "queued",
        "created_at": moment,
        # Sent a moment ago, however long the test takes: the reaper looks for none of them.
        "enqueued_at": moment + 3_600_000,
        "lease_until": None,
        "ended_at": None,
        "error_code": None,
    }
