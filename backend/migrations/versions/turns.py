"""Whose job it is, and when its turn comes."""

import sqlalchemy as sa
from alembic import op

revision = "turns"
down_revision = "jobs_and_results"
branch_labels = None
depends_on = None

_WHERE = {
    "sqlite_where": sa.text("status = 'queued'"),
    "postgresql_where": sa.text("status = 'queued'"),
}


def upgrade() -> None:
    """Make the change. Jobs that wait keep their order, before all that are submitted later.

    Columns keep their defaults, since processes of the version before insert rows meanwhile.
    """
    op.add_column("jobs", sa.Column("client", sa.String(length=45), nullable=True))
    for name, kind in (("turn", sa.BigInteger()), ("yields", sa.Integer())):
        op.add_column("jobs", sa.Column(name, kind, nullable=False, server_default="0"))
    op.drop_index("ix_jobs_queued", "jobs")
    op.create_index("ix_jobs_queued", "jobs", ["turn", "created_at", "key"], **_WHERE)
    op.create_index("ix_jobs_client", "jobs", ["client", "turn"], **_WHERE)


def downgrade() -> None:
    """Take the change back."""
    op.drop_index("ix_jobs_client", "jobs")
    op.drop_index("ix_jobs_queued", "jobs")
    op.create_index("ix_jobs_queued", "jobs", ["created_at", "key"], **_WHERE)
    for name in ("yields", "turn", "client"):
        op.drop_column("jobs", name)
