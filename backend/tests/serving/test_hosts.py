"""The Host header: which names are answered to."""

import io
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from pagewords import config, create_app

pytestmark = [
    pytest.mark.usefixtures("database_url"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
Asked = Callable[..., int]


@pytest.fixture
def asked(environment: dict[str, str]) -> Asked:
    """The status that a request for a host is answered with, under some settings."""

    def ask(host: str, path: str = "/api/openapi.json", **settings: str) -> int:
        app = create_app(config.from_environment(environment | settings))
        client: FlaskClient = app.test_client()
        return client.get(path, headers={"Host": host}).status_code

    return ask


@pytest.mark.parametrize(
    "host",
    ["localhost", "localhost:5000", "127.0.0.1:5000", "192.168.1.7", "[::1]:5000", "LOCALHOST."],
)
def test_this_machine_is_answered(asked: Asked, host: str) -> None:
    assert asked(host) == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:5000",
        "localhost.evil.example",
        "::ffff:192.0.2.1%evil.example",
        "[fe80::1%evil.example]:5000",
    ],
)
def test_another_name_is_misdirected(asked: Asked, host: str) -> None:
    assert asked(host) == 421
    assert asked(host, "/") == 421
    assert asked(host, "/api/health") == 200
    assert asked(host, "/metrics") == 421
    # A page cannot know the token.
    assert asked(host, "/metrics", PAGEWORDS_METRICS_TOKEN="t" * 40) == 401


def test_names_that_are_set_are_answered(asked: Asked) -> None:
    names = {"PAGEWORDS_HOSTS": "words.example, www.words.example"}
    assert asked("words.example:443", **names) == 200
    assert asked("WWW.words.example", **names) == 200
    assert asked("evil.example", **names) == 421
    assert asked("evil.example", PAGEWORDS_HOSTS="*") == 200
    assert asked("mine.local", HOST="mine.local") == 200


def test_an_origin_is_no_name() -> None:
    with pytest.raises(config.SettingsError, match=r"^PAGEWORDS_HOSTS .*\.$"):
        config.from_environment({"PAGEWORDS_HOSTS": "https://words.example"})


@pytest.mark.parametrize("says", ["cross-site", "same-origin", "none", None])
@pytest.mark.parametrize("hosts", ["", "*"])
def test_other_sites_start_no_job(
    environment: dict[str, str], says: str | None, hosts: str
) -> None:
    settings = config.from_environment(environment | {"PAGEWORDS_HOSTS": hosts})
    client = create_app(settings).test_client()
    headers = {"Origin": "https://evil.example"} | ({"Sec-Fetch-Site": says} if says else {})
    file = {"file": (io.BytesIO(b"The river winds."), "river.txt")}
    sent = client.post("/api/jobs", data=file, headers=headers)
    asked = client.get("/api/feeds?url=http://127.0.0.1:1/", headers=headers)
    refused = says in ("cross-site", None)
    assert [sent.status_code, asked.status_code] == [403 if refused else 202] * 2
    assert not refused or asked.get_json()["code"] == "cross_site"
    assert client.get("/api/languages", headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://192.168.1.7:5000", 202),
        (None, 202),
        ("http://192.168.1.7", 403),
        ("http://192.168.1.7:5000.evil.example", 403),
        ("null", 403),
        ("", 403),
        ("http://[", 403),
    ],
)
def test_without_https_browsers_tell_the_origin_alone(
    environment: dict[str, str], origin: str | None, status: int
) -> None:
    client = create_app(config.from_environment(environment)).test_client()
    headers = {"Host": "192.168.1.7:5000"} | ({} if origin is None else {"Origin": origin})
    sent = client.post("/api/jobs", json={"text": "The river winds."}, headers=headers)
    assert sent.status_code == status


def test_a_page_of_an_origin_that_is_set_may(environment: dict[str, str]) -> None:
    origin = "https://words.example"
    settings = config.from_environment(environment | {"CORS_ORIGINS": origin})
    headers = {"Origin": origin, "Sec-Fetch-Site": "cross-site"}
    sent = (
        create_app(settings)
        .test_client()
        .post("/api/jobs", json={"text": "The river winds."}, headers=headers)
    )
    assert sent.status_code == 202
