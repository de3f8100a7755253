"""The server-rendered pages, a room for each noun; their templates are in a folder of the same name."""

from flask import Flask

from app.pages.account import account, notification_settings, reviewer_profile, sign_in, unsubscribe
from app.pages.admin import thesaurus
from app.pages.cases import case, edit, revisions, transitions, workspace
from app.pages.desk import desk, inbox, statistics
from app.pages.review import assignments, conflicts, responses, review
from app.pages.search import compare, feed, saved_searches, situations, suggestions, themes, view
from app.pages.site import about, demo_mail, healthz, home

ROOMS = (
    *(home, about, healthz, demo_mail),
    *(view, suggestions, feed, saved_searches, situations, compare, themes),
    *(case, workspace, edit, transitions, revisions),
    *(review, assignments, responses, conflicts),
    *(desk, inbox, statistics),
    *(account, sign_in, reviewer_profile, notification_settings, unsubscribe),
    thesaurus,
)


def register(app: Flask) -> None:
    """Add the pages to an application."""
    for page in ROOMS:
        app.register_blueprint(page.pages)
    app.extensions["csrf"].exempt(unsubscribe.pages)  # mail programs send no form of ours (RFC 8058)
