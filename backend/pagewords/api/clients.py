"""Who a client is: what submissions and reads are limited by."""

from flask import request

from pagewords.fetch import client_of


def client_of_request() -> str:
    """The client of the current request: an IPv4 address or the /56 of an IPv6 one, as text."""
    return client_of(request.remote_addr or "")
