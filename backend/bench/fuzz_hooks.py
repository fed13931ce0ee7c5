"""What `api_fuzz.py` has schemathesis leave out."""

import requests
import schemathesis

#: Characters of a request line that the server reads; it answers longer ones itself, with 414.
LONGEST = 8_000


@schemathesis.hook
def filter_case(context: schemathesis.HookContext, case: schemathesis.Case) -> bool:
    """Leave out what is longer than the server reads."""
    asked = case.as_transport_kwargs(base_url="http://localhost")
    url = requests.Request("GET", asked["url"], params=asked.get("params")).prepare().url or ""
    return len(url) < LONGEST
