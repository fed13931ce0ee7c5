"""QR codes of links."""

import pytest
from flask.testing import FlaskClient

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_a_code_is_a_picture_that_differs_by_its_text(client: FlaskClient) -> None:
    answers = [client.get("/api/qr", query_string={"text": text}) for text in ("a", "b", "강")]
    assert {answer.mimetype for answer in answers} == {"image/svg+xml"}
    assert len({answer.data for answer in answers}) == 3
    assert answers[0].data.startswith(b"<svg")
    assert b"viewBox" in answers[0].data


@pytest.mark.parametrize("text", ["", "x" * 601, "😀" * 600])
def test_a_text_that_has_no_code_is_refused(client: FlaskClient, text: str) -> None:
    answer = client.get("/api/qr", query_string={"text": text})
    assert (answer.status_code, answer.get_json()["field"]) == (422, "text")
    # What is allowed has a code, however many bytes a character takes.
    assert client.get("/api/qr", query_string={"text": "강" * 600}).status_code == 200
