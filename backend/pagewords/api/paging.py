"""What an answer says beside its body: the next part of a list, and a file's name."""

import re
from urllib.parse import quote, urlencode

from flask import Response, request

#: Characters of a title in a file's name.
NAME_CHARACTERS = 80
_TOTAL = re.compile(rb'\{"total": (\d+),')


def link_next(response: Response, following: int) -> Response:
    """Add `Link: rel="next"` (RFC 8288) to a part of a list that is not the last.

    `following` is the offset of the next part. The list's length is read from the body, where it
    comes first: bodies are cached, and not all are made anew.
    """
    total = _TOTAL.match(response.get_data()) if response.status_code == 200 else None
    if total is not None and following < int(total[1]):
        query = urlencode({**request.args.to_dict(), "offset": following})
        response.headers["Link"] = f'<{request.path}?{query}>; rel="next"'
    return response


def attachment(title: str, kind: str) -> str:
    """Content-Disposition (RFC 6266) of a file that is named after a page.

    Characters that file systems reject are left out; clients that know ASCII only get a plain name.
    """
    words = re.sub(r"[^\w.,'()+&-]+", " ", title).strip(" .")[:NAME_CHARACTERS]
    name = quote(f"pagewords {words}".rstrip(" .") + f".{kind}", safe="")
    return f"attachment; filename=\"pagewords.{kind}\"; filename*=UTF-8''{name}"
