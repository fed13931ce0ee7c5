"""QR codes: a link as a picture, so that a printed result leads back to itself."""

import io
from typing import Any

import segno
from flask import Response
from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE, fields, validate

from pagewords.api import documented
from pagewords.api.clients import client_of_request
from pagewords.api.parser import Parser
from pagewords.api.request_schemas import Strict
from pagewords.api.stored import MAX_AGE
from pagewords.errors import invalid_field
from pagewords.services import services_of

blp = Blueprint("qr", __name__, url_prefix="/api/qr", description=__doc__)
blp.ARGUMENTS_PARSER = Parser()
#: Characters and bytes; a code of more is hard to scan from paper.
MAX_CHARACTERS, MAX_BYTES = 600, 1_800


class CodeQuery(Strict):
    """What the code says."""

    text = fields.String(
        required=True,
        validate=validate.Length(1, MAX_CHARACTERS),
        metadata={"description": "The link.", "example": "https://example.com/"},
    )


@blp.route("")
class Code(MethodView):
    """One code."""

    @blp.arguments(CodeQuery, location="query", unknown=RAISE)
    @blp.response(
        200,
        {"type": "string"},
        content_type="image/svg+xml",
        description="The picture, a unit of its viewBox a module.",
    )
    @blp.doc(operationId="drawCode")
    @documented.refusals(429)
    def get(self, query: dict[str, Any]) -> Response:
        """The QR code of a link, as SVG.

        The page prints it beside a result.
        """
        if len(query["text"].encode("utf-8", "surrogatepass")) > MAX_BYTES:
            invalid_field("text", f"A code has at most {MAX_BYTES} bytes.")
        out = io.BytesIO()
        with services_of().rate_limiter.metered(client_of_request()):
            code = segno.make_qr(query["text"], error="m")
            code.save(out, kind="svg", border=4, omitsize=True, light="#fff", xmldecl=False)
        response = Response(out.getvalue(), content_type="image/svg+xml")
        response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}"
        return response
