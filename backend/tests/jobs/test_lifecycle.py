"""The life of a job: what the tutorial promised, what it got wrong, and what must not be lost."""

import io
import logging
import random
import signal
import socketserver
import string
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from redis import Redis
from rq import Queue
from rq.job import Job as RqJob
from rq.serializers import JSONSerializer

from pagewords.jobs import lifecycle, reaper
from pagewords.jobs.broker import message_id
from pagewords.logs import Formatter
from pagewords.models import Job, Result, db, now
from pagewords.services import services_of
from pagewords.serving import valkey

from ..conftest import Site, wait_for
from ..workers import status, submit

RunJobs = Callable[[], None]


def words_of(client: FlaskClient, key: str, query: str = "limit=1000") -> dict[str, int]:
    items = client.get(f"/api/results/{key}/words?{query}").get_json()["items"]
    return {item["word"]: item["count"] for item in items}


def text(body: str) -> str:
    return f"<html lang=en><head><title>T</title></head><body>{body}</body></html>"


def test_case_is_one_word(client: FlaskClient, site: Site, run_jobs: RunJobs) -> None:
    key = submit(client, site.add("/p", text("<p>Course and course and COURSE and course</p>")))
    run_jobs()
    assert words_of(client, key)["course"] == 4


def test_words_of_other_scripts_are_counted(
    client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    page = "<p>Привет мир</p><p>东京</p><p>한국어를 배웁니다</p><p>naïve café</p>"
    key = submit(client, site.add("/p", text(page)))
    run_jobs()
    assert {"Привет", "мир", "한국어", "café"} <= words_of(
        client, key, "limit=1000&scope=page"
    ).keys()


def test_items_of_a_list_are_words_apart(
    client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    page = "<ul><li>One</li><li>Two</li></ul><p>foo</p><p>bar <b>b</b>old</p>"
    key = submit(client, site.add("/p", text(page)))
    run_jobs()
    found = words_of(client, key, "limit=1000&scope=page&stop_words=show")
    assert {"One", "Two", "foo", "bar", "bold"} <= found.keys()


def test_utf8_without_a_charset_is_not_garbled(
    client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    key = submit(client, site.add("/p", text("<p>Füße größer Straße</p>"), "text/html"))
    run_jobs()
    assert "Straße" in words_of(client, key, "limit=1000&group=none")


@pytest.mark.parametrize("label", ["euc-kr", "ks_c_5601-1987", None])
def test_korean_of_older_sites_is_read_as_browsers_read_it(
    client: FlaskClient, site: Site, run_jobs: RunJobs, label: str | None
) -> None:
    body = text(
        "<p>똠방각하와 펲시콜라는 완성형에 없는 글자를 씁니다. 한국어 문서의 한국어 단어</p>"
    ).encode("cp949")
    kind = f"text/html; charset={label}" if label else "text/html"
    key = submit(client, site.add("/p", body, kind))
    run_jobs()
    assert words_of(client, key)["한국어"] == 2


def test_scripts_and_styles_are_not_counted(
    client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    page = "<script>var javascript</script><style>.hidden{}</style><p>visible words</p>"
    key = submit(client, site.add("/p", text(page)))
    run_jobs()
    assert words_of(client, key, "limit=1000&scope=page") == {"visible": 1, "words": 1}


def test_ties_keep_the_order_of_the_page(
    client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    key = submit(client, site.add("/p", text("<p>zebra apple mango apple zebra mango kiwi</p>")))
    run_jobs()
    assert list(words_of(client, key)) == ["zebra", "apple", "mango", "kiwi"]


@pytest.mark.parametrize(
    ("path", "code", "status"),
    [
        ("/missing", "http_status", 404),
        ("/error", "http_status", 500),
        ("/pdf", "not_a_page", None),
        ("/empty", "no_words", None),
        ("/app", "needs_javascript", None),
        ("/loop", "too_many_redirects", None),
    ],
)
def test_what_is_no_page_fails_and_says_why(
    client: FlaskClient, site: Site, run_jobs: RunJobs, path: str, code: str, status: int | None
) -> None:
    site.add("/error", text("<p>An error page</p>"), status=500)
    site.add("/pdf", b"%PDF-1.7 words", "application/pdf")
    site.add("/empty", text("<p>42</p>"))
    site.add("/app", text("<div id=root></div><script src=app.js></script>"))
    site.add("/loop", "", status=302, Location="/loop")
    key = submit(client, site.origin + path)
    run_jobs()
    job = client.get(f"/api/jobs/{key}").get_json()
    assert (job["status"], job["error"]["code"]) == ("failed", code)
    assert job["error"].get("status") == status
    result = client.get(f"/api/results/{key}")
    assert (result.status_code, result.get_json()["code"]) == (404, code)


def test_an_address_inside_the_network_is_unreachable(
    client: FlaskClient, run_jobs: RunJobs
) -> None:
    key = submit(client, "http://127.0.0.1:9/")
    run_jobs()
    job = client.get(f"/api/jobs/{key}").get_json()
    assert job["error"]["code"] == "unreachable"
    assert "127" not in job["error"]["detail"]


def test_a_page_in_a_frame_is_read_through_it(
    client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    site.add("/inner", text("<p>blog words inside the frame</p>"))
    key = submit(client, site.add("/outer", text('<iframe src="/inner"></iframe>')))
    run_jobs()
    assert "blog" in words_of(client, key)
    assert client.get(f"/api/results/{key}").get_json()["final_url"] == f"{site.origin}/inner"


def test_a_failed_save_is_not_success(
    app: Flask, client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    key = submit(client, site.add("/p", text("<p>words that cannot be kept</p>")))
    full = {
        "sqlite": "CREATE TRIGGER full BEFORE INSERT ON results"
        " BEGIN SELECT RAISE(ABORT, 'full'); END",
        "postgresql": "ALTER TABLE results ADD CHECK (false)",
    }
    with app.app_context():
        db.session.execute(db.text(full[db.engine.dialect.name]))
        db.session.commit()
    run_jobs()
    job = client.get(f"/api/jobs/{key}").get_json()
    assert (job["status"], job["error"]["code"]) == ("failed", "not_saved")


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """The program's log, as it is written."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Formatter())
    logger = logging.getLogger("pagewords")
    level = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)
    logger.setLevel(level)


def test_the_log_has_the_key_and_nothing_of_the_page(
    client: FlaskClient, site: Site, run_jobs: RunJobs, log: io.StringIO
) -> None:
    key = submit(client, site.add("/p", text("<p>words</p>")))
    run_jobs()
    lines = log.getvalue().splitlines()
    for event in ("job_claimed", "job_finished"):
        (line,) = [line for line in lines if f" event={event} " in f"{line} "]
        assert f" key={key} " in line
    assert site.origin not in log.getvalue()


def test_results_outlive_the_job_in_redis(
    client: FlaskClient, site: Site, run_jobs: RunJobs, redis: Redis
) -> None:
    key = submit(client, site.add("/p", text("<p>lasting words</p>")))
    run_jobs()
    record = RqJob.fetch(f"{key}-1", connection=redis, serializer=JSONSerializer)
    assert record.get_status() == "finished"
    assert 4_900 < redis.ttl(record.key) <= 5_000
    redis.flushall()
    assert client.get(f"/api/results/{key}").status_code == 200


def test_arguments_are_json(client: FlaskClient, site: Site, redis: Redis) -> None:
    key = submit(client, f"{site.origin}/p")
    record = RqJob.fetch(f"{key}-1", connection=redis, serializer=JSONSerializer)
    assert (record.func_name, record.args) == ("pagewords.jobs.task.run", [key, 1])


def test_the_longest_links_are_kept_and_found_again(
    client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    # Nothing in it repeats, so no database can make it shorter.
    sign = random.Random(1)
    name = "".join(chr(sign.randrange(0x3400, 0x9FFF)) for _ in range(235))
    name += "".join(sign.choice(string.ascii_letters + string.digits) for _ in range(1_700))
    for end in ("", "x"):
        assert len(site.add(f"/{quote(name)}{end}", text("<p>words</p>"))) > 3_500
    keys = [submit(client, f"{site.origin}/{name}{end}") for end in ("", "x")]
    run_jobs()
    assert [client.get(f"/api/jobs/{key}").get_json()["error"] for key in keys] == [None, None]
    found = client.get("/api/results", query_string={"url": f"{site.origin}/{name}"}).get_json()
    assert (found["total"], [item["key"] for item in found["items"]]) == (1, keys[:1])


def test_only_our_task_is_run_whatever_redis_contains(
    run_jobs: RunJobs, redis: Redis, client: FlaskClient, site: Site, app: Flask
) -> None:
    foreign = Queue("default", connection=redis, serializer=JSONSerializer)
    foreign.enqueue_call("os.mkdir", args=("/tmp/pagewords-was-here",))
    key = submit(client, site.add("/p", text("<p>words</p>")))
    hooked = RqJob.fetch(f"{key}-1", connection=redis, serializer=JSONSerializer)
    redis.hset(hooked.key, "success_callback_name", "os.getcwd")
    run_jobs()
    assert not Path("/tmp/pagewords-was-here").exists()
    assert status(client, key) == "queued"
    with app.app_context():
        db.session.query(Job).update({"enqueued_at": 0})
        db.session.commit()
        reaper.reap(services_of().broker, 3)
    run_jobs()
    assert status(client, key) == "finished"


def test_a_lost_queue_is_enqueued_again(
    app: Flask, client: FlaskClient, site: Site, run_jobs: RunJobs, redis: Redis
) -> None:
    keys = [submit(client, site.add(f"/{name}", text("<p>words</p>"))) for name in "abc"]
    redis.flushall()
    with app.app_context():
        broker = services_of().broker
        assert reaper.reap(broker, 3) == 0
        db.session.query(Job).update({"enqueued_at": now() - reaper.OVERDUE - 1})
        db.session.commit()
        assert reaper.reap(broker, 3) == 3
        assert reaper.reap(broker, 3) == 0
    run_jobs()
    assert {status(client, key) for key in keys} == {"finished"}


def test_the_job_of_a_dead_worker_is_requeued_until_its_attempts_are_used_up(
    app: Flask, client: FlaskClient, site: Site, redis: Redis
) -> None:
    key = submit(client, site.add("/p", text("<p>words</p>")))
    with app.app_context():
        job = db.session.query(Job).one()
        for attempt in (1, 2, 3):
            assert lifecycle.claim(job.key, attempt) is not None
            assert lifecycle.claim(job.key, attempt) is None
            db.session.query(Job).update({"lease_until": now() - 1})
            db.session.commit()
            assert reaper.reap(services_of().broker, 3) == 1
            expected = [] if attempt == 3 else [message_id(job.key, attempt + 1).encode()]
            assert [
                name for name in redis.lrange("rq:queue:default", 0, -1) if name in expected
            ] == expected
    found = client.get(f"/api/jobs/{key}").get_json()
    assert (found["status"], found["error"]["code"]) == ("failed", "gave_up")


def test_the_job_of_a_dead_worker_is_requeued_after_redis_lost_everything(
    app: Flask, client: FlaskClient, site: Site, redis: Redis, run_jobs: RunJobs
) -> None:
    key = submit(client, site.add("/p", text("<p>words</p>")))
    with app.app_context():
        job = db.session.query(Job).one()
        assert lifecycle.claim(job.key, 1) is not None
        db.session.query(Job).update({"lease_until": now() - 1})
        db.session.commit()
        redis.flushall()
        assert reaper.reap(services_of().broker, 3) == 1
    run_jobs()
    assert status(client, key) == "finished"


def test_an_attempt_that_was_taken_over_changes_nothing(
    app: Flask, client: FlaskClient, site: Site
) -> None:
    submit(client, site.add("/p", text("<p>words</p>")))
    with app.app_context():
        job = db.session.query(Job).one()
        lifecycle.claim(job.key, 1)
        lifecycle.requeue(job.key, 1, 3)
        assert lifecycle.claim(job.key, 2) is not None
        late = Result(key=job.key, title="late", language="en", approximate=False, fetched_at=0,
                      main_confidence=1.0, totals={}, words=[], index=b"")  # fmt: skip
        assert not lifecycle.finish(job.key, 1, late, None)
        assert not lifecycle.fail(job.key, 1, "timeout", "late")
        assert not lifecycle.renew_lease(job.key, 1)
        assert db.session.query(Result).count() == 0
        assert db.session.get(Job, job.key, populate_existing=True).status == "started"


def test_a_submission_is_kept_while_redis_is_away(
    environment: dict[str, str], request: pytest.FixtureRequest
) -> None:
    environment["REDIS_URL"] = "unix:///nowhere/valkey.sock"
    client = request.getfixturevalue("client")
    answer = client.post("/api/jobs", json={"text": "kept words"})
    assert (answer.status_code, answer.get_json()["status"]) == (202, "queued")
    assert client.get("/api/health").get_json()["parts"]["redis"] == "away"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_submissions_do_not_wait_for_a_redis_that_does_not_answer(
    environment: dict[str, str], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    socket = valkey.socket_folder(tmp_path) / "valkey.sock"
    server = subprocess.Popen(valkey.command(socket, tmp_path))
    try:
        environment["REDIS_URL"] = f"unix://{socket}"
        wait_for(lambda: valkey.answers(environment["REDIS_URL"]), "Valkey's start")
        client = request.getfixturevalue("client")

        def redis_is(state: str) -> bool:
            return client.get("/api/health").get_json()["parts"]["redis"] == state

        assert redis_is("ok")
        server.send_signal(signal.SIGSTOP)
        started = time.monotonic()
        for count in range(20):
            answer = client.post("/api/jobs", json={"text": f"kept words {count}"})
            assert (answer.status_code, answer.get_json()["status"]) == (202, "queued")
            assert redis_is("away")
        # Each would wait for a second, and more than once.
        assert time.monotonic() - started < 10
        server.send_signal(signal.SIGCONT)
        wait_for(lambda: redis_is("ok"), "an answer of Redis")
    finally:
        server.kill()
        server.wait()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_submissions_do_not_wait_for_a_redis_that_refuses_slowly(
    environment: dict[str, str], request: pytest.FixtureRequest
) -> None:
    class Slow(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            over.wait(0.7)

    over = threading.Event()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Slow) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        environment["REDIS_URL"] = f"redis://127.0.0.1:{server.server_address[1]}"
        client = request.getfixturevalue("client")
        started = time.monotonic()
        for count in range(20):
            answer = client.post("/api/jobs", json={"text": f"kept words {count}"})
            assert (answer.status_code, answer.get_json()["status"]) == (202, "queued")
        # Each would wait for 0.7 s, and more than once.
        assert time.monotonic() - started < 7
        over.set()
        server.shutdown()


def test_every_job_uses_the_required_libraries(
    client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    calls: set[str] = set()

    def watch(frame: object, event: str, _: object) -> None:
        name = getattr(frame, "f_globals", {}).get("__name__", "")
        calls.add(name.partition(".")[0])

    key = submit(client, site.add("/p", text("<p>two words, two words, and words again</p>")))
    sys.setprofile(watch)
    try:
        run_jobs()
    finally:
        sys.setprofile(None)
    assert {"requests", "bs4", "nltk", "flask_sqlalchemy", "redis", "rq"} <= calls
    assert words_of(client, key)["words"] == 3


def test_records_of_ended_messages_do_not_fill_redis(app: Flask, redis: Redis) -> None:
    assert redis.config_get("maxmemory") == {"maxmemory": str(256 * 2**20)}
    assert redis.config_get("maxmemory-policy") == {"maxmemory-policy": "volatile-lru"}
    key = uuid.uuid4()
    assert services_of(app).broker.enqueue(key, 1)
    # What waits has no end, so it is never taken for a record that may go.
    assert redis.ttl(f"rq:job:{message_id(key, 1)}") == redis.ttl("rq:queue:default") == -1
