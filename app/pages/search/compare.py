"""Two to four published cases side by side. The address can be shared, and the page printed.

A case is added by searching for it, where it is ticked, or from the cases that are similar to those compared.
"""

from flask import Blueprint, render_template, request, url_for

from app.access import open_to_all
from app.current import current_platform, reading
from app.errors import translate_messages
from app.identity import actor
from case_studies.operations.cases.comparison import Comparison, compare_cases
from case_studies.operations.search.search import cases_to_compare
from case_studies.policy.release import ReleasedRevision
from case_studies.rendered_texts import load_rendered_texts

pages = Blueprint("compare", __name__)


@pages.get("/compare")
@open_to_all
def compare() -> tuple[str, int]:
    """Compare the cases of the address. Cases that cannot be shown are named; all others are compared."""
    with reading() as session:
        found = compare_cases(session, actor(), request.args.getlist("case"))
        load_rendered_texts(session, found.cases)
        problems = translate_messages(found.problems)
        references = [case.case.reference for case in found.cases]
        page = render_template(
            "search/compare.html",
            found=found,
            references=references,
            similar=[] if found.is_full else cases_to_compare(session, current_platform().search, actor(), references),
            columns=[(case, _without(found, case)) for case in found.cases],
            summary=[("", problem) for problem in problems],
            address=url_for(".compare", case=references, _external=True),
        )
    return page, 422 if problems else 200


def _without(found: Comparison, taken: ReleasedRevision) -> str:
    """Return the address of the comparison without one of its cases."""
    return url_for(".compare", case=[case.case.reference for case in found.cases if case is not taken])
