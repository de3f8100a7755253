"""/api/v1: the same schemas, operations and refusals as the pages, for programs, with a document that says so."""

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from app.api import (
    assignments,
    cases,
    comparison,
    conflicts,
    desk,
    notifications,
    openapi,
    responses,
    reviewers,
    reviews,
    revisions,
    saved_searches,
    search,
    similar_cases,
    situations,
    thesaurus,
    vocabularies,
)
from app.api.blueprint import CasebookApi

AREAS = (
    search.area,
    vocabularies.area,
    thesaurus.area,
    cases.area,
    assignments.area,
    reviews.area,
    responses.area,
    revisions.area,
    reviewers.area,
    conflicts.area,
    similar_cases.area,
    comparison.area,
    situations.area,
    notifications.area,
    saved_searches.area,
    desk.area,
    openapi.area,
)


def register(app: Flask, protection: CSRFProtect) -> None:
    """Add the API to an application. Tokens, not cookies, say who calls, so that nothing can be forged by a form."""
    contract = CasebookApi(app)
    for area in AREAS:
        protection.exempt(area)
        contract.register_blueprint(area)
