"""Languages: what can be counted, and what is known of each."""

from typing import Any

from flask import Response
from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE

from pagewords.api.job_answers import json_response
from pagewords.api.language_tags import languages
from pagewords.api.list_schemas import LanguagesSchema
from pagewords.api.parser import Parser
from pagewords.api.request_schemas import Strict
from pagewords.api.stored import MAX_AGE

blp = Blueprint("languages", __name__, url_prefix="/api/languages", description=__doc__)
blp.ARGUMENTS_PARSER = Parser()


@blp.route("")
class Languages(MethodView):
    """All languages."""

    @blp.arguments(Strict, location="query", unknown=RAISE)
    @blp.response(200, LanguagesSchema, description="All languages.")
    @blp.doc(operationId="listLanguages")
    def get(self, _: dict[str, Any]) -> Response:
        """The languages that a submission may name.

        Texts in other languages are counted too, by the rules of their script.
        """
        response = json_response({"items": [one._asdict() for one in languages().values()]})
        response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}"
        return response
