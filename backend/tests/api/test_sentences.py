"""What a refusal says: a sentence that tells what to send instead."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from ..conftest import Site

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
NO_KEY = "This must be the key of a result."
KEY = "8e03978e-40d5-43e8-bc93-6894a57f9324"
QUERIES = [
    (f"/api/results/{KEY}/words?limt=5", "limt", "There is no “limt”. Did you mean “limit”?"),
    (f"/api/results/{KEY}/words?colour=red", "colour", "There is no “colour”."),
    (f"/api/results/{KEY}/words?limit=few", "limit", "Send a whole number."),
    (f"/api/results/{KEY}/words?limit=0", "limit", "Send a number from 1 to 1000."),
    (f"/api/results/{KEY}/words?clas=noun", "clas", "There is no “clas”. Did you mean “class”?"),
    ("/api/feeds", "url", "Send “url”."),
    ("/api/feeds?url=", "url", "Send 1 to 2048 characters."),
    (f"/api/comparisons?left=five&right={KEY}", "left", NO_KEY),
    ("/api/languages?x=1", "x", "There is no “x”."),
]


@pytest.mark.parametrize(("path", "field", "detail"), QUERIES)
def test_a_refused_parameter_is_told_what_to_send(
    client: FlaskClient, path: str, field: str, detail: str
) -> None:
    problem = client.get(path).get_json()
    assert (problem["status"], problem["field"], problem["detail"]) == (422, field, detail)
    assert problem["errors"] == [{"field": field, "detail": detail}]


def test_a_refused_member_of_a_body_is_told_what_to_send(client: FlaskClient) -> None:
    problem = client.post("/api/jobs", json={"frm": KEY, "url": "x"}).get_json()
    assert problem["detail"] == "There is no “frm”. Did you mean “from”?"
    problem = client.post("/api/collections", json={}).get_json()
    assert problem["detail"] == "Send “urls”."


def test_many_unknown_members_are_looked_at_only_as_far_as_they_are_named(
    client: FlaskClient,
) -> None:
    problem = client.post("/api/jobs", json={f"{n}{'x' * 5_000}": 1 for n in range(400)}).get_json()
    assert len(problem["errors"]) == 20
    assert len(problem["detail"]) < 300


def test_a_removal_without_a_token_names_the_header(client: FlaskClient) -> None:
    key = client.post("/api/jobs", json={"text": "The river runs."}).get_json()["key"]
    problem = client.delete(f"/api/jobs/{key}").get_json()
    assert (problem["status"], problem["code"]) == (403, "wrong_token")
    assert problem["detail"] == "Send the job's token in the header Pagewords-Token."


def test_a_removed_job_is_said_to_be_deleted_or_no_longer_kept(client: FlaskClient) -> None:
    job = client.post("/api/jobs", json={"text": "The river runs."}).get_json()
    headers = {"Pagewords-Token": job["token"]}
    assert client.delete(job["links"]["self"], headers=headers).status_code == 204
    problem = client.get(job["links"]["self"]).get_json()
    assert problem["detail"].startswith("It was deleted or is no longer kept.")


def test_a_comparison_says_which_side_is_wrong(
    client: FlaskClient, site: Site, run_jobs: Callable[[], None]
) -> None:
    good = client.post("/api/jobs", json={"text": "The river runs."}).get_json()["key"]
    url = site.add("/gone", "Gone.", status=418)
    bad = client.post("/api/jobs", json={"url": url}).get_json()["key"]
    run_jobs()
    for wrong, code in ((bad, "http_status"), (KEY, "unknown_key")):
        for left, right, side in ((wrong, good, "left"), (good, wrong, "right")):
            query = {"left": left, "right": right}
            problem = client.get("/api/comparisons", query_string=query).get_json()
            assert (problem["code"], problem["field"]) == (code, side)
    assert client.get(f"/api/jobs/{bad}").get_json()["error"]["detail"] == (
        "The site answered with the error 418 instead of the page."
    )


def test_a_method_that_is_not_taken_is_answered_with_those_that_are(client: FlaskClient) -> None:
    answer = client.put("/api/jobs")
    assert answer.status_code == 405
    assert answer.get_json()["detail"] == f"This address takes only {answer.headers['Allow']}."
