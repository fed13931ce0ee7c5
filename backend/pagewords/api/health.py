"""Health: live is whether this process answers, ready is whether it can take a job and keep it.

A supervisor asks `/api/health/live` whether to start the process anew, which helps nobody while the
database is away; a load balancer asks `/api/health` whether to send it requests.
"""

import sqlalchemy as sa
from flask import Response
from flask.views import MethodView
from flask_smorest import Blueprint
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from pagewords.api.jobs import json_response
from pagewords.api.schemas import HealthSchema, LiveSchema
from pagewords.models import db
from pagewords.services import parts

blp = Blueprint("health", __name__, url_prefix="/api/health", description=__doc__)


@blp.route("")
class Health(MethodView):
    """The service's health."""

    @blp.response(200, HealthSchema)
    @blp.alt_response(503, schema=HealthSchema, description="Live, but the database is away.")
    def get(self) -> Response:
        """Whether the parts answer; jobs are accepted while Redis is away, not the database."""
        database, redis = _database(), _redis()
        body = {
            "status": "ok" if database and redis else "degraded" if database else "unavailable",
            "live": True,
            "ready": database,
            "parts": {"database": _word(database), "redis": _word(redis)},
        }
        response = json_response(body, 200 if database else 503)
        response.headers["Cache-Control"] = "no-store"
        return response


@blp.route("/live")
class Live(MethodView):
    """Whether this process is alive."""

    @blp.response(200, LiveSchema)
    def get(self) -> Response:
        """Whether this process answers, whatever becomes of the parts it needs."""
        response = json_response({"live": True})
        response.headers["Cache-Control"] = "no-store"
        return response


def _word(answers: bool) -> str:
    return "ok" if answers else "away"


def _database() -> bool:
    try:
        db.session.execute(sa.text("SELECT 1"))
    except SQLAlchemyError:
        db.session.rollback()
        return False
    return True


def _redis() -> bool:
    try:
        with parts().messenger.asking() as redis:
            return bool(redis.ping())
    except RedisError:
        return False
