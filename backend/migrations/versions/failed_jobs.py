"""Which failed jobs are the oldest, so that retention finds them."""

import sqlalchemy as sa
from alembic import op

revision = "failed_jobs"
down_revision = "long_jobs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    where = sa.text("status = 'failed' AND removed_at IS NULL")
    op.create_index(
        "ix_jobs_failed_age", "jobs", ["ended_at"], sqlite_where=where, postgresql_where=where
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_index("ix_jobs_failed_age", "jobs")
