"""Draws one page: answers what it asks for, and waits until its text has been quiet."""

import asyncio
import json
import os
import re
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from playwright.async_api import (
    Browser,
    BrowserContext,
    CDPSession,
    Dialog,
    Error,
    Page,
    Request,
    Route,
    WebSocketRoute,
)

from pagewords.draw import processes
from pagewords.draw.frames import Message

Ask = Callable[[dict[str, Any], bytes | None], Awaitable[Message]]

#: What is fetched; images, fonts and media have no words.
_TYPES = frozenset({"document", "script", "xhr", "fetch", "stylesheet"})
#: Headers of an answer that are no longer true, or would stop the page's program.
_DROPPED = frozenset(
    {
        "alt-svc",
        "connection",
        "content-disposition",
        "content-encoding",
        "content-length",
        "content-security-policy",
        "content-security-policy-report-only",
        "keep-alive",
        "link",
        "nel",
        "refresh",
        "report-to",
        "strict-transport-security",
        "transfer-encoding",
    }
)
_PAGE_TYPE = re.compile(r"\s*(text/(html|plain)|application/xhtml)", re.IGNORECASE)
#: Navigations of the page itself that are followed.
_NAVIGATIONS = 4
#: Seconds between two looks at the text.
_LOOK = 0.1
#: Seconds without a change after which a page is done: with much text, and with little.
_QUIET, _QUIET_LITTLE = 0.5, 2.0
#: Seconds after which a request is taken to hang, and is no longer waited for.
_HANGING = 5.0
#: Seconds of work since a change after which a page is taken to work for ever: an animation.
_WORKING = 2.0
#: Characters that are much text.
_MUCH = 200
#: A change of a smaller proportion of the text is none: a clock, a counter.
_CHANGE = 0.01
_MEASURE = """(() => { const b = document.body; if (!b) return [0, ''];
let n = b.textContent.length;
for (const e of b.querySelectorAll('script,style,noscript,template')) n -= e.textContent.length;
const walk = (r) => { for (const e of r.querySelectorAll('*')) if (e.shadowRoot) {
  n += e.shadowRoot.textContent.length; walk(e.shadowRoot); } };
walk(b); return [n, document.readyState]; })()"""
_SERIALISE = """(() => { const roots = []; const walk = (r) => {
  for (const e of r.querySelectorAll('*')) if (e.shadowRoot) {
    roots.push(e.shadowRoot); walk(e.shadowRoot); } };
walk(document); const h = document.documentElement;
const a = h.lang ? ' lang="' + h.lang.replace(/[^\\w-]/g, '') + '"' : '';
const s = h.getHTML ? h.getHTML({shadowRoots: roots}) : h.innerHTML;
return ('<!doctype html><html' + a + '>' + s + '</html>').slice(0, 10000000); })()"""


