"""A disclosure looks the same everywhere: its triangle is the drawn one, not the browser's."""

import re
from pathlib import Path

TEMPLATES = Path(__file__).parents[2] / "app/templates"
SUMMARY = re.compile(
    r"<details class=\"(?P<kind>[^\"]*)\"[^>]*>\s*<summary>(?P<start>.{0,12})|<summary>(?P<other>.{0,12})"
)
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
WITHOUT_TRIANGLE = "facet__more"  # it reads as a link, and is gone once it is open


def test_every_disclosure_has_the_drawn_triangle() -> None:
    seen = 0
    for path in sorted(TEMPLATES.rglob("*.html")):
        for found in SUMMARY.finditer(COMMENT.sub("", path.read_text(encoding="utf-8"))):
            seen += 1
            start = found["start"] or found["other"]
            assert start.startswith("{{ turn() }}") or found["kind"] == WITHOUT_TRIANGLE, f"{path.name}: {found[0]}"
    assert seen > 20
