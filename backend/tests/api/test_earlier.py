"""Earlier results of a link: those of a link with a query are for who has one of them."""

import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from pagewords.api import results
from pagewords.models import Result, db
from pagewords.services import services_of

from ..conftest import Site


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_link_with_a_query_is_listed_for_who_has_a_result_of_it(
    client: FlaskClient, site: Site, run_jobs: Callable[[], None]
) -> None:
    plain, secret = (site.add(path, "<p>The river</p>") for path in ("/plain", "/page?token=1"))
    keys = {
        url: client.post("/api/jobs", json={"url": url}).get_json()["key"]
        for url in (plain, secret)
    }
    run_jobs()

    def total(url: str, **query: str) -> int:
        answer = client.get("/api/results", query_string={"url": url, **query})
        found: int = answer.get_json()["total"]
        return found

    assert total(plain) == 1
    assert total(secret) == 0
    assert total(secret, key=keys[plain]) == 0
    assert total(secret, key=keys[secret]) == 1


def test_the_newest_are_listed_and_no_more_than_so_many(
    client: FlaskClient, site: Site, run_jobs: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "MOST_EARLIER", 3)
    url = site.add("/river", "<p>The river")
    keys = []
    for moment in range(5):
        job = client.post("/api/jobs", json={"url": url, "fresh": True}).get_json()
        keys.append(job["key"])
        run_jobs()
        with client.application.app_context():
            dated = sa.update(Result).where(Result.key == uuid.UUID(job["key"]))
            db.session.execute(dated.values(fetched_at=moment))
            db.session.commit()

    def listed(**part: int) -> list[str]:
        answer = client.get("/api/results", query_string={"url": url, **part}).get_json()
        assert answer["total"] == 3
        return [one["key"] for one in answer["items"]]

    assert listed() == keys[:1:-1]
    assert listed(limit=2) == keys[:2:-1]
    assert listed(limit=2, offset=2) == keys[2:3]
    assert listed(offset=3) == listed(offset=4) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_to_list_them_takes_of_a_clients_time_for_reads(client: FlaskClient) -> None:
    services = services_of(client.application)
    most = 1_000 * services.settings.client_read_seconds
    services.rates.charge("reads", "127.0.0.1", most, most)
    answer = client.get("/api/results?url=words.example")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"]
