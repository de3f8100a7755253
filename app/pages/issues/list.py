"""The list of difficult issues."""

from flask import Blueprint, render_template, request, url_for

from app.access import open_to_all
from app.current import reading
from app.identity import actor
from app.phrases import issues as phrases
from app.phrases.submitters import name_of
from app.schemas.issues import IssueListSchema
from case_studies.operations.issues.queries import list_issues, own_hidden
from case_studies.policy.issues import POSTED, may_post_issues
from case_studies.taxonomy.entries import list_themes

pages = Blueprint("issue_list", __name__)


@pages.get("/issues")
@open_to_all
def issues() -> str:
    """Show the issues that the reader may read, the newest first, and above those that only their delegation reads."""
    chosen = {name: value for name, value in request.args.items() if value}
    values = IssueListSchema().load(chosen)
    with reading() as session:
        page = list_issues(session, actor(), **values)
        return render_template(
            "issues/list.html",
            page=page,
            own=own_hidden(session, actor()) if page.number == 1 else [],
            chosen=chosen,
            states=[(state, phrases.STATES[state]) for state in POSTED],
            themes=[(theme.id, theme.label) for theme in list_themes(session) if not theme.retired],
            may_post=may_post_issues(actor()),
            phrases=phrases,
            name_of=name_of,
            url_of=lambda number: url_for(".issues", **{**chosen, "page": number}),
        )
