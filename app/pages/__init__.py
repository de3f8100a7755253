"""The server-rendered pages, one file an area; the templates stand in a folder of the same name."""

from flask import Flask

from app.pages import (
    about,
    account,
    assigning,
    case,
    deciding,
    desk,
    healthz,
    home,
    reviewing,
    search,
    sign_in,
    themes,
    work,
    writing,
)

AREAS = (
    home,
    search,
    themes,
    about,
    case,
    sign_in,
    account,
    desk,
    work,
    writing,
    deciding,
    assigning,
    reviewing,
    healthz,
)


def register(app: Flask) -> None:
    """Add the pages to an application."""
    for area in AREAS:
        app.register_blueprint(area.pages)
