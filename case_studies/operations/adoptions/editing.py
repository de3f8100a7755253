"""Writing an adoption: starting it, changing it, deleting it before it is recorded, saying that it still holds."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, NotAllowed, NotSignedIn, StaleVersion
from case_studies.models import (
    Adoption,
    AdoptionStatement,
    Case,
    Operation,
    Practice,
    PracticeEdition,
    Revision,
)
from case_studies.operations.items import first_values, lock_owner, started_before
from case_studies.policy.actor import Actor
from case_studies.policy.adoptions import ADOPTION_POLICY, AdoptionPermission, may_adopt_practice, may_record_adoptions
from case_studies.policy.visibility import readable_by
from case_studies.unit_of_work import now
from case_studies.vocabulary import (
    AdoptionState,
    Attribution,
    Audience,
    HistoryAction,
    Kind,
    Language,
    PracticeState,
    Register,
    State,
)
from case_studies.workflow.adoptions import STALE, confirm_day, next_statement
from case_studies.workflow.history import record_item_event

OF_ADOPTION = ("language", "audience", "attribution")
ADOPTED = PracticeState.ADOPTED
OF_STATEMENT = ("use", "since", "what_changed", "what_happened", "not_measured")


def start_adoption(
    session: Session,
    actor: Actor,
    values: Mapping[str, Any],
    *,
    form_key: str | None = None,
    demonstration: bool = False,
) -> Adoption:
    """Start the adoption of a `case` or a `practice` as a draft. With the same form key again, return the first."""
    if not actor.signed_in:
        raise NotSignedIn()
    if not may_record_adoptions(actor):
        raise NotAllowed(N_("Only a focal point can record what its delegation adopts."))
    owner = lock_owner(session, actor)
    earlier = started_before(session, Adoption, owner, form_key)
    if earlier is not None:
        return earlier
    adopted = adoptable(session, actor, values)
    adoption = Adoption(
        **first_values(session, Kind.ADOPTION, actor),
        owner=owner,
        state=AdoptionState.DRAFT,
        register=Register.ON_RECORD,
        audience=Audience.MEMBERS,
        attribution=Attribution.NAMED,
        language=Language.ENGLISH,
        **_pinned(adopted),
        form_key=form_key,
        demonstration=demonstration,
    )
    session.add(adoption)
    _write(session, adoption, values)
    session.flush()
    record_item_event(session, adoption, actor, HistoryAction.START, after=AdoptionState.DRAFT, is_named=False)
    return adoption


def _pinned(adopted: Revision | PracticeEdition) -> dict[str, Any]:
    if isinstance(adopted, Revision):
        return {"case": adopted.case, "revision_number": adopted.number}
    return {"practice": adopted.practice, "edition_number": adopted.number}


def adoptable(session: Session, actor: Actor, values: Mapping[str, Any]) -> Revision | PracticeEdition:
    """Return what the actor's delegation may adopt: the one `case` or `practice` of the values. Raises Incomplete."""
    named = {name: values[name] for name in ADOPTABLE if values.get(name)}
    if len(named) != 1:
        raise Incomplete({"case": [N_("Name the one case or the one practice that your delegation adopts.")]})
    [(name, reference)] = named.items()
    return ADOPTABLE[name](session, actor, reference)


def _adoptable_practice(session: Session, actor: Actor, reference: str) -> PracticeEdition:
    """Return the adopted edition of a practice. A delegation may adopt one that it develops: it rests on others too."""
    query = select(PracticeEdition).join(PracticeEdition.practice)
    edition = session.scalar(query.where(Practice.reference == reference, PracticeEdition.state == ADOPTED))
    if edition is None or not may_adopt_practice(actor, edition):
        raise Incomplete({"practice": [N_("There is no adopted practice with this reference that you may read.")]})
    return edition


def _adoptable_case(session: Session, actor: Actor, reference: str) -> Revision:
    """Return the published revision of a case. A delegation does not adopt its own: it confirms it every year."""
    published = (Case.reference == reference, Revision.state == State.PUBLISHED, readable_by(actor))
    revision = session.scalar(select(Revision).join(Revision.case).where(*published))
    if revision is None:
        raise Incomplete({"case": [N_("There is no published case with this reference that you may read.")]})
    if revision.case.submitting_code == actor.delegation:
        raise Incomplete({"case": [N_("This is a case of your delegation. Confirm it on its page instead.")]})
    return revision


ADOPTABLE: Mapping[str, Callable[[Session, Actor, str], Revision | PracticeEdition]] = {
    "case": _adoptable_case,
    "practice": _adoptable_practice,
}


def edit_adoption(
    session: Session, adoption: Adoption, actor: Actor, values: Mapping[str, Any], *, version: int
) -> None:
    """Change a draft, or write the next statement of what is recorded. Fields that are not sent stay as they are."""
    _check(adoption, actor, AdoptionPermission.EDIT, version)
    _write(session, adoption, values)
    adoption.author_id = actor.account
    adoption.changed_at = now(session)


def delete_adoption(session: Session, adoption: Adoption, actor: Actor, *, version: int) -> None:
    """Delete a draft. Its reference is not given again."""
    _check(adoption, actor, AdoptionPermission.DELETE, version)
    record_item_event(session, adoption, actor, HistoryAction.DELETE, is_named=False)
    session.flush()
    session.delete(adoption)


def confirm_adoption(session: Session, adoption: Adoption, actor: Actor, *, version: int) -> None:
    """Say that what is recorded still holds. The delegation is asked again in a year."""
    _check(adoption, actor, AdoptionPermission.CONFIRM, version)
    adoption.confirm_on = confirm_day(session)
    record_item_event(session, adoption, actor, HistoryAction.CONFIRM_IN_USE)


def _check(adoption: Adoption, actor: Actor, permission: AdoptionPermission, version: int) -> None:
    ADOPTION_POLICY.check_usable(actor, adoption, permission)
    if adoption.version != version:
        raise StaleVersion(STALE)


def _write(session: Session, adoption: Adoption, values: Mapping[str, Any]) -> None:
    for name in OF_ADOPTION:
        if name in values:
            _write_reader(adoption, name, values[name])
    if {"operation", *OF_STATEMENT} & values.keys():
        _write_statement(session, next_statement(adoption), values)


def _write_reader(adoption: Adoption, name: str, value: Any) -> None:
    """Write who reads it. What is recorded keeps its readers: others would learn what was not cleared for them."""
    if adoption.recorded is not None and getattr(adoption, name) != value:
        raise Incomplete({name: [N_("This can't be changed once it is recorded. Withdraw it and write it again.")]})
    setattr(adoption, name, value)


def _write_statement(session: Session, statement: AdoptionStatement, values: Mapping[str, Any]) -> None:
    for name in OF_STATEMENT:
        if name in values:
            setattr(statement, name, values[name])
    if "operation" in values:
        code = values["operation"]
        known = select(Operation).where(Operation.id == code, Operation.retired.is_(False))
        statement.operation = session.scalar(known) if code else None
        if code and statement.operation is None:
            raise Incomplete({"operation": [N_("Not a known value.")]})
