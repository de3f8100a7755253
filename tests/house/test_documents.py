"""The documents say what the code does: settings, commands, libraries, the map, links, decisions."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from config import Config
from tests.support.world import World

HOUSE = Path(__file__).parents[2]
ADR = sorted((HOUSE / "docs" / "adr").glob("0*.md"))
WRITTEN = [
    *HOUSE.glob("*.md"),
    *(path for room in ("deploy", "docs", "case_studies", "app", "tests") for path in (HOUSE / room).rglob("*.md")),
]
DOCUMENTS = sorted(path for path in WRITTEN if "library" not in path.parts and "vendor" not in path.parts)
LONGEST_README = 130
GROUPS = (
    "settings",
    "database",
    "taxonomy",
    "demo",
    "search",
    "accounts",
    "delegations",
    "history",
    "duties",
    "outbox",
)
ROOMS = ("app/", "case_studies/", "tests/", "migrations/", "docs/")
ADR_HEADINGS = ("Context", "Decision", "Consequences", "What would make us change it")


def read(name: str) -> str:
    return (HOUSE / name).read_text(encoding="utf-8")


OPERATIONS = read("docs/operations.md")
ARCHITECTURE = read("docs/architecture.md")
README = read("README.md")
PROJECT = tomllib.loads(read("pyproject.toml"))


def test_every_setting_is_listed_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| (.*?) \|", OPERATIONS, re.MULTILINE))
    expected = {f.name.upper(): f"`{f.default}`" if str(f.default) else "empty" for f in fields(Config)}
    assert rows == expected


def test_each_setting_says_what_it_is_for() -> None:
    for f in fields(Config):
        assert f.metadata["doc"].replace("|", "\\|") in OPERATIONS, f.name


def test_every_command_is_listed_and_every_listed_command_exists(bare: World) -> None:
    commands = {
        f"{group} {name}"
        for group in GROUPS
        for name in bare.app.cli.commands[group].commands  # type: ignore[attr-defined]
    }
    table = OPERATIONS.split("## Commands", 1)[1].split("\n## ", 1)[0]
    listed = {" ".join(words.split()[:2]) for words in re.findall(r"^\| `([a-z ]+)", table, re.MULTILINE)}
    assert listed == commands | {"prepare", "worker"}


def test_every_library_has_a_reason() -> None:
    names = [re.split(r"[>=\[]", name)[0].lower() for name in PROJECT["project"]["dependencies"]]
    table = ARCHITECTURE.split("## Libraries", 1)[1].lower()
    assert [name for name in names if f"`{name}`" not in table] == []


def test_the_readme_is_short_and_has_its_commands_pictures_and_licence() -> None:
    assert len(README.splitlines()) <= LONGEST_README
    for piece in ("make run", "make test", "docs/images/search.png", "docs/images/desk.png", "[Apache-2.0](LICENSE)"):
        assert piece in README


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(HOUSE)))
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    broken = [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if not _resolves(path, link)]
    assert not broken


def _resolves(path: Path, link: str) -> bool:
    if re.match(r"[a-z]+:|/", link):  # another site, or a page of Casebook in the texts that it brings
        return True
    name, _, anchor = link.partition("#")
    target = (path.parent / name).resolve() if name else path
    if not target.exists() or HOUSE not in (target, *target.parents):
        return False
    return not anchor or anchor in _anchors(target)


def _anchors(path: Path) -> set[str]:
    """Return the anchors of a document's headings, as GitHub and GitLab make them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(HOUSE)))
def test_every_make_target_named_is_one(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make ([a-z-]+)", path.read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= targets


@pytest.mark.parametrize("name", ["docs/architecture.md", "CONTRIBUTING.md", "docs/review.md", "docs/search.md"])
def test_every_path_named_is_there(name: str) -> None:
    """If this fails after a file was renamed: rename it in the document too."""
    assert not [path for path in _paths(read(name)) if not (HOUSE / path).exists()]


def _paths(text: str) -> Iterator[str]:
    """Yield the paths in a text. In a row of the map, a file without a room is in the room the row begins with."""
    for line in text.splitlines():
        names = re.findall(r"`([\w./-]+)`", line)
        on_the_map = line.startswith("| `") and bool(names) and names[0].endswith("/") and names[0].startswith(ROOMS)
        for name in names:
            if name.startswith(ROOMS):
                yield name
            elif name.startswith(("policy/", "workflow/", "operations/", "notifications/", "search/", "models/")):
                yield f"case_studies/{name}"
            elif on_the_map and name.endswith((".py", "/")):
                yield names[0] + name


def test_every_slow_file_is_listed() -> None:
    """If this fails: list in CONTRIBUTING.md the files that are marked `slow` as a whole, and none without the mark."""
    section = read("CONTRIBUTING.md").split("## Slow tests", 1)[1].split("\n## ", 1)[0]
    listed = set(re.findall(r"`(tests/[\w/]+\.py)`", section))
    texts = {
        str(path.relative_to(HOUSE)): path.read_text(encoding="utf-8")
        for path in (HOUSE / "tests").rglob("test_*.py")
        if path != Path(__file__)
    }
    whole = {name for name, text in texts.items() if re.search(r"^pytestmark = .*pytest\.mark\.slow", text, re.M)}
    marked = {name for name, text in texts.items() if "pytest.mark.slow" in text}
    assert whole <= listed <= marked


def test_every_room_is_on_the_map() -> None:
    rooms = {path.parent for room in ("app", "case_studies") for path in (HOUSE / room).rglob("*.py")}
    named = {HOUSE / path for path in _paths(ARCHITECTURE)}
    missing = [str(room.relative_to(HOUSE)) for room in sorted(rooms) if room not in named]
    assert not missing


def test_the_layers_are_those_of_the_import_contract() -> None:
    """If this fails: copy the layers of the first contract in pyproject.toml into the document."""
    layers = PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
    shown = ARCHITECTURE.split("## The layers", 1)[1].split("```text\n", 1)[1].split("```", 1)[0]
    assert [line.strip() for line in shown.splitlines()] == layers


@pytest.mark.parametrize("path", ADR, ids=lambda path: path.stem)
def test_a_decision_says_why_and_what_would_change_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.match(rf"# {int(path.stem[:4])}\. \S", text)
    assert re.search(r"^- Status: (accepted|superseded by \[\d+\]\(.*\))$", text, re.MULTILINE)
    assert re.search(r"^- Date: \d{4}-\d\d-\d\d$", text, re.MULTILINE)
    assert tuple(re.findall(r"^## (.+)$", text, re.MULTILINE)) == ADR_HEADINGS


def test_every_decision_is_in_the_index() -> None:
    index = read("docs/adr/README.md")
    assert ADR
    assert [path.name for path in ADR] == re.findall(r"\]\((0\d{3}-[\w-]+\.md)\)", index)
