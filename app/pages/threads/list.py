"""The list of discussions."""

from flask import Blueprint, render_template, request, url_for

from app.access import only_roles
from app.current import reading
from app.identity import actor
from app.phrases import threads as phrases
from app.schemas.threads import ThreadListSchema
from case_studies.operations.threads.queries import list_threads
from case_studies.policy.threads import MEMBER_ROLES
from case_studies.unit_of_work import now

pages = Blueprint("thread_list", __name__)


@pages.get("/threads")
@only_roles(*MEMBER_ROLES)
def threads() -> str:
    """Show the discussions, those with the newest step first."""
    chosen = {name: value for name, value in request.args.items() if value}
    with reading() as session:
        return render_template(
            "threads/list.html",
            page=list_threads(session, actor(), **ThreadListSchema().load(chosen)),
            chosen=chosen,
            today=now(session).date(),
            states=list(phrases.STATES.items()),
            phrases=phrases,
            url_of=lambda number: url_for(".threads", **{**chosen, "page": number}),
        )
