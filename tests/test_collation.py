"""The order of names: accents and case do not move a name away from its letter; each language has its own letters."""

import pytest

from app.collation import by_name
from case_studies.collation import collation_key
from tests.support.world import World


@pytest.mark.parametrize(
    ("language", "names"),
    [
        (
            "en",
            ["Austria", "Bénin", "Benz", "Côte d’Ivoire", "Cotonou", "Croatia", "Egypt", "Éire", "Østland", "Türkiye"],
        ),
        ("fr", ["cote", "Cote", "coté", "côte", "Écosse", "Égypte", "Espagne", "œuvre", "ofel"]),
        ("es", ["nube", "Nunca", "núñez", "ñandú", "ñu", "oso"]),
        ("ru", ["Ёлка", "Ель", "Емеля", "Ива", "Изба", "Йемен", "Кипр"]),
    ],
)
def test_names_are_in_the_order_of_the_language(language: str, names: list[str]) -> None:
    assert sorted(set(names), key=lambda name: collation_key(name, language)) == names


def test_spanish_has_a_letter_that_english_does_not_have() -> None:
    names = ["Nube", "Ñandú", "Nunca"]
    assert sorted(names, key=lambda name: collation_key(name, "es")) == ["Nube", "Nunca", "Ñandú"]
    assert sorted(names, key=lambda name: collation_key(name, "en")) == ["Ñandú", "Nube", "Nunca"]


def test_names_that_differ_only_in_accents_or_case_keep_one_order() -> None:
    names = ["Mali", "mali", "MALI", "Máli"]
    assert sorted(names, key=collation_key) == ["mali", "Mali", "MALI", "Máli"]


def test_a_page_sorts_by_its_own_language(bare: World) -> None:
    with bare.app.test_request_context():
        assert by_name("Ñandú") == collation_key("Ñandú", "en")
