"""Earlier revisions for participants, and what changed between two revisions."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.access import open_to_all, signed_in
from app.current import reading
from app.identity import actor
from app.phrases.markings import marking, narrower_marking
from case_studies.errors import NotVisible
from case_studies.models import Case
from case_studies.operations.cases.queries import find_case
from case_studies.operations.cases.revision_diff import compare_revisions, decisions_on, find_revision
from case_studies.operations.review.review_access import visible_reviews
from case_studies.policy.attachments import readable_attachments
from case_studies.policy.release import whole
from case_studies.policy.visibility import readable_revisions_of

pages = Blueprint("revisions", __name__)

VIEWS = ("inline", "side")


@pages.get("/cases/<reference:reference>/changes")
@signed_in
def changes(reference: str) -> str:
    """Show what changed between two revisions, by default the last two that this person may read."""
    view = request.args.get("view", VIEWS[0])
    before, after = (request.args.get(name, type=int) for name in ("from", "to"))
    with reading() as session:
        case = find_case(session, actor(), reference)
        readable = readable_revisions_of(actor(), case)
        differences = compare_revisions(actor(), case, before, after, readable=True)
        return render_template(
            "cases/changes.html",
            case=case,
            differences=differences,
            marking=marking([whole(differences.before), whole(differences.after)], differences.attachments),
            readable=readable,
            numbers=[(revision.number, revision.number) for revision in readable],
            view=view if view in VIEWS else VIEWS[0],
        )


@pages.get("/cases/<reference:reference>/revisions/<id:number>")
@open_to_all
def revision(reference: str, number: int) -> str | Response:
    """Show one revision as it was written, with its reviews and the decisions on it, to those who take part.

    Others follow a citation. They are redirected to the published revision, if it is this one or replaced it.
    """
    with reading() as session:
        case = find_case(session, actor(), reference)
        if number not in {one.number for one in readable_revisions_of(actor(), case)}:
            return _published(case, number)
        shown = find_revision(actor(), case, number)
        files = readable_attachments(actor(), case, shown)
        return render_template(
            "cases/revision.html",
            case=case,
            revision=shown,
            files=files,
            marking=narrower_marking(whole(shown), files),
            readable=readable_revisions_of(actor(), case),
            decisions=decisions_on(session, actor(), case, shown),
            reviews=[seen for seen in visible_reviews(session, actor(), case) if seen.revision == number],
        )


def _published(case: Case, number: int) -> Response:
    published = case.readable
    if published is None or number > published.number:
        raise NotVisible()
    cited = number if number < published.number else None
    return redirect(url_for("case.case", reference=case.reference, cited=cited), 303)
