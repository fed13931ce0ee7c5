"""The OpenAPI document says what the API does: schemathesis calls it, alone and in chains."""

import subprocess
import sys
from pathlib import Path

import pytest
from flask.testing import FlaskClient

FUZZ = Path(__file__).parents[2] / "bench" / "api_fuzz.py"


@pytest.mark.timeout(180)
def test_every_answer_is_declared_and_fits_its_schema() -> None:
    found = subprocess.run(
        [sys.executable, str(FUZZ), "--examples", "15"], capture_output=True, text=True, timeout=150
    )
    assert found.returncode == 0, found.stdout
    assert " passed" in found.stdout


def test_refusals_are_declared_in_their_own_content_type(client: FlaskClient) -> None:
    document = client.get("/api/openapi.json").get_json()
    components = document["components"]["responses"]
    assert "/metrics" in document["paths"]
    for path, operations in document["paths"].items():
        for method in set(operations) & {"get", "post"}:
            answers = operations[method]["responses"]
            needs_a_part = path not in ("/metrics", "/api/health/live")
            assert {"default", *(["503"] if needs_a_part else [])} <= set(answers), path
            named = [
                answer["$ref"].rsplit("/", 1)[1] for answer in answers.values() if "$ref" in answer
            ]
            for name in set(named) - {"NOT_MODIFIED"}:
                assert list(components[name]["content"]) == ["application/problem+json"]


def test_a_method_that_a_resource_does_not_have_is_refused_as_such(client: FlaskClient) -> None:
    answer = client.get("/api/jobs")
    assert answer.status_code == 405
    assert "GET" not in answer.headers["Allow"]
    assert answer.get_json()["code"] == "method_not_allowed"
