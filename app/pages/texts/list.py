"""The joint texts as a list."""

from flask import Blueprint, render_template, request, url_for

from app.access import open_to_all
from app.current import reading
from app.identity import actor
from app.phrases import texts as phrases
from app.schemas.texts import LISTED, TextListSchema
from case_studies.operations.texts.queries import drafts, list_texts
from case_studies.policy.texts import may_draft_texts

pages = Blueprint("text_list", __name__)


@pages.get("/texts")
@open_to_all
def texts() -> str:
    """Show the joint texts, the last moved first, or those that were chosen; for editors the drafts above them."""
    asked = {name: value for name, value in request.args.items() if value}
    with reading() as session:
        page = list_texts(session, actor(), **TextListSchema().load(asked))
        return render_template(
            "texts/list.html",
            page=page,
            drafts=drafts(session, actor()) if page.number == 1 else [],
            chosen=asked,
            states=[(state, phrases.STATES[state]) for state in LISTED],
            kinds=list(phrases.KINDS.items()),
            may_draft=may_draft_texts(actor()),
            phrases=phrases,
            url_of=lambda number: url_for(".texts", **{**asked, "page": number}),
        )
