"""A mail server for each test that wants one, and a platform that sends to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.notices.post import MailServer, Post
from tests.world import World


@pytest.fixture
def mail_server(tmp_path: Path) -> Iterator[MailServer]:
    folder = tmp_path / "got"
    folder.mkdir()
    running = MailServer(folder)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def post(bare: World, mail_server: MailServer) -> Iterator[Post]:
    """A platform without cases whose mails go to a real server."""
    made = Post.beside(bare, mail_server)
    yield made
    made.world.casebook.work.engine.dispose()
