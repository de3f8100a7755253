"""How readers will see a section that is being written. Nothing is saved."""

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound

from app.access import signed_in
from app.current import reading
from app.identity import actor
from app.pages.cases.edit import part_named
from case_studies.clean_text import clean_markdown
from case_studies.operations.cases.queries import find_case
from case_studies.policy.allowed_now import check_allowed_now
from case_studies.policy.permissions import Permission

pages = Blueprint("section_preview", __name__)


@pages.post("/cases/<reference:reference>/edit/<name>/preview")
@signed_in
def section_preview(reference: str, name: str) -> str:
    """Show the text of a section as it was typed, over its limit or not."""
    part = part_named(name)
    if not part.is_section:
        raise NotFound()
    with reading() as session:
        case = find_case(session, actor(), reference)
        check_allowed_now(actor(), case, Permission.EDIT)
        text = clean_markdown(request.form.get(name, ""))
        language = case.current.language
        return render_template("cases/edit/section_preview.html", part=part, text=text, text_language=language)
