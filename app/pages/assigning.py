"""assigning"""
from flask import Blueprint
pages = Blueprint("assigning", __name__)
