"""The newest of what a feed or sitemap lists."""

from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pagewords.files.model import Entry

#: Entries that are told, as many as a collection takes, and characters of a title.
MOST_ENTRIES, TITLE_CHARACTERS = 20, 300


def newest(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The newest, each link once; those without a date come last, as they stand."""
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.url:
            found.setdefault(entry.url, entry._replace(title=entry.title[:TITLE_CHARACTERS]))
    dated = sorted(found.values(), key=lambda entry: entry.date or "", reverse=True)
    return tuple(dated[:MOST_ENTRIES])


def moment(text: str) -> str | None:
    """A date of a feed or sitemap (RFC 822, ISO 8601) as RFC 3339 in UTC; None if it is none."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text.strip())
            found = found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
        except (ValueError, TypeError, OverflowError):
            continue
        return found.isoformat(timespec="seconds").replace("+00:00", "Z")
    return None
