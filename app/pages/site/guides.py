"""Help: how to write a case, with a full example, and a page for each role."""

from functools import cache

from flask import Blueprint, render_template
from werkzeug.exceptions import NotFound

from app.access import open_to_all
from app.phrases.example_case import WHY_IT_WORKS
from app.phrases.labels import SECTIONS
from app.phrases.roles import ADVICE, WHAT_THEY_DO, role_slug, steps_of
from case_studies.case_template import GUIDANCE, SUMMARY_WORDS
from case_studies.demo.files import LIBRARY, CaseFile, read_case_file
from case_studies.vocabulary import Role

pages = Blueprint("guides", __name__)

EXAMPLE = "01-finding-ieds-first.md"


@pages.get("/help")
@open_to_all
def index() -> str:
    """Show what help there is."""
    return render_template("site/help.html", what_they_do=WHAT_THEY_DO)


@pages.get("/help/writing")
@open_to_all
def writing() -> str:
    """Show how to write a case: rules, then a whole case with notes."""
    return render_template(
        "site/writing.html",
        example=_example().content,
        sections=SECTIONS,
        guidance=GUIDANCE,
        notes=WHY_IT_WORKS,
        summary_words=SUMMARY_WORDS,
    )


@pages.get("/help/<name>")
@open_to_all
def role(name: str) -> str:
    """Show what a role does, step by step."""
    chosen = next((role for role in Role if role_slug(role) == name), None)
    if chosen is None:
        raise NotFound()
    return render_template(
        "site/role.html", role=chosen, about=WHAT_THEY_DO[chosen], advice=ADVICE[chosen], steps=steps_of(chosen)
    )


@cache
def _example() -> CaseFile:
    """Return a case of the demonstration library. It was compiled from public sources; no figure is invented."""
    return read_case_file(LIBRARY / EXAMPLE)
