"""The first tables: people, forms, responses with their events and receipts."""

import sqlalchemy as sa
from alembic import op

from engine.store.base import ExactJson, Moment
from engine.store.tables.events import APPEND_ONLY

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table, parents first, then forbid the database to rewrite events."""
    _create_attempts()
    _create_form_versions()
    _create_organisations()
    _create_users()
    _create_forms()
    _create_memberships()
    _create_sessions()
    _create_public_links()
    _create_responses()
    _create_attachments()
    _create_events()
    _create_receipts()
    for statement in APPEND_ONLY[op.get_context().dialect.name]:
        op.execute(statement)


def _create_attempts() -> None:
    op.create_table(
        "attempts",
        sa.Column("key", sa.String(length=200), nullable=False, comment="a limit and whom it counts"),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.CheckConstraint("count >= 0", name=op.f("ck_attempts_count")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_attempts")),
    )


def _create_form_versions() -> None:
    op.create_table(
        "form_versions",
        sa.Column(
            "version", sa.String(length=64), nullable=False, comment="sha256 of the canonical definition"
        ),
        sa.Column("form", sa.String(length=64), nullable=False),
        sa.Column(
            "label", sa.String(length=40), nullable=False, comment="the author's own name of the version"
        ),
        sa.Column("source", sa.LargeBinary(), nullable=False, comment="the bytes as published"),
        sa.Column("follows", sa.String(length=64), nullable=True, comment="the version before it"),
        sa.Column("published_at", Moment(), nullable=False),
        sa.Column("published_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["follows"], ["form_versions.version"], name=op.f("fk_form_versions_follows")
        ),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_form_versions")),
    )
    op.create_index("ix_form_versions_form", "form_versions", ["form"], unique=False)


def _create_organisations() -> None:
    op.create_table(
        "organisations",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("system", sa.String(length=64), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("parent", sa.String(length=64), nullable=True, comment="who opened it; empty at the top"),
        sa.Column(
            "path", sa.String(length=1000), nullable=False, comment="ids from the top down to itself: /a/b/"
        ),
        sa.Column(
            "region", sa.String(length=64), nullable=False, comment="code in the system's region list, or ''"
        ),
        sa.Column(
            "region_path", sa.String(length=400), nullable=False, comment="codes from the top down: /37/3701/"
        ),
        sa.Column("profile", ExactJson(), nullable=False, comment="what rules read as org.*"),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["parent"], ["organisations.id"], name=op.f("fk_organisations_parent")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
    )
    op.create_index("ix_organisations_path", "organisations", ["path"], unique=False)
    op.create_index("ix_organisations_region_path", "organisations", ["system", "region_path"], unique=False)


def _create_users() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("login", sa.String(length=64), nullable=False, comment="normalised: NFKC, case folded"),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("password", sa.String(length=200), nullable=False, comment="argon2id; '' lets nobody in"),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("login", name="uq_users_login"),
    )


def _create_forms() -> None:
    op.create_table(
        "forms",
        sa.Column("form", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column(
            "reporter",
            sa.String(length=64),
            nullable=False,
            comment="type of organisation that files it; '' anyone",
        ),
        sa.ForeignKeyConstraint(["version"], ["form_versions.version"], name=op.f("fk_forms_version")),
        sa.PrimaryKeyConstraint("form", name=op.f("pk_forms")),
    )


def _create_memberships() -> None:
    op.create_table(
        "memberships",
        sa.Column("user", sa.String(length=64), nullable=False),
        sa.Column("organisation", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("grants", ExactJson(), nullable=False, comment="verbs given one by one: [verb, …]"),
        sa.ForeignKeyConstraint(
            ["organisation"], ["organisations.id"], name=op.f("fk_memberships_organisation")
        ),
        sa.ForeignKeyConstraint(["user"], ["users.id"], name=op.f("fk_memberships_user")),
        sa.PrimaryKeyConstraint("user", "organisation", "role", name=op.f("pk_memberships")),
    )
    op.create_index("ix_memberships_organisation", "memberships", ["organisation"], unique=False)


def _create_sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(length=64), nullable=False, comment="sha256 of the token in the cookie"),
        sa.Column("user", sa.String(length=64), nullable=False),
        sa.Column("organisation", sa.String(length=64), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation"], ["organisations.id"], name=op.f("fk_sessions_organisation")
        ),
        sa.ForeignKeyConstraint(["user"], ["users.id"], name=op.f("fk_sessions_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
    )
    op.create_index("ix_sessions_expires_at", "sessions", ["expires_at"], unique=False)
    op.create_index("ix_sessions_user", "sessions", ["user"], unique=False)


def _create_public_links() -> None:
    op.create_table(
        "public_links",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column(
            "token", sa.String(length=64), nullable=False, comment="sha256 of the token in the address"
        ),
        sa.Column("form", sa.String(length=64), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column(
            "single", sa.Boolean(), nullable=False, comment="one person's link: one answer for all visitors"
        ),
        sa.Column(
            "answers",
            sa.Integer(),
            nullable=True,
            comment="answers admitted per visitor (or per single link); empty: any number",
        ),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["form"], ["forms.form"], name=op.f("fk_public_links_form")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_links")),
        sa.UniqueConstraint("token", name=op.f("uq_public_links_token")),
    )


def _first_columns_of_responses() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column(
            "id", sa.String(length=36), nullable=False, comment="random, 122 bits: it stands in addresses"
        ),
        sa.Column("form", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("organisation", sa.String(length=64), nullable=True, comment="empty: by public link"),
        sa.Column("link", sa.String(length=36), nullable=True, comment="empty: filed by an organisation"),
        sa.Column(
            "visitor",
            sa.String(length=64),
            nullable=False,
            comment="sha256 of a visitor's cookie; '' otherwise",
        ),
        sa.Column(
            "period",
            sa.String(length=10),
            nullable=False,
            comment="'2026-03', '2026-Q1', …; '' without period",
        ),
        sa.Column(
            "slot",
            sa.String(length=36),
            nullable=False,
            comment="'' where one response is admitted; else its number",
        ),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
    )


def _last_columns_of_responses() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("document", ExactJson(), nullable=False, comment="the values as typed"),
        sa.Column(
            "effective",
            ExactJson(),
            nullable=True,
            comment="what counted at the last submission; empty before",
        ),
        sa.Column("explanations", ExactJson(), nullable=False),
        sa.Column(
            "screening",
            sa.String(length=10),
            nullable=True,
            comment="normal | abnormal; empty before submission",
        ),
        sa.Column(
            "source",
            sa.String(length=20),
            nullable=False,
            comment="how it was entered: online, import, admin, link",
        ),
        sa.Column(
            "filed_by", sa.String(length=64), nullable=False, comment="who opened or last submitted it"
        ),
        sa.Column("head", sa.String(length=64), nullable=False, comment="hash of the newest event"),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.Column("submitted_at", Moment(), nullable=True),
        sa.Column("approved_at", Moment(), nullable=True),
    )


def _create_responses() -> None:
    op.create_table(
        "responses",
        *_first_columns_of_responses(),
        *_last_columns_of_responses(),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'approved', 'returned')", name=op.f("ck_responses_state")
        ),
        sa.CheckConstraint("(organisation IS NULL) <> (link IS NULL)", name=op.f("ck_responses_owner")),
        sa.ForeignKeyConstraint(["form"], ["forms.form"], name=op.f("fk_responses_form")),
        sa.ForeignKeyConstraint(["link"], ["public_links.id"], name=op.f("fk_responses_link")),
        sa.ForeignKeyConstraint(
            ["organisation"], ["organisations.id"], name=op.f("fk_responses_organisation")
        ),
        sa.ForeignKeyConstraint(["version"], ["form_versions.version"], name=op.f("fk_responses_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_responses")),
        sa.UniqueConstraint("form", "organisation", "period", "slot", name="uq_responses_organisation"),
        sa.UniqueConstraint("link", "visitor", "slot", name="uq_responses_link"),
    )
    op.create_index("ix_responses_form_period", "responses", ["form", "period", "state"], unique=False)
    op.create_index("ix_responses_organisation", "responses", ["organisation", "updated_at"], unique=False)


def _create_attachments() -> None:
    op.create_table(
        "attachments",
        sa.Column(
            "id", sa.String(length=36), nullable=False, comment="random, 122 bits: it stands in addresses"
        ),
        sa.Column("response", sa.String(length=36), nullable=False),
        sa.Column("form", sa.String(length=64), nullable=False, comment="the response's"),
        sa.Column(
            "path", sa.String(length=200), nullable=False, comment="pattern of the field: rows may move"
        ),
        sa.Column("name", sa.String(length=200), nullable=False, comment="as shown; never part of a path"),
        sa.Column("size", sa.BigInteger(), nullable=False, comment="bytes"),
        sa.Column("type", sa.String(length=100), nullable=False, comment="media type, by content"),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=False, comment="name of the content"),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column(
            "by",
            sa.String(length=64),
            nullable=False,
            comment="user id, or '' for a visitor of a public link",
        ),
        sa.CheckConstraint("size > 0", name=op.f("ck_attachments_size")),
        sa.ForeignKeyConstraint(["form"], ["forms.form"], name=op.f("fk_attachments_form")),
        sa.ForeignKeyConstraint(["response"], ["responses.id"], name=op.f("fk_attachments_response")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
        sa.UniqueConstraint("blob", name=op.f("uq_attachments_blob")),
    )
    op.create_index("ix_attachments_form", "attachments", ["form", "size"], unique=False)
    op.create_index("ix_attachments_response", "attachments", ["response"], unique=False)


def _create_events() -> None:
    op.create_table(
        "events",
        sa.Column("response", sa.String(length=36), nullable=False),
        sa.Column(
            "revision",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="one event makes one revision",
        ),
        sa.Column("at", Moment(), nullable=False),
        sa.Column(
            "by",
            sa.String(length=64),
            nullable=False,
            comment="user id, or '' for a visitor of a public link",
        ),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False, comment="canonical JSON: [[path, before, after], …]"),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["response"], ["responses.id"], name=op.f("fk_events_response")),
        sa.PrimaryKeyConstraint("response", "revision", name=op.f("pk_events")),
    )


def _create_receipts() -> None:
    op.create_table(
        "receipts",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("response", sa.String(length=36), nullable=False),
        sa.Column(
            "key", sa.String(length=64), nullable=False, comment="the submitting page's idempotency key"
        ),
        sa.Column("revision", sa.Integer(), nullable=False, comment="the revision the page had seen"),
        sa.Column("body", sa.Text(), nullable=False, comment="the receipt, byte for byte as first answered"),
        sa.Column(
            "judged", ExactJson(), nullable=False, comment="values, history, findings and version judged"
        ),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["response"], ["responses.id"], name=op.f("fk_receipts_response")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
        sa.UniqueConstraint("response", "key", name="uq_receipts_key"),
    )
