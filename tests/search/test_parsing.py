"""How what a reader types is read."""

import pytest

from case_studies.search.parsing import MOST_WORDS, Clause, Group, Wish, parse


def shape(group: Group) -> str:
    """A group in short: the English terms of each slot, clauses parted by a bar."""
    return "|".join(_clause(clause) for clause in group.clauses)


def _clause(clause: Clause) -> str:
    if clause.prefix:
        return f"{clause.prefix}*"
    return " ".join(next((t[3:] for t in sorted(slot) if t[:3] == "en:"), min(slot)) for slot in clause.slots)


def shapes(wish: Wish) -> tuple[list[str], list[str]]:
    return [shape(group) for group in wish.wanted], [shape(group) for group in wish.unwanted]


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("mine convoy", ["mine", "convoy"], []),
        ("mine AND convoy", ["mine", "convoy"], []),
        ("mine OR trap convoy", ["mine|trap", "convoy"], []),
        ("mine | trap", ["mine|trap"], []),
        ("a OR b OR mine", ["a|b|mine"], []),
        ('"route clear" mine', ["rout clear", "mine"], []),
        ("«route clear» “big dog”", ["rout clear", "big dog"], []),
        ('"route clear', ["rout", "clear"], []),
        ("mine -dog", ["mine"], ["dog"]),
        ("mine NOT dog", ["mine"], ["dog"]),
        ('mine -"big dog"', ["mine"], ["big dog"]),
        ("-dog", [], ["dog"]),
        ("mine-dog", ["minedog|mine dog"], []),
        ("c ied", ["cie|c ie"], []),
        ("-c-ied", [], ["cie|c ie"]),
        ("explos*", ["explos*"], []),
        ("Sécur*", ["secur*"], []),
        ("*mine", ["mine"], []),
        ("a* *", ["a"], []),
        ("mine,dog;cat", ["mine", "dog", "cat"], []),
        ("(mine OR (trap)) NOT (dog)", ["mine|trap", "dog"], []),
        ("the mine of a road", ["mine", "road"], []),
        ("the of", ["the", "of"], []),
        ('"the of" mine', ["the of", "mine"], []),
        ("OR AND NOT", [], []),
        ("OR mine OR", ["mine"], []),
        ("mine OR -dog", ["mine"], ["dog"]),
        ("爆炸装置", ["zh:爆炸", "zh:装置"], []),
        ("-爆炸装置", [], ["zh:爆炸 zh:装置"]),
        ("theme:mine", ["theme", "mine"], []),
        ("mine\x00dog \ud83d \U0001f600", ["mine", "dog"], []),
        ("", [], []),
    ],
)
def test_reading(text: str, wanted: list[str], unwanted: list[str]) -> None:
    assert shapes(parse(text)) == (wanted, unwanted)


def test_a_word_stands_for_every_language_its_script_allows() -> None:
    (group,) = parse("mines").wanted
    assert group.clauses == (Clause((frozenset({"en:mine", "fr:min", "es:min"}),)),)


@pytest.mark.parametrize("text", ["dog " * 10_000, '"' + "dog " * 10_000 + '"', "dog-" * 10_000, "-dog " * 10_000])
def test_the_number_of_words_is_bounded(text: str) -> None:
    wish = parse(text)
    slots = [slot for g in wish.wanted + wish.unwanted for clause in g.clauses for slot in clause.slots]
    assert 0 < len(slots) <= 2 * MOST_WORDS


def test_only_quoted_words_are_marked_as_insisted_on() -> None:
    assert [group.quoted for group in parse('"big dog" mine c-ied').wanted] == [True, False, False]
