"""The work of a job: what settings limit, what makes it fail, and another language for a text."""

import math
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from pagewords.fetch import FetchError
from pagewords.jobs import pipeline
from pagewords.jobs.rates import CLIENT_PART, SITES_AT_AN_ADDRESS, Addresses
from pagewords.models import Job, Result, db
from pagewords.page.head import TITLE
from pagewords.services import services_of
from pagewords.stats.listing import MOST_FORMS
from pagewords.words.korean.kiwi import LONGEST_RUN

from ..conftest import Site

RunJobs = Callable[[], None]
#: Its wire size with headers is below 1,000 bytes.
PAGE = "<html lang=en><head><title>Seas</title></head><body><p>{}</p></body></html>"
WORDS = " ".join(f"word{chr(97 + number)}" for number in range(12))


@pytest.fixture
def count(client: FlaskClient, run_jobs: RunJobs) -> Callable[..., dict[str, Any]]:
    """Submits and does a job; returns it."""

    def submit(**body: Any) -> dict[str, Any]:
        key = client.post("/api/jobs", json=body).get_json()["key"]
        run_jobs()
        job: dict[str, Any] = client.get(f"/api/jobs/{key}").get_json()
        return job

    return submit


Count = Callable[..., dict[str, Any]]


def test_a_text_is_counted_again_in_another_language(
    client: FlaskClient, site: Site, count: Count
) -> None:
    first = count(url=site.add("/p", PAGE.format("die roten Boote und die See")))
    again = count(**{"from": first["key"], "language": "de"})
    assert again["status"] == "finished"
    old, new = (client.get(f"/api/results/{job['key']}").get_json() for job in (first, again))
    assert new["language"] == "de"
    for field in ("title", "url", "final_url", "fetched_at"):
        assert new[field] == old[field]
    assert site.asked == ["/p"]


def test_a_text_that_has_been_removed_cannot_be_counted_again(
    client: FlaskClient, app: Flask, site: Site, run_jobs: RunJobs, count: Count
) -> None:
    first = count(url=site.add("/p", PAGE.format(WORDS)))
    body = {"from": first["key"], "language": "de"}
    key = client.post("/api/jobs", json=body).get_json()["key"]
    with app.app_context():
        db.session.query(Result).delete()
        db.session.commit()
    run_jobs()
    job = client.get(f"/api/jobs/{key}").get_json()
    assert (job["status"], job["error"]["code"]) == ("failed", "no_words")


def test_the_stored_words_have_their_most_frequent_forms_alone(count: Count, app: Flask) -> None:
    name = "administrationally"
    forms = [
        "".join(letter.upper() if number >> at & 1 else letter for at, letter in enumerate(name))
        for number in range(2 * MOST_FORMS)
    ]
    key = count(text=" ".join([*forms, forms[1], forms[1]]))["key"]
    with app.app_context():
        (word,) = db.session.get_one(Result, uuid.UUID(key)).words
    assert len(word["forms"]) == MOST_FORMS
    assert word["forms"][0] == {"form": forms[1], "count": 3}
    assert word["count"] == len(forms) + 2


@pytest.mark.parametrize("kind", ["application/rss+xml", "text/markdown"])
def test_the_title_of_a_file_is_cut_as_that_of_a_page(
    client: FlaskClient, site: Site, count: Count, kind: str
) -> None:
    title = "long " * 10_000
    item = "<item><title>The river runs</title><link>http://a.example/</link></item>"
    feed = f"<rss version='2.0'><channel><title>{title}</title>{item}</channel></rss>"
    body = feed if "rss" in kind else f"# {title}\n\nThe river runs."
    key = count(url=site.add("/file", body, kind))["key"]
    assert 0 < len(client.get(f"/api/results/{key}").get_json()["title"]) <= TITLE


