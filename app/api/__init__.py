"""/api/v1: the same schemas, operations and refusals as the pages, for programs, with a document that says so."""

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from app.api import (
    cases,
    desk,
    documents,
    notices,
    recusing,
    reviewers,
    reviews,
    rounds,
    searching,
    similar,
    vocabularies,
)
from app.api.contract import Contract

AREAS = (
    searching.area,
    vocabularies.area,
    cases.area,
    reviews.area,
    rounds.area,
    reviewers.area,
    recusing.area,
    similar.area,
    notices.area,
    desk.area,
    documents.area,
)


def register(app: Flask, protection: CSRFProtect) -> None:
    """Add the API to an application. Tokens, not cookies, say who calls, so that nothing can be forged by a form."""
    contract = Contract(app)
    for area in AREAS:
        protection.exempt(area)
        contract.register_blueprint(area)
