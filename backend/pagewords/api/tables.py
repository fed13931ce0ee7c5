"""Tables: the words of a result as files, which clients then do not take for JSON."""

from collections.abc import Callable
from typing import Any

from flask import Response
from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE

from pagewords.api import documented, request_schemas
from pagewords.api.parser import Parser
from pagewords.api.result_words import words_of

blp = Blueprint("tables", __name__, url_prefix="/api/results", description=__doc__)
blp.ARGUMENTS_PARSER = Parser()


def _of_a_table(name: str, content_type: str) -> Callable[[Any], Any]:
    """Document a view that answers with a table."""

    def decorate(view: Any) -> Any:
        schema = {"type": "string"}
        for part in (
            documented.of_a_result,
            blp.doc(operationId=name),
            blp.response(
                200,
                schema,
                content_type=content_type,
                description="The table; all rows of it, unless `limit` is given.",
                headers=documented.headers("ETag", "Content-Disposition"),
            ),
            blp.arguments(request_schemas.TableQuery, location="query", unknown=RAISE),
        ):
            view = part(view)
        return view

    return decorate


@blp.route("/<key>/words.csv", parameters=[documented.KEY])
class WordsCsv(MethodView):
    """The words of a result as CSV."""

    @_of_a_table("downloadCsv", "text/csv")
    def get(self, query: dict[str, Any], key: str) -> Response:
        """The sorted list as CSV (RFC 4180), with a line of names.

        Takes what the list takes.
        """
        return words_of(query | {"format": "csv"}, key)


@blp.route("/<key>/words.tsv", parameters=[documented.KEY])
class WordsTsv(MethodView):
    """The words of a result as TSV."""

    @_of_a_table("downloadTsv", "text/tab-separated-values")
    def get(self, query: dict[str, Any], key: str) -> Response:
        """The sorted list with tabs between the columns, with a line of names.

        Takes what the list takes.
        """
        return words_of(query | {"format": "tsv"}, key)
