"""The text of a result."""

import uuid
from typing import Any

from flask import Response, request
from flask.views import MethodView
from marshmallow import RAISE

from pagewords.api import documented, indexes, request_schemas, response_schemas, stored
from pagewords.api.results import blp
from pagewords.models import Result, db
from pagewords.stats import list_blocks, main_text

_TEXT = {"schema": {"type": "string"}}


@blp.route("/<key>/text", parameters=[documented.KEY])
class Text(MethodView):
    """The text of a result."""

    @blp.arguments(request_schemas.TextQuery, location="query", unknown=RAISE)
    @blp.response(
        200,
        response_schemas.TextSchema,
        description="The text that was counted.",
        headers=documented.headers("ETag"),
    )
    @blp.doc(operationId="getText", responses={200: {"content": {"text/plain": _TEXT}}})
    @documented.of_a_result
    def get(self, query: dict[str, Any], key: str) -> Response:
        """What was counted: the text in blocks.

        The main text alone with `format=text`.
        """

        def text(identity: uuid.UUID) -> stored.Made:
            index = indexes.moved(identity, query["blocks"])
            if query["format"] == "text":
                return (main_text(index) + "\n").encode(), "text/plain; charset=utf-8"
            row = db.session.get_one(Result, identity)
            body = {"title": row.title, "language": row.language, "blocks": list_blocks(index)}
            return stored.dump(body), "application/json"

        return stored.respond(key, f"text?{request.query_string.decode()}", text)
