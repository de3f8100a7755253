"""about"""

from flask import Blueprint

pages = Blueprint("about", __name__)


@pages.get("/about")
def about():
    return "x"
