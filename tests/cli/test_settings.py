"""The settings as an operator meets them: one line for each that is wrong, through the program that make installs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import Config, UnsafeConfiguration
from tests.support.world import World

HOUSE = Path(__file__).parents[2]
DEMO = {"DEMO_MODE": "1"}
SERVED = {"SECURE_COOKIES": "1", "PUBLIC_URL": "https://casebook.example.org"}


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program `casebook`, installed by make into a virtual environment."""
    venv = tmp_path_factory.mktemp("elsewhere") / "venv"
    (venv / "bin").mkdir(parents=True)
    ours = Path(sys.executable).parents[1]
    for name in ("bin/python", "lib", "pyvenv.cfg"):
        (venv / name).symlink_to(ours / name)
    (venv / ".python").touch()
    subprocess.run(["make", "-s", f"VENV={venv}", f"{venv}/bin/casebook"], cwd=HOUSE, check=True)
    return venv / "bin" / "casebook"


def casebook(program: Path, *words: str, **settings: str) -> tuple[int, list[str]]:
    """Run the program in another folder; return its exit code and its lines."""
    environment = {"PATH": os.environ["PATH"], **settings}
    result = subprocess.run(
        [program, *words], cwd=program.parent, env=environment, capture_output=True, text=True, check=False
    )
    return result.returncode, (result.stdout + result.stderr).splitlines()


@pytest.mark.slow
def test_the_program_runs_anywhere_and_says_which_setting_is_missing(program: Path, tmp_path: Path) -> None:
    code, lines = casebook(program, "--help")
    assert code == 0
    assert [name for name in ("accounts", "database", "settings") if f"  {name} " not in "\n".join(lines)] == []
    for words in (["accounts", "invite", "a@b.example"], ["settings", "check"]):
        code, lines = casebook(program, *words)
        assert (code, len(lines)) == (1, 1)
        assert "SECURE_COOKIES=1" in lines[0]
    code, lines = casebook(program, "accounts", "invite", "a@b.example", DATA_DIR=str(tmp_path / "data"), **DEMO)
    assert (code, len(lines), "casebook database upgrade" in lines[0]) == (1, 1, True)


@pytest.mark.slow
def test_the_check_names_each_wrong_setting_once(program: Path, tmp_path: Path) -> None:
    wrong = {"PORT": "http", "MAIL_FROM": "a@example.org, b@example.org", "DATA_DIR": str(tmp_path / "a?b")}
    code, lines = casebook(program, "settings", "check", **DEMO, **wrong)
    assert code == 1
    assert sorted(line.split()[0] for line in lines) == ["DATA_DIR", "MAIL_FROM", "PORT"]
    code, lines = casebook(program, "settings", "check", DATA_DIR=str(tmp_path), LOG_LEVEL="info", **SERVED)
    assert (code, lines[0]) == (0, "The settings are valid.")


@pytest.mark.slow
def test_a_server_with_wrong_settings_ends_with_one_line(tmp_path: Path) -> None:
    command = [Path(sys.executable).parent / "gunicorn", "--config", "gunicorn.conf.py", "app:create_app()"]
    environment = {"PATH": os.environ["PATH"], "PUBLIC_URL": "https://", **DEMO}
    result = subprocess.run(command, cwd=HOUSE, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode != 0
    assert result.stderr.splitlines() == [
        "PUBLIC_URL must be an address without a path, such as https://casebook.example.org."
    ]


PROVIDER = {
    "id": "mod",
    "name": "Ministry of Defence",
    "issuer": "https://id.example.org",
    "client_id": "casebook",
    "client_secret": "never in a line",
    "delegations": ["GHA"],
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "Mod"},
        {"id": ["mod"]},
        {"name": " "},
        {"delegations": []},
        {"delegations": "GHA"},
        {"client_secret": ""},
        {"client_secret": None},
        {"second_factor": [""]},
        {"unknown": "x"},
        {"issuer": "http://id.example.org"},
        {"issuer": "http://127.0.0.1:8080"},
        {"issuer": "https://"},
        {"issuer": "https://somebody@id.example.org"},
        {"issuer": "https://id.example.org?tenant=1"},
    ],
)
def test_providers_are_complete_and_reached_over_https(wrong: dict[str, object]) -> None:
    good = {**SERVED, "OPENID_PROVIDERS": json.dumps([PROVIDER])}
    assert [one.delegations for one in Config.from_environment(good).providers] == [("GHA",)]
    with pytest.raises(UnsafeConfiguration) as refusal:
        Config.from_environment({**SERVED, "OPENID_PROVIDERS": json.dumps([{**PROVIDER, **wrong}])})
    assert str(refusal.value).count("\n") == 0
    assert str(refusal.value).startswith("OPENID_PROVIDERS must ")
    assert "never in a line" not in str(refusal.value)


