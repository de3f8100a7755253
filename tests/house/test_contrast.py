"""The colours keep their contrast (WCAG 2.2, AA) in light and in dark: 4.5 for text, 3 for the edges of controls."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "app" / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", part)) for part in TOKENS.split("prefers-color-scheme", 1)
)

TEXT = [
    ("ink", "paper"),
    ("ink", "leaf"),
    ("ink", "field"),
    ("ink", "hit"),
    ("soft", "paper"),
    ("soft", "leaf"),
    ("pine", "paper"),
    ("pine", "leaf"),
    ("on-pine", "pine"),
    ("on-pine", "pine-deep"),
    ("amber", "paper"),
    ("amber", "amber-wash"),
    ("brick", "paper"),
    ("brick", "brick-wash"),
]
EDGES = [("edge", "paper"), ("edge", "field"), ("edge", "leaf")]


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, {**LIGHT, **DARK}], ids=["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (EDGES, 3.0)], ids=["text", "edges"])
def test_colours_can_be_read(colours: dict[str, str], pairs: list[tuple[str, str]], least: float) -> None:
    weak = {pair: round(ratio, 2) for pair in pairs if (ratio := contrast(*(colours[name] for name in pair))) < least}
    assert not weak
