"""Settings from the environment, each with its unit and its default.

A wrong value raises `SettingsError` with a sentence that names the variable.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from pagewords.config.environment import Reader
from pagewords.config.environment import SettingsError as SettingsError


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. Sizes are in bytes, times in seconds, rates a minute; 0 days are for ever."""

    data: Path
    database_url: str
    redis_url: str | None
    host: str
    port: int | None
    hosts: frozenset[str]
    cors_origins: tuple[str, ...]
    trusted_sites: frozenset[str]
    workers: int
    api_processes: int
    api_threads: int
    proxies: int
    contact: str
    wire_bytes: int
    decoded_bytes: int
    file_bytes: int
    attempt_seconds: float
    cpu_seconds: float
    wall_seconds: float
    attempts: int
    redirects: int
    draw_seconds: int
    draw_requests: int
    draw_bytes: int
    draw_memory_bytes: int
    draw_service: str
    text_characters: int
    memory_bytes: int
    client_rate: int
    client_waiting: int
    client_text_bytes: int
    client_stored_bytes: int
    client_read_seconds: int
    host_rate: int
    queue_limit: int
    result_ttl: int
    result_days: int
    text_days: int
    log_level: str
    metrics_token: str
    worker_metrics: tuple[str, int] | None


DEFAULT_PORT = 5000
LOG_LEVELS = ("debug", "info", "warning", "error")


