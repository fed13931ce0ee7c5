"""Parts of lists: where the next one is."""

import re
from urllib.parse import urlencode

from flask import Response, request

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
