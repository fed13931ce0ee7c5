"""Collections: jobs that wait for the jobs of other pages, and which those are."""

import sqlalchemy as sa
from alembic import op

revision = "collections"
down_revision = "tokens"
branch_labels = None
depends_on = None

_WAITING = {
    "sqlite_where": sa.text("status = 'waiting'"),
    "postgresql_where": sa.text("status = 'waiting'"),
}
_TEXTS, _OWN_TEXTS = "url IS NULL", "url IS NULL AND source != 'collection'"


def upgrade() -> None:
    """Make the change. The kind of a job has a default, since processes of the version before
    insert rows meanwhile."""
    op.add_column(
        "jobs", sa.Column("kind", sa.String(length=10), nullable=False, server_default="count")
    )
    op.create_index("ix_jobs_waiting", "jobs", ["created_at"], **_WAITING)
    op.create_table(
        "collection_members",
        sa.Column("collection", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("member", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection"], ["jobs.key"], name=op.f("fk_collection_members_collection")
        ),
        sa.ForeignKeyConstraint(
            ["member"], ["jobs.key"], name=op.f("fk_collection_members_member")
        ),
        sa.PrimaryKeyConstraint("collection", "position", name=op.f("pk_collection_members")),
    )
    op.create_index("ix_collection_members_member", "collection_members", ["member"])
    _replace_text_age(_OWN_TEXTS)


def downgrade() -> None:
    """Take the change back. Collections that are there stay as results of texts."""
    _replace_text_age(_TEXTS)
    op.drop_index("ix_collection_members_member", "collection_members")
    op.drop_table("collection_members")
    op.drop_index("ix_jobs_waiting", "jobs")
    op.drop_column("jobs", "kind")


def _replace_text_age(where: str) -> None:
    op.drop_index("ix_results_text_age", "results")
    chosen = {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)}
    op.create_index("ix_results_text_age", "results", ["fetched_at"], **chosen)
