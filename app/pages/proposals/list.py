"""The list of study proposals."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.exceptions import NotFound

from app.access import may_enter, signed_in
from app.current import reading
from app.identity import actor
from app.phrases import proposals as phrases
from case_studies.operations.proposals.queries import OPEN, SHOWN, list_proposals

pages = Blueprint("proposal_list", __name__)
MOST_PAGES = 100_000


@pages.get("/studies/proposals")
@signed_in
def proposals() -> str:
    """List the proposals that are open, delivered or dropped, the next due first."""
    number, show = request.args.get("page", 1, type=int), request.args.get("show") or OPEN
    if not 0 < number <= MOST_PAGES or show not in SHOWN:
        raise NotFound()
    with reading() as session:
        page = list_proposals(session, actor(), show=show, page=number)
        if number > page.pages:
            raise NotFound()
        return render_template(
            "proposals/list.html",
            page=page,
            chosen=show,
            shown=[(value, phrases.SHOWN[value]) for value in SHOWN],
            phrases=phrases,
            may_propose=may_enter("proposal_form.new"),
            url_of=lambda to: url_for(".proposals", show=show if show != OPEN else None, page=to if to > 1 else None),
        )
