"""Jobs that a server did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "jobs",
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(80), nullable=False, unique=True),
        sa.Column("command", sa.String(40), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("asked", sa.String(40), nullable=False),
        sa.Column("started", sa.String(40)),
        sa.Column("finished", sa.String(40)),
        sa.Column("seconds", sa.Float),
        sa.Column("peak_mb", sa.Float),
        sa.Column("problem", sa.Text),
        sa.Column("result_url", sa.Text),
        sa.Column("mark", sa.String(80)),
    )


def downgrade() -> None:
    op.drop_table("jobs")
