"""A revision of a case, with its classification."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, Column, Date, ForeignKey, Index, Table, UniqueConstraint, and_, text
from sqlalchemy.orm import Mapped, attribute_keyed_dict, mapped_column, relationship
from sqlalchemy.sql.elements import ColumnElement

from case_studies.db import Base, by_name, is_one_of_sql
from case_studies.models.delegation import Delegation
from case_studies.models.rendered_text import RenderedText
from case_studies.models.taxonomy import Initiative, Operation, Place, Theme, VocabularyEntry
from case_studies.vocabulary import Attribution, Audience, Evidence, Language, Measure, Stage, State

if TYPE_CHECKING:
    from case_studies.models.assignment import Assignment
    from case_studies.models.attachment import Attachment
    from case_studies.models.case import Case


def _link(name: str, column: str, target: str) -> Table:
    """Make the table that links revisions to a vocabulary."""
    return Table(
        name,
        Base.metadata,
        Column("revision_id", ForeignKey("revisions.id", ondelete="CASCADE"), primary_key=True),
        Column(column, ForeignKey(target), primary_key=True, index=True),
    )


revision_themes = _link("revision_themes", "theme_id", "themes.id")
revision_host_states = _link("revision_host_states", "place_code", "places.code")
revision_operations = _link("revision_operations", "operation_id", "operations.id")
revision_initiatives = _link("revision_initiatives", "initiative_id", "initiatives.id")
revision_implementing_states = _link("revision_implementing_states", "place_code", "places.code")
revision_released_to = _link("revision_released_to", "delegation_code", "delegations.code")
revision_co_submitters = _link("revision_co_submitters", "delegation_code", "delegations.code")


def _unless_merged(link: Table, entry: type[VocabularyEntry]) -> ColumnElement[bool]:
    """Return the join that leaves merged entries out.

    When an entry is merged, every revision that has it gets the entry that stays beside it. So a frozen revision keeps
    the entry that was chosen, and readers see the one that stays.
    """
    (code,) = (column for column in link.c if column.name != "revision_id")
    return and_(code == entry.id, entry.merged_into_id.is_(None))


HAS_BEEN_PUBLIC = "('published', 'archived')"
NEVER_PUBLIC = "('draft', 'in_clearance', 'submitted', 'in_review', 'revision_requested', 'declined')"


class Revision(Base):
    """A revision of a case. It can't be changed after it has left the author's desk.

    `round_open` is true if reviewers have this revision, or had the one before. After clearance it returns to them.
    """

    __tablename__ = "revisions"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        CheckConstraint(is_one_of_sql("state", State), name="revision_has_a_known_state"),
        CheckConstraint(is_one_of_sql("language", Language), name="revision_has_a_known_language"),
        CheckConstraint(is_one_of_sql("audience", Audience), name="audience_is_clear_or_green"),
        CheckConstraint(is_one_of_sql("attribution", Attribution), name="attribution_is_known"),
        CheckConstraint(f"stage IS NULL OR {is_one_of_sql('stage', Stage)}", name="stage_is_known"),
        CheckConstraint(f"evidence IS NULL OR {is_one_of_sql('evidence', Evidence)}", name="evidence_is_known"),
        CheckConstraint(f"measure IS NULL OR {is_one_of_sql('measure', Measure)}", name="measure_is_known"),
        CheckConstraint("ended IS NULL OR started IS NULL OR ended >= started", name="period_ends_after_it_starts"),
        CheckConstraint(
            f"state NOT IN {HAS_BEEN_PUBLIC} OR (published_at IS NOT NULL AND cleared_at IS NOT NULL)",
            name="published_has_a_date_and_a_clearance",
        ),
        CheckConstraint(f"state NOT IN {NEVER_PUBLIC} OR published_at IS NULL", name="unpublished_has_no_date"),
        CheckConstraint(
            "state NOT IN ('submitted', 'in_review', 'declined') OR cleared_at IS NOT NULL",
            name="judged_only_after_clearance",
        ),
        CheckConstraint(
            "cleared_by_id IS NULL OR cleared_by_id <> author_id OR self_cleared",
            name="clearance_is_by_another_person",
        ),
        CheckConstraint("(cleared_by_id IS NULL) = (cleared_at IS NULL)", name="cleared_has_an_officer_and_a_date"),
        CheckConstraint("state <> 'superseded' OR NOT is_current", name="superseded_is_never_current"),
        Index(
            "one_current_revision_per_case",
            "case_id",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
        Index(
            "one_public_revision_per_case",
            "case_id",
            unique=True,
            sqlite_where=text(f"state IN {HAS_BEEN_PUBLIC}"),
            postgresql_where=text(f"state IN {HAS_BEEN_PUBLIC}"),
        ),
        # With these, lists and counts need not read the texts of revisions.
        Index("ix_revisions_published", "state", "audience", "is_current", "published_at", "case_id"),
        Index(
            "ix_revisions_known", "case_id", "number", "state", "is_current", "audience", "submitted_at", "created_at"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    number: Mapped[int]
    state: Mapped[State]
    is_current: Mapped[bool] = mapped_column(default=True)
    round_open: Mapped[bool] = mapped_column(default=False)

    language: Mapped[Language]
    title: Mapped[str]
    sections: Mapped[dict[str, str]] = mapped_column(JSON)
    started: Mapped[int | None]
    ended: Mapped[int | None]
    stage: Mapped[Stage | None]
    evidence: Mapped[Evidence | None]
    measure: Mapped[Measure | None]
    audience: Mapped[Audience]
    contact: Mapped[str]
    sources: Mapped[list[str]] = mapped_column(JSON)
    partners: Mapped[list[str]] = mapped_column(JSON, default=list)  # names of those that are no State
    partner_answers: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON, default=dict)  # code or name → answer
    withdrawn_names: Mapped[list[str]] = mapped_column(JSON, default=list)  # codes that no reader may find in its text
    attribution: Mapped[Attribution] = mapped_column(default=Attribution.NAMED)
    section_audiences: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # part → its narrower audience
    public_sections: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # section → its text for other readers
    narrower_sources: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)  # audience → sources for it only
    released_by: Mapped[dict[str, bool]] = mapped_column(JSON, default=dict)  # relation → whether it was chosen
    related_codes: Mapped[list[str]] = mapped_column(JSON, default=list)  # those of `released_to` by relation
    unmentioned_sections: Mapped[dict[str, bool]] = mapped_column(JSON, default=dict)  # parts that others learn not of
    hidden_parts: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # part → since when, until it is answered
    as_typed: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # of a draft: what its field can't hold

    part_saves: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSON, default=dict)  # the last save of each part
    justifications: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # finding id → why it may stay
    response_drafts: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSON, default=dict)  # remark id → typed answer

    author_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    writer_ids: Mapped[list[int]] = mapped_column(JSON)  # every account that wrote in it, including the author
    cleared_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    self_cleared: Mapped[bool] = mapped_column(default=False)  # by a delegation that may clear its own cases
    created_at: Mapped[datetime]
    revise_by: Mapped[date | None] = mapped_column(Date)  # if it responds to a round: its due date
    cleared_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]

    case: Mapped["Case"] = relationship(back_populates="revisions")
    assignments: Mapped[list["Assignment"]] = relationship(back_populates="revision", order_by="Assignment.id")
    rendered: Mapped[dict[str, RenderedText]] = relationship(
        collection_class=attribute_keyed_dict("digest"), cascade="all, delete-orphan", passive_deletes=True
    )
    attachments: Mapped[list["Attachment"]] = relationship(
        back_populates="revision", order_by="Attachment.id", cascade="all, delete-orphan"
    )
    themes: Mapped[list[Theme]] = relationship(
        secondary=revision_themes, secondaryjoin=_unless_merged(revision_themes, Theme), order_by=Theme.position
    )
    host_states: Mapped[list[Place]] = relationship(secondary=revision_host_states, order_by=by_name(Place.name))
    operations: Mapped[list[Operation]] = relationship(
        secondary=revision_operations,
        secondaryjoin=_unless_merged(revision_operations, Operation),
        order_by=Operation.id,
    )
    initiatives: Mapped[list[Initiative]] = relationship(
        secondary=revision_initiatives,
        secondaryjoin=_unless_merged(revision_initiatives, Initiative),
        order_by=by_name(Initiative.name),
    )
    implemented_by: Mapped[list[Place]] = relationship(
        secondary=revision_implementing_states, order_by=by_name(Place.name)
    )
    released_to: Mapped[list[Delegation]] = relationship(
        secondary=revision_released_to, order_by=by_name(Delegation.name)
    )
    co_submitters: Mapped[list[Delegation]] = relationship(
        secondary=revision_co_submitters, order_by=by_name(Delegation.name)
    )
