"""flask history, as an administrator runs it: one line for each error, exit code 1, and often no database."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.support.chains import attack, entries, exported, put, relinked
from tests.support.world import World

ROOT = Path(__file__).parents[2]
HOLDS = "The history was not changed.\n"


def run(world: World, *words: str) -> tuple[int, str]:
    result = world.app.test_cli_runner().invoke(args=["history", *words])
    return result.exit_code, result.output


@pytest.fixture
def file(library: World, tmp_path: Path) -> Path:
    path = tmp_path / "history.jsonl"
    assert run(library, "export", str(path)) == (0, "")
    return path


def _forge(world: World) -> None:
    """Change an entry and link the chain again from there, including its end."""
    told = entries(world)
    told[99] = {**told[99], "note": "Another reason."}
    forged = relinked(told)
    with attack(world) as connection:
        put(connection, forged)
        connection.execute(text("UPDATE history_head SET hash = :hash"), {"hash": forged[-1]["hash"]})
        connection.commit()


def test_an_unchanged_history_is_valid_in_the_database_and_in_a_file(library: World, file: Path) -> None:
    assert run(library, "verify") == (0, HOLDS)
    assert run(library, "verify", str(file)) == (0, HOLDS)
    assert run(library, "verify", str(file), "--with-database") == (0, HOLDS)


def test_an_export_is_printed_or_written_for_its_owner_only(library: World, file: Path) -> None:
    code, printed = run(library, "export")
    assert code == 0
    assert file.read_text(encoding="utf-8") == printed
    assert printed.splitlines() == exported(library)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir() if path.is_file()] == [file.name]


def test_an_export_replaces_the_earlier_one_as_a_whole_or_not_at_all(library: World, file: Path) -> None:
    kept = file.read_text(encoding="utf-8")
    file.chmod(0o644)
    assert run(library, "export", str(file)) == (0, "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with library.platform.work.engine.begin() as connection:
        connection.execute(text("ALTER TABLE history_head RENAME TO lost_head"))
    code, output = run(library, "export", str(file))
    assert code == 1
    assert "Traceback" not in output
    assert file.read_text(encoding="utf-8") == kept
    assert [path.name for path in file.parent.iterdir() if path.is_file()] == [file.name]


def test_an_unwritable_file_is_reported_in_one_line(library: World, tmp_path: Path) -> None:
    code, output = run(library, "export", str(tmp_path / "nowhere" / "history.jsonl"))
    assert code == 1
    assert output.startswith("Error: ")
    assert len(output.splitlines()) == 1


def test_each_error_in_a_file_is_one_line(library: World, file: Path) -> None:
    lines = file.read_bytes().split(b"\n")
    lines[9] = b"\xff\xfe"
    lines[19] = lines[19].replace(b'"action": "', b'"action": "un')
    file.write_bytes(b"\n".join(lines))
    code, output = run(library, "verify", str(file))
    assert code == 1
    assert output.splitlines() == [
        "line 10: it is not an entry of a history.",
        "entry 11: entry 10 is expected here.",
        "entry 11: it does not follow the entry before it.",
        "entry 20: it is not what was written.",
    ]


def test_a_rewritten_chain_is_found_by_the_file(library: World, file: Path) -> None:
    _forge(library)
    assert run(library, "verify") == (0, HOLDS)
    assert run(library, "verify", str(file)) == (0, HOLDS)
    assert run(library, "verify", str(file), "--with-database") == (
        1,
        "entry 100: from here on, the database differs from the file.\n",
    )


def test_an_error_in_the_database_is_reported(library: World) -> None:
    with attack(library) as connection:
        connection.execute(text("DELETE FROM history WHERE number = 30"))
        connection.commit()
    code, output = run(library, "verify")
    assert code == 1
    assert output.splitlines() == [
        "entry 31: entry 30 is expected here.",
        "entry 31: it does not follow the entry before it.",
    ]


def test_impossible_options_are_refused(library: World) -> None:
    assert run(library, "verify", "--with-database")[0] == 2
    assert run(library, "verify", "no-such-file")[0] == 2


def _elsewhere(tmp_path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command on a machine whose database does not answer."""
    environment = {
        **os.environ,
        "DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:1/nothing?connect_timeout=2",
        "DATA_DIR": str(tmp_path / "elsewhere"),
        "DEMO_MODE": "1",
    }
    command = [sys.executable, "-m", "flask", "--app", "app", "history", *words]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_a_file_is_verified_without_a_database(library: World, file: Path, tmp_path: Path) -> None:
    found = _elsewhere(tmp_path, "verify", str(file))
    assert (found.returncode, found.stdout, found.stderr) == (0, HOLDS, "")
    file.write_text(file.read_text(encoding="utf-8").replace("clear", "declare", 1), encoding="utf-8")
    assert _elsewhere(tmp_path, "verify", str(file)).returncode == 1
    for words in (["verify"], ["verify", str(file), "--with-database"], ["export"]):
        asked = _elsewhere(tmp_path, *words)
        assert asked.returncode == 1
        assert "The database does not answer" in asked.stderr
        assert "Traceback" not in asked.stderr
