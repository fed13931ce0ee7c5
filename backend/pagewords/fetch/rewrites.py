"""Places whose pages are programs, and the open, documented addresses that give their text.

One table: what a link looks like, and where its text is. Nothing private is asked and nobody's
token is used. Where the other address has nothing, the page itself is read.
"""

import html
import json
import re
from typing import NamedTuple
from urllib.parse import quote

#: Files on GitHub that are for readers; a program is left on its page.
_READ = "md|markdown|rst|txt|adoc|org|tex|csv|tsv|pdf|docx|odt|pptx|hwp|hwpx|epub|rtf|srt|vtt"
_DOCS = r"docs\.google\.com/(?:a/[^/]+/)?"
_ID = r"(?:u/\d+/)?d/(?!e/)(?P<id>[\w-]{10,})(?![\w-])"
#: Sources: Google's “Export MIME types” (Drive API) for documents, sheets and slides; GitHub's page
#: on raw files; arXiv's “HTML as an accessible format”; X's oEmbed API.
_TABLE: tuple[tuple["re.Pattern[str]", str], ...] = tuple(
    (re.compile(rf"https?://{pattern}", re.IGNORECASE), template)
    for pattern, template in (
        (
            rf"{_DOCS}document/{_ID}(?!/(?:export|pub))",
            "https://docs.google.com/document/d/{id}/export?format=html",
        ),
        (
            rf"{_DOCS}spreadsheets/{_ID}(?!/(?:export|pub|gviz))(?:[^?]*\?(?:.*&)?gid=(?P<gid>\d+))?",
            "https://docs.google.com/spreadsheets/d/{id}/export?format=csv&gid={gid}",
        ),
        (
            rf"{_DOCS}presentation/{_ID}(?!/(?:export|pub|embed))",
            "https://docs.google.com/presentation/d/{id}/export/txt",
        ),
        (
            r"drive\.google\.com/(?:a/[^/]+/)?(?:file/(?:u/\d+/)?d/|open\?(?:.*&)?id=)(?P<id>[\w-]{10,})",
            "https://drive.google.com/uc?export=download&id={id}",
        ),
        (
            (
                rf"(?:www\.)?github\.com/(?P<repo>[\w.-]+/[\w.-]+)/blob/"
                rf"(?P<path>[^?#]+?(?:\.(?:{_READ})|/[A-Z]+))(?:[?#]|$)"
            ),
            "https://raw.githubusercontent.com/{repo}/{path}",
        ),
        (
            r"(?:www\.|export\.)?arxiv\.org/abs/(?P<id>[\w.-]+(?:/\d+)?(?:v\d+)?)(?:[?#]|$)",
            "https://arxiv.org/html/{id}",
        ),
    )
)
_POST = re.compile(
    r"https?://(?:www\.|mobile\.|m\.)?(?:x|twitter)\.com/(?P<user>\w{1,20})/status(?:es)?/(?P<id>\d+)",
    re.IGNORECASE,
)
_EMBED = "https://publish.twitter.com/oembed?omit_script=true&hide_thread=true&dnt=true&url="
_LANGUAGE = re.compile(r"<p lang=\"((?!und|zxx|q)[a-z]{2,3})\"")


class Rewrite(NamedTuple):
    """Another address of a page's text; `embed` says that it answers with oEmbed's JSON."""

    url: str
    embed: bool = False


def rewrite(url: str) -> Rewrite | None:
    """Where the text of a page is, None where it is in the page."""
    for pattern, template in _TABLE:
        if found := pattern.match(url):
            return Rewrite(template.format(**{"gid": "0", **_given(found)}))
    if found := _POST.match(url):
        post = f"https://twitter.com/{found['user']}/status/{found['id']}"
        return Rewrite(_EMBED + quote(post, safe=""), embed=True)
    return None


def _given(found: "re.Match[str]") -> dict[str, str]:
    return {name: value for name, value in found.groupdict().items() if value is not None}


def unwrap(body: bytes) -> bytes | None:
    """The HTML page that an oEmbed answer holds, None where it holds none."""
    try:
        answer = json.loads(body)
        markup, author = answer["html"], answer.get("author_name") or ""
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return None
    if not isinstance(markup, str) or not isinstance(author, str):
        return None
    language = _LANGUAGE.search(markup)
    lang = f' lang="{language[1]}"' if language else ""
    head = f'<head><meta charset="utf-8"><title>{html.escape(author)}</title></head>'
    page = f"<!doctype html><html{lang}>{head}<body><article>{markup}</article></body></html>"
    return page.encode("utf-8", "replace")
