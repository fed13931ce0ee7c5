"""The indexes of results, which this process caches: a result never changes until it is removed."""

import threading
import uuid
from collections import OrderedDict

import sqlalchemy as sa

from pagewords.api.large_reads import own_turn
from pagewords.errors import invalid_field
from pagewords.models import Result, db
from pagewords.stats import Index, decode, toggle_blocks

#: Cached indexes, and what they may weigh together, in hundreds of bytes.
INDEXES, WEIGHT = 8, 600_000


class _Indexes:
    """The decoded indexes of the latest results, least recently used first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cache: OrderedDict[uuid.UUID, Index] = OrderedDict()

    def get(self, identity: uuid.UUID) -> Index:
        turn, stored = own_turn(), None
        row = sa.select(Result.index, Result.totals).where(Result.key == identity)
        if (found := self._cached(identity)) is not None:
            size = found.size, len(found.text)
        else:
            stored, totals = db.session.execute(row).one()
            size = totals["page"]["words"], totals["page"]["characters"]
        if turn.is_needed(*size):
            # Whoever waits for a turn holds nothing of this index: the cache may have dropped it.
            found = stored = None
            turn.take()
            found = self._cached(identity)
        if found is not None:
            return found
        if stored is None:
            stored, _ = db.session.execute(row).one()
        found = decode(stored)
        with self._lock:
            self._cache[identity] = found
            self._shrink()
        return found

    def _cached(self, identity: uuid.UUID) -> Index | None:
        with self._lock:
            if identity in self._cache:
                self._cache.move_to_end(identity)
                # Lists were made of some since they were read.
                self._shrink()
            return self._cache.get(identity)

    def forget(self, identity: uuid.UUID) -> None:
        with self._lock:
            self._cache.pop(identity, None)

    def _shrink(self) -> None:
        while len(self._cache) > 1 and (
            len(self._cache) > INDEXES or sum(one.weight for one in self._cache.values()) > WEIGHT
        ):
            self._cache.popitem(last=False)


_indexes = _Indexes()


def index(identity: uuid.UUID) -> Index:
    """A result's index, for `stored.respond`; raises NoResultFound if it was removed."""
    return _indexes.get(identity)


def forget(identity: uuid.UUID) -> None:
    """Cache a result's index no longer: it was removed."""
    _indexes.forget(identity)


def moved(identity: uuid.UUID, blocks: tuple[int, ...]) -> Index:
    """A result's index, with the blocks that the reader moved."""
    try:
        return toggle_blocks(index(identity), blocks)
    except IndexError as error:
        invalid_field("blocks", str(error))
