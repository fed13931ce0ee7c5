"""webargs' parser, with stricter rules: what is sent twice or cannot be read is rejected."""

import json
from typing import Any

import marshmallow as ma
from flask import Request
from webargs import missing
from webargs.flaskparser import FlaskParser, is_json_request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from pagewords.errors import invalid_field

#: The content type of a submission with a file.
MULTIPART = "multipart/form-data"
#: Members of an object that are looked at. No body has as many known ones, so it is refused for
#: these; each takes time to refuse.
MEMBERS = 100


class Parser(FlaskParser):
    """Rejects parameters and members that are there twice, of which only one would count, and what
    Python cannot parse: a body nested deeper than the stack, a number with too many digits."""

    def load_json(self, req: Request, schema: ma.Schema) -> Any:
        """The body of a submission."""
        if req.mimetype == MULTIPART:
            _reject_repeated([*req.form.items(multi=True), *req.files.items(multi=True)])
            return req.form.to_dict() | req.files.to_dict()
        # Without a Content-Length only the beginning of the body is read.
        if req.content_length is None and len(req.get_data()) >= (req.max_content_length or 0):
            raise RequestEntityTooLarge
        try:
            return super().load_json(req, schema)
        except (RecursionError, ValueError):
            raise BadRequest from None

    def _raw_load_json(self, req: Request) -> Any:
        if not is_json_request(req):
            return missing
        text = req.get_data(cache=True).decode("utf-8")
        return json.loads(text, object_pairs_hook=_object)

    def load_querystring(self, req: Request, schema: ma.Schema) -> Any:
        """The parameters of a query."""
        _reject_repeated(req.args.items(multi=True))
        return super().load_querystring(req, schema)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    some = pairs[:MEMBERS]
    _reject_repeated(some)
    return dict(some)


def _reject_repeated(pairs: Any) -> None:
    names = set()
    for name, _ in pairs:
        if name in names:
            invalid_field(name, "Send this once: it is there more than once.")
        names.add(name)
