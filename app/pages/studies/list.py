"""The list of studies, for all themes or one."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.exceptions import NotFound

from app.access import may_enter, open_to_all
from app.current import reading
from app.identity import actor
from app.phrases import studies as phrases
from case_studies.operations.studies.queries import list_studies
from case_studies.taxonomy.entries import list_themes

pages = Blueprint("study_list", __name__)
MOST_PAGES = 100_000


@pages.get("/studies")
@open_to_all
def studies() -> str:
    """List the studies that the reader may see, the newest first."""
    number, theme = request.args.get("page", 1, type=int), request.args.get("theme", "")[:60]
    if not 0 < number <= MOST_PAGES:
        raise NotFound()
    with reading() as session:
        page = list_studies(session, actor(), theme=theme, page=number)
        if number > page.pages:
            raise NotFound()
        return render_template(
            "studies/list.html",
            page=page,
            chosen=theme,
            themes=[(row.id, row.label) for row in list_themes(session) if row.parent_id is None],
            phrases=phrases,
            may_list=may_enter("study_form.new"),
            url_of=lambda to: url_for(".studies", theme=theme or None, page=to if to > 1 else None),
        )
