"""The list of good practices."""

from flask import Blueprint, render_template, request, url_for

from app.access import open_to_all
from app.current import reading
from app.identity import actor
from app.phrases import practices as phrases
from app.schemas.practices import PracticeListSchema
from case_studies.operations.practices.queries import list_practices, states_shown_to
from case_studies.policy.practices import may_propose
from case_studies.taxonomy.entries import list_themes

pages = Blueprint("practice_list", __name__)


@pages.get("/practices")
@open_to_all
def practices() -> str:
    """Show the practices that the reader may read, those adopted last first."""
    chosen = {name: value for name, value in request.args.items() if value}
    values = PracticeListSchema().load(chosen)
    states = states_shown_to(actor())
    with reading() as session:
        page = list_practices(session, actor(), **values)
        return render_template(
            "practices/list.html",
            page=page,
            chosen=chosen,
            states=[(state, phrases.STATES[state]) for state in states],
            themes=[(theme.id, theme.label) for theme in list_themes(session) if not theme.retired],
            may_propose=may_propose(actor()),
            phrases=phrases,
            actor=actor(),
            url_of=lambda number: url_for("practice_list.practices", **{**chosen, "page": number}),
        )
