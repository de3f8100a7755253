"""The server-rendered pages, one file an area; the templates stand in a folder of the same name."""

from flask import Flask

from app.pages import (
    about,
    account,
    answering,
    assigning,
    case,
    changes,
    compare,
    deciding,
    demo_mail,
    desk,
    feed,
    fit,
    healthz,
    home,
    inbox,
    notice_choices,
    overview,
    recusing,
    reviewer_profile,
    reviewing,
    saved_searches,
    search,
    search_suggestions,
    sign_in,
    themes,
    unsubscribe,
    wording,
    work,
    writing,
)

AREAS = (
    home,
    search,
    search_suggestions,
    feed,
    saved_searches,
    fit,
    themes,
    about,
    case,
    compare,
    sign_in,
    account,
    desk,
    overview,
    wording,
    work,
    writing,
    answering,
    changes,
    deciding,
    assigning,
    reviewing,
    reviewer_profile,
    recusing,
    inbox,
    notice_choices,
    unsubscribe,
    demo_mail,
    healthz,
)


def register(app: Flask) -> None:
    """Add the pages to an application."""
    for area in AREAS:
        app.register_blueprint(area.pages)
    app.extensions["csrf"].exempt(unsubscribe.pages)  # mail programs send no form of ours (RFC 8058)
