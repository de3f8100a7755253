"""The lists of offers and of requests."""

from flask import Blueprint, render_template, request, url_for

from app.access import open_to_all, signed_in
from app.current import reading
from app.identity import actor
from app.phrases import capacity as phrases
from app.phrases.submitters import name_of
from app.schemas.capacity import LISTED, CapacityListSchema
from app.thing_urls import thing_url
from case_studies.capacity_states import CapacitySide
from case_studies.operations.capacity.queries import list_capacities, own_hidden
from case_studies.policy.capacity import may_post_capacity
from case_studies.taxonomy.entries import list_themes

pages = Blueprint("capacity_list", __name__)


@pages.get("/offers")
@open_to_all
def offers() -> str:
    """Show the offers that are valid, the newest first."""
    return _show(CapacitySide.OFFER, ".offers")


@pages.get("/requests")
@signed_in
def requests() -> str:
    """Show the requests that are valid, the newest first."""
    return _show(CapacitySide.REQUEST, ".requests")


def _show(side: CapacitySide, endpoint: str) -> str:
    chosen = {name: value for name, value in request.args.items() if value}
    values = CapacityListSchema().load(chosen)
    with reading() as session:
        page = list_capacities(session, actor(), side, **values)
        return render_template(
            "capacity/list.html",
            side=side,
            page=page,
            own=own_hidden(session, actor(), side) if page.number == 1 and actor().signed_in else [],
            chosen=chosen,
            states=[(state, phrases.STATES[state]) for state in LISTED[1:]],
            kinds=list(phrases.KINDS.items()),
            themes=[(theme.id, theme.label) for theme in list_themes(session) if not theme.retired],
            may_post=may_post_capacity(actor()),
            phrases=phrases,
            name_of=name_of,
            thing_url=thing_url,
            url_of=lambda number: url_for(endpoint, **{**chosen, "page": number}),
        )