def client_threads(threads: int) -> int:
    """Threads of so many that the requests of one client have at most."""
    return max(2, threads // 3)


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """Read all settings; raises `SettingsError` for the first value that cannot be used."""
    return _settings(Reader(os.environ if environ is None else environ))


def _settings(read: Reader) -> Settings:
    data = Path(read.text("PAGEWORDS_DATA", "var")).expanduser().absolute()
    seconds = read.whole("PAGEWORDS_ATTEMPT_SECONDS", 15, 1, 600)
    return Settings(
        data=data,
        database_url=_database_url(read.text("DATABASE_URL", ""), data),
        redis_url=_redis_url(read.text("REDIS_URL", "")),
        host=read.text("HOST", "127.0.0.1"),
        port=read.integer("PORT", None, 0, 65_535),
        hosts=frozenset(read.hosts("PAGEWORDS_HOSTS")),
        cors_origins=tuple(read.origins("CORS_ORIGINS")),
        trusted_sites=frozenset(read.origins("PAGEWORDS_TRUSTED_SITES")),
        workers=read.whole("PAGEWORDS_WORKERS", min(os.cpu_count() or 1, 2), 1, 256),
        api_processes=read.whole("PAGEWORDS_API_PROCESSES", 1, 1, 64),
        api_threads=read.whole("PAGEWORDS_API_THREADS", 16, 2, 256),
        proxies=read.whole("PAGEWORDS_PROXIES", 0, 0, 10),
        contact=read.text("PAGEWORDS_CONTACT", ""),
        wire_bytes=read.whole("PAGEWORDS_WIRE_BYTES", 5_000_000, 1_000, 1_000_000_000),
        decoded_bytes=read.whole("PAGEWORDS_DECODED_BYTES", 10_000_000, 1_000, 1_000_000_000),
        file_bytes=read.whole("PAGEWORDS_FILE_BYTES", 25_000_000, 1_000, 500_000_000),
        attempt_seconds=seconds,
        cpu_seconds=read.whole("PAGEWORDS_CPU_SECONDS", 3 * seconds, 1, 3_600),
        wall_seconds=read.whole("PAGEWORDS_WALL_SECONDS", 180, 1, 3_600),
        attempts=read.whole("PAGEWORDS_ATTEMPTS", 3, 1, 20),
        redirects=read.whole("PAGEWORDS_REDIRECTS", 10, 0, 20),
        draw_seconds=read.whole("PAGEWORDS_DRAW_SECONDS", 10, 0, 120),
        draw_requests=read.whole("PAGEWORDS_DRAW_REQUESTS", 150, 1, 10_000),
        draw_bytes=read.whole("PAGEWORDS_DRAW_BYTES", 15_000_000, 1_000, 1_000_000_000),
        draw_memory_bytes=read.whole("PAGEWORDS_DRAW_MEMORY_MB", 900, 200, 100_000) * 1_000_000,
        draw_service=read.text("PAGEWORDS_DRAW_SERVICE", ""),
        text_characters=read.whole("PAGEWORDS_TEXT_CHARACTERS", 1_000_000, 1, 1_000_000),
        memory_bytes=read.whole("PAGEWORDS_MEMORY_MB", 1_000, 200, 100_000) * 1_000_000,
        client_rate=read.whole("PAGEWORDS_CLIENT_RATE", 1_500, 1, 1_000_000),
        client_waiting=read.whole("PAGEWORDS_CLIENT_WAITING", 100, 1, 1_000_000),
        client_text_bytes=read.whole("PAGEWORDS_CLIENT_TEXT_BYTES", 10_000_000, 4_000_000, 10**12),
        client_stored_bytes=read.whole("PAGEWORDS_CLIENT_STORED_BYTES", 10**9, 1_000, 10**15),
        client_read_seconds=read.whole("PAGEWORDS_CLIENT_READ_SECONDS", 30, 1, 100_000),
        host_rate=read.whole("PAGEWORDS_HOST_RATE", 45, 1, 1_000_000),
        queue_limit=read.whole("PAGEWORDS_QUEUE_LIMIT", 5_000, 1, 1_000_000),
        result_ttl=read.whole("PAGEWORDS_RESULT_TTL", 5_000, 1, 31_536_000),
        result_days=read.whole("PAGEWORDS_RESULT_DAYS", 0, 0, 36_500),
        text_days=read.whole("PAGEWORDS_TEXT_DAYS", 7, 0, 36_500),
        log_level=read.choice("PAGEWORDS_LOG_LEVEL", "info", LOG_LEVELS),
        metrics_token=read.secret("PAGEWORDS_METRICS_TOKEN"),
        worker_metrics=read.address("PAGEWORDS_WORKER_METRICS"),
    )


def unknown(environ: Mapping[str, str]) -> list[str]:
    """A sentence for each variable that looks like a setting and is none."""
    read = Reader({})
    _settings(read)
    found = []
    for name in sorted(environ):
        if name.startswith("PAGEWORDS_") and name not in read.names:
            near = get_close_matches(name, sorted(read.names), 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            found.append(f"{name} is no setting of this version.{hint}")
    return found


def _check_server(name: str, value: str) -> None:
    """Raise `SettingsError` for a URL that cannot be taken apart as its writer meant it.

    The sentence shows nothing of it, since a part that is taken for a host may be the password's.
    """
    try:
        parts = urlsplit(value)
        # Behind the host there is no @: a / or ? before it is one of the password.
        behind = f"{parts.path}{parts.query}{parts.fragment}" if parts.netloc else ""
        sound = parts.netloc.count("@") <= 1 and parts.port != 0 and "@" not in behind
    except ValueError:
        sound = False
    if not sound:
        raise SettingsError(
            f"{name} is no valid URL. In its password write @ as %40, / as %2F, : as %3A, "
            "# as %23, ? as %3F and % as %25."
        )


def _database_url(value: str, data: Path) -> str:
    """The URL in SQLAlchemy's form; many hosts still write `postgres://`."""
    if not value:
        return f"sqlite:///{data / 'pagewords.db'}"
    _check_server("DATABASE_URL", value)
    for prefix in ("postgresql+psycopg://", "postgresql://", "postgres://"):
        if value.startswith(prefix):
            return "postgresql+psycopg://" + value.removeprefix(prefix)
    if value.startswith("sqlite:///"):
        return value
    raise SettingsError("DATABASE_URL must start with postgresql:// or sqlite:///.")


def _redis_url(value: str) -> str | None:
    if value and not value.startswith(("redis://", "rediss://", "unix://")):
        raise SettingsError("REDIS_URL must start with redis://, rediss:// or unix://.")
    _check_server("REDIS_URL", value)
    if value:
        _check_options(value)
    return value or None


def _check_options(url: str) -> None:
    """Raise `SettingsError` for what Redis's client does not take; nothing is connected yet."""
    from redis import ConnectionPool, RedisError

    try:
        ConnectionPool.from_url(url).make_connection()
    except (TypeError, ValueError, RedisError):
        raise SettingsError(
            "REDIS_URL has an option after its “?” that is not known, or whose value is wrong."
        ) from None
