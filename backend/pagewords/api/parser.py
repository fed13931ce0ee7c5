"""webargs' parser, with stricter rules: what is sent twice or cannot be read is rejected."""

import json
import traceback
from typing import Any, NoReturn

import marshmallow as ma
from flask import Request
from webargs import missing
from webargs.flaskparser import FlaskParser, is_json_request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from pagewords.api.clients import client_of_request
from pagewords.api.sentences import reword
from pagewords.errors import Problem, invalid_field
from pagewords.services import services_of

#: The content type of a submission with a file.
MULTIPART = "multipart/form-data"
#: Members of objects, items of lists, and these themselves, in a body. No body that is taken has
#: thirty, and millions take seconds and memory before they are refused.
ITEMS = 1_000


class Parser(FlaskParser):
    """Rejects parameters and members that are there twice, of which only one would count, and what
    Python cannot parse: a body nested deeper than the stack, a number with too many digits."""

    def load_json(self, req: Request, schema: ma.Schema) -> Any:
        """The body of a submission; the time that it takes counts as the client's."""
        with services_of().rate_limiter.metered(client_of_request()):
            return self._load_body(req, schema)

    def _load_body(self, req: Request, schema: ma.Schema) -> Any:
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
        if _items(text) > ITEMS and _items(_outside_strings(text)) > ITEMS:
            detail = "The body has too many members and items: no request has more than thirty."
            raise Problem(400, "malformed_json", detail)
        return json.loads(text, object_pairs_hook=_object)

    def load_querystring(self, req: Request, schema: ma.Schema) -> Any:
        """The parameters of a query."""
        _reject_repeated(req.args.items(multi=True))
        return super().load_querystring(req, schema)

    def handle_error(
        self, error: ma.ValidationError, req: Request, schema: ma.Schema, **options: Any
    ) -> NoReturn:
        """Answer what does not fit the schema."""
        known = [field.data_key or name for name, field in schema.fields.items()]
        places: Any = error.messages
        error.messages = {place: reword(said, known) for place, said in places.items()}
        # marshmallow's frames hold the error, and it holds them: a cycle that would keep the body
        # until a collection, which is rare.
        traceback.clear_frames(error.__traceback__)
        super().handle_error(error, req, schema, **options)


def _items(text: str) -> int:
    return sum(text.count(sign) for sign in ",[{")


def _outside_strings(text: str) -> str:
    # Without what is escaped, each quote begins a string or ends one. Splitting at a million of
    # them takes long; where there are so many strings, the rest has an item for each, too.
    return "".join(text.replace("\\\\", "").replace('\\"', "").split('"', 4 * ITEMS)[::2])


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    _reject_repeated(pairs)
    return dict(pairs)


def _reject_repeated(pairs: Any) -> None:
    names = set()
    for name, _ in pairs:
        if name in names:
            invalid_field(name, "Send this once: it is there more than once.")
        names.add(name)
