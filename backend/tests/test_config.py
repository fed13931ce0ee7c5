"""Settings: defaults, and a sentence for every wrong value."""

import re
from pathlib import Path

import pytest

from pagewords import config

EXAMPLE = Path(__file__).parents[2] / ".env.example"


def test_without_any_setting_everything_is_local() -> None:
    settings = config.from_environment({})
    assert settings.database_url.startswith("sqlite:///")
    assert settings.redis_url is None
    assert (settings.host, settings.port) == ("127.0.0.1", None)
    assert settings.trusted_sites == frozenset()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "70000"),
        ("PORT", "-1"),
        ("PAGEWORDS_WORKERS", "0"),
        ("PAGEWORDS_WORKERS", "²"),
        ("PAGEWORDS_ATTEMPT_SECONDS", "soon"),
        ("DATABASE_URL", "mysql://localhost/x"),
        ("REDIS_URL", "localhost:6379"),
        ("REDIS_URL", "redis://localhost:6379/0?socket_timeout=soon"),
        ("REDIS_URL", "redis://localhost:6379/0?timeout_of_socket=1"),
        ("REDIS_URL", "rediss://localhost:6379/0?ssl_cert_reqs=perhaps"),
        ("REDIS_URL", "unix:///run/valkey.sock?db=first"),
        ("CORS_ORIGINS", "*"),
        ("CORS_ORIGINS", "https://words.example *"),
        ("CORS_ORIGINS", "https://*.example"),
        ("CORS_ORIGINS", "https://words.example/path"),
        ("PAGEWORDS_TRUSTED_SITES", "http://user@127.0.0.1"),
        ("PAGEWORDS_LOG_LEVEL", "loud"),
    ],
)
def test_a_wrong_value_is_told_in_a_sentence(name: str, value: str) -> None:
    with pytest.raises(config.SettingsError, match=rf"^{name} .*\.$"):
        config.from_environment({name: value})


@pytest.mark.parametrize("prefix", ["postgres://", "postgresql://", "postgresql+psycopg://"])
def test_every_spelling_of_postgresql_is_taken(prefix: str) -> None:
    settings = config.from_environment({"DATABASE_URL": f"{prefix}me@host/words"})
    assert settings.database_url == "postgresql+psycopg://me@host/words"


def test_origins_are_exact_and_several() -> None:
    settings = config.from_environment(
        {"CORS_ORIGINS": " https://A.example/, http://b.example:81 ,"}
    )
    assert settings.cors_origins == ("https://a.example", "http://b.example:81")


def test_a_relative_data_folder_is_of_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert config.from_environment({"PAGEWORDS_DATA": "here"}).data == tmp_path / "here"


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("DATABASE_URL", "postgresql://me:horse@battery@host/words"),
        ("DATABASE_URL", "postgresql://me:horse/battery@host/words"),
        ("DATABASE_URL", "postgresql://me@host:battery/words"),
        ("REDIS_URL", "redis://:horse#battery@host:6379/0"),
        ("DATABASE_URL", "postgresql://words:12/battery@host/words"),
        ("REDIS_URL", "redis://words:12?battery@host/0"),
        ("REDIS_URL", "redis://[battery/0"),
    ],
)
def test_a_url_that_is_read_otherwise_than_meant_is_told_without_any_of_it(
    name: str, url: str
) -> None:
    with pytest.raises(config.SettingsError, match=rf"^{name} .*\.$") as told:
        config.from_environment({name: url})
    assert "horse" not in str(told.value)
    assert "battery" not in str(told.value)


def test_a_misspelt_setting_is_told() -> None:
    assert config.unknown({"PAGEWORDS_WORKER": "2", "PATH": "/bin", "PAGEWORDS_HOSTS": "*"}) == [
        "PAGEWORDS_WORKER is no setting of this version. Did you mean PAGEWORDS_WORKERS?"
    ]
    every = re.findall(r"^#?(PAGEWORDS_\w+)=", EXAMPLE.read_text(), re.MULTILINE)
    assert config.unknown(dict.fromkeys(every, "")) == []
