"""The schemas of responses about several results, about languages, and about health."""

from typing import Any

from marshmallow import fields, validate

from pagewords.api import members
from pagewords.stats import PARTS
from pagewords.text import CLASSES


class EarlierSchema(members.Answer):
    """A result in a list of results."""

    key = members.key()
    url = members.link("The link.")
    title = members.text("The title of the page.")
    language = members.text("The BCP 47 tag of its language, or und.")
    fetched_at = members.moment("When the page was fetched")
    words = members.whole("The words of its main text.")
    links = members.links()


class EarlierListSchema(members.Answer):
    """Results of one URL, newest first."""

    total = members.whole("The length of the whole list, which has a thousand at most.")
    items = members.many(EarlierSchema, "The part that was asked for.")


def _spellings(side: str) -> Any:
    return fields.List(
        fields.String(),
        **members.said(
            f"Its rows in the {side} result's own list, whose counts add up to its count; more than"
            " one where the other result shows that they are one word.",
            {},
        ),
    )


class ComparedSchema(members.Answer):
    """A word or phrase of two results."""

    part = members.one_of("The part that it belongs to.", [*PARTS])
    word = members.text("The word, as the result that uses it more writes it.")
    left_words = _spellings("left")
    right_words = _spellings("right")
    left_count = members.whole("How often the left result has it.")
    right_count = members.whole("How often the right result has it.")
    left_share = members.number("Of all words of the left one, 0 to 1.")
    right_share = members.number("Of all words of the right one, 0 to 1.")
    likelihood = members.number("The log-likelihood of the difference: how sure it is.")
    log_ratio = members.number(
        "How large it is: 1 is twice as often in the left result, -1 twice as often in the right"
        " one; null where a result has no words.",
        allow_none=True,
    )
    chance = members.flag("Whether the difference may be chance: p is not below 0.01, corrected.")
    only_in = members.one_of(
        "The one result that has it, or null.", ["left", "right", None], allow_none=True
    )
    stop_word = members.flag("Whether it is a stop word, or begins or ends with one.")


class BothSchema(members.Answer):
    """What both results use alike."""

    total = members.whole("The number of rows of this part.")
    items = members.many(ComparedSchema, "The words, most frequent first.")


class SideSchema(members.Answer):
    """One side of a comparison."""

    key = members.key("The key of the result.")
    title = members.text("The title of the page.")
    url = members.link("The link; null for a text or a file.", allow_none=True)
    language = members.text("The BCP 47 tag of its language, or und.")
    words = members.whole("All words of the scope, of which the shares are.")
    total = members.whole("The number of rows of this part.")
    items = members.many(ComparedSchema, "The words that it uses more, most distinctive first.")


class ComparisonSchema(members.Answer):
    """The words of two results side by side."""

    total = members.whole("The number of rows of all three parts.")
    classes = fields.List(
        fields.String(validate=validate.OneOf(CLASSES)),
        **members.said("The word classes that either language knows.", {}),
    )
    left = members.one(SideSchema, "The left result.")
    right = members.one(SideSchema, "The right result.")
    both = members.one(BothSchema, "What neither uses twice as often, nor more beyond chance.")


class LanguageSchema(members.Answer):
    """A language that can be counted."""

    tag = members.text("The BCP 47 tag.")
    name = members.text("The name in English.")
    exact = members.flag(
        "Whether it has an analyser or lists of its own, for stop words and for forms; the words of"
        " others are found by the rules of their script."
    )
    classes = fields.List(
        fields.String(validate=validate.OneOf(CLASSES)),
        **members.said("The word classes that lists in this language can be asked for.", {}),
    )


class LanguagesSchema(members.Answer):
    """The languages that can be counted."""

    items = members.many(LanguageSchema, "The languages, by tag.")


class LiveSchema(members.Answer):
    """Whether the process answers."""

    live = members.flag("Always true.")


class HealthSchema(members.Answer):
    """Whether the services answer."""

    status = members.one_of("All of it in a word.", ["ok", "degraded", "unavailable"])
    live = members.flag("Whether the process answers.")
    ready = members.flag("Whether a job can be accepted.")
    parts = members.mapping(fields.String(), "Whether each part is ok, away or missing.")
