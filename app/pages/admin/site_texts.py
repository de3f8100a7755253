"""The texts of the home page and the about page for administrators: writing, a preview, earlier texts."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.access import only_roles
from app.current import current_platform, reading
from app.identity import actor
from app.pages.admin.listing import page_number
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.phrases.labels import LANGUAGES
from app.phrases.site_texts import SITE_PAGES
from app.schemas.site_texts import SiteTextSchema
from case_studies.errors import StaleVersion
from case_studies.operations.site_texts import edit as operations
from case_studies.operations.site_texts.delivered import PageText
from case_studies.operations.site_texts.reading import APPROVALS, shown_text, text_now
from case_studies.vocabulary import Language, Role, SitePage

pages = Blueprint("site_texts", __name__)

ONE = "/administration/texts/<string(maxlength=10):page>/<string(length=2):language>"
FIELDS = ("title", "text", "edition")
Typed = dict[str, str]
Answer = Response | tuple[str, int]


@pages.get("/administration/texts")
@only_roles(Role.ADMINISTRATOR)
def texts() -> str:
    """Show the pages with their languages."""
    with reading() as session:
        states = operations.list_texts(session, actor())
        return render_template("admin/site_texts.html", states=states, names=SITE_PAGES, languages=LANGUAGES)


@pages.get(ONE)
@only_roles(Role.ADMINISTRATOR)
def text(page: str, language: str) -> str:
    """Show the form of a text, with the earlier texts."""
    return _show(page, language, None, NO_ERRORS)


@pages.post(ONE)
@only_roles(Role.ADMINISTRATOR)
def save(page: str, language: str) -> Answer:
    """Save a text, or show how it would look. If it is refused, the form keeps what was typed."""
    typed = {name: request.form.get(name, "") for name in FIELDS}
    of_page, of_language = _place(page, language)
    try:
        values = SiteTextSchema().load(typed)
        written = PageText(values["title"], values["text"])
        if "preview" in request.form:
            return _show(page, language, typed, NO_ERRORS, preview=written), 200
        with current_platform().work.writing(quietly=True) as session:
            changed = operations.save_text(session, actor(), of_page, of_language, written, edition=values["edition"])
    except (*InTheForm, StaleVersion) as error:
        errors = FormErrors.by(error)
        return _show(page, language, typed, errors), errors.status
    return _done(page, language, _("Saved. Readers see it now.") if changed else _("Nothing was different."))


@pages.post(f"{ONE}/restore")
@only_roles(Role.ADMINISTRATOR)
def restore(page: str, language: str) -> Response:
    """Show an earlier text again, or the one that Casebook brings."""
    of_page, of_language = _place(page, language)
    number, edition = (request.form.get(name, 0, type=int) for name in ("number", "edition"))
    with current_platform().work.writing(quietly=True) as session:
        operations.restore_text(session, actor(), of_page, of_language, number, edition=edition)
    return _done(page, language, _("Restored. Readers see it now."))


def _done(page: str, language: str, message: str) -> Response:
    flash(message, "done")
    return redirect(url_for(".text", page=page, language=language), 303)


def _place(page: str, language: str) -> tuple[SitePage, Language]:
    if page not in set(SitePage) or language not in set(Language):
        raise NotFound()
    return SitePage(page), Language(language)


def _show(page: str, language: str, typed: Typed | None, errors: FormErrors, *, preview: PageText | None = None) -> str:
    of_page, of_language = _place(page, language)
    with reading() as session:
        state = operations.text_state(session, actor(), of_page, of_language)
        now = text_now(session, of_page, of_language)
        shown = None if preview is None else shown_text(session, of_language, (), preview)
        stored = {"title": now.title, "text": now.text, "edition": str(state.edition)}
        return render_template(
            "admin/site_text.html",
            state=state,
            stored=stored,
            typed=typed or stored,
            is_stale=errors.status == 409,
            errors=errors,
            shown=shown,
            earlier=operations.earlier_texts(session, actor(), of_page, of_language, page_number()),
            names=SITE_PAGES,
            languages=LANGUAGES,
            approvals=APPROVALS,
            limits={"title": operations.LONGEST_TITLE, "text": operations.LONGEST_TEXT},
        )
