"""Who may remove a job, and which retries of a submission are the same one."""

import sqlalchemy as sa
from alembic import op

revision = "tokens"
down_revision = "turns"
branch_labels = None
depends_on = None

_NAMES = ("token_digest", "body_digest")


def upgrade() -> None:
    """Make the change. Jobs from before have no token."""
    for name in _NAMES:
        op.add_column("jobs", sa.Column(name, sa.String(length=64), nullable=True))


def downgrade() -> None:
    """Take the change back."""
    for name in _NAMES:
        op.drop_column("jobs", name)
