"""The schemas of responses. With those of requests they make the OpenAPI document.

They only document: views write their answers themselves. Clients must expect new members.
"""

from marshmallow import fields, validate

from pagewords.api import members
from pagewords.api.codes import FAILURES
from pagewords.stats.keyness import STATES
from pagewords.text import CLASSES, ZONES


class RefusedLinkSchema(members.Answer):
    """A link that cannot be a page's."""

    url = members.text("The link as it was sent.")
    detail = members.text("Why it is refused.")


class FieldErrorSchema(members.Answer):
    """What is wrong with one field."""

    field = members.text("The name of the field or parameter.")
    detail = members.text("A sentence for people.")


class ProblemSchema(members.Answer):
    """A problem detail (RFC 9457) with a stable code."""

    type = members.text("Always about:blank: the code says what is wrong.")
    title = members.text("The name of the status.")
    status = members.whole("The HTTP status.")
    code = members.text("A stable name for what is wrong; each answer says which it may have.")
    detail = members.text("A sentence for people.")
    field = members.text("The name of the field or parameter that is wrong.", required=False)
    errors = members.many(FieldErrorSchema, "All fields that are wrong.", required=False)
    error = members.one(lambda: ErrorSchema(), "Why the job failed, on its result.", required=False)
    links = members.many(
        RefusedLinkSchema, "Each wrong link of a collection, for `urls`.", required=False
    )


class ErrorSchema(members.Answer):
    """Why a job failed."""

    code = members.text(
        "A stable name for the reason. "
        + " ".join(f"`{code}`: {meaning}." for code, meaning in FAILURES.items())
    )
    status = members.whole("The HTTP status, for `http_status`.", required=False)
    seen = members.one_of(
        "What stands before the page, for `blocked`.",
        ["challenge", "consent", "login", "paywall"],
        required=False,
    )
    format = members.text(
        "The name of a file's format that is not read, for `not_a_page`.", required=False
    )
    detail = members.text("A sentence for people.")


class JobSchema(members.Answer):
    """A job."""

    key = members.key()
    url = members.link("The link; null for a text or a file.", allow_none=True)
    status = members.one_of(
        "How far the job is; a collection is `waiting` for its members first.",
        ["waiting", "queued", "started", "finished", "failed"],
    )
    stage = members.one_of(
        "What is done at the moment, while the job is started.",
        ["fetching", "rendering", "reading", "counting", "saving", None],
        allow_none=True,
    )
    position = members.whole(
        "Its place in the queue by turns, from 1, while it is queued. Others may start before.",
        allow_none=True,
    )
    fetched_bytes = members.whole("Bytes of the page fetched so far.", allow_none=True)
    page = members.whole("The page of a file that is being read.", allow_none=True)
    pages = members.whole("The number of pages of that file.", allow_none=True)
    created_at = members.moment("When the job was accepted")
    started_at = members.moment("When a worker first started it", allow_none=True)
    ended_at = members.moment("When it finished or failed", allow_none=True)
    error = members.one(ErrorSchema, "Why the job failed; null where it did not.", allow_none=True)
    shared = members.flag(
        "Whether the submission joined the job of an equal one; on the answer to it only.",
        required=False,
    )
    token = members.text(
        "What cancels the job or deletes its result, as Pagewords-Token of removeJob; on the answer"
        " to the submission that made the job only. It cannot be asked for again; a retry with an"
        " Idempotency-Key gets a new one instead.",
        required=False,
    )
    links = members.links()


class FormSchema(members.Answer):
    """A spelling of a word on the page."""

    form = members.text("The spelling.")
    count = members.whole("How often it occurs.")


