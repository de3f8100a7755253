"""Published cases that move: what can happen to one under whatever rests on it, as the steps of its workflow do it."""

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from case_studies.models import Account, Case, Revision
from case_studies.operations.references import next_reference
from case_studies.vocabulary import Attribution, Audience, EvidenceChange, Kind, Language, Section, State

CHANGES = (None, "withdraw", "archive", "supersede", "hide", "narrow_section", "narrow_case", "withdraw_later_draft")
FLAG = {
    "withdraw": EvidenceChange.WITHDRAWN,
    "withdraw_later_draft": EvidenceChange.WITHDRAWN,
    "archive": EvidenceChange.ARCHIVED,
    "supersede": EvidenceChange.SUPERSEDED,
    "hide": EvidenceChange.HIDDEN,
    "narrow_section": EvidenceChange.NARROWED,
    "narrow_case": EvidenceChange.NARROWED,
}


def concerns(change: str | None, pinned: Section | None, section: Section) -> bool:
    """Whether a change of one section concerns what rests on a section."""
    return change not in ("hide", "narrow_section") or pinned == section


def published_case(session: Session, number: int) -> Case:
    moment = session.info["clock"]()
    case = Case(
        reference=next_reference(session, Kind.CASE, moment.year),
        submitting_code=("GHA", "DEU", "BGD")[number % 3],
        created_at=moment,
        changed_at=moment,
        moved_at=moment,
        revisions=[_revision(session, 1, Attribution.UNNAMED if number % 4 == 0 else Attribution.NAMED)],
    )
    session.add(case)
    session.flush()
    return case


def _revision(session: Session, number: int, attribution: Attribution = Attribution.NAMED) -> Revision:
    moment = session.info["clock"]()
    author = session.scalars(select(Account.id).order_by(Account.id).limit(2)).all()
    return Revision(
        number=number,
        state=State.PUBLISHED,
        language=Language.ENGLISH,
        title="A case",
        sections={"results": "Less.", "lessons": "Repeat."},
        audience=Audience.PUBLIC,
        attribution=attribution,
        section_audiences={},
        hidden_parts={},
        contact="",
        sources=[],
        author_id=author[0],
        writer_ids=[author[0]],
        cleared_by_id=author[1],
        created_at=moment,
        cleared_at=moment,
        submitted_at=moment,
        published_at=moment,
    )


def change_case(case: Case, change: str | None, section: Section) -> None:
    """Change a published case as the steps of its workflow do."""
    (revision,) = case.revisions
    if change in ("supersede", "withdraw_later_draft"):
        _open_next(case, revision, is_withdrawn=change == "withdraw_later_draft")
    elif change in ("withdraw", "archive"):
        revision.state = State.WITHDRAWN if change == "withdraw" else State.ARCHIVED
    elif change == "hide":
        revision.hidden_parts = {section.value: "2026-11-27"}
    elif change == "narrow_section":
        revision.section_audiences = {section.value: "members"}
    elif change == "narrow_case":
        revision.audience = Audience.MEMBERS


def _open_next(case: Case, revision: Revision, *, is_withdrawn: bool) -> None:
    session = object_session(case)
    assert session is not None
    revision.state, revision.is_current = State.SUPERSEDED, False
    session.flush()
    after = _revision(session, 2)
    if is_withdrawn:
        revision.state, after.state = State.WITHDRAWN, State.WITHDRAWN
    case.revisions.append(after)
