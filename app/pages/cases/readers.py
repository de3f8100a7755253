"""A case as each of its readers will get it: its page, a result of a search, the feed, a mail."""

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from app.access import signed_in
from app.current import reading
from app.identity import actor
from app.phrases.markings import marking
from case_studies.models import Revision
from case_studies.operations.cases.queries import get_participant_view
from case_studies.operations.cases.reading_as import DELEGATION, EDITOR, MEMBER, PUBLIC, REVIEWER, read_as, readers_of
from case_studies.vocabulary import Audience

pages = Blueprint("readers", __name__)

PUBLISHED = "published"  # the revision that readers have, where another one is at work


@pages.get("/cases/<reference:reference>/readers")
@signed_in
def readers(reference: str) -> str:
    """Show what a reader gets of the revision that the actor sees, or of the published one."""
    with reading() as session:
        case, seen = get_participant_view(session, actor(), reference)
        is_published = request.args.get("of") == PUBLISHED
        revision = case.readable if is_published and case.readable is not None else seen.revision
        chosen = read_as(session, revision, request.args.get("as", PUBLIC))
        shown = chosen.revision
        return render_template(
            "cases/readers.html",
            case=case,
            revision=revision,
            of=PUBLISHED if is_published else "",
            shown=shown,
            chosen=chosen.reader,
            choices=[(name, _label(revision, name)) for name in readers_of(revision)],
            mark=marking([shown], shown.attachments) if shown else "",
            mailed_title=shown.title if shown and shown.audience == Audience.PUBLIC else "",
        )


def _label(revision: Revision, name: str) -> str:
    names = {f"{DELEGATION}{delegation.code}": delegation.name for delegation in revision.released_to}
    labels = {PUBLIC: _("Everybody"), MEMBER: _("A member"), REVIEWER: _("A reviewer"), EDITOR: _("An editor")}
    return names[name] if name in names else str(labels[name])
