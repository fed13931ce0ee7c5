"""The schemas of submissions: three kinds in JSON, and a file in a form."""

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate
from werkzeug.datastructures import FileStorage

from pagewords.api.request_schemas import URL_CHARACTERS, Strict

#: As ECMA-262 has it, for the document.
LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$"
LANGUAGE_DESCRIPTION = (
    "The language to count in, as a BCP 47 tag; detected if it is absent, und or mul."
    " GET /api/languages lists those that are known."
)
NO_TAG = "This is no language tag such as “en” or “ko”."
TITLE_CHARACTERS = 300


def _text(**options: Any) -> fields.String:
    return fields.String(
        error_messages={"invalid": "This must be a string.", "null": "This must be a string."},
        **options,
    )


class _File(fields.Raw):
    """A file of a multipart body."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> FileStorage:
        if not isinstance(value, FileStorage):
            raise ma.ValidationError("Send a file, in a body of the type multipart/form-data.")
        return value


class _Flag(fields.Boolean):
    """True or false: marshmallow's own field takes 0 and 1 too, which equal them."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


def check_end(tag: str) -> None:
    """Reject a line end, which `$` lets stand behind a tag."""
    if tag.endswith("\n"):
        raise ma.ValidationError(NO_TAG)


class _Submitted(Strict):
    """What each submission may say besides."""

    language = _text(
        metadata={"description": LANGUAGE_DESCRIPTION, "example": "ko"},
        validate=[validate.Regexp(LANGUAGE, error=NO_TAG), check_end],
    )
    fresh = _Flag(
        load_default=False,
        metadata={
            "description": "Do not share the job of an equal link or recount. Texts are never"
            " shared."
        },
        error_messages={
            "invalid": "This must be true or false.",
            "null": "This must be true or false.",
        },
    )


class UrlSubmissionSchema(_Submitted):
    """One page."""

    url = _text(
        required=True,
        metadata={"description": "The page's link.", "example": "https://example.com/"},
        validate=[
            validate.Length(1, error="Give the link of a page."),
            validate.Length(
                max=URL_CHARACTERS, error=f"A link has at most {URL_CHARACTERS} characters."
            ),
        ],
    )


class TextSubmissionSchema(_Submitted):
    """One text."""

    text = _text(
        required=True,
        metadata={
            "description": "A text to count instead of a page; at most 1,000,000 characters, or"
            " fewer if the operator says so."
        },
    )
    title = _text(
        metadata={"description": "The title of the text."},
        validate=validate.Length(
            max=TITLE_CHARACTERS, error=f"A title has at most {TITLE_CHARACTERS} characters."
        ),
    )


class RecountSubmissionSchema(_Submitted):
    """Another language for the text of a result."""

    source = fields.UUID(
        required=True,
        data_key="from",
        metadata={"description": "The key of a result whose text is to be counted again."},
        error_messages={"invalid_uuid": "This must be the key of a result."},
    )


class SubmissionSchema(UrlSubmissionSchema, TextSubmissionSchema, RecountSubmissionSchema):
    """Any submission: which of them it is shows when its fields are known to be valid."""

    file = _File()


#: None of these fields is required of every submission.
ANY_SUBMISSION = SubmissionSchema(partial=("url", "text", "source"))
