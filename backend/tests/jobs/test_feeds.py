"""Feeds and sitemaps: what they list is told, the newest first, and can be counted together."""

import gzip
from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from ..conftest import Site

RunJobs = Callable[[], None]
RSS = """<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>The news</title>
<link>https://news.example/</link><atom:link rel="self" href="https://news.example/feed"/>
<item><title>Old &amp;amp; long</title><link> https://news.example/old </link>
 <pubDate>Sat, 31 Jan 2026 23:30:00 -0200</pubDate></item>
<item><title>No date</title><guid>https://news.example/guid</guid></item>
<item><title>No link</title><guid isPermaLink="false">7</guid></item>
<item><title>Not for us</title><link>ftp://news.example/file</link></item>
<item><title>New</title><link>/new?a=1&amp;b=2</link><pubDate>2026-02-02</pubDate></item>
<item><title>New again</title><link>/new?a=1&amp;b=2</link><pubDate>nonsense</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title>
<entry><title type="html">&lt;b&gt;A&lt;/b&gt; note</title><link rel="edit" href="/edit"/>
 <link rel="alternate" href="https://notes.example/a"/><published>2026-01-01T10:00:00+09:00</published>
 <updated>2026-05-01T00:00:00Z</updated><summary>About rivers</summary></entry>
</feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Old format</title></channel><item><title>One</title>
<link>https://rdf.example/1</link><dc:date>2026-01-01</dc:date></item></rdf:RDF>"""
SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://shop.example/red-river_boats/</loc><lastmod>2026-01-02</lastmod>
 <image:image><image:loc>https://shop.example/a.png</image:loc>
 <image:title>A picture</image:title></image:image></url>
<url><loc>http://[no-address/</loc></url>
<url><loc>https://shop.example/</loc></url>
<url><loc>https://shop.example/news</loc><news:news><news:title>Boats sink</news:title>
 <news:publication_date>2026-03-01T08:00:00Z</news:publication_date></news:news></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://shop.example/pages.xml</loc></sitemap>
