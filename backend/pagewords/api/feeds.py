"""Feeds and sitemaps: the pages that they list, to choose from."""

import uuid
from typing import Any

from flask import Response, request, url_for
from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE

from pagewords.api import documented, members, stored
from pagewords.api.jobs import find_duplicate, find_or_accept
from pagewords.api.parser import Parser
from pagewords.api.request_schemas import FeedQuery
from pagewords.api.response_schemas import EntrySchema, JobSchema
from pagewords.api.submissions import submission_of
from pagewords.api.waiting import wait_for
from pagewords.models import Result, db

blp = Blueprint("feeds", __name__, url_prefix="/api/feeds", description=__doc__)
blp.ARGUMENTS_PARSER = Parser()

#: Headers of an answer to a submission.
_OF_SUBMISSIONS = ("Preference-Applied", "RateLimit", "RateLimit-Policy")


class FeedSchema(members.Answer):
    """What a feed or sitemap lists."""

    key = members.key()
    url = members.link("The link.")
    title = members.text("Its title, or its file's name.")
    source = members.text(
        "feed, sitemap, or sitemap_index, whose entries are sitemaps; else what the link leads to."
    )
    entries = members.many(EntrySchema, "The newest 20; none if it is neither feed nor sitemap.")
    links = members.links()


# Beside `arguments`, parameters of a view would replace the fields of its schema.
@blp.route("", parameters=[documented.PREFER, documented.READER])
class Feeds(MethodView):
    """The feed of a link."""

    @blp.arguments(FeedQuery, location="query", unknown=RAISE)
    @blp.response(
        200,
        FeedSchema,
        description="Its entries.",
        headers=documented.headers("ETag", *_OF_SUBMISSIONS),
    )
    @blp.alt_response(
        202,
        schema=JobSchema,
        description="The job that reads it, which has not ended.",
        headers=documented.headers("Location", "Retry-After", *_OF_SUBMISSIONS),
    )
    @blp.alt_response(304, "NOT_MODIFIED")
    @blp.doc(operationId="getFeed")
    @documented.refusals(404, 410, 429, 503)
    def get(self, query: dict[str, Any]) -> Response:
        """The newest 20 entries of a feed (RSS, Atom) or sitemap.

        It is read by a job, as the link would be by POST /api/jobs, and shared with an equal one,
        which is no submission and counts against no quota. After a failure this begins anew: poll
        the job.
        """
        submission = submission_of(query)
        # A read of what is there already must not count as a submission.
        job = find_duplicate(submission) or find_or_accept(submission, fresh=False)[0]
        key = job.key
        seconds = wait_for(key)
        response = stored.respond(str(key), request.query_string.decode(), _entries)
        # Sites answer some readers otherwise than others.
        response.vary.add("Accept-Language")
        if response.status_code == 202:
            response.headers["Location"] = url_for("jobs.OneJob", key=key)
        if seconds is not None:
            response.headers["Preference-Applied"] = f"wait={int(seconds)}"
        return response


def _entries(identity: uuid.UUID) -> stored.Made:
    row = db.session.get_one(Result, identity)
    body = {
        "key": str(identity),
        "url": row.url,
        "title": row.title,
        "source": row.source,
        "entries": row.entries or [],
        "links": {
            "result": url_for("results.OneResult", key=identity),
            "page": f"/?key={identity}",
        },
    }
    return stored.dump(body), "application/json"
