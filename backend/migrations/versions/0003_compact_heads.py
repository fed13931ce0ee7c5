"""Results keep their first words and their totals without the names that stand in every row."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from pagewords import compact

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

#: Rows changed at a time, so that a large table does not fill the memory.
BATCH = 500
results = sa.table(
    "results",
    sa.column("key", sa.Uuid()),
    sa.column("totals", sa.JSON()),
    sa.column("words", sa.JSON()),
)


def upgrade() -> None:
    """Make the change."""
    _change(compact.shorten_totals, compact.shorten_words)


def downgrade() -> None:
    """Take it back."""
    _change(compact.lengthen_totals, compact.lengthen_words)


def _change(totals: Callable[[Any], Any], words: Callable[[Any], Any]) -> None:
    database = op.get_bind()
    batch = sa.select(results).order_by(results.c.key).limit(BATCH)
    rows = database.execute(batch).all()
    while rows:
        for row in rows:
            database.execute(
                sa.update(results)
                .where(results.c.key == row.key)
                .values(totals=totals(row.totals), words=words(row.words))
            )
        rows = database.execute(batch.where(results.c.key > rows[-1].key)).all()
