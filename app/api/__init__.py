"""`/api/v1`: the same operations and refusals as the pages, for programs, with an OpenAPI document."""

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from app.api import (
    adoptions,
    assignments,
    attachments,
    briefs,
    cases,
    check,
    comparison,
    confirmation,
    conflicts,
    consents,
    delegations,
    desk,
    events,
    evidence_map,
    exports,
    figures,
    issues,
    narrowing,
    notifications,
    openapi,
    practices,
    proposals,
    provisions,
    reports,
    responses,
    reviewers,
    reviews,
    revisions,
    saved_searches,
    search,
    similar_cases,
    situations,
    studies,
    texts,
    thesaurus,
    threads,
    vocabularies,
    vocabulary_entries,
)
from app.api.blueprint import CasebookApi

BLUEPRINTS = (
    search.blueprint,
    vocabularies.blueprint,
    delegations.blueprint,
    vocabulary_entries.blueprint,
    studies.blueprint,
    proposals.blueprint,
    texts.blueprint,
    provisions.blueprint,
    thesaurus.blueprint,
    cases.blueprint,
    narrowing.blueprint,
    reports.blueprint,
    exports.blueprint,
    attachments.blueprint,
    check.blueprint,
    confirmation.blueprint,
    consents.blueprint,
    assignments.blueprint,
    reviews.blueprint,
    responses.blueprint,
    revisions.blueprint,
    reviewers.blueprint,
    conflicts.blueprint,
    similar_cases.blueprint,
    comparison.blueprint,
    situations.blueprint,
    notifications.blueprint,
    saved_searches.blueprint,
    issues.blueprint,
    adoptions.blueprint,
    threads.blueprint,
    practices.blueprint,
    events.blueprint,
    desk.blueprint,
    briefs.blueprint,
    evidence_map.blueprint,
    figures.blueprint,
    openapi.blueprint,
)


def register(app: Flask, protection: CSRFProtect) -> None:
    """Add the API to an application. Callers have tokens and cookies are ignored, so it needs no CSRF protection."""
    api = CasebookApi(app)
    for blueprint in BLUEPRINTS:
        protection.exempt(blueprint)
        api.register_blueprint(blueprint)
