"""The members of answers: marshmallow's fields, each required and with a description."""

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate


class Answer(ma.Schema):
    """The base of all: an object to which later versions may add members."""

    class Meta:
        """Members that are not named are allowed."""

        unknown = ma.EXCLUDE


def said(description: str, options: dict[str, Any], **metadata: Any) -> dict[str, Any]:
    """Options of a field with a description."""
    return {"required": True, **options, "metadata": {"description": description, **metadata}}


def text(description: str, **options: Any) -> fields.String:
    """A string."""
    return fields.String(**said(description, options))


def one_of(description: str, values: list[str | None], **options: Any) -> fields.String:
    """One of some strings."""
    return fields.String(**said(description, options), validate=validate.OneOf(values))


def link(description: str, **options: Any) -> fields.String:
    """A link."""
    return fields.String(**said(description, options, example="https://example.com/"))


def whole(description: str, **options: Any) -> fields.Integer:
    """A whole number."""
    return fields.Integer(**said(description, options))


def number(description: str, **options: Any) -> fields.Float:
    """A number."""
    return fields.Float(**said(description, options))


def flag(description: str, **options: Any) -> fields.Boolean:
    """A boolean."""
    return fields.Boolean(**said(description, options))


def moment(description: str, **options: Any) -> fields.String:
    """A time as RFC 3339."""
    return fields.String(**said(description + ", in UTC", options, format="date-time"))


def key(description: str = "The key of the job and of its result.") -> fields.UUID:
    """The key of a job or result."""
    return fields.UUID(**said(description, {}))


def one(schema: Any, description: str, **options: Any) -> Any:
    """An object."""
    return fields.Nested(schema, **said(description, options))


def many(schema: type[ma.Schema], description: str, **options: Any) -> Any:
    """A list of objects."""
    return fields.List(fields.Nested(schema), **said(description, options))


def mapping(values: Any, description: str) -> Any:
    """An object with names of any kind."""
    return fields.Dict(keys=fields.String(), values=values, **said(description, {}))


def links() -> Any:
    """The links of an answer."""
    return mapping(fields.String(), "Paths that lead on, by name.")
