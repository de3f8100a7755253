"""home"""

from flask import Blueprint

pages = Blueprint("home", __name__)


@pages.get("/")
def home():
    return "x"
