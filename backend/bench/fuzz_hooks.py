"""Hooks of schemathesis for `api_fuzz.py`."""

import requests
import schemathesis

#: Characters of a request target; the server itself answers longer ones, with 414.
LONGEST = 8_000


@schemathesis.hook
def filter_case(context: schemathesis.HookContext, case: schemathesis.Case) -> bool:
    """Skip requests whose target is too long for the server."""
    asked = case.as_transport_kwargs(base_url="http://localhost")
    url = requests.Request("GET", asked["url"], params=asked.get("params")).prepare().url or ""
    return len(url) < LONGEST
