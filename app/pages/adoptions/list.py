"""The list of adoptions."""

from flask import Blueprint, render_template, request, url_for

from app.access import open_to_all
from app.current import reading
from app.identity import actor
from app.phrases import adoptions as phrases
from app.phrases.submitters import name_of
from app.schemas.adoptions import AdoptionListSchema
from case_studies.operations.adoptions.queries import list_adoptions, own_unrecorded
from case_studies.policy.adoption_release import release_adoptions

pages = Blueprint("adoption_list", __name__)


@pages.get("/adoptions")
@open_to_all
def adoptions() -> str:
    """Show what was recorded, the newest first, and the drafts of the reader's delegation above."""
    chosen = {name: value for name, value in request.args.items() if value}
    values = AdoptionListSchema().load(chosen)
    with reading() as session:
        page = list_adoptions(session, actor(), **values)
        return render_template(
            "adoptions/list.html",
            page=page,
            adoptions=release_adoptions(page.rows, actor()),
            drafts=own_unrecorded(session, actor()) if page.number == 1 else [],
            adopts=values["adopts"],
            phrases=phrases,
            adoption_phrases=phrases,
            name_of=name_of,
            url_of=lambda number: url_for(".adoptions", **{**chosen, "page": number}),
        )
