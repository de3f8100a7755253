"""writing"""
from flask import Blueprint
pages = Blueprint("writing", __name__)
