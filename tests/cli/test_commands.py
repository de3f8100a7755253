"""The commands, run as an administrator runs them: plain lines, plain errors, no tracebacks."""

import shutil
from pathlib import Path

import pytest

from app import create_app
from config import Config
from tests.support.commands import run
from tests.support.world import World

EDITOR = ["--office", "Editors", "--role", "editor"]


@pytest.fixture
def blank(tmp_path: Path) -> World:
    """A platform without a database."""
    return World(Config(data_dir=tmp_path / "data", demo_mode=True))


@pytest.mark.slow
def test_commands_set_up_a_platform_and_a_second_run_duplicates_nothing(blank: World) -> None:
    code, output = run(blank, "prepare")
    assert code == 0, output
    assert "password of all demonstration accounts" in output
    code, output = run(blank, "prepare")
    assert (code, "74 themes" in output, "0 demonstration cases added" in output) == (0, True, True)
    assert run(blank, "search", "check")[0] == 0
    code, output = run(blank, "search", "rebuild")
    assert code == 0
    assert "public: 71 documents, members: 109 documents, released: 0 documents, own: 0 documents." in output
    assert blank.visitor().get("/healthz").json == {"status": "ok"}


def test_a_command_before_the_upgrade_names_the_command_to_run(blank: World) -> None:
    code, output = run(blank, "taxonomy", "load")
    assert code == 1
    assert "casebook database upgrade" in output
    assert "Traceback" not in output
    assert blank.visitor().get("/healthz").status_code == 503


def test_outside_the_demonstration_a_version_is_prepared_without_it(tmp_path: Path) -> None:
    world = World(Config(data_dir=tmp_path, allow_http=True))
    code, output = run(world, "prepare")
    assert (code, "74 themes" in output, "demonstration" in output) == (0, True, False)
    assert world.visitor().get("/healthz").json == {"status": "ok"}
    world.close()


def test_the_demonstration_refuses_to_load_outside_its_mode(tmp_path: Path) -> None:
    app = create_app(Config(data_dir=tmp_path, allow_http=True))
    result = app.test_cli_runner().invoke(args=["demo", "load"])
    assert result.exit_code == 1
    assert "DEMO_MODE=1" in result.output


def test_demonstration_offices_can_not_sign_in_outside_the_mode(library: World) -> None:
    token = run(library, "accounts", "token", "practitioner@demo.example")[1].strip()
    headers = {"Authorization": f"Bearer {token}"}
    assert library.visitor().get("/api/v1/assignments", headers=headers).status_code in (200, 403)
    real = World(Config(data_dir=library.config.data_dir, database_url=library.config.database_url, allow_http=True))
    assert real.visitor().get("/api/v1/assignments", headers=headers).status_code == 401
    page = real.visitor().get("/sign-in").get_data(as_text=True)
    assert "demo.example" not in page
    assert library.config.demo_password not in page
    with pytest.raises(AssertionError, match="422"):
        real.browser("practitioner")
    real.close()


def test_accounts_are_added_and_get_roles_and_tokens(bare: World) -> None:
    code, output = run(
        bare, "accounts", "add", "Adviser@Mission.example", "--delegation", "rwa", "--office", "Military adviser",
        "--role", "focal_point",
    )  # fmt: skip
    assert code == 0
    assert "Give this link to adviser@mission.example; it works once, for seven days:\nhttp://localhost" in output
    assert run(bare, "accounts", "role", "adviser@mission.example", "--role", "reviewer", "--role", "editor") == (
        0,
        "adviser@mission.example: reviewer, editor.\n",
    )
    code, token = run(bare, "accounts", "token", "adviser@mission.example")
    assert code == 0
    answer = bare.visitor().get("/api/v1/assignments", headers={"Authorization": f"Bearer {token.strip()}"})
    assert answer.status_code == 200


def test_a_closed_account_can_not_sign_in(bare: World) -> None:
    browser, headers = bare.browser("practitioner"), bare.headers("practitioner")
    assert run(bare, "accounts", "close", "practitioner@demo.example") == (0, "practitioner@demo.example is closed.\n")
    assert browser.get("/desk").status_code == 303
    assert bare.visitor().get("/api/v1/assignments", headers=headers).status_code == 401
    with pytest.raises(AssertionError, match="422"):
        bare.browser("practitioner")
    assert run(bare, "accounts", "close", "practitioner@demo.example", "--reopen")[0] == 0
    bare.browser("practitioner")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["accounts", "add", "nobody", "--delegation", "RWA", *EDITOR], "e-mail"),
        (["accounts", "add", "a@b.example", "--delegation", "XXX", *EDITOR], "delegation"),
        (["accounts", "add", "admin@demo.example", "--delegation", "GHA", *EDITOR], "exists"),
        (["accounts", "token", "nobody@b.example"], "No account"),
        (["accounts", "role", "nobody@b.example", "--role", "editor"], "No account"),
        (["accounts", "role", "nobody@b.example", "--role", "king"], "Invalid value"),
    ],
)  # fmt: skip
def test_errors_are_one_plain_line(bare: World, words: list[str], says: str) -> None:
    code, output = run(bare, *words)
    assert code != 0
    assert says in output
    assert "Traceback" not in output


@pytest.mark.slow
def test_a_deleted_index_costs_one_rebuild(library: World) -> None:
    shutil.rmtree(library.config.index_dir)
    code, output = run(library, "search", "check")
    assert code == 1
    assert "casebook search rebuild" in output
    assert library.visitor().get("/search?q=convoy").status_code == 503
    assert run(library, "search", "rebuild")[0] == 0
    assert run(library, "search", "check")[0] == 0
    assert library.visitor().get("/search?q=convoy").status_code == 200


@pytest.mark.slow
def test_one_wrong_byte_in_an_index_is_found_and_costs_one_rebuild(library: World) -> None:
    file = next(library.config.index_dir.glob("public/*/arrays-*"))
    octets = bytearray(file.read_bytes())
    octets[len(octets) // 2] ^= 1
    file.write_bytes(octets)
    for words in (["search", "check"], ["search", "sync"]):
        code, output = run(library, *words)
        assert code == 1
        assert "casebook search rebuild" in output
    code, output = run(library, "search", "prepare")
    assert code == 1
    assert "in line" not in output
    assert run(library, "search", "rebuild")[0] == 0
    assert run(library, "search", "check")[0] == 0
