"""Long links: the index of results by URL holds where each begins, since entries are bounded."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

PAGES = {
    "sqlite_where": sa.text("url IS NOT NULL"),
    "postgresql_where": sa.text("url IS NOT NULL"),
}


def upgrade() -> None:
    """Make the change."""
    start = sa.text("substr(url, 1, 600)")
    op.create_index("ix_results_url_start", "results", [start, "fetched_at"], **PAGES)
    op.drop_index("ix_results_url", "results")


def downgrade() -> None:
    """Take the change back; fails where a link is there that the old index cannot hold."""
    op.create_index("ix_results_url", "results", ["url", "fetched_at"], **PAGES)
    op.drop_index("ix_results_url_start", "results")
