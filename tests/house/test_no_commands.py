"""No command line in what persons read: they have no shell. Commands belong to the log, the CLI and `docs/`."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po

from tests.support.world import World

HOUSE = Path(__file__).parents[2]
CODE_IN_TEMPLATES = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)


@pytest.fixture
def command(bare: World) -> re.Pattern[str]:
    """What gives a command away: its words, those of the Makefile, an option, text between backticks."""
    groups = {name: one for name, one in bare.app.cli.commands.items() if isinstance(one, click.Group)}
    names = [f"{group} {name}" for group, one in groups.items() for name in one.commands]
    assert "search rebuild" in names
    targets = re.findall(r"^([a-z-]+):", (HOUSE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    words = [*names, "flask", *(rf"make {target}(?! [a-z])" for target in targets), "outbox", "pip install"]
    return re.compile(rf"\b(?:{'|'.join(words)})\b|`|(?<!\S)--[a-z]")


def texts_of_catalogue() -> Iterator[str]:
    """Yield all texts that can be translated: of templates, pages, refusals, notifications."""
    with (HOUSE / "app/translations/messages.pot").open("rb") as file:
        for message in read_po(file):
            yield from (message.id,) if isinstance(message.id, str) else message.id


def texts_of_templates() -> Iterator[str]:
    """Yield the text of each template without its code, whose texts are in the catalogue."""
    for path in sorted((HOUSE / "app/templates").rglob("*.html")):
        yield CODE_IN_TEMPLATES.sub("", path.read_text(encoding="utf-8"))


def test_no_text_for_persons_names_a_command(command: re.Pattern[str]) -> None:
    texts = [*texts_of_catalogue(), *texts_of_templates()]
    assert len(texts) > 1000
    assert not [" ".join(text.split())[:200] for text in texts if command.search(text)]


@pytest.mark.parametrize(
    "text",
    [
        "An administrator can restore it with: casebook search rebuild",
        "Run `demo load`.",
        "The vocabularies are not loaded: make run",
        "Add --once.",
    ],
)
def test_a_command_is_recognized(command: re.Pattern[str], text: str) -> None:
    assert command.search(text)
