"""deciding"""
from flask import Blueprint
pages = Blueprint("deciding", __name__)
