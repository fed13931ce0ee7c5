"""Jobs and results."""

import sqlalchemy as sa
from alembic import op

revision = "jobs_and_results"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "jobs",
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("scheme_assumed", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=True),
        sa.Column("reader", sa.String(length=3), nullable=True),
        sa.Column("source", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("dedup_key", sa.String(length=64), nullable=True),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("enqueued_at", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("removed_at", sa.BigInteger(), nullable=True),
        sa.Column("fetched_bytes", sa.Integer(), nullable=True),
        sa.Column("error_code", sa.String(length=32), nullable=True),
        sa.Column("error_status", sa.Integer(), nullable=True),
        sa.Column("error_seen", sa.String(length=16), nullable=True),
        sa.Column("error_format", sa.String(length=32), nullable=True),
        sa.Column("error_detail", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_jobs")),
        sa.UniqueConstraint("dedup_key", name=op.f("uq_jobs_dedup_key")),
    )
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.create_index(
            "ix_jobs_queued",
            ["created_at", "key"],
            unique=False,
            sqlite_where=sa.text("status = 'queued'"),
            postgresql_where=sa.text("status = 'queued'"),
        )
        batch_op.create_index(
            "ix_jobs_started",
            ["lease_until"],
            unique=False,
            sqlite_where=sa.text("status = 'started'"),
            postgresql_where=sa.text("status = 'started'"),
        )

    op.create_table(
        "uploads",
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("client", sa.String(length=32), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["key"], ["jobs.key"], name=op.f("fk_uploads_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_uploads")),
    )
    with op.batch_alter_table("uploads", schema=None) as batch_op:
        batch_op.create_index("ix_uploads_client", ["client", "size"], unique=False)

    op.create_table(
        "results",
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("final_url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("approximate", sa.Boolean(), nullable=False),
        sa.Column("fetched_at", sa.BigInteger(), nullable=False),
        sa.Column("main_confidence", sa.Float(), nullable=False),
        sa.Column("totals", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("index", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["key"], ["jobs.key"], name=op.f("fk_results_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_results")),
    )
    with op.batch_alter_table("results", schema=None) as batch_op:
        batch_op.create_index(
            "ix_results_page_age",
            ["fetched_at"],
            unique=False,
            sqlite_where=sa.text("url IS NOT NULL"),
            postgresql_where=sa.text("url IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_results_text_age",
            ["fetched_at"],
            unique=False,
            sqlite_where=sa.text("url IS NULL"),
            postgresql_where=sa.text("url IS NULL"),
        )
        batch_op.create_index(
            "ix_results_url_start",
            [sa.text("substr(url, 1, 600)"), "fetched_at"],
            unique=False,
            sqlite_where=sa.text("url IS NOT NULL"),
            postgresql_where=sa.text("url IS NOT NULL"),
        )


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("results", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_results_url_start",
            sqlite_where=sa.text("url IS NOT NULL"),
            postgresql_where=sa.text("url IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_results_text_age",
            sqlite_where=sa.text("url IS NULL"),
            postgresql_where=sa.text("url IS NULL"),
        )
        batch_op.drop_index(
            "ix_results_page_age",
            sqlite_where=sa.text("url IS NOT NULL"),
            postgresql_where=sa.text("url IS NOT NULL"),
        )

    op.drop_table("results")
    with op.batch_alter_table("uploads", schema=None) as batch_op:
        batch_op.drop_index("ix_uploads_client")

    op.drop_table("uploads")
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_jobs_started",
            sqlite_where=sa.text("status = 'started'"),
            postgresql_where=sa.text("status = 'started'"),
        )
        batch_op.drop_index(
            "ix_jobs_queued",
            sqlite_where=sa.text("status = 'queued'"),
            postgresql_where=sa.text("status = 'queued'"),
        )

    op.drop_table("jobs")
