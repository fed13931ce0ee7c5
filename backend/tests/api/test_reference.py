"""The reference: its answers are those of the program, and its commands work as they stand."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from pagewords.api.codes import FAILURES
from pagewords.api.reference import ANSWERS, ORIGIN

from ..conftest import Site

BENCH = Path(__file__).parents[2] / "bench"
FRONTEND = Path(__file__).parents[3] / "frontend"
A_KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
#: What differs from run to run, and what stands for it.
CHANGES = (
    (r"\d{4}-\d\d-\d\dT[\d:.]+Z", "2026-11-23T23:10:35.706Z"),
    (r'("token": )"[^"]*"', r'\1"3sZ0cKp1mVb8nXq4tYwLr2JdHf6GaUeo"'),
    (r'("(?:id|version)": )"[^"]*"', r'\1"…"'),
)
TEXT = {"text": "The river runs. The rivers run, and the river winds.", "title": "River"}
PROGRAM = """
import subprocess, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from local import Program
program = Program(Path(sys.argv[1]))
try:
    script = sys.stdin.read().replace("http://127.0.0.1:5000", program.url)
    sys.exit(subprocess.run(["sh", "-e", "-c", script], cwd=sys.argv[1]).returncode)
finally:
    program.end()
"""


def record(client: FlaskClient, site: Site, run_jobs: Callable[[], None]) -> dict[str, Any]:
    """The answer to one call of each operation, without what differs from run to run."""
    found = {}
    names = {site.origin: "https://example.com"}

    def note(name: str, path: str, method: str = "GET", **options: Any) -> Any:
        answer = client.open(path, method=method, **options)
        body = answer.get_json() if answer.is_json else answer.get_data(as_text=True)
        if name == "listLanguages":
            body["items"] = body["items"][:2]
        if name == "getMetrics":
            body = "".join(line for line in body.splitlines(True) if "pagewords_queue" in line)
        shown = A_KEY.sub("$OTHER", A_KEY.sub("$KEY", path, count=1))
        entry = {"method": method, "path": shown, "status": answer.status_code}
        if "json" in options:
            entry["body"] = options["json"]
        if "headers" in options:
            entry["headers"] = dict.fromkeys(options["headers"], "$TOKEN")
        if answer.status_code != 204:
            entry |= {"type": answer.mimetype, "answer": body}
        found[name] = entry
        return body

    job = note("submitJob", "/api/jobs", "POST", json=TEXT)
    url = site.add("/river", "<title>River</title><p>The river runs to the sea.")
    page = client.post("/api/jobs", json={"url": url}).get_json()
    told = "A cold river winds to the sea. Nobody walked along the whole of that valley. " * 3
    tale = client.post("/api/jobs", json={"text": told}).get_json()
    run_jobs()
    result = f"/api/results/{job['key']}"
    note("getJob", f"/api/jobs/{job['key']}")
    note("getResult", result)
    note("listWords", f"{result}/words?limit=2")
    note("downloadCsv", f"{result}/words.csv")
    note("downloadTsv", f"{result}/words.tsv")
    note("listContexts", f"{result}/contexts?word=river&limit=2")
    note("listCollocates", f"/api/results/{tale['key']}/collocates?word=river&limit=2")
    note("getText", f"{result}/text")
    note("listResults", f"/api/results?url={url}")
    note("compareResults", f"/api/comparisons?left={job['key']}&right={page['key']}&limit=2")
    note("listLanguages", "/api/languages")
    note("drawCode", "/api/qr?text=https://example.com/")
    note("getHealth", "/api/health")
    note("getLiveness", "/api/health/live")
    note("getMetrics", "/metrics")
    other = site.add("/sea", "<title>Sea</title><p>The sea is wide.")
    body = {"urls": [url, other], "title": "Water", "language": "en"}
    collection = note("submitCollection", "/api/collections", "POST", json=body)
    run_jobs()
    together = f"/api/collections/{collection['key']}"
    note("getCollection", together)
    run_jobs()
    note("listCollectionWords", f"{together}/words?limit=2")
    note("listCollectionContexts", f"{together}/contexts?word=sea&limit=2")
    note("listDistinctive", f"{together}/distinctive?limit=2")
    item = f"<item><title>River</title><link>{url}</link><pubDate>2026-01-31</pubDate></item>"
    feed = site.add("/feed.xml", f"<rss><channel><title>News</title>{item}</channel></rss>")
    client.get(f"/api/feeds?url={feed}")
    run_jobs()
    note("getFeed", f"/api/feeds?url={feed}")
    headers = {"Pagewords-Token": job["token"]}
    note("removeJob", f"/api/jobs/{job['key']}", "DELETE", headers=headers)
    text = json.dumps(found, ensure_ascii=False, indent=1)
    for number, key in enumerate(dict.fromkeys(A_KEY.findall(text))):
        text = text.replace(key, str(uuid.uuid5(uuid.NAMESPACE_URL, str(number))))
    for before, after in names.items():
        text = text.replace(before, after)
    for pattern, after in CHANGES:
        text = re.sub(pattern, after, text)
    answers: dict[str, Any] = json.loads(text)
    return answers


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_answers_are_those_of_the_program(
    client: FlaskClient, site: Site, run_jobs: Callable[[], None]
) -> None:
    found = record(client, site, run_jobs)
    if "RECORD_ANSWERS" in os.environ:
        ANSWERS.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    assert json.loads(ANSWERS.read_text()) == found, "write them anew with RECORD_ANSWERS=1"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_operation_has_an_answer(client: FlaskClient) -> None:
    document = client.get("/api/openapi.json").get_json()
    for path, item in document["paths"].items():
        for method in set(item) & {"get", "post", "delete"}:
            operation = item[method]
            assert operation["x-codeSamples"][0]["source"].startswith("curl "), path
            if method != "delete":
                assert any(
                    "example" in content
                    for answer in operation["responses"].values()
                    for content in answer.get("content", {}).values()
                ), path


def calls_of(command: str, **variables: str) -> tuple[str, dict[str, Any]]:
    """The path that a line of curl asks for, as a shell reads it, and the rest for a client."""
    script = f'curl() {{ printf "%s\\n" "$@"; }}; {command}'
    read = subprocess.run(
        ["sh", "-uc", script], env=variables, capture_output=True, text=True, timeout=10, check=True
    )
    words = iter(read.stdout.splitlines())
    path, options, headers = "", {}, {}
    for word in words:
        if word == "-X":
            options["method"] = next(words)
        elif word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "-d":
            options |= {"method": "POST", "data": next(words)}
        elif word == "-F":
            assert next(words) == "file=@report.pdf"
            report = io.BytesIO(b"The river runs."), "report.pdf"
            options |= {"method": "POST", "data": {"file": report}}
        else:
            path = word.removeprefix(ORIGIN)
    return path, {"headers": headers, **options}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_call_works_with_the_readers_own_keys(
    client: FlaskClient, site: Site, run_jobs: Callable[[], None]
) -> None:
    urls = [site.add(f"/{name}", f"<p>The {name} is wide and deep.") for name in ("river", "sea")]
    site.add("/feed.xml", "<rss><channel><item><title>River</title></item></channel></rss>")
    job, other = (client.post("/api/jobs", json=TEXT).get_json() for _ in range(2))
    together = client.post("/api/collections", json={"urls": urls}).get_json()
    client.get(f"/api/feeds?url={site.origin}/feed.xml")
    run_jobs()
    client.get(together["links"]["self"])
    run_jobs()
    document = client.get("/api/openapi.json").get_json()
    operations = [
        (path, method, item[method])
        for method in ("get", "post", "delete")
        for path, item in document["paths"].items()
        if method in item
    ]
    for path, method, operation in operations:
        commands = [one["source"] for one in operation["x-codeSamples"]]
        assert len(commands) == (2 if operation["operationId"] == "submitJob" else 1)
        for command in commands:
            key = (together if "/collections/" in path else job)["key"]
            asked, options = calls_of(
                command.replace("https://example.com", site.origin),
                KEY=key,
                OTHER=other["key"],
                TOKEN=job["token"],
            )
            answer = client.open(asked, **options)
            assert options.get("method", "GET").lower() == method
            expected = {"post": 202, "delete": 204}.get(method, 200)
            assert answer.status_code == expected, (command, answer.text)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_code_and_call_is_explained(client: FlaskClient, language: str) -> None:
    messages = (FRONTEND / f"js/messages/{language}-reference.js").read_text()
    explained = set(re.findall(r"^ *failure_(\w+):", messages, re.M))
    assert explained == set(FAILURES)
    document = client.get("/api/openapi.json").get_json()
    described = {
        code
        for answer in document["components"]["responses"].values()
        for code in re.findall(r"`(\w+)`(?: \(\d+\)|:)", answer["description"])
    }
    assert set(re.findall(r"^ *refusal_(\w+?)__\d+:", messages, re.M)) == described
    if language != "en":
        calls = {
            item[method]["operationId"]
            for item in document["paths"].values()
            for method in set(item) & {"get", "post", "delete"}
        }
        assert set(re.findall(r"^ *call_(\w+):", messages, re.M)) == calls


@pytest.mark.timeout(120)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_three_commands_work_when_pasted(client: FlaskClient, tmp_path: Path) -> None:
    commands = client.get("/api/openapi.json").get_json()["info"]["x-quickStart"]
    assert len(commands) == 3
    if shutil.which("curl") is None:
        pytest.skip("curl, with which the commands are written, is not on this machine")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path), str(BENCH)],
        input="\n".join(commands),
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    assert '"word": "river"' in done.stdout
    assert (tmp_path / "words.csv").read_text().splitlines()[1].startswith("1,river,3")


def test_the_reference_is_a_page(client: FlaskClient) -> None:
    page = client.get("/api")
    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert page.data == client.get("/api.html").data
    assert page.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("path", "language", "place"),
    [
        ("/api/", "en", "/api"),
        ("/index.html", "en", "/"),
        ("/index.html?key=5", "en", "/?key=5"),
        ("/help", "de, ko;q=0.5", "/help/ko.html"),
        ("/help", "de", "/help/en.html"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_addresses_that_people_try_lead_to_the_page(
    client: FlaskClient, path: str, language: str, place: str
) -> None:
    moved = client.get(path, headers={"Accept-Language": language})
    assert (moved.status_code, moved.location) == (302, place)
    assert client.get(place.partition("?")[0]).status_code == 200
