"""How what a reader types is read."""

import pytest

from case_studies.search.contract import Expansion, Hint, Reading
from case_studies.search.query.parser import MOST_DEEP, MOST_WORDS, parse
from case_studies.search.query.tree import ConceptNode, FilterNode, Node, OrNode, PhraseNode, QueryNode, TermGroup
from case_studies.search.text.thesaurus import EMPTY_THESAURUS, Entry, Name, Thesaurus

LEXICON = Thesaurus(
    [
        Entry("ied", (Name("", "IED"), Name("en", "roadside bomb"), Name("fr", "engin explosif improvisé"))),
        Entry("theme:EXP", (Name("en", "Explosive threats"), Name("en", "mine action")), ("theme", "EXP")),
        Entry("place:MLI", (Name("en", "Mali"), Name("en", "Malian")), ("host_state", "MLI")),
        Entry("operation:UNIFIL", (Name("", "UNIFIL"), Name("", "FINUL")), ("operation", "UNIFIL")),
        Entry("roe", (Name("en", "rules of engagement"), Name("", "ROE"))),
        Entry("poc-c", (Name("", "POC"), Name("en", "protection of civilians"))),
        Entry("poc-p", (Name("", "POC"), Name("en", "point of contact"))),
        Entry("security", (Name("en", "security"), Name("es", "seguridad"))),
        Entry("safety", (Name("en", "safety"), Name("es", "seguridad"))),
    ]
)


def shape(node: Node) -> str:
    """A node in short: the English terms of each slot, ways to write parted by a bar; things in square brackets."""
    if isinstance(node, OrNode):
        return "|".join(shape(side) for side in node.sides)
    if isinstance(node, ConceptNode):
        return f"[{node.typed}]"
    if isinstance(node, FilterNode):
        return f"{node.facet}={node.value}"
    if isinstance(node, QueryNode):
        return "(" + " ".join([*map(shape, node.wanted), *(f"-{shape(one)}" for one in node.unwanted)]) + ")"
    return "|".join(_clause(clause) for clause in node.clauses)


def _clause(clause: PhraseNode) -> str:
    if clause.prefix:
        return f"{clause.prefix}*"
    return " ".join(next((t[3:] for t in sorted(slot) if t[:3] == "en:"), min(slot)) for slot in clause.slots)


def shapes(wish: QueryNode) -> tuple[list[str], list[str]]:
    return [shape(node) for node in wish.wanted], [shape(node) for node in wish.unwanted]


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
        ("c ied", ["=cied|c =ied"], []),
        ("-c-ied", [], ["=cied|c =ied"]),
        ("SCR 2518", ["res2518|scr =2518"], []),
        ("explos*", ["explos*"], []),
        ("Sécur*", ["secur*"], []),
        ("*mine", ["mine"], []),
        ("a* *", ["a"], []),
        ("mine,dog;cat", ["mine", "dog", "cat"], []),
        ("(mine OR (trap)) NOT (dog)", ["mine|trap"], ["dog"]),
        ("(mine road) OR dog", ["(mine road)|dog"], []),
        ("mine (dog -cat)", ["mine", "(dog -cat)"], []),
        ("mine -(dog cat)", ["mine"], ["(dog cat)"]),
        ("((mine", ["mine"], []),
        ("mine)) dog", ["mine", "dog"], []),
        ("not mine", ["not", "mine"], []),
        ("()", [], []),
        ("the mine of a road", ["mine", "road"], []),
        ("the of", ["the", "of"], []),
        ('"the of" mine', ["the of", "mine"], []),
        ("OR AND NOT", [], []),
        ("OR mine OR", ["mine"], []),
        ("mine OR -dog", ["mine"], ["dog"]),
        ("爆炸装置", ["zh:爆炸", "zh:装置"], []),
        ("-爆炸装置", [], ["zh:爆炸 zh:装置"]),
        ("theme:dog", ["dog"], []),
        ("theme:", ["theme"], []),
        ("title:dog", ["dog"], []),
        ("mine\x00dog \ud83d \U0001f600", ["mine", "dog"], []),
        ("", [], []),
    ],
)
def test_reading(text: str, wanted: list[str], unwanted: list[str]) -> None:
    assert shapes(parse(text, EMPTY_THESAURUS)) == (wanted, unwanted)


def test_a_word_stands_for_every_language_its_script_allows() -> None:
    (group,) = parse("mines", EMPTY_THESAURUS).wanted
    assert isinstance(group, TermGroup)
    assert group.clauses == (PhraseNode((frozenset({"en:mine", "fr:min", "es:min"}),)),)


