"""What a feed or sitemap lists."""

import sqlalchemy as sa
from alembic import op

revision = "entries"
down_revision = "collections"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change. Results from before have none."""
    op.add_column("results", sa.Column("entries", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Take the change back."""
    op.drop_column("results", "entries")
