"""Runs and the pointer to the current one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "runs",
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(80), nullable=False, unique=True),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("as_of", sa.String(40), nullable=False),
        sa.Column("started", sa.String(40), nullable=False),
        sa.Column("finished", sa.String(40)),
        sa.Column("inputs", sa.String(80), nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("customers", sa.Integer),
        sa.Column("message", sa.Text),
    )
    op.create_table(
        "current_run",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("run_id", sa.String(80), sa.ForeignKey("runs.id")),
    )


def downgrade() -> None:
    op.drop_table("current_run")
    op.drop_table("runs")