@pytest.mark.parametrize("text", ["dog " * 10_000, '"' + "dog " * 10_000 + '"', "dog-" * 10_000, "-dog " * 10_000])
def test_the_number_of_words_is_bounded(text: str) -> None:
    wish = parse(text, EMPTY_THESAURUS)
    groups = [node for node in wish.wanted + wish.unwanted if isinstance(node, TermGroup)]
    slots = [slot for group in groups for clause in group.clauses for slot in clause.slots]
    assert 0 < len(slots) <= 2 * MOST_WORDS
    assert Hint(Reading.TOO_LONG) in wish.hints


def test_only_quoted_words_are_marked_as_insisted_on() -> None:
    wanted = parse('"big dog" mine c-ied', EMPTY_THESAURUS).wanted
    assert [isinstance(node, TermGroup) and node.quoted for node in wanted] == [True, False, False]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("roadside bombs convoy", ["[roadside bombs]", "convoy"]),
        ("Roadside-Bomb", ["[Roadside-Bomb]"]),
        ("mine IEDs", ["mine", "[IEDs]"]),
        ("rules of engagement", ["[rules of engagement]"]),
        ("the rules", ["rule"]),
        ("mine OR ied", ["mine|[ied]"]),
        ("(ied dog)", ["([ied] dog)"]),
        ('"roadside bomb"', ["roadsid bomb"]),
        ("roadside dog bomb", ["roadsid", "dog", "bomb"]),
        ("bomb*", ["bomb*"]),
        ("theme:EXP", ["theme=EXP"]),
        ('theme:"mine action" dog', ["theme=EXP", "dog"]),
        ("HOST:mali", ["host_state=MLI"]),
        ("by:malian", ["implemented_by=MLI"]),
        ("operation:finul", ["operation=UNIFIL"]),
        ("year:2015-2019", ["year=2015-2019"]),
        ("year:2015", ["year=2015"]),
        ("year:2019-2015", ["year=2019-2015"]),
        ("language:fr", ["language=fr"]),
        ("language:Français", ["language=fr"]),
        ("host:mali OR year:2019", ["host_state=MLI|year=2019"]),
    ],
)
def test_concepts_and_fields(text: str, wanted: list[str]) -> None:
    assert shapes(parse(text, LEXICON)) == (wanted, [])


def test_what_is_excluded_stays_as_typed() -> None:
    assert shapes(parse("dog -ied", LEXICON)) == (["dog"], ["=ied"])


def test_years_may_be_open() -> None:
    years = [node.years for text in ("year:2015-", "year:-2019", "year:2016..2018") for node in _filters(text)]
    assert years == [(2015, 9999), (0, 2019), (2016, 2018)]


def _filters(text: str) -> list[FilterNode]:
    return [node for node in parse(text, LEXICON).wanted if isinstance(node, FilterNode)]


def test_a_thing_has_its_other_names_and_what_its_cases_are_classified_under() -> None:
    (thing,) = parse("finul", LEXICON).wanted
    assert isinstance(thing, ConceptNode)
    assert (thing.others, thing.classifications) == (("UNIFIL",), (("operation", "UNIFIL"),))
    assert parse("finul", LEXICON).widened == (Expansion("finul", ("UNIFIL",)),)


def test_an_ambiguous_name_is_widened_by_all_it_names() -> None:
    (thing,) = parse("poc", LEXICON).wanted
    assert isinstance(thing, ConceptNode)
    assert thing.others == ("protection of civilians", "point of contact")


def test_expansion_goes_one_step_only() -> None:
    (thing,) = parse("safety", LEXICON).wanted
    assert isinstance(thing, ConceptNode)
    assert thing.others == ("seguridad",)


@pytest.mark.parametrize(
    ("text", "hints"),
    [
        ("mine", []),
        ('mine "dog', [Hint(Reading.UNBALANCED)]),
        ("(mine", [Hint(Reading.UNBALANCED)]),
        ("mine)", [Hint(Reading.UNBALANCED)]),
        ("theme:dog", [Hint(Reading.UNKNOWN_VALUE, "theme:dog")]),
        ("year:soon", [Hint(Reading.UNKNOWN_VALUE, "year:soon")]),
        ("title:dog", [Hint(Reading.UNKNOWN_VALUE, "title:dog")]),
        ("(" * 100 + "mine" + ")" * 100, []),
        ("mine " + "x" * 3_000, [Hint(Reading.TOO_LONG)]),
    ],
)
def test_hints_describe_how_a_query_was_read(text: str, hints: list[Hint]) -> None:
    assert list(parse(text, LEXICON).hints) == hints


def test_parentheses_that_are_too_deep_are_ignored() -> None:
    deep = 5_000
    ((whole,), _) = shapes(parse("(dog " * deep + "mine" + ")" * deep, EMPTY_THESAURUS))
    assert whole.count("(") == MOST_DEEP
