"""What a shared link looks like elsewhere: title, description and picture in the page's head.

The page is the front end's own file, filled in with what the operator allows and, where its address
has the key of a page's result or of a collection, with its title and most frequent words. A result
of a pasted text or of a file says nothing of itself, nor does one that was removed.
"""

import re
import uuid
from html import escape, unescape

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from pagewords.config import Settings
from pagewords.jobs import collection
from pagewords.models import Result, as_key, db

#: Words in the description, and characters of the title: messengers cut longer ones.
WORDS, TITLE_CHARACTERS = 5, 120
PICTURE = "icons/card.png"
#: What turns the direction of all that follows, in the messenger's own text too.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LIMITS = re.compile(r'(<meta name="pagewords-limits" content=")[^"]*')
_TITLE = re.compile(r"(<title>)[^<]*")
_DESCRIPTION = re.compile(r'(<meta name="description" content=")([^"]*)')


def fill(page: str, settings: Settings, home: str, key: str, parameter: str = "key") -> str:
    """The page with its head filled in; `home` is its address, `key` may be of no result at all.

    The address has the key as `parameter`.
    """
    contact = settings.contact if re.fullmatch(r"\S+", settings.contact) else "-"
    limits = f"{settings.text_days} {settings.wire_bytes} {contact}"
    page = _LIMITS.sub(lambda found: found[1] + escape(limits), page)
    about = _about(key)
    title, description = about or ("Pagewords", "")
    if about:
        page = _TITLE.sub(lambda found: found[1] + escape(f"{title} – Pagewords"), page)
        page = _DESCRIPTION.sub(lambda found: found[1] + escape(description), page)
    else:
        description = unescape(found[2]) if (found := _DESCRIPTION.search(page)) else ""
    tags = {
        "og:type": "website",
        "og:site_name": "Pagewords",
        "og:title": title,
        "og:description": description,
        "og:url": f"{home}?{parameter}={key}" if about else home,
        "og:image": f"{home}{PICTURE}",
    }
    head = "".join(
        f'    <meta property="{name}" content="{escape(text)}">\n' for name, text in tags.items()
    )
    head += '    <meta name="twitter:card" content="summary_large_image">\n'
    return page.replace("  </head>", f"{head}  </head>", 1)


def _about(key: str) -> tuple[str, str] | None:
    """A result's title and its most frequent words; None if it has nothing to say of itself."""
    identity = as_key(key)
    if identity is None:
        return None
    of_pages = Result.url.is_not(None) | (Result.source == "collection")
    stored = sa.select(Result.title, Result.words, Result.source)
    try:
        row = db.session.execute(stored.where(Result.key == identity, of_pages)).first()
        title = row.title if row else ""
        if row and not title and row.source == "collection":
            title = _titles(identity)
    except SQLAlchemyError:
        current_app.logger.warning("card_without_database")
        return None
    title = _TURNS.sub("", title)
    if row is None or not title:
        return None
    if len(title) > TITLE_CHARACTERS:
        title = title[:TITLE_CHARACTERS] + "…"
    words = [f"{word['word']} {word['count']}" for word in row.words[:WORDS]]
    return title, " · ".join(words)


def _titles(identity: uuid.UUID) -> str:
    """What a collection without a title is called: the titles of its pages, and no link."""
    heads = (head for _, head in collection.list_members(identity))
    return " · ".join(head.title for head in heads if head and head.title)