def test_a_page_may_have_so_many_words_and_no_more(
    site: Site, count: Count, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = site.add("/p", PAGE.format(WORDS))
    monkeypatch.setattr(pipeline, "MOST_WORDS", 12)
    assert count(url=url, fresh=True)["status"] == "finished"
    monkeypatch.setattr(pipeline, "MOST_WORDS", 11)
    assert count(url=url, fresh=True)["error"]["code"] == "too_complex"


def test_a_result_has_its_ten_top_words_and_the_bytes_of_its_page(
    app: Flask, site: Site, count: Count
) -> None:
    count(url=site.add("/p", PAGE.format(WORDS)))
    with app.app_context():
        assert len(db.session.query(Result).one().words) == 10
        fetched = db.session.query(Job).one().fetched_bytes
        assert len(PAGE.format(WORDS)) < fetched < 1_000


@pytest.mark.parametrize(
    ("setting", "enough", "little", "code"),
    [
        ("PAGEWORDS_WIRE_BYTES", "5000", "1000", "too_large"),
        ("PAGEWORDS_DECODED_BYTES", "3000", "2000", "too_large"),
        ("PAGEWORDS_REDIRECTS", "1", "0", "too_many_redirects"),
    ],
)
@pytest.mark.parametrize("is_enough", [True, False])
def test_settings_limit_the_fetch(
    environment: dict[str, str],
    site: Site,
    request: pytest.FixtureRequest,
    setting: str,
    enough: str,
    little: str,
    code: str,
    is_enough: bool,
) -> None:
    environment[setting] = enough if is_enough else little
    count = request.getfixturevalue("count")
    site.add("/p", PAGE.format(WORDS) + " " * 2_000)
    job = count(url=site.add("/start", "", status=302, Location="/p"))
    if is_enough:
        assert job["status"] == "finished"
    else:
        assert job["error"]["code"] == code


def test_a_page_drawn_by_a_program_fails_only_without_text_of_its_own(
    site: Site, count: Count
) -> None:
    empty = site.add("/app", "<div id=root></div><script src=app.js></script>")
    full = site.add("/both", PAGE.format(WORDS) + "<script src=app.js></script>")
    assert count(url=empty)["error"]["code"] == "needs_javascript"
    assert count(url=full)["status"] == "finished"


def test_a_reader_that_runs_out_of_memory_is_not_tried_again(
    site: Site, app: Flask, count: Count, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As the allocator does; the reader is a library's.
    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("bs4.BeautifulSoup.__init__", fail)
    job = count(url=site.add("/p", PAGE.format(WORDS)))
    assert (job["status"], job["error"]["code"]) == ("failed", "too_complex")
    with app.app_context():
        assert db.session.query(Job).one().attempt == 1


class TestAddresses:
    """Of a site that may be asked for one page a minute, and so its address for ten."""

    @pytest.fixture
    def environment(self, environment: dict[str, str]) -> dict[str, str]:
        return environment | {"PAGEWORDS_HOST_RATE": "1"}

    def test_one_is_asked_for_so_many_pages_whatever_names_lead_there(
        self, app: Flask, count: Count
    ) -> None:
        rates = services_of(app).rates
        for number in range(SITES_AT_AN_ADDRESS):
            # Once a page, of which all requests may go there.
            page = Addresses(rates, 1, f"192.0.2.{number}")
            page.count("93.184.215.14")
            page.count("93.184.215.14")
        job = count(url="http://93.184.215.14/")
        assert job["error"]["code"] == "rate_limited"

    def test_a_network_of_ipv6_is_one(self, app: Flask) -> None:
        rates = services_of(app).rates
        for number in range(SITES_AT_AN_ADDRESS):
            Addresses(rates, 1, f"192.0.2.{number}").count(f"2a00:1450:4001:81b::{number:x}")
        with pytest.raises(FetchError):
            Addresses(rates, 1, "192.0.2.99").count("2a00:1450:4001:81b::99")
        Addresses(rates, 1, "192.0.2.99").count("2a00:1450:4001:81c::99")

    def test_one_client_uses_up_no_address_for_others(self, app: Flask) -> None:
        rates = services_of(app).rates
        for _ in range(math.ceil(CLIENT_PART * SITES_AT_AN_ADDRESS)):
            Addresses(rates, 1, "192.0.2.1").count("93.184.215.14")
        with pytest.raises(FetchError):
            Addresses(rates, 1, "192.0.2.1").count("93.184.215.14")
        Addresses(rates, 1, "192.0.2.2").count("93.184.215.14")

    def test_what_links_use_up_is_left_to_drawn_pages(self, app: Flask) -> None:
        rates = services_of(app).rates
        for number in range(SITES_AT_AN_ADDRESS):
            Addresses(rates, 1, f"192.0.2.{number}").count("93.184.215.14")
        Addresses(rates, 1, "192.0.2.99", of_drawn=True).count("93.184.215.14")


def test_korean_without_spaces_is_said_to_be_so(count: Count) -> None:
    job = count(text="가나다" * LONGEST_RUN)
    assert (job["status"], job["error"]["code"]) == ("failed", "no_spaces")
