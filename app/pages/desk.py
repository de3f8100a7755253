"""desk"""
from flask import Blueprint
pages = Blueprint("desk", __name__)

@pages.get("/desk")
def desk(): return "x"