@pytest.mark.parametrize("text", ["[", "{}", "[1]", json.dumps([PROVIDER, PROVIDER])])
def test_what_is_no_list_of_providers_is_one_line(text: str) -> None:
    with pytest.raises(UnsafeConfiguration, match=r"\AOPENID_PROVIDERS must [^\n]*\Z"):
        Config.from_environment({**SERVED, "OPENID_PROVIDERS": text})


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("WEB_WORKERS", "0"),
        ("NETWORK_TRIES", "many"),
        ("REQUESTS_PER_MINUTE", "-1"),
        ("MAIL_FROM", "casebook@example.org,office@example.org"),
        ("MAIL_FROM", "casebook"),
        ("PUBLIC_URL", "https://"),
        ("PUBLIC_URL", "casebook.example.org"),
        ("PUBLIC_URL", "https://example.org/casebook"),
        ("PUBLIC_URL", "http://casebook.example.org"),
        ("LOG_LEVEL", "loud"),
        ("DATABASE_URL", "mysql://localhost/casebook"),
        ("DATA_DIR", "/srv/case?book"),
        ("DATA_DIR", "/srv/100%"),
        ("SMTP_SECURITY", "ssl"),
        ("SMTP_SECURITY", "none"),
        ("DATABASE_URL", "postgresql://casebook@db.example.org/casebook"),
        ("DATABASE_URL", "postgresql://casebook@/casebook?host=db.example.org&sslmode=require"),
        ("SECURE_COOKIES", "perhaps"),
    ],
)
def test_a_wrong_setting_is_one_line_that_names_it(setting: str, value: str) -> None:
    with pytest.raises(UnsafeConfiguration) as refused:
        Config.from_environment({**SERVED, "SMTP_HOST": "mail.example.org", setting: value})
    lines = str(refused.value).splitlines()
    assert (len(lines), setting in lines[0]) == (1, True)


def test_mails_need_an_address_for_their_links_outside_of_the_demonstration() -> None:
    mail = {"SMTP_HOST": "mail.example.org"}
    with pytest.raises(UnsafeConfiguration, match="PUBLIC_URL"):
        Config.from_environment({**mail, "SECURE_COOKIES": "1"})
    Config.from_environment({**mail, **DEMO})
    Config.from_environment({**mail, **SERVED})


def test_forms_that_hosters_and_people_use_are_accepted() -> None:
    config = Config.from_environment(
        {**SERVED, "LOG_LEVEL": "warning", "DATABASE_URL": "postgres://casebook@db/casebook?sslmode=verify-full",
         "MAIL_FROM": "Casebook <casebook@example.org>", "PUBLIC_URL": "https://casebook.example.org/"}
    )  # fmt: skip
    assert config.database == "postgresql+psycopg://casebook@db/casebook?sslmode=verify-full"
    assert config.address == "https://casebook.example.org"


@pytest.mark.parametrize("email", ["a@b", "a@localhost", "a b@c.example", "a@b.example,c@d.example", "a..b@c.example",
                                   "a@b.invalid", f"{'a' * 65}@b.example"])  # fmt: skip
def test_an_address_that_no_mail_can_reach_gets_no_account(bare: World, email: str) -> None:
    words = ["accounts", "add", email, "--delegation", "RWA", "--office", "Editors", "--role", "editor"]
    result = bare.app.test_cli_runner().invoke(args=words)
    assert (result.exit_code, "e-mail address" in result.output) == (1, True)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://casebook@localhost/casebook",
        "postgresql://casebook@[::1]:5432/casebook",
        "postgresql://casebook@/casebook?host=/var/run/postgresql",
        "postgresql://casebook@db.example.org/casebook?sslmode=verify-full&sslrootcert=system",
    ],
)
def test_a_database_is_on_this_machine_or_proves_who_it_is(url: str) -> None:
    assert Config.from_environment({**SERVED, "DATABASE_URL": url}).database_url == url


def test_a_mail_server_on_this_machine_needs_no_encryption() -> None:
    Config.from_environment({**SERVED, "SMTP_HOST": "localhost", "SMTP_SECURITY": "none"})


@pytest.mark.slow
def test_secrets_come_from_a_secrets_manager(program: Path, tmp_path: Path) -> None:
    """As systemd hands them over: a folder with a file for each, which only this process reads."""
    (tmp_path / "secret_key").write_text("a secret of more than 32 characters\n", encoding="utf-8")
    (tmp_path / "smtp_password").write_text("a mail password\n", encoding="utf-8")
    handed_over = {**SERVED, "CREDENTIALS_DIRECTORY": str(tmp_path), "SMTP_HOST": "mail.example.org"}
    config = Config.from_environment(handed_over)
    assert (config.secret(), config.smtp_password) == ("a secret of more than 32 characters", "a mail password")
    with pytest.raises(UnsafeConfiguration, match="SMTP_PASSWORD is set twice"):
        Config.from_environment({**handed_over, "SMTP_PASSWORD": "another"})
    (tmp_path / "secret_key").write_text("short", encoding="utf-8")
    code, lines = casebook(program, "settings", "check", **handed_over)
    assert (code, lines) == (1, ["SECRET_KEY must have at least 32 characters."])
