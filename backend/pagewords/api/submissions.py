"""The bodies of submissions: what a client may send, and the sentence for what it may not."""

import re
import uuid
from typing import Any

from flask import request
from werkzeug.datastructures import FileStorage

from pagewords.api.clients import client_of_request
from pagewords.api.language_tags import asked_language
from pagewords.api.submission_schemas import TITLE_CHARACTERS
from pagewords.errors import Problem, invalid_field
from pagewords.fetch import RefusedUrl, SubmittedUrl, parse_url
from pagewords.jobs.submission import SentFile, Submission
from pagewords.models import Result, db
from pagewords.services import services_of


def submission_of(fields: dict[str, Any]) -> Submission:
    """The submission of a body that fits its schema; raises a 413 or 422 `Problem`."""
    given = [name for name in ("url", "text", "file", "source") if fields.get(name) is not None]
    if len(given) != 1:
        field = "from" if "source" in given else (given or ["url"])[-1]
        invalid_field(field, "Send exactly one of “url”, “text”, “file” and “from”.")
    language = asked_language(fields.get("language"))
    idempotency_key = _idempotency_key()
    if "title" in fields and given != ["text"]:
        invalid_field("title", "Only a text takes a title.")
    if given == ["url"]:
        url = url_of(fields["url"])
        return Submission(
            url.url,
            url.scheme_assumed,
            language=language,
            reader=reader_language(),
            client=client_of_request(),
        )
    if given == ["text"]:
        return _pasted(fields["text"], fields.get("title"), language, idempotency_key)
    if given == ["file"]:
        file = _sent(fields["file"])
        client = client_of_request()
        return Submission(
            file=file,
            language=language,
            client=client,
            size=len(file.content),
            idempotency_key=idempotency_key,
        )
    return _recount(fields["source"], language)


def url_of(link: str) -> SubmittedUrl:
    """The URL of a link; raises a 422 `Problem` for what is none or may not be fetched."""
    try:
        return parse_url(link)
    except RefusedUrl as error:
        invalid_field("url", str(error))


def reader_language() -> str | None:
    """The primary tag of the language that the client prefers, None where it says none."""
    best = request.accept_languages.best or ""
    tag = best.partition("-")[0].lower()
    return tag if re.fullmatch("[a-z]{2,3}", tag) else None


def _idempotency_key() -> str:
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return ""
    if not re.fullmatch("[!-~]{1,255}", key):
        invalid_field("Idempotency-Key", "Send 1 to 255 letters, digits and signs of ASCII.")
    return key


def _pasted(text: str, title: str | None, language: str | None, idempotency_key: str) -> Submission:
    limit = services_of().settings.text_characters
    if len(text) > limit:
        invalid_field("text", f"A text has at most {limit:,} characters.")
    text = clean(text)
    if not text.strip():
        invalid_field("text", "The text is empty.")
    return Submission(
        text=text,
        idempotency_key=idempotency_key,
        title=clean(title or ""),
        language=language,
        client=client_of_request(),
        size=len(text.encode()),
    )


def _sent(file: FileStorage) -> SentFile:
    limit = services_of().settings.file_bytes
    content = file.read(limit + 1)
    if len(content) > limit:
        raise Problem(413, "body_too_large", f"A file has at most {limit / 1e6:g} MB.", "file")
    if not content.strip():
        invalid_field("file", "The file is empty.")
    name = clean(file.filename or "").replace("\\", "/").rpartition("/")[2]
    return SentFile(name[-TITLE_CHARACTERS:], content, client_of_request())


def _recount(source: uuid.UUID, language: str | None) -> Submission:
    row = db.session.get(Result, source)
    if row is None:
        invalid_field("from", "There is no result with this key.")
    if row.source == "collection":
        invalid_field("from", "A collection is counted again by counting its pages again.")
    return Submission(
        url=row.url,
        source=source,
        language=language,
        client=client_of_request(),
        size=row.totals["page"]["characters"],
    )


def clean(text: str) -> str:
    """Remove NULs and lone surrogates, which neither a database nor JSON in UTF-8 can hold."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
