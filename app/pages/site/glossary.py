"""The glossary: the words of Casebook, and the terms of peacekeeping from the thesaurus."""

from flask import Blueprint, render_template, request

from app.access import open_to_all
from app.current import reading
from app.phrases.glossary import WORDS
from app.phrases.labels import LANGUAGES
from case_studies.operations.thesaurus.glossary import list_terms

pages = Blueprint("glossary", __name__)


@pages.get("/glossary")
@open_to_all
def glossary() -> str:
    """Show the words of Casebook with an anchor each, then one page of the terms."""
    with reading() as session:
        terms = list_terms(session, page=request.args.get("page", 1, type=int))
    return render_template("site/glossary.html", words=WORDS, terms=terms, languages=LANGUAGES)
