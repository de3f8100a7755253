"""One offer or request: what it is, what fits it, its matches, and what its reader may do next."""

from typing import Any

from flask import Blueprint, render_template

from app.access import open_to_all, signed_in
from app.current import reading
from app.identity import actor
from app.pages.capacity.form import list_url
from app.pages.form_errors import NO_ERRORS, FormErrors
from app.pages.item_steps import offered_steps
from app.phrases import capacity as phrases
from app.phrases import matches as match_phrases
from app.phrases.labels import LANGUAGES
from app.phrases.submitters import name_of
from app.thing_urls import thing_url
from case_studies.capacity_states import CapacityAction, MatchParty
from case_studies.models import Capacity
from case_studies.operations.capacity.matches import list_matches
from case_studies.operations.capacity.matching import doubled_offers, fitting_offers
from case_studies.operations.capacity.queries import (
    capacity_history,
    find_capacity,
    own_offers,
    readable_note,
)
from case_studies.policy.capacity_release import ReleasedCapacity
from case_studies.policy.match_release import release_matches
from case_studies.policy.matches import may_begin
from case_studies.taxonomy.entries import list_themes
from case_studies.unit_of_work import Session
from case_studies.workflow.capacity import CAPACITY

pages = Blueprint("capacity", __name__)

PLAIN = (CapacityAction.POST, CapacityAction.CLEAR, CapacityAction.TAKE_BACK, CapacityAction.HOLD_BACK)
REASONED = (CapacityAction.SEND_BACK, CapacityAction.WITHDRAW)


@pages.get("/offers/<offer:reference>")
@open_to_all
def offer(reference: str) -> str:
    """Show an offer."""
    return show(reference, NO_ERRORS, {})


@pages.get("/requests/<request:reference>")
@signed_in
def request(reference: str) -> str:
    """Show a request."""
    return show(reference, NO_ERRORS, {})


def show(reference: str, refused: FormErrors, typed: dict[str, Any]) -> str:
    """Show an offer or a request, with what was typed into a form that was refused."""
    with reading() as session:
        found = find_capacity(session, actor(), reference)
        released = ReleasedCapacity(found, actor())
        history = capacity_history(session, actor(), found)
        return render_template(
            "capacity/capacity.html",
            capacity=released,
            refused=refused,
            typed=typed,
            phrases=phrases,
            match_phrases=match_phrases,
            languages=LANGUAGES,
            name_of=name_of,
            thing_url=thing_url,
            list_url=list_url(found.side),
            here_url=thing_url(reference),
            history=[(entry, readable_note(actor(), found, entry)) for entry in history],
            matches=release_matches(list_matches(session, actor(), found), actor()) if actor().signed_in else [],
            **_compared(session, found),
            **_interest(session, found),
            **offered_steps(session, CAPACITY, found, plain=PLAIN, reasoned=REASONED),
        )


def _compared(session: Session, found: Capacity) -> dict[str, Any]:
    """Return which offers fit a request, and before an offer is posted, which it would repeat."""
    return {
        "fitting": fitting_offers(session, actor(), found) if found.is_request else [],
        "doubled": doubled_offers(session, actor(), found),
        "theme_labels": {theme.id: theme.label for theme in list_themes(session)},
    }


def _interest(session: Session, found: Capacity) -> dict[str, Any]:
    """Return on which side the reader may begin a talk about a request, and with which offers."""
    begins_as = may_begin(actor(), found)
    offers = own_offers(session, actor()) if begins_as == MatchParty.OFFERING else []
    return {"begins_as": begins_as, "own_offers": offers}
