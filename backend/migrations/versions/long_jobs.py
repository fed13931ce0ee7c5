"""Which jobs are long, so that they hold up no short ones."""

import sqlalchemy as sa
from alembic import op

revision = "long_jobs"
down_revision = "entries"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change. Jobs from before are short until they have worked for long.

    The column keeps its default, since processes of the version before insert rows meanwhile.
    """
    long = sa.Column("long", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("jobs", long)
    # With all that a choice needs, which then reads no row: rows hold texts, of a megabyte some.
    op.drop_index("ix_jobs_queued", "jobs")
    _index("turn", "created_at", "key", "long", "client", "attempt", "enqueued_at")


def downgrade() -> None:
    """Take the change back."""
    op.drop_index("ix_jobs_queued", "jobs")
    _index("turn", "created_at", "key")
    op.drop_column("jobs", "long")


def _index(*columns: str) -> None:
    where = sa.text("status = 'queued'")
    op.create_index("ix_jobs_queued", "jobs", columns, sqlite_where=where, postgresql_where=where)
