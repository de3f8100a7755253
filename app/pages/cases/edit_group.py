"""Several parts of a case on one page: all that classifies it, or all sections of its text. Each is saved by itself."""

from flask import Blueprint, render_template

from app.access import signed_in
from app.current import reading
from app.pages.cases.edit import part_values_for_page, remarks_to_answer, writable_case
from app.pages.cases.edit_form import GROUP_LABELS, GROUPS, stored_values
from app.pages.form_errors import NO_ERRORS

pages = Blueprint("edit_group", __name__)


@pages.get("/cases/<reference:reference>/write/<any(about, text):name>")
@signed_in
def group(reference: str, name: str) -> str:
    """Show the parts of a group, one form each, with what is stored in them."""
    with reading() as session:
        case = writable_case(session, reference)
        remarks = remarks_to_answer(session, case)
        return render_template(
            "cases/edit/group.html",
            case=case,
            revision=case.current,
            group=name,
            label=GROUP_LABELS[name],
            refused=NO_ERRORS,
            parts=[
                part_values_for_page(session, case, part, stored_values(case.current, part), remarks)
                for part in GROUPS[name]
            ],
        )
