"""/api/v1: the same schemas, operations and refusals as the pages, for programs, with a document that says so."""

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from app.api import (
    cases,
    comparing,
    desk,
    documents,
    fitting,
    notices,
    recusing,
    reviewers,
    reviews,
    rounds,
    saved_searches,
    searching,
    similar,
    vocabularies,
    wording,
)
from app.api.contract import Contract

AREAS = (
    searching.area,
    vocabularies.area,
    wording.area,
    cases.area,
    reviews.area,
    rounds.area,
    reviewers.area,
    recusing.area,
    similar.area,
    comparing.area,
    fitting.area,
    notices.area,
    saved_searches.area,
    desk.area,
    documents.area,
)


def register(app: Flask, protection: CSRFProtect) -> None:
    """Add the API to an application. Tokens, not cookies, say who calls, so that nothing can be forged by a form."""
    contract = Contract(app)
    for area in AREAS:
        protection.exempt(area)
        contract.register_blueprint(area)
