"""A text in parts, with and without headings of the second level."""

import pytest

from case_studies.markdown.outline import Part, outline


@pytest.mark.parametrize("text", ["", "Welcome.", "# Welcome\n\nTo all."])
def test_a_text_without_such_a_heading_has_no_parts(text: str) -> None:
    assert outline(text) == (text, ())


def test_each_heading_has_the_text_below_it() -> None:
    assert outline("Before.\n\n## One\n\nA.\n\n## Two\n\nB.") == ("Before.", (Part("One", "A."), Part("Two", "B.")))