<sitemap><loc>https://shop.example/posts.xml</loc><lastmod>2026-01-02</lastmod></sitemap>
</sitemapindex>"""
#: For each feed what it is read as, and its entries.
FEEDS: dict[str, tuple[str, str, list[tuple[str, str, str | None]]]] = {
    "rss": (
        RSS,
        "feed",
        [
            ("New", "{site}/new?a=1&b=2", "2026-02-02T00:00:00Z"),
            ("Old & long", "https://news.example/old", "2026-02-01T01:30:00Z"),
            ("No date", "https://news.example/guid", None),
        ],
    ),
    "atom": (ATOM, "feed", [("<b>A</b> note", "https://notes.example/a", "2026-01-01T01:00:00Z")]),
    "rdf": (RDF, "feed", [("One", "https://rdf.example/1", "2026-01-01T00:00:00Z")]),
    "sitemap": (
        SITEMAP,
        "sitemap",
        [
            ("Boats sink", "https://shop.example/news", "2026-03-01T08:00:00Z"),
            ("", "https://shop.example/red-river_boats/", "2026-01-02T00:00:00Z"),
            ("", "https://shop.example/", None),
        ],
    ),
    "index": (
        INDEX,
        "sitemap_index",
        [
            ("", "https://shop.example/posts.xml", "2026-01-02T00:00:00Z"),
            ("", "https://shop.example/pages.xml", None),
        ],
    ),
}


def ask(client: FlaskClient, url: str, run_jobs: RunJobs) -> dict[str, Any]:
    """The feed of a link, once its job has ended."""
    accepted = client.get("/api/feeds", query_string={"url": url})
    assert accepted.status_code == 202
    assert accepted.headers["Location"] == accepted.get_json()["links"]["self"]
    run_jobs()
    assert client.get(accepted.headers["Location"]).get_json()["error"] is None
    answer = client.get("/api/feeds", query_string={"url": url})
    assert answer.status_code == 200
    assert answer.get_json()["key"] == accepted.get_json()["key"]
    return answer.get_json()


def test_a_feed_lists_its_entries_the_newest_first(
    client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    for name, (body, source, entries) in FEEDS.items():
        found = ask(client, site.add(f"/{name}.xml", body, "application/xml"), run_jobs)
        assert found["source"] == source
        expected = [
            {"title": title, "url": url.format(site=site.origin), "date": date}
            for title, url, date in entries
        ]
        assert found["entries"] == expected
        answer = client.get("/api/feeds", query_string={"url": found["url"]})
        assert "Accept-Language" in answer.vary
        result = client.get(f"/api/results/{found['key']}").get_json()
        assert (result["entries"], result["source"]) == (expected, source)
    # The text of a feed in another language lists the same.
    again = {"from": found["key"], "language": "de"}
    recount = client.post("/api/jobs", json=again).get_json()["key"]
    run_jobs()
    assert client.get(f"/api/results/{recount}").get_json()["entries"] == expected


def test_the_words_of_a_sitemap_are_those_of_titles_and_addresses(
    client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    found = ask(client, site.add("/sitemap.xml", SITEMAP), run_jobs)
    items = client.get(f"/api/results/{found['key']}/words").get_json()["items"]
    words = {item["word"]: item["count"] for item in items}
    assert words["boats"] == 2
    assert set(words) == {"boats", "red", "river", "sink", "shop.example"}


def test_the_newest_twenty_of_many_are_listed(
    client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    pages = "".join(
        f"<url><loc>https://shop.example/{n}</loc><lastmod>2026-01-{n % 28 + 1:02}</lastmod></url>"
        for n in range(2_000)
    )
    found = ask(client, site.add("/sitemap.xml", f"<urlset>{pages}</urlset>"), run_jobs)
    assert [one["date"][:10] for one in found["entries"]] == ["2026-01-28"] * 20
    assert found["entries"][0]["url"] == "https://shop.example/27"


def test_a_packed_sitemap_is_read(client: FlaskClient, site: Site, run_jobs: RunJobs) -> None:
    packed = gzip.compress(SITEMAP.encode())
    for path, content_type in (("/map.xml.gz", "application/x-gzip"), ("/map", "text/xml")):
        found = ask(client, site.add(path, packed, content_type), run_jobs)
        assert found["source"] == "sitemap"
        assert [one["title"] for one in found["entries"]] == ["Boats sink", "", ""]


def test_who_asks_again_for_a_feed_sends_nothing(
    client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    query = {"url": site.add("/feed", RSS, "application/xml")}
    accepted = client.get("/api/feeds", query_string=query, headers={"Prefer": "wait=0"})
    assert accepted.headers["RateLimit"].startswith('"client";r=1499;')
    assert accepted.headers["Preference-Applied"] == "wait=0"
    for _ in range(3):
        polled = client.get("/api/feeds", query_string=query)
        assert (polled.status_code, polled.get_json()["key"]) == (202, accepted.get_json()["key"])
        assert "RateLimit" not in polled.headers
    run_jobs()
    found = client.get("/api/feeds", query_string=query)
    assert found.status_code == 200
    unchanged = {"If-None-Match": found.headers["ETag"]}
    again = client.get("/api/feeds", query_string=query, headers=unchanged)
    assert (again.status_code, again.data) == (304, b"")
    sent = client.post("/api/jobs", json=query)
    assert sent.headers["RateLimit"].startswith('"client";r=1498;')


def test_what_is_no_feed_lists_nothing_and_what_fails_says_why(
    client: FlaskClient, site: Site, run_jobs: RunJobs
) -> None:
    found = ask(client, site.add("/page", "<p>The river runs to the sea.</p>"), run_jobs)
    assert (found["source"], found["entries"]) == ("page", [])
    assert "entries" not in client.get(f"/api/results/{found['key']}").get_json()
    job = client.get("/api/feeds", query_string={"url": f"{site.origin}/none"}).get_json()
    run_jobs()
    assert client.get(job["links"]["self"]).get_json()["error"]["code"] == "http_status"
    for query in ({}, {"url": ""}, {"url": "not a link"}, {"url": found["url"], "fresh": "1"}):
        assert client.get("/api/feeds", query_string=query).status_code == 422
