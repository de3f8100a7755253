"""The house keeps its shape: imports, sizes, access marks, words that can be translated, safe settings."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app import create_app
from config import Config
from tests.support.world import World

HOUSE = Path(__file__).parents[2]
CODE = sorted(
    [
        *(HOUSE / "app").rglob("*.py"),
        *(HOUSE / "case_studies").rglob("*.py"),
        HOUSE / "config.py",
        HOUSE / "config_rules.py",
    ]
)
LONGEST_FILE = 300
LONGEST_FUNCTION = 40


def test_imports_go_down_only() -> None:
    """The contracts of pyproject.toml hold."""
    run = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_file_is_small_and_says_what_it_is_for(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    assert ast.get_docstring(tree), "a module says what lives in it"
    assert len(source.splitlines()) <= LONGEST_FILE
    long = [
        f"{node.name}: {lines} lines"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (lines := _length(node)) > LONGEST_FUNCTION
    ]
    assert not long


def _length(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_the_delivery_has_no_queries() -> None:
    """Queries are in operations and in the taxonomy, where each reader's limits are applied."""
    query = re.compile(r"\bselect\(|\.(scalars?|execute|get_one)\(|\bsession\.(get|add|delete)\(")
    assert not [path for path in (HOUSE / "app").rglob("*.py") if query.search(path.read_text(encoding="utf-8"))]


def test_every_view_says_who_may_enter(bare: World) -> None:
    """No route without an access rule."""
    views = bare.app.view_functions
    unmarked = [rule.endpoint for rule in bare.app.url_map.iter_rules() if not _marked(views[rule.endpoint])]
    assert not unmarked


def _marked(view: object) -> bool:
    """Whether a view, or the methods of a class-based one, carry an access mark."""
    if hasattr(view, "access"):
        return True
    kind = getattr(view, "view_class", None)
    return kind is not None and all(hasattr(getattr(kind, method.lower()), "access") for method in kind.methods)


def test_make_prints_its_own_help() -> None:
    run = subprocess.run(["make"], cwd=HOUSE, capture_output=True, text=True, check=True)
    for target in ("run", "test", "test-postgres", "check"):
        assert re.search(rf"^{target} ", run.stdout, re.MULTILINE)


def test_every_command_has_help(bare: World) -> None:
    runner = bare.app.test_cli_runner()
    for group in ("database", "taxonomy", "demo", "search", "accounts", "history", "duties", "outbox"):
        for name in bare.app.cli.commands[group].commands:  # type: ignore[attr-defined]
            shown = runner.invoke(args=[group, name, "--help"])
            assert shown.exit_code == 0
            assert len(shown.output.splitlines()) > 3, f"{group} {name} explains itself"


TEXT_IN_TEMPLATE = re.compile(r">([^<>{}]*[A-Za-z]{3,}[^<>{}]*)<")


def test_the_words_of_the_pages_go_through_gettext() -> None:
    """A word between two tags that is not in `_()` can't be translated. The wordmark and `code` samples are names."""
    found = []
    for path in (HOUSE / "app" / "templates").rglob("*.html"):
        text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        text = re.sub(r"<(code|pre|style|script)\b.*?</\1>", "", text, flags=re.DOTALL)
        found += [f"{path.name}: {words.strip()}" for words in TEXT_IN_TEMPLATE.findall(text) if _is_language(words)]
    assert not found


def _is_language(words: str) -> bool:
    """Whether it is a phrase for readers: not the wordmark, not attributes that a macro writes."""
    return words.strip(" –\n") != "Casebook" and '="' not in words


def test_the_catalogue_of_messages_is_up_to_date(tmp_path: Path) -> None:
    """`make messages` was run after the last change of words."""
    target = tmp_path / "messages.pot"
    pybabel = Path(sys.executable).parent / "pybabel"
    subprocess.run(
        [pybabel, "-q", "extract", "-F", "babel.cfg", "-k", "lazy_gettext", "-k", "_l", "-k", "N_", "--no-location",
         "--omit-header", "--sort-output", "-o", target, "."],
        cwd=HOUSE, check=True,
    )  # fmt: skip
    assert target.read_text() == (HOUSE / "app" / "translations" / "messages.pot").read_text()


def test_it_refuses_to_start_unsafe() -> None:
    from config import UnsafeConfiguration

    for environment, word in (
        ({}, "SECURE_COOKIES"),
        ({"DEMO_MODE": "1", "SECRET_KEY": "short"}, "32"),
        ({"DEMO_MODE": "1", "REVIEWS_REQUIRED": "0"}, "without a review"),
        ({"DEMO_MODE": "perhaps"}, "DEMO_MODE"),
        ({"DEMO_MODE": "1", "PORT": "http"}, "PORT"),
    ):
        with pytest.raises(UnsafeConfiguration, match=word):
            Config.from_environment(environment)


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "data", demo_mode=True)
    first = config.secret()
    assert len(first) >= 32
    assert config.secret() == first
    assert (tmp_path / "data" / "secret_key").stat().st_mode & 0o077 == 0
    assert create_app(config).config["SECRET_KEY"] == first