class Drawing:
    """One page that is being drawn. `page` has its URL, type, language and seconds."""

    def __init__(self, browser: Browser, ask: Ask, page: dict[str, Any], body: bytes) -> None:
        self._browser = browser
        self._ask = ask
        self._wanted = page
        headers = {"content-type": page["type"]}
        #: Answers that are there before they are asked for, by URL.
        self._ready = {page["url"]: (page["url"], 200, headers, body)}
        self._page: Page | None = None
        self._pending: dict[int, float] = {}
        self._navigations = 0
        #: Whether the page could not be closed, so that the browser is of no more use.
        self.is_stuck = False

    async def run(self) -> tuple[str, bytes]:
        """The page's address and HTML when its text has been quiet, or when its time is over.

        Raises Playwright's `Error`, and `TimeoutError` for a program that does not stop.
        """
        context = await self._browser.new_context(
            service_workers="block",
            accept_downloads=False,
            bypass_csp=True,
            locale=self._wanted["language"],
            viewport={"width": 1280, "height": 4000},
        )
        try:
            return await asyncio.wait_for(self._draw(context), self._wanted["seconds"] + 2)
        finally:
            try:
                await asyncio.wait_for(context.close(), 2)
            except (Error, TimeoutError):
                self.is_stuck = True

    async def _draw(self, context: BrowserContext) -> tuple[str, bytes]:
        end = time.monotonic() + self._wanted["seconds"]
        await context.route("**/*", self._route)
        await context.route_web_socket(re.compile(".*"), _close)
        self._page = page = await context.new_page()
        page.on("dialog", _dismiss)
        page.on("popup", _close)
        seconds = self._wanted["seconds"] * 1_000
        await page.goto(self._wanted["url"], wait_until="commit", timeout=seconds)
        session = await context.new_cdp_session(page)
        await self._settle(session, end)
        html = await asyncio.wait_for(_evaluate(session, _SERIALISE), 3)
        return page.url, str(html).encode("utf-8", "replace")

    async def _settle(self, session: CDPSession, end: float) -> None:
        """Wait until the text has not changed for a while, and nothing is asked for.

        While the page's program runs or waits for a core, the time does not count, up to
        `_WORKING`: on a busy machine it needs longer for the same work.
        """
        last, since = -1, time.monotonic()
        looked, worked = since, 0.0
        while time.monotonic() < end - 1:
            await asyncio.sleep(_LOOK)
            works = worked < _WORKING and processes.works(os.getpid())
            try:
                size, state = await asyncio.wait_for(_evaluate(session, _MEASURE), 1.5)
            except (Error, KeyError, TypeError):
                if not self._browser.is_connected():
                    raise  # nothing will be drawn any more
                last, since = -1, time.monotonic()  # the page is going elsewhere
                continue
            moment = time.monotonic()
            if works:
                since += moment - looked
                worked += moment - looked
            looked = moment
            changed = last < 0 or abs(size - last) > _CHANGE * max(size, last, 1)
            if changed:
                last, worked = size, 0.0
            waits = any(moment - begun < _HANGING for begun in self._pending.values())
            if changed or waits or state == "loading":
                since = moment
            if moment - since >= (_QUIET if size >= _MUCH else _QUIET_LITTLE):
                return

    async def _route(self, route: Route) -> None:
        """Answer a request of the page, or refuse it."""
        request = route.request
        self._pending[id(route)] = time.monotonic()
        try:
            await self._respond(route, request)
        except Error:
            pass  # the page has gone on without it
        finally:
            del self._pending[id(route)]

    async def _respond(self, route: Route, request: Request) -> None:
        if not self._is_wanted(request):
            await route.abort("blockedbyclient")
            return
        navigates = request.is_navigation_request()
        is_page = navigates and request.frame.parent_frame is None
        self._navigations += is_page
        too_many = self._navigations > _NAVIGATIONS
        answer = None if too_many else await self._answer(request)
        if answer is not None:
            final, status, headers, body = answer
            if not navigates:
                # Playwright would allow every origin where an answer names none.
                headers.setdefault("access-control-allow-origin", "null")
                await route.fulfill(status=status, headers=headers, body=body)
                return
            if final != request.url:
                # The browser must know where the page is. It is never handed a redirect, which it
                # would follow by itself.
                self._ready[final] = answer
                address = json.dumps(final).replace("<", "\\u003c")
                script = f"<script>location.replace({address})</script>"
                await route.fulfill(status=200, content_type="text/html", body=script)
                return
            if _PAGE_TYPE.match(headers.get("content-type", "text/html")):
                await route.fulfill(status=status, headers=headers, body=body)
                return
        if is_page and self._navigations > 1:
            await route.fulfill(status=204)  # the page stays, where an error page would replace it
        else:
            await route.abort("blockedbyclient")

    def _is_wanted(self, request: Request) -> bool:
        if request.resource_type not in _TYPES:
            return False
        if not request.url.startswith(("http://", "https://")):
            return False
        try:
            return request.frame.page is self._page
        except Error:  # of a popup, whose page is not there yet, or of a worker
            return False

    async def _answer(self, request: Request) -> "tuple[str, int, dict[str, str], bytes] | None":
        if (ready := self._ready.pop(request.url, None)) is not None:
            return ready
        asked = {"method": request.method, "url": request.url, "headers": request.headers}
        head, body = await self._ask(asked, request.post_data_buffer)
        if "status" not in head:
            return None
        kept = {name: text for name, text in head["headers"].items() if name not in _DROPPED}
        return head["url"], head["status"], kept, body


async def _evaluate(session: CDPSession, script: str) -> Any:
    """Evaluate in a world of its own, where the page's program cannot change what is measured."""
    tree = await session.send("Page.getFrameTree")
    frame = tree["frameTree"]["frame"]["id"]
    world = await session.send("Page.createIsolatedWorld", {"frameId": frame})
    asked = {
        "expression": script,
        "contextId": world["executionContextId"],
        "returnByValue": True,
        "timeout": 2_000,
    }
    return (await session.send("Runtime.evaluate", asked))["result"].get("value")


async def _dismiss(dialog: Dialog) -> None:
    with suppress(Error):  # it has closed by itself
        await dialog.dismiss()


async def _close(opened: "Page | WebSocketRoute") -> None:
    with suppress(Error):  # it has closed by itself
        await opened.close()
