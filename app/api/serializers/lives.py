"""What became of a case after its publication."""

from app.api.serializers import Json
from case_studies.life import KnownLife, confirm_by
from case_studies.models import Case
from case_studies.operations.cases.confirmations import own_waiting_sentence
from case_studies.operations.cases.due_confirmations import first_day_that_counts
from case_studies.policy.actor import Actor
from case_studies.policy.release import whole
from case_studies.policy.visibility import CaseView
from case_studies.stored_settings import settings_of
from case_studies.unit_of_work import Session


def serialize_case_life(session: Session, actor: Actor, case: Case, seen: CaseView) -> Json:
    """Return what became of the published revision of a case. Its delegation reads a sentence that is not cleared."""
    readable = case.readable
    known = whole(readable).life if seen.inside and readable is not None else seen.released.life
    waiting = own_waiting_sentence(actor, case)
    fields = serialize_life(session, known)
    note = waiting.note if waiting is not None else fields["confirmation_note"]
    return {**fields, "confirmation_note": note, "confirmation_waits": waiting is not None}


def serialize_life(session: Session, known: KnownLife | None) -> Json:
    """Return what counts now, since when and until when."""
    if known is None:
        return {"life": None, "confirmed_on": None, "confirm_by": None, "confirmation_note": ""}
    months = settings_of(session).confirmation_months
    return {
        "life": known.now(first_day_that_counts(session)),
        "confirmed_on": known.on if known.said is not None else None,
        "confirm_by": None if known.is_ended else confirm_by(known.on, months),
        "confirmation_note": known.note,
    }
