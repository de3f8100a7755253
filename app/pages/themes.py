"""themes"""

from flask import Blueprint

pages = Blueprint("themes", __name__)


@pages.get("/themes")
def themes():
    return "x"
