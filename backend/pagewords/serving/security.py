"""Security headers, on every response; those of documents on all but styles and modules."""

from flask import Flask, Response

CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
#: Browsers heed them on documents only.
OF_DOCUMENTS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
#: What a browser shows as plain text if it is opened by itself. On a slow network the headers
#: above would delay the page, which needs a dozen of these files.
PARTS = ("text/css", "text/javascript")


def register(app: Flask) -> None:
    """Add the headers to every response of an application."""
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    of_documents = {} if response.mimetype in PARTS else OF_DOCUMENTS
    # Looked up once: each `setdefault` would read all headers twice.
    present = {name.lower() for name, _ in response.headers}
    for name, value in {**HEADERS, **of_documents}.items():
        if name.lower() not in present:
            response.headers.add(name, value)
    return response
