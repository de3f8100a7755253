"""One provision with its evidence, and the forms that link and unlink."""

from collections.abc import Callable
from itertools import groupby

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import may_enter, only_roles, open_to_all
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.phrases import provisions as phrases
from app.schemas.provisions import LinkedReferenceSchema, ProvisionLinkSchema
from app.thing_urls import thing_url
from case_studies.models import Provision
from case_studies.operations.provisions.linking import link_thing, unlink_thing
from case_studies.operations.provisions.queries import find_provision, things_of
from case_studies.policy.provisions import LINKING, may_link
from case_studies.unit_of_work import Session

pages = Blueprint("provisions", __name__)
Answer = Response | tuple[str, int]


@pages.get("/provisions/<id:provision_id>")
@open_to_all
def provision(provision_id: int) -> str:
    """Show a provision with what is linked to it, as far as the reader may read it."""
    return _show(provision_id, NO_ERRORS)


@pages.post("/provisions/<id:provision_id>/link")
@only_roles(*LINKING)
def link(provision_id: int) -> Answer:
    """Link a case, a practice or an issue."""

    def _link(session: Session, found: Provision) -> str:
        typed = {"reference": request.form.get("reference", "").upper(), "reason": request.form.get("reason", "")}
        values = ProvisionLinkSchema().load(typed)
        link_thing(session, found, actor(), values["reference"], values["reason"])
        return str(_("Linked: %(reference)s.", reference=values["reference"]))

    return _change(provision_id, _link)


@pages.post("/provisions/<id:provision_id>/unlink")
@only_roles(*LINKING)
def unlink(provision_id: int) -> Answer:
    """Take a link away."""

    def _unlink(session: Session, found: Provision) -> str:
        values = LinkedReferenceSchema().load({"reference": request.form.get("reference", "")})
        unlink_thing(session, found, actor(), values["reference"])
        return str(_("The link to %(reference)s was taken away.", reference=values["reference"]))

    return _change(provision_id, _unlink)


def _change(provision_id: int, change: Callable[[Session, Provision], str]) -> Answer:
    """Do something with the links. If it is refused, the page keeps what was typed."""
    try:
        with current_platform().work.writing() as session:
            done = change(session, find_provision(session, provision_id, for_change=True))
    except InTheForm as error:
        errors = FormErrors.by(error)
        return _show(provision_id, errors), errors.status
    flash(done, "done")
    return redirect(url_for(".provision", provision_id=provision_id), 303)


def _show(provision_id: int, refused: FormErrors) -> str:
    with reading() as session:
        found = find_provision(session, provision_id)
        things = things_of(session, actor(), found)
        return render_template(
            "provisions/provision.html",
            provision=found,
            groups=[(kind, list(of_kind)) for kind, of_kind in groupby(things, key=lambda one: one.kind)],
            may_link=may_link(actor()),
            may_change=may_enter("provision_form.edit"),
            refused=refused,
            typed=request.form,
            phrases=phrases,
            thing_url=thing_url,
        )
