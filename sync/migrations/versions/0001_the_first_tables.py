"""The first tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import sync.storage.database

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attachments",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("card_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachments_card_id"), ["card_id"], unique=False)

    op.create_table(
        "board_states",
        sa.Column("board_id", sa.String(length=64), nullable=False),
        sa.Column("mode", sa.String(length=8), nullable=True),
        sa.Column("mode_of_rulebook", sa.String(length=8), nullable=False),
        sa.Column("mode_by", sa.String(length=64), nullable=True),
        sa.Column("mode_at", sync.storage.database.UTCDateTime(), nullable=True),
        sa.Column("paused_at", sync.storage.database.UTCDateTime(), nullable=True),
        sa.Column("paused_why", sa.Text(), nullable=False),
        sa.Column("resumed_at", sync.storage.database.UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("board_id", name=op.f("pk_board_states")),
    )
    op.create_table(
        "boards",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("last_activity", sync.storage.database.UTCDateTime(), nullable=True),
        sa.Column("snapshot_at", sync.storage.database.UTCDateTime(), nullable=True),
        sa.Column("full_snapshot_at", sync.storage.database.UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boards")),
    )
    op.create_table(
        "card_fields",
        sa.Column("card_id", sa.String(length=64), nullable=False),
        sa.Column("field_id", sa.String(length=64), nullable=False),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.Column("option_id", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("card_id", "field_id", name=op.f("pk_card_fields")),
    )
    op.create_table(
        "card_labels",
        sa.Column("card_id", sa.String(length=64), nullable=False),
        sa.Column("label_id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("card_id", "label_id", name=op.f("pk_card_labels")),
    )
    op.create_table(
        "card_members",
        sa.Column("card_id", sa.String(length=64), nullable=False),
        sa.Column("member_id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("card_id", "member_id", name=op.f("pk_card_members")),
    )
    with op.batch_alter_table("card_members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_card_members_member_id"), ["member_id"], unique=False)

    op.create_table(
        "cards",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("board_id", sa.String(length=64), nullable=False),
        sa.Column("list_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("desc", sa.Text(), nullable=False),
        sa.Column("due", sync.storage.database.UTCDateTime(), nullable=True),
        sa.Column("due_complete", sa.Boolean(), nullable=False),
        sa.Column("start", sync.storage.database.UTCDateTime(), nullable=True),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("is_template", sa.Boolean(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=True),
        sa.Column("pos", sa.Double(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("short_link", sa.String(length=16), nullable=False),
        sa.Column("last_activity", sync.storage.database.UTCDateTime(), nullable=True),
        sa.Column("read_at", sync.storage.database.UTCDateTime(), nullable=True),
        sa.Column("gone_at", sync.storage.database.UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cards")),
    )
    with op.batch_alter_table("cards", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cards_board_id"), ["board_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cards_list_id"), ["list_id"], unique=False)

    op.create_table(
        "cases",
        sa.Column("card_id", sa.String(length=64), nullable=False),
        sa.Column("board_id", sa.String(length=64), nullable=False),
        sa.Column("put_forward_at", sync.storage.database.UTCDateTime(), nullable=True),
        sa.Column("put_forward_sure", sa.Boolean(), nullable=False),
        sa.Column("put_forward_by", sa.String(length=64), nullable=True),
        sa.Column("gesture", sa.String(length=8), nullable=False),
        sa.Column("gesture_at", sync.storage.database.UTCDateTime(), nullable=True),
        sa.Column("touched_at", sync.storage.database.UTCDateTime(), nullable=True),
        sa.Column("touched_by", sa.String(length=64), nullable=True),
        sa.Column("hurried_at", sync.storage.database.UTCDateTime(), nullable=True),
        sa.Column("waits", sa.Boolean(), nullable=False),
        sa.Column("due_changed_at", sync.storage.database.UTCDateTime(), nullable=True),
        sa.Column("due_changed_by", sa.String(length=64), nullable=True),
        sa.Column("moved_fingerprint", sa.String(length=64), nullable=False),
        sa.Column("put_backs", sa.Integer(), nullable=False),
        sa.Column("twin_key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("card_id", name=op.f("pk_cases")),
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cases_board_id"), ["board_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cases_twin_key"), ["twin_key"], unique=False)

    op.create_table(
        "checklists",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("card_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklists")),
    )
    with op.batch_alter_table("checklists", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checklists_card_id"), ["card_id"], unique=False)

    op.create_table(
        "comments",
        sa.Column("card_id", sa.String(length=64), nullable=False),
        sa.Column("action_id", sa.String(length=64), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("plain", sa.Text(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=True),
        sa.Column("intended_at", sync.storage.database.UTCDateTime(), nullable=True),
        sa.Column("written_at", sync.storage.database.UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("card_id", name=op.f("pk_comments")),
    )
    op.create_table(
        "custom_fields",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("board_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custom_fields")),
    )
    with op.batch_alter_table("custom_fields", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_custom_fields_board_id"), ["board_id"], unique=False)

    op.create_table(
        "deliveries",
        sa.Column("action_id", sa.String(length=64), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("board_id", sa.String(length=64), nullable=True),
        sa.Column("card_id", sa.String(length=64), nullable=True),
        sa.Column("member_id", sa.String(length=64), nullable=True),
        sa.Column("ours", sa.Boolean(), nullable=False),
        sa.Column("scope", sa.String(length=8), nullable=False),
        sa.Column("date", sync.storage.database.UTCDateTime(), nullable=False),
        sa.Column("received_at", sync.storage.database.UTCDateTime(), nullable=False),
        sa.Column("settled_at", sync.storage.database.UTCDateTime(), nullable=True),
        sa.Column("action", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("action_id", name=op.f("pk_deliveries")),
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deliveries_card_id"), ["card_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_deliveries_received_at"), ["received_at"], unique=False
        )

    op.create_table(
        "drift_reports",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("board_id", sa.String(length=64), nullable=False),
        sa.Column("at", sync.storage.database.UTCDateTime(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("compared", sa.Integer(), nullable=False),
        sa.Column("repaired", sa.Boolean(), nullable=False),
        sa.Column("differences", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drift_reports")),
    )
    with op.batch_alter_table("drift_reports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_drift_reports_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_drift_reports_board_id"), ["board_id"], unique=False)

    op.create_table(
        "facts",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("at", sync.storage.database.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_facts")),
    )
    op.create_table(
        "holds",
        sa.Column("card_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sync.storage.database.UTCDateTime(), nullable=False),
        sa.Column("until", sync.storage.database.UTCDateTime(), nullable=True),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("card_id", name=op.f("pk_holds")),
    )
    op.create_table(
        "labels",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("board_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("color", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_labels")),
    )
    with op.batch_alter_table("labels", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_labels_board_id"), ["board_id"], unique=False)

    op.create_table(
        "lists",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("board_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("pos", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lists")),
    )
    with op.batch_alter_table("lists", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lists_board_id"), ["board_id"], unique=False)

    op.create_table(
        "members",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("initials", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
    )
    op.create_table(
        "memberships",
        sa.Column("board_id", sa.String(length=64), nullable=False),
        sa.Column("member_id", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("board_id", "member_id", name=op.f("pk_memberships")),
    )
    op.create_table(
        "receipts",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sync.storage.database.UTCDateTime(), nullable=False),
        sa.Column("board_id", sa.String(length=64), nullable=False),
        sa.Column("card_id", sa.String(length=64), nullable=True),
        sa.Column("command", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("read", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("action_id", sa.String(length=64), nullable=True),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("undone_at", sync.storage.database.UTCDateTime(), nullable=True),
        sa.Column("undone_by", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
    )
    with op.batch_alter_table("receipts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receipts_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_receipts_board_id"), ["board_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_receipts_card_id"), ["card_id"], unique=False)

    op.create_table(
        "seals",
        sa.Column("card_id", sa.String(length=64), nullable=False),
        sa.Column("due", sync.storage.database.UTCDateTime(), nullable=False),
        sa.Column("sealed_at", sync.storage.database.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("card_id", name=op.f("pk_seals")),
    )
    op.create_table(
        "verdict_changes",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("card_id", sa.String(length=64), nullable=False),
        sa.Column("board_id", sa.String(length=64), nullable=False),
        sa.Column("at", sync.storage.database.UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict_changes")),
    )
    with op.batch_alter_table("verdict_changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_verdict_changes_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_verdict_changes_card_id"), ["card_id"], unique=False)

    op.create_table(
        "verdicts",
        sa.Column("card_id", sa.String(length=64), nullable=False),
        sa.Column("board_id", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("why", sa.String(length=32), nullable=False),
        sa.Column("student", sa.JSON(), nullable=True),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("judged_at", sync.storage.database.UTCDateTime(), nullable=False),
        sa.Column("since", sync.storage.database.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("card_id", name=op.f("pk_verdicts")),
    )
    with op.batch_alter_table("verdicts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_verdicts_board_id"), ["board_id"], unique=False)

    op.create_table(
        "wakes",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("board_id", sa.String(length=64), nullable=False),
        sa.Column("scope", sa.String(length=8), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("queued", sa.Boolean(), nullable=False),
        sa.Column("wanted_at", sync.storage.database.UTCDateTime(), nullable=False),
        sa.Column("settle_until", sync.storage.database.UTCDateTime(), nullable=True),
        sa.Column("timer_at", sync.storage.database.UTCDateTime(), nullable=True),
        sa.Column("fresh_at", sync.storage.database.UTCDateTime(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("parked_at", sync.storage.database.UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wakes")),
    )
    op.create_table(
        "webhooks",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("board_id", sa.String(length=64), nullable=False),
        sa.Column("callback_url", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("seen_at", sync.storage.database.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhooks")),
    )


def downgrade() -> None:
    op.drop_table("webhooks")
    op.drop_table("wakes")
    with op.batch_alter_table("verdicts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_verdicts_board_id"))

    op.drop_table("verdicts")
    with op.batch_alter_table("verdict_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_verdict_changes_card_id"))
        batch_op.drop_index(batch_op.f("ix_verdict_changes_at"))

    op.drop_table("verdict_changes")
    op.drop_table("seals")
    with op.batch_alter_table("receipts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipts_card_id"))
        batch_op.drop_index(batch_op.f("ix_receipts_board_id"))
        batch_op.drop_index(batch_op.f("ix_receipts_at"))

    op.drop_table("receipts")
    op.drop_table("memberships")
    op.drop_table("members")
    with op.batch_alter_table("lists", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lists_board_id"))

    op.drop_table("lists")
    with op.batch_alter_table("labels", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_labels_board_id"))

    op.drop_table("labels")
    op.drop_table("holds")
    op.drop_table("facts")
    with op.batch_alter_table("drift_reports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_drift_reports_board_id"))
        batch_op.drop_index(batch_op.f("ix_drift_reports_at"))

    op.drop_table("drift_reports")
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deliveries_received_at"))
        batch_op.drop_index(batch_op.f("ix_deliveries_card_id"))

    op.drop_table("deliveries")
    with op.batch_alter_table("custom_fields", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_custom_fields_board_id"))

    op.drop_table("custom_fields")
    op.drop_table("comments")
    with op.batch_alter_table("checklists", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_checklists_card_id"))

    op.drop_table("checklists")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cases_twin_key"))
        batch_op.drop_index(batch_op.f("ix_cases_board_id"))

    op.drop_table("cases")
    with op.batch_alter_table("cards", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cards_list_id"))
        batch_op.drop_index(batch_op.f("ix_cards_board_id"))

    op.drop_table("cards")
    with op.batch_alter_table("card_members", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_card_members_member_id"))

    op.drop_table("card_members")
    op.drop_table("card_labels")
    op.drop_table("card_fields")
    op.drop_table("boards")
    op.drop_table("board_states")
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachments_card_id"))

    op.drop_table("attachments")
