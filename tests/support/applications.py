"""Application objects that serve one platform after another: making one costs more than most tests do."""

from argon2 import PasswordHasher
from flask import Flask

from app import build_app
from case_studies.passwords import Passwords

# The real algorithm with its smallest parameters: a sign-in costs no time. The product's own are tested by themselves.
CHEAP_PASSWORDS = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))

_IDLE: list[Flask] = []


def borrow_app() -> Flask:
    """Return an application that serves no platform at present: a new one only where two are in use at once."""
    app = _IDLE.pop() if _IDLE else build_app()
    app.testing = True
    return app


def return_app(app: Flask) -> None:
    """Take an application back, to serve another platform."""
    app.extensions.pop("casebook", None)
    app.extensions.pop("casebook_config", None)
    _IDLE.append(app)
