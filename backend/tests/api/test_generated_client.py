"""A client that openapi-python-client generates from the document does the main job."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from flask.testing import FlaskClient

BENCH = Path(__file__).parents[2] / "bench"
CALLS = """
import sys, time
sys.path[:0] = sys.argv[1:3]
from pathlib import Path
from local import Program
from words_client import Client
from words_client.api.feeds import get_feed
from words_client.api.jobs import get_job, remove_job, submit_job
from words_client.api.results import get_result, list_words
from words_client.models import TextSubmission

program = Program(Path(sys.argv[1]))
try:
    client = Client(base_url=program.url)
    body = TextSubmission(text="The river runs. The rivers run.", title="River", language="en")
    job = submit_job.sync(client=client, body=body)
    until = time.monotonic() + 30
    while (state := get_job.sync(key=job.key, client=client)).status not in ("finished", "failed"):
        assert time.monotonic() < until, state
    result = get_result.sync(key=job.key, client=client)
    words = list_words.sync(key=job.key, client=client)
    known = (job, state, result, result.totals, result.totals.main, words, words.items[0])
    assert not any(one.additional_properties for one in known), "an undeclared member"
    feed = get_feed.sync_detailed(client=client, url_query="http://127.0.0.1:1/", prefer="wait=1")
    assert feed.status_code in (202, 404, 422), feed
    gone = remove_job.sync_detailed(key=job.key, client=client, pagewords_token=job.token)
    assert gone.status_code == 204, gone
    assert get_result.sync_detailed(key=job.key, client=client).status_code == 410
    print(state.status, result.totals.main.words, words.items[0].word, words.items[0].count)
finally:
    program.end()
"""


@pytest.mark.timeout(120)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_generated_client_does_the_main_job(client: FlaskClient, tmp_path: Path) -> None:
    document = tmp_path / "openapi.json"
    document.write_text(json.dumps(client.get("/api/openapi.json").get_json()))
    config = tmp_path / "config.json"
    # It knows no pictures.
    overrides = {"image/svg+xml": "application/octet-stream"}
    config.write_text(json.dumps({"post_hooks": [], "content_type_overrides": overrides}))
    generate = [
        *(sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"),
        *("--path", str(document), "--config", str(config), "--fail-on-warning"),
        *("--output-path", str(tmp_path / "words_client")),
    ]
    made = subprocess.run(generate, capture_output=True, text=True, timeout=60)
    assert made.returncode == 0, made.stdout + made.stderr
    program = [sys.executable, "-c", CALLS, str(tmp_path), str(BENCH)]
    done = subprocess.run(program, capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["finished", "6", "river", "2"], done.stderr
