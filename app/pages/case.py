"""case"""

from flask import Blueprint

pages = Blueprint("case", __name__)
