"""The schemas of collections: what is submitted, asked and answered."""

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from pagewords.api import members
from pagewords.api.request_schemas import URL_CHARACTERS, Strict, WordsQuery
from pagewords.api.response_schemas import ErrorSchema, TotalsSchema
from pagewords.api.submission_schemas import (
    LANGUAGE,
    LANGUAGE_DESCRIPTION,
    NO_TAG,
    TITLE_CHARACTERS,
    check_end,
)
from pagewords.jobs.collection import MOST

#: Distinctive words of a member in one answer: by default, and at most.
DISTINCTIVE, MOST_DISTINCTIVE = 5, 100
#: Why a list of links is refused.
_LINKS = f"Send 1 to {MOST} links."


class _Links(fields.List[Any]):
    """A list of links. Too long a one is refused before each is looked at, which takes a minute
    where there are millions."""

    def _deserialize(self, value: Any, *rest: Any, **more: Any) -> list[Any]:
        if isinstance(value, list) and len(value) > MOST:
            raise ma.ValidationError(_LINKS)
        return super()._deserialize(value, *rest, **more)


class CollectionSubmissionSchema(Strict):
    """Several pages."""

    urls = _Links(
        fields.String(
            metadata={"maxLength": URL_CHARACTERS, "example": "https://example.com/"},
            error_messages={"invalid": "Each link must be a string."},
        ),
        required=True,
        validate=validate.Length(1, MOST, error=_LINKS),
        metadata={"description": "The links of the pages; equal ones are one."},
        error_messages={"invalid": "Send a list of links."},
    )
    title = fields.String(
        validate=validate.Length(
            max=TITLE_CHARACTERS, error=f"A title has at most {TITLE_CHARACTERS} characters."
        ),
        metadata={"description": "The title of the collection."},
    )
    language = fields.String(
        validate=[validate.Regexp(LANGUAGE, error=NO_TAG), check_end],
        metadata={"description": LANGUAGE_DESCRIPTION, "example": "ko"},
    )


class DistinctiveQuery(WordsQuery):
    """How to select the words, and how many of each member."""

    class Meta:
        """Each member has a list of its own, which is neither paged nor a file."""

        exclude = ("offset", "format", "blocks", "sort", "mark")

    limit = fields.Integer(
        load_default=DISTINCTIVE,
        validate=validate.Range(1, MOST_DISTINCTIVE),
        metadata={"description": "The number of words of each member."},
    )


class MemberSchema(members.Answer):
    """A page of a collection."""

    key = members.key("The key of its job and of its result.")
    url = members.link("The link; null once its result has been removed.", allow_none=True)
    status = members.one_of("How far its job is.", ["queued", "started", "finished", "failed"])
    stage = members.one_of(
        "What is done at the moment, while it is started.",
        ["fetching", "rendering", "reading", "counting", "saving", None],
        allow_none=True,
    )
    error = members.one(ErrorSchema, "Why it failed; null where it did not.", allow_none=True)
    title = members.text("The title of the page; null until it is counted.", allow_none=True)
    final_url = members.link("Where the link led to.", allow_none=True)
    language = members.text("The BCP 47 tag of its language.", allow_none=True)
    totals = members.one(TotalsSchema, "Words, sentences, characters.", allow_none=True)


class CollectionSchema(members.Answer):
    """A collection."""

    key = members.key("The key of the collection and of its merged result.")
    title = members.text("The title that it was given; empty if none.")
    status = members.one_of(
        "How far it is: it waits for its members, then is a job like any other.",
        ["waiting", "queued", "started", "finished", "failed"],
    )
    created_at = members.moment("When it was accepted")
    ended_at = members.moment("When it finished or failed", allow_none=True)
    error = members.one(ErrorSchema, "Why it failed; null where it did not.", allow_none=True)
    token = members.text(
        "What removes the collection with DELETE /api/jobs/<key>, its members left as they are; on"
        " the answer to its submission only.",
        required=False,
    )
    links = members.links()
    members = members.many(MemberSchema, "Its pages, in the order of the links.")


class OwnWordSchema(members.Answer):
    """A word that a member uses more than the others."""

    word = members.text("The word or phrase.")
    count = members.whole("How often the member has it.")
    others_count = members.whole("How often all others together have it.")
    share = members.number("Of all words of the member, 0 to 1.")
    others_share = members.number("Of all words of the others, 0 to 1.")
    likelihood = members.number("The log-likelihood of the difference.")


class MissingWordSchema(members.Answer):
    """A word that a member has not."""

    word = members.text("The word or phrase.")
    others_count = members.whole("How often all others together have it.")
    in_others = members.whole("In how many of the others it stands.")


class OwnWordsSchema(members.Answer):
    """The words of one member."""

    items = members.many(OwnWordSchema, "The most distinctive first.")
    missing = members.many(
        MissingWordSchema, "What it has not; first what stands in most of the others."
    )


class DistinctiveSchema(members.Answer):
    """What each member uses more than the others."""

    items = members.many(OwnWordsSchema, "One for each member, in their order.")