class WordSchema(members.Answer):
    """A word or phrase of a list."""

    rank = members.whole("The place in the list, from 1.")
    word = members.text("The word or phrase.")
    count = members.whole("How often it occurs.")
    share = members.number("Of all words of the scope, 0 to 1.")
    stop_word = members.flag("Whether it has a grammatical job only.")
    word_class = members.one_of(
        "Of single words, where an analyser tells.",
        [*CLASSES, None],
        data_key="class",
        allow_none=True,
    )
    forms = members.many(FormSchema, "Its spellings on the page, most frequent first.")
    zones = members.mapping(
        fields.Integer(), f"How often it occurs in each zone ({', '.join(ZONES)})."
    )
    likelihood = members.number(
        "The log-likelihood of a phrase, where the list is sorted by it.",
        required=False,
        allow_none=True,
    )
    keyness = members.number(
        "The log-likelihood of a word beside everyday language, where the list is sorted by it;"
        " negative where the word stands more rarely here.",
        required=False,
    )
    in_members = members.whole("In a collection, the number of members with it.", required=False)
    dispersion = members.number(
        "In a collection, Gries' DP: 0 if it is spread as the members' lengths make expect.",
        required=False,
    )
    members = fields.List(
        fields.Integer(),
        **members.said("In a collection, its count in each member.", {"required": False}),
    )


class WordsSchema(members.Answer):
    """A part of a sorted list."""

    total = members.whole("The length of the whole list.")
    words = members.whole("All words of the scope, stop words included.")
    classes = fields.List(
        fields.String(validate=validate.OneOf(CLASSES)),
        **members.said("The word classes that the page's language knows.", {}),
    )
    keyness = members.one_of(
        "Whether words can be sorted by keyness: no_list where there is no list of the language;"
        " not_counted where the result is older than the comparison with everyday language.",
        [*STATES],
    )
    items = members.many(WordSchema, "The part that was asked for.")


class BlockSchema(members.Answer):
    """A paragraph, heading, cell or line of code of a page."""

    text = members.text("The text.")
    main = members.flag("Whether it is main text.")
    code = members.flag("Whether it is program code.")
    zone = members.one_of("Where it stands.", [*ZONES])


class TextSchema(members.Answer):
    """The text of a page in blocks, in order; their numbers count from 0."""

    title = members.text("The title of the page.")
    language = members.text("The BCP 47 tag of its language, or und.")
    blocks = members.many(BlockSchema, "The blocks.")


class ScopeTotalsSchema(members.Answer):
    """The totals of the main text, or of the whole page."""

    words = members.whole("All words.")
    distinct = members.whole("Distinct words, without regard to case.")
    words_once = members.whole("Of the distinct words, those that stand once.")
    distinct_grouped = members.whole("Distinct words, with the forms of a word as one.")
    sentences = members.whole("Sentences.")
    mean_sentence_length = members.number("Words divided by sentences.")
    lexical_diversity = members.number(
        "The moving-average type-token ratio over 500 words, 0 to 1; null for shorter texts.",
        allow_none=True,
    )
    characters = members.whole("Characters.")
    characters_without_spaces = members.whole("Characters that are no white space.")
    reading_seconds = members.whole("Seconds that reading takes.")
    eojeol = members.whole("Runs between spaces, in Korean.", required=False)


class TotalsSchema(members.Answer):
    """The totals of both scopes."""

    main = members.one(ScopeTotalsSchema, "Those of the main text.")
    page = members.one(ScopeTotalsSchema, "Those of the whole page.")
    main_share = members.number("The part of the page's words that is main text, 0 to 1.")
    main_found = members.flag("False only where the page has no text.")
    approximate = members.flag("Whether a fallback replaced the language's own analyser.")


class EntrySchema(members.Answer):
    """What a feed or sitemap lists."""

    title = members.text("Its title; empty where the feed has none.")
    url = members.link("Its link.")
    date = members.moment("When it was published or changed; null if unknown", allow_none=True)


class ResultSchema(members.Answer):
    """What a finished job found."""

    key = members.key()
    url = members.link("The link; null for a text or a file.", allow_none=True)
    final_url = members.link("Where the link led to.", allow_none=True)
    title = members.text("The title of the page.")
    source = members.text("What the text was read from, such as page, text or pdf.")
    language = members.text("The BCP 47 tag of its language, or und.")
    approximate = members.flag("Whether a fallback replaced the language's own analyser.")
    fetched_at = members.moment("When the page was fetched")
    main_confidence = members.number("The F1 that the main text is expected to have, 0 to 1.")
    totals = members.one(TotalsSchema, "Words, sentences, characters and reading time.")
    words = members.many(WordSchema, "The ten most frequent words of the main text.")
    entries = members.many(
        EntrySchema, "Of a feed or sitemap, its newest 20; absent otherwise.", required=False
    )
    links = members.links()
