"""work"""
from flask import Blueprint
pages = Blueprint("work", __name__)
