"""The schemas of queries. With those of responses they make the OpenAPI document."""

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from pagewords.api.sentences import UNKNOWN
from pagewords.text import CLASSES

URL_CHARACTERS = 2_048
#: Items of a list in one answer: by default, and at most.
LIMIT, MAX_LIMIT = 10, 1_000
#: Words that a reader may hide, or keep, in one list.
MAX_WORDS = 200
MAX_OFFSET = 10_000_000
#: Blocks that a reader may move in one list.
MAX_BLOCKS = 200


class Strict(ma.Schema):
    """A schema that rejects unknown fields."""

    class Meta:
        """A misspelt field is an error; it is not ignored."""

        unknown = ma.RAISE
        ordered = True

    error_messages = {  # noqa: RUF012 - as marshmallow wants it
        "unknown": UNKNOWN,
        "type": "Send a JSON object.",
    }


def choice(description: str, *values: str) -> fields.String:
    """One of some values; the first is the default."""
    return fields.String(
        load_default=values[0],
        validate=validate.OneOf(values),
        metadata={"description": description},
    )


def scope_field() -> fields.String:
    """The text that is looked at."""
    return choice("The main text, or the whole page.", "main", "page")


def group_field() -> fields.String:
    """How words are grouped."""
    return choice("Whether the forms of a word are counted as one.", "forms", "none")


def stop_words_field() -> fields.String:
    """Whether stop words are left out."""
    return choice("Whether words with a grammatical job only are left out.", "hide", "show")


def code_field() -> fields.String:
    """What becomes of program code."""
    return choice("Whether program code is left out of the main text.", "out", "in")


def limit_field(most: int) -> fields.Integer:
    """The number of items, at most `most`."""
    return fields.Integer(
        load_default=LIMIT,
        validate=validate.Range(1, most),
        metadata={"description": "The number of items in this part of the list."},
    )


def file_limit_field(items: str, more: str = "") -> fields.Integer:
    """The number of `items`, as `limit_field`, but all where a file is asked for; no default."""
    description = f"The number of {items}: {LIMIT} in JSON and all in a file, if it is absent."
    return fields.Integer(
        validate=validate.Range(1, MAX_LIMIT), metadata={"description": description + more}
    )


def offset_field() -> fields.Integer:
    """The number of items before."""
    return fields.Integer(
        load_default=0,
        validate=validate.Range(0, MAX_OFFSET),
        metadata={"description": "The number of items before this part of the list."},
    )


class Blocks(fields.Field):  # type: ignore[type-arg]
    """Numbers of blocks separated by commas, as a tuple."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            load_default=(),
            metadata={
                "type": "string",
                "default": "",
                "description": "Numbers of the blocks that the reader moved into the main text or"
                f" out of it, separated by commas, at most {MAX_BLOCKS}; see the text of a result.",
                "example": "3,4,17",
            },
            **options,
        )

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> tuple[int, ...]:
        numbers = value.split(",") if value else []
        if len(numbers) > MAX_BLOCKS:
            raise ma.ValidationError(f"At most {MAX_BLOCKS} blocks can be moved.")
        if not all(number.isascii() and number.isdigit() and len(number) < 8 for number in numbers):
            raise ma.ValidationError("Send numbers of blocks separated by commas, such as 3,4,17.")
        return tuple(map(int, numbers))


def _few(text: str) -> None:
    if text.count(",") >= MAX_WORDS:
        raise ma.ValidationError(f"At most {MAX_WORDS} words.")


def _words(description: str) -> fields.String:
    return fields.String(load_default="", validate=_few, metadata={"description": description})


class SelectionQuery(Strict):
    """Which words are counted, and which of them are listed."""

    scope = scope_field()
    unit = fields.Integer(
        load_default=1,
        validate=validate.OneOf([1, 2, 3]),
        metadata={"description": "Words, two-word or three-word phrases."},
    )
    group = group_field()
    stop_words = stop_words_field()
    hide = _words("Comma-separated words or phrases to leave out; at most 200.")
    keep = _words("Comma-separated stop words to keep; at most 200.")
    code = code_field()
    q = fields.String(load_default="", metadata={"description": "Part of a word."})
    blocks = Blocks()
    word_class = fields.String(
        data_key="class",
        validate=validate.OneOf(CLASSES),
        metadata={"description": "Words of one class only, if the language knows classes."},
    )

    @ma.validates_schema
    def _no_classes_of_phrases(self, query: dict[str, Any], **_: Any) -> None:
        if "word_class" in query and query["unit"] > 1:
            raise ma.ValidationError("Only single words have a class: ask with unit=1.", "class")


class TableQuery(SelectionQuery):
    """How to select, group and sort a list of words."""

    sort = choice(
        "By count; phrases by log-likelihood; words by how much more often they stand here than in"
        " everyday language.",
        "count",
        "likelihood",
        "keyness",
    )
    limit = file_limit_field("items in this part of the list")
    offset = offset_field()
    mark = choice(
        "Whether a file begins with a byte order mark, by which Excel knows UTF-8; `auto` is with"
        " one in CSV and without in TSV.",
        "auto",
        "yes",
        "no",
    )

    @ma.validates_schema
    def _no_keyness_of_phrases(self, query: dict[str, Any], **_: Any) -> None:
        # The lists of a collection have no choice of order.
        if query.get("sort") == "keyness" and query["unit"] > 1:
            raise ma.ValidationError("Only single words have a keyness: ask with unit=1.", "sort")


class WordsQuery(TableQuery):
    """The same, and in which format."""

    format = choice(
        "JSON, or a file; programs ask for a file as words.csv or words.tsv.", "json", "csv", "tsv"
    )


class TextQuery(Strict):
    """Which text of a result, and how."""

    blocks = Blocks()
    format = choice("All blocks as JSON, or the main text alone.", "json", "text")


def _link_field(description: str) -> fields.String:
    return fields.String(
        required=True,
        validate=validate.Length(1, URL_CHARACTERS),
        metadata={"description": description, "example": "https://example.com/"},
    )


class FeedQuery(Strict):
    """Which feed."""

    url = _link_field("The link of a feed or sitemap.")


class EarlierQuery(Strict):
    """Which URL's results, and which part of the list."""

    url = _link_field("The link of the page.")
    key = fields.UUID(
        metadata={
            "description": "The key of a result of this URL. Only with it are the results of a URL "
            "with a query listed, whose query may be somebody's secret."
        }
    )
    limit = limit_field(100)
    offset = offset_field()


class ComparisonQuery(SelectionQuery):
    """Which two results, and how their words are selected. Blocks are those of the left one."""

    left = fields.UUID(required=True, metadata={"description": "The key of the left result."})
    right = fields.UUID(required=True, metadata={"description": "The key of the right result."})
    limit = file_limit_field(
        "items of each part", " A file has the parts one after the other, as one list."
    )
    offset = offset_field()
    format = choice("JSON, or a file.", "json", "csv", "tsv")
