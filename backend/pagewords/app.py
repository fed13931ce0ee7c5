"""Builds the application: settings, database, broker, API, page, CORS."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask, Response, request
from flask_compress import Compress
from flask_cors import CORS
from flask_migrate import Migrate
from sqlalchemy.pool import ConnectionPoolEntry
from werkzeug.middleware.proxy_fix import ProxyFix

from pagewords import api, config, errors
from pagewords.api import rate_limits
from pagewords.api.answers import CODINGS
from pagewords.api.stored import compressed
from pagewords.jobs.broker import Broker, connect
from pagewords.jobs.rates import Rates
from pagewords.models import db
from pagewords.services import Services, attach
from pagewords.serving import hosts, http_server, security, static_files

MIGRATIONS = Path(__file__).parent.parent / "migrations"
#: Bytes of a request's body: the longest text, with every character escaped.
BODY_BYTES = 6_500_000
#: Seconds between a job's limit of the clock and RQ's alarm, which is the last resort.
RQ_MARGIN = 60
#: Seconds that a statement waits for another process's write (SQLite) or a connection (PostgreSQL).
DATABASE_WAIT = 5
#: Seconds of silence after which a connection to PostgreSQL is given up.
DATABASE_GONE = 10
#: Bytes that the write-ahead log of a SQLite file keeps once it has been written to the file.
SQLITE_LOG = 8_000_000


def build(settings: config.Settings | None = None) -> Flask:
    """See `pagewords.create_app`."""
    settings = settings or config.from_environment()
    app = Flask("pagewords", static_folder=None)
    app.config.update(
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        # Errors get logged, and their parameters hold pasted texts.
        SQLALCHEMY_ENGINE_OPTIONS=_engine_options(settings) | {"hide_parameters": True},
        MAX_CONTENT_LENGTH=BODY_BYTES,
        FILE_BYTES=settings.file_bytes,
        COMPRESS_CACHE_BACKEND=lambda: compressed,
        COMPRESS_CACHE_KEY=lambda _: "",
        # The second has no gzip by itself, which some clients take alone.
        COMPRESS_ALGORITHM=CODINGS,
        COMPRESS_ALGORITHM_STREAMING=CODINGS,
    )
    app.json.sort_keys = False  # type: ignore[attr-defined] # the words' order is the answer
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops)  # type: ignore[method-assign]
    db.init_app(app)
    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    redis = connect(settings.redis_url or "redis://127.0.0.1:6379/0")
    broker = Broker(redis, settings.result_ttl, int(settings.wall_seconds) + RQ_MARGIN)
    rates = Rates(broker)
    attach(app, Services(settings, broker, rates, rate_limits.RateLimiter(settings, rates)))
    errors.register(app)
    rate_limits.register(app)
    security.register(app)
    _share_across_origins(app, settings.cors_origins)
    Compress(app)
    api.register(app)
    static_files.register(app)
    # Last, so that the others' hooks have run when these reject a request.
    hosts.register(app, settings)
    http_server.register(app)
    return app


def _share_across_origins(app: Flask, origins: Sequence[str]) -> None:
    """Let pages of these origins call the API."""
    CORS(
        app,
        resources=r"/(api|results)/.*",
        # An address in brackets would be taken for an expression.
        origins=[re.compile(rf"{re.escape(origin)}\Z") for origin in origins],
        methods=["GET", "HEAD", "POST", "DELETE", "OPTIONS"],
        allow_headers=[
            *("Content-Type", "Prefer", "If-None-Match", "Idempotency-Key", "Pagewords-Token")
        ],
        expose_headers=[
            *("Location", "Retry-After", "Preference-Applied", "ETag", "Link"),
            *("Content-Disposition", "RateLimit", "RateLimit-Policy"),
        ],
        max_age=600,
        vary_header=False,
    )
    if origins:
        app.after_request(_vary_by_origin)


def _vary_by_origin(response: Response) -> Response:
    """Say that the origin counts, even where none was sent: caches would give that answer to all.

    Flask-CORS does not where a single origin is allowed.
    """
    if request.path.startswith(("/api/", "/results/")):
        response.vary.add("Origin")
    return response


def _engine_options(settings: config.Settings) -> dict[str, Any]:
    if settings.database_url.startswith("sqlite"):
        return {"connect_args": {"timeout": DATABASE_WAIT}, "json_serializer": _json}
    return {
        "json_serializer": _json,
        "pool_pre_ping": True,
        "pool_timeout": DATABASE_WAIT,
        "pool_size": settings.api_threads,
        "connect_args": {
            "connect_timeout": DATABASE_WAIT,
            # Notice within seconds that the database's machine or network is gone.
            "tcp_user_timeout": 1_000 * DATABASE_GONE,
            "keepalives_idle": DATABASE_WAIT,
            "keepalives_interval": 1,
            "keepalives_count": DATABASE_GONE - DATABASE_WAIT,
            # A database in SQL_ASCII, from a server without a locale, would answer in bytes.
            "client_encoding": "utf8",
        },
    }


def _json(value: Any) -> str:
    """Compact JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@sa.event.listens_for(sa.Engine, "connect")
def _prepare_sqlite(connection: Any, _: ConnectionPoolEntry) -> None:
    """Let processes read while one writes, and let a commit survive the crash of any of them.

    What is removed is not overwritten, as some builds of SQLite do: of large results it would take
    seconds, in which nobody else can write.
    """
    if "sqlite3" in type(connection).__module__:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA secure_delete=OFF")
        cursor.execute(f"PRAGMA journal_size_limit={SQLITE_LOG}")
        cursor.close()
