"""Sends the form of a page as a browser would, with its token and the version that the page shows."""

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.page_reader import read
from tests.support.world import csrf


def send(client: FlaskClient, page: str, url: str, **controls: Any) -> TestResponse:
    """Open a page, then send a form to an address."""
    text = read(client, page)
    version = text.split('name="version" value="', 1)[1].split('"', 1)[0] if 'name="version"' in text else "0"
    return client.post(url, data={**csrf(client, page), "version": version, **controls})
