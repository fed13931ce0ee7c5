"""The work of a collection's job: merge the results of its members into one."""

import uuid

import sqlalchemy as sa

from pagewords.jobs.failure import JobError
from pagewords.jobs.stages import Stages
from pagewords.models import CollectionMember, Job, Result, db, now
from pagewords.stats import Index, count_totals, decode, encode, merge, top_words
from pagewords.stats.collocation import score_phrases
from pagewords.words.everyday import everyday

#: Characters of a collection's pages together: a copy of as many takes 80 MB at most, and a merge
#: has four.
MOST_CHARACTERS = 20_000_000


def merge_members(job: Job, stages: Stages, most_words: int, top_words: int) -> Result:
    """The result of a collection, with its `top_words` most frequent words.

    Members without a result count as empty pages. Raises `JobError`: `no_members` where none has
    one, `too_complex` where the pages have more than `most_words` together, or more than
    `MOST_CHARACTERS`.
    """
    stages.enter("reading")
    query = (
        sa.select(Result.index.label("stored"), Result.main_confidence, Result.totals)
        .select_from(CollectionMember)
        .outerjoin(Result, Result.key == CollectionMember.member)
        .where(CollectionMember.collection == job.key)
        .order_by(CollectionMember.position)
    )
    rows = db.session.execute(query).all()
    there = [row for row in rows if row.stored is not None]
    if not there:
        raise JobError("no_members", "None of the pages could be counted.")
    # Before they are decoded, which takes memory.
    for what, most in (("words", most_words), ("characters", MOST_CHARACTERS)):
        if sum(row.totals["page"][what] for row in there) > most:
            raise JobError("too_complex", f"The pages have more than {most} {what} together.")
    stages.members = len(there)
    pages = [None if row.stored is None else decode(row.stored) for row in rows]
    stages.enter("counting")
    confidence = min(row.main_confidence for row in there)
    return _result(
        job.key, job.title or "", merge(pages, score_phrases, everyday), confidence, top_words
    )


def _result(key: uuid.UUID, title: str, index: Index, confidence: float, top: int) -> Result:
    return Result(
        key=key,
        url=None,
        final_url=None,
        title=title,
        source="collection",
        language=index.language,
        approximate=index.approximate,
        fetched_at=now(),
        main_confidence=confidence,
        totals=count_totals(index),
        words=top_words(index, top),
        index=encode(index),
    )
