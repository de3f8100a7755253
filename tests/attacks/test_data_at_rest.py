"""What lies on the disk and in the log: for one account alone, and signed with keys that can be changed."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app import create_app
from case_studies.notifications.unsubscribe_token import VALID, make_token
from config import Config
from tests.support.world import START, World

NEW_KEY = "the new key that signs from now on, long enough"


@pytest.mark.slow
def test_the_data_folder_is_for_one_account_and_a_wider_one_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    config = Config(data_dir=tmp_path / "data", demo_mode=True)
    create_app(config).extensions["casebook"].work.engine.dispose()
    assert [path for path in (config.data_dir, *config.data_dir.rglob("*")) if path.stat().st_mode & 0o077] == []
    assert "DATA_DIR" not in caplog.text
    config.data_dir.chmod(0o755)
    create_app(config).extensions["casebook"].work.engine.dispose()
    assert "DATA_DIR can be read by other accounts" in caplog.text


def test_after_a_change_of_the_key_sessions_and_links_go_on_until_the_old_key_is_removed(bare: World) -> None:
    clients = (bare.browser("practitioner"), bare.browser("focal-point.gha"))
    old = str(bare.app.config["SECRET_KEY"])
    link = f"/unsubscribe/{make_token(old, 1, 'digest', sent_on=START.date())}"
    for client, fallbacks, is_valid in zip(clients, (old, ""), (True, False), strict=True):
        bare.reconnect(secret_key=NEW_KEY, secret_key_fallbacks=fallbacks)
        assert (client.get("/account").status_code == 200) is is_valid
        assert (client.get(link).status_code == 200) is is_valid


def test_an_unsubscribe_link_ends(bare: World) -> None:
    link = f"/unsubscribe/{make_token(str(bare.app.config['SECRET_KEY']), 1, 'digest', sent_on=START.date())}"
    bare.clock.moment = START + VALID - timedelta(hours=1)
    assert bare.visitor().get(link).status_code == 200
    bare.clock.moment = START + VALID + timedelta(days=1)
    assert bare.visitor().get(link).status_code == 404


def test_an_error_of_the_database_names_no_value(bare: World) -> None:
    with pytest.raises(DBAPIError) as failed, bare.platform.work.reading() as session:
        session.execute(text("SELECT :value FROM nowhere"), {"value": "a secret text"})
    assert "a secret text" not in str(failed.value)
