"""Earlier results of a link: those of a link with a query are for who has one of them."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

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
