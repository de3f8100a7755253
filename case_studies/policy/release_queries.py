"""What `release.py` decides for one revision, for many: as conditions for queries, and by delegation."""

from sqlalchemy import ColumnElement, String, and_, cast, false, or_, select

from case_studies.models import Attachment, Case, Revision
from case_studies.models.revision import revision_co_submitters, revision_released_to
from case_studies.part_audiences import is_released
from case_studies.policy.actor import Actor
from case_studies.policy.attachment_audiences import OPEN_TO
from case_studies.policy.release import NAMED_TO
from case_studies.vocabulary import Audience, PartAudience, Section


def own_delegations(revision: Revision) -> list[str]:
    """Return the codes of the delegations that submitted a case and read all of it, if others read less."""
    own = {revision.case.submitting_code, *(one.code for one in revision.co_submitters)}
    is_kept = is_released(revision) or revision.attribution not in NAMED_TO[Audience.MEMBERS]
    return sorted(own) if is_kept else []


def released_delegations(revision: Revision) -> list[str]:
    """Return the codes of the other delegations that read the parts for named delegations, if there are such parts."""
    named = {one.code for one in revision.released_to} if is_released(revision) else set()
    return sorted(named.difference(own_delegations(revision)))


def may_differ_by_delegation() -> ColumnElement[bool]:
    """Return the condition on Revision without which all members read the same of it."""
    kept = [
        cast(column, String).contains(f'"{PartAudience.DELEGATIONS}"')
        for column in (Revision.section_audiences, Revision.narrower_sources)
    ]
    files = select(Attachment.revision_id).where(Attachment.audience == PartAudience.DELEGATIONS)
    return or_(Revision.attribution.not_in(NAMED_TO[Audience.MEMBERS]), *kept, Revision.id.in_(files))


def names_submitter_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Revision: the actor may know who submitted it, as in `ReleasedRevision.is_named`."""
    named = Revision.attribution.in_(NAMED_TO[actor.audience])
    return or_(named, is_own_of(actor)) if actor.delegation is not None else named


def reads_all_for_delegations(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Revision: the actor reads what is for named delegations in it."""
    if actor.delegation is None:
        return false()
    links = revision_released_to.c
    named = select(links.revision_id).where(links.delegation_code == actor.delegation)
    return or_(is_own_of(actor), Revision.id.in_(named))


def is_own_of(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Revision: the delegation of the actor submitted it, alone or with others."""
    own = select(Case.id).where(Case.submitting_code == actor.delegation)
    links = revision_co_submitters.c
    co_submitted = select(links.revision_id).where(links.delegation_code == actor.delegation)
    return or_(Revision.case_id.in_(own), Revision.id.in_(co_submitted))


def shows_contact_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Revision: the actor may read its contact, if they may know who submitted it.

    A contact that is for named delegations is shown on the page of its case only.
    """
    chosen = Revision.section_audiences["contact"].as_string()
    is_hidden = Revision.hidden_parts["contact"].as_string().is_not(None)
    return and_(or_(chosen.is_(None), chosen.in_(OPEN_TO[actor.audience])), ~is_hidden)


def shows_section_to(actor: Actor, section: Section) -> ColumnElement[bool]:
    """Return the condition on Revision: the actor reads something of a section, as in `ReleasedRevision.sections`."""
    chosen = Revision.section_audiences[section.value].as_string()
    is_hidden = Revision.hidden_parts[section.value].as_string().is_not(None)
    has_wider = Revision.public_sections[section.value].as_string().is_not(None)
    is_open = or_(chosen.is_(None), chosen.in_(OPEN_TO[actor.audience]), has_wider)
    if actor.delegation is None:
        return and_(is_open, ~is_hidden)
    return or_(and_(or_(is_open, reads_all_for_delegations(actor)), ~is_hidden), is_own_of(actor))
