"""Languages: what can be counted, and what is known of each."""

from flask import Response
from flask.views import MethodView
from flask_smorest import Blueprint

from pagewords.api.job_answers import json_response
from pagewords.api.language_tags import languages
from pagewords.api.list_schemas import LanguagesSchema
from pagewords.api.stored import MAX_AGE

blp = Blueprint("languages", __name__, url_prefix="/api/languages", description=__doc__)


@blp.route("")
class Languages(MethodView):
    """All languages."""

    @blp.response(200, LanguagesSchema, description="All languages.")
    @blp.doc(operationId="listLanguages")
    def get(self) -> Response:
        """The languages that a submission may name.

        Texts in other languages are counted too, by the rules of their script.
        """
        response = json_response({"items": [one._asdict() for one in languages().values()]})
        response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}"
        return response
