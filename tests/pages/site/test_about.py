"""The page that says what Casebook is."""

import pytest

from tests.support.page_reader import read, words
from tests.support.world import World


@pytest.mark.parametrize(
    "phrase",
    [
        "27 April 2021 by China, Brazil, Indonesia and Rwanda",
        "Neither it nor Casebook is a body of the United Nations",
        "Public (TLP:CLEAR)",
        "Members only (TLP:GREEN)",
        "TLP:AMBER and TLP:RED are not accepted",
        "jammer bands",
        "responsibility of the delegation that submitted it",
        "Co-chairs Brazil · China · Indonesia · Rwanda",
        "Observers Cambodia",
    ],
)
def test_it_says(library: World, phrase: str) -> None:
    assert phrase in words(read(library.visitor(), "/about"))
